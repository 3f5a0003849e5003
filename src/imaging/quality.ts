import { inkComponents } from './components.ts';
import { type GrayImage, shrinkGray } from './raster.ts';
import { INK_BELOW } from './skew.ts';

/** What can be measured of a page's picture; whether it is good enough is decided elsewhere. */
export interface PageQuality {
  /** Share of the upright, cleaned copy that is ink, specks left out. */
  readonly inkShare: number;
  /** Brightness of the paper before flattening, 0-255: the 80th percentile. */
  readonly paperLevel: number;
  /** Steepness of the sharpest letter edges: part of the whole step from paper to ink within one px, 0-1. */
  readonly sharpness: number;
  /** Letter-size pieces of ink that run over an edge of the picture. */
  readonly cutLetters: number;
  /** Slips of coloured paper that lie on the page. */
  readonly notes: number;
  /** Fingerprint of the page's look: 256 signs of brightness, as 64 hexadecimal digits. */
  readonly look: string;
}

/** Measures the copy that is read (upright, flattened, cleaned) and the unflattened one. */
export function measureQuality(
  upright: GrayImage & { readonly dpi: number },
  raw: GrayImage,
  notes: readonly unknown[] = [],
): PageQuality {
  const mm = upright.dpi / 25.4;
  const { components } = inkComponents(upright, INK_BELOW);
  let ink = 0;
  let cutLetters = 0;
  for (const { x0, y0, x1, y1, area } of components) {
    // a speck is smaller than a full stop in 8 pt
    if (area < (0.3 * mm) ** 2) continue;
    ink += area;
    const isLetterSize = x1 - x0 < 8 * mm && y1 - y0 < 8 * mm && y1 - y0 > 0.8 * mm;
    if (isLetterSize && (x0 <= 1 || y0 <= 1 || x1 >= upright.widthPx - 1 || y1 >= upright.heightPx - 1)) cutLetters++;
  }
  return {
    inkShare: ink / upright.pixels.length,
    paperLevel: percentile(raw, 0.8),
    sharpness: sharpness(upright),
    cutLetters,
    notes: notes.length,
    look: look(upright),
  };
}

function percentile({ pixels }: GrayImage, share: number): number {
  const histogram = new Uint32Array(256);
  for (let i = 0; i < pixels.length; i += 7) histogram[pixels[i]!]!++;
  const wanted = Math.ceil(pixels.length / 7) * share;
  let sum = 0;
  for (let level = 0; level < 256; level++) {
    sum += histogram[level]!;
    if (sum >= wanted) return level;
  }
  return 255;
}

/** The 98th percentile of horizontal steps beside ink, against the step from white to the darkest ink. */
function sharpness({ pixels, widthPx, heightPx }: GrayImage): number {
  const steps = new Uint32Array(256);
  const levels = new Uint32Array(256);
  let count = 0;
  let inked = 0;
  for (let y = 2; y < heightPx - 2; y += 3)
    for (let x = 2, at = y * widthPx + 2; x < widthPx - 2; x++, at++) {
      if (pixels[at]! >= INK_BELOW) continue;
      levels[pixels[at]!]!++;
      inked++;
      steps[Math.abs(pixels[at]! - pixels[at + 1]!)]!++;
      count++;
    }
  if (count < 200) return 1;
  let darkest = 0;
  for (let sum = 0; darkest < 255 && sum < inked * 0.1; darkest++) sum += levels[darkest]!;
  let steepest = 255;
  for (let sum = 0; steepest > 0 && sum < count * 0.05; steepest--) sum += steps[steepest]!;
  return Math.min(1, steepest / Math.max(40, 255 - darkest));
}

const LOOK_SIDE = 16;

/** Sixteen by sixteen fields, each darker or lighter than the middle one. */
function look(image: GrayImage): string {
  const small = shrinkGray(image, Math.max(1, Math.floor(Math.min(image.widthPx, image.heightPx) / (LOOK_SIDE * 4))));
  const fields = new Float64Array(LOOK_SIDE * LOOK_SIDE);
  const counts = new Uint32Array(fields.length);
  for (let y = 0; y < small.heightPx; y++)
    for (let x = 0; x < small.widthPx; x++) {
      const field =
        Math.floor((y * LOOK_SIDE) / small.heightPx) * LOOK_SIDE + Math.floor((x * LOOK_SIDE) / small.widthPx);
      fields[field]! += small.pixels[y * small.widthPx + x]!;
      counts[field]!++;
    }
  const means = fields.map((sum, i) => sum / Math.max(1, counts[i]!));
  const middle = [...means].sort((a, b) => a - b)[means.length / 2]!;
  let digits = '';
  for (let i = 0; i < means.length; i += 4) {
    let nibble = 0;
    for (let k = 0; k < 4; k++) nibble = nibble * 2 + (means[i + k]! < middle ? 1 : 0);
    digits += nibble.toString(16);
  }
  return digits;
}

/** Fields in which two looks differ, of 256. */
export function lookDistance(a: string, b: string): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++) {
    let bits = Number.parseInt(a[i]!, 16) ^ Number.parseInt(b[i]!, 16);
    for (; bits > 0; bits >>= 1) distance += bits & 1;
  }
  return distance;
}
