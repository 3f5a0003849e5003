import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput } from '../output.ts';

export function addDemo({ program, language }: CommandContext): void {
  program
    .command('demo')
    .description(cliTexts.demo[language])
    .option('-o, --output <folder>', cliTexts.demoOut[language], 'demo-out')
    .option('--fresh', cliTexts.demoFresh[language])
    .option('--json', cliTexts.json[language])
    .action(async (options: { output: string; fresh?: boolean; json?: boolean }) => {
      // Loaded only here: the demo alone needs the samples and the test PKI.
      const { runDemo } = await import('../demo/run-demo.ts');
      await runDemo(createOutput({ language, json: options.json === true }), {
        folder: options.output,
        fresh: options.fresh === true,
      });
    });
}
