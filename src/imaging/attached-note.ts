import type { BoxPx } from '../domain/geometry.ts';
import type { RgbImage } from './raster.ts';

/**
 * Slips of coloured paper that lie on a page: evenly coloured, bright, nearly square, with little writing. The colour is
 * taken against that of the page's own paper, so that a yellowed page or warm light is no note.
 */

/** Sides of a note, mm: the small markers are 38 × 51, the large notes 102 × 152. */
const SMALLEST_MM = 30;
const LARGEST_MM = 160;
/** Note paper has at least this much colour (yellow 0.5, pink and blue 0.3); printed tints of cards have up to 0.2. */
const LEAST_SATURATION = 0.26;
const LEAST_BRIGHTNESS = 140;
/** Share of a note's box that is note paper; the rest is writing on it and the lean of its edges. */
const LEAST_FILL = 0.72;
/** A note has one colour: largest mean distance of its cells from the middle colour, of 255. */
const LARGEST_SPREAD = 14;
const LONGEST_RATIO = 1.9;

/** Boxes in px of `image`, whose resolution is `dpi`; none on a gray page. */
export function attachedNotes(image: RgbImage, dpi: number): readonly BoxPx[] {
  // cells of about 1.5 mm
  const step = Math.max(1, Math.round((1.5 * dpi) / 25.4));
  const w = Math.floor(image.widthPx / step);
  const h = Math.floor(image.heightPx / step);
  if (w < 8 || h < 8) return [];
  const cells = cellColours(image, step, w, h);
  const white = paperColour(cells);
  const isNote = new Uint8Array(w * h);
  for (let cell = 0, at = 0; cell < isNote.length; cell++, at += 3) {
    const r = Math.min(255, (cells[at]! * 255) / white[0]!);
    const g = Math.min(255, (cells[at + 1]! * 255) / white[1]!);
    const b = Math.min(255, (cells[at + 2]! * 255) / white[2]!);
    const most = Math.max(r, g, b);
    const least = Math.min(r, g, b);
    if (most >= LEAST_BRIGHTNESS && (most - least) / most >= LEAST_SATURATION) isNote[cell] = 1;
  }
  const mm = (step / dpi) * 25.4;
  return pieces(bridged(isNote, w), w, h)
    .filter(({ x0, y0, x1, y1, members }) => {
      const sides = [(x1 - x0) * mm, (y1 - y0) * mm];
      const [short, long] = [Math.min(...sides), Math.max(...sides)];
      if (short < SMALLEST_MM || long > LARGEST_MM || long > short * LONGEST_RATIO) return false;
      return members.length >= LEAST_FILL * (x1 - x0) * (y1 - y0) && spread(cells, members) <= LARGEST_SPREAD;
    })
    .map(({ x0, y0, x1, y1 }) => ({ x0: x0 * step, y0: y0 * step, x1: x1 * step, y1: y1 * step }));
}

/** Of each cell the mean colour, from every second pixel. */
function cellColours({ pixels, widthPx }: RgbImage, step: number, w: number, h: number): Float32Array {
  const sums = new Uint32Array(w * h * 3);
  for (let cy = 0; cy < h; cy++)
    for (let dy = 0; dy < step; dy += 2) {
      const row = (cy * step + dy) * widthPx;
      for (let cx = 0; cx < w; cx++) {
        const cell = (cy * w + cx) * 3;
        const end = (row + (cx + 1) * step) * 3;
        for (let at = (row + cx * step) * 3; at < end; at += 6) {
          sums[cell]! += pixels[at]!;
          sums[cell + 1]! += pixels[at + 1]!;
          sums[cell + 2]! += pixels[at + 2]!;
        }
      }
    }
  const per = Math.ceil(step / 2) ** 2;
  const cells = new Float32Array(sums.length);
  for (let i = 0; i < cells.length; i++) cells[i] = sums[i]! / per;
  return cells;
}

/** The 70th percentile of each channel: on any page most cells are paper. */
function paperColour(cells: Float32Array): readonly number[] {
  return [0, 1, 2].map((c) => {
    const values = new Float32Array(cells.length / 3);
    for (let cell = 0; cell < values.length; cell++) values[cell] = cells[cell * 3 + c]!;
    values.sort();
    return Math.max(1, values[Math.floor(values.length * 0.7)]!);
  });
}

/** Cells between two marked ones are marked too: a line of writing does not cut a note in two. */
function bridged(marked: Uint8Array, w: number): Uint8Array {
  return marked.map((value, cell) => {
    const across = marked[cell - 1] === 1 && marked[cell + 1] === 1;
    return value === 1 || across || (marked[cell - w] === 1 && marked[cell + w] === 1) ? 1 : 0;
  });
}

interface Piece {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  readonly members: number[];
}

/** Four-connected pieces. */
function pieces(marked: Uint8Array, w: number, h: number): readonly Piece[] {
  const seen = new Uint8Array(marked.length);
  const found: Piece[] = [];
  for (let start = 0; start < marked.length; start++) {
    if (marked[start] === 0 || seen[start] === 1) continue;
    const piece: Piece = { x0: w, y0: h, x1: 0, y1: 0, members: [] };
    const stack = [start];
    seen[start] = 1;
    for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
      const x = cell % w;
      const y = (cell - x) / w;
      piece.members.push(cell);
      piece.x0 = Math.min(piece.x0, x);
      piece.x1 = Math.max(piece.x1, x + 1);
      piece.y0 = Math.min(piece.y0, y);
      piece.y1 = Math.max(piece.y1, y + 1);
      for (const next of [x > 0 ? cell - 1 : -1, x < w - 1 ? cell + 1 : -1, cell - w, cell + w])
        if (next >= 0 && next < marked.length && marked[next] === 1 && seen[next] === 0) {
          seen[next] = 1;
          stack.push(next);
        }
    }
    found.push(piece);
  }
  return found;
}

/** Mean distance of the cells from their middle colour, the largest of the channels. */
function spread(cells: Float32Array, members: readonly number[]): number {
  return Math.max(
    ...[0, 1, 2].map((c) => {
      const values = Float32Array.from(members, (cell) => cells[cell * 3 + c]!).sort();
      const middle = values[values.length >> 1]!;
      return values.reduce((sum, value) => sum + Math.abs(value - middle), 0) / values.length;
    }),
  );
}
