import sharp, { type Sharp } from 'sharp';
import { SohoaError } from '../domain/errors.ts';
import { encodeG4, encodeJpeg, packBits, pngParts } from './encode.ts';
import type { EncodedImage } from './encoded-image.ts';
import { usableProfile } from './icc-profile.ts';
import { checkPaper, checkSize } from './image-file.ts';
import { isPlainJpeg } from './jpeg-header.ts';
import type { ImageLimits } from './limits.ts';
import type { PageImage, PageSources } from './page-image.ts';
import { type PdfStreams, pdfStreams } from './pdf-streams.ts';
import { carriedText } from './pdf-text.ts';
import { objectKind, openPdfium, type PdfiumDocument, type PdfiumObject, type PdfiumPage } from './pdfium.ts';

/** Resolution of a page that has to be rendered: the archive's target (rules.md R3.2). */
const RENDER_DPI = 300;
const RENDER_QUALITY = 92;

/**
 * The pages of a PDF. A page that is one image gives that image as it is stored (a JPEG byte for byte); any other is
 * rendered. Throws PDF_UNREADABLE, PDF_ENCRYPTED, PDF_SIGNED, PDF_TOO_MANY_PAGES.
 */
export async function openPdfPages(bytes: Uint8Array, limits: ImageLimits): Promise<PageSources> {
  const document = await openPdfium(bytes);
  const close = (): void => document.close();
  const streams = pdfStreams(bytes);
  try {
    if (document.signatureCount > 0) throw new SohoaError('PDF_SIGNED');
    const { pageCount: count } = document;
    if (count === 0) throw new SohoaError('PDF_UNREADABLE', { reason: 'no pages' });
    if (count > limits.maxPages) throw new SohoaError('PDF_TOO_MANY_PAGES', { pages: count, limit: limits.maxPages });
    return {
      type: 'pdf',
      count,
      page: (index) => ({ index, load: async () => loadPage(document, index, limits, streams) }),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

async function loadPage(
  document: PdfiumDocument,
  index: number,
  limits: ImageLimits,
  streams: PdfStreams,
): Promise<PageImage> {
  const found = document.withPage(index, (page) => {
    checkPaper(page.widthPt, page.heightPt);
    const taken = takeImage(page, index, limits, streams);
    const objects = page.objects();
    // PDFium leaves out what it cannot decode; a page without its scan would look blank
    const lost =
      taken === null ? objects.find((object) => object.kind === objectKind.image && !object.decodes()) : undefined;
    if (lost !== undefined) throw new SohoaError('PAGE_UNREADABLE', { page: index + 1, reason: 'image' });
    const scale = taken === null ? RENDER_DPI / 72 : 0;
    return {
      taken,
      widthPt: page.widthPt,
      heightPt: page.heightPt,
      hasPictures: objects.some((object) => object.kind === objectKind.image),
      text: (widthPx: number, heightPx: number, dpi: number) => carriedText(page, widthPx, heightPx, dpi),
      renderedPx: [Math.round(page.widthPt * scale), Math.round(page.heightPt * scale)] as const,
      thumbnail: taken === null ? null : page.render(THUMBNAIL_PX, THUMBNAIL_PX),
    };
  });
  const decoded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof SohoaError) throw cause;
      throw new SohoaError('PAGE_UNREADABLE', { page: index + 1, reason: 'image' }, { cause });
    }
  };
  const { taken, thumbnail } = found;
  if (taken !== null && thumbnail !== null && (await decoded(() => looksAlike(taken, thumbnail)))) {
    const { turnedWidthPx, turnedHeightPx, dpi } = taken;
    const text = document.withPage(index, (page) => carriedText(page, turnedWidthPx, turnedHeightPx, dpi));
    return imagePage(taken, text);
  }
  const widthPx = Math.max(1, Math.round((found.widthPt * RENDER_DPI) / 72));
  const heightPx = Math.max(1, Math.round((found.heightPt * RENDER_DPI) / 72));
  checkSize(widthPx, heightPx, limits);
  const render = (w: number, h: number): Uint8Array => document.withPage(index, (page) => page.render(w, h));
  return {
    widthPx,
    heightPx,
    dpiX: RENDER_DPI,
    dpiY: RENDER_DPI,
    dpiSource: 'page-size',
    mirrored: false,
    quarterTurns: 0,
    fromCamera: false,
    text: document.withPage(index, (page) => carriedText(page, widthPx, heightPx, RENDER_DPI)),
    encoded: async () => {
      const image = sharp(render(widthPx, heightPx), { raw: { width: widthPx, height: heightPx, channels: 3 } });
      if (found.hasPictures) return encodeJpeg(image, RENDER_QUALITY);
      return flate(await image.png({ compressionLevel: 6, adaptiveFiltering: false }).toBuffer());
    },
    decode: async (w, h) => ({ pixels: render(w, h), widthPx: w, heightPx: h }),
  };
}

