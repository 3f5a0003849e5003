import {
  type Asn1,
  children,
  content,
  decode,
  hex,
  integerHex,
  members,
  octets,
  oid,
  raw,
  setMembers,
  smallInteger,
  tag,
  unreadable,
} from './asn1.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { cmsOid } from './cms-oids.ts';
import { type DistinguishedName, readName } from './distinguished-name.ts';
import { type Finding, finding } from './finding.ts';
import type { HashName } from './hashes.ts';
import {
  readDigestAlgorithm,
  readSignatureAlgorithm,
  type SignatureAlgorithm,
  withDigest,
} from './signature-algorithm.ts';
import { isDer, type Tlv, tlvAt, tlvBytes, tlvMembers, withoutConstructedNulls } from './tlv.ts';

/** A CMS SignedData as it was written (RFC 5652 5.1). Everything in it is claimed, nothing verified. */
export interface SignedData {
  /** Exactly the ContentInfo, without the padding that followed. */
  readonly der: Uint8Array;
  readonly version: number;
  readonly digestAlgorithms: readonly DigestIdentifier[];
  readonly contentType: string;
  readonly content: Uint8Array | null;
  /** Unreadable ones are left out, with a finding. */
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Uint8Array[];
  /** Whole OCSPResponse structures. */
  readonly ocspResponses: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
}

export interface DigestIdentifier {
  readonly oid: string;
  readonly hash: HashName | null;
}

export type SignerId =
  | { readonly kind: 'issuer-serial'; readonly issuer: DistinguishedName; readonly serialHex: string }
  | { readonly kind: 'key-id'; readonly keyId: Uint8Array };

export interface Attribute {
  readonly oid: string;
  readonly values: readonly Asn1[];
}

export interface SignerInfo {
  readonly version: number;
  readonly signerId: SignerId;
  readonly digestAlgorithm: DigestIdentifier;
  readonly signedAttributes: SignedAttributes | null;
  /** With the hash of `digestAlgorithm` where the identifier itself names none. */
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: readonly UnsignedAttribute[];
}

/** Nothing signs these, and a time-stamp token among them is large: its values stay encoded until they are asked for. */
export interface UnsignedAttribute {
  readonly oid: string;
  /** Each with its header, as the file holds it. */
  readonly values: readonly Uint8Array[];
}

export interface SignedAttributes {
  readonly attributes: readonly Attribute[];
  /** DER re-encoding as SET OF: what the signature must be over (RFC 5652 5.4). */
  readonly toBeSigned: Uint8Array;
  /** The attributes stood in the file exactly so. */
  readonly wasDer: boolean;
}

export interface SignedDataReading {
  /** Null when nothing could be read. */
  readonly signedData: SignedData | null;
  readonly findings: readonly Finding[];
}

const what = 'CMS';
/** `/Contents` of a PDF signature or a time-stamp token (signatures.md 2.7). */
const maxBytes = 4 * 1024 * 1024;
const maxCertificates = 1000;

/**
 * Reads a CMS SignedData, for example the decoded `/Contents` of a signature with its zero padding.
 * Never throws for hostile input: what is wrong is a finding.
 */
export function readSignedData(padded: Uint8Array): SignedDataReading {
  const findings: Finding[] = [];
  try {
    return { signedData: read(padded, findings), findings };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { signedData: null, findings: [...findings, finding('CMS_UNREADABLE', { reason })] };
  }
}

