import type { JpegImage } from './encoded-image.ts';
import { isPlainJpeg, jpegSize } from './jpeg-header.ts';

/**
 * What the image library does not tell of a TIFF page: the resolution of each direction (a fax has 204 × 98 dpi), and
 * whether its data are such that a PDF takes them as they stand. A directory that cannot be read is null: the library
 * decides then. TIFF 6.0; BigTIFF is left to the library.
 */
export interface TiffDirectory {
  /** Along width and height; null when the file does not say, or says it without a unit. */
  readonly dpi: readonly [x: number, y: number] | null;
  /**
   * The page's own data for the archive: one strip of JPEG; null when they have to be coded again. So has Group 4: some
   * writers code rows that libtiff understands and the decoders of PDF readers do not (`testfax4.tiff` of libtiff's tests),
   * and the page would end where they lose their way.
   */
  readonly data: JpegImage | null;
}

/** Tags of TIFF 6.0. */
export const tag = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  xResolution: 282,
  yResolution: 283,
  planes: 284,
  unit: 296,
  predictor: 317,
  oldJpeg: 513,
  oldJpegBytes: 514,
  tileWidth: 322,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
} as const;
const OLD_JPEG = 6;
const JPEG = 7;

/** Bytes a value of each field type takes (TIFF 6.0 section 2). */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8 };
const RATIONAL = 5;
/** No page has more values of one tag that matter here; a lying count reads no further. */
const MOST_VALUES = 8;

export interface TiffField {
  /** Where the entry stands in the directory. */
  readonly entry: number;
  /** The first values, at most eight. */
  readonly values: readonly number[];
  /** Where the values stand, and how many bytes they are. */
  readonly at: number;
  readonly length: number;
  readonly count: number;
}

/** Why the image library must not be asked for a page: it would answer with other pixels. Null when it may. */
export function misreadTiff(bytes: Uint8Array, page: number): string | null {
  const fields = tiffFields(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), page);
  const isApart = fields?.get(tag.planes)?.values[0] === 2;
  return isApart && fields?.get(tag.samples)?.values[0] === 2 ? 'TIFF: gray and alpha in separate planes' : null;
}

/** Reads the directory of a page (0-based); null when there is none to be read. */
export function tiffDirectory(bytes: Uint8Array, page: number): TiffDirectory | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const fields = tiffFields(data, page);
  try {
    return fields === null ? null : { dpi: resolution(fields), data: ownData(data, fields) };
  } catch (error) {
    if (error instanceof RangeError) return null; // an offset beyond the file
    throw error;
  }
}

/** The fields of a page's directory by their tags; null when there is none to be read. */
export function tiffFields(data: Buffer, page: number): ReadonlyMap<number, TiffField> | null {
  try {
    return fieldsOf(data, page);
  } catch (error) {
    if (error instanceof RangeError) return null; // an offset beyond the file
    throw error;
  }
}

function fieldsOf(data: Buffer, page: number): ReadonlyMap<number, TiffField> | null {
  const little = data[0] === 0x49;
  const u16 = (at: number): number => (little ? data.readUInt16LE(at) : data.readUInt16BE(at));
  const u32 = (at: number): number => (little ? data.readUInt32LE(at) : data.readUInt32BE(at));
  if (u16(2) !== 42) return null;
  let directory = u32(4);
  // at most `page` steps, so a chain that bites its tail ends as well
  for (let i = 0; i < page && directory !== 0; i++) directory = u32(directory + 2 + u16(directory) * 12);
  if (directory === 0) return null;
  const fields = new Map<number, TiffField>();
  for (let i = 0; i < u16(directory); i++) {
    const entry = directory + 2 + i * 12;
    const type = u16(entry + 2);
    const count = u32(entry + 4);
    const size = SIZES[type];
    if (size === undefined) continue;
    const at = size * count <= 4 ? entry + 8 : u32(entry + 8);
    const read = (place: number): number => {
      if (type === RATIONAL) return u32(place) / u32(place + 4);
      return size === 1 ? data.readUInt8(place) : size === 2 ? u16(place) : u32(place);
    };
    const values = Array.from({ length: Math.min(count, MOST_VALUES) }, (_, index) => read(at + index * size));
    fields.set(u16(entry), { entry, values, at, length: size * count, count });
  }
  return fields;
}

