import sharp from 'sharp';
import { tag, tiffFields } from './tiff-directory.ts';

/**
 * TIFF pages whose samples are not as wide as the image library takes them: gray of 3 to 15 bits, colour of 1 to 15 (12-bit
 * scanners). The library still reads such a page when its directory calls each row a row of gray bytes; the samples are
 * taken out of the bytes here (TIFF 6.0 section 7: rows begin on a byte, the first sample in the highest bits).
 */
export interface PackedTiff {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3;
  readonly bits: number;
  readonly whiteIsZero: boolean;
  /** The file with that directory. */
  readonly asBytes: Uint8Array;
  readonly rowBytes: number;
}

const COMPRESSIONS = [1, 5, 8, 32_773, 32_946]; // none, LZW, Deflate, PackBits: all code bytes
const READ_BY_LIBRARY = [1, 2, 4, 8];
const SHORT = 3;
const LONG = 4;

/** The page (0-based) if it is such a one; null when the library reads it, or nobody does. */
export function packedTiff(bytes: Uint8Array, page: number): PackedTiff | null {
  const fields = tiffFields(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), page);
  if (fields === null) return null;
  const one = (name: number, otherwise: number): number => fields.get(name)?.values[0] ?? otherwise;
  const depths = fields.get(tag.bits)?.values ?? [1];
  const [bits, channels, photometric] = [depths[0] ?? 1, one(tag.samples, 1), one(tag.photometric, -1)];
  const [widthPx, heightPx] = [one(tag.width, 0), one(tag.height, 0)];
  if (depths.some((depth) => depth !== bits) || bits < 1 || bits > 15 || widthPx < 1 || heightPx < 1) return null;
  const isGray = channels === 1 && (photometric === 0 || photometric === 1) && !READ_BY_LIBRARY.includes(bits);
  if (!isGray && !(channels === 3 && photometric === 2 && bits !== 8)) return null;
  if (one(tag.planes, 1) !== 1 || one(tag.predictor, 1) !== 1 || !COMPRESSIONS.includes(one(tag.compression, 1)))
    return null;
  if (fields.has(tag.tileWidth) || fields.has(tag.extraSamples) || one(tag.sampleFormat, 1) !== 1) return null;
  const rowBytes = Math.ceil((widthPx * channels * bits) / 8);
  const copy = Buffer.from(bytes);
  const little = copy[0] === 0x49;
  const set = (name: number, type: typeof SHORT | typeof LONG, value: number): void => {
    const at = fields.get(name)?.entry;
    if (at === undefined) return;
    const u16 = (to: number, number: number) =>
      little ? copy.writeUInt16LE(number, to) : copy.writeUInt16BE(number, to);
    const u32 = (to: number, number: number) =>
      little ? copy.writeUInt32LE(number, to) : copy.writeUInt32BE(number, to);
    u16(at + 2, type);
    u32(at + 4, 1);
    u32(at + 8, 0);
    if (type === SHORT) u16(at + 8, value);
    else u32(at + 8, value);
  };
  set(tag.width, LONG, rowBytes);
  set(tag.bits, SHORT, 8);
  set(tag.samples, SHORT, 1);
  set(tag.photometric, SHORT, 1);
  set(tag.sampleFormat, SHORT, 1);
  return {
    widthPx,
    heightPx,
    channels: channels as 1 | 3,
    bits,
    whiteIsZero: photometric === 0,
    asBytes: copy,
    rowBytes,
  };
}

/**
 * Samples of the page, interleaved: of 8 bits where they fit, else of 16, spread over the whole range. Throws what the
 * image library throws.
 */
export async function unpackTiff(packed: PackedTiff, page: number): Promise<Uint8Array | Uint16Array> {
  const { widthPx, heightPx, channels, bits, whiteIsZero, rowBytes } = packed;
  const rows = await sharp(packed.asBytes, { limitInputPixels: false, page, failOn: 'error' })
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer();
  const across = widthPx * channels;
  const top = 2 ** bits - 1;
  const out = bits < 8 ? new Uint8Array(across * heightPx) : new Uint16Array(across * heightPx);
  const full = bits < 8 ? 255 : 65_535;
  const values = Float64Array.from({ length: top + 1 }, (_, value) =>
    Math.round(((whiteIsZero ? top - value : value) * full) / top),
  );
  for (let y = 0, to = 0; y < heightPx; y++) {
    let at = y * rowBytes;
    let held = 0;
    let count = 0;
    for (let x = 0; x < across; x++) {
      while (count < bits) {
        held = ((held << 8) | rows[at++]!) & 0xff_ffff;
        count += 8;
      }
      count -= bits;
      out[to++] = values[(held >> count) & top]!;
    }
  }
  return out;
}
