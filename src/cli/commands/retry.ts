import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { withService } from '../service.ts';

interface Options {
  readonly by: string;
  readonly data?: string;
  readonly json?: boolean;
}

/** A refused or failed component once more, by an officer who put its cause right. */
export function addRetry({ program, language }: CommandContext): void {
  program
    .command('retry')
    .description(cliTexts.retry[language])
    .argument('<component>', cliTexts.retryComponent[language])
    .requiredOption('--by <name>', cliTexts.officer[language])
    .option('--data <folder>', cliTexts.dataDir[language])
    .option('--json', cliTexts.json[language])
    .action(async (id: string, options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      await withService(readConfig({ language, dataDir: options.data }), async (service) => {
        await service.post(`/v1/components/${encodeURIComponent(id)}/retry`, { officer: options.by });
        const { dossier } = await service.get<{ readonly dossier: string }>(`/v1/components/${encodeURIComponent(id)}`);
        await service.goOn(dossier);
        const { state, error } = await service.get<{
          readonly state: string;
          readonly error: { readonly text: { readonly vi: string; readonly en: string } } | null;
        }>(`/v1/components/${encodeURIComponent(id)}`);
        output.object({ id, state, error });
        output.say(`${id}: ${error === null ? state : output.pick(text(error.text.vi, error.text.en))}`);
      });
    });
}
