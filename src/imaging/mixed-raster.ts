import sharp from 'sharp';
import { encodeG4, encodeJpeg } from './encode.ts';
import type { BilevelImage, JpegImage } from './encoded-image.ts';
import { flattenBackground } from './flatten.ts';
import type { PageImage } from './page-image.ts';
import type { GrayImage, RgbImage } from './raster.ts';

/** A page as two layers: paper, stamps and pictures at low resolution, and black print over it at full resolution. */
export interface MixedRaster {
  readonly background: JpegImage;
  /** px of the stored image per px of the background. */
  readonly backgroundStep: number;
  /** Print is black; painted in `ink`. */
  readonly print: BilevelImage;
  readonly ink: readonly [red: number, green: number, blue: number];
  /** Mean difference (0-255) between the layers put together and the image, at the background's resolution. */
  readonly difference: number;
  readonly bytes: number;
}

/** Paper and pictures: at 120 dpi even the text around a seal can still be read. */
const BACKGROUND_DPI = 120;
const BACKGROUND_QUALITY = 45;
/** Coloured text and thin lines, seals and pens live in the background too: as fine as the bytes allow. */
const COLOURED_DPI = [200, 160, 120] as const;
const COLOURED_QUALITY = 55;
/** Channels further apart than this are ink of a colour; yellowed paper stays below. */
const INK_CHROMA = 70;
/** Share of the page from which such ink is worth bytes: one line of small text has about a thousandth. */
const LEAST_INK = 0.0003;
/** On the flattened page, print is darker than this in every channel … */
const PRINT_BELOW = 150;
/** … and nearly without colour: coloured ink belongs to the background. */
const PRINT_CHROMA = 70;

/**
 * Colour of the print of a neighbourhood, as part of its darkness, from which it is coloured print (a green border has
 * 0.31 whether it is thick or thin, a blue pen 0.4, black letters 0.05, on yellowed paper 0.2). Single pixels say little:
 * the edges of black letters have fringes.
 */
const COLOURED_PRINT = 0.25;

/**
 * Splits the stored image into layers (mixed raster content, ISO/IEC 16485). Where there is coloured ink, the background
 * is as fine as `budgetBytes` for both layers allow.
 */
export async function separateLayers(image: PageImage, budgetBytes: number): Promise<MixedRaster> {
  const { widthPx, heightPx } = image;
  const rgb = await image.decode(widthPx, heightPx);
  const stepOf = (dpi: number): number => Math.max(1, Math.round(image.dpiX / dpi));
  const print = withoutColour(printMask(rgb), rgb, stepOf(BACKGROUND_DPI));
  const bilevel = await encodeG4(print);
  const ink = inkColour(rgb, print);
  const steps = hasColouredInk(rgb) ? [...new Set(COLOURED_DPI.map(stepOf))] : [];
  for (const step of steps) {
    const layers = await withBackground(rgb, print, bilevel, ink, step, COLOURED_QUALITY, '4:4:4');
    if (layers.bytes <= budgetBytes) return layers;
  }
  return withBackground(rgb, print, bilevel, ink, stepOf(BACKGROUND_DPI), BACKGROUND_QUALITY, '4:2:0');
}

async function withBackground(
  rgb: RgbImage,
  print: GrayImage,
  bilevel: BilevelImage,
  ink: MixedRaster['ink'],
  step: number,
  quality: number,
  chroma: '4:4:4' | '4:2:0',
): Promise<MixedRaster> {
  const { paper, plain, isGray } = shrinkAround(rgb, print, step);
  const { widthPx: w, heightPx: h } = paper;
  const raster = sharp(paper.pixels, { raw: { width: w, height: h, channels: 3 } });
  const background = await encodeJpeg(isGray ? raster.toColourspace('b-w') : raster, quality, chroma);
  return {
    background,
    backgroundStep: step,
    print: bilevel,
    ink,
    difference: difference(paper, plain, print, ink, step),
    bytes: background.bytes.length + bilevel.bytes.length,
  };
}

function hasColouredInk({ pixels }: RgbImage): boolean {
  let count = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    const [red, green, blue] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > INK_CHROMA) count++;
  }
  return count * 3 > pixels.length * LEAST_INK;
}

