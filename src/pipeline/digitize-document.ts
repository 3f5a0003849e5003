import { asSohoaError, type SohoaError } from '../domain/errors.ts';
import { defaultImageLimits, type ImageLimits } from '../imaging/limits.ts';
import { openPageSources } from '../imaging/page-source.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import { meanConfidence, type PageText, plainText } from '../ocr/page-text.ts';
import type { ArchiveMetadata } from '../pdf/archive/archive-page.ts';
import { startPdfA } from '../pdf/archive/assemble.ts';
import { type ByteSink, bufferSink } from '../pdf/archive/object-writer.ts';
import { digitizePage, type PageOptions, type PageResult } from './digitize-page.ts';
import { type JudgedPage, judgeCount, judgePage, type PageFinding } from './page-findings.ts';

export interface DigitizeOptions extends PageOptions {
  readonly metadata: ArchiveMetadata;
  readonly limits?: ImageLimits;
  /** Pages to take, 1-based over all files in order; all when left out. */
  readonly pages?: readonly number[];
  /** Pages read at the same time, as many as the engine has workers; one more is prepared meanwhile. */
  readonly jobs?: number;
  /** `tệp_kèm` keeps the text beside the file (rules.md R1.3a); the PDF then has no text layer. */
  readonly textLayer?: 'trong_bản_chụp' | 'tệp_kèm';
  /** Pages the applicant or the clerk declared; another count is a finding. */
  readonly declaredPages?: number;
  readonly onPage?: (page: DigitizedPage) => void;
}

/** One row of the report: what became of one page. */
export interface DigitizedPage {
  /** 1-based in the output. */
  readonly page: number;
  /** Size and resolution of the upright page at archived resolution. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  /** Clockwise quarter turn that made the page upright, beyond what the file says (EXIF, /Rotate). */
  readonly rotationDeg: 0 | 90 | 180 | 270;
  /** Measured skew, clockwise positive, taken out by the page matrix. */
  readonly skewDeg: number;
  /** 0 to 100. */
  readonly meanConfidence: number;
  readonly text: string;
  readonly ms: number;
  readonly pageText: PageText;
  /** What a person should look at; nothing is left out because of it. */
  readonly findings: readonly PageFinding[];
}

export interface DigitizedDocument {
  readonly pages: readonly DigitizedPage[];
  /** Findings about the document as a whole. */
  readonly findings: readonly PageFinding[];
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly ms: number;
}

/**
 * Files (images, PDFs) in, one PDF/A-2u and what was read on each page out. Pages are read in parallel and written in
 * order; at most `jobs` + 2 pages are in memory. The same input and options give the same bytes.
 *
 * Throws the errors of `openPageSources`, IMAGE_UNREADABLE, PAGE_UNREADABLE, OCR_FAILED, LIMIT_TIME; nothing of the
 * output is meant to be kept then.
 */
export async function digitizeTo(
  sink: ByteSink,
  files: readonly Uint8Array[],
  options: DigitizeOptions,
  engine: OcrEngine,
): Promise<DigitizedDocument> {
  const started = performance.now();
  const pdf = await startPdfA(sink, options.metadata);
  const rows: DigitizedPage[] = [];
  const judged: JudgedPage[] = [];
  for await (const result of inOrder(pageTasks(files, options, engine), (options.jobs ?? 2) + 1)) {
    const subject = judgedPage(result, rows.length + 1);
    const page = reportRow(result, subject, judgePage(subject, judged));
    judged.push(subject);
    await pdf.addPage(options.textLayer === 'tệp_kèm' ? { ...result.archive, text: null } : result.archive);
    rows.push(page);
    options.onPage?.(page);
  }
  const count = judgeCount(options.declaredPages, rows.length);
  return {
    pages: rows,
    findings: count === null ? [] : [count],
    bytesIn: files.reduce((sum, file) => sum + file.length, 0),
    bytesOut: await pdf.finish(),
    ms: Math.round(performance.now() - started),
  };
}

/** As `digitizeTo`, the file in memory. */
export async function digitizeDocument(
  files: readonly Uint8Array[],
  options: DigitizeOptions,
  engine: OcrEngine,
): Promise<DigitizedDocument & { readonly pdf: Uint8Array }> {
  const sink = bufferSink();
  const document = await digitizeTo(sink, files, options, engine);
  return { ...document, pdf: sink.bytes() };
}

async function* pageTasks(
  files: readonly Uint8Array[],
  options: DigitizeOptions,
  engine: OcrEngine,
): AsyncGenerator<() => Promise<PageResult>> {
  let number = 0;
  for (const file of files) {
    const sources = await openPageSources(file, options.limits ?? defaultImageLimits);
    const started: Promise<unknown>[] = [];
    try {
      for (let index = 0; index < sources.count; index++) {
        number++;
        if (options.pages !== undefined && !options.pages.includes(number)) continue;
        yield () => {
          const result = sources
            .page(index)
            .load()
            .then((image) => digitizePage(image, engine, options));
          started.push(result);
          return result;
        };
      }
    } finally {
      // the last pages may still be under way when the next file is opened
      void Promise.allSettled(started).then(() => sources.close());
    }
  }
}

/** Runs at most `jobs` tasks at a time and yields their results in the order of the tasks. */
async function* inOrder<T>(tasks: AsyncIterable<() => Promise<T>>, jobs: number): AsyncGenerator<T> {
  const running: Promise<{ value: T } | { error: SohoaError }>[] = [];
  const settle = async (): Promise<T> => {
    const outcome = await running.shift()!;
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
  for await (const task of tasks) {
    running.push(
      task().then(
        (value) => ({ value }),
        (error: unknown) => ({ error: asSohoaError(error) }),
      ),
    );
    if (running.length >= Math.max(1, jobs)) yield settle();
  }
  while (running.length > 0) yield settle();
}

function judgedPage(result: PageResult, page: number): JudgedPage {
  const text = plainText(result.text);
  return {
    page,
    dpi: result.archive.dpi,
    dpiSource: result.dpiSource,
    quality: result.quality,
    characters: text.replace(/\s/g, '').length,
    confidence: meanConfidence(result.text),
    text,
  };
}

function reportRow(result: PageResult, judged: JudgedPage, findings: readonly PageFinding[]): DigitizedPage {
  return {
    page: judged.page,
    widthPx: result.archive.widthPx,
    heightPx: result.archive.heightPx,
    dpi: Math.round(judged.dpi * 10) / 10,
    rotationDeg: result.rotationDeg,
    skewDeg: result.skewDeg,
    meanConfidence: Math.round(judged.confidence * 10) / 10,
    text: judged.text,
    ms: result.ms,
    pageText: result.text,
    findings,
  };
}
