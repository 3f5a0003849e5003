/** A tag of a TIFF directory: SHORT, LONG or RATIONAL (as a fraction of 1000) by its value, or bytes. */
export interface TiffTag {
  readonly tag: number;
  readonly type: 'short' | 'long' | 'rational' | 'bytes';
  readonly value: number | Uint8Array;
  /** What the directory says instead of the true count. */
  readonly count?: number;
}

export interface TiffPage {
  readonly tags: readonly TiffTag[];
  /** The only strip; tags 273 and 279 are added. */
  readonly strip: Uint8Array;
}

const types = { short: 3, long: 4, rational: 5, bytes: 7 } as const;

/**
 * A classic TIFF of one strip a page, little or big endian, with exactly these tags. `loop`: the last directory names
 * the first one as its successor.
 */
export function buildTiff(
  pages: readonly TiffPage[],
  options: { readonly big?: boolean; readonly loop?: boolean } = {},
): Uint8Array {
  const big = options.big === true;
  const parts: Buffer[] = [];
  let length = 0;
  const append = (bytes: Uint8Array): number => {
    const at = length;
    parts.push(Buffer.from(bytes));
    if (bytes.length % 2 === 1) parts.push(Buffer.alloc(1));
    length += bytes.length + (bytes.length % 2);
    return at;
  };
  const u16 = (value: number): Buffer => {
    const out = Buffer.alloc(2);
    if (big) out.writeUInt16BE(value);
    else out.writeUInt16LE(value);
    return out;
  };
  const u32 = (value: number): Buffer => {
    const out = Buffer.alloc(4);
    if (big) out.writeUInt32BE(value);
    else out.writeUInt32LE(value);
    return out;
  };
  append(Buffer.concat([Buffer.from(big ? 'MM' : 'II'), u16(42), u32(0)]));
  let link = { part: parts[0]!, at: 4 };
  let firstDirectory = 0;
  for (const { tags, strip } of pages) {
    const offset = append(strip);
    const all: TiffTag[] = [
      ...tags,
      { tag: 273, type: 'long', value: offset },
      { tag: 279, type: 'long', value: strip.length },
    ];
    const entries = all
      .sort((a, b) => a.tag - b.tag)
      .map(({ tag, type, value, count }) => {
        let held: Buffer;
        let number = 1;
        if (typeof value !== 'number') {
          number = value.length;
          held = value.length <= 4 ? Buffer.concat([value, Buffer.alloc(4 - value.length)]) : u32(append(value));
        } else if (type === 'rational') held = u32(append(Buffer.concat([u32(Math.round(value * 1000)), u32(1000)])));
        else held = type === 'short' ? Buffer.concat([u16(value), u16(0)]) : u32(value);
        return Buffer.concat([u16(tag), u16(types[type]), u32(count ?? number), held]);
      });
    const directory = append(Buffer.concat([u16(entries.length), ...entries, u32(0)]));
    if (firstDirectory === 0) firstDirectory = directory;
    u32(directory).copy(link.part, link.at);
    // the directory may be followed by a padding byte, never begins with one
    const part = parts.findLast((each) => each.length >= entries.length * 12 + 6)!;
    link = { part, at: part.length - 4 };
  }
  if (options.loop === true) u32(firstDirectory).copy(link.part, link.at);
  return Buffer.concat(parts);
}

/** Tags that every page needs: size, one sample of so many bits, compression, photometric interpretation. */
export const pageTags = (page: {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bits: number;
  readonly compression: number;
  readonly photometric: number;
  readonly samples?: number;
}): TiffTag[] => [
  { tag: 256, type: 'long', value: page.widthPx },
  { tag: 257, type: 'long', value: page.heightPx },
  { tag: 258, type: 'short', value: page.bits },
  { tag: 259, type: 'short', value: page.compression },
  { tag: 262, type: 'short', value: page.photometric },
  { tag: 277, type: 'short', value: page.samples ?? 1 },
  { tag: 278, type: 'long', value: page.heightPx },
];

export const resolutionTags = (x: number, y: number, unit: 1 | 2 | 3): TiffTag[] => [
  { tag: 282, type: 'rational', value: x },
  { tag: 283, type: 'rational', value: y },
  { tag: 296, type: 'short', value: unit },
];
