import { inflateSync } from 'node:zlib';
import { hexValue, isWhite } from './characters.ts';
import { limitError, type ReaderLimits } from './limits.ts';
import { decodeLzw } from './lzw.ts';
import { isArray, isDict, isName, type PdfDict, type PdfObject, type PdfStream } from './objects.ts';
import { undoPredictor } from './predictors.ts';
import { unreadable } from './syntax.ts';

export interface DecodedStream {
  readonly bytes: Uint8Array;
  /** Names of the image filters that remain (DCTDecode, JPXDecode, CCITTFaxDecode, JBIG2Decode), first to undo first. */
  readonly pendingFilters: readonly string[];
  /** Parameters of the first pending filter. */
  readonly pendingParameters: PdfDict | null;
}

/** What is left of the inflation budget of one file; shared by all its streams. */
export interface InflateBudget {
  bytesLeft: number;
}

const imageFilters = new Set(['DCTDecode', 'JPXDecode', 'CCITTFaxDecode', 'JBIG2Decode']);
const longNames: Readonly<Record<string, string>> = {
  A85: 'ASCII85Decode',
  AHx: 'ASCIIHexDecode',
  CCF: 'CCITTFaxDecode',
  DCT: 'DCTDecode',
  Fl: 'FlateDecode',
  LZW: 'LZWDecode',
  RL: 'RunLengthDecode',
};

/** The filter names of a stream dictionary, long form, in the order in which they are undone. */
export function filterNames(dict: PdfDict, resolve: (object: PdfObject) => PdfObject): string[] {
  const filter = resolve(dict.entries.get('Filter') ?? dict.entries.get('F') ?? null);
  const list = isArray(filter) ? filter.items.map(resolve) : filter === null ? [] : [filter];
  return list.map((one) => {
    if (!isName(one)) throw unreadable('a /Filter is no name');
    return longNames[one.name] ?? one.name;
  });
}

/**
 * Undoes decryption and filters of a stream, up to the first image filter.
 * `resolve` follows references in /Filter and /DecodeParms. Errors: PDF_UNREADABLE for damaged data or an unknown filter,
 * PDF_LIMIT for filtersPerStream, inflatedBytes, inflateRatio, inflatedBytesTotal.
 */
export function decodeStream(
  stream: PdfStream,
  resolve: (object: PdfObject) => PdfObject,
  limits: ReaderLimits,
  budget: InflateBudget = { bytesLeft: limits.inflatedBytesTotal },
): DecodedStream {
  if (resolve(stream.dict.entries.get('FFilter') ?? null) !== null && stream.dict.entries.has('F')) {
    throw unreadable('the data of a stream lie in another file');
  }
  const filters = filterNames(stream.dict, resolve);
  if (filters.length > limits.filtersPerStream) throw limitError('filtersPerStream', limits.filtersPerStream);
  const parameters = parameterList(stream.dict, resolve, filters.length);
  const crypt = filters.indexOf('Crypt');
  let bytes = stream.decrypt !== null && crypt < 0 ? stream.decrypt(stream.raw) : stream.raw;
  for (let index = 0; index < filters.length; index++) {
    const filter = filters[index] as string;
    const parms = parameters[index] ?? null;
    if (imageFilters.has(filter)) {
      return { bytes, pendingFilters: filters.slice(index), pendingParameters: parms };
    }
    bytes = applyFilter(filter, bytes, parms, resolve, limits, budget);
  }
  return { bytes, pendingFilters: [], pendingParameters: null };
}

function parameterList(dict: PdfDict, resolve: (object: PdfObject) => PdfObject, count: number): (PdfDict | null)[] {
  const value = resolve(dict.entries.get('DecodeParms') ?? dict.entries.get('DP') ?? null);
  const list = isArray(value) ? value.items.map(resolve) : [value];
  return Array.from({ length: count }, (_, index) => {
    const one = list[index] ?? null;
    return isDict(one) ? one : null;
  });
}

