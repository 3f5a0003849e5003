import type { DocumentTypes } from '../domain/document-types/registry.ts';
import { SohoaError } from '../domain/errors.ts';
import type { Extraction } from '../domain/field.ts';
import type { UnitCatalogue } from '../domain/identifiers/units.ts';
import { once } from '../domain/once.ts';
import { regionReader } from '../extraction/region-reader.ts';
import { secrecyGate } from '../extraction/secrecy-stamps.ts';
import { inputType } from '../imaging/file-type.ts';
import type { ImageLimits } from '../imaging/limits.ts';
import { openPageSources } from '../imaging/page-source.ts';
import { carriedText } from '../imaging/pdf-text.ts';
import { objectKind, openPdfium, type PdfiumDocument, type PdfiumObject } from '../imaging/pdfium.ts';
import type { PreparationOptions } from '../imaging/preparation-steps.ts';
import { createOcrEngine, type EngineChoice } from '../ocr/choose-engine.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import type { PageText } from '../ocr/page-text.ts';
import type { ArchiveMetadata } from '../pdf/archive/archive-page.ts';
import { digitizeDocument } from '../pipeline/digitize-document.ts';
import type { DigitizedPaper, FileNature } from '../pipeline/techniques.ts';
import { type Catalogues, cpuReviewTasks, refuseSecret } from './cpu-review-tasks.ts';
import {
  type DigitizeProgress,
  type DigitizeToFileOptions,
  digitizeToFile,
  isNoise,
  noise,
  pageRow,
  readLimited,
} from './digitize-to-file.ts';

/** Work on hostile bytes, done in a process without keys and network that can be killed (architecture, promise 4). */
export interface DigitizeTask {
  readonly files: readonly Uint8Array[];
  readonly metadata: ArchiveMetadata;
  readonly limits: ImageLimits;
  readonly engine: EngineChoice;
  readonly jobs: number;
  readonly pageTimeoutMs: number;
  readonly textLayer: boolean;
  readonly profile: 'faithful' | 'compact';
  readonly preparation?: PreparationOptions;
  readonly pages?: readonly number[];
}

export interface InspectTask {
  readonly bytes: Uint8Array;
  readonly limits: ImageLimits;
}

export interface InspectFileTask {
  readonly path: string;
  readonly limits: ImageLimits;
  /** What the file will be read with: it starts meanwhile. */
  readonly recognition: { readonly engine: EngineChoice; readonly jobs: number };
}

export interface DigitizeFileTask {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly engine: EngineChoice;
  readonly options: DigitizeToFileOptions;
}

export interface ExtractTask {
  readonly texts: readonly PageText[];
  readonly pdf: Uint8Array;
  readonly documentType: string | null;
  /** `YYYY-MM-DD` in Vietnam. */
  readonly today: string;
  /** Doubtful lines are read again with it. */
  readonly engine: EngineChoice;
  readonly jobs: number;
  readonly catalogues?: Catalogues;
}

