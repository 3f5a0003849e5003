import * as asn1js from 'asn1js';
import { SohoaError } from '../domain/errors.ts';

/** One decoded ASN.1 value, as asn1js gives it. The functions below are the only way this room looks into one. */
export type Asn1 = asn1js.AsnType;

/** Bounds for hostile input; asn1js' own defaults (10,000 nodes) are too small for a CMS that carries a CRL. */
export interface Asn1Limits {
  readonly maxBytes: number;
  readonly maxNodes: number;
  readonly maxDepth: number;
}
const defaultLimits: Asn1Limits = { maxBytes: 4 * 1024 * 1024, maxNodes: 200_000, maxDepth: 64 };

export const unreadable = (what: string, reason: string): SohoaError =>
  new SohoaError('PKI_UNREADABLE', { what, reason });

/**
 * Decodes exactly one value; unlike asn1js alone it refuses trailing bytes and reports every limit.
 * @param what named in the error, for example `certificate`
 * @throws SohoaError PKI_UNREADABLE
 */
export function decode(bytes: Uint8Array, what: string, limits: Partial<Asn1Limits> = {}): Asn1 {
  const { maxBytes, maxNodes, maxDepth } = { ...defaultLimits, ...limits };
  if (bytes.length === 0) throw unreadable(what, 'empty');
  if (bytes.length > maxBytes) throw unreadable(what, `${bytes.length} bytes, at most ${maxBytes}`);
  const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let decoded: ReturnType<typeof asn1js.fromBER>;
  try {
    decoded = asn1js.fromBER(view, {
      maxNodes,
      maxDepth,
      maxContentLength: maxBytes,
      copyInput: false,
      parseEmbedded: false,
    });
  } catch (thrown) {
    throw unreadable(what, thrown instanceof Error ? thrown.message : 'not ASN.1');
  }
  if (decoded.offset === -1) throw unreadable(what, decoded.result.error || 'not ASN.1');
  if (decoded.offset !== bytes.length) throw unreadable(what, `${bytes.length - decoded.offset} bytes after its end`);
  return decoded.result;
}

/** The encoding of this value, header included, as it stood in the input. */
export const raw = (node: Asn1): Uint8Array => node.valueBeforeDecodeView;

/** The first identifier octet: 0x30 SEQUENCE, 0x31 SET, 0xA0 [0] constructed, 0x80 [0] primitive … */
export const tag = (node: Asn1): number => raw(node)[0] ?? -1;

/** The content octets without identifier and length (and without end-of-contents). */
export function content(node: Asn1): Uint8Array {
  const header = node.idBlock.blockLength + node.lenBlock.blockLength;
  const end = node.lenBlock.isIndefiniteForm ? raw(node).length - 2 : raw(node).length;
  return raw(node).subarray(header, end);
}

/** Members of a constructed value; an empty list for a primitive one. */
export function children(node: Asn1): readonly Asn1[] {
  const value: unknown = 'value' in node.valueBlock ? node.valueBlock.value : undefined;
  if (!Array.isArray(value)) return [];
  return value.filter((child): child is Asn1 => !(child instanceof asn1js.EndOfContent));
}

/** Members of a SEQUENCE, at least `least` of them. @throws SohoaError PKI_UNREADABLE */
export const members = (node: Asn1 | undefined, what: string, least = 0): readonly Asn1[] =>
  membersOf(node, 0x30, what, least);

/** Members of a SET. @throws SohoaError PKI_UNREADABLE */
export const setMembers = (node: Asn1 | undefined, what: string, least = 0): readonly Asn1[] =>
  membersOf(node, 0x31, what, least);

function membersOf(node: Asn1 | undefined, expected: number, what: string, least: number): readonly Asn1[] {
  if (node === undefined || tag(node) !== expected) {
    throw unreadable(what, expected === 0x30 ? 'no SEQUENCE' : 'no SET');
  }
  const list = children(node);
  if (list.length < least) throw unreadable(what, `${list.length} members, at least ${least} expected`);
  return list;
}

/** Dotted form. @throws SohoaError PKI_UNREADABLE */
export function oid(node: Asn1 | undefined, what: string): string {
  if (!(node instanceof asn1js.ObjectIdentifier)) throw unreadable(what, 'no object identifier');
  return node.valueBlock.toString();
}

/** Two's complement content octets of an INTEGER. @throws SohoaError PKI_UNREADABLE */
export function integerBytes(node: Asn1 | undefined, what: string): Uint8Array {
  if (node === undefined || tag(node) !== 0x02) throw unreadable(what, 'no INTEGER');
  return content(node);
}

