import { mkdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { asSohoaError, SohoaError } from '../domain/errors.ts';
import type { DigitizedPage, NamedBytes, Techniques } from '../pipeline/techniques.ts';

/** What `digitize --json` says of one input file. */
export interface DigitizedFile {
  readonly file: string;
  readonly output: string | null;
  readonly pages: readonly DigitizedPage[];
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
  readonly onPage?: () => void;
}

type Digitizer = Pick<Techniques, 'digitize' | 'inspect'>;

/**
 * Preparation, recognition and PDF/A for files on disk. A file that fails has its error and leaves nothing behind; the
 * others go on. A merged output is written only when every input could be read: a paper must not vanish from it unseen.
 */
export async function digitizeFiles(
  inputs: readonly NamedBytes[],
  techniques: Digitizer,
  options: DigitizeFilesOptions,
): Promise<readonly DigitizedFile[]> {
  const merged = extname(options.output).toLowerCase() === '.pdf';
  if (merged && inputs.length > 1) return digitizeMerged(inputs, techniques, options);
  const results: DigitizedFile[] = [];
  const taken = new Set<string>();
  for (const input of inputs) {
    const output = merged ? options.output : freeName(options.output, input.name, taken);
    results.push(await digitizeOne(input, techniques, options, output));
  }
  return results;
}

async function digitizeOne(
  input: NamedBytes,
  techniques: Digitizer,
  options: DigitizeFilesOptions,
  output: string,
): Promise<DigitizedFile> {
  const started = performance.now();
  try {
    const paper = await run([input], techniques, options);
    await write(output, paper.pdf);
    return {
      file: input.name,
      output,
      pages: paper.pages,
      bytes_in: input.bytes.length,
      bytes_out: paper.pdf.length,
      ms: Math.round(performance.now() - started),
    };
  } catch (thrown) {
    return failure(input, asSohoaError(thrown), performance.now() - started);
  }
}

async function digitizeMerged(
  inputs: readonly NamedBytes[],
  techniques: Digitizer,
  options: DigitizeFilesOptions,
): Promise<readonly DigitizedFile[]> {
  const started = performance.now();
  const natures = await Promise.all(
    inputs.map((input) => techniques.inspect(input).catch((thrown: unknown) => asSohoaError(thrown))),
  );
  const faulty = natures.find((nature) => nature instanceof SohoaError);
  try {
    if (faulty !== undefined) throw new SohoaError('MERGE_STOPPED');
    const paper = await run(inputs, techniques, options);
    await write(options.output, paper.pdf);
    const ms = Math.round(performance.now() - started);
    let first = 0;
    return inputs.map((input, index) => {
      const nature = natures[index];
      const count = nature instanceof SohoaError || nature === undefined ? 0 : nature.pages;
      const pages = paper.pages.slice(first, first + count);
      first += count;
      return {
        file: input.name,
        output: options.output,
        pages,
        bytes_in: input.bytes.length,
        bytes_out: paper.pdf.length,
        ms: Math.round((ms * pages.length) / Math.max(1, paper.pages.length)),
      };
    });
  } catch (thrown) {
    const error = asSohoaError(thrown);
    return inputs.map((input, index) => {
      const nature = natures[index];
      return failure(input, nature instanceof SohoaError ? nature : error, performance.now() - started);
    });
  }
}

const run = (inputs: readonly NamedBytes[], techniques: Digitizer, options: DigitizeFilesOptions) =>
  techniques.digitize(inputs, {
    title: inputs.map((input) => basename(input.name, extname(input.name))).join(', '),
    createdAt: options.createdAt,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.pages === undefined ? {} : { pages: options.pages }),
    signal: new AbortController().signal,
    onPage: () => options.onPage?.(),
  });

const failure = (input: NamedBytes, error: SohoaError, ms: number): DigitizedFile => ({
  file: input.name,
  output: null,
  pages: [],
  bytes_in: input.bytes.length,
  bytes_out: 0,
  ms: Math.round(ms),
  error,
});

async function write(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, Buffer.from(bytes));
}

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
