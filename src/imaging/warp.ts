import { type Affine, invert } from './affine.ts';
import type { GrayImage } from './raster.ts';

/** The image mapped by `map` onto a `widthPx` × `heightPx` white page, bilinear. */
export function warpGray(image: GrayImage, map: Affine, widthPx: number, heightPx: number): GrayImage {
  const { pixels, widthPx: w, heightPx: h } = image;
  const [a, b, c, d, e, f] = invert(map);
  const out = new Uint8Array(widthPx * heightPx).fill(255);
  for (let y = 0; y < heightPx; y++) {
    // pixel centres stand at +0.5
    let sx = a * 0.5 + c * (y + 0.5) + e - 0.5;
    let sy = b * 0.5 + d * (y + 0.5) + f - 0.5;
    const row = y * widthPx;
    for (let x = 0; x < widthPx; x++, sx += a, sy += b) {
      if (sx < 0 || sy < 0 || sx >= w - 1 || sy >= h - 1) continue;
      const x0 = sx | 0;
      const y0 = sy | 0;
      const fx = sx - x0;
      const fy = sy - y0;
      const at = y0 * w + x0;
      const top = pixels[at]! + (pixels[at + 1]! - pixels[at]!) * fx;
      const bottom = pixels[at + w]! + (pixels[at + w + 1]! - pixels[at + w]!) * fx;
      out[row + x] = top + (bottom - top) * fy + 0.5;
    }
  }
  return { pixels: out, widthPx, heightPx };
}