/** Upper-case hex without leading zeros, as `openssl x509 -serial` prints it (a minus sign when negative). */
export function integerHex(node: Asn1 | undefined, what: string): string {
  return hexOfInteger(integerBytes(node, what));
}

export function hexOfInteger(bytes: Uint8Array): string {
  if (bytes.length === 0) return '0';
  const negative = (bytes[0] ?? 0) >= 0x80;
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  if (negative) value -= 1n << BigInt(bytes.length * 8);
  const hex = (negative ? -value : value).toString(16).toUpperCase();
  const even = hex.length % 2 === 1 ? `0${hex}` : hex;
  return negative ? `-${even}` : even;
}

/** A small INTEGER or ENUMERATED. @throws SohoaError PKI_UNREADABLE when it does not fit 31 bits */
export function smallInteger(node: Asn1 | undefined, what: string): number {
  if (node === undefined || (tag(node) !== 0x02 && tag(node) !== 0x0a)) throw unreadable(what, 'no INTEGER');
  return smallIntegerOf(content(node), what);
}

export function smallIntegerOf(bytes: Uint8Array, what: string): number {
  if (bytes.length === 0 || bytes.length > 4) throw unreadable(what, 'INTEGER out of range');
  return Buffer.from(bytes).readIntBE(0, bytes.length);
}

/** OCTET STRING in either form (BER writers split large ones). @throws SohoaError PKI_UNREADABLE */
export function octets(node: Asn1 | undefined, what: string): Uint8Array {
  if (node === undefined || (tag(node) & 0xdf) !== 0x04) throw unreadable(what, 'no OCTET STRING');
  if (tag(node) === 0x04) return content(node);
  return new Uint8Array(Buffer.concat(children(node).map((part) => octets(part, what))));
}

/** BIT STRING of whole octets (signatures, keys). @throws SohoaError PKI_UNREADABLE */
export function bitOctets(node: Asn1 | undefined, what: string): Uint8Array {
  if (node === undefined || tag(node) !== 0x03) throw unreadable(what, 'no BIT STRING');
  const bytes = content(node);
  if (bytes[0] !== 0) throw unreadable(what, 'BIT STRING with unused bits');
  return bytes.subarray(1);
}

/** Numbers of the bits set in a named BIT STRING given by its content octets. */
export function setBits(bytes: Uint8Array): ReadonlySet<number> {
  const set = new Set<number>();
  for (let index = 1; index < bytes.length; index++) {
    for (let bit = 0; bit < 8; bit++) if (((bytes[index] ?? 0) & (0x80 >> bit)) !== 0) set.add((index - 1) * 8 + bit);
  }
  return set;
}

/** UTCTime or GeneralizedTime; DER forms with seconds and Z, fractions of a second allowed (RFC 3161). */
export function time(node: Asn1 | undefined, what: string): Date {
  const form = node === undefined ? -1 : tag(node);
  if (node === undefined || (form !== 0x17 && form !== 0x18)) throw unreadable(what, 'no time');
  return timeOf(Buffer.from(content(node)).toString('latin1'), form === 0x18, what);
}

export function timeOf(written: string, generalized: boolean, what: string): Date {
  const pattern = generalized
    ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/
    : /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/;
  const parts = pattern.exec(written);
  if (parts === null) throw unreadable(what, `time ${JSON.stringify(written.slice(0, 40))}`);
  const [, yearText = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = parts;
  const short = Number(yearText);
  const year = generalized ? short : short + (short >= 50 ? 1900 : 2000);
  const date = new Date(
    Date.UTC(year, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) +
      Math.floor(Number(`0.${fraction || '0'}`) * 1000),
  );
  if (generalized && year < 100) date.setUTCFullYear(year);
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day) || Number(hour) > 23) {
    throw unreadable(what, `time ${written}`);
  }
  return date;
}

/** Any of the character strings met in names; wrongly encoded octets become U+FFFD, never an error. */
export function string(node: Asn1): string {
  const bytes = content(node);
  switch (tag(node) & 0x1f) {
    case 12:
      return new TextDecoder('utf-8').decode(bytes);
    case 30:
      return new TextDecoder('utf-16be').decode(bytes);
    case 28:
      return utf32(bytes);
    default:
      // PrintableString, IA5String, NumericString are ASCII; TeletexString is Latin-1 in practice
      return Buffer.from(bytes).toString('latin1');
  }
}

function utf32(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let written = '';
  for (let offset = 0; offset + 4 <= bytes.length; offset += 4) {
    const point = view.getUint32(offset);
    written += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  }
  return written;
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Input of `pkijs`/`asn1js` constructors, which want a buffer of their own. */
export const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
