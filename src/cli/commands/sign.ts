import { basename, dirname, extname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { withTechniques } from '../../app/compose.ts';
import { systemClock } from '../../domain/clock.ts';
import { SohoaError } from '../../domain/errors.ts';
import type { SlotId } from '../../domain/five-steps.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import { memoryJournal } from '../../signing/ports.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { readInput } from '../read-input.ts';

const slots: readonly SlotId[] = ['OPERATOR_SCAN', 'PERSON_COMPETENT', 'AGENCY_ISSUED', 'COPY_SAO_Y'];

interface Options {
  readonly profile: string;
  readonly output?: string;
  readonly key?: string;
  readonly passwordFile?: string;
  readonly level?: string;
  readonly operatorName?: string;
  readonly json?: boolean;
}

/** One signature on one file: the same gates, placement and levels as in the pipeline. */
export function addSign({ program, language }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  program
    .command('sign')
    .description(words('sign'))
    .argument('<file>', 'PDF')
    .requiredOption('--profile <slot>', `${words('signProfile')}: ${slots.join(', ')}`)
    .option('-o, --output <file>', words('signOutput'))
    .option('--key <file>', words('signKey'))
    .option('--password-file <file>', words('signPasswordFile'))
    .option('--level <level>', words('signLevel'))
    .option('--operator-name <name>', words('operatorName'))
    .option('--json', words('json'))
    .action(async (file: string, options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      const slot = slots.find((one) => one === options.profile);
      if (slot === undefined) throw new SohoaError('USAGE', { reason: `--profile ${options.profile}` });
      const keys =
        options.key === undefined
          ? undefined
          : [
              {
                id: 'command-line',
                slots: [slot],
                kind: 'pkcs12',
                file: options.key,
                passwordFile: options.passwordFile,
              },
            ];
      const target = options.output ?? join(dirname(file), `${basename(file, extname(file))}.signed.pdf`);
      const config = readConfig({ language, keys, signatureLevel: options.level });
      await withTechniques(config, {}, async ({ signer }) => {
        const now = systemClock.now();
        const order = {
          slot,
          receivedAt: now,
          capturedAt: now,
          operatorName: options.operatorName ?? null,
          origin: null,
        };
        const signed = await signer.sign(await readInput(file), order, memoryJournal());
        const { bytes, level } = config.signatureLevel === signed.level ? signed : await signer.extend(signed.bytes);
        await writeFileAtomic(target, Buffer.from(bytes));
        output.object({ file, output: target, profile: slot, level });
        output.say(
          text(`${file} → ${target} (${slot}, mức ${level})`, `${file} → ${target} (${slot}, level ${level})`),
        );
      });
    });
}
