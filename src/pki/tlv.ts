import { unreadable } from './asn1.ts';

/**
 * Boundaries of one BER value, without decoding it. asn1js builds an object for every node, which a CRL of some
 * megabytes does not survive, and it forgets how lengths were written; this looks at identifier and length octets only.
 */
export interface Tlv {
  /** First identifier octet. */
  readonly tag: number;
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  /** Exclusive, end-of-contents included. */
  readonly end: number;
  /** Definite length in its shortest form, single-octet tag: what DER asks of the header. */
  readonly der: boolean;
}

const maxDepth = 64;

/** @throws SohoaError PKI_UNREADABLE when the value does not fit before `limit` */
export function tlvAt(bytes: Uint8Array, start: number, limit: number, what: string, depth = 0): Tlv {
  if (depth > maxDepth) throw unreadable(what, `nested deeper than ${maxDepth}`);
  const tag = bytes[start];
  if (tag === undefined || start + 2 > limit) throw unreadable(what, 'ends inside a value');
  let cursor = start + 1;
  if ((tag & 0x1f) === 0x1f) {
    while (cursor < limit && ((bytes[cursor] ?? 0) & 0x80) !== 0) cursor++;
    cursor++;
  }
  const first = bytes[cursor];
  if (first === undefined || cursor >= limit) throw unreadable(what, 'ends inside a value');
  cursor++;
  if (first === 0x80) return indefinite(bytes, tag, start, cursor, limit, what, depth);
  let length = first;
  let minimal = true;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4 || cursor + count > limit) throw unreadable(what, 'length out of range');
    length = Buffer.from(bytes.buffer, bytes.byteOffset + cursor, count).readUIntBE(0, count);
    minimal = length >= 0x80 && (bytes[cursor] ?? 0) !== 0;
    cursor += count;
  }
  if (length > limit - cursor) throw unreadable(what, 'a value is longer than its container');
  const end = cursor + length;
  return { tag, start, contentStart: cursor, contentEnd: end, end, der: minimal && (tag & 0x1f) !== 0x1f };
}

function indefinite(
  bytes: Uint8Array,
  tag: number,
  start: number,
  contentStart: number,
  limit: number,
  what: string,
  depth: number,
): Tlv {
  if ((tag & 0x20) === 0) throw unreadable(what, 'primitive value of indefinite length');
  let cursor = contentStart;
  for (;;) {
    if (bytes[cursor] === 0 && bytes[cursor + 1] === 0 && cursor + 2 <= limit) {
      return { tag, start, contentStart, contentEnd: cursor, end: cursor + 2, der: false };
    }
    cursor = tlvAt(bytes, cursor, limit, what, depth + 1).end;
  }
}

/** Members of a constructed value one after the other, never all at once. */
export function* tlvMembers(bytes: Uint8Array, parent: Tlv, what: string): Generator<Tlv> {
  let cursor = parent.contentStart;
  while (cursor < parent.contentEnd) {
    const member = tlvAt(bytes, cursor, parent.contentEnd, what);
    yield member;
    cursor = member.end;
  }
}

export const tlvBytes = (bytes: Uint8Array, value: Tlv): Uint8Array => bytes.subarray(value.start, value.end);
export const tlvContent = (bytes: Uint8Array, value: Tlv): Uint8Array =>
  bytes.subarray(value.contentStart, value.contentEnd);

const isConstructed = (value: Tlv): boolean => (value.tag & 0x20) !== 0;

/**
 * True when every header below is DER, every SET OF is in ascending order and strings are primitive
 * (X.690 10 and 11.6); the values of primitive types are not judged.
 */
export function isDer(bytes: Uint8Array, what: string, at = 0, limit = bytes.length, depth = 0): boolean {
  if (depth > maxDepth) return false;
  const value = tlvAt(bytes, at, limit, what);
  if (!value.der || (depth === 0 && value.end !== limit)) return false;
  if (!isConstructed(value)) return true;
  const universal = (value.tag & 0xc0) === 0;
  if (universal && value.tag !== 0x30 && value.tag !== 0x31) return false;
  let previous: Uint8Array | null = null;
  for (const member of tlvMembers(bytes, value, what)) {
    if (!isDer(bytes, what, member.start, member.end, depth + 1)) return false;
    const encoded = tlvBytes(bytes, member);
    if (value.tag === 0x31 && previous !== null && Buffer.compare(previous, encoded) > 0) return false;
    previous = encoded;
  }
  return true;
}

/**
 * Replaces every NULL that was written as *constructed* (0x25 0x00, met in signatures of government tools) by 0x05 0x00.
 * The length stays, so offsets of the copy are offsets of the original. Returns the input itself when there is none.
 */
export function withoutConstructedNulls(
  bytes: Uint8Array,
  what: string,
): { readonly bytes: Uint8Array; readonly count: number } {
  const places: number[] = [];
  const walk = (value: Tlv, depth: number): void => {
    if (depth > maxDepth) throw unreadable(what, `nested deeper than ${maxDepth}`);
    if (value.tag === 0x25 && value.contentStart === value.contentEnd) places.push(value.start);
    else if (isConstructed(value)) for (const member of tlvMembers(bytes, value, what)) walk(member, depth + 1);
  };
  walk(tlvAt(bytes, 0, bytes.length, what), 0);
  if (places.length === 0) return { bytes, count: 0 };
  const copy = new Uint8Array(bytes);
  for (const place of places) copy[place] = 0x05;
  return { bytes: copy, count: places.length };
}
