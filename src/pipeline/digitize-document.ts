import { createHash } from 'node:crypto';
import { asSohoaError, type SohoaError } from '../domain/errors.ts';
import { defaultImageLimits, type ImageLimits } from '../imaging/limits.ts';
import type { PageSources } from '../imaging/page-image.ts';
import { openPageSources } from '../imaging/page-source.ts';
import { pageThumbnail } from '../imaging/thumbnail.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import { meanConfidence, type PageText, plainText } from '../ocr/page-text.ts';
import type { ArchiveMetadata } from '../pdf/archive/archive-page.ts';
import { startPdfA } from '../pdf/archive/assemble.ts';
import { type ByteSink, bufferSink } from '../pdf/archive/object-writer.ts';
import { digitizePage, type PageGate, type PageOptions, type PageResult } from './digitize-page.ts';
import { type JudgedPage, judgeCount, judgePage, type PageFinding } from './page-findings.ts';

export interface DigitizeOptions extends Omit<PageOptions, 'gate'> {
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
  /** Results of earlier runs, so that a document of many pages goes on where it was interrupted. */
  readonly cache?: PageCache;
  /** Looks at each page, by its number over all files, before anything of it is kept; what it throws ends the work. */
  readonly gate?: (number: number) => PageGate;
  /** Told of the number of pages of each file when it is opened. */
  readonly onFile?: (pages: number) => void;
  /** Told of each page in order; the next one waits for it. */
  readonly onPage?: (page: DigitizedPage) => void | Promise<void>;
}

/** A file, or how to get it when its turn comes. */
export type SourceBytes = Uint8Array | (() => Promise<Uint8Array>);

/** Keeps what pages became. The key names the file, the page and everything that decides the result. */
export interface PageCache {
  get(key: string): Promise<PageResult | null>;
  put(key: string, result: PageResult): Promise<void>;
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
  /** A small JPEG of a page with findings, for the person who looks at it; null for a page without. */
  readonly thumbnail: Uint8Array | null;
  /** Taken from the cache of an earlier run. */
  readonly resumed: boolean;
}

export interface DigitizedSummary {
  readonly pageCount: number;
  /** Findings about the document as a whole. */
  readonly findings: readonly PageFinding[];
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly ms: number;
}

export interface DigitizedDocument extends DigitizedSummary {
  readonly pages: readonly DigitizedPage[];
  readonly pdf: Uint8Array;
}

/**
 * Files (images, PDFs) in, one PDF/A-2u and what was read on each page out. Pages are read in parallel and written in
 * order to the sink and to `onPage`; at most `jobs` + 6 pages and one file are in memory, decoded at most `jobs` + 1. The same input and options
 * give the same bytes.
 *
 * Throws the errors of `openPageSources`, IMAGE_UNREADABLE, PAGE_UNREADABLE, OCR_FAILED; nothing of the
 * output is meant to be kept then.
 */
export async function digitizeTo(
  sink: ByteSink,
  files: readonly SourceBytes[],
  options: DigitizeOptions,
  engine: OcrEngine,
): Promise<DigitizedSummary> {
  const started = performance.now();
  const pdf = await startPdfA(sink, options.metadata);
  const judged: JudgedPage[] = [];
  let bytesIn = 0;
  const open = new Set<PageSources>();
  const opened = (file: PageSources, bytes: number): void => {
    open.add(file);
    bytesIn += bytes;
    options.onFile?.(file.count);
  };
  try {
    for await (const { result, resumed, file, index } of inOrder(
      pageTasks(files, options, engine, opened),
      (options.jobs ?? 2) + 1,
    )) {
      const subject = judgedPage(result, judged.length + 1);
      const findings = judgePage(subject, judged);
      const thumbnail =
        findings.length === 0 ? null : await pageThumbnail(await file.page(index).load(), result.rotationDeg / 90);
      judged.push(subject);
      await pdf.addPage(options.textLayer === 'tệp_kèm' ? { ...result.archive, text: null } : result.archive);
      await options.onPage?.({ ...reportRow(result, subject, findings), thumbnail, resumed });
      // pages come in order: the files before this one are done with
      for (const earlier of open) {
        if (earlier === file) break;
        open.delete(earlier);
        earlier.close();
      }
    }
  } finally {
    for (const file of open) file.close();
  }
  const count = judgeCount(options.declaredPages, judged);
  return {
    pageCount: judged.length,
    findings: count === null ? [] : [count],
    bytesIn,
    bytesOut: await pdf.finish(),
    ms: Math.round(performance.now() - started),
  };
}

