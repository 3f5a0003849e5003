import * as asn1js from 'asn1js';
import { arrayBuffer } from './asn1.ts';

/** Small words over asn1js for what this room encodes; every length and tag is written by asn1js. */
export type Encodable = asn1js.BaseBlock | asn1js.RawData;

const block = (value: Encodable): asn1js.BaseBlock => value as asn1js.BaseBlock;

export const sequence = (...value: readonly Encodable[]): asn1js.Sequence =>
  new asn1js.Sequence({ value: value.map(block) });

/** SET OF in DER order (X.690 11.6). */
export function setOf(values: readonly Encodable[]): asn1js.Set {
  const encoded = values.map(encode).sort((a, b) => Buffer.compare(a, b));
  return new asn1js.Set({ value: encoded.map((der) => block(encodedValue(der))) });
}

export const objectId = (value: string): asn1js.ObjectIdentifier => new asn1js.ObjectIdentifier({ value });
export const octetString = (bytes: Uint8Array): asn1js.OctetString =>
  new asn1js.OctetString({ valueHex: arrayBuffer(bytes) });
export const bitString = (bytes: Uint8Array): asn1js.BitString =>
  new asn1js.BitString({ valueHex: arrayBuffer(bytes) });
export const integer = (value: number): asn1js.Integer => new asn1js.Integer({ value });

/** A positive INTEGER from its magnitude. */
export function bigInteger(magnitude: Uint8Array): asn1js.Integer {
  const start = magnitude.findIndex((byte) => byte !== 0);
  const digits = start === -1 ? new Uint8Array(1) : magnitude.subarray(start);
  const padded = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Uint8Array.of(0), digits]) : digits;
  return new asn1js.Integer({ valueHex: arrayBuffer(padded) });
}

/** `[number] EXPLICIT`, or the constructed form of `[number] IMPLICIT SEQUENCE/SET` when its members are given. */
export const tagged = (tagNumber: number, ...value: readonly Encodable[]): asn1js.Constructed =>
  new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber }, value: value.map(block) });

/** `[number] IMPLICIT` of a primitive type with these content octets. */
export const taggedBytes = (tagNumber: number, bytes: Uint8Array): asn1js.Primitive =>
  new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber }, valueHex: arrayBuffer(bytes) });

/** A value that is encoded already (a certificate, a token): its bytes stay as they are. */
class Encoded extends asn1js.RawData {
  /** asn1js' own RawData does not write itself into the value around it. */
  override toBER(_sizeOnly?: boolean, writer?: asn1js.ViewWriter): ArrayBuffer {
    if (writer === undefined) return super.toBER();
    writer.write(this.dataView);
    return new ArrayBuffer(0);
  }
}
export const encodedValue = (der: Uint8Array): asn1js.RawData => new Encoded({ data: arrayBuffer(der) });

export const algorithm = (oid: string, ...parameters: readonly Encodable[]): asn1js.Sequence =>
  sequence(objectId(oid), ...parameters);
export const nullValue = (): asn1js.Null => new asn1js.Null();

export const generalizedTime = (moment: Date): asn1js.GeneralizedTime =>
  new asn1js.GeneralizedTime({ valueDate: moment });

export const encode = (value: Encodable): Uint8Array => new Uint8Array(value.toBER(false));
