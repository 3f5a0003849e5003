/** Byte classes of ISO 32000-1 7.2.2: white space (1), delimiters (2), everything else (0). */
const classes = new Uint8Array(256);
for (const byte of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) classes[byte] = 1;
for (const byte of '()<>[]{}/%') classes[byte.charCodeAt(0)] = 2;

export const isWhite = (byte: number | undefined): boolean => byte !== undefined && classes[byte] === 1;
/** False at the end of the data. */
export const isRegular = (byte: number | undefined): boolean => byte !== undefined && classes[byte] === 0;
export const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** 0 to 15, or -1 when the byte is no hexadecimal digit. */
export function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  if (byte >= 0x61 && byte <= 0x66) return byte - 0x57;
  return -1;
}

/** One character a byte, so that bytes above 127 stay apart. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, end);
}

/** True when the ASCII `word` stands at `position`. */
export function startsWith(bytes: Uint8Array, word: string, position: number): boolean {
  if (position < 0 || position + word.length > bytes.length) return false;
  for (let index = 0; index < word.length; index++) {
    if (bytes[position + index] !== word.charCodeAt(index)) return false;
  }
  return true;
}

/** First offset at or after `position` that is neither white space nor inside a comment. */
export function skipWhite(bytes: Uint8Array, position: number, end = bytes.length): number {
  let at = position;
  while (at < end) {
    const byte = bytes[at] as number;
    if (classes[byte] === 1) at++;
    else if (byte === 0x25) {
      while (at < end && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++;
    } else break;
  }
  return at;
}

/** Length (0, 1 or 2) of the end-of-line marker at `position`. */
export function eolLength(bytes: Uint8Array, position: number): number {
  if (bytes[position] === 0x0a) return 1;
  if (bytes[position] === 0x0d) return bytes[position + 1] === 0x0a ? 2 : 1;
  return 0;
}