function read(padded: Uint8Array, findings: Finding[]): SignedData {
  if (padded.length > maxBytes) throw unreadable(what, `${padded.length} bytes, at most ${maxBytes}`);
  const outer = tlvAt(padded, 0, padded.length, what);
  const original = padded.subarray(0, outer.end);
  if (padded.subarray(outer.end).some((byte) => byte !== 0)) findings.push(finding('CMS_TRAILING_BYTES'));
  if (!outer.der) findings.push(finding('CMS_NOT_DER'));
  const patched = withoutConstructedNulls(original, what);
  if (patched.count > 0) findings.push(finding('CMS_CONSTRUCTED_NULL', { count: patched.count }));
  /** The same bytes as the file holds them: what is hashed is never the tolerated form. */
  const asWritten = (view: Uint8Array): Uint8Array => {
    const start = view.byteOffset - patched.bytes.byteOffset;
    return original.subarray(start, start + view.length);
  };

  // certificates are skipped here and decoded once, each by itself
  const parts = partsOfSignedData(patched.bytes);
  const part = (value: Tlv | undefined): Asn1 => {
    if (value === undefined) throw unreadable(what, 'members missing');
    return decode(tlvBytes(patched.bytes, value), what, { maxBytes });
  };
  const [version, digests, encapsulated, ...rest] = parts;
  const signerSet = rest.pop();
  const [contentTypeNode, contentNode] = members(part(encapsulated), what, 1);
  const certificates = readCertificateSet(
    rest.find((value) => value.tag === 0xa0),
    patched.bytes,
    asWritten,
    findings,
  );
  if (signerSet?.tag !== 0x31) throw unreadable(what, 'no SET');
  const signers = [...tlvMembers(patched.bytes, signerSet, what)].map((value) =>
    readSigner(patched.bytes, value, asWritten),
  );
  const archival = signers.flatMap(revocationArchival);
  const revocation = rest.filter((value) => value.tag === 0xa1).flatMap((value) => children(part(value)));
  return {
    der: new Uint8Array(original),
    version: smallInteger(part(version), what),
    digestAlgorithms: setMembers(part(digests), what).map((node) => readDigestAlgorithm(node, what)),
    contentType: oid(contentTypeNode, what),
    content: contentNode === undefined ? null : octets(children(contentNode)[0], what),
    certificates,
    crls: [
      ...revocation.filter((node) => tag(node) === 0x30).map((node) => asWritten(raw(node))),
      ...archival.filter(({ kind }) => kind === 'crl').map(({ der }) => der),
    ],
    ocspResponses: [
      ...revocation.flatMap(ocspOfOtherFormat).map(asWritten),
      ...archival.filter(({ kind }) => kind === 'ocsp').map(({ der }) => der),
    ],
    signers,
  };
}

/** The members of SignedData, by their boundaries: version, digest algorithms, content, [0], [1], signers. */
function partsOfSignedData(bytes: Uint8Array): readonly Tlv[] {
  const outer = tlvAt(bytes, 0, bytes.length, what);
  const [type, wrapped] = outer.tag === 0x30 ? [...tlvMembers(bytes, outer, what)] : [];
  if (type === undefined || wrapped?.tag !== 0xa0) throw unreadable(what, 'no ContentInfo');
  const typeName = oid(decode(tlvBytes(bytes, type), what), what);
  if (typeName !== cmsOid.signedData) throw unreadable(what, `content type ${typeName}`);
  const [signedData] = [...tlvMembers(bytes, wrapped, what)];
  if (signedData?.tag !== 0x30) throw unreadable(what, 'no SignedData');
  const parts: Tlv[] = [];
  for (const member of tlvMembers(bytes, signedData, what)) {
    parts.push(member);
    if (parts.length > 6) throw unreadable(what, 'too many members');
  }
  if (parts.length < 4) throw unreadable(what, 'members missing');
  return parts;
}

function readCertificateSet(
  set: Tlv | undefined,
  bytes: Uint8Array,
  asWritten: (view: Uint8Array) => Uint8Array,
  findings: Finding[],
): readonly Certificate[] {
  const certificates: Certificate[] = [];
  for (const member of set === undefined ? [] : tlvMembers(bytes, set, what)) {
    if (certificates.length >= maxCertificates) throw unreadable(what, `more than ${maxCertificates} certificates`);
    if (member.tag !== 0x30) findings.push(finding('CMS_OTHER_CERTIFICATE'));
    else {
      try {
        certificates.push(parseCertificate(asWritten(tlvBytes(bytes, member))));
      } catch {
        findings.push(finding('CMS_CERTIFICATE_UNREADABLE'));
      }
    }
  }
  return certificates;
}

function readSigner(bytes: Uint8Array, signer: Tlv, asWritten: (view: Uint8Array) => Uint8Array): SignerInfo {
  if (signer.tag !== 0x30) throw unreadable(what, 'no SEQUENCE');
  const parts = [...tlvMembers(bytes, signer, what)];
  if (parts.length < 5) throw unreadable(what, `${parts.length} members, at least 5 expected`);
  const unsigned = parts.find((value) => value.tag === 0xa1);
  const [versionNode, idNode, digestNode, ...rest] = parts
    .filter((value) => value !== unsigned)
    .map((value) => decode(tlvBytes(bytes, value), what, { maxBytes }));
  const signedNode = rest[0] !== undefined && tag(rest[0]) === 0xa0 ? rest.shift() : undefined;
  const [algorithmNode, signatureNode] = rest;
  const digestAlgorithm = readDigestAlgorithm(digestNode, what);
  return {
    version: smallInteger(versionNode, what),
    signerId: readSignerId(idNode),
    digestAlgorithm,
    signedAttributes: signedNode === undefined ? null : readSignedAttributes(signedNode, asWritten(raw(signedNode))),
    signatureAlgorithm: withDigest(readSignatureAlgorithm(algorithmNode, what), digestAlgorithm.hash),
    signature: octets(signatureNode, what),
    unsignedAttributes: unsigned === undefined ? [] : readUnsigned(bytes, unsigned, asWritten),
  };
}

