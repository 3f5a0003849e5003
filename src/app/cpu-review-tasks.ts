import type { DocumentTypes } from '../domain/document-types/registry.ts';
import { notFound, SohoaError } from '../domain/errors.ts';
import { rowsAsRead } from '../extraction/rows-as-read.ts';
import { secrecyMark } from '../extraction/secrecy.ts';
import type { PaperSuggestion } from '../extraction/split.ts';
import { pagePicture } from '../imaging/page-picture.ts';
import { openPdfium } from '../imaging/pdfium.ts';
import type { PageText } from '../ocr/page-text.ts';
import type { PictureRequest } from '../pipeline/techniques.ts';

/** Files of the operator that say what papers and units there are. */
export interface Catalogues {
  readonly typesDir: string | undefined;
  readonly unitsFile: string | undefined;
}

export interface PapersTask {
  readonly texts: readonly PageText[];
  readonly catalogues?: Catalogues;
}

/** Work of the cpu process that officers ask for: how pages are papers, and pictures of places on them. */
export function cpuReviewTasks() {
  let types: DocumentTypes | undefined;
  return {
    async papers({ texts, catalogues }: PapersTask): Promise<readonly PaperSuggestion[]> {
      // a process that only digitizes starts without them
      const [{ loadDocumentTypes, typeFolders }, { suggestPapers }] = await Promise.all([
        import('../domain/document-types/registry.ts'),
        import('../extraction/split.ts'),
      ]);
      types ??= loadDocumentTypes(typeFolders(catalogues?.typesDir));
      return suggestPapers(texts, types);
    },
    async picture({ pdf, page, widthPx, heightPx, ...options }: PictureRequest): Promise<Uint8Array> {
      const document = await openPdfium(pdf);
      try {
        if (page > document.pageCount) throw notFound('page', page);
        const pixels = document.withPage(page - 1, (opened) => opened.render(widthPx, heightPx));
        return await pagePicture({ pixels, widthPx, heightPx }, options);
      } finally {
        document.close();
      }
    },
  };
}

/** The first look at what was read: a page with a secrecy mark ends the work before anything is kept (rules.md R1.1). */
export function refuseSecret(texts: readonly PageText[]): void {
  if (texts.some((text) => secrecyMark(rowsAsRead([text])) !== null)) throw new SohoaError('SECRET_PAPER', {});
}
