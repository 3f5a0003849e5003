import { children, decode, members, oid, raw, setMembers, tag } from './asn1.ts';
import {
  algorithm,
  type Encodable,
  encode,
  encodedValue,
  integer,
  objectId,
  octetString,
  sequence,
  setOf,
  tagged,
} from './asn1-write.ts';
import type { Certificate } from './certificate.ts';
import { cmsOid } from './cms-oids.ts';
import { digest, type HashName, hashLength, hashOid } from './hashes.ts';
import { algorithmMembers } from './keys/scheme-algorithm.ts';
import { type SignatureScheme, type SigningKey, schemeHash } from './keys/signing-key.ts';

/**
 * A signature up to the point where the key is needed. It can be stored and completed later, on another machine, with
 * the same result: everything in it is fixed (signatures.md 1.1).
 */
export interface PreparedSignature {
  /** DER of the signed attributes as SET OF: what the key signs. */
  readonly toBeSigned: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly certificate: Certificate;
  /** CA certificates to enclose; the root is not needed. */
  readonly chain: readonly Certificate[];
}

export interface SignatureContent {
  /** Digest of the signed bytes under the scheme's hash (`schemeHash`). */
  readonly messageDigest: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
}

/**
 * Signed attributes of a PAdES baseline signature: content-type, message-digest, signing-certificate-v2 and
 * cms-algorithm-protection; no signing-time, whose place is `/M` of the signature dictionary (EN 319 142-1 6.3).
 */
export function prepareSignature(request: SignatureContent): PreparedSignature {
  const { scheme, certificate, messageDigest } = request;
  const hash = schemeHash(scheme);
  if (messageDigest.length !== hashLength(hash)) {
    throw new RangeError(`message digest of ${messageDigest.length} bytes is not a ${hash}`);
  }
  const attributes = [
    attribute(cmsOid.contentType, objectId(cmsOid.data)),
    attribute(cmsOid.messageDigest, octetString(messageDigest)),
    attribute(cmsOid.signingCertificateV2, signingCertificateV2(certificate)),
    attribute(cmsOid.algorithmProtection, sequence(digestIdentifier(hash), implicitSignatureAlgorithm(scheme))),
  ];
  return { toBeSigned: encode(setOf(attributes)), scheme, certificate, chain: withoutRoots(request) };
}

const withoutRoots = ({ chain }: SignatureContent): readonly Certificate[] =>
  chain.filter(({ selfIssued }) => !selfIssued);

/** ContentInfo with one SignerInfo and no eContent (signatures.md 1.2). */
export function assembleSignedData(prepared: PreparedSignature, signature: Uint8Array): Uint8Array {
  const { toBeSigned, scheme, certificate, chain } = prepared;
  const digestAlgorithm = digestIdentifier(schemeHash(scheme));
  const signerInfo = sequence(
    integer(1),
    sequence(encodedValue(certificate.issuer.der), encodedValue(serialDer(certificate))),
    digestAlgorithm,
    encodedValue(retagged(toBeSigned, 0xa0)),
    signatureAlgorithm(scheme),
    octetString(signature),
  );
  const certificates = setOf([certificate, ...chain].map(({ der }) => encodedValue(der)));
  return encode(
    sequence(
      objectId(cmsOid.signedData),
      tagged(
        0,
        sequence(
          integer(1),
          setOf([digestAlgorithm]),
          sequence(objectId(cmsOid.data)),
          encodedValue(retagged(encode(certificates), 0xa0)),
          setOf([signerInfo]),
        ),
      ),
    ),
  );
}

/** Prepares, signs and assembles in one go. @throws SohoaError as `SigningKey.sign` */
export async function buildSignedData(request: {
  readonly messageDigest: Uint8Array;
  readonly key: SigningKey;
  readonly scheme: SignatureScheme;
  /** Default: the chain that came with the key. */
  readonly chain?: readonly Certificate[];
}): Promise<Uint8Array> {
  const { key, scheme, messageDigest } = request;
  const prepared = prepareSignature({
    messageDigest,
    scheme,
    certificate: key.certificate,
    chain: request.chain ?? key.chain,
  });
  return assembleSignedData(prepared, await key.sign(scheme, prepared.toBeSigned));
}

