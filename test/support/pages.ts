import { type Affine, apply, invert } from '../../src/imaging/affine.ts';
import type { GrayImage, RgbImage } from '../../src/imaging/raster.ts';

/**
 * A drawn page of "lines": words as rows of letter-like bars with an ascender on every third letter, so that it has the
 * profile of text without needing a font. `map` places the page's px into the picture.
 */
export function linedPage(widthPx: number, heightPx: number, map: Affine = [1, 0, 0, 1, 0, 0]): GrayImage {
  const pixels = new Uint8Array(widthPx * heightPx).fill(255);
  const back = invert(map);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const [u, v] = apply(back, x + 0.5, y + 0.5);
      if (isInk(u, v, widthPx, heightPx)) pixels[y * widthPx + x] = 20;
    }
  return { pixels, widthPx, heightPx };
}

function isInk(u: number, v: number, widthPx: number, heightPx: number): boolean {
  if (u < widthPx * 0.12 || u > widthPx * 0.88 || v < heightPx * 0.08 || v > heightPx * 0.9) return false;
  const pitch = 48;
  const line = Math.floor(v / pitch);
  const inLine = v - line * pitch;
  // letters of one line do not stand under those of another
  const shifted = u + line * 5;
  const letter = Math.floor(shifted / 12);
  if ((letter * 7 + line * 3) % 6 === 0) return false; // space between words
  if (shifted - letter * 12 > 7) return false;
  const tall = (letter * 5 + line) % 3 === 0;
  return inLine > (tall ? 8 : 16) && inLine < 30;
}

export const asRgb = (image: GrayImage): RgbImage => {
  const pixels = new Uint8Array(image.pixels.length * 3);
  for (let i = 0; i < image.pixels.length; i++) pixels.fill(image.pixels[i]!, i * 3, i * 3 + 3);
  return { pixels, widthPx: image.widthPx, heightPx: image.heightPx };
};

/** A red ring with a filled middle, as a seal prints, `diameterPx` wide. */
export function stampOn(image: RgbImage, centreX: number, centreY: number, diameterPx: number): void {
  const outer = diameterPx / 2;
  for (let y = Math.floor(centreY - outer); y <= centreY + outer; y++)
    for (let x = Math.floor(centreX - outer); x <= centreX + outer; x++) {
      const r = Math.hypot(x - centreX, y - centreY);
      if (!((r <= outer && r > outer * 0.88) || (r < outer * 0.7 && (x + y) % 5 === 0))) continue;
      const at = (y * image.widthPx + x) * 3;
      // ink over print: the darker of the two in each channel
      image.pixels[at] = Math.min(image.pixels[at]!, 225);
      image.pixels[at + 1] = Math.min(image.pixels[at + 1]!, 50);
      image.pixels[at + 2] = Math.min(image.pixels[at + 2]!, 60);
    }
}
