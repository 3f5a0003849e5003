import { setImmediate as otherEvents } from 'node:timers/promises';
import type { BoxPx } from '../domain/geometry.ts';
import { type Affine, compose, identity, mirror, quarterTurn, scaling, turnAbout } from './affine.ts';
import { cleanPage } from './clean.ts';
import { withFaintInkDarkened, withWhitePaper } from './flatten.ts';
import { ascenderBalance, lineAxis } from './orientation.ts';
import type { DpiSource, PageImage } from './page-image.ts';
import { does, type PreparationOptions } from './preparation-steps.ts';
import { printSize } from './print-size.ts';
import { type GrayImage, type RgbImage, toGray, turnGray } from './raster.ts';
import { withoutShowThrough } from './show-through.ts';
import { measureSkew } from './skew.ts';
import { grayWithoutStamps } from './stamps.ts';
import { warpGray } from './warp.ts';

/** The copy that is read, in the orientation in which the file shows the page. */
export interface FlatPage {
  readonly gray: GrayImage;
  /** px of the copy per px of the page at archived resolution. */
  readonly scale: number;
  readonly dpi: number;
  readonly stamps: readonly BoxPx[];
  /** The copy before flattening, stamps taken out. */
  readonly raw: GrayImage;
  /** The copy in colour, not mirrored. */
  readonly rgb: RgbImage;
}

/** A page laid upright: how the archived image is placed, and the copy to read. */
export interface UprightPage {
  /** Size of the upright page at archived resolution, in px, and that resolution. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  readonly dpiSource: DpiSource;
  /** From px of the stored image to px of the upright page. */
  readonly toPage: Affine;
  /**
   * Clockwise quarter turn, in degrees, that makes the page upright, beyond what the file itself says (EXIF
   * orientation, /Rotate), which is applied first.
   */
  readonly rotationDeg: 0 | 90 | 180 | 270;
  /** Measured skew of the lines after the quarter turns, clockwise positive; the page is turned back by it. */
  readonly skewDeg: number;
  /** The copy upright, deskewed and flattened, with what cleaning takes out of it for the reading. */
  readonly whole: GrayImage;
  /** The copy to read: that, cleaned. */
  readonly ocr: GrayImage & { readonly dpi: number };
  /** px of the upright page per px of the copy. */
  readonly ocrToPage: number;
}

/** 200 dpi loses nothing against 300 on letters and forms and costs a fifth less (ocr.md) … */
const OCR_DPI = 200;
/** … but cards and slips are printed small, and have few pixels. */
const OCR_DPI_SMALL = 300;
const SMALL_PAPER_MM = 160;
/**
 * Letters of 11 to 14 pt are 14 to 20 px high at 200 dpi. Below 11.5 px (9 pt) they are read better with more px: CER of
 * 5 to 9 pt 0.50 -> 0.32 % (seven building pages). Coarser copies of large print bring nothing and are not made.
 */
const SMALL_PRINT_PX = 11.5;
const GOOD_PRINT_PX = 15;
const OCR_DPI_MOST = 400;
/** A4 at 400 dpi has 15.5 million. */
const MOST_PIXELS = 16_000_000;
/** Less gain in resolution is not worth decoding again. */
const WORTHWHILE = 1.15;
/** Skew below this is left: it moves the end of an A4 line by less than a pixel of the copy. */
const LEAST_SKEW_DEG = 0.03;

/** Decodes the page small enough to read and fine enough for its print, takes stamps and background out. */
export async function flattenPage(image: PageImage, options: PreparationOptions = {}): Promise<FlatPage> {
  if (options.ocrDpi !== undefined) return flattenAt(image, options.ocrDpi, options);
  const longMm = Math.max(image.widthPx / image.dpiX, image.heightPx / image.dpiY) * 25.4;
  const usual = await flattenAt(image, longMm <= SMALL_PAPER_MM ? OCR_DPI_SMALL : OCR_DPI, options);
  if (!does(options, 'resolution')) return usual;
  const finer = finerDpi(image, usual);
  return finer === null ? usual : flattenAt(image, finer, options);
}

/** The resolution that small print is to be read at; null when the print is large enough or the image has no more px. */
function finerDpi(image: PageImage, { gray, dpi }: FlatPage): number | null {
  const most = Math.min(OCR_DPI_MOST, image.dpiX, dpi * Math.sqrt(MOST_PIXELS / gray.pixels.length));
  if (most < dpi * WORTHWHILE) return null;
  const size = printSize({ ...gray, dpi });
  return size === null || size >= SMALL_PRINT_PX ? null : Math.min(most, (dpi * GOOD_PRINT_PX) / size);
}

