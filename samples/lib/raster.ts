import { PDFiumLibrary } from '@hyzyla/pdfium';

/** Interleaved 8-bit RGB, or one channel for gray. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

export interface Rasteriser {
  /** One page of a PDF as RGB at `dpi`, exactly round(mm × dpi / 25.4) px each way. */
  render(
    pdf: Uint8Array,
    pageIndex: number,
    size: { readonly widthMm: number; readonly heightMm: number },
    dpi: number,
  ): Promise<Pixels>;
  close(): void;
}

/** PDFium in WebAssembly, kept open for many pages. */
export async function openRasteriser(): Promise<Rasteriser> {
  const library = await PDFiumLibrary.init();
  return {
    async render(pdf, pageIndex, size, dpi) {
      const document = await library.loadDocument(pdf);
      try {
        const width = Math.round((size.widthMm * dpi) / 25.4);
        const height = Math.round((size.heightMm * dpi) / 25.4);
        // PDFium floors the page size in pt; asking for px keeps the scale exact.
        const image = await document.getPage(pageIndex).render({ width, height, render: 'bitmap' });
        const data = new Uint8Array(width * height * 3);
        for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
          data[to] = image.data[from]!;
          data[to + 1] = image.data[from + 1]!;
          data[to + 2] = image.data[from + 2]!;
        }
        return { width, height, channels: 3, data };
      } finally {
        document.destroy();
      }
    },
    close: () => library.destroy(),
  };
}
