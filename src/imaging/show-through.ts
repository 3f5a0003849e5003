import { type Component, erase, type InkRuns, inkComponents } from './components.ts';
import type { GrayImage } from './raster.ts';

/** The other side of a sheet is lighter than its own print by a clear step; anything darker than this is looked at. */
const TRACE_BELOW = 232;
/** Sides of a letter's body, mm: the shorter, the longer, the longest of all. */
const LETTER_MM = { narrow: 0.8, low: 1.2, most: 6 } as const;
/** Letters of the front and of the other side that must be there before anything is concluded. */
const LEAST_FRONT = 40;
const LEAST_GHOSTS = 30;
/** Between the two there is a band of this many levels … */
const BAND = 16;
/** … in which this share of the smaller population may lie. */
const MOST_BETWEEN = 0.25;
/** The paper spreads the light of the other side: its edges are softer than this part of the front's. */
const SOFTER = 0.85;
/** Standard errors by which the letters of the other side must lean the other way to be called mirrored. */
const MIRRORED = 2.5;
/** Levels that the darkest px of a ghost may lie below its own level. */
const DEEPER = 14;
/** Dark px of less than this side squared are noise in a ghost. */
const SPECK_MM = 0.25;
/** Soft edges of the front that stay as they are, mm. */
const EDGE_MM = 0.25;

/**
 * The other side of the sheet taken out of a page whose paper is white. It is there when letters come in two
 * populations of darkness with nothing between, and the lighter ones are blurred or mirrored against the darker: light
 * print (a gray heading, a worn carbon) is neither and stays. Without such evidence the image itself is returned.
 */
export function withoutShowThrough(image: GrayImage & { readonly dpi: number }): GrayImage {
  const mm = image.dpi / 25.4;
  const traces = inkComponents(image, TRACE_BELOW);
  const levels = traces.components.map((component) => levelOf(image, component, traces.runs));
  const isLetter = traces.components.map(({ x0, y0, x1, y1 }) => {
    const [short, long] = [Math.min(x1 - x0, y1 - y0), Math.max(x1 - x0, y1 - y0)];
    return short >= LETTER_MM.narrow * mm && long >= LETTER_MM.low * mm && long <= LETTER_MM.most * mm;
  });
  const split = splitOf(levels.filter((_, index) => isLetter[index]));
  if (split === null) return image;
  const [front, ghosts] = [new Looks(), new Looks()];
  for (const [index, component] of traces.components.entries())
    if (isLetter[index]) (levels[index]! < split ? front : ghosts).add(image, component, traces.runs, levels[index]!);
  const isOtherSide =
    ghosts.sharpness() < SOFTER * front.sharpness() ||
    leansAway(front, ghosts, 'aside') ||
    leansAway(front, ghosts, 'down');
  if (!isOtherSide) return image;
  const lightest = levels.filter((level, index) => isLetter[index] && level >= split).sort((a, b) => a - b);
  const core = Math.max(split, lightest[Math.floor(lightest.length * 0.05)]! - DEEPER);
  return whitened(image, traces, { core, edge: Math.max(1, Math.round(EDGE_MM * mm)), speck: (SPECK_MM * mm) ** 2 });
}

/** How dark a piece of ink is: a tenth of its px are darker. */
function levelOf({ pixels, widthPx }: GrayImage, { runs: own, area }: Component, runs: Int32Array): number {
  const histogram = new Uint32Array(256);
  for (const run of own) {
    const row = runs[run * 3]! * widthPx;
    for (let at = row + runs[run * 3 + 1]!; at < row + runs[run * 3 + 2]!; at++) histogram[pixels[at]!]!++;
  }
  let level = 0;
  for (let sum = histogram[0]!; sum < area * 0.1; sum += histogram[++level]!);
  return level;
}

/** The level between two populations; null when there is one only. */
function splitOf(levels: readonly number[]): number | null {
  const upTo = new Uint32Array(257);
  for (const level of levels) upTo[level + 1]!++;
  for (let level = 1; level <= 256; level++) upTo[level]! += upTo[level - 1]!;
  const between = (from: number, to: number): number => upTo[to]! - upTo[from]!;
  let best: number | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (let from = 60; from + BAND < TRACE_BELOW - 8; from++) {
    const [front, middle, ghosts] = [between(0, from), between(from, from + BAND), between(from + BAND, 256)];
    if (front < LEAST_FRONT || ghosts < LEAST_GHOSTS || middle > MOST_BETWEEN * Math.min(front, ghosts)) continue;
    // the last of equal bands: next to the ghosts, so that thin strokes of the front stay
    if (middle > fewest) continue;
    fewest = middle;
    best = from + BAND / 2;
  }
  return best;
}

