import { SohoaError } from '../domain/errors.ts';
import type { BoxPx } from '../domain/geometry.ts';
import { type Affine, compose, scaling, turnAbout } from '../imaging/affine.ts';
import { erase, inkComponents } from '../imaging/components.ts';
import { flattenBackground } from '../imaging/flatten.ts';
import { blankGray, type GrayImage, type RgbImage, toGray } from '../imaging/raster.ts';
import { type StampFrame, stampFrames } from '../imaging/stamp-frames.ts';
import { thickInk } from '../imaging/thick-ink.ts';
import { warpGray } from '../imaging/warp.ts';
import type { OcrEngine, OcrImage } from '../ocr/engine.ts';
import type { TextLine } from '../ocr/page-text.ts';

/**
 * How a region is prepared for another reading. `as_it_is`: the gray of all ink, so red print is there. `black_only`: each
 * pixel's brightest channel, so the ink of seals and pens fades and black print stays; in a gray scan the darkest ink of a
 * block, for a seal there is lighter than print. `coloured_only`: the other way round,
 * what a stamp says without the print below it; `red_only` and `blue_only` take one colour of it. `darkest_only`: the
 * darkest ink of black alone, also of a line. `contrasted`: the gray of all ink, larger, with its shades drawn apart, so that soft
 * edges go to paper or to ink: what a page's own reading never saw, to check it by.
 */
export type Ink =
  | 'as_it_is'
  | 'black_only'
  | 'darkest_only'
  | 'contrasted'
  | 'coloured_only'
  | 'red_only'
  | 'blue_only';

export interface Look {
  readonly ink: Ink;
  /**
   * `stamp`: what stands in frames of box stamps, by the thick strokes of its capitals alone, and `bold_stamp` by thicker ones;
   * nothing when there is no frame.
   */
  readonly shape: 'line' | 'block' | 'page' | 'stamp' | 'bold_stamp';
  /** The region is this frame: what stands in it is read level, without the frame. */
  readonly frame?: StampFrame;
}

/** Reads a part of a page again; its words in px of the upright page. */
export type ReadRegion = (page: number, region: BoxPx, look: Look) => Promise<readonly TextLine[]>;

/** An upright page in colour, at the size that its text's boxes are given in. */
export interface UprightPixels {
  readonly dpi: number;
  readonly rgb: () => Promise<RgbImage>;
}

/** Lines are read at this resolution: letters of 12 pt are then some 35 px high. */
const LINE_DPI = 300;
/** A line of black and white pixels is read better a little larger and softer: the other readings are so. */
const LARGER: Readonly<Partial<Record<Ink, number>>> = { black_only: 1.25, contrasted: 1.3 };
/** White around the line, in heights of the line: letters at the very edge are misread. */
const MARGIN = 0.3;
/** What takes longer is given up: its first reading stays. */
const TIMEOUT_MS = { line: 4000, block: 4000, page: 8000 } as const;
/** Strokes of a line of bold capitals are thicker than these shares of their frame's height; those of a smaller stamp across it are not. */
const STROKES = { stamp: 0.055, bold_stamp: 0.067 } as const;
/** Frames of one region that are read. */
const FRAMES_READ = 3;

