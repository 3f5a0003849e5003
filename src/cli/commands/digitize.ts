import type { DigitizedFile } from '../../app/digitize-files.ts';
import { createDigitizer } from '../../app/digitizer.ts';
import { systemClock } from '../../domain/clock.ts';
import { exitCodes, SohoaError } from '../../domain/errors.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import { type ExportFormat, exportFormats } from '../../ocr/export.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput, errorJson, type Output, worstExit } from '../output.ts';

interface Options {
  readonly output: string;
  readonly engine?: string;
  readonly jobs?: string;
  readonly profile?: string;
  readonly without?: string;
  readonly pages?: string;
  readonly export?: string;
  readonly declaredPages?: string;
  readonly created?: string;
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
    .option('--without <steps>', words('without'))
    .option('--pages <list>', words('pages'))
    .option('--export <list>', words('export'))
    .option('--declared-pages <n>', words('declaredPages'))
    .option('--created <moment>', words('created'))
    .option('--json', words('json'))
    .action(async (files: string[], options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      const profile = options.profile;
      if (profile !== 'faithful' && profile !== 'compact')
        throw new SohoaError('USAGE', { reason: `--profile ${profile}` });
      const pages = options.pages === undefined ? undefined : pageList(options.pages);
      if (pages !== undefined && files.length > 1)
        throw new SohoaError('USAGE', {
          reason_vi: '--pages chỉ dùng với một tệp',
          reason_en: '--pages goes with one file',
        });
      const exports = options.export === undefined ? undefined : exportList(options.export);
      const declaredPages = options.declaredPages === undefined ? undefined : pageCount(options.declaredPages);
      const createdAt = options.created === undefined ? systemClock.now() : moment(options.created);
      const overrides = {
        language,
        ocrEngine: options.engine,
        workers: options.jobs,
        preparationWithout: options.without,
      };
      const configuration = import('../read-config.ts').then(({ readConfig }) => readConfig(overrides));
      const digitizer = createDigitizer(configuration);
      try {
        await configuration;
        const { digitizeFiles } = await import('../../app/digitize-files.ts');
        const progress = output.progress(text('Đang số hóa (trang)', 'Digitizing (pages)'), 0);
        let known = 0;
        const results = await digitizeFiles(files, digitizer, {
          output: options.output,
          createdAt,
          profile,
          ...(pages === undefined ? {} : { pages }),
          ...(exports === undefined ? {} : { exports }),
          ...(declaredPages === undefined ? {} : { declaredPages }),
          onProgress: (done, total) => {
            progress.total(total);
            progress.advance(done - known);
            known = done;
          },
        });
        progress.done();
        for (const result of results) tell(output, result);
        run.exitCode = worstExit(results.map(({ error }) => error?.row.exitCode ?? exitCodes.done));
      } finally {
        await digitizer.close();
      }
    });
}

function tell(output: Output, { error, ...result }: DigitizedFile): void {
  output.object(error === undefined ? result : { ...result, error: errorJson(error) });
  if (error !== undefined) {
    output.say(`${result.file}: [${error.code}] ${output.pick(error.text)}`);
    return;
  }
  const seconds = (result.ms / 1000).toFixed(1);
  output.say(
    text(
      `${result.file} → ${result.output}: ${result.pages.length} trang, ${seconds} giây, ${kilobytes(result.bytes_out)}`,
      `${result.file} → ${result.output}: ${result.pages.length} ${result.pages.length === 1 ? 'page' : 'pages'}, ${seconds} s, ${kilobytes(result.bytes_out)}`,
    ),
  );
  if (result.resumed_pages > 0)
    output.say(
      text(
        `  làm tiếp lần chạy trước: ${result.resumed_pages} trang đã có`,
        `  goes on from an earlier run: ${result.resumed_pages} pages were there`,
      ),
    );
  for (const page of result.pages)
    output.say(
      text(
        `  trang ${page.page}: ${page.dpi} dpi, xoay ${page.rotation_deg}°, lệch ${page.skew_deg.toFixed(2)}°, độ tin cậy ${page.mean_confidence}`,
        `  page ${page.page}: ${page.dpi} dpi, turned ${page.rotation_deg}°, skew ${page.skew_deg.toFixed(2)}°, confidence ${page.mean_confidence}`,
      ),
    );
  for (const finding of result.findings)
    output.say(`  ! ${output.pick(finding)}${finding.thumbnail === null ? '' : ` (${finding.thumbnail})`}`);
  for (const file of result.exports) output.say(`  + ${file}`);
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

function exportList(written: string): readonly ExportFormat[] {
  const known = (name: string): name is ExportFormat => (exportFormats as readonly string[]).includes(name);
  const names = written.split(',').map((name) => name.trim());
  const formats = names.filter(known);
  if (formats.length < names.length) throw new SohoaError('USAGE', { reason: `--export ${written}` });
  return [...new Set(formats)];
}

function pageCount(written: string): number {
  if (!/^[1-9]\d{0,5}$/.test(written)) throw new SohoaError('USAGE', { reason: `--declared-pages ${written}` });
  return Number(written);
}

function moment(written: string): Date {
  const at = new Date(written);
  if (Number.isNaN(at.getTime())) throw new SohoaError('USAGE', { reason: `--created ${written}` });
  return at;
}
