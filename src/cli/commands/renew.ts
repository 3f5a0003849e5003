import { exitCodes } from '../../domain/errors.ts';
import { type Text, text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { RenewalOutcome } from '../../pipeline/renewal.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, worstExit } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { withService } from '../service.ts';

interface Options {
  readonly dryRun?: boolean;
  readonly limit?: string;
  readonly data?: string;
  readonly json?: boolean;
}

const states: Readonly<Record<RenewalOutcome['state'], Text>> = {
  due: text('cần gia hạn', 'due'),
  renewed: text('đã gia hạn', 'renewed'),
  waiting: text('chờ, sẽ tự làm lại', 'waits, tried again by itself'),
  blocked: text('cần người xem', 'needs a person'),
};

const exitOf: Readonly<Record<RenewalOutcome['state'], number>> = {
  due: exitCodes.done,
  renewed: exitCodes.done,
  waiting: exitCodes.waiting,
  blocked: exitCodes.refused,
};

/** One sweep over the store now; the service makes one every day. */
export function addRenew({ program, language, run }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  program
    .command('renew')
    .description(words('renew'))
    .option('--dry-run', words('renewDryRun'))
    .option('--limit <number>', words('renewLimit'))
    .option('--data <folder>', words('dataDir'))
    .option('--json', words('json'))
    .action(async (options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      await withService(readConfig({ language, dataDir: options.data }), async (service) => {
        const outcomes = await service.post<readonly RenewalOutcome[]>('/v1/renewals', {
          dryRun: options.dryRun === true,
          ...(options.limit === undefined ? {} : { limit: Number(options.limit) }),
        });
        for (const one of outcomes) {
          output.object(one);
          output.say(
            `${one.documentId} v${one.version}: ${output.pick(states[one.state])} — ${output.pick(one.reason)}`,
          );
        }
        output.say(text(`${outcomes.length} tài liệu.`, `${outcomes.length} documents.`));
        run.exitCode = worstExit(outcomes.map(({ state }) => exitOf[state]));
      });
    });
}