function applyFilter(
  filter: string,
  data: Uint8Array,
  parms: PdfDict | null,
  resolve: (object: PdfObject) => PdfObject,
  limits: ReaderLimits,
  budget: InflateBudget,
): Uint8Array {
  const number = (key: string, fallback: number): number => {
    const value = resolve(parms?.entries.get(key) ?? null);
    return typeof value === 'number' ? value : fallback;
  };
  const allowed = Math.max(0, Math.min(limits.inflatedBytes, budget.bytesLeft));
  const out = (() => {
    switch (filter) {
      case 'FlateDecode':
        return undoPredictor(inflate(data, allowed, limits), number);
      case 'LZWDecode':
        return undoPredictor(decodeLzw(data, number('EarlyChange', 1), allowed), number);
      case 'ASCIIHexDecode':
        return decodeAsciiHex(data);
      case 'ASCII85Decode':
        return decodeAscii85(data);
      case 'RunLengthDecode':
        return decodeRunLength(data, allowed);
      case 'Crypt': {
        // only the Identity crypt filter leaves the data as they are
        const crypt = resolve(parms?.entries.get('Name') ?? null);
        if (crypt === null || isName(crypt, 'Identity')) return data;
        throw unreadable('a stream has its own crypt filter');
      }
      default:
        throw unreadable(`unknown filter ${filter.slice(0, 40)}`);
    }
  })();
  if (out === null) {
    throw budget.bytesLeft < limits.inflatedBytes
      ? limitError('inflatedBytesTotal', limits.inflatedBytesTotal)
      : limitError('inflatedBytes', limits.inflatedBytes);
  }
  budget.bytesLeft -= out.length;
  return out;
}

function inflate(data: Uint8Array, allowed: number, limits: ReaderLimits): Uint8Array | null {
  let out: Uint8Array;
  try {
    out = inflateSync(data, { maxOutputLength: Math.max(1, allowed) });
  } catch (thrown) {
    const code = (thrown as { code?: string }).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw unreadable(`deflate data are damaged (${code ?? 'unknown'})`);
  }
  if (out.length > 1024 * 1024 && out.length / Math.max(1, data.length) > limits.inflateRatio) {
    throw limitError('inflateRatio', limits.inflateRatio);
  }
  return out;
}

function decodeAsciiHex(data: Uint8Array): Uint8Array {
  const out = new Uint8Array((data.length + 1) >> 1);
  let nibbles = 0;
  for (const byte of data) {
    if (byte === 0x3e) break;
    if (isWhite(byte)) continue;
    const value = hexValue(byte);
    if (value < 0) throw unreadable('ASCIIHex data have a foreign byte');
    const slot = nibbles >> 1;
    out[slot] = nibbles % 2 === 0 ? value << 4 : (out[slot] as number) | value;
    nibbles++;
  }
  return out.subarray(0, (nibbles + 1) >> 1);
}

function decodeAscii85(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length * 4 + 4);
  let length = 0;
  let value = 0;
  let count = 0;
  for (let at = 0; at < data.length; at++) {
    const byte = data[at] as number;
    if (isWhite(byte)) continue;
    if (byte === 0x7e) break;
    if (byte === 0x7a && count === 0) {
      length += 4;
      continue;
    }
    if (byte < 0x21 || byte > 0x75) throw unreadable('ASCII85 data have a foreign byte');
    value = value * 85 + (byte - 0x21);
    count++;
    if (count === 5) {
      if (value > 0xffffffff) throw unreadable('an ASCII85 group is too large');
      writeBig(out, length, value, 4);
      length += 4;
      value = 0;
      count = 0;
    }
  }
  if (count === 1) throw unreadable('ASCII85 data end inside a group');
  if (count > 1) {
    for (let pad = count; pad < 5; pad++) value = value * 85 + 84;
    writeBig(out, length, Math.min(value, 0xffffffff), count - 1);
    length += count - 1;
  }
  return out.slice(0, length);
}

function writeBig(out: Uint8Array, at: number, value: number, count: number): void {
  for (let index = 0; index < count; index++) out[at + index] = Math.floor(value / 2 ** (24 - 8 * index)) & 0xff;
}

function decodeRunLength(data: Uint8Array, allowed: number): Uint8Array | null {
  let length = 0;
  for (let at = 0; at < data.length; ) {
    const count = data[at] as number;
    if (count === 128) break;
    length += count < 128 ? count + 1 : 257 - count;
    at += count < 128 ? count + 2 : 2;
  }
  if (length > allowed) return null;
  const out = new Uint8Array(length);
  let to = 0;
  for (let at = 0; at < data.length; ) {
    const count = data[at] as number;
    if (count === 128) break;
    if (count < 128) {
      if (at + 1 + count >= data.length) throw unreadable('run-length data are cut off');
      out.set(data.subarray(at + 1, at + 2 + count), to);
      to += count + 1;
      at += count + 2;
    } else {
      const byte = data[at + 1];
      if (byte === undefined) throw unreadable('run-length data are cut off');
      out.fill(byte, to, to + 257 - count);
      to += 257 - count;
      at += 2;
    }
  }
  return out;
}
