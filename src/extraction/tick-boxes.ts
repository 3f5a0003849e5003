import type { BoxPx } from '../domain/geometry.ts';
import { inkComponents } from '../imaging/components.ts';
import type { GrayImage, RgbImage } from '../imaging/raster.ts';

/** A drawn box and the share of its inside that is ink. */
export interface TickBox {
  readonly box: BoxPx;
  readonly inside: number;
}

/** Ink is darker than this share of the paper's brightness in its darkest channel: pens of all colours count. */
const INK = 0.72;
/** Sides of a box, in heights of the text's letters. */
const SIDE = { least: 0.5, most: 2.2 };
/** Share of a side's length that must be ink, so that it is one, in a band so wide (as a share of the side). */
const DRAWN = 0.92;
const EDGE = 0.1;
/** Left free inside the frame, as a share of the side: the frame's own edge is no tick. */
const INSET = 0.2;

/**
 * Drawn boxes (☐ as a letter or as lines) in a part of a page, left to right. A tick may reach beyond its box; a box that
 * lacks a side or touches other ink is none.
 */
export function tickBoxes(page: RgbImage, part: BoxPx, letterPx: number): readonly TickBox[] {
  const { image, x0, y0 } = darkest(page, part);
  const paper = image.pixels.toSorted()[Math.floor(image.pixels.length * 0.7)] ?? 255;
  const below = paper * INK;
  const boxes: TickBox[] = [];
  for (const piece of inkComponents(image, below).components) {
    const frame = frameIn(image, piece, below, letterPx);
    if (frame === null) continue;
    const side = Math.min(frame.x1 - frame.x0, frame.y1 - frame.y0);
    const inset = Math.max(2, Math.round(INSET * side));
    const area = { x0: frame.x0 + inset, y0: frame.y0 + inset, x1: frame.x1 - inset, y1: frame.y1 - inset };
    boxes.push({
      box: { x0: frame.x0 + x0, y0: frame.y0 + y0, x1: frame.x1 + x0, y1: frame.y1 + y0 },
      inside: inkShare(image, area, below),
    });
  }
  return boxes.toSorted((a, b) => a.box.x0 - b.box.x0);
}

/** The square of lines in a piece of ink: its outermost straight lines on all four sides. */
function frameIn(image: GrayImage, piece: BoxPx, below: number, letterPx: number): BoxPx | null {
  const [least, most] = [SIDE.least * letterPx, SIDE.most * letterPx];
  if (piece.x1 - piece.x0 < least || piece.y1 - piece.y0 < least) return null;
  if (piece.x1 - piece.x0 > 2 * most || piece.y1 - piece.y0 > 2 * most) return null;
  const columns = longRuns(piece.x0, piece.x1, (x) => runOf(piece.y0, piece.y1, (y) => ink(image, x, y, below)), least);
  const rows = longRuns(piece.y0, piece.y1, (y) => runOf(piece.x0, piece.x1, (x) => ink(image, x, y, below)), least);
  const [left, right] = [columns.at(0), columns.at(-1)];
  const [top, bottom] = [rows.at(0), rows.at(-1)];
  if (left === undefined || right === undefined || top === undefined || bottom === undefined) return null;
  const frame = { x0: left, y0: top, x1: right + 1, y1: bottom + 1 };
  const [width, height] = [frame.x1 - frame.x0, frame.y1 - frame.y0];
  if (width < least || height < least || width > most || height > most) return null;
  if (width > 1.35 * height || height > 1.35 * width) return null;
  const band = Math.max(2, Math.round(EDGE * Math.min(width, height)));
  const isInk = (x: number, y: number): boolean => ink(image, x, y, below);
  const lines = [
    edgeShare(frame.y0, frame.y1, frame.x0, frame.x0 + band, (y, x) => isInk(x, y)),
    edgeShare(frame.y0, frame.y1, frame.x1 - band, frame.x1, (y, x) => isInk(x, y)),
    edgeShare(frame.x0, frame.x1, frame.y0, frame.y0 + band, isInk),
    edgeShare(frame.x0, frame.x1, frame.y1 - band, frame.y1, isInk),
  ];
  return lines.every((share) => share >= DRAWN) ? frame : null;
}

/** Share of an edge's length along which ink lies in its band: a line may lean a little, a letter's curve leaves it. */
function edgeShare(
  from: number,
  to: number,
  near: number,
  far: number,
  isInk: (along: number, across: number) => boolean,
): number {
  let drawn = 0;
  for (let along = from; along < to; along++)
    for (let across = near; across < far; across++)
      if (isInk(along, across)) {
        drawn++;
        break;
      }
  return drawn / Math.max(1, to - from);
}

/** Places from `from` to `to` whose longest run of ink is `least` or more. */
const longRuns = (from: number, to: number, run: (at: number) => number, least: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index).filter((at) => run(at) >= least);

function runOf(from: number, to: number, isInk: (at: number) => boolean): number {
  let [best, run] = [0, 0];
  for (let at = from; at < to; at++) {
    run = isInk(at) ? run + 1 : 0;
    if (run > best) best = run;
  }
  return best;
}

const ink = ({ pixels, widthPx }: GrayImage, x: number, y: number, below: number): boolean =>
  (pixels[y * widthPx + x] ?? 255) < below;

function inkShare(image: GrayImage, { x0, y0, x1, y1 }: BoxPx, below: number): number {
  let count = 0;
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) if (ink(image, x, y, below)) count++;
  return count / Math.max(1, (x1 - x0) * (y1 - y0));
}

/** The part cut at the edges of the page, each pixel its darkest channel. */
function darkest(page: RgbImage, part: BoxPx): { readonly image: GrayImage; readonly x0: number; readonly y0: number } {
  const [x0, y0] = [Math.max(0, Math.floor(part.x0)), Math.max(0, Math.floor(part.y0))];
  const widthPx = Math.max(1, Math.min(page.widthPx, Math.ceil(part.x1)) - x0);
  const heightPx = Math.max(1, Math.min(page.heightPx, Math.ceil(part.y1)) - y0);
  const pixels = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const at = ((y0 + y) * page.widthPx + x0 + x) * 3;
      pixels[y * widthPx + x] = Math.min(page.pixels[at]!, page.pixels[at + 1]!, page.pixels[at + 2]!);
    }
  return { image: { pixels, widthPx, heightPx }, x0, y0 };
}
