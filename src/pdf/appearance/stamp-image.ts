import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { SohoaError } from '../../domain/errors.ts';

/** A seal or a handwritten signature: colour and transparency apart, as PDF wants them. */
export interface StampImage {
  readonly widthPx: number;
  readonly heightPx: number;
  /** RGB, 8 bits a sample, deflated. */
  readonly colour: Uint8Array;
  /** 0 transparent to 255 opaque, deflated; null when nothing is transparent. */
  readonly alpha: Uint8Array | null;
  /** Hue of what is inked: a seal is red, a handwritten signature blue (rules.md F). */
  readonly ink: 'red' | 'blue' | 'other';
  /** Inked part without its transparent border, in px; x1, y1 exclusive. */
  readonly inkBox: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
}

const maxPixels = 16_000_000;

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
  const pixels = width * height;
  const colour = Buffer.alloc(pixels * 3);
  const alpha = Buffer.alloc(pixels);
  const sums = [0, 0, 0];
  const box = { x0: width, y0: height, x1: 0, y1: 0 };
  let transparent = false;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const opacity = decoded.data[pixel * 4 + 3] as number;
    alpha[pixel] = opacity;
    if (opacity < 255) transparent = true;
    for (let channel = 0; channel < 3; channel++) {
      const value = decoded.data[pixel * 4 + channel] as number;
      colour[pixel * 3 + channel] = value;
      sums[channel] = (sums[channel] as number) + value * opacity;
    }
    if (opacity > 16) {
      const x = pixel % width;
      const y = (pixel - x) / width;
      box.x0 = Math.min(box.x0, x);
      box.y0 = Math.min(box.y0, y);
      box.x1 = Math.max(box.x1, x + 1);
      box.y1 = Math.max(box.y1, y + 1);
    }
  }
  if (box.x1 === 0) throw invalid('nothing but transparent pixels');
  const [red = 0, green = 0, blue = 0] = sums;
  const ink = red > 1.3 * Math.max(green, blue) ? 'red' : blue > 1.1 * Math.max(red, green) ? 'blue' : 'other';
  return {
    widthPx: width,
    heightPx: height,
    colour: deflateSync(colour),
    alpha: transparent ? deflateSync(alpha) : null,
    ink,
    inkBox: box,
  };
}
