import sharp, { type Metadata, type Sharp } from 'sharp';
import { SohoaError } from '../domain/errors.ts';
import { type BitImage, encodeG4, encodeJpeg, packBits, pngParts } from './encode.ts';
import type { EncodedImage } from './encoded-image.ts';
import type { InputType } from './file-type.ts';
import { usableProfile } from './icc-profile.ts';
import { isPlainJpeg } from './jpeg-header.ts';
import type { ImageLimits } from './limits.ts';
import type { DpiSource, PageImage, PageSources } from './page-image.ts';
import type { RgbImage } from './raster.ts';
import { misreadTiff, oldStyleJpeg, tiffDirectory } from './tiff-directory.ts';
import { type PackedTiff, packedTiff, unpackTiff } from './tiff-samples.ts';

sharp.cache(false);

/** Quality of the only JPEG this room makes: CMYK and lossy WebP, whose own data a PDF/A page cannot hold. */
const TRANSCODE_QUALITY = 92;

/** Opens an image file; a TIFF has as many pages as directories. Reads headers only. */
export async function openImageFile(
  bytes: Uint8Array,
  type: Exclude<InputType, 'pdf'>,
  limits: ImageLimits,
): Promise<PageSources> {
  const first = await header(bytes, type, limits, 0);
  const count = type === 'tiff' ? (first.metadata.pages ?? 1) : 1;
  if (count > limits.maxPages) throw new SohoaError('PDF_TOO_MANY_PAGES', { pages: count, limit: limits.maxPages });
  return {
    type,
    count,
    page: (index) => ({
      index,
      load: async () => {
        const about = index === 0 ? first : await header(bytes, type, limits, index);
        const dpi = type === 'tiff' ? (tiffDirectory(bytes, index)?.dpi ?? null) : null;
        const old = type === 'tiff' ? oldStyleJpeg(bytes, index) : null;
        if (old === null) return pageImage(bytes, type, limits, index, about, dpi);
        const { metadata } = await header(old, 'jpeg', limits, 0);
        const turned = { ...metadata, orientation: about.metadata.orientation ?? 1 };
        return pageImage(old, 'jpeg', limits, 0, { metadata: turned, packed: null }, dpi);
      },
    }),
    close: () => {},
  };
}

interface Header {
  readonly metadata: Metadata;
  /** Set where the samples have to be taken out of their bytes here; the metadata are those of the whole samples. */
  readonly packed: PackedTiff | null;
}

/** Fails when the header cannot be read or says more than the limits allow; libvips reads no pixels here. */
async function header(
  bytes: Uint8Array,
  type: Exclude<InputType, 'pdf'>,
  limits: ImageLimits,
  page: number,
): Promise<Header> {
  const packed = type === 'tiff' ? packedTiff(bytes, page) : null;
  const misread = type === 'tiff' ? misreadTiff(bytes, page) : null;
  if (misread !== null) throw new SohoaError('IMAGE_UNREADABLE', { reason: misread });
  let metadata: Metadata;
  try {
    // the product of the sides is checked below with a message of its own, so libvips must not refuse first
    metadata = await sharp(packed?.asBytes ?? bytes, { limitInputPixels: false, page, failOn: 'none' }).metadata();
  } catch (cause) {
    throw new SohoaError('IMAGE_UNREADABLE', { reason: reasonOf(cause) }, { cause });
  }
  if (packed === null) {
    checkSize(metadata.width, metadata.height, limits);
    return { metadata, packed };
  }
  const { widthPx, heightPx, channels, bits, rowBytes } = packed;
  checkSize(widthPx, heightPx, limits);
  if (rowBytes * heightPx > limits.maxPixels * MOST_PACKED_BYTES) throw tooManyPixels(widthPx, heightPx, limits);
  const isDeep = bits > 8;
  const space = channels === 1 ? (isDeep ? 'grey16' : 'b-w') : isDeep ? 'rgb16' : 'srgb';
  const depth = isDeep ? 'ushort' : 'uchar';
  return {
    metadata: { ...metadata, width: widthPx, height: heightPx, channels, space, depth, bitsPerSample: isDeep ? 16 : 8 },
    packed,
  };
}

