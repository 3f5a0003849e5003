import type { BoxPx } from '../domain/geometry.ts';
import { type Component, inkComponents } from './components.ts';
import { blankGray, type GrayImage } from './raster.ts';

/** A drawn rectangle of a box stamp's size, put down by hand: it may lean. */
export interface StampFrame {
  /** Round the whole frame as it leans. */
  readonly box: BoxPx;
  /** Size along its own sides, px. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** How far its long sides run down to the right, degrees: clockwise positive. */
  readonly turnDeg: number;
}

/** Outer size of a box stamp, mm. */
const WIDTH_MM = { least: 11, most: 75 };
const HEIGHT_MM = { least: 5.5, most: 28 };
const WIDEST_TURN_DEG = 13;
/** Ink, on flattened paper: pad ink is often faint, and gray where a scanner saw red. */
const INK = 175;
/** Letters have no level stroke as long as this; a line that leans by 13° and is 0.4 mm thick has. */
const RUN_MM = 1.7;
/** Ink missing in a line for so long is a gap of the pad. */
const GAP_MM = 0.35;
/** Two pieces so far apart may be one line. */
const BREAK_MM = 5;
/** Share of a side that must be ink, within this much of where it should be. */
const DRAWN = 0.8;
const NEAR_MM = 0.25;
/** How far a line may go on beyond the corner before it is a table's. */
const BEYOND_MM = 2.5;

/** A page with more is a form full of boxes, and none of them is a stamp's. */
const MOST_FRAMES = 12;

interface Segment {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/**
 * Frames of box stamps on an upright page, in any ink and over print: two level lines with a line down at either end, one
 * of the four may be missing where the page ends. Cells of tables are none, because their lines go on. About 25 ms for A4
 * at 200 dpi.
 */
export function stampFrames(image: GrayImage & { readonly dpi: number }): readonly StampFrame[] {
  const mm = image.dpi / 25.4;
  const frames = levelLines(image, mm)
    .flatMap((line) => frameAlong(image, line, mm) ?? [])
    // lines of letters inside a frame make smaller ones with it
    .sort((a, b) => Math.round(20 * (b.drawn - a.drawn)) || b.widthPx * b.heightPx - a.widthPx * a.heightPx);
  const found: StampFrame[] = [];
  for (const { drawn: _, ...frame } of frames)
    if (found.length < MOST_FRAMES && !found.some((other) => overlap(other.box, frame.box) > 0.5)) found.push(frame);
  return found;
}

/** Lines of a frame's width: what is left of the ink when only its long level runs are kept. */
function levelLines({ pixels, widthPx, heightPx }: GrayImage, mm: number): readonly Segment[] {
  const least = Math.round(RUN_MM * mm);
  const gap = Math.max(1, Math.round(GAP_MM * mm));
  const lines = blankGray(widthPx, heightPx);
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx;
    for (let x = 0; x < widthPx; x++) {
      if (pixels[row + x]! >= INK) continue;
      const start = x;
      let end = x + 1;
      for (x++; x < widthPx && x - end < gap; x++) if (pixels[row + x]! < INK) end = x + 1;
      if (end - start >= least) lines.pixels.fill(0, row + start, row + end);
    }
  }
  const { components, runs } = inkComponents(lines, 128);
  const pieces = components
    .filter((piece) => piece.x1 - piece.x0 >= 2 * mm)
    .map((piece) => straightLine(piece, runs, mm))
    .filter((piece) => Math.abs(slope(piece)) <= Math.tan((WIDEST_TURN_DEG * Math.PI) / 180))
    .sort((a, b) => a.x0 - b.x0);
  return joined(pieces, mm).filter(
    ({ x0, x1 }) => x1 - x0 >= (WIDTH_MM.least - 1) * mm && x1 - x0 <= (WIDTH_MM.most + 1) * mm,
  );
}

