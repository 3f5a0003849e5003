import { readFile, stat } from 'node:fs/promises';
import { type OutputFolder, openOutputFolder, workFolder } from '../adapters/output-folder.ts';
import { createPageCache } from '../adapters/page-cache.ts';
import { asSohoaError, SohoaError } from '../domain/errors.ts';
import { secrecyGate } from '../extraction/secrecy-stamps.ts';
import type { ImageLimits } from '../imaging/limits.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import { type ExportFormat, textExports } from '../ocr/export.ts';
import { type DigitizeOptions, digitizeTo, type DigitizedPage as ReadPage } from '../pipeline/digitize-document.ts';
import type { PageFinding } from '../pipeline/page-findings.ts';
import type { DigitizedPage } from '../pipeline/techniques.ts';

export interface DigitizeToFileOptions
  extends Omit<DigitizeOptions, 'cache' | 'onPage' | 'onFile' | 'gate' | 'limits'> {
  readonly limits: ImageLimits;
  /** Written beside the output, under its name. */
  readonly exports?: readonly ExportFormat[];
}

/** A finding as programs take it. */
export interface FindingRow {
  readonly code: PageFinding['code'];
  /** 1-based in the output; null when it concerns the document. */
  readonly page: number | null;
  readonly vi: string;
  readonly en: string;
  /** Path of a small JPEG of the page; null for the document. */
  readonly thumbnail: string | null;
}

export interface DigitizedFileSummary {
  readonly pages: readonly DigitizedPage[];
  readonly findings: readonly FindingRow[];
  /** Further files written beside the PDF. */
  readonly exports: readonly string[];
  /** Pages that an earlier, interrupted run had read. */
  readonly resumed: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** Told while the work goes on: pages done, pages of the files opened so far. */
export type DigitizeProgress = { readonly done: number; readonly opened: number };

/**
 * Files on disk to one PDF/A on disk, in memory that does not grow with the pages: each page goes to the file as it
 * comes. Pages that were read are kept in `<output>.pages` until the output stands whole, so that a run that was killed
 * goes on where it was; text exports and the thumbnails of pages with findings (`<output without .pdf>.findings`)
 * appear together with the output.
 *
 * Throws the errors of `digitizeTo`, NOT_FOUND, and PAGE_UNREADABLE when all there is to see is noise.
 */
export async function digitizeToFile(
  inputs: readonly string[],
  output: string,
  options: DigitizeToFileOptions,
  engine: OcrEngine,
  tell: (progress: DigitizeProgress) => void = () => undefined,
): Promise<DigitizedFileSummary> {
  const folder = await openOutputFolder(workFolder(output));
  try {
    return await write(folder, inputs, output, options, engine, tell);
  } catch (thrown) {
    const error = asSohoaError(thrown);
    // pages that were read are worth keeping for a run that may go well; a bad input stays bad
    await (error.row.retryable ? folder.abandon() : folder.discard());
    throw error;
  }
}

async function write(
  folder: OutputFolder,
  inputs: readonly string[],
  output: string,
  options: DigitizeToFileOptions,
  engine: OcrEngine,
  tell: (progress: DigitizeProgress) => void,
): Promise<DigitizedFileSummary> {
  const stem = output.replace(/\.pdf$/i, '');
  const forms = (options.exports ?? []).map((format) => textExports[format]);
  const sink = await folder.file(output);
  const texts = await Promise.all(
    forms.map(async (form) => ({ form, file: await folder.file(`${stem}${form.extension}`) })),
  );
  for (const { form, file } of texts) await file.write(Buffer.from(form.begin));
  const pages: DigitizedPage[] = [];
  const findings: FindingRow[] = [];
  let opened = 0;
  let resumed = 0;
  let noisy = 0;
  const onPage = async (page: ReadPage): Promise<void> => {
    pages.push(pageRow(page));
    if (page.resumed) resumed++;
    if (isNoise(page)) noisy++;
    for (const { form, file } of texts) await file.write(Buffer.from(form.page(page.pageText, page.page - 1)));
    if (page.thumbnail !== null) {
      const name = `page-${String(page.page).padStart(4, '0')}.jpg`;
      await folder.fileIn(`${stem}.findings`, name, page.thumbnail);
      findings.push(...page.findings.map((finding) => findingRow(finding, `${stem}.findings/${name}`)));
    }
    tell({ done: pages.length, opened });
  };
  const { bytesIn, bytesOut, ...summary } = await digitizeTo(
    sink,
    inputs.map((path) => () => readLimited(path, options.limits)),
    {
      ...options,
      gate: secrecyGate(engine),
      cache: createPageCache(workFolder(output)),
      onFile: (count) => {
        opened += count;
        tell({ done: pages.length, opened });
      },
      onPage,
    },
    engine,
  );
  // one such page among others is a finding of low confidence; the paper beside it is not thrown away
  if (noisy > 0 && noisy === pages.length) throw noise(1);
  for (const { form, file } of texts) await file.write(Buffer.from(form.end));
  await folder.commit();
  return {
    pages,
    findings: [...findings, ...summary.findings.map((finding) => findingRow(finding, null))],
    exports: forms.map(({ extension }) => `${stem}${extension}`),
    resumed,
    bytesIn,
    bytesOut,
  };
}

/** The file's bytes; its size is asked first. NOT_FOUND, FILE_TOO_LARGE. */
export async function readLimited(path: string, limits: Pick<ImageLimits, 'maxFileBytes'>): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > limits.maxFileBytes)
      throw new SohoaError('FILE_TOO_LARGE', { size_bytes: size, limit_bytes: limits.maxFileBytes });
    return await readFile(path);
  } catch (thrown) {
    if (thrown instanceof SohoaError) throw thrown;
    throw new SohoaError('NOT_FOUND', { what: path }, { cause: thrown });
  }
}

const findingRow = ({ code, page, text }: PageFinding, thumbnail: string | null): FindingRow => ({
  code,
  page,
  vi: text.vi,
  en: text.en,
  thumbnail,
});

/** The fixed page shape of `digitize --json`. */
export const pageRow = (page: ReadPage): DigitizedPage => ({
  page: page.page,
  width_px: page.widthPx,
  height_px: page.heightPx,
  dpi: page.dpi,
  rotation_deg: page.rotationDeg,
  skew_deg: page.skewDeg,
  mean_confidence: page.meanConfidence,
  text: page.text,
  ms: page.ms,
  findings: page.findings.map(({ code }) => code),
});

/**
 * Marks all over the page that no reading makes sense of: a broken scan. Handwriting reads badly too, but above this;
 * a blank page or a drawing has few words and passes. Measured: the noise sample reads at 11.
 */
export const isNoise = (page: { readonly meanConfidence: number; readonly text: string }): boolean =>
  page.meanConfidence < 20 && page.text.length > 15;

export const noise = (page: number): SohoaError =>
  new SohoaError('PAGE_UNREADABLE', {
    page,
    reason_vi: 'chỉ thấy nhiễu, không có chữ đọc được',
    reason_en: 'only noise, no readable text',
  });