/** The one image of a page, with its way of lying on the page. */
interface TakenImage extends Pick<PageImage, 'widthPx' | 'heightPx' | 'dpiX' | 'dpiY' | 'mirrored' | 'quarterTurns'> {
  readonly jpeg: Uint8Array | null;
  /** ICC profile of the JPEG, as the PDF names it. */
  readonly profile?: Uint8Array | undefined;
  /** The image's stream as it stands, where another PDF can take it; its pixels are `raw`. */
  readonly own: EncodedImage | null;
  readonly raw: { readonly pixels: Uint8Array; readonly channels: 1 | 3; readonly bilevel: boolean } | null;
  readonly turnedWidthPx: number;
  readonly turnedHeightPx: number;
  readonly dpi: number;
}

/** Share of the page's width and height by which the image's edges may miss the page's. */
const EDGE_TOLERANCE = 0.02;

/** The image of a page that shows one image over all of it and nothing else visible, or null. */
function takeImage(page: PdfiumPage, index: number, limits: ImageLimits, streams: PdfStreams): TakenImage | null {
  let image: PdfiumObject | null = null;
  for (const object of page.objects()) {
    if (object.kind === objectKind.text && object.textMode === 3) continue;
    if (object.kind !== objectKind.image || image !== null) return null;
    image = object;
  }
  if (image === null) return null;
  const info = image.imageInfo();
  checkSize(info.widthPx, info.heightPx, limits);
  const lying = placement(image.matrix(), page);
  if (lying === null) return null;
  const [uPt, vPt] = lying.sidesPt;
  const dpiX = (info.widthPx * 72) / uPt;
  const dpiY = (info.heightPx * 72) / vPt;
  const sideways = lying.quarterTurns % 2 === 1;
  const base = {
    widthPx: info.widthPx,
    heightPx: info.heightPx,
    dpiX,
    dpiY,
    dpi: dpiX,
    mirrored: lying.mirrored,
    quarterTurns: lying.quarterTurns,
    turnedWidthPx: sideways ? (info.heightPx * dpiX) / dpiY : info.widthPx,
    turnedHeightPx: sideways ? info.widthPx : (info.heightPx * dpiX) / dpiY,
  };
  if (info.filters.length === 1 && info.filters[0] === 'DCTDecode') {
    const jpeg = image.imageData();
    if (isPlainJpeg(jpeg) && (info.bits === 8 || info.bits === 24))
      return { ...base, jpeg, profile: streams.profile(index, jpeg), own: null, raw: null };
    return null;
  }
  if (info.filters.includes('DCTDecode')) return null;
  const { pixels, channels, widthPx, heightPx } = image.imagePixels();
  if (widthPx !== info.widthPx || heightPx !== info.heightPx) return null;
  const isCoded = info.filters.some((filter) => filter !== 'FlateDecode');
  const own = isCoded ? streams.image(index, image.imageData()) : null;
  return { ...base, jpeg: null, own, raw: { pixels, channels, bilevel: info.bits === 1 } };
}

/** Mirror and clockwise turns of an image matrix that fills the page squarely, and its sides in pt; null when it does not. */
function placement(
  [a, b, c, d, e, f]: readonly number[],
  page: PdfiumPage,
): { mirrored: boolean; quarterTurns: 0 | 1 | 2 | 3; sidesPt: readonly [number, number] } | null {
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  const uPt = Math.hypot(a, b);
  const vPt = Math.hypot(c, d);
  if (!(uPt > 1 && vPt > 1) || e === undefined || f === undefined) return null;
  // the image's axes as seen, y downwards, before /Rotate
  let u: readonly [number, number] = [a / uPt, -b / uPt];
  const v: readonly [number, number] = [-c / vPt, d / vPt];
  const mirrored = u[0] * v[1] - u[1] * v[0] < 0;
  if (mirrored) u = [-u[0], -u[1]];
  const axes = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ] as const;
  const direction = axes.findIndex(([x, y]) => x * u[0] + y * u[1] > 0.9999);
  if (direction === -1 || Math.abs(u[0] * v[0] + u[1] * v[1]) > 0.01) return null;
  const turns = (direction + page.rotation) % 4;
  const [shownWidth, shownHeight] = turns % 2 === 0 ? [uPt, vPt] : [vPt, uPt];
  if (Math.abs(shownWidth / page.widthPt - 1) > EDGE_TOLERANCE) return null;
  if (Math.abs(shownHeight / page.heightPt - 1) > EDGE_TOLERANCE) return null;
  return { mirrored, quarterTurns: turns as 0 | 1 | 2 | 3, sidesPt: [uPt, vPt] };
}

