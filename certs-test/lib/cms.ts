import { createHash } from 'node:crypto';
import {
  bigInteger,
  type Encodable,
  encode,
  encodedValue,
  integer,
  objectId,
  octetString,
  sequence,
  setOf,
  tagged,
} from '../../src/pki/asn1-write.ts';
import type { Certificate } from '../../src/pki/certificate.ts';
import { cmsOid } from '../../src/pki/cms-oids.ts';
import { serialBytes } from './status.ts';

/** The parts of a CMS SignedData as test authorities and forgers put them together: each may be wrong on purpose. */
export interface SignedDataParts {
  /** Default 1. */
  readonly version?: number;
  readonly digestAlgorithm: Encodable;
  readonly contentType: string;
  /** Absent: a detached signature. */
  readonly content?: Uint8Array | undefined;
  readonly certificates: readonly Certificate[];
  readonly signers: readonly Encodable[];
}

/** DER of the ContentInfo. */
export function encodeSignedData(parts: SignedDataParts): Uint8Array {
  const { contentType, content, certificates } = parts;
  const enclosed = encode(setOf(certificates.map(({ der }) => encodedValue(der))));
  return encode(
    sequence(
      objectId(cmsOid.signedData),
      tagged(
        0,
        sequence(
          integer(parts.version ?? 1),
          setOf([parts.digestAlgorithm]),
          sequence(objectId(contentType), ...(content === undefined ? [] : [tagged(0, octetString(content))])),
          ...(certificates.length === 0 ? [] : [encodedValue(retagged(enclosed, 0xa0))]),
          encodedValue(unsortedSet(parts.signers)),
        ),
      ),
    ),
  );
}

export interface SignerParts {
  /** Who is named, by issuer and serial unless `identifier` says otherwise. */
  readonly certificate: Certificate;
  readonly identifier?: { readonly version: number; readonly value: Encodable };
  readonly digestAlgorithm: Encodable;
  /** DER of the SET OF as it was signed; null: a signature without signed attributes. */
  readonly attributes: Uint8Array | null;
  readonly signatureAlgorithm: Encodable;
  readonly value: Uint8Array;
}

export const signerInfo = (parts: SignerParts): Encodable =>
  sequence(
    integer(parts.identifier?.version ?? 1),
    parts.identifier?.value ??
      sequence(encodedValue(parts.certificate.issuer.der), bigInteger(serialBytes(parts.certificate))),
    parts.digestAlgorithm,
    ...(parts.attributes === null ? [] : [encodedValue(retagged(parts.attributes, 0xa0))]),
    parts.signatureAlgorithm,
    octetString(parts.value),
  );

export const attribute = (type: string, ...values: readonly Encodable[]): Encodable =>
  sequence(objectId(type), setOf(values));

/** ESS signing-certificate-v2 with its SHA-256 default (RFC 5035). */
export const essAttribute = ({ der }: Certificate): Encodable =>
  attribute(
    cmsOid.signingCertificateV2,
    sequence(sequence(sequence(octetString(createHash('sha256').update(der).digest())))),
  );

/** A SET whose members stay in the order given, which DER forbids unless it is theirs. */
export const unsortedSet = (members: readonly Encodable[]): Uint8Array => retagged(encode(sequence(...members)), 0x31);

/** The signed attributes in descending order: signed as they stand, they are not DER. */
export const reversedSet = (attributes: readonly Encodable[]): Uint8Array =>
  unsortedSet(
    attributes
      .map(encode)
      .sort((a, b) => Buffer.compare(b, a))
      .map(encodedValue),
  );

/** The same value under another identifier octet (IMPLICIT tagging). */
const retagged = (der: Uint8Array, identifier: number): Uint8Array =>
  Uint8Array.from(der, (byte, index) => (index === 0 ? identifier : byte));
