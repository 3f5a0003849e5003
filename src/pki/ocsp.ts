import {
  type Asn1,
  bitOctets,
  children,
  decode,
  integerHex,
  members,
  octets,
  oid,
  raw,
  sameBytes,
  smallInteger,
  tag,
  time,
  unreadable,
} from './asn1.ts';
import { algorithm, bigInteger, encode, nullValue, objectId, octetString, sequence, tagged } from './asn1-write.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { readReason } from './crl.ts';
import { readName } from './distinguished-name.ts';
import { extensionOid, findExtension, type RevocationReason, readExtension, readExtensions } from './extensions.ts';
import { digest, type HashName, hashByOid, hashOid } from './hashes.ts';
import { readSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts';
import { type Tlv, tlvAt, tlvBytes, tlvMembers } from './tlv.ts';

const what = 'OCSP response';
export const maxOcspBytes = 1024 * 1024;

/** Names a certificate by hashes of its issuer's name and key, and its serial (RFC 6960 4.1.1). */
export interface OcspCertificateId {
  readonly hash: HashName | null;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serialHex: string;
}

export type OcspStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked'; readonly revokedAt: Date; readonly reason: RevocationReason };

export interface OcspSingle {
  readonly certificateId: OcspCertificateId;
  readonly status: OcspStatus;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  /** The responder keeps status of certificates that expired after this moment. */
  readonly archiveCutoff: Date | null;
  readonly unknownCritical: string | null;
}

export type OcspResponderId =
  | { readonly kind: 'name'; readonly key: string }
  | { readonly kind: 'key-hash'; readonly sha1: Uint8Array };

/** A successful BasicOCSPResponse. */
export interface OcspResponse {
  readonly der: Uint8Array;
  readonly responderId: OcspResponderId;
  readonly producedAt: Date;
  readonly singles: readonly OcspSingle[];
  readonly nonce: Uint8Array | null;
  readonly unknownCritical: string | null;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  readonly certificates: readonly Certificate[];
}

const failures: Readonly<Record<number, string>> = {
  1: 'malformedRequest',
  2: 'internalError',
  3: 'tryLater',
  5: 'sigRequired',
  6: 'unauthorized',
};

/** Reads an OCSPResponse. @throws SohoaError PKI_UNREADABLE, also for any status other than successful */
export function parseOcspResponse(bytes: Uint8Array): OcspResponse {
  const [statusNode, wrapper] = members(decode(bytes, what, { maxBytes: maxOcspBytes }), what, 1);
  const status = smallInteger(statusNode, what);
  if (status !== 0) throw unreadable(what, `status ${failures[status] ?? status}`);
  const [type, body] = members(wrapper === undefined ? undefined : children(wrapper)[0], what, 2);
  if (oid(type, what) !== '1.3.6.1.5.5.7.48.1.1') throw unreadable(what, `type ${oid(type, what)}`);
  const encoded = octets(body, what);
  const [tbs, algorithmNode, signature, certificateSet] = partsOfBasicResponse(encoded);
  const fields = [...members(tbs, what, 3)];
  if (fields[0] !== undefined && tag(fields[0]) === 0xa0) fields.shift();
  const [responder, producedAt, responses, extensionNode] = fields;
  const extensions = extensionNode === undefined ? [] : readExtensions(children(extensionNode)[0], what);
  return {
    der: new Uint8Array(bytes),
    responderId: readResponderId(responder),
    producedAt: time(producedAt, what),
    singles: members(responses, what).map(readSingle),
    nonce: readNonce(extensions),
    unknownCritical: extensions.find((one) => one.critical && one.oid !== extensionOid.ocspNonce)?.oid ?? null,
    tbs: raw(tbs),
    signatureAlgorithm: readSignatureAlgorithm(algorithmNode, what),
    signature: bitOctets(signature, what),
    certificates: certificatesIn(encoded, certificateSet),
  };
}

const maxCertificates = 16;

/** Data, algorithm and signature decoded; the certificates by their boundaries, since most have been read before. */
function partsOfBasicResponse(bytes: Uint8Array): readonly [Asn1, Asn1, Asn1, Tlv | undefined] {
  const basic = tlvAt(bytes, 0, bytes.length, what);
  if (basic.tag !== 0x30 || basic.end !== bytes.length) throw unreadable(what, 'no BasicOCSPResponse');
  const [data, algorithm_, signature, certificates] = [...tlvMembers(bytes, basic, what)];
  const part = (value: Tlv | undefined): Asn1 => {
    if (value === undefined) throw unreadable(what, 'members missing');
    return decode(tlvBytes(bytes, value), what, { maxBytes: maxOcspBytes });
  };
  return [part(data), part(algorithm_), part(signature), certificates?.tag === 0xa0 ? certificates : undefined];
}

function certificatesIn(bytes: Uint8Array, set: Tlv | undefined): readonly Certificate[] {
  if (set === undefined) return [];
  const [sequenceOf] = [...tlvMembers(bytes, set, what)];
  if (sequenceOf?.tag !== 0x30) throw unreadable(what, 'no SEQUENCE');
  return [...tlvMembers(bytes, sequenceOf, what)]
    .slice(0, maxCertificates)
    .map((value) => parseCertificate(tlvBytes(bytes, value)));
}

function readNonce(extensions: ReturnType<typeof readExtensions>): Uint8Array | null {
  const extension = findExtension(extensions, extensionOid.ocspNonce);
  if (extension === undefined) return null;
  // RFC 8954 wraps the nonce in an OCTET STRING; older responders put the bytes there directly
  try {
    return octets(decode(extension.der, what), what);
  } catch {
    return extension.der;
  }
}

function readResponderId(node: Asn1 | undefined): OcspResponderId {
  const inner = node === undefined ? undefined : children(node)[0];
  if (node !== undefined && tag(node) === 0xa1) return { kind: 'name', key: readName(inner, what).key };
  if (node !== undefined && tag(node) === 0xa2) return { kind: 'key-hash', sha1: octets(inner, what) };
  throw unreadable(what, 'no responder id');
}

function readSingle(node: Asn1): OcspSingle {
  const [idNode, statusNode, thisUpdate, ...optional] = members(node, what, 3);
  const next = optional.find((member) => tag(member) === 0xa0);
  const extensionNode = optional.find((member) => tag(member) === 0xa1);
  const extensions = extensionNode === undefined ? [] : readExtensions(children(extensionNode)[0], what);
  return {
    certificateId: readCertificateId(idNode),
    status: readStatus(statusNode),
    thisUpdate: time(thisUpdate, what),
    nextUpdate: next === undefined ? null : time(children(next)[0], what),
    archiveCutoff: readExtension(extensions, extensionOid.ocspArchiveCutoff, time),
    unknownCritical: extensions.find(({ critical }) => critical)?.oid ?? null,
  };
}

function readCertificateId(node: Asn1 | undefined): OcspCertificateId {
  const [hashNode, name, key, serial] = members(node, what, 4);
  return {
    hash: hashByOid(oid(members(hashNode, what, 1)[0], what)),
    issuerNameHash: octets(name, what),
    issuerKeyHash: octets(key, what),
    serialHex: integerHex(serial, what),
  };
}

function readStatus(node: Asn1 | undefined): OcspStatus {
  if (node === undefined) throw unreadable(what, 'no status');
  if (tag(node) === 0x80) return { kind: 'good' };
  if (tag(node) !== 0xa1) return { kind: 'unknown' };
  const [at, reasonNode] = children(node);
  const reason = reasonNode === undefined ? undefined : children(reasonNode)[0];
  return {
    kind: 'revoked',
    revokedAt: time(at, what),
    reason: reason === undefined ? 'unspecified' : readReason(reason),
  };
}

/** All hashes and the serial belong to this certificate. */
export function speaksAbout(id: OcspCertificateId, certificate: Certificate, issuer: Certificate): boolean {
  return (
    id.hash !== null &&
    id.serialHex === certificate.serialHex &&
    sameBytes(id.issuerNameHash, digest(id.hash, issuer.subject.der)) &&
    sameBytes(id.issuerKeyHash, digest(id.hash, issuer.publicKeyBits))
  );
}

export const isResponder = (id: OcspResponderId, certificate: Certificate): boolean =>
  id.kind === 'name'
    ? id.key === certificate.subject.key
    : sameBytes(id.sha1, digest('sha1', certificate.publicKeyBits));

/**
 * An OCSPRequest for one certificate. The CertID uses SHA-1, which every responder understands (RFC 5019 2.1.1); it only
 * names the certificate and protects nothing.
 */
export function buildOcspRequest(certificate: Certificate, issuer: Certificate, nonce: Uint8Array): Uint8Array {
  const certificateId = sequence(
    algorithm(hashOid('sha1'), nullValue()),
    octetString(digest('sha1', issuer.subject.der)),
    octetString(digest('sha1', issuer.publicKeyBits)),
    bigInteger(Buffer.from(certificate.serialHex, 'hex')),
  );
  const nonceExtension = sequence(objectId(extensionOid.ocspNonce), octetString(encode(octetString(nonce))));
  return encode(sequence(sequence(sequence(sequence(certificateId)), tagged(2, sequence(nonceExtension)))));
}