type Direction = 'aside' | 'down';

/** What the letters of one population have in common. */
class Looks {
  #count = 0;
  #sharpness = 0;
  readonly #lean = { aside: { sum: 0, squares: 0 }, down: { sum: 0, squares: 0 } };

  add({ pixels, widthPx }: GrayImage, component: Component, runs: Int32Array, level: number): void {
    const { x0, y0, x1, y1 } = component;
    const [left, right] = [x0 + (x1 - x0) / 3, x1 - (x1 - x0) / 3];
    const [upper, lower] = [y0 + (y1 - y0) / 3, y1 - (y1 - y0) / 3];
    let steepest = 0;
    const ink = { left: 0, right: 0, upper: 0, lower: 0 };
    for (const run of component.runs) {
      const y = runs[run * 3]!;
      const row = y * widthPx;
      let whole = 0;
      for (let x = runs[run * 3 + 1]!; x < runs[run * 3 + 2]!; x++) {
        const value = pixels[row + x]!;
        const depth = 255 - value;
        steepest = Math.max(steepest, Math.abs(value - (pixels[row + x + 1] ?? value)));
        whole += depth;
        if (x < left) ink.left += depth;
        else if (x >= right) ink.right += depth;
      }
      if (y < upper) ink.upper += whole;
      else if (y >= lower) ink.lower += whole;
    }
    this.#count++;
    this.#sharpness += steepest / (255 - level);
    this.#note('aside', (ink.left - ink.right) / Math.max(1, ink.left + ink.right));
    this.#note('down', (ink.upper - ink.lower) / Math.max(1, ink.upper + ink.lower));
  }

  #note(direction: Direction, value: number): void {
    this.#lean[direction].sum += value;
    this.#lean[direction].squares += value * value;
  }

  /** Steepest step from px to px as a part of the letter's contrast, on the average. */
  sharpness(): number {
    return this.#sharpness / this.#count;
  }

  /** Letters have more ink at their left (stems of h, n, b, r, E …): the mean, and the square of its standard error. */
  lean(direction: Direction): { readonly mean: number; readonly variance: number } {
    const { sum, squares } = this.#lean[direction];
    const mean = sum / this.#count;
    return { mean, variance: (squares / this.#count - mean * mean) / this.#count };
  }
}

function leansAway(front: Looks, ghosts: Looks, direction: Direction): boolean {
  const [a, b] = [front.lean(direction), ghosts.lean(direction)];
  return a.mean * b.mean < 0 && Math.abs(a.mean - b.mean) > MIRRORED * Math.sqrt(a.variance + b.variance);
}

function darkerThan({ pixels, widthPx }: GrayImage, { runs: own }: Component, runs: Int32Array, level: number): number {
  let count = 0;
  for (const run of own) {
    const row = runs[run * 3]! * widthPx;
    for (let at = row + runs[run * 3 + 1]!; at < row + runs[run * 3 + 2]!; at++) if (pixels[at]! < level) count++;
  }
  return count;
}

/** White but for what is darker than `core` and `edge` px around it; pieces with hardly a px so dark go as a whole. */
function whitened(
  image: GrayImage,
  { components, runs }: InkRuns,
  { core, edge, speck }: { readonly core: number; readonly edge: number; readonly speck: number },
): GrayImage {
  const { pixels, widthPx, heightPx } = image;
  const front = { pixels: pixels.slice(), widthPx, heightPx };
  for (const component of components)
    if (darkerThan(image, component, runs, core) < speck) erase(front, component, runs);
  // nearness to dark px: along the rows first, then across
  const near = new Uint8Array(pixels.length);
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx;
    let last = -widthPx;
    for (let x = 0; x < widthPx + edge; x++) {
      if (x < widthPx && front.pixels[row + x]! < core) last = x;
      if (x >= edge && x - last <= 2 * edge) near[row + x - edge] = 1;
    }
  }
  const out = new Uint8Array(pixels.length).fill(255);
  const last = new Int32Array(widthPx).fill(-heightPx);
  for (let y = 0; y < heightPx + edge; y++) {
    for (let x = 0; x < widthPx; x++) {
      if (y < heightPx && near[y * widthPx + x] === 1) last[x] = y;
      if (y < edge || y - last[x]! > 2 * edge) continue;
      const at = (y - edge) * widthPx + x;
      out[at] = front.pixels[at]!;
    }
  }
  return { pixels: out, widthPx, heightPx };
}
