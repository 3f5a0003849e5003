import type { GrayImage } from './raster.ts';

/** Strokes of regular print of 14 pt are up to 0.45 mm thick, those of bold capitals of 13 pt from 0.57 mm. */
const THICK_MM = 0.5;
/** The image without strokes thinner than bold capitals, or than `strokesPx`: print below a stamp goes, whatever its colour. */
export function thickInk(image: GrayImage, dpi: number, strokesPx = 0): GrayImage {
  const side = Math.max(2, Math.round(Math.max((THICK_MM / 25.4) * dpi, strokesPx)));
  return filtered(filtered(image, side, Math.max), side, Math.min, 1);
}

/** Brightest or darkest pixel of a square of `side`; `shift` moves the square of an even side back where it came from. */
function filtered(
  { pixels, widthPx, heightPx }: GrayImage,
  side: number,
  choose: (a: number, b: number) => number,
  shift = 0,
): GrayImage {
  const before = Math.floor((side - 1 + shift) / 2);
  const along = (from: Uint8Array, count: number, lines: number, step: number, next: number): Uint8Array => {
    const out = new Uint8Array(from.length);
    for (let line = 0; line < lines; line++)
      for (let at = 0; at < count; at++) {
        let value = from[line * next + at * step]!;
        const last = Math.min(count - 1, at - before + side - 1);
        for (let i = Math.max(0, at - before); i <= last; i++) value = choose(value, from[line * next + i * step]!);
        out[line * next + at * step] = value;
      }
    return out;
  };
  const rows = along(pixels, widthPx, heightPx, 1, widthPx);
  return { pixels: along(rows, heightPx, widthPx, widthPx, 1), widthPx, heightPx };
}
