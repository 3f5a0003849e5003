import type { AlgorithmUse } from '../domain/rules/algorithms.ts';
import { children, content, members, oid, sameBytes, tag, time } from './asn1.ts';
import { type Certificate, sameCertificate } from './certificate.ts';
import { cmsOid } from './cms-oids.ts';
import {
  type Attribute,
  attributesOf,
  printSignerId,
  type SignedAttributes,
  type SignedData,
  type SignerId,
  type SignerInfo,
  singleValue,
} from './cms-read.ts';
import { namesCertificate, readSigningCertificate, type SigningCertificateId } from './ess.ts';
import { type Finding, finding } from './finding.ts';
import { digest, type HashName, hashLabel } from './hashes.ts';
import {
  algorithmUses,
  digestUse,
  pssParametersConsistent,
  readDigestAlgorithm,
  schemeLabel,
  verifySignature,
} from './signature-algorithm.ts';

/**
 * `detached`: id-data without eContent (adbe.pkcs7.detached, ETSI.CAdES.detached) · `timestamp`: TSTInfo inside ·
 * `digest-inside`: adbe.pkcs7.sha1, whose eContent is the SHA-1 of the signed bytes.
 */
export type CmsShape = 'detached' | 'timestamp' | 'digest-inside';

/** The bytes that a signature speaks about; hashed once per algorithm by whoever holds them. */
export interface SignedContent {
  digest(hash: HashName): Uint8Array;
  /** All of them; asked for only when the signature has no signed attributes. */
  bytes(): Uint8Array;
}

export const contentOf = (bytes: Uint8Array): SignedContent => ({
  digest: (hash) => digest(hash, bytes),
  bytes: () => bytes,
});

export interface CmsVerification {
  readonly signer: SignerInfo | null;
  /** The certificate that sid and ESS name and whose key was tried; null when none was found. */
  readonly certificate: Certificate | null;
  readonly digestMatches: boolean;
  readonly signatureIntact: boolean;
  /** An ESS signing-certificate attribute is there and names the certificate: without it the level is PKCS7. */
  readonly signingCertificateBound: boolean;
  /** Claimed; null when absent or unreadable. */
  readonly signingTime: Date | null;
  readonly scheme: string | null;
  /** Every algorithm this signature rests on, for the dated table. */
  readonly uses: readonly AlgorithmUse[];
  readonly findings: readonly Finding[];
}

export interface CmsVerifyRequest {
  readonly signedData: SignedData;
  readonly shape: CmsShape;
  readonly content: SignedContent;
  /** Certificates from elsewhere (DSS, store); candidates only. */
  readonly candidates?: readonly Certificate[];
}

/**
 * Everything that can be said about a CMS signature without trust: shape, digest, signature value, signer's certificate
 * (signatures.md 2.7). Never throws for hostile input.
 */
export function verifySignedData(request: CmsVerifyRequest): CmsVerification {
  const { signedData, shape } = request;
  const findings: Finding[] = [...checkShape(signedData, shape)];
  const none: CmsVerification = {
    signer: null,
    certificate: null,
    digestMatches: false,
    signatureIntact: false,
    signingCertificateBound: false,
    signingTime: null,
    scheme: null,
    uses: [],
    findings,
  };
  const [signer, another] = signedData.signers;
  if (signer === undefined || another !== undefined) {
    findings.push(finding('CMS_SIGNER_COUNT', { count: signedData.signers.length }));
    return none;
  }
  // an attached CMS of somebody else verifies against any file when its own content is believed: stop before
  if (findings.some(({ code }) => code === 'CMS_CONTENT_UNEXPECTED')) return { ...none, signer };
  return verifySigner(signer, request, findings);
}

