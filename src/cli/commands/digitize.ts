import { withTechniques } from '../../app/compose.ts';
import { digitizeFiles } from '../../app/digitize-files.ts';
import { systemClock } from '../../domain/clock.ts';
import { exitCodes, SohoaError } from '../../domain/errors.ts';
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
  readonly profile?: string;
  readonly pages?: string;
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
    .option('--profile <name>', words('profile'), 'faithful')
    .option('--pages <list>', words('pages'))
    .option('--json', words('json'))
    .action(async (files: string[], options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      const profile = options.profile;
      if (profile !== 'faithful' && profile !== 'compact')
        throw new SohoaError('USAGE', { reason: `--profile ${profile}` });
      const pages = options.pages === undefined ? undefined : pageList(options.pages);
      if (pages !== undefined && files.length > 1)
        throw new SohoaError('USAGE', { reason: '--pages goes with one file' });
      const inputs = await Promise.all(files.map(async (name) => ({ name, bytes: await readInput(name) })));
      const config = readConfig({ language, ocrEngine: options.engine, workers: options.jobs });
      await withTechniques(config, {}, async (techniques) => {
        const progress = output.progress(text('Đang số hóa (trang)', 'Digitizing (pages)'), 0);
        const results = await digitizeFiles(inputs, techniques, {
          output: options.output,
          createdAt: systemClock.now(),
          profile,
          ...(pages === undefined ? {} : { pages }),
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

/** `1-3,7` → 1, 2, 3, 7. USAGE when it is anything else. */
function pageList(written: string): readonly number[] {
  const pages = written.split(',').flatMap((part) => {
    const [, first, last] = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last ?? first)];
    if (first === undefined || from < 1 || to < from) throw new SohoaError('USAGE', { reason: `--pages ${written}` });
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
  return [...new Set(pages)].sort((a, b) => a - b);
}
