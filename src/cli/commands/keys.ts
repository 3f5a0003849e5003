import { withTechniques } from '../../app/compose.ts';
import type { KeyVerdict } from '../../app/key-desk.ts';
import { systemClock, vietnamTime } from '../../domain/clock.ts';
import { asSohoaError, exitCodes, SohoaError } from '../../domain/errors.ts';
import { type Text, text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import { nameOid, valuesOf } from '../../pki/distinguished-name.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, errorJson, type Output, worstExit } from '../output.ts';
import { readConfig } from '../read-config.ts';

interface Options {
  readonly json?: boolean;
}

/** The configured keys: which there are, whether they may sign now, and whether the device really signs. */
export function addKeys({ program, language, run }: CommandContext): void {
  const keys = program.command('keys').description(cliTexts.keys[language]);
  const command = (name: string, about: Text) =>
    keys.command(name).description(about[language]).option('--json', cliTexts.json[language]);
  const prepare = (options: Options) => ({
    output: createOutput({ language, json: options.json === true }),
    config: readConfig({ language }),
  });

  command('list', cliTexts.keysList).action(async (options: Options) => {
    const { output, config } = prepare(options);
    await withTechniques(config, {}, async (techniques) => {
      const found = await techniques.keys.list();
      if (found.length === 0) output.say(cliTexts.keysNone);
      for (const { id, kind, slots, key, error } of found) {
        const subject = key === null ? null : (valuesOf(key.certificate.subject, nameOid.commonName)[0] ?? '?');
        const until = key === null ? null : vietnamTime(key.certificate.notAfter);
        output.object({
          id,
          kind,
          slots,
          subject,
          not_after: until,
          schemes: key?.schemes ?? [],
          ...(error ? { error: errorJson(error) } : {}),
        });
        const what =
          error !== null
            ? output.pick(error.text)
            : kind === 'handoff'
              ? output.pick(cliTexts.keysHandOff)
              : `${subject}, → ${until}`;
        output.say(`${error === null ? '✓' : '✗'} ${id} (${kind}) [${slots.join(', ')}] ${what}`);
      }
      run.exitCode = worstExit(found.map(({ error }) => error?.row.exitCode ?? exitCodes.done));
    });
  });

  command('check', cliTexts.keysCheck)
    .argument('[id]', cliTexts.keysId[language])
    .action(async (id: string | undefined, options: Options) => {
      const { output, config } = prepare(options);
      await withTechniques(config, {}, async (techniques) => {
        run.exitCode = await eachKey(output, await named(techniques.keys.list(), id), async (one) => {
          const verdict = await techniques.keys.check(one);
          output.object(verdictJson(verdict));
          output.say(verdictLine(output, verdict));
          for (const finding of verdict.findings.filter(({ status }) => status !== 'PASSED'))
            output.say(`    ${output.pick(finding.text)}`);
          for (const { slot, accepted } of verdict.slots)
            if (!accepted) output.say(text(`    ${slot}: kho không được chấp nhận`, `    ${slot}: store not accepted`));
          if (verdict.state === 'invalid' || verdict.slots.some(({ accepted }) => !accepted)) return exitCodes.refused;
          return verdict.state === 'valid' ? exitCodes.done : exitCodes.waiting;
        });
      });
    });

  command('test-sign', cliTexts.keysTestSign)
    .argument('[id]', cliTexts.keysId[language])
    .action(async (id: string | undefined, options: Options) => {
      const { output, config } = prepare(options);
      await withTechniques(config, {}, async (techniques) => {
        const act = (subject: string, action: string, details: Readonly<Record<string, unknown>>) =>
          techniques.auditSpool.add({ at: systemClock.now(), actor: 'cli', action, subject, details });
        run.exitCode = await eachKey(output, await named(techniques.keys.list(), id), async (one) => {
          await act(`key:${one}`, 'key.test.begun', {});
          const { good, certificateSha256, scheme } = await techniques.keys.testSign(one);
          await act(`key:${one}`, 'key.used', { test: true, good, certificate: certificateSha256 });
          output.object({ id: one, good, scheme, certificate: certificateSha256 });
          output.say(
            good
              ? text(`✓ ${one}: ký thử được (${scheme})`, `✓ ${one}: signs (${scheme})`)
              : text(`✗ ${one}: chữ ký thử không khớp chứng thư`, `✗ ${one}: the test signature does not match`),
          );
          return good ? exitCodes.done : exitCodes.refused;
        });
      });
    });
}

/** The asked key, or all that are held here; NOT_FOUND when there is none of that id. */
async function named(
  survey: Promise<readonly { readonly id: string; readonly kind: string }[]>,
  id: string | undefined,
): Promise<readonly string[]> {
  if (id !== undefined) return [id];
  const here = (await survey).filter(({ kind }) => kind !== 'handoff').map((one) => one.id);
  if (here.length === 0) throw new SohoaError('NOT_FOUND', { what: 'SOHOA_KEYS' });
  return here;
}

/** One key after the other; a fault of one is said and does not stop the next. Returns the worst exit code. */
async function eachKey(output: Output, ids: readonly string[], work: (id: string) => Promise<number>): Promise<number> {
  const codes: number[] = [];
  for (const id of ids) {
    try {
      codes.push(await work(id));
    } catch (thrown) {
      const error = asSohoaError(thrown);
      output.object({ id, error: errorJson(error) });
      output.say(`✗ ${id}: ${output.pick(error.text)} [${error.code}]`);
      codes.push(error.row.exitCode);
    }
  }
  return worstExit(codes);
}

const states: Readonly<Record<KeyVerdict['state'], Text>> = {
  valid: text('dùng được', 'may sign'),
  invalid: text('KHÔNG dùng được', 'may NOT sign'),
  undetermined: text('chưa xác định', 'undetermined'),
};

function verdictLine(output: Output, verdict: KeyVerdict): string {
  const mark = verdict.state === 'valid' ? '✓' : verdict.state === 'invalid' ? '✗' : '?';
  const until = vietnamTime(verdict.notAfter);
  return `${mark} ${verdict.id}: ${output.pick(states[verdict.state])} — ${verdict.subject}, ${verdict.store ?? '—'}, → ${until}`;
}

const verdictJson = ({ id, subject, serialHex, notAfter, schemes, store, state, findings, slots }: KeyVerdict) => ({
  id,
  state,
  subject,
  serial: serialHex,
  store,
  not_after: vietnamTime(notAfter),
  schemes,
  slots,
  findings: findings.map(({ code, text: sentence }) => ({ code, ...sentence })),
});
