/**
 * True when every PDF reader decodes this JPEG's data as it stands: baseline, extended or progressive Huffman coding
 * (SOF0, 1, 2), 8 bits, and YCbCr or gray (component ids `R`, `G`, `B` would be read as YCbCr).
 */
export function isPlainJpeg(bytes: Uint8Array): boolean {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      const firstId = bytes[at + 10];
      return marker <= 0xc2 && bytes[at + 4] === 8 && firstId !== 0x52;
    }
    if (marker === 0xd9 || marker === 0xda) return false;
    at += 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
  }
  return false;
}
