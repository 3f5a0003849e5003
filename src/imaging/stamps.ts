import type { BoxPx } from '../domain/geometry.ts';
import { type GrayImage, type RgbImage, toGray } from './raster.ts';
import { touchingCells } from './touching-cells.ts';

/** A seal's diameter and a stamp's sides lie in this range, in mm (measured lever, ocr.md). */
const SMALLEST_MM = 18;
const LARGEST_MM = 70;
/** Width to height of a seal's box. */
const WIDEST = 1.7;
/** Other coloured ink is lifted where it lies over black print: this share of its box is black. */
const PRINT_SHARE = 0.015;
const SMALLEST_OVER_PRINT_MM = 6;
/** A cell of the search grid, in mm, and the coloured share that makes it part of a blob. */
const CELL_MM = 1;
const COLOURED_SHARE = 0.06;
/** A pixel is coloured ink when its channels differ by this much. */
const CHROMA = 45;
/** Print is darker than this in every channel. */
const BLACK_BELOW = 90;

/** Ink of a stamp pad or a pen: red, or blue to violet. Green is print. */
type InkColour = 'red' | 'blue';

interface Stamp {
  readonly box: BoxPx;
  readonly colour: InkColour;
}

/**
 * The gray page with the coloured ink of stamps and pens taken out: inside a blob of such ink each pixel takes the
 * channel in which that ink is as bright as paper while black print below stays black. Coloured print elsewhere (the red
 * title of a căn cước) is not touched.
 */
export function grayWithoutStamps(
  image: RgbImage,
  dpi: number,
): { readonly gray: GrayImage; readonly stamps: readonly BoxPx[] } {
  const gray = toGray(image);
  const stamps = findStamps(image, dpi);
  const { pixels, widthPx } = image;
  for (const { box, colour } of stamps) {
    const channel = colour === 'red' ? 0 : 2;
    for (let y = box.y0; y < box.y1; y++)
      for (let x = box.x0, at = (y * widthPx + box.x0) * 3; x < box.x1; x++, at += 3) {
        const value = pixels[at + channel]!;
        // pad ink is bright in its own channel but not as bright as paper: what it has of colour is added once more
        const lifted = Math.min(255, 2 * value - Math.min(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!));
        if (lifted > gray.pixels[y * widthPx + x]!) gray.pixels[y * widthPx + x] = lifted;
      }
  }
  return { gray, stamps: stamps.map(({ box }) => box) };
}

/** Coloured blobs that are seals by their size, or that lie over black print. */
export function findStamps(image: RgbImage, dpi: number): readonly Stamp[] {
  if (!hasColouredInk(image)) return [];
  const cell = Math.max(2, Math.round((CELL_MM / 25.4) * dpi));
  const grid = countInk(image, cell);
  const mm = dpi / 25.4;
  const found: Stamp[] = [];
  for (const colour of ['red', 'blue'] as const) {
    const needed = cell * cell * COLOURED_SHARE;
    for (const blob of touchingCells((at) => grid[colour][at]! >= needed, grid)) {
      const width = ((blob.x1 - blob.x0) * cell) / mm;
      const height = ((blob.y1 - blob.y0) * cell) / mm;
      const isSeal =
        Math.min(width, height) >= SMALLEST_MM &&
        Math.max(width, height) <= LARGEST_MM &&
        Math.max(width / height, height / width) <= WIDEST;
      const liesOverPrint =
        Math.max(width, height) >= SMALLEST_OVER_PRINT_MM && blackShare(grid, blob, cell) >= PRINT_SHARE;
      if (!isSeal && !liesOverPrint) continue;
      const box = {
        x0: blob.x0 * cell,
        y0: blob.y0 * cell,
        x1: Math.min(blob.x1 * cell, image.widthPx),
        y1: Math.min(blob.y1 * cell, image.heightPx),
      };
      found.push({ box, colour });
    }
  }
  return found;
}

/** A look at every ninth pixel: most pages have no coloured ink and need no search. */
function hasColouredInk({ pixels, widthPx, heightPx }: RgbImage): boolean {
  for (let y = 1; y < heightPx; y += 3)
    for (let x = 1, at = (y * widthPx + 1) * 3; x < widthPx; x += 3, at += 9)
      if (inkColour(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!) !== null) return true;
  return false;
}

function inkColour(r: number, g: number, b: number): InkColour | null {
  if (r - g > CHROMA && r >= b) return 'red';
  return b - g > CHROMA * 0.6 && b - r > CHROMA * 0.4 ? 'blue' : null;
}

interface InkGrid {
  readonly columns: number;
  readonly rows: number;
  readonly red: Uint32Array;
  readonly blue: Uint32Array;
  readonly black: Uint32Array;
}

/** Pixels of each ink per cell. */
function countInk({ pixels, widthPx, heightPx }: RgbImage, cell: number): InkGrid {
  const columns = Math.ceil(widthPx / cell);
  const rows = Math.ceil(heightPx / cell);
  const [red, blue, black] = Array.from({ length: 3 }, () => new Uint32Array(columns * rows));
  for (let y = 0; y < heightPx; y++) {
    const row = ((y / cell) | 0) * columns;
    let at = y * widthPx * 3;
    for (let x = 0; x < widthPx; x++, at += 3) {
      const r = pixels[at]!;
      const g = pixels[at + 1]!;
      const b = pixels[at + 2]!;
      const colour = inkColour(r, g, b);
      if (colour === 'red') red![row + ((x / cell) | 0)]!++;
      else if (colour === 'blue') blue![row + ((x / cell) | 0)]!++;
      else if (r < BLACK_BELOW && g < BLACK_BELOW && b < BLACK_BELOW) black![row + ((x / cell) | 0)]!++;
    }
  }
  return { columns, rows, red: red!, blue: blue!, black: black! };
}

function blackShare(grid: InkGrid, blob: BoxPx, cell: number): number {
  let sum = 0;
  for (let y = blob.y0; y < blob.y1; y++)
    for (let x = blob.x0; x < blob.x1; x++) sum += grid.black[y * grid.columns + x]!;
  return sum / ((blob.x1 - blob.x0) * (blob.y1 - blob.y0) * cell * cell);
}
