import { type DocumentTypes, loadDocumentTypes } from '../domain/document-types/registry.ts';
import { SohoaError } from '../domain/errors.ts';
import type { Extraction } from '../domain/field.ts';
import { extractFields } from '../extraction/extract.ts';
import { inputType } from '../imaging/file-type.ts';
import type { ImageLimits } from '../imaging/limits.ts';
import { openPageSources } from '../imaging/page-source.ts';
import { carriedText } from '../imaging/pdf-text.ts';
import { objectKind, openPdfium, type PdfiumObject } from '../imaging/pdfium.ts';
import { toGray } from '../imaging/raster.ts';
import { createOcrEngine, type EngineChoice } from '../ocr/choose-engine.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import type { PageText } from '../ocr/page-text.ts';
import type { ArchiveMetadata } from '../pdf/archive/archive-page.ts';
import { digitizeDocument } from '../pipeline/digitize-document.ts';
import type { DigitizedPaper, FileNature } from '../pipeline/techniques.ts';

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
  readonly pages?: readonly number[];
}

export interface InspectTask {
  readonly bytes: Uint8Array;
  readonly limits: ImageLimits;
}

export interface ExtractTask {
  readonly texts: readonly PageText[];
  readonly pdf: Uint8Array;
  readonly documentType: string | null;
  /** `YYYY-MM-DD` in Vietnam. */
  readonly today: string;
}

export function cpuTasks() {
  let engine: Promise<OcrEngine> | undefined;
  let types: DocumentTypes | undefined;
  return {
    async inspect({ bytes, limits }: InspectTask): Promise<FileNature> {
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
        return { kind: 'pdf', pages: document.pageCount, signed: document.signatureCount > 0, text };
      } finally {
        document.close();
      }
    },
    async digitize(task: DigitizeTask, tell: (progress: unknown) => void): Promise<DigitizedPaper> {
      engine ??= createOcrEngine(task.engine, { workers: task.jobs });
      let done = 0;
      const document = await digitizeDocument(
        task.files,
        {
          metadata: task.metadata,
          limits: task.limits,
          jobs: task.jobs,
          timeoutMs: task.pageTimeoutMs,
          profile: task.profile,
          textLayer: task.textLayer ? 'trong_bản_chụp' : 'tệp_kèm',
          ...(task.pages === undefined ? {} : { pages: task.pages }),
          onPage: () => tell(++done),
        },
        await engine,
      );
      const noise = document.pages.find(isNoise);
      if (noise !== undefined)
        throw new SohoaError('PAGE_UNREADABLE', {
          page: noise.page,
          reason_vi: 'chỉ thấy nhiễu, không có chữ đọc được',
          reason_en: 'only noise, no readable text',
        });
      return {
        pdf: document.pdf,
        texts: document.pages.map((page) => page.pageText),
        pages: document.pages.map((page) => ({
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
        })),
      };
    },
    /** The text that the pages of a born-digital PDF carry, in px at 200 dpi; pages without text give no lines. */
    async readText({ bytes }: InspectTask): Promise<readonly PageText[]> {
      const document = await openPdfium(bytes);
      try {
        return Array.from({ length: document.pageCount }, (_, index) =>
          document.withPage(index, (page) => {
            const [widthPx, heightPx] = [page.widthPt, page.heightPt].map((pt) => Math.round((pt * TEXT_DPI) / 72));
            const size = { widthPx: widthPx ?? 1, heightPx: heightPx ?? 1, dpi: TEXT_DPI };
            return carriedText(page, size.widthPx, size.heightPx, TEXT_DPI) ?? { ...size, lines: [] };
          }),
        );
      } finally {
        document.close();
      }
    },
    /** Fields of one paper; QR codes are looked for on the rendered pages, so that boxes lie on the upright page. */
    async extract({ texts, pdf, documentType, today }: ExtractTask): Promise<Extraction> {
      types ??= loadDocumentTypes();
      const document = await openPdfium(pdf);
      try {
        const pages = texts.map((text, index) => ({
          text,
          gray: async () => {
            const { widthPx, heightPx } = text;
            const pixels = document.withPage(index, (page) => page.render(widthPx, heightPx));
            return toGray({ pixels, widthPx, heightPx });
          },
        }));
        return await extractFields(pages, { types, today, ...(documentType === null ? {} : { documentType }) });
      } finally {
        document.close();
      }
    },
  };
}

/**
 * Marks all over the page that no reading makes sense of: a broken scan. Handwriting reads badly too, but above this;
 * a blank page or a drawing has few words and passes. Measured: the noise sample reads at 11.
 */
const isNoise = (page: { readonly meanConfidence: number; readonly text: string }): boolean =>
  page.meanConfidence < 20 && page.text.length > 15;

/** Resolution in which positions of a born-digital text are given. */
const TEXT_DPI = 200;
/** Text rendering mode of an invisible layer: a scan that was read before is still a scan. */
const INVISIBLE = 3;
const isVisibleText = (object: PdfiumObject): boolean =>
  object.kind === objectKind.text && object.textMode !== INVISIBLE;

export type CpuTasks = ReturnType<typeof cpuTasks>;
