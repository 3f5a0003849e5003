import { stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { asSohoaError, SohoaError } from '../domain/errors.ts';
import type { ExportFormat } from '../ocr/export.ts';
import type { DigitizedPage, FileNature } from '../pipeline/techniques.ts';
import type { FindingRow } from './digitize-to-file.ts';
import type { Digitizer } from './digitizer.ts';

/** What `digitize --json` says of one input file. */
export interface DigitizedFile {
  readonly file: string;
  readonly output: string | null;
  readonly pages: readonly DigitizedPage[];
  /** What a person should look at, with a picture of the page; of a merged output, with its first input. */
  readonly findings: readonly FindingRow[];
  /** Text files written beside the output. */
  readonly exports: readonly string[];
  /** Pages of the output that an earlier, interrupted run had read. */
  readonly resumed_pages: number;
  readonly bytes_in: number;
  readonly bytes_out: number;
  readonly ms: number;
  readonly error?: SohoaError;
}

export interface DigitizeFilesOptions {
  /** A name ending in `.pdf`: all inputs become that one file. Else a folder: one PDF an input. */
  readonly output: string;
  readonly createdAt: Date;
  readonly profile?: 'faithful' | 'compact';
  readonly pages?: readonly number[];
  readonly exports?: readonly ExportFormat[];
  /** Pages of the output that were declared; another count is a finding. */
  readonly declaredPages?: number;
  /** Pages done and pages known of, over all inputs. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Preparation, recognition and PDF/A for files on disk. A file that fails has its error and leaves nothing behind; the
 * others go on; of a paper with a secrecy mark nothing is left, the pages read so far included. A merged output is written
 * only when every input could be read: a paper must not vanish from it unseen.
 */
export async function digitizeFiles(
  inputs: readonly string[],
  digitizer: Digitizer,
  options: DigitizeFilesOptions,
): Promise<readonly DigitizedFile[]> {
  const natures = await inspectAll(inputs, digitizer);
  const progress = progressOf(natures, options);
  const merged = extname(options.output).toLowerCase() === '.pdf';
  if (merged && inputs.length > 1) return digitizeMerged(inputs, natures, digitizer, options, progress);
  const results: DigitizedFile[] = [];
  const taken = new Set<string>();
  for (const [index, input] of inputs.entries()) {
    const output = merged ? options.output : freeName(options.output, input, taken);
    const nature = natures[index]!;
    results.push(
      nature instanceof SohoaError
        ? failure(input, nature, 0)
        : await digitizeOne(input, digitizer, options, output, progress),
    );
    progress.finish(index);
  }
  return results;
}

type Nature = FileNature | SohoaError;

/** One after the other: a file may be large, and its bytes are held while it is looked at. */
async function inspectAll(inputs: readonly string[], digitizer: Digitizer): Promise<readonly Nature[]> {
  const natures: Nature[] = [];
  for (const input of inputs)
    natures.push(await digitizer.inspect(input).catch((thrown: unknown) => asSohoaError(thrown)));
  return natures;
}

/** Counts pages over all inputs. */
function progressOf(natures: readonly Nature[], { pages, onProgress }: DigitizeFilesOptions) {
  const counts = natures.map((nature) =>
    nature instanceof SohoaError ? 0 : pages === undefined ? nature.pages : Math.min(pages.length, nature.pages),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  let before = 0;
  return {
    /** Pages done of the output under way. */
    tell: (done: number): void => onProgress?.(before + done, total),
    finish: (index: number): void => {
      before += counts[index]!;
      onProgress?.(before, total);
    },
  };
}
type Progress = ReturnType<typeof progressOf>;

async function digitizeOne(
  input: string,
  digitizer: Digitizer,
  options: DigitizeFilesOptions,
  output: string,
  progress: Progress,
): Promise<DigitizedFile> {
  const started = performance.now();
  try {
    const made = await run([input], digitizer, options, output, progress);
    return {
      file: input,
      output,
      pages: made.pages,
      findings: made.findings,
      exports: made.exports,
      resumed_pages: made.resumed,
      bytes_in: made.bytesIn,
      bytes_out: made.bytesOut,
      ms: Math.round(performance.now() - started),
    };
  } catch (thrown) {
    return failure(input, asSohoaError(thrown), performance.now() - started);
  }
}

async function digitizeMerged(
  inputs: readonly string[],
  natures: readonly Nature[],
  digitizer: Digitizer,
  options: DigitizeFilesOptions,
  progress: Progress,
): Promise<readonly DigitizedFile[]> {
  const started = performance.now();
  try {
    if (natures.some((nature) => nature instanceof SohoaError)) throw new SohoaError('MERGE_STOPPED');
    const sizes = await Promise.all(inputs.map(async (input) => (await stat(input)).size));
    const made = await run(inputs, digitizer, options, options.output, progress);
    const ms = performance.now() - started;
    let first = 0;
    return inputs.map((input, index) => {
      const pages = made.pages.slice(first, first + (natures[index] as FileNature).pages);
      first += pages.length;
      return {
        file: input,
        output: options.output,
        pages,
        findings: index === 0 ? made.findings : [],
        exports: made.exports,
        resumed_pages: made.resumed,
        bytes_in: sizes[index]!,
        bytes_out: made.bytesOut,
        ms: Math.round((ms * pages.length) / Math.max(1, made.pages.length)),
      };
    });
  } catch (thrown) {
    const error = asSohoaError(thrown);
    const ms = performance.now() - started;
    let last = 0;
    return inputs.map((input, index) => {
      const nature = natures[index]!;
      if (nature instanceof SohoaError) return failure(input, nature, ms);
      const first = last + 1;
      last += nature.pages;
      // of a paper with a secrecy mark it is known which: the others are only stopped with it
      const page = error.code === 'SECRET_PAPER' ? Number(error.details.page) : Number.NaN;
      const other = page < first || page > last;
      return failure(input, other ? new SohoaError('MERGE_STOPPED') : error, ms);
    });
  }
}

const run = (
  inputs: readonly string[],
  digitizer: Digitizer,
  { createdAt, profile, pages, exports, declaredPages }: DigitizeFilesOptions,
  output: string,
  progress: Progress,
) =>
  digitizer.digitize(
    inputs,
    output,
    {
      metadata: {
        title: inputs.map((input) => basename(input, extname(input))).join(', '),
        created: createdAt,
      },
      ...(profile === undefined ? {} : { profile }),
      ...(pages === undefined ? {} : { pages }),
      ...(exports === undefined ? {} : { exports }),
      ...(declaredPages === undefined ? {} : { declaredPages }),
    },
    ({ done }) => progress.tell(done),
  );

const failure = (file: string, error: SohoaError, ms: number): DigitizedFile => ({
  file,
  output: null,
  pages: [],
  findings: [],
  exports: [],
  resumed_pages: 0,
  bytes_in: 0,
  bytes_out: 0,
  ms: Math.round(ms),
  error,
});

/** `<folder>/<name>.pdf`; inputs of the same name get a number. */
function freeName(folder: string, name: string, taken: Set<string>): string {
  const stem = basename(name, extname(name));
  for (let number = 1; ; number++) {
    const file = join(folder, `${stem}${number === 1 ? '' : `-${number}`}.pdf`);
    if (taken.has(file)) continue;
    taken.add(file);
    return file;
  }
}