/**
 * The same CMS with a signature-time-stamp as unsigned attribute; the signed parts stay byte for byte.
 * @param token TimeStampToken over the signature value
 * @throws SohoaError PKI_UNREADABLE
 */
export function addSignatureTimestamp(cms: Uint8Array, token: Uint8Array): Uint8Array {
  const what = 'CMS';
  const [type, wrapped] = members(decode(cms, what), what, 2);
  const parts = members(wrapped === undefined ? undefined : children(wrapped)[0], what, 4);
  const signerNode = setMembers(parts.at(-1), what, 1)[0];
  const signerParts = members(signerNode, what, 5);
  const last = signerParts.at(-1);
  const unsigned = last !== undefined && tag(last) === 0xa1 ? children(last) : [];
  const kept = unsigned.length === 0 ? signerParts : signerParts.slice(0, -1);
  const attributes = setOf([
    ...unsigned.map((node) => encodedValue(raw(node))),
    attribute(cmsOid.signatureTimestamp, encodedValue(token)),
  ]);
  const signer = sequence(
    ...kept.map((node) => encodedValue(raw(node))),
    encodedValue(retagged(encode(attributes), 0xa1)),
  );
  return encode(
    sequence(
      objectId(oid(type, what)),
      tagged(0, sequence(...parts.slice(0, -1).map((node) => encodedValue(raw(node))), setOf([signer]))),
    ),
  );
}

/**
 * Upper bound of the CMS size in bytes, before the key is used (signatures.md 1.1, "Size of /Contents").
 * @param tokenBytes size of the last token of the authority that will stamp, 0 for level B-B
 */
export function estimateSignedDataSize(
  certificate: Certificate,
  chain: readonly Certificate[],
  tokenBytes: number,
): number {
  const certificates = [certificate, ...chain].reduce((sum, { der }) => sum + der.length, 0);
  const keyBytes = (certificate.publicKey?.asymmetricKeyDetails?.modulusLength ?? 1024) / 8;
  const headers = 600;
  return certificates + certificate.issuer.der.length + keyBytes + headers + (tokenBytes === 0 ? 0 : tokenBytes + 40);
}

const attribute = (type: string, value: Encodable): Encodable => sequence(objectId(type), setOf([value]));

/** Parameters are absent for SHA-2 digests (RFC 5754 2). */
const digestIdentifier = (hash: HashName): Encodable => algorithm(hashOid(hash));

/** RFC 5035 4: the SHA-256 default is left out in DER; issuerSerial as GeneralNames with one directoryName. */
function signingCertificateV2(certificate: Certificate): Encodable {
  const issuerSerial = sequence(
    sequence(tagged(4, encodedValue(certificate.issuer.der))),
    encodedValue(serialDer(certificate)),
  );
  return sequence(sequence(sequence(octetString(digest('sha256', certificate.der)), issuerSerial)));
}

const serials = new WeakMap<Certificate, Uint8Array>();

/**
 * The serial number as the certificate encodes it: third member of the TBS after the version. Remembered, since decoding
 * the TBS again takes longer than everything else that a signature needs beside the key.
 */
function serialDer(certificate: Certificate): Uint8Array {
  const known = serials.get(certificate);
  if (known !== undefined) return known;
  const fields = members(decode(certificate.tbs, 'certificate'), 'certificate', 2);
  const first = fields[0];
  const serial = first !== undefined && tag(first) === 0xa0 ? fields[1] : first;
  const der = serial === undefined ? new Uint8Array() : raw(serial);
  serials.set(certificate, der);
  return der;
}

const signatureAlgorithm = (scheme: SignatureScheme): Encodable => sequence(...algorithmMembers(scheme));
/** `[1] IMPLICIT SignatureAlgorithmIdentifier` of RFC 6211. */
const implicitSignatureAlgorithm = (scheme: SignatureScheme): Encodable => tagged(1, ...algorithmMembers(scheme));

/** The same value under a context-specific tag (IMPLICIT): only the identifier octet changes. */
function retagged(der: Uint8Array, identifier: number): Uint8Array {
  const copy = new Uint8Array(der);
  copy[0] = identifier;
  return copy;
}
