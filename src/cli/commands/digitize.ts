import { withTechniques } from '../../app/compose.ts';
import { digitizeFiles } from '../../app/digitize-files.ts';
import { systemClock } from '../../domain/clock.ts';
import { exitCodes } from '../../domain/errors.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, errorJson, worstExit } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { readInput } from '../read-input.ts';

interface Options {
  readonly output: string;
  readonly engine?: string;
  readonly jobs?: string;
  readonly json?: boolean;
}

export function addDigitize({ program, language, run }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  program
    .command('digitize')
    .description(words('digitize'))
    .argument('<files...>', words('files'))
    .requiredOption('-o, --output <path>', words('output'))
    .option('--engine <name>', words('engine'))
    .option('--jobs <n>', words('jobs'))
    .option('--json', words('json'))
    .action(async (files: string[], options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      const inputs = await Promise.all(files.map(async (name) => ({ name, bytes: await readInput(name) })));
      const config = readConfig({ language, ocrEngine: options.engine, workers: options.jobs });
      await withTechniques(config, {}, async (techniques) => {
        const progress = output.progress(text('Đang số hóa (trang)', 'Digitizing (pages)'), 0);
        const results = await digitizeFiles(inputs, techniques, {
          output: options.output,
          createdAt: systemClock.now(),
          onPage: () => progress.advance(),
        });
        progress.done();
        for (const { error, ...result } of results) {
          output.object(error === undefined ? result : { ...result, error: errorJson(error) });
          if (error !== undefined) output.say(`${result.file}: [${error.code}] ${output.pick(error.text)}`);
          else {
            const seconds = (result.ms / 1000).toFixed(1);
            output.say(
              text(
                `${result.file} → ${result.output}: ${result.pages.length} trang, ${seconds} giây, ${kilobytes(result.bytes_out)}`,
                `${result.file} → ${result.output}: ${result.pages.length} pages, ${seconds} s, ${kilobytes(result.bytes_out)}`,
              ),
            );
            for (const page of result.pages)
              output.say(
                text(
                  `  trang ${page.page}: ${page.dpi} dpi, xoay ${page.rotation_deg}°, lệch ${page.skew_deg.toFixed(2)}°, độ tin cậy ${page.mean_confidence}`,
                  `  page ${page.page}: ${page.dpi} dpi, turned ${page.rotation_deg}°, skew ${page.skew_deg.toFixed(2)}°, confidence ${page.mean_confidence}`,
                ),
              );
          }
        }
        run.exitCode = worstExit(results.map(({ error }) => error?.row.exitCode ?? exitCodes.done));
      });
    });
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;