function verifySigner(signer: SignerInfo, request: CmsVerifyRequest, findings: Finding[]): CmsVerification {
  const { signedData, shape, content: signedContent } = request;
  const attributes = signer.signedAttributes;
  findings.push(...checkAlgorithms(signedData, signer));
  if (attributes !== null) findings.push(...checkAttributes(attributes, signer, shape));
  else findings.push(finding(shape === 'timestamp' ? 'CMS_ATTRIBUTES_MISSING' : 'CMS_NO_SIGNED_ATTRIBUTES'));

  const ess = readEss(attributes?.attributes ?? [], findings);
  const found = findCertificate(
    signer.signerId,
    ess,
    [...signedData.certificates, ...(request.candidates ?? [])],
    findings,
  );

  const eContent = signedData.content;
  const digestOf = (hash: HashName): Uint8Array =>
    shape === 'detached' || eContent === null ? signedContent.digest(hash) : digest(hash, eContent);
  const outerMatches =
    shape !== 'digest-inside' || (eContent !== null && sameBytes(signedContent.digest('sha1'), eContent));
  if (!outerMatches) findings.push(finding('DIGEST_MISMATCH'));
  const digestMatches = checkDigest(signer, attributes, digestOf, findings) && outerMatches;

  const data = attributes?.toBeSigned ?? (shape === 'detached' || eContent === null ? signedContent.bytes() : eContent);
  const answer =
    found.certificate === null
      ? null
      : verifySignature(signer.signatureAlgorithm, found.certificate.publicKey, data, signer.signature);
  if (answer === 'valid')
    findings.push(finding('SIGNATURE_INTACT', { scheme: schemeLabel(signer.signatureAlgorithm) }));
  else if (answer === 'unsupported')
    findings.push(finding('ALGORITHM_UNKNOWN', { name: schemeLabel(signer.signatureAlgorithm) }));
  else if (answer === 'invalid') findings.push(finding('SIGNATURE_BROKEN'));
  else findings.push(finding('SIGNATURE_NOT_CHECKED'));

  const uses = [
    ...algorithmUses(signer.signatureAlgorithm, found.certificate?.publicKey ?? null),
    ...(signer.digestAlgorithm.hash === null ? [] : [digestUse(signer.digestAlgorithm.hash)]),
    ...ess.flatMap(({ hash }) => (hash === null ? [] : [digestUse(hash)])),
    ...(shape === 'digest-inside' ? [digestUse('sha1')] : []),
  ];
  return {
    signer,
    certificate: found.certificate,
    digestMatches,
    signatureIntact: answer === 'valid' && (attributes !== null || digestMatches),
    signingCertificateBound: found.bound,
    signingTime: claimedTime(attributes),
    scheme: schemeLabel(signer.signatureAlgorithm),
    uses: uses.filter(
      (use, index) =>
        uses.findIndex(({ family, name, bits }) => family === use.family && name === use.name && bits === use.bits) ===
        index,
    ),
    findings,
  };
}

function checkShape(signedData: SignedData, shape: CmsShape): readonly Finding[] {
  const findings: Finding[] = [];
  const expectedType = shape === 'timestamp' ? cmsOid.timestampInfo : cmsOid.data;
  if (signedData.contentType !== expectedType) {
    findings.push(finding('CMS_CONTENT_TYPE', { found: signedData.contentType }));
  }
  if (shape === 'detached') {
    findings.push(finding(signedData.content === null ? 'CMS_CONTENT_ABSENT' : 'CMS_CONTENT_UNEXPECTED'));
  } else if (signedData.content === null) findings.push(finding('CMS_CONTENT_MISSING'));
  if (signedData.signers.length === 1) findings.push(finding('CMS_ONE_SIGNER'));
  return findings;
}

/** Each attribute type once, mandatory ones with one value, content-type compared, DER order (signatures.md 2.7). */
function checkAttributes(signed: SignedAttributes, signer: SignerInfo, shape: CmsShape): readonly Finding[] {
  const findings: Finding[] = [];
  if (!signed.wasDer) findings.push(finding('CMS_ATTRIBUTES_NOT_DER'));
  const types = signed.attributes.map((attribute) => attribute.oid);
  const twice = types.find((type, index) => types.indexOf(type) !== index);
  if (twice !== undefined) findings.push(finding('CMS_ATTRIBUTE_TWICE', { oid: twice }));
  const contentType = singleValue(signed.attributes, cmsOid.contentType);
  const expected = shape === 'timestamp' ? cmsOid.timestampInfo : cmsOid.data;
  if (contentType === null || safely(() => oid(contentType, 'content-type')) !== expected) {
    findings.push(finding('CMS_CONTENT_TYPE_ATTRIBUTE'));
  }
  const protection = singleValue(signed.attributes, cmsOid.algorithmProtection);
  if (protection !== null && !safely(() => protectionMatches(protection, signer))) {
    findings.push(finding('CMS_ALGORITHM_PROTECTION'));
  }
  if (signer.unsignedAttributes.some((attribute) => attribute.oid === cmsOid.counterSignature)) {
    findings.push(finding('CMS_COUNTER_SIGNATURE'));
  }
  return findings;
}

/** RFC 6211: `SEQUENCE { digestAlgorithm, [1] signatureAlgorithm }` must repeat what the unsigned header says. */
function protectionMatches(value: NonNullable<ReturnType<typeof singleValue>>, signer: SignerInfo): boolean {
  const [digestNode, choice] = members(value, 'algorithm-protection', 2);
  if (choice === undefined || tag(choice) !== 0xa1) return false;
  const [typeNode] = children(choice);
  return (
    readDigestAlgorithm(digestNode, 'algorithm-protection').oid === signer.digestAlgorithm.oid &&
    oid(typeNode, 'algorithm-protection') === signer.signatureAlgorithm.oid
  );
}