async function flattenAt(image: PageImage, ocrDpi: number, options: PreparationOptions): Promise<FlatPage> {
  const scale = Math.min(1, ocrDpi / image.dpiX);
  const widthPx = Math.max(1, Math.round(image.widthPx * scale));
  const heightPx = Math.max(1, Math.round(image.heightPx * scale * (image.dpiX / image.dpiY)));
  // never enlarged: a fax's coarse direction is stretched by the decoder only as far as its own pixels go
  const rgb = await image.decode(widthPx, heightPx);
  const dpi = image.dpiX * scale;
  const { gray, stamps } = does(options, 'stamps') ? grayWithoutStamps(rgb, dpi) : { gray: toGray(rgb), stamps: [] };
  // an engine that is just starting asks for one thing after the other
  await otherEvents();
  const flat = flattened(gray, dpi, options);
  await otherEvents();
  return { gray: image.mirrored ? mirrorGray(flat) : flat, scale, dpi, stamps, raw: gray, rgb };
}

/** Paper white, ink dark, nothing of the other side. */
function flattened(gray: GrayImage, dpi: number, options: PreparationOptions): GrayImage {
  const white = does(options, 'flatten') ? withWhitePaper(gray) : gray;
  // before faint ink is darkened, or the other side would be made print
  const front = does(options, 'show-through') ? withoutShowThrough({ ...white, dpi }) : white;
  return does(options, 'flatten') ? withFaintInkDarkened(front) : front;
}

/** The flat page with its lines along the width and level, upright or upside down. */
export interface StraightPage {
  readonly gray: GrayImage;
  /** Clockwise quarter turns beyond what the file says that led here. */
  readonly turns: number;
  readonly skewDeg: number;
}

/** Turns the flat page by `turns` clockwise quarter turns more than the file says and takes out its skew. */
export function straighten(
  image: PageImage,
  flat: FlatPage,
  turns: number,
  options: PreparationOptions = {},
  knownSkewDeg?: number,
): StraightPage {
  const gray = turnGray(flat.gray, image.quarterTurns + turns);
  if (!does(options, 'deskew')) return { gray, turns, skewDeg: 0 };
  const skewDeg = knownSkewDeg ?? measureSkew(gray).degrees;
  if (Math.abs(skewDeg) < LEAST_SKEW_DEG) return { gray, turns, skewDeg: 0 };
  const { widthPx, heightPx } = gray;
  return { gray: warpGray(gray, turnAbout(-skewDeg, widthPx, heightPx), widthPx, heightPx), turns, skewDeg };
}

/** Lays the page as `straight` stands, or turned on from there to `turns` (an even number of quarters further). */
export function layUpright(
  image: PageImage,
  flat: Pick<FlatPage, 'dpi'>,
  straight: StraightPage,
  turns: number,
  options: PreparationOptions = {},
): UprightPage {
  const { skewDeg } = straight;
  const total = (((image.quarterTurns + turns) % 4) + 4) % 4;
  const ratio = image.dpiX / image.dpiY;
  const squareHeight = image.heightPx * ratio;
  const [widthPx, heightPx] =
    total % 2 === 0 ? [image.widthPx, Math.round(squareHeight)] : [Math.round(squareHeight), image.widthPx];
  let toPage = compose(image.mirrored ? mirror(image.widthPx) : identity, scaling(1, ratio));
  toPage = compose(toPage, quarterTurn(total, image.widthPx, squareHeight));
  if (skewDeg !== 0) toPage = compose(toPage, turnAbout(-skewDeg, widthPx, heightPx));
  const whole = turnGray(straight.gray, turns - straight.turns);
  return {
    widthPx,
    heightPx,
    dpi: image.dpiX,
    dpiSource: image.dpiSource,
    toPage,
    rotationDeg: ((((turns % 4) + 4) % 4) * 90) as UprightPage['rotationDeg'],
    skewDeg,
    whole,
    ocr: { ...cleanPage({ ...whole, dpi: flat.dpi }, options), dpi: flat.dpi },
    ocrToPage: widthPx / whole.widthPx,
  };
}

/** Balance of ink above and below the letters' bodies under which the side that is up stays open. */
const CLEAR_BALANCE = 0.15;

export interface LikelyTurns {
  /** Quarter turns beyond what the file says, the likeliest first. */
  readonly turns: readonly number[];
  /** The second is not worth a try unless the first reads badly, the others not at all. */
  readonly clear: boolean;
  /** The page along the likeliest axis. */
  readonly straight: StraightPage;
}

/** Lines give the axis, ascenders and vowel marks which side is up. */
export function likelyTurns(image: PageImage, flat: FlatPage, options: PreparationOptions = {}): LikelyTurns {
  const dpi = flat.dpi;
  const axis = lineAxis({ ...turnGray(flat.gray, image.quarterTurns), dpi });
  const straight = straighten(image, flat, axis.turns, options, axis.skewDeg);
  const balance = ascenderBalance({ ...straight.gray, dpi });
  const first = balance >= 0 ? axis.turns : axis.turns + 2;
  return {
    turns: [first, (first + 2) % 4, (first + 1) % 4, (first + 3) % 4],
    clear: Math.abs(balance) >= CLEAR_BALANCE,
    straight,
  };
}

function mirrorGray({ pixels, widthPx, heightPx }: GrayImage): GrayImage {
  const out = new Uint8Array(pixels.length);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) out[y * widthPx + x] = pixels[(y + 1) * widthPx - 1 - x]!;
  return { pixels: out, widthPx, heightPx };
}
