import { type Affine, invert } from './affine.ts';
import type { GrayImage, RgbImage } from './raster.ts';

/** Binary digits behind the point of a source position: 0.04 px off after 2,000 px, and sides up to 65,535 px fit. */
const FRACTION = 15;

/** The image mapped by `map` onto a `widthPx` × `heightPx` white page, bilinear. */
export function warpGray(image: GrayImage, map: Affine, widthPx: number, heightPx: number): GrayImage {
  const { pixels, widthPx: w, heightPx: h } = image;
  const [a, b, c, d, e, f] = invert(map);
  const out = new Uint8Array(widthPx * heightPx).fill(255);
  const one = 1 << FRACTION;
  const [stepX, stepY] = [Math.round(a * one), Math.round(b * one)];
  const [right, bottom] = [(w - 1) * one, (h - 1) * one];
  for (let y = 0; y < heightPx; y++) {
    // pixel centres stand at +0.5
    let sx = Math.round((a * 0.5 + c * (y + 0.5) + e - 0.5) * one);
    let sy = Math.round((b * 0.5 + d * (y + 0.5) + f - 0.5) * one);
    for (let to = y * widthPx; to < (y + 1) * widthPx; to++, sx += stepX, sy += stepY) {
      if (sx < 0 || sy < 0 || sx >= right || sy >= bottom) continue;
      const at = (sy >> FRACTION) * w + (sx >> FRACTION);
      const fx = (sx >> (FRACTION - 8)) & 255;
      const fy = (sy >> (FRACTION - 8)) & 255;
      const above = pixels[at]! * (256 - fx) + pixels[at + 1]! * fx;
      const below = pixels[at + w]! * (256 - fx) + pixels[at + w + 1]! * fx;
      out[to] = (above * (256 - fy) + below * fy + 32_768) >> 16;
    }
  }
  return { pixels: out, widthPx, heightPx };
}

/** As `warpGray`, in colour: each channel comes out as it would by itself. */
export function warpRgb(image: RgbImage, map: Affine, widthPx: number, heightPx: number): RgbImage {
  const { pixels, widthPx: w, heightPx: h } = image;
  const [a, b, c, d, e, f] = invert(map);
  const out = new Uint8Array(widthPx * heightPx * 3).fill(255);
  const one = 1 << FRACTION;
  const [stepX, stepY] = [Math.round(a * one), Math.round(b * one)];
  const [right, bottom, row] = [(w - 1) * one, (h - 1) * one, w * 3];
  for (let y = 0; y < heightPx; y++) {
    let sx = Math.round((a * 0.5 + c * (y + 0.5) + e - 0.5) * one);
    let sy = Math.round((b * 0.5 + d * (y + 0.5) + f - 0.5) * one);
    for (let to = y * widthPx * 3; to < (y + 1) * widthPx * 3; to += 3, sx += stepX, sy += stepY) {
      if (sx < 0 || sy < 0 || sx >= right || sy >= bottom) continue;
      const at = (sy >> FRACTION) * row + (sx >> FRACTION) * 3;
      const fx = (sx >> (FRACTION - 8)) & 255;
      const fy = (sy >> (FRACTION - 8)) & 255;
      for (let from = at; from < at + 3; from++) {
        const above = pixels[from]! * (256 - fx) + pixels[from + 3]! * fx;
        const below = pixels[from + row]! * (256 - fx) + pixels[from + row + 3]! * fx;
        out[to + from - at] = (above * (256 - fy) + below * fy + 32_768) >> 16;
      }
    }
  }
  return { pixels: out, widthPx, heightPx };
}