/** As `digitizeTo`, everything in memory. */
export async function digitizeDocument(
  files: readonly SourceBytes[],
  options: DigitizeOptions,
  engine: OcrEngine,
): Promise<DigitizedDocument> {
  const sink = bufferSink();
  const pages: DigitizedPage[] = [];
  const onPage = (page: DigitizedPage): void | Promise<void> => {
    pages.push(page);
    return options.onPage?.(page);
  };
  const summary = await digitizeTo(sink, files, { ...options, onPage }, engine);
  return { ...summary, pages, pdf: sink.bytes() };
}

interface PageWork {
  readonly result: PageResult;
  readonly resumed: boolean;
  readonly file: PageSources;
  /** 0-based, within the file. */
  readonly index: number;
}

/** One task a page. Whoever runs the tasks closes the files. */
async function* pageTasks(
  files: readonly SourceBytes[],
  options: DigitizeOptions,
  engine: OcrEngine,
  onOpen: (file: PageSources, bytes: number) => void,
): AsyncGenerator<() => Promise<PageWork>> {
  let number = 0;
  for (const source of files) {
    const bytes = typeof source === 'function' ? await source() : source;
    const file = await openPageSources(bytes, options.limits ?? defaultImageLimits);
    onOpen(file, bytes.length);
    const keyOf = options.cache === undefined ? null : pageKeys(bytes, engine, options);
    for (let index = 0; index < file.count; index++) {
      number++;
      if (options.pages !== undefined && !options.pages.includes(number)) continue;
      const own: PageOptions = withGate(options, number);
      yield async () => {
        const work = async (): Promise<PageResult> => digitizePage(await file.page(index).load(), engine, own);
        const done =
          keyOf === null
            ? { result: await work(), resumed: false }
            : await throughCache(options.cache!, keyOf(index), work);
        return { ...done, file, index };
      };
    }
  }
}

const withGate = ({ gate, ...options }: DigitizeOptions, number: number): PageOptions =>
  gate === undefined ? options : { ...options, gate: gate(number) };

/** Raised with every change that makes another result of the same page. */
const RECOGNITION_VERSION = 6;

/** Keys of a file's pages for the cache: sha256 over the file, the page, the engine and the options that matter. */
function pageKeys(bytes: Uint8Array, engine: OcrEngine, options: DigitizeOptions): (index: number) => string {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const { profile = 'faithful', preparation = {}, timeoutMs = null, secondLook = true } = options;
  const shared = [
    RECOGNITION_VERSION,
    digest,
    engine.name,
    engine.version,
    profile,
    preparation,
    timeoutMs,
    secondLook,
  ];
  return (index) =>
    createHash('sha256')
      .update(JSON.stringify([...shared, index]))
      .digest('hex');
}

async function throughCache(
  cache: PageCache,
  key: string,
  work: () => Promise<PageResult>,
): Promise<Pick<PageWork, 'result' | 'resumed'>> {
  const known = await cache.get(key);
  if (known !== null) return { result: known, resumed: true };
  const result = await work();
  await cache.put(key, result);
  return { result, resumed: false };
}

/** Finished pages that may wait for a slow one before them, so that the workers do not. */
const WAITING = 4;

/**
 * Runs at most `jobs` tasks at a time and yields their results in the order of the tasks; at most `jobs` + WAITING
 * results and tasks are in hand.
 */
async function* inOrder<T>(tasks: AsyncIterable<() => Promise<T>>, jobs: number): AsyncGenerator<T> {
  type Outcome = { readonly value: T } | { readonly error: SohoaError };
  const inHand: { readonly outcome: Promise<Outcome>; settled: boolean }[] = [];
  const settle = async (): Promise<T> => {
    const outcome = await inHand.shift()!.outcome;
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
  try {
    for await (const task of tasks) {
      const outcome = task().then(
        (value): Outcome => ({ value }),
        (error: unknown): Outcome => ({ error: asSohoaError(error) }),
      );
      const entry = { outcome, settled: false };
      void outcome.then(() => {
        entry.settled = true;
      });
      inHand.push(entry);
      const running = () => inHand.filter(({ settled }) => !settled);
      while (running().length >= Math.max(1, jobs) || inHand.length >= Math.max(1, jobs) + WAITING) {
        if (inHand[0]!.settled || inHand.length >= Math.max(1, jobs) + WAITING) yield await settle();
        else await Promise.race(running().map(({ outcome }) => outcome));
      }
    }
    while (inHand.length > 0) yield await settle();
  } finally {
    // whoever tidies up after an error must not meet a page that still writes
    await Promise.all(inHand.map(({ outcome }) => outcome));
  }
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
    unread: result.unread,
  };
}

function reportRow(
  result: PageResult,
  judged: JudgedPage,
  findings: readonly PageFinding[],
): Omit<DigitizedPage, 'thumbnail' | 'resumed'> {
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
