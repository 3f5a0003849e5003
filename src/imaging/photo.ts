import sharp from 'sharp';
import { encodeJpeg } from './encode.ts';
import { findPage } from './find-page.ts';
import { type Quad, rectify } from './homography.ts';
import type { PageImage } from './page-image.ts';
import type { RgbImage } from './raster.ts';

/** Long side of the copy in which the page is looked for. */
const SEARCH_PX = 1000;
const PHOTO_QUALITY = 88;
/** Known shapes of papers: long side to short side, and long side in inches. */
const SHAPES = [
  { ratio: 297 / 210, longIn: 297 / 25.4 },
  { ratio: 85.6 / 53.98, longIn: 85.6 / 25.4 },
] as const;
const SHAPE_TOLERANCE = 0.06;

/**
 * A photograph of a page as the page alone, seen from straight above: perspective taken out, the desk cut away, the
 * resolution told by the paper's size. Null when the image is no photograph or shows no page. This is the one place
 * where archived pixels are resampled; a flat picture of the page cannot be had otherwise.
 */
export async function rectifyPhoto(image: PageImage): Promise<PageImage | null> {
  if (image.dpiSource !== 'assumed' && !image.fromCamera) return null;
  const scale = Math.min(1, SEARCH_PX / Math.max(image.widthPx, image.heightPx));
  const small = await image.decode(Math.round(image.widthPx * scale), Math.round(image.heightPx * scale));
  const found = findPage(small);
  if (found === null) return null;
  const quad = found.map(([x, y]) => [
    (x * image.widthPx) / small.widthPx,
    (y * image.heightPx) / small.heightPx,
  ]) as unknown as Quad;
  const { widthPx, heightPx, dpi } = pageSize(quad);
  let flat: Promise<RgbImage> | null = null;
  const pixels = (): Promise<RgbImage> => {
    flat ??= image.decode(image.widthPx, image.heightPx).then((whole) => rectify(whole, quad, widthPx, heightPx));
    return flat;
  };
  const raw = async () => {
    const page = await pixels();
    return sharp(page.pixels, { raw: { width: widthPx, height: heightPx, channels: 3 }, limitInputPixels: false });
  };
  return {
    ...image,
    widthPx,
    heightPx,
    dpiX: dpi,
    dpiY: dpi,
    dpiSource: 'photo',
    encoded: async () => encodeJpeg(await raw(), PHOTO_QUALITY),
    decode: async (w, h) => {
      const data = await (await raw()).resize(w, h, { fit: 'fill', kernel: 'mitchell' }).raw().toBuffer();
      return { pixels: data, widthPx: w, heightPx: h };
    },
  };
}

/** Size of the flat page: as fine as the finest side was seen, in the shape of the paper it most resembles. */
function pageSize(quad: Quad): { readonly widthPx: number; readonly heightPx: number; readonly dpi: number } {
  const side = (i: number): number =>
    Math.hypot(quad[(i + 1) % 4]![0] - quad[i]![0], quad[(i + 1) % 4]![1] - quad[i]![1]);
  const width = Math.max(side(0), side(2));
  const height = Math.max(side(1), side(3));
  const meanRatio = (side(1) + side(3)) / (side(0) + side(2));
  const long = Math.max(width, height);
  const shape = SHAPES.find(({ ratio }) => Math.abs(Math.max(meanRatio, 1 / meanRatio) / ratio - 1) <= SHAPE_TOLERANCE);
  const ratio = shape?.ratio ?? Math.max(meanRatio, 1 / meanRatio);
  const longPx = Math.round(Math.max(long, Math.min(width, height) * ratio));
  const shortPx = Math.round(longPx / ratio);
  const dpi = longPx / (shape ?? SHAPES[0]).longIn;
  return meanRatio >= 1 ? { widthPx: shortPx, heightPx: longPx, dpi } : { widthPx: longPx, heightPx: shortPx, dpi };
}
