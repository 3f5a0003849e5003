import { deleteEvidence } from '../../app/evidence-folder.ts';
import { systemClock } from '../../domain/clock.ts';
import { asSohoaError, SohoaError } from '../../domain/errors.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, worstExit } from '../output.ts';

interface Options {
  readonly reason: string;
  readonly json?: boolean;
}

export function addEvidence({ program, language, run }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  const evidence = program.command('evidence').description(words('evidence'));
  evidence
    .command('delete')
    .description(words('evidenceDelete'))
    .argument('<bundles...>', words('evidenceBundles'))
    .requiredOption('--reason <text>', words('evidenceReason'))
    .option('--json', words('json'))
    .action(async (bundles: string[], options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      const reason = options.reason.normalize('NFC').trim();
      if (reason === '') throw new SohoaError('USAGE', { reason: '--reason' });
      const codes: number[] = [];
      for (const bundle of bundles) {
        try {
          const { document, digest } = await deleteEvidence(bundle, systemClock.now(), reason);
          output.object({ bundle, deleted: true, document: document.sha256, digest });
          output.say(text(`${bundle}: đã xóa, để lại bia.`, `${bundle}: deleted; a tombstone stands in its place.`));
        } catch (thrown) {
          const error = asSohoaError(thrown);
          codes.push(error.row.exitCode);
          output.object({ bundle, deleted: false, error: { code: error.code, ...error.text } });
          output.say(`${bundle}: [${error.code}] ${output.pick(error.text)}`);
        }
      }
      run.exitCode = worstExit(codes);
    });
}