const slope = ({ x0, y0, x1, y1 }: Segment): number => (y1 - y0) / Math.max(1, x1 - x0);

/** Slopes looked at. */
const SLOPES = Array.from({ length: 4 * WIDEST_TURN_DEG + 1 }, (_, step) =>
  Math.tan((((step - 2 * WIDEST_TURN_DEG) / 2) * Math.PI) / 180),
);

/** The straight line that most of a piece's ink lies on: strokes of letters that touch it are not of it. */
function straightLine(piece: Component, runs: Int32Array, mm: number): Segment {
  const { x0, y0, x1, y1 } = piece;
  const middle = (x0 + x1) / 2;
  const reach = Math.ceil(((x1 - x0) / 2) * SLOPES.at(-1)!) + 2;
  const counts = new Uint32Array(y1 - y0 + 2 * reach + 2);
  let [slope, offset, most] = [0, 0, -1];
  for (const lean of SLOPES) {
    counts.fill(0);
    for (const run of piece.runs) {
      const y = runs[3 * run]! - y0 + reach;
      for (let x = runs[3 * run + 1]!; x < runs[3 * run + 2]!; x += 2) counts[Math.round(y - lean * (x - middle))]!++;
    }
    for (let at = 1; at + 1 < counts.length; at++) {
      const share = counts[at - 1]! + 2 * counts[at]! + counts[at + 1]!;
      if (share > most) [slope, offset, most] = [lean, at - reach + y0, share];
    }
  }
  const columns = new Uint8Array(x1 - x0);
  for (const run of piece.runs)
    for (let x = runs[3 * run + 1]!; x < runs[3 * run + 2]!; x++)
      if (Math.abs(runs[3 * run]! - offset - slope * (x - middle)) <= 1.5) columns[x - x0] = 1;
  let best = { from: 0, to: 0 };
  let [from, last] = [-1, -1];
  for (let at = 0; at < columns.length; at++) {
    if (columns[at] === 0) continue;
    if (from < 0 || at - last > 2 * mm) from = at;
    last = at;
    if (last - from > best.to - best.from) best = { from, to: last };
  }
  const [left, right] = [x0 + best.from, x0 + best.to];
  return { x0: left, y0: offset + slope * (left - middle), x1: right, y1: offset + slope * (right - middle) };
}

/** Pieces that continue each other, besides each piece by itself. */
function joined(pieces: readonly Segment[], mm: number): readonly Segment[] {
  const lines = [...pieces];
  for (let at = 0; at < lines.length && lines.length < 4000; at++) {
    const line = lines[at]!;
    for (const next of pieces) {
      if (next.x0 <= line.x1 || next.x0 - line.x1 > BREAK_MM * mm) continue;
      if (next.x1 - line.x0 > (WIDTH_MM.most + 1) * mm) continue;
      const longer = line.x1 - line.x0 > next.x1 - next.x0 ? line : next;
      const expected = line.y1 + slope(longer) * (next.x0 - line.x1);
      if (Math.abs(next.y0 - expected) > 0.5 * mm) continue;
      lines.push({ x0: line.x0, y0: line.y0, x1: next.x1, y1: next.y1 });
      break;
    }
  }
  return lines;
}

