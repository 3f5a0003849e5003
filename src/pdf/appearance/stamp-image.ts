import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { SohoaError } from '../../domain/errors.ts';

/** A seal or a handwritten signature without its transparent border: colour and transparency apart, as PDF wants them. */
export interface StampImage {
  readonly widthPx: number;
  readonly heightPx: number;
  /** RGB, 8 bits a sample, deflated. */
  readonly colour: Uint8Array;
  /** 0 transparent to 255 opaque, deflated; null when nothing is transparent. */
  readonly alpha: Uint8Array | null;
  /**
   * The same with hard edges, for files that allow no transparency: 1 bit a pixel, rows padded to octets, 1 where nothing
   * is painted, deflated. Null when nothing is transparent, or when the ink itself is (a hard edge would show another image).
   */
  readonly stencil: Uint8Array | null;
  /** Hue of what is inked: a seal is red, a handwritten signature blue (rules.md F). */
  readonly ink: 'red' | 'blue' | 'other';
}

const maxPixels = 16_000_000;
/** A pixel this opaque counts as inked where edges must be hard. */
const halfOpaque = 128;
/** Hard edges may change the amount of ink by this share of it: smooth edges even out, washed-out ink does not. */
const inkTolerance = 0.15;

/** Reads a PNG. SohoaError CONFIG_INVALID when it is none, is damaged, larger than 16 megapixels, or empty. */
export async function readStampImage(png: Uint8Array): Promise<StampImage> {
  const invalid = (reason: string): SohoaError =>
    new SohoaError('CONFIG_INVALID', { reason: `stamp image: ${reason}` });
  if (Buffer.from(png.subarray(0, 8)).toString('latin1') !== '\x89PNG\r\n\x1a\n') throw invalid('not a PNG file');
  const decoded = await sharp(png, { limitInputPixels: maxPixels, failOn: 'error' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((thrown: unknown) => {
      throw invalid(thrown instanceof Error ? thrown.message : String(thrown));
    });
  const { width, height } = decoded.info;
  const box = inkedBox(decoded.data, width, height);
  if (box === null) throw invalid('nothing but transparent pixels');
  const widthPx = box.x1 - box.x0;
  const heightPx = box.y1 - box.y0;
  const colour = Buffer.alloc(widthPx * heightPx * 3);
  const alpha = Buffer.alloc(widthPx * heightPx);
  let [red, green, blue] = [0, 0, 0];
  let transparent = false;
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const from = ((y + box.y0) * width + x + box.x0) * 4;
      const to = y * widthPx + x;
      decoded.data.copy(colour, to * 3, from, from + 3);
      const opacity = decoded.data[from + 3] as number;
      alpha[to] = opacity;
      if (opacity < 255) transparent = true;
      red += (decoded.data[from] as number) * opacity;
      green += (decoded.data[from + 1] as number) * opacity;
      blue += (decoded.data[from + 2] as number) * opacity;
    }
  const ink = red > 1.3 * Math.max(green, blue) ? 'red' : blue > 1.1 * Math.max(red, green) ? 'blue' : 'other';
  return {
    widthPx,
    heightPx,
    colour: deflateSync(colour),
    alpha: transparent ? deflateSync(alpha) : null,
    stencil: transparent ? stencilOf(alpha, widthPx, heightPx) : null,
    ink,
  };
}

function stencilOf(alpha: Uint8Array, widthPx: number, heightPx: number): Uint8Array | null {
  const rowBytes = Math.ceil(widthPx / 8);
  const bits = Buffer.alloc(rowBytes * heightPx);
  let [soft, hard] = [0, 0];
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const opacity = alpha[y * widthPx + x] as number;
      soft += opacity / 255;
      if (opacity >= halfOpaque) hard += 1;
      else bits[y * rowBytes + (x >> 3)] = (bits[y * rowBytes + (x >> 3)] as number) | (0x80 >> (x & 7));
    }
  return Math.abs(hard - soft) > inkTolerance * soft ? null : deflateSync(bits);
}

/** The pixels that are not (almost) transparent; x1, y1 exclusive. */
function inkedBox(
  data: Buffer,
  width: number,
  height: number,
): { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number } | null {
  let [x0, y0, x1, y1] = [width, height, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if ((data[(y * width + x) * 4 + 3] as number) <= 16) continue;
      x0 = Math.min(x0, x);
      y0 = Math.min(y0, y);
      x1 = Math.max(x1, x + 1);
      y1 = y + 1;
    }
  return x1 === 0 ? null : { x0, y0, x1, y1 };
}