const THUMBNAIL_PX = 48;
/** Mean difference of two thumbnails (0-255) up to which they show the same. */
const THUMBNAIL_TOLERANCE = 8;

/**
 * The taken image is believed only when it looks like the rendered page: a clip, a soft mask, an inverting /Decode or a
 * colour space of its own would show here.
 */
async function looksAlike(taken: TakenImage, thumbnail: Uint8Array): Promise<boolean> {
  let image = pixelsOf(taken).flatten({ background: 'white' }).toColourspace('srgb');
  if (taken.mirrored) image = image.flop();
  const { data, info } = await sharp(
    await image
      .rotate(taken.quarterTurns * 90)
      .png({ compressionLevel: 0 })
      .toBuffer(),
    {
      limitInputPixels: false,
    },
  )
    .resize(THUMBNAIL_PX, THUMBNAIL_PX, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  let sum = 0;
  for (let i = 0, j = 0; i < thumbnail.length; i += 3, j += info.channels)
    for (let k = 0; k < 3; k++) sum += Math.abs(thumbnail[i + k]! - data[j + (info.channels >= 3 ? k : 0)]!);
  return sum / thumbnail.length <= THUMBNAIL_TOLERANCE;
}

const pixelsOf = (taken: TakenImage): Sharp =>
  taken.jpeg !== null
    ? sharp(taken.jpeg, { limitInputPixels: false, failOn: 'error' })
    : sharp(taken.raw!.pixels, {
        raw: { width: taken.widthPx, height: taken.heightPx, channels: taken.raw!.channels },
        limitInputPixels: false,
      });

function imagePage(taken: TakenImage, text: PageImage['text']): PageImage {
  const { widthPx, heightPx } = taken;
  return {
    widthPx,
    heightPx,
    dpiX: taken.dpiX,
    dpiY: taken.dpiY,
    dpiSource: 'page-size',
    mirrored: taken.mirrored,
    quarterTurns: taken.quarterTurns,
    fromCamera: false,
    text,
    encoded: async (): Promise<EncodedImage> => {
      if (taken.jpeg !== null) {
        const { channels } = await sharp(taken.jpeg).metadata();
        const components = channels === 1 ? 1 : 3;
        const profile = usableProfile(taken.profile, components);
        const image = { kind: 'jpeg', bytes: taken.jpeg, widthPx, heightPx, components } as const;
        return profile === null ? image : { ...image, profile };
      }
      if (taken.own !== null) return taken.own;
      const { pixels, channels, bilevel } = taken.raw!;
      if (bilevel) return encodeG4(packBits({ pixels, widthPx, heightPx }, channels));
      return flate(
        await pixelsOf(taken)
          .toColourspace(channels === 1 ? 'b-w' : 'srgb')
          .png({ compressionLevel: 6, adaptiveFiltering: true })
          .toBuffer(),
      );
    },
    decode: async (w, h) => {
      const { data, info } = await pixelsOf(taken)
        .resize(w, h, { fit: 'fill', kernel: 'mitchell' })
        .toColourspace('srgb')
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      if (info.channels === 3) return { pixels: data, widthPx: w, heightPx: h };
      const pixels = new Uint8Array(w * h * 3);
      for (let i = 0, j = 0; j < pixels.length; i += info.channels, j += 3)
        pixels[j] = pixels[j + 1] = pixels[j + 2] = data[i]!;
      return { pixels, widthPx: w, heightPx: h };
    },
  };
}

function flate(png: Uint8Array): EncodedImage {
  const parts = pngParts(png);
  if (parts === null) throw new SohoaError('IMAGE_UNREADABLE', { reason: 'png' });
  return parts;
}
