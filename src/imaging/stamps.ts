import type { BoxPx } from '../domain/geometry.ts';
import { type GrayImage, type RgbImage, toGray } from './raster.ts';

/** A seal's diameter and a rectangular stamp's sides lie in this range, in mm (measured lever, ocr.md). */
const SMALLEST_MM = 18;
const LARGEST_MM = 70;
/** Width to height of a stamp's box. */
const WIDEST = 1.7;
/** A cell of the search grid, in mm, and the coloured share that makes it part of a blob. */
const CELL_MM = 1;
const COLOURED_SHARE = 0.08;
/** A pixel is coloured ink when its brightest and darkest channel differ by this much. */
const CHROMA = 45;

/**
 * The gray page with the coloured ink of stamps taken out: inside a blob of coloured ink of stamp size each pixel takes
 * its brightest channel, in which red or violet ink is as bright as paper while black print below stays black. Coloured
 * print elsewhere (the red title of a căn cước) is not touched.
 */
export function grayWithoutStamps(
  image: RgbImage,
  dpi: number,
): { readonly gray: GrayImage; readonly stamps: readonly BoxPx[] } {
  const gray = toGray(image);
  const stamps = findStamps(image, dpi);
  const { pixels, widthPx } = image;
  for (const box of stamps)
    for (let y = box.y0; y < box.y1; y++)
      for (let x = box.x0; x < box.x1; x++) {
        const at = (y * widthPx + x) * 3;
        gray.pixels[y * widthPx + x] = Math.max(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!);
      }
  return { gray, stamps };
}

/** Boxes of coloured blobs of stamp size. */
export function findStamps(image: RgbImage, dpi: number): readonly BoxPx[] {
  const { pixels, widthPx, heightPx } = image;
  const cell = Math.max(2, Math.round((CELL_MM / 25.4) * dpi));
  const columns = Math.ceil(widthPx / cell);
  const rows = Math.ceil(heightPx / cell);
  const counts = new Uint32Array(columns * rows);
  for (let y = 0; y < heightPx; y++) {
    const row = ((y / cell) | 0) * columns;
    let at = y * widthPx * 3;
    for (let x = 0; x < widthPx; x++, at += 3) {
      const r = pixels[at]!;
      const g = pixels[at + 1]!;
      const b = pixels[at + 2]!;
      const brightest = r > g ? (r > b ? r : b) : g > b ? g : b;
      // red to blue only: green is print, not stamp ink
      if (brightest - g > CHROMA && brightest !== g) counts[row + ((x / cell) | 0)]!++;
    }
  }
  const needed = cell * cell * COLOURED_SHARE;
  const coloured = counts.map((count) => (count >= needed ? 1 : 0));
  const mm = 25.4 / dpi;
  return blobs(coloured, columns, rows)
    .map((blob) => ({
      x0: blob.x0 * cell,
      y0: blob.y0 * cell,
      x1: Math.min(blob.x1 * cell, widthPx),
      y1: Math.min(blob.y1 * cell, heightPx),
    }))
    .filter((box) => {
      const width = (box.x1 - box.x0) * mm;
      const height = (box.y1 - box.y0) * mm;
      if (Math.min(width, height) < SMALLEST_MM || Math.max(width, height) > LARGEST_MM) return false;
      return Math.max(width / height, height / width) <= WIDEST;
    });
}

/** Bounding boxes, in cells, of cells that touch or lie one cell apart. */
function blobs(marked: Uint32Array, columns: number, rows: number): readonly BoxPx[] {
  const seen = new Uint8Array(marked.length);
  const found: BoxPx[] = [];
  for (let start = 0; start < marked.length; start++) {
    if (marked[start] === 0 || seen[start] === 1) continue;
    let [x0, y0, x1, y1] = [columns, rows, 0, 0];
    const stack = [start];
    seen[start] = 1;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % columns;
      const y = (at - x) / columns;
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x + 1);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y + 1);
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++) {
          const nx = x + dx;
          const ny = y + dy;
          if (nx < 0 || ny < 0 || nx >= columns || ny >= rows) continue;
          const next = ny * columns + nx;
          if (marked[next] === 0 || seen[next] === 1) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    found.push({ x0, y0, x1, y1 });
  }
  return found;
}
