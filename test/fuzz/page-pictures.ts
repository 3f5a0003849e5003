import { createHash } from 'node:crypto';
import { PDFiumLibrary } from '@hyzyla/pdfium';

/** What somebody else's reader shows of a file: per page its text, its pixels without and with annotations. */
export interface PageShown {
  readonly text: string;
  readonly gray: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface OtherReader {
  /** Null when it cannot open the file. */
  show(pdf: Uint8Array): Promise<readonly PageShown[] | null>;
}

/** PDFium: it shares no line with our reader, and repairs what it reads, as viewers do. */
export async function otherReader(): Promise<OtherReader> {
  const library = await PDFiumLibrary.init();
  return {
    show: async (pdf) => {
      const document = await library.loadDocument(pdf).catch(() => null);
      if (document === null) return null;
      try {
        const pages: PageShown[] = [];
        for (let index = 0; index < document.getPageCount(); index++) {
          // rendering closes the page, so the text is asked first
          const page = document.getPage(index);
          const text = page.getText();
          const { data, width, height } = await page.render({ scale: 0.6, colorSpace: 'Gray', render: 'bitmap' });
          pages.push({ text, gray: Uint8Array.from(data), widthPx: width, heightPx: height });
        }
        return pages;
      } catch {
        return null;
      } finally {
        document.destroy();
      }
    },
  };
}

export const pictureDigest = (pages: readonly PageShown[]): string => {
  const hash = createHash('sha256');
  for (const { text, gray, widthPx, heightPx } of pages) hash.update(`${widthPx}x${heightPx} ${text}\0`).update(gray);
  return hash.digest('hex');
};
