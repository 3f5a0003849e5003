import sharp, { type Sharp } from 'sharp';
import type { BilevelImage, FlateImage, JpegImage } from './encoded-image.ts';
import type { GrayImage } from './raster.ts';

/** One byte a pixel, 0 (black) or 255 (white). */
export type BitImage = GrayImage;

/** Takes the first of `channels` interleaved channels and makes it black or white at 128. */
export function packBits(image: GrayImage, channels = 1): BitImage {
  const { widthPx, heightPx, pixels } = image;
  const out = new Uint8Array(widthPx * heightPx);
  for (let i = 0, j = 0; i < out.length; i++, j += channels) out[i] = pixels[j]! < 128 ? 0 : 255;
  return { pixels: out, widthPx, heightPx };
}

/**
 * CCITT Group 4 by libtiff. libtiff codes strips apart, but one tile is one stream; tiles have sides that are multiples
 * of 16, so the coded image has up to 15 white columns and rows more, which lie outside the page.
 */
export async function encodeG4(image: BitImage): Promise<BilevelImage> {
  const widthPx = Math.ceil(image.widthPx / 16) * 16;
  const heightPx = Math.ceil(image.heightPx / 16) * 16;
  const padded = Buffer.alloc(widthPx * heightPx, 255);
  for (let y = 0; y < image.heightPx; y++)
    padded.set(image.pixels.subarray(y * image.widthPx, (y + 1) * image.widthPx), y * widthPx);
  const tiff = await sharp(padded, { raw: { width: widthPx, height: heightPx, channels: 1 }, limitInputPixels: false })
    .toColourspace('b-w')
    .tiff({
      compression: 'ccittfax4',
      bitdepth: 1,
      miniswhite: true,
      tile: true,
      tileWidth: widthPx,
      tileHeight: heightPx,
    })
    .toBuffer();
  const { offset, length } = onlyTile(tiff);
  return { kind: 'g4', bytes: tiff.subarray(offset, offset + length), widthPx, heightPx, blackIs1: false };
}

/** Place of the one tile in a TIFF that libtiff just wrote (tags 324, 325; little endian on every machine we run on). */
function onlyTile(tiff: Buffer): { readonly offset: number; readonly length: number } {
  const little = tiff[0] === 0x49;
  const u16 = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number): number => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = u32(4);
  const values = new Map<number, number>();
  for (let i = 0; i < u16(directory); i++) {
    const entry = directory + 2 + i * 12;
    if (u32(entry + 4) === 1) values.set(u16(entry), u32(entry + 8));
  }
  const offset = values.get(324);
  const length = values.get(325);
  if (offset === undefined || length === undefined) throw new Error('libtiff wrote more than one tile');
  return { offset, length };
}

/** A baseline JPEG; chroma is kept whole unless told otherwise. */
export async function encodeJpeg(
  image: Sharp,
  quality: number,
  chromaSubsampling: '4:4:4' | '4:2:0' = '4:4:4',
): Promise<JpegImage> {
  const { data, info } = await image
    .jpeg({ quality, chromaSubsampling, mozjpeg: false })
    .toBuffer({ resolveWithObject: true });
  return {
    kind: 'jpeg',
    bytes: data,
    widthPx: info.width,
    heightPx: info.height,
    components: info.channels === 1 ? 1 : 3,
  };
}

/** The compressed rows of a PNG as a PDF takes them, or null (interlaced, transparent, 1 bit: other ways are better). */
export function pngParts(png: Uint8Array): FlateImage | null {
  const data = Buffer.from(png.buffer, png.byteOffset, png.length);
  const widthPx = data.readUInt32BE(16);
  const heightPx = data.readUInt32BE(20);
  const [bits, colour, , , interlace] = data.subarray(24, 29);
  if (interlace !== 0 || (colour !== 0 && colour !== 2 && colour !== 3)) return null;
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8 && bits !== 16) return null;
  const parts: Buffer[] = [];
  let palette: Uint8Array | undefined;
  for (let at = 8; at + 12 <= data.length; ) {
    const length = data.readUInt32BE(at);
    const name = data.toString('latin1', at + 4, at + 8);
    const body = data.subarray(at + 8, at + 8 + length);
    if (name === 'tRNS') return null;
    if (name === 'PLTE') palette = body;
    if (name === 'IDAT') parts.push(body);
    if (name === 'IEND') break;
    at += 12 + length;
  }
  if (colour === 3 && (palette === undefined || palette.length % 3 !== 0 || palette.length > 768)) return null;
  const components = colour === 2 ? 3 : 1;
  const flate = { kind: 'flate', bytes: Buffer.concat(parts), widthPx, heightPx, components, bits } as const;
  return colour === 3 && palette !== undefined ? { ...flate, palette } : flate;
}