/** The frame whose upper or lower side is the line, and the share of its sides that is ink; null when it is none. */
function frameAlong(image: GrayImage, line: Segment, mm: number): (StampFrame & { readonly drawn: number }) | null {
  const width = Math.hypot(line.x1 - line.x0, line.y1 - line.y0);
  const along = [(line.x1 - line.x0) / width, (line.y1 - line.y0) / width] as const;
  for (const down of [1, -1] as const) {
    const across = [-along[1] * down, along[0] * down] as const;
    const near = Math.max(1, Math.round(NEAR_MM * mm));
    /** Ink at a place in the frame's own directions, or so near to it beside the side it belongs to. */
    const ink = (from: number, d: number, side: readonly [number, number]): boolean => {
      for (let step = -near; step <= near; step++)
        if (
          isInk(
            image,
            line.x0 + along[0] * from + across[0] * d + side[0] * step,
            line.y0 + along[1] * from + across[1] * d + side[1] * step,
          )
        )
          return true;
      return false;
    };
    /** How far a line goes down at `from` px of the upper line, and the share of it that is ink. */
    const sideAt = (from: number): Side => {
      let [last, inked] = [0, 0];
      for (let d = 1; d <= HEIGHT_MM.most * mm && d - last <= 1.2 * mm; d++)
        if (ink(from, d, along)) {
          last = d;
          inked++;
        }
      return { from, depth: last, drawn: last === 0 ? 0 : inked / last };
    };
    const sideNear = (at: number): Side => {
      let best = sideAt(at);
      for (let shift = -1.5 * mm; shift <= 1.5 * mm; shift += Math.max(1, 0.3 * mm)) {
        const side = sideAt(at + shift);
        if (side.drawn >= DRAWN && side.depth > best.depth + 0.5 * mm) best = side;
      }
      return best;
    };
    const least = HEIGHT_MM.least * mm;
    const left = sideNear(0);
    if (left.depth < least || left.drawn < DRAWN) continue;
    const right = sideNear(width);
    if (right.depth < least || right.drawn < DRAWN) continue;
    const shareAt = (d: number): number => {
      let [inked, steps] = [0, 0];
      for (let from = left.from + mm; from < right.from - mm; from += 2, steps++)
        if (isInk(image, line.x0 + along[0] * from + across[0] * d, line.y0 + along[1] * from + across[1] * d)) inked++;
      return inked / Math.max(1, steps);
    };
    // two lines that are not quite parallel to the pixel: the best of a few rows counts
    let [height, lower] = [0, 0];
    for (let d = Math.round(least); d <= Math.min(left.depth, right.depth) + mm; d++) {
      const share = Math.max(shareAt(d - 1), shareAt(d), shareAt(d + 1));
      if (share >= lower && share >= DRAWN) [height, lower] = [d, share];
    }
    if (height === 0) continue;
    const beyond = height + BEYOND_MM * mm;
    if (left.depth > beyond && right.depth > beyond) continue;
    const corners = [left.from, right.from].flatMap((from) =>
      [0, height].map((d) => [line.x0 + along[0] * from + across[0] * d, line.y0 + along[1] * from + across[1] * d]),
    );
    const [xs, ys] = [corners.map(([x]) => x!), corners.map(([, y]) => y!)];
    return {
      box: {
        x0: Math.max(0, Math.round(Math.min(...xs))),
        y0: Math.max(0, Math.round(Math.min(...ys))),
        x1: Math.min(image.widthPx, Math.round(Math.max(...xs))),
        y1: Math.min(image.heightPx, Math.round(Math.max(...ys))),
      },
      widthPx: right.from - left.from,
      heightPx: height,
      turnDeg: (Math.atan2(along[1], along[0]) * 180) / Math.PI,
      drawn: Math.min(left.drawn, right.drawn, lower),
    };
  }
  return null;
}

interface Side {
  readonly from: number;
  readonly depth: number;
  readonly drawn: number;
}

function isInk({ pixels, widthPx, heightPx }: GrayImage, x: number, y: number): boolean {
  const [px, py] = [Math.round(x), Math.round(y)];
  return px >= 0 && py >= 0 && px < widthPx && py < heightPx && pixels[py * widthPx + px]! < INK;
}

/** Common area as a share of the smaller box. */
function overlap(a: BoxPx, b: BoxPx): number {
  const w = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  const h = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  const area = (box: BoxPx): number => (box.x1 - box.x0) * (box.y1 - box.y0);
  return w <= 0 || h <= 0 ? 0 : (w * h) / Math.max(1, Math.min(area(a), area(b)));
}
