import { unreadable } from './syntax.ts';

const clear = 256;
const endOfData = 257;

/**
 * LZW of ISO 32000-1 7.4.4. `earlyChange` 1 (the default of PDF) widens codes one entry early.
 * Null when the result would exceed `allowed` bytes.
 */
export function decodeLzw(data: Uint8Array, earlyChange: number, allowed: number): Uint8Array | null {
  const early = earlyChange === 0 ? 0 : 1;
  const prefix = new Uint16Array(4096);
  const suffix = new Uint8Array(4096);
  const lengths = new Uint16Array(4096);
  for (let code = 0; code < 256; code++) {
    suffix[code] = code;
    lengths[code] = 1;
  }
  let out: Uint8Array = new Uint8Array(Math.min(allowed, Math.max(1024, data.length * 3)));
  let length = 0;
  let next = 258;
  let width = 9;
  let previous = -1;
  let buffer = 0;
  let bits = 0;
  for (let at = 0; ; ) {
    while (bits < width && at < data.length) {
      buffer = ((buffer << 8) | (data[at++] as number)) & 0xffffff;
      bits += 8;
    }
    if (bits < width) break;
    const code = (buffer >> (bits - width)) & ((1 << width) - 1);
    bits -= width;
    if (code === endOfData) break;
    if (code === clear) {
      next = 258;
      width = 9;
      previous = -1;
      continue;
    }
    const known = code < 256 || (code >= 258 && code < next);
    if (!known && (previous < 0 || code !== next)) throw unreadable('LZW data are damaged');
    const source = known ? code : previous;
    const size = (lengths[source] as number) + (known ? 0 : 1);
    if (length + size > allowed) return null;
    if (length + size > out.length) {
      const larger = new Uint8Array(Math.min(allowed, Math.max(out.length * 2, length + size)));
      larger.set(out);
      out = larger;
    }
    let walk = source;
    for (let to = length + (lengths[source] as number) - 1; to >= length; to--) {
      out[to] = suffix[walk] as number;
      walk = prefix[walk] as number;
    }
    const first = out[length] as number;
    if (!known) out[length + size - 1] = first;
    if (previous >= 0 && next < 4096) {
      prefix[next] = previous;
      suffix[next] = first;
      lengths[next] = (lengths[previous] as number) + 1;
      next++;
    }
    length += size;
    previous = code;
    if (next + early >= 1 << width && width < 12) width++;
  }
  return out.subarray(0, length);
}