export function cpuTasks() {
  let engine: Promise<OcrEngine> | undefined;
  let types: DocumentTypes | undefined;
  let units: UnitCatalogue | undefined;
  const start = (choice: EngineChoice, workers: number): Promise<OcrEngine> => {
    engine ??= createOcrEngine(choice, { workers });
    return engine;
  };
  return {
    ...cpuReviewTasks(),
    async inspect({ bytes, limits }: InspectTask): Promise<FileNature> {
      return inspect(bytes, limits);
    },
    async digitize(task: DigitizeTask, tell: (progress: unknown) => void): Promise<DigitizedPaper> {
      const reader = await start(task.engine, task.jobs);
      let done = 0;
      const document = await digitizeDocument(
        task.files,
        {
          metadata: task.metadata,
          limits: task.limits,
          jobs: task.jobs,
          timeoutMs: task.pageTimeoutMs,
          profile: task.profile,
          ...(task.preparation === undefined ? {} : { preparation: task.preparation }),
          textLayer: task.textLayer ? 'trong_bản_chụp' : 'tệp_kèm',
          ...(task.pages === undefined ? {} : { pages: task.pages }),
          gate: secrecyGate(reader),
          onPage: () => tell(++done),
        },
        reader,
      );
      const { pages } = document;
      if (pages.length > 0 && pages.every(isNoise)) throw noise(1);
      return {
        pdf: document.pdf,
        texts: pages.map((page) => page.pageText),
        pages: pages.map((page) => ({
          ...pageRow(page),
          ...(page.thumbnail === null
            ? {}
            : { thumbnail: page.thumbnail, remarks: page.findings.map(({ code, text }) => ({ code, ...text })) }),
        })),
      };
    },
    async inspectFile({ path, limits, recognition }: InspectFileTask): Promise<FileNature> {
      start(recognition.engine, recognition.jobs).catch(() => undefined); // told to whom reads with it
      return inspect(await readLimited(path, limits), limits);
    },
    /** Files on disk to a file on disk (`digitize-to-file.ts`). */
    async digitizeFile(task: DigitizeFileTask, tell: (progress: DigitizeProgress) => void) {
      const engine = await start(task.engine, task.options.jobs ?? 1);
      return digitizeToFile(task.inputs, task.output, task.options, engine, tell);
    },
    /** The text that the pages of a born-digital PDF carry, in px at 200 dpi; pages without text give no lines. */
    async readText({ bytes }: InspectTask): Promise<readonly PageText[]> {
      const document = await openPdfium(bytes);
      try {
        return textOfPages(document);
      } finally {
        document.close();
      }
    },
    /** Fields of one paper; QR codes are looked for on the rendered pages, so that boxes lie on the upright page. */
    async extract(task: ExtractTask): Promise<Extraction> {
      const { texts, pdf, documentType, today } = task;
      // a process that only digitizes starts without them
      const [{ loadDocumentTypes, typeFolders }, { loadUnits }, { extractFields }] = await Promise.all([
        import('../domain/document-types/registry.ts'),
        import('../domain/identifiers/units.ts'),
        import('../extraction/extract.ts'),
      ]);
      types ??= loadDocumentTypes(typeFolders(task.catalogues?.typesDir));
      units ??= loadUnits(task.catalogues?.unitsFile);
      const document = await openPdfium(pdf);
      try {
        const pages = uprightPages(document, texts);
        return await extractFields(pages, {
          types,
          today,
          readAgain: regionReader(pages, await start(task.engine, task.jobs)),
          units,
          ...(documentType === null ? {} : { documentType }),
        });
      } finally {
        document.close();
      }
    },
  };
}

async function inspect(bytes: Uint8Array, limits: ImageLimits): Promise<FileNature> {
  if (inputType(bytes, limits) !== 'pdf') {
    const sources = await openPageSources(bytes, limits);
    sources.close();
    return { kind: 'image', pages: sources.count, signed: false, text: false };
  }
  const document = await openPdfium(bytes);
  try {
    if (document.pageCount === 0) throw new SohoaError('PDF_UNREADABLE', { reason: 'no pages' });
    if (document.pageCount > limits.maxPages)
      throw new SohoaError('PDF_TOO_MANY_PAGES', { pages: document.pageCount, limit: limits.maxPages });
    const text = document.withPage(0, (page) => page.objects().some(isVisibleText));
    if (text) refuseSecret(textOfPages(document));
    return { kind: 'pdf', pages: document.pageCount, signed: document.signatureCount > 0, text };
  } finally {
    document.close();
  }
}

const textOfPages = (document: PdfiumDocument): readonly PageText[] =>
  Array.from({ length: document.pageCount }, (_, index) =>
    document.withPage(index, (page) => {
      const [widthPx, heightPx] = [page.widthPt, page.heightPt].map((pt) => Math.round((pt * TEXT_DPI) / 72));
      const size = { widthPx: widthPx ?? 1, heightPx: heightPx ?? 1, dpi: TEXT_DPI };
      return carriedText(page, size.widthPx, size.heightPx, TEXT_DPI) ?? { ...size, lines: [] };
    }),
  );

/** The pages of an archived paper in colour, at the size of their texts, rendered when they are first asked for. */
const uprightPages = (document: PdfiumDocument, texts: readonly PageText[]) =>
  texts.map((text, index) => ({
    text,
    dpi: text.dpi,
    rgb: once(async () => {
      const { widthPx, heightPx } = text;
      return { pixels: document.withPage(index, (page) => page.render(widthPx, heightPx)), widthPx, heightPx };
    }),
  }));

/** Resolution in which positions of a born-digital text are given. */
const TEXT_DPI = 200;
/** Text rendering mode of an invisible layer: a scan that was read before is still a scan. */
const INVISIBLE = 3;
const isVisibleText = (object: PdfiumObject): boolean =>
  object.kind === objectKind.text && object.textMode !== INVISIBLE;

export type CpuTasks = ReturnType<typeof cpuTasks>;