function checkAlgorithms(signedData: SignedData, signer: SignerInfo): readonly Finding[] {
  const findings: Finding[] = [];
  const { digestAlgorithm, signatureAlgorithm } = signer;
  if (!signedData.digestAlgorithms.some((listed) => listed.oid === digestAlgorithm.oid)) {
    findings.push(finding('CMS_DIGEST_NOT_LISTED'));
  }
  const inSignature = signatureAlgorithm.hash;
  if (inSignature !== null && digestAlgorithm.hash !== null && inSignature !== digestAlgorithm.hash) {
    findings.push(
      finding('CMS_DIGEST_DIFFERS', { header: hashLabel(digestAlgorithm.hash), signature: hashLabel(inSignature) }),
    );
  }
  if (!pssParametersConsistent(signatureAlgorithm)) findings.push(finding('CMS_PSS_PARAMETERS'));
  return findings;
}

function checkDigest(
  signer: SignerInfo,
  attributes: SignedAttributes | null,
  digestOf: (hash: HashName) => Uint8Array,
  findings: Finding[],
): boolean {
  const hash = signer.digestAlgorithm.hash;
  if (hash === null) {
    findings.push(finding('ALGORITHM_UNKNOWN', { name: signer.digestAlgorithm.oid }));
    return false;
  }
  // without attributes the signature value itself is over the content: its check is the digest check
  if (attributes === null) return true;
  const value = singleValue(attributes.attributes, cmsOid.messageDigest);
  const matches = value !== null && tag(value) === 0x04 && sameBytes(content(value), digestOf(hash));
  findings.push(finding(matches ? 'DIGEST_MATCHES' : value === null ? 'CMS_DIGEST_ATTRIBUTE' : 'DIGEST_MISMATCH'));
  return matches;
}

function readEss(attributes: readonly Attribute[], findings: Finding[]): readonly SigningCertificateId[] {
  const read: SigningCertificateId[] = [];
  for (const [type, version] of [
    [cmsOid.signingCertificate, 1],
    [cmsOid.signingCertificateV2, 2],
  ] as const) {
    if (attributesOf(attributes, type).length === 0) continue;
    const value = singleValue(attributes, type);
    const id = value === null ? null : safely(() => readSigningCertificate(value, version));
    if (id === null) findings.push(finding('ESS_UNREADABLE'));
    else read.push(id);
  }
  return read;
}

function findCertificate(
  signerId: SignerId,
  ess: readonly SigningCertificateId[],
  candidates: readonly Certificate[],
  findings: Finding[],
): { readonly certificate: Certificate | null; readonly bound: boolean } {
  const named = candidates.filter(
    (candidate, index) =>
      matchesSignerId(signerId, candidate) &&
      candidates.findIndex((other) => sameCertificate(other, candidate)) === index,
  );
  const broken = findings.some(({ code }) => code === 'ESS_UNREADABLE');
  const bound = named.find((candidate) => ess.length > 0 && ess.every((id) => namesCertificate(id, candidate)));
  if (bound !== undefined && !broken) {
    findings.push(finding('SIGNING_CERTIFICATE_BOUND'));
    return { certificate: bound, bound: true };
  }
  const certificate = named[0] ?? null;
  if (certificate === null)
    findings.push(finding('SIGNING_CERTIFICATE_NOT_FOUND', { signer: printSignerId(signerId) }));
  else if (ess.some(({ hash }) => hash === null))
    findings.push(finding('ALGORITHM_UNKNOWN', { name: 'signing-certificate' }));
  else if (ess.length > 0) findings.push(finding('SIGNING_CERTIFICATE_MISMATCH'));
  else if (!broken) findings.push(finding('SIGNING_CERTIFICATE_UNBOUND'));
  return { certificate, bound: false };
}

function matchesSignerId(id: SignerId, certificate: Certificate): boolean {
  if (id.kind === 'issuer-serial') {
    return id.serialHex === certificate.serialHex && id.issuer.key === certificate.issuer.key;
  }
  const keyId = certificate.subjectKeyId;
  return (
    (keyId !== null && sameBytes(keyId, id.keyId)) || sameBytes(digest('sha1', certificate.publicKeyBits), id.keyId)
  );
}

function claimedTime(attributes: SignedAttributes | null): Date | null {
  const value = singleValue(attributes?.attributes ?? [], cmsOid.signingTime);
  return value === null ? null : safely(() => time(value, 'signing-time'));
}

function safely<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