/** Bytes of packed rows for each pixel of the limit: they are held whole. */
const MOST_PACKED_BYTES = 2;

/** Fewest px of a side: nothing smaller is a picture of paper. */
const LEAST_SIDE_PX = 16;

/** Throws IMAGE_TOO_MANY_PIXELS, or IMAGE_UNREADABLE for a size that is no page. */
export function checkSize(widthPx: number, heightPx: number, limits: ImageLimits): void {
  if (!(widthPx >= LEAST_SIDE_PX && heightPx >= LEAST_SIDE_PX) && Math.max(widthPx, heightPx) <= limits.maxSidePx)
    throw new SohoaError('IMAGE_UNREADABLE', { reason: `${widthPx} × ${heightPx} px` });
  if (widthPx * heightPx > limits.maxPixels || Math.max(widthPx, heightPx) > limits.maxSidePx)
    throw tooManyPixels(widthPx, heightPx, limits);
}

const tooManyPixels = (widthPx: number, heightPx: number, limits: ImageLimits): SohoaError =>
  new SohoaError('IMAGE_TOO_MANY_PIXELS', { width_px: widthPx, height_px: heightPx, limit_px: limits.maxPixels });

/** Sides in pt that a PDF/A page may have (19005-2 clause 6.1.13). Throws IMAGE_UNREADABLE. */
export function checkPaper(widthPt: number, heightPt: number): void {
  if (Math.min(widthPt, heightPt) < 3 || Math.max(widthPt, heightPt) > 14_400)
    throw new SohoaError('IMAGE_UNREADABLE', { reason: `${Math.round(widthPt)} × ${Math.round(heightPt)} pt` });
}

function pageImage(
  bytes: Uint8Array,
  type: Exclude<InputType, 'pdf'>,
  limits: ImageLimits,
  page: number,
  { metadata, packed }: Header,
  dpi: readonly [x: number, y: number] | null,
): PageImage {
  const { width: widthPx, height: heightPx } = metadata;
  const orientation = metadata.orientation ?? 1;
  const [statedX, statedY] = dpi ?? [metadata.density, metadata.density];
  const resolution = imageResolution(widthPx, heightPx, statedX, statedY);
  checkPaper((widthPx * 72) / resolution.dpi, (heightPx * 72) / resolution.dpiY);
  const seconds = Math.ceil(limits.decodeTimeoutMs / 1000);
  // a tile of a TIFF that cannot be decoded is but a warning to libvips, and would be a blank square in the archive
  let failOn: 'warning' | 'error' = type === 'tiff' ? 'warning' : 'error';
  const open: OpenPicture = async (options = {}) => {
    if (packed === null) {
      const file = { limitInputPixels: limits.maxPixels, page, failOn, sequentialRead: true } as const;
      return inRange(sharp(bytes, { ...file, ...options }), metadata).timeout({ seconds });
    }
    const raw = { width: widthPx, height: heightPx, channels: packed.channels };
    return sharp(await unpackTiff(packed, page), { raw, limitInputPixels: false }).timeout({ seconds });
  };
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (failOn === 'warning' && OTHER_WARNING.test(reasonOf(cause))) {
        failOn = 'error';
        return guarded(work);
      }
      if (cause instanceof SohoaError) throw cause;
      throw new SohoaError('IMAGE_UNREADABLE', { reason: reasonOf(cause) }, { cause });
    }
  };
  return {
    widthPx,
    heightPx,
    dpiX: resolution.dpi,
    dpiY: resolution.dpiY,
    dpiSource: resolution.source,
    ...exifTurn(orientation),
    fromCamera: hasCameraTag(metadata.exif),
    text: null,
    encoded: () =>
      guarded(async () => {
        const own = type === 'tiff' ? (tiffDirectory(bytes, page)?.data ?? null) : null;
        if (own === null) return encodeForArchive(bytes, type, metadata, open);
        const profile = usableProfile(metadata.icc, own.components);
        return profile === null ? own : { ...own, profile };
      }),
    decode: (targetWidth, targetHeight) => guarded(async () => decodeRgb(await open(), targetWidth, targetHeight)),
  };
}