/** A reader of lines (PSM 7, 300 dpi; about 0.1 s), blocks and pages from the pixels of the upright pages, 0-based. */
export function regionReader(pages: readonly UprightPixels[], engine: OcrEngine): ReadRegion {
  const images = new Map<number, Promise<RgbImage>>();
  return async (page, part, { ink, shape, frame }) => {
    const source = pages[page];
    if (source === undefined) return [];
    const image = await (images.get(page) ?? images.set(page, source.rgb()).get(page)!);
    if (frame !== undefined || shape === 'stamp' || shape === 'bold_stamp') {
      const strokes = shape === 'stamp' || shape === 'bold_stamp' ? STROKES[shape] : null;
      const { region, x0, y0 } = cut(image, part, 0);
      const gray = flattenBackground(grayOf[ink](region));
      const scale = LINE_DPI / source.dpi;
      const frames = frame === undefined ? stampFrames({ ...gray, dpi: source.dpi }).slice(0, FRAMES_READ) : [frame];
      const origin = frame === undefined ? { x0: 0, y0: 0 } : { x0, y0 };
      const lines: TextLine[] = [];
      for (const one of frames) {
        const level = insideOf(gray, one, scale, origin);
        const letters = strokes === null ? level : thickInk(level, LINE_DPI, strokes * one.heightPx * scale);
        lines.push(...(await recognised(engine, { ...letters, dpi: LINE_DPI }, 'block')));
      }
      return lines;
    }
    const { region, x0, y0 } = cut(image, part, shape === 'line' && !isColoured(ink) ? MARGIN : 0);
    const lighter = ink === 'darkest_only' || (ink === 'black_only' && shape === 'block' && isColourless(region));
    const flat = flattenBackground(grayOf[ink](region));
    const gray = lighter ? darkestInk(flat) : ink === 'coloured_only' ? withoutFrame(flat) : flat;
    const scale = shape === 'line' ? (LINE_DPI / source.dpi) * (LARGER[ink] ?? 1) : scaleOf(source, part);
    const sized = Math.abs(scale - 1) < 0.05 ? gray : enlarged(gray, scale);
    const large = ink === 'contrasted' ? contrasted(sized) : sized;
    const lines = await recognised(engine, { ...large, dpi: source.dpi * scale }, shape);
    const back = (box: BoxPx): BoxPx => ({
      x0: Math.round(box.x0 / scale) + x0,
      y0: Math.round(box.y0 / scale) + y0,
      x1: Math.round(box.x1 / scale) + x0,
      y1: Math.round(box.y1 / scale) + y0,
    });
    return lines.map((one) => ({
      ...one,
      rowHeightPx: one.rowHeightPx / scale,
      box: back(one.box),
      words: one.words.map((word) => ({ ...word, box: back(word.box) })),
    }));
  };
}

/** Frames are left out with so much of what is inside them, mm; white of as much stands round the rest. */
const FRAME_MM = 1.1;

/** What stands in a frame, level and enlarged. */
function insideOf(
  region: GrayImage,
  frame: StampFrame,
  scale: number,
  origin: { readonly x0: number; readonly y0: number },
): GrayImage {
  const inset = (FRAME_MM / 25.4) * LINE_DPI;
  const [w, h] = [frame.widthPx * scale - 2 * inset, frame.heightPx * scale - 2 * inset].map((side) =>
    Math.max(1, Math.round(side)),
  ) as [number, number];
  const centre = [
    (frame.box.x0 + frame.box.x1) / 2 - origin.x0,
    (frame.box.y0 + frame.box.y1) / 2 - origin.y0,
  ] as const;
  const turn = turnAbout(-frame.turnDeg, 0, 0);
  const toCentre: Affine = [1, 0, 0, 1, -centre[0], -centre[1]];
  const map = compose(compose(compose(toCentre, turn), scaling(scale)), [1, 0, 0, 1, w / 2, h / 2]);
  const inside = warpGray(region, map, w, h);
  const margin = Math.round(inset);
  const out = blankGray(w + 2 * margin, h + 2 * margin);
  for (let y = 0; y < h; y++)
    out.pixels.set(inside.pixels.subarray(y * w, (y + 1) * w), (y + margin) * out.widthPx + margin);
  return out;
}

async function recognised(
  engine: OcrEngine,
  image: OcrImage,
  shape: keyof typeof TIMEOUT_MS,
): Promise<readonly TextLine[]> {
  try {
    return (await engine.recognise(image, { segmentation: shape, timeoutMs: TIMEOUT_MS[shape] })).lines;
  } catch (error) {
    if (error instanceof SohoaError && error.code === 'LIMIT_TIME') return [];
    throw error;
  }
}

/** A pixel with this much between its channels is coloured; a scan in gray has none, but for the marks of compression. */
const COLOURED_FROM = 48;
const COLOURLESS_SHARE = 0.0005;

function isColourless({ pixels }: RgbImage): boolean {
  let coloured = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    const [r, g, b] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!];
    if (Math.max(r, g, b) - Math.min(r, g, b) >= COLOURED_FROM) coloured += 1;
  }
  return coloured < COLOURLESS_SHARE * (pixels.length / 3);
}

/** Ink is darker than this on a flattened page; print is the darkest of it, with a soft edge this wide in shades. */
const INK_BELOW = 170;
const DARKEST_SHARE = 0.1;
const PRINT_SHADES = 36;
const EDGE_SHADES = 48;