function readUnsigned(
  bytes: Uint8Array,
  set: Tlv,
  asWritten: (view: Uint8Array) => Uint8Array,
): readonly UnsignedAttribute[] {
  return [...tlvMembers(bytes, set, what)].map((attribute) => {
    const [type, values] = attribute.tag === 0x30 ? [...tlvMembers(bytes, attribute, what)] : [];
    if (type === undefined || values?.tag !== 0x31) throw unreadable(what, 'no attribute');
    return {
      oid: oid(decode(tlvBytes(bytes, type), what), what),
      values: [...tlvMembers(bytes, values, what)].map((value) => asWritten(tlvBytes(bytes, value))),
    };
  });
}

function readSignerId(node: Asn1 | undefined): SignerId {
  if (node !== undefined && tag(node) === 0x80) return { kind: 'key-id', keyId: content(node) };
  const [issuer, serial] = members(node, what, 2);
  return { kind: 'issuer-serial', issuer: readName(issuer, what), serialHex: integerHex(serial, what) };
}

const readAttributes = (nodes: readonly Asn1[]): readonly Attribute[] =>
  nodes.map((node) => {
    const [type, values] = members(node, what, 2);
    return { oid: oid(type, what), values: setMembers(values, what) };
  });

function readSignedAttributes(node: Asn1, written: Uint8Array): SignedAttributes {
  const asSet = new Uint8Array(written);
  asSet[0] = 0x31;
  const wasDer = isDer(asSet, what);
  return { attributes: readAttributes(children(node)), toBeSigned: wasDer ? asSet : inDerOrder(asSet), wasDer };
}

/**
 * SET OF with its members in DER order. Members that are not DER themselves stay as written: the signature over a
 * correct encoding then fails, which is the right answer.
 */
function inDerOrder(set: Uint8Array): Uint8Array {
  const outer = tlvAt(set, 0, set.length, what);
  if (!outer.der) return set;
  const encoded: Uint8Array[] = [];
  let cursor = outer.contentStart;
  while (cursor < outer.contentEnd) {
    const member = tlvAt(set, cursor, outer.contentEnd, what);
    encoded.push(set.subarray(member.start, member.end));
    cursor = member.end;
  }
  encoded.sort((a, b) => Buffer.compare(a, b));
  return new Uint8Array(Buffer.concat([set.subarray(0, outer.contentStart), ...encoded]));
}

/** OtherRevocationInfoFormat with an OCSP response (RFC 5940 2.1). */
function ocspOfOtherFormat(node: Asn1): readonly Uint8Array[] {
  if (tag(node) !== 0xa1) return [];
  const [format, info] = children(node);
  return info !== undefined && oid(format, what) === cmsOid.ocspResponseInfo ? [raw(info)] : [];
}

/** adbe-revocationInfoArchival: `SEQUENCE { [0] CRLs, [1] OCSP responses }`; a source of data, never trust. */
function revocationArchival(
  signer: SignerInfo,
): readonly { readonly kind: 'crl' | 'ocsp'; readonly der: Uint8Array }[] {
  const value = singleValue(signer.signedAttributes?.attributes ?? [], cmsOid.revocationInfoArchival);
  if (value === null) return [];
  return children(value).flatMap((choice) =>
    children(choice)
      .flatMap(children)
      .map((node) => ({ kind: tag(choice) === 0xa0 ? ('crl' as const) : ('ocsp' as const), der: raw(node) })),
  );
}

export const attributesOf = (attributes: readonly Attribute[], type: string): readonly Attribute[] =>
  attributes.filter((attribute) => attribute.oid === type);

/** The value of an attribute that stands once with one value; null otherwise. */
export function singleValue(attributes: readonly Attribute[], type: string): Asn1 | null {
  const [attribute, second] = attributesOf(attributes, type);
  return attribute?.values.length === 1 && second === undefined ? (attribute.values[0] ?? null) : null;
}

/** For messages: who a SignerInfo says has signed. */
export const printSignerId = (id: SignerId): string =>
  id.kind === 'issuer-serial' ? `${id.issuer.printed} / ${id.serialHex}` : `key ${hex(id.keyId)}`;
