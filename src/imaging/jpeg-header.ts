/** The frame header of a JPEG (SOF marker, ITU-T T.81 B.2.2). */
interface Frame {
  readonly marker: number;
  readonly bits: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly components: number;
  /** Id of the first component. */
  readonly firstId: number;
}

function frameOf(bytes: Uint8Array): Frame | null {
  let at = 2;
  while (at + 10 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const u16 = (offset: number): number => bytes[at + offset]! * 256 + bytes[at + offset + 1]!;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return {
        marker,
        bits: bytes[at + 4]!,
        heightPx: u16(5),
        widthPx: u16(7),
        components: bytes[at + 9]!,
        firstId: bytes[at + 10]!,
      };
    if (marker === 0xd9 || marker === 0xda) return null;
    at += 2 + u16(2);
  }
  return null;
}

/**
 * True when every PDF reader decodes this JPEG's data as it stands: baseline, extended or progressive Huffman coding
 * (SOF0, 1, 2), 8 bits, and YCbCr or gray (component ids `R`, `G`, `B` would be read as YCbCr).
 */
export function isPlainJpeg(bytes: Uint8Array): boolean {
  const frame = frameOf(bytes);
  return frame !== null && frame.marker <= 0xc2 && frame.bits === 8 && frame.firstId !== 0x52;
}

/** Size as the frame header says; null when there is none, or other than one or three channels. */
export function jpegSize(
  bytes: Uint8Array,
): { readonly widthPx: number; readonly heightPx: number; readonly components: 1 | 3 } | null {
  const frame = frameOf(bytes);
  if (frame === null || (frame.components !== 1 && frame.components !== 3)) return null;
  return { widthPx: frame.widthPx, heightPx: frame.heightPx, components: frame.components };
}
