import { createKeyring } from '../../app/keyring.ts';
import { vietnamTime } from '../../domain/clock.ts';
import { exitCodes } from '../../domain/errors.ts';
import { cliTexts } from '../../i18n/cli.ts';
import { nameOid, valuesOf } from '../../pki/distinguished-name.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, errorJson, worstExit } from '../output.ts';
import { readConfig } from '../read-config.ts';

export function addKeys({ program, language, run }: CommandContext): void {
  const keys = program.command('keys').description(cliTexts.keys[language]);
  keys
    .command('list')
    .description(cliTexts.keysList[language])
    .option('--json', cliTexts.json[language])
    .action(async (options: { json?: boolean }) => {
      const output = createOutput({ language, json: options.json === true });
      const ring = createKeyring(readConfig({ language }));
      try {
        const found = await ring.survey();
        for (const { id, slots, key, error } of found) {
          const subject = key === null ? null : valuesOf(key.certificate.subject, nameOid.commonName)[0];
          const until = key === null ? null : vietnamTime(key.certificate.notAfter);
          output.object({
            id,
            slots,
            subject,
            not_after: until,
            schemes: key?.schemes ?? [],
            ...(error ? { error: errorJson(error) } : {}),
          });
          output.say(
            `${key === null ? '✗' : '✓'} ${id} [${slots.join(', ')}] ${error === null ? `${subject}, → ${until}` : output.pick(error.text)}`,
          );
        }
        run.exitCode = worstExit(found.map(({ error }) => error?.row.exitCode ?? exitCodes.done));
      } finally {
        await ring.close();
      }
    });
}