/** What sharp says when all pixels could be decoded and something else was odd: a tag nobody knows, an old kind of LZW. */
const OTHER_WARNING = /^Warning treated as error/;

/** Opens the picture for one pipeline; `ignoreIcc` keeps its samples as they are. */
type OpenPicture = (options?: { readonly ignoreIcc?: boolean }) => Promise<Sharp>;

/** Samples of 32 bits and gray fractions come in a range of their own; what follows takes 0 to 255, or to 65,535. */
function inRange(image: Sharp, { depth, space }: Metadata): Sharp {
  if (depth === 'uint') return image.linear(2 ** -24);
  if (depth !== 'float') return image;
  return space === 'b-w' ? image.linear(255) : space === 'grey16' ? image.linear(65_535) : image;
}

/** Decodes to sRGB on white at the given size. */
async function decodeRgb(image: Sharp, widthPx: number, heightPx: number): Promise<RgbImage> {
  const { data, info } = await image
    .resize(widthPx, heightPx, { fit: 'fill', kernel: 'mitchell', fastShrinkOnLoad: true })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { pixels: data, widthPx: info.width, heightPx: info.height };
  const pixels = new Uint8Array(info.width * info.height * 3);
  for (let i = 0, j = 0; j < pixels.length; i += info.channels, j += 3)
    pixels[j] = pixels[j + 1] = pixels[j + 2] = data[i]!;
  return { pixels, widthPx: info.width, heightPx: info.height };
}

async function encodeForArchive(
  bytes: Uint8Array,
  type: Exclude<InputType, 'pdf'>,
  metadata: Metadata,
  open: OpenPicture,
): Promise<EncodedImage> {
  const { width: widthPx, height: heightPx } = metadata;
  const isGray = metadata.space === 'b-w' || metadata.space === 'grey16';
  // a PNG of 16 bits without colour is told apart by its space only; its transparency is no colour
  const profile = usableProfile(metadata.icc, isGray ? 1 : 3);
  const coloured = profile === null ? {} : { profile };
  if (type === 'jpeg' && (metadata.channels === 1 || metadata.channels === 3) && isPlainJpeg(bytes))
    return { kind: 'jpeg', bytes, widthPx, heightPx, components: metadata.channels, ...coloured };
  const bilevel = metadata.bitsPerSample === 1 && metadata.channels === 1 && !metadata.isPalette;
  const parts = type === 'png' ? pngParts(bytes) : null;
  if (bilevel) {
    const g4 = await encodeG4(await decodeBits(await open(), widthPx, heightPx));
    // Group 4 grows on halftones, which repeat themselves
    return parts !== null && parts.bytes.length < g4.bytes.length ? { ...parts, ...coloured } : g4;
  }
  if (parts !== null) return { ...parts, ...coloured };
  if (type === 'jpeg' || (type === 'webp' && !isLosslessWebp(bytes)))
    return encodeJpeg((await open()).flatten({ background: 'white' }).toColourspace('srgb'), TRANSCODE_QUALITY);
  const opaque = (await open({ ignoreIcc: profile !== null })).flatten({ background: 'white' });
  const isDeep = metadata.depth === 'ushort' && (metadata.space === 'grey16' || metadata.space === 'rgb16');
  const png = await opaque
    .toColourspace(isGray ? (isDeep ? 'grey16' : 'b-w') : isDeep ? 'rgb16' : 'srgb')
    .png({ compressionLevel: 6, adaptiveFiltering: true, progressive: false, palette: false })
    .toBuffer();
  const made = pngParts(png);
  if (made === null) throw new SohoaError('IMAGE_UNREADABLE', { reason: 'png' });
  return { ...made, ...coloured };
}

