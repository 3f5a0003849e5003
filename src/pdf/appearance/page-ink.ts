import { PDFiumLibrary } from '@hyzyla/pdfium';
import { SohoaError } from '../../domain/errors.ts';
import type { PdfPage, PdfRevision } from '../reader/model.ts';
import { singlePagePdf } from '../writer/single-page.ts';
import { type BoxMm, pageView } from './page-view.ts';

/** Turns pages into grey pixels. Opened once and shared: loading the renderer costs more than a page. */
export interface PageRenderer {
  /** 0 black to 255 white, row by row, of page 1 of the file. */
  gray(pdf: Uint8Array, widthPx: number, heightPx: number): Promise<Uint8Array>;
  close(): void;
}

export async function openPageRenderer(): Promise<PageRenderer> {
  const library = await PDFiumLibrary.init();
  return {
    gray: async (pdf, widthPx, heightPx) => {
      const document = await library.loadDocument(pdf).catch((thrown: unknown) => {
        throw new SohoaError('PAGE_UNREADABLE', { page: 1, reason: String(thrown) });
      });
      try {
        const { data } = await document
          .getPage(0)
          .render({ width: widthPx, height: heightPx, colorSpace: 'Gray', render: 'bitmap' });
        return data;
      } finally {
        document.destroy();
      }
    },
    close: () => library.destroy(),
  };
}

/** Where a page bears ink, for finding room. Areas are in mm of the page as shown. */
export interface PageInk {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Share of the area (0 to 1) that is ink: text, lines, stamps, the edge of a photograph. */
  share(box: BoxMm): number;
  /** Inked pixels in the area; `pixelMm` says how large one is. */
  count(box: BoxMm): number;
  /** As `count`, of what stands out as print does, not as wood, cloth or shadow do. */
  strongCount(box: BoxMm): number;
  /** Mean brightness, 0 to 255. */
  brightness(box: BoxMm): number;
  readonly pixelMm: number;
}

/** About 72 dpi on A4: a full stop still leaves a pixel, and a page takes some tens of milliseconds. */
const pixelsOfShortSide = 595;
const maxSidePx = 2400;
/** Ink differs from its surroundings by more than paper grain and JPEG noise do after this reduction. */
const contrast = 26;
const strongContrast = 52;
/** Half the side of the surroundings, in px (5 mm on A4): larger than a capital, smaller than a shadow. */
const surroundings = 14;

/** Renders the page and marks what stands out from its surroundings, dark on light or light on dark. */
export async function readPageInk(revision: PdfRevision, page: PdfPage, renderer: PageRenderer): Promise<PageInk> {
  const view = pageView(revision, page);
  const shortMm = Math.min(view.widthMm, view.heightMm);
  const longMm = Math.max(view.widthMm, view.heightMm);
  const pixelMm = Math.max(shortMm / pixelsOfShortSide, longMm / maxSidePx);
  const widthPx = Math.max(1, Math.round(view.widthMm / pixelMm));
  const heightPx = Math.max(1, Math.round(view.heightMm / pixelMm));
  const gray = await renderer.gray(singlePagePdf(revision, page), widthPx, heightPx);
  return inkOf({ gray, widthPx, heightPx }, view);
}

/** The measuring part, apart from rendering. */
export function inkOf(
  image: { readonly gray: Uint8Array; readonly widthPx: number; readonly heightPx: number },
  size: { readonly widthMm: number; readonly heightMm: number },
): PageInk {
  const { gray, widthPx, heightPx } = image;
  const brightness = sumTable(widthPx, heightPx, gray);
  const { weak, strong: print } = standingOut(gray, brightness, widthPx, heightPx);
  const ink = sumTable(widthPx, heightPx, weak);
  const strong = sumTable(widthPx, heightPx, print);
  const perMmX = widthPx / size.widthMm;
  const perMmY = heightPx / size.heightMm;
  /** Outwards to whole pixels, inside the page. */
  const pixels = (box: BoxMm): readonly [number, number, number, number] => [
    clamp(Math.floor(box.x * perMmX), widthPx),
    clamp(Math.floor(box.y * perMmY), heightPx),
    clamp(Math.ceil((box.x + box.width) * perMmX), widthPx),
    clamp(Math.ceil((box.y + box.height) * perMmY), heightPx),
  ];
  const area = (x0: number, y0: number, x1: number, y1: number): number => Math.max(1, (x1 - x0) * (y1 - y0));
  return {
    ...size,
    pixelMm: 1 / perMmX,
    count: (box) => sumOf(ink, widthPx, ...pixels(box)),
    strongCount: (box) => sumOf(strong, widthPx, ...pixels(box)),
    share: (box) => {
      const range = pixels(box);
      return sumOf(ink, widthPx, ...range) / area(...range);
    },
    brightness: (box) => {
      const range = pixels(box);
      return sumOf(brightness, widthPx, ...range) / area(...range);
    },
  };
}

const clamp = (value: number, limit: number): number => Math.max(0, Math.min(limit, value));

/** 1 where a pixel differs from the mean of its surroundings by `contrast`, and by `strongContrast`. */
function standingOut(
  gray: Uint8Array,
  brightness: Uint32Array,
  width: number,
  height: number,
): { readonly weak: Uint8Array; readonly strong: Uint8Array } {
  const weak = new Uint8Array(width * height);
  const strong = new Uint8Array(width * height);
  const row = width + 1;
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - surroundings) * row;
    const bottom = Math.min(height, y + surroundings + 1) * row;
    const rows = (bottom - top) / row;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - surroundings);
      const right = Math.min(width, x + surroundings + 1);
      const sum =
        (brightness[bottom + right] as number) -
        (brightness[bottom + left] as number) -
        (brightness[top + right] as number) +
        (brightness[top + left] as number);
      const at = y * width + x;
      const difference = Math.abs((gray[at] as number) - sum / ((right - left) * rows));
      if (difference <= contrast) continue;
      weak[at] = 1;
      if (difference > strongContrast) strong[at] = 1;
    }
  }
  return { weak, strong };
}

/** Summed-area table with a zero row and column: any rectangle's sum in four look-ups. */
function sumTable(width: number, height: number, values: Uint8Array): Uint32Array {
  const row = width + 1;
  const table = new Uint32Array(row * (height + 1));
  for (let y = 0; y < height; y++) {
    let sum = 0;
    const above = y * row + 1;
    for (let x = 0; x < width; x++) {
      sum += values[y * width + x] as number;
      table[above + row + x] = (table[above + x] as number) + sum;
    }
  }
  return table;
}

function sumOf(table: Uint32Array, width: number, x0: number, y0: number, x1: number, y1: number): number {
  const at = (x: number, y: number): number => table[y * (width + 1) + x] as number;
  return at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0);
}
