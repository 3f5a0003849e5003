import type { GrayImage } from './raster.ts';

/** Side of a cell of the background grid, in px at the working resolution (200 dpi: 2 mm). */
const CELL_PX = 16;
/** The paper of a cell is its brightness above which this share of pixels lies. */
const PAPER_SHARE = 0.15;
/** Background darker than this is not paper (a photograph, a black border) and is not lifted further. */
const DARKEST_PAPER = 90;

/** Ink is what is darker than all but this share of a page … */
const INK_SHARE = 0.001;
/** … which is between 15 and 30 on good prints; fainter ink is made as dark as this … */
const GOOD_INK = 30;
/** … unless it is so faint that it may be show-through or nothing but paper. */
const FAINTEST_INK = 170;
const FAINT_FROM = 60;

/**
 * Divides the image by its background, so that shadows, yellowed paper and coloured guilloche become white while ink
 * keeps its darkness relative to its surroundings. Where all ink is faint it is darkened, so that thresholds hold.
 */
export const flattenBackground = (image: GrayImage): GrayImage => withFaintInkDarkened(withWhitePaper(image));

/** The image divided by its background. */
export function withWhitePaper(image: GrayImage): GrayImage {
  const { pixels, widthPx, heightPx } = image;
  const columns = Math.ceil(widthPx / CELL_PX);
  const rows = Math.ceil(heightPx / CELL_PX);
  const grid = smooth(spread(paperGrid(image, columns, rows), columns, rows), columns, rows);
  const out = new Uint8Array(pixels.length);
  const gain = new Float32Array(columns);
  // per row: interpolate the grid vertically once, then from the middle of each cell to the next
  for (let y = 0; y < heightPx; y++) {
    const gy = Math.min(Math.max((y + 0.5) / CELL_PX - 0.5, 0), rows - 1);
    const top = Math.floor(gy);
    const below = Math.min(top + 1, rows - 1);
    const fy = gy - top;
    for (let i = 0; i < columns; i++)
      gain[i] = 255 / (grid[top * columns + i]! * (1 - fy) + grid[below * columns + i]! * fy);
    const row = y * widthPx;
    for (let cell = -1, x = 0; x < widthPx; cell++) {
      const end = Math.min(widthPx, (cell + 1) * CELL_PX + CELL_PX / 2);
      let factor = gain[Math.max(cell, 0)]!;
      const step = (gain[Math.min(cell + 1, columns - 1)]! - factor) / CELL_PX;
      factor += step / 2;
      for (; x < end; x++, factor += step) {
        const value = pixels[row + x]! * factor;
        out[row + x] = value > 255 ? 255 : value;
      }
    }
  }
  return { pixels: out, widthPx, heightPx };
}

/** A page whose paper is white, with its ink as dark as on a good print where all of it is faint. */
export function withFaintInkDarkened(image: GrayImage): GrayImage {
  const { pixels } = image;
  const histogram = new Uint32Array(256);
  for (let i = 0; i < pixels.length; i += 5) histogram[pixels[i]!]!++;
  let ink = 0;
  for (let sum = histogram[0]!; sum < (pixels.length / 5) * INK_SHARE && ink < 255; sum += histogram[++ink]!);
  if (ink < FAINT_FROM || ink > FAINTEST_INK) return image;
  const contrast = (255 - GOOD_INK) / (255 - ink);
  const table = Uint8Array.from(histogram, (_, level) => Math.max(0, 255 - (255 - level) * contrast));
  return { ...image, pixels: pixels.map((value) => table[value]!) };
}

/** Brightness of the paper in each cell. */
function paperGrid({ pixels, widthPx, heightPx }: GrayImage, columns: number, rows: number): Float32Array {
  const grid = new Float32Array(columns * rows);
  const histogram = new Uint16Array(64);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      histogram.fill(0);
      const x1 = Math.min((column + 1) * CELL_PX, widthPx);
      const y1 = Math.min((row + 1) * CELL_PX, heightPx);
      let count = 0;
      for (let y = row * CELL_PX; y < y1; y += 2)
        for (let x = column * CELL_PX; x < x1; x += 2) {
          histogram[pixels[y * widthPx + x]! >> 2]!++;
          count++;
        }
      let above = 0;
      let level = 63;
      while (level > 0 && above + histogram[level]! < count * PAPER_SHARE) above += histogram[level--]!;
      grid[row * columns + column] = Math.max(level * 4 + 2, DARKEST_PAPER);
    }
  return grid;
}

/** A cell full of ink takes the paper of its neighbourhood: the second brightest of 5 × 5, then the median keeps steps. */
function spread(grid: Float32Array, columns: number, rows: number): Float32Array {
  const out = new Float32Array(grid.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let first = 0;
      let second = 0;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const x = Math.min(Math.max(column + dx, 0), columns - 1);
          const y = Math.min(Math.max(row + dy, 0), rows - 1);
          const value = grid[y * columns + x]!;
          if (value > first) {
            second = first;
            first = value;
          } else if (value > second) second = value;
        }
      out[row * columns + column] = second;
    }
  return out;
}

function smooth(grid: Float32Array, columns: number, rows: number): Float32Array {
  const out = new Float32Array(grid.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      let count = 0;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          sum += grid[y * columns + x]!;
          count++;
        }
      out[row * columns + column] = sum / count;
    }
  return out;
}