async function decodeBits(image: Sharp, widthPx: number, heightPx: number): Promise<BitImage> {
  const { data, info } = await image.toColourspace('b-w').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return packBits({ pixels: data, widthPx, heightPx }, info.channels);
}

const A4_LONG_IN = 297 / 25.4;
const A4_SHORT_IN = 210 / 25.4;

/** What says to be finer than this and smaller than a card is a page whose file lies (1200 dpi of a journal's page). */
const FINEST_OF_SLIPS = 600;
const CARD_LONG_IN = 83 / 25.4;

/** A fax's coarse direction has half or a quarter of the fine one's resolution; more is a lie. */
const MOST_ANISOTROPIC = 4.2;

/**
 * Resolution of an image file, dpi along its width and height. What the file says is taken when the page it gives is
 * between a stamp-size slip and A3; otherwise (no word, or the 72 and 96 dpi that cameras and screens write) the page is
 * taken to fill an A4 sheet.
 */
export function imageResolution(
  widthPx: number,
  heightPx: number,
  statedX: number | undefined,
  statedY: number | undefined = statedX,
): { readonly dpi: number; readonly dpiY: number; readonly source: DpiSource } {
  const long = Math.max(widthPx, heightPx);
  const short = Math.min(widthPx, heightPx);
  if (statedX !== undefined && statedY !== undefined) {
    const inches = Math.max(widthPx / statedX, heightPx / statedY);
    const least = Math.max(statedX, statedY) > FINEST_OF_SLIPS ? CARD_LONG_IN : 2;
    const isSane =
      [statedX, statedY].every((stated) => stated >= 50 && stated <= 2400) && inches >= least && inches <= 17.4;
    if (isSane && Math.max(statedX / statedY, statedY / statedX) <= MOST_ANISOTROPIC)
      return { dpi: statedX, dpiY: statedY, source: 'metadata' };
  }
  const dpi = Math.max(long / A4_LONG_IN, short / A4_SHORT_IN, 10);
  return { dpi, dpiY: dpi, source: 'assumed' };
}

/** EXIF orientation 1 to 8 as mirror, then clockwise quarter turns. */
export function exifTurn(orientation: number): Pick<PageImage, 'mirrored' | 'quarterTurns'> {
  const table = [
    [false, 0],
    [true, 0],
    [false, 2],
    [true, 2],
    [true, 3],
    [false, 1],
    [true, 1],
    [false, 3],
  ] as const;
  const [mirrored, quarterTurns] = table[orientation - 1] ?? table[0];
  return { mirrored, quarterTurns };
}

/** A lossless WebP has a VP8L chunk, after the profile if there is one (RFC 9649 section 2). */
function isLosslessWebp(bytes: Uint8Array): boolean {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 12; at + 8 <= data.length; ) {
    const name = data.toString('latin1', at, at + 4);
    if (name === 'VP8L') return true;
    if (name === 'VP8 ') return false;
    at += 8 + data.readUInt32LE(at + 4) + (data.readUInt32LE(at + 4) & 1);
  }
  return false;
}

/** A camera leaves its exposure (tag 0x829A or 0x9201, either byte order) in EXIF; scanners do not. */
function hasCameraTag(exif: Uint8Array | undefined): boolean {
  if (exif === undefined) return false;
  const data = Buffer.from(exif.buffer, exif.byteOffset, exif.length);
  return ['829a', '9a82', '9201', '0192'].some((tag) => data.includes(Buffer.from(tag, 'hex')));
}

/** The library's own words, without its line breaks; they name no path. */
const reasonOf = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!.slice(0, 160);