/** 0 where there is black print, 255 elsewhere. */
function printMask({ pixels, widthPx, heightPx }: RgbImage): GrayImage {
  const brightest = new Uint8Array(widthPx * heightPx);
  for (let i = 0, j = 0; i < brightest.length; i++, j += 3)
    brightest[i] = Math.max(pixels[j]!, pixels[j + 1]!, pixels[j + 2]!);
  const flat = flattenBackground({ pixels: brightest, widthPx, heightPx });
  const mask = flat.pixels;
  for (let i = 0, j = 0; i < mask.length; i++, j += 3) {
    const darkest = Math.min(pixels[j]!, pixels[j + 1]!, pixels[j + 2]!);
    mask[i] = mask[i]! < PRINT_BELOW && brightest[i]! - darkest < PRINT_CHROMA ? 0 : 255;
  }
  return { pixels: mask, widthPx, heightPx };
}

/** Takes coloured print out of the mask, cell by cell of `step` px, judged with the cells around it. */
function withoutColour(print: GrayImage, { pixels }: RgbImage, step: number): GrayImage {
  const { widthPx, heightPx } = print;
  const w = Math.ceil(widthPx / step);
  const h = Math.ceil(heightPx / step);
  const sums = new Float64Array(w * h * 3);
  const counts = new Uint32Array(w * h);
  for (let y = 0, i = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++, i++) {
      if (print.pixels[i] !== 0) continue;
      const cell = Math.floor(y / step) * w + ((x / step) | 0);
      counts[cell]!++;
      for (let c = 0; c < 3; c++) sums[cell * 3 + c]! += pixels[i * 3 + c]!;
    }
  const coloured = new Uint8Array(w * h);
  for (let cy = 0, cell = 0; cy < h; cy++)
    for (let cx = 0; cx < w; cx++, cell++) {
      if (counts[cell] === 0) continue;
      let [red, green, blue, count] = [0, 0, 0, 0];
      for (let ny = Math.max(0, cy - 1); ny <= Math.min(h - 1, cy + 1); ny++)
        for (let nx = Math.max(0, cx - 1); nx <= Math.min(w - 1, cx + 1); nx++) {
          const at = ny * w + nx;
          red += sums[at * 3]!;
          green += sums[at * 3 + 1]!;
          blue += sums[at * 3 + 2]!;
          count += counts[at]!;
        }
      const darkest = Math.min(red, green, blue);
      if (Math.max(red, green, blue) - darkest > COLOURED_PRINT * (255 * count - darkest)) coloured[cell] = 1;
    }
  const out = print.pixels.slice();
  for (let y = 0, i = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++, i++)
      if (coloured[Math.floor(y / step) * w + ((x / step) | 0)] === 1) out[i] = 255;
  return { pixels: out, widthPx, heightPx };
}

/**
 * The image shrunk by `step`: `plain` over all pixels, `paper` over those that are no print and have none beside them,
 * so that print leaves no shadow in the background; cells full of print take their neighbours' paper.
 */
function shrinkAround(
  { pixels, widthPx, heightPx }: RgbImage,
  print: GrayImage,
  step: number,
): { readonly paper: RgbImage; readonly plain: RgbImage; readonly isGray: boolean } {
  const w = Math.ceil(widthPx / step);
  const h = Math.ceil(heightPx / step);
  const paper = new Float32Array(w * h * 3);
  const plain = new Float32Array(w * h * 3);
  const papers = new Uint32Array(w * h);
  const all = new Uint32Array(w * h);
  const near = dilate(print);
  let chroma = 0;
  for (let y = 0, i = 0; y < heightPx; y++) {
    const row = Math.floor(y / step) * w;
    for (let x = 0; x < widthPx; x++, i++) {
      const cell = row + ((x / step) | 0);
      const isPaper = near[i] === 0;
      for (let c = 0; c < 3; c++) {
        plain[cell * 3 + c]! += pixels[i * 3 + c]!;
        if (isPaper) paper[cell * 3 + c]! += pixels[i * 3 + c]!;
      }
      chroma = Math.max(chroma, Math.abs(pixels[i * 3]! - pixels[i * 3 + 2]!));
      all[cell]!++;
      if (isPaper) papers[cell]!++;
    }
  }
  for (let cell = 0; cell < all.length; cell++)
    for (let c = 0; c < 3; c++) {
      plain[cell * 3 + c]! /= all[cell]!;
      if (papers[cell]! > 0) paper[cell * 3 + c]! /= papers[cell]!;
    }
  fillGaps(paper, papers, w, h);
  const image = (values: Float32Array): RgbImage => ({ pixels: Uint8Array.from(values), widthPx: w, heightPx: h });
  return { paper: image(paper), plain: image(plain), isGray: chroma < 4 };
}

