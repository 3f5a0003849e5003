import sharp from 'sharp';
import type { PageImage } from './page-image.ts';

/** Long side of a thumbnail, px: enough to see what a page is and what is wrong with it. */
const LONG_PX = 480;
const QUALITY = 60;

/**
 * A small JPEG of the page for a person to look at, turned as the file says and by `quarterTurns` clockwise more; its
 * fine skew, its stamps and its edges are left as they came.
 */
export async function pageThumbnail(image: PageImage, quarterTurns: number): Promise<Uint8Array> {
  // a fax's coarse direction is brought to the same scale as the fine one
  const [wide, high] = [image.widthPx / image.dpiX, image.heightPx / image.dpiY];
  const scale = LONG_PX / Math.max(wide, high);
  const widthPx = Math.max(1, Math.min(image.widthPx, Math.round(wide * scale)));
  const heightPx = Math.max(1, Math.min(image.heightPx, Math.round(high * scale)));
  const { pixels } = await image.decode(widthPx, heightPx);
  const stored = sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } });
  const shown = image.mirrored ? stored.flop() : stored;
  return shown
    .rotate(((image.quarterTurns + quarterTurns) % 4) * 90)
    .jpeg({ quality: QUALITY })
    .toBuffer();
}