const CENTIMETRE = 3;
const INCH = 2;

function resolution(fields: ReadonlyMap<number, TiffField>): TiffDirectory['dpi'] {
  const [x, y] = [tag.xResolution, tag.yResolution].map((name) => fields.get(name)?.values[0] ?? 0);
  const unit = fields.get(tag.unit)?.values[0] ?? INCH;
  if (unit !== INCH && unit !== CENTIMETRE) return null;
  const factor = unit === CENTIMETRE ? 2.54 : 1;
  const isSane = (value: number | undefined): value is number =>
    value !== undefined && Number.isFinite(value) && value > 0;
  return isSane(x) && isSane(y) ? [x * factor, y * factor] : null;
}

function ownData(data: Buffer, fields: ReadonlyMap<number, TiffField>): JpegImage | null {
  const one = (name: number, fallback?: number): number | undefined => {
    const field = fields.get(name);
    return field === undefined ? fallback : field.values[0];
  };
  const [widthPx, heightPx] = [one(tag.width), one(tag.height)];
  const [offset, length] = [one(tag.stripOffsets), one(tag.stripBytes)];
  if (widthPx === undefined || heightPx === undefined || offset === undefined || length === undefined) return null;
  if (fields.get(tag.stripOffsets)?.count !== 1 || offset + length > data.length || length === 0) return null;
  const strip = data.subarray(offset, offset + length);
  const photometric = one(tag.photometric);
  const samples = one(tag.samples, 1);
  // gray or YCbCr: three channels of another kind would be read as YCbCr
  const isKnown = (photometric === 1 && samples === 1) || (photometric === 6 && samples === 3);
  if (one(tag.compression) !== JPEG || !isKnown) return null;
  const bytes = wholeJpeg(data, strip, fields.get(tag.jpegTables));
  const size = bytes === null ? null : jpegSize(bytes);
  if (bytes === null || size === null || !isPlainJpeg(bytes)) return null;
  if (size.widthPx !== widthPx || size.heightPx !== heightPx || size.components !== samples) return null;
  return { kind: 'jpeg', bytes, widthPx, heightPx, components: size.components };
}

/**
 * The JPEG of a page in the old style (TIFF 6.0 section 22, compression 6), which libtiff is built without: null unless
 * it stands whole in the file, as scanning programs of the nineties wrote it.
 */
export function oldStyleJpeg(bytes: Uint8Array, page: number): Uint8Array | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const fields = tiffFields(data, page);
  const one = (name: number): number | undefined => fields?.get(name)?.values[0];
  const begin = one(tag.oldJpeg);
  if (one(tag.compression) !== OLD_JPEG || begin === undefined || begin >= data.length) return null;
  const strips = fields?.get(tag.stripOffsets);
  const length = one(tag.oldJpegBytes) ?? (strips?.values[0] === begin ? one(tag.stripBytes) : undefined) ?? 0;
  const held = data.subarray(begin, begin + length);
  const end = held.lastIndexOf(Buffer.from([0xff, 0xd9]));
  const size = end === -1 ? null : jpegSize(held);
  // tables alone have no scan
  if (size === null || !held.includes(Buffer.from([0xff, 0xda]))) return null;
  return size.widthPx === one(tag.width) && size.heightPx === one(tag.height) ? held.subarray(0, end + 2) : null;
}

/** A strip with the tables that the file keeps apart put in (TIFF Technical Note 2): tables first, then the scan. */
function wholeJpeg(data: Buffer, strip: Buffer, tables: TiffField | undefined): Buffer | null {
  const begins = (bytes: Buffer): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!begins(strip)) return null;
  if (tables === undefined) return strip;
  const held = data.subarray(tables.at, tables.at + tables.length);
  if (!begins(held) || held.at(-2) !== 0xff || held.at(-1) !== 0xd9) return null;
  return Buffer.concat([held.subarray(0, -2), strip.subarray(2)]);
}
