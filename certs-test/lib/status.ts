import { createHash, type KeyObject } from 'node:crypto';
import * as asn1js from 'asn1js';
import {
  algorithm,
  bigInteger,
  type Encodable,
  encode,
  encodedValue,
  generalizedTime,
  integer,
  nullValue,
  objectId,
  octetString,
  sequence,
  tagged,
  taggedBytes,
} from '../../src/pki/asn1-write.ts';
import type { Certificate } from '../../src/pki/certificate.ts';
import { extensionOid, type RevocationReason, revocationReasons } from '../../src/pki/extensions.ts';
import {
  encodeExtensions,
  encodeTime,
  keyIdentifier,
  schemeFor,
  signatureAlgorithmOf,
  signedStructure,
  type TestExtension,
  type TestScheme,
} from './issue.ts';

/** A serial number as its magnitude. */
export const serialBytes = (certificate: Certificate): Uint8Array => Buffer.from(certificate.serialHex, 'hex');

export interface RevokedEntry {
  readonly serial: Uint8Array;
  readonly at: Date;
  readonly reason?: RevocationReason;
  /** Further entry extensions, for example certificateIssuer of an indirect CRL. */
  readonly extensions?: readonly TestExtension[];
}

export interface CrlTemplate {
  /** DER of the issuer's name. */
  readonly issuer: Uint8Array;
  readonly key: KeyObject;
  readonly scheme?: TestScheme;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly number: number;
  readonly entries: readonly RevokedEntry[];
  /** Further entries, encoded already: for lists of many megabytes. */
  readonly encodedEntries?: Uint8Array;
  readonly extensions?: readonly TestExtension[];
}

export function encodeRevokedEntry(entry: RevokedEntry): Uint8Array {
  const extensions: TestExtension[] = [...(entry.extensions ?? [])];
  if (entry.reason !== undefined) {
    const value = new asn1js.Enumerated({ value: revocationReasons.indexOf(entry.reason) });
    extensions.unshift({ oid: extensionOid.reasonCode, value });
  }
  return encode(
    sequence(
      bigInteger(entry.serial),
      encodeTime(entry.at),
      ...(extensions.length === 0 ? [] : [encodeExtensions(extensions)]),
    ),
  );
}

export function encodeCrl(template: CrlTemplate): Uint8Array {
  const scheme = template.scheme ?? schemeFor(template.key);
  const entries = Buffer.concat([
    template.encodedEntries ?? new Uint8Array(),
    ...template.entries.map(encodeRevokedEntry),
  ]);
  const body = sequence(
    integer(1),
    signatureAlgorithmOf(scheme, template.key),
    encodedValue(template.issuer),
    encodeTime(template.thisUpdate),
    ...(template.nextUpdate === null ? [] : [encodeTime(template.nextUpdate)]),
    ...(entries.length === 0 ? [] : [sequence(encodedValue(entries))]),
    tagged(
      0,
      encodeExtensions([
        { oid: extensionOid.authorityKeyIdentifier, value: sequence(taggedBytes(0, keyIdentifier(template.key))) },
        { oid: extensionOid.crlNumber, value: integer(template.number) },
        ...(template.extensions ?? []),
      ]),
    ),
  );
  return encode(signedStructure(body, template.key, scheme));
}

export const crlPem = (der: Uint8Array): Uint8Array => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return Buffer.from(`-----BEGIN X509 CRL-----\n${lines.join('\n')}\n-----END X509 CRL-----\n`, 'latin1');
};

export type OcspCertificateStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked'; readonly at: Date; readonly reason: RevocationReason };

export interface OcspTemplate {
  readonly certificate: { readonly serial: Uint8Array };
  /** Whose name and key the CertID hashes. */
  readonly issuer: Certificate;
  readonly status: OcspCertificateStatus;
  readonly responder: Certificate;
  readonly responderKey: KeyObject;
  /** Enclosed, so that the client can verify; default the responder itself. */
  readonly certificates?: readonly Certificate[];
  readonly producedAt: Date;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly nonce: Uint8Array | null;
  readonly hash?: 'sha1' | 'sha256';
}

const hashOids = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' } as const;

export function encodeOcspResponse(template: OcspTemplate): Uint8Array {
  const { status, responderKey, issuer } = template;
  const hash = template.hash ?? 'sha1';
  const hashOf = (bytes: Uint8Array): Encodable => octetString(createHash(hash).update(bytes).digest());
  const certId = sequence(
    algorithm(hashOids[hash], nullValue()),
    hashOf(issuer.subject.der),
    hashOf(issuer.publicKeyBits),
    bigInteger(template.certificate.serial),
  );
  const single = sequence(
    certId,
    statusChoice(status),
    generalizedTime(template.thisUpdate),
    ...(template.nextUpdate === null ? [] : [tagged(0, generalizedTime(template.nextUpdate))]),
  );
  const body = sequence(
    tagged(1, encodedValue(template.responder.subject.der)),
    generalizedTime(template.producedAt),
    sequence(single),
    ...(template.nonce === null
      ? []
      : [tagged(1, encodeExtensions([{ oid: extensionOid.ocspNonce, value: octetString(template.nonce) }]))]),
  );
  const enclosed = (template.certificates ?? [template.responder]).map(({ der }) => encodedValue(der));
  const certificates = enclosed.length === 0 ? [] : [tagged(0, sequence(...enclosed))];
  const signed = signedStructure(body, responderKey, schemeFor(responderKey), ...certificates);
  return encode(
    sequence(
      new asn1js.Enumerated({ value: 0 }),
      tagged(0, sequence(objectId('1.3.6.1.5.5.7.48.1.1'), octetString(encode(signed)))),
    ),
  );
}

function statusChoice(status: OcspCertificateStatus): Encodable {
  if (status.kind === 'good') return taggedBytes(0, new Uint8Array());
  if (status.kind === 'unknown') return taggedBytes(2, new Uint8Array());
  const reason = new asn1js.Enumerated({ value: revocationReasons.indexOf(status.reason) });
  return tagged(1, generalizedTime(status.at), tagged(0, reason));
}

/** tryLater(3), unauthorized(6) … */
export const encodeOcspFailure = (code: number): Uint8Array => encode(sequence(new asn1js.Enumerated({ value: code })));