/** Print without the lighter ink of seals and pens over it: what is not nearly as dark as the darkest tenth of the ink fades. */
function darkestInk(image: GrayImage): GrayImage {
  const counts = new Uint32Array(256);
  for (const shade of image.pixels) counts[shade]! += 1;
  const ink = counts.subarray(0, INK_BELOW).reduce((sum, count) => sum + count, 0);
  let [print, seen] = [0, 0];
  while (print < INK_BELOW && seen + counts[print]! < DARKEST_SHARE * ink) seen += counts[print++]!;
  const edge = print + PRINT_SHADES;
  const shades = Uint8Array.from({ length: 256 }, (_, shade) =>
    shade <= edge ? shade : Math.min(255, Math.round(shade + ((255 - shade) * (shade - edge)) / EDGE_SHADES)),
  );
  return { ...image, pixels: image.pixels.map((shade) => shades[shade]!) };
}

/** Shades up to the first become black, from the second white. */
const BLACK_TO = 40;
const WHITE_FROM = 180;
const contrasted = (image: GrayImage): GrayImage => ({
  ...image,
  pixels: image.pixels.map((shade) =>
    Math.max(0, Math.min(255, Math.round(((shade - BLACK_TO) * 255) / (WHITE_FROM - BLACK_TO)))),
  ),
});

/** Ink of a stamp is darker than this once its colour alone is left. */
const STAMP_INK_BELOW = 170;
/** A piece of ink this long, as a share of the stamp, is its frame: no letter is. */
const FRAME_SHARE = 0.6;

/** A stamp without its frame: recognition takes letters in a box for a picture. */
function withoutFrame(stamp: GrayImage): GrayImage {
  const image = { ...stamp, pixels: stamp.pixels.slice() };
  const { components, runs } = inkComponents(image, STAMP_INK_BELOW);
  for (const one of components)
    if (one.x1 - one.x0 > FRAME_SHARE * image.widthPx || one.y1 - one.y0 > FRAME_SHARE * image.heightPx)
      erase(image, one, runs);
  return image;
}

const perPixel =
  (value: (r: number, g: number, b: number) => number) =>
  ({ pixels, widthPx, heightPx }: RgbImage): GrayImage => {
    const gray = new Uint8Array(widthPx * heightPx);
    for (let i = 0, j = 0; i < gray.length; i++, j += 3) gray[i] = value(pixels[j]!, pixels[j + 1]!, pixels[j + 2]!);
    return { pixels: gray, widthPx, heightPx };
  };

const isColoured = (ink: Ink): boolean => ink === 'coloured_only' || ink === 'red_only' || ink === 'blue_only';

const grayOf: Readonly<Record<Ink, (region: RgbImage) => GrayImage>> = {
  as_it_is: toGray,
  black_only: perPixel((r, g, b) => Math.max(r, g, b)),
  darkest_only: perPixel((r, g, b) => Math.max(r, g, b)),
  contrasted: toGray,
  red_only: perPixel((r, g, b) => Math.max(0, 255 - 1.6 * Math.max(0, r - Math.max(g, b)))),
  blue_only: perPixel((r, g, b) => Math.max(0, 255 - 2.4 * Math.max(0, b - Math.max(r, g)))),
  coloured_only: perPixel((r, g, b) => Math.max(0, 255 - 1.6 * (Math.max(r, g, b) - Math.min(r, g, b)))),
};

/** Small papers and parts of a page are read at 300 dpi, whole pages at 200. */
const scaleOf = (source: UprightPixels, part: BoxPx): number =>
  Math.min(1, (((part.x1 - part.x0) * 25.4) / source.dpi > 160 ? 200 : 300) / source.dpi);

/** The part with a margin, cut at the edges of the page. */
function cut(
  image: RgbImage,
  part: BoxPx,
  around: number,
): { readonly region: RgbImage; readonly x0: number; readonly y0: number } {
  const margin = Math.round((part.y1 - part.y0) * around);
  const x0 = Math.max(0, Math.floor(part.x0) - 2 * margin);
  const y0 = Math.max(0, Math.floor(part.y0) - margin);
  const widthPx = Math.max(1, Math.min(image.widthPx, Math.ceil(part.x1) + 2 * margin) - x0);
  const heightPx = Math.max(1, Math.min(image.heightPx, Math.ceil(part.y1) + margin) - y0);
  const pixels = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    const from = ((y0 + y) * image.widthPx + x0) * 3;
    pixels.set(image.pixels.subarray(from, from + widthPx * 3), y * widthPx * 3);
  }
  return { region: { pixels, widthPx, heightPx }, x0, y0 };
}

const enlarged = (gray: GrayImage, scale: number): GrayImage =>
  warpGray(
    gray,
    [scale, 0, 0, scale, 0, 0],
    Math.max(1, Math.round(gray.widthPx * scale)),
    Math.max(1, Math.round(gray.heightPx * scale)),
  );