/** 1 where print is within one px. */
function dilate({ pixels, widthPx, heightPx }: GrayImage): Uint8Array {
  const out = new Uint8Array(pixels.length);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0, i = y * widthPx; x < widthPx; x++, i++) {
      if (pixels[i] !== 0) continue;
      for (let dy = y > 0 ? -1 : 0; dy <= (y < heightPx - 1 ? 1 : 0); dy++)
        out.fill(1, i + dy * widthPx - (x > 0 ? 1 : 0), i + dy * widthPx + (x < widthPx - 1 ? 2 : 1));
    }
  return out;
}

/** Gives cells without paper the mean of known neighbours, from the rim inwards. */
function fillGaps(values: Float32Array, known: Uint32Array, w: number, h: number): void {
  let missing: number[] = [];
  for (let cell = 0; cell < known.length; cell++) if (known[cell] === 0) missing.push(cell);
  while (missing.length > 0 && missing.length < known.length) {
    const filled: number[] = [];
    const still: number[] = [];
    for (const cell of missing) {
      const x = cell % w;
      const y = (cell - x) / w;
      const around = [
        x > 0 ? cell - 1 : -1,
        x < w - 1 ? cell + 1 : -1,
        y > 0 ? cell - w : -1,
        y < h - 1 ? cell + w : -1,
      ].filter((next) => next >= 0 && known[next]! > 0);
      if (around.length === 0) {
        still.push(cell);
        continue;
      }
      for (let c = 0; c < 3; c++)
        values[cell * 3 + c] = around.reduce((sum, next) => sum + values[next * 3 + c]!, 0) / around.length;
      filled.push(cell);
    }
    for (const cell of filled) known[cell] = 1;
    missing = still;
  }
  if (missing.length === known.length) values.fill(255);
}

/** The median of the print's own colour, so that gray toner stays gray. */
function inkColour({ pixels }: RgbImage, print: GrayImage): readonly [number, number, number] {
  const histograms = [0, 1, 2].map(() => new Uint32Array(256));
  let count = 0;
  for (let i = 0; i < print.pixels.length; i++) {
    if (print.pixels[i] !== 0) continue;
    count++;
    for (let c = 0; c < 3; c++) histograms[c]![pixels[i * 3 + c]!]!++;
  }
  const [red, green, blue] = histograms.map((histogram) => {
    let level = 0;
    for (let sum = 0; level < 255 && sum < count * 0.4; level++) sum += histogram[level]!;
    return count === 0 ? 0 : Math.max(0, level - 1);
  });
  return [red!, green!, blue!];
}

function difference(
  paper: RgbImage,
  plain: RgbImage,
  print: GrayImage,
  ink: readonly [number, number, number],
  step: number,
): number {
  const cover = new Uint32Array(paper.widthPx * paper.heightPx);
  for (let y = 0, i = 0; y < print.heightPx; y++)
    for (let x = 0; x < print.widthPx; x++, i++)
      if (print.pixels[i] === 0) cover[Math.floor(y / step) * paper.widthPx + ((x / step) | 0)]!++;
  let sum = 0;
  for (let cell = 0; cell < cover.length; cell++) {
    const share = Math.min(1, cover[cell]! / (step * step));
    for (let c = 0; c < 3; c++) {
      const shown = paper.pixels[cell * 3 + c]! * (1 - share) + ink[c]! * share;
      sum += Math.abs(shown - plain.pixels[cell * 3 + c]!);
    }
  }
  return sum / (cover.length * 3);
}
