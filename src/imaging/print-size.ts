import { inkComponents } from './components.ts';
import type { GrayImage } from './raster.ts';
import { INK_BELOW } from './skew.ts';

/** A letter as high as wide, give or take, is one of the small ones without ascender: a, c, e, n, o, u … */
const ROUND = 1.6;
const LARGEST_MM = 12;
const LEAST_PX = 3;
/** Fewer letters say nothing about the page. */
const LEAST_LETTERS = 60;
/** Share of the letters' area in smaller ones: specks have no area, capitals and headings have much. */
const SMALLER_SHARE = 0.35;

/**
 * Height in px of the letters without ascenders in which most of a flattened page is printed (its x-height, a little
 * more in serifs), whichever way the page is turned. Null when there is too little print to tell. About 10 ms.
 */
export function printSize(image: GrayImage & { readonly dpi: number }): number | null {
  const quarter = Math.floor(image.heightPx / 4);
  const middle = {
    ...image,
    heightPx: image.heightPx - 2 * quarter,
    pixels: image.pixels.subarray(quarter * image.widthPx, (image.heightPx - quarter) * image.widthPx),
  };
  return sizeIn(middle) ?? sizeIn(image);
}

function sizeIn(image: GrayImage & { readonly dpi: number }): number | null {
  const most = (LARGEST_MM * image.dpi) / 25.4;
  const letters: { readonly size: number; readonly weight: number }[] = [];
  for (const { x0, y0, x1, y1, area } of inkComponents(image, INK_BELOW).components) {
    const [short, long] = [Math.min(x1 - x0, y1 - y0), Math.max(x1 - x0, y1 - y0)];
    if (short < LEAST_PX || long > most || long > ROUND * short || area < 0.2 * short * long) continue;
    letters.push({ size: Math.sqrt(short * long), weight: short * long });
  }
  if (letters.length < LEAST_LETTERS) return null;
  letters.sort((a, b) => a.size - b.size);
  const whole = letters.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { size, weight } of letters) {
    sum += weight;
    if (sum >= whole * SMALLER_SHARE) return size;
  }
  return null;
}
