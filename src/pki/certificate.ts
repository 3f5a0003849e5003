import { createPublicKey, type KeyObject } from 'node:crypto';
import { once } from '../domain/once.ts';
import {
  bitOctets,
  children,
  content,
  decode,
  hex,
  integerHex,
  members,
  raw,
  smallInteger,
  tag,
  time,
  unreadable,
} from './asn1.ts';
import { type DistinguishedName, readName } from './distinguished-name.ts';
import {
  type BasicConstraints,
  type DistributionPoint,
  type Extension,
  extensionOid,
  findExtension,
  type KeyUsage,
  readAltNames,
  readAuthorityKeyId,
  readBasicConstraints,
  readDistributionPoints,
  readExtension,
  readExtensions,
  readInformationAccess,
  readKeyUsage,
  readOids,
} from './extensions.ts';
import { type GeneralName, urisOf } from './general-name.ts';
import { sha256Hex } from './hashes.ts';
import { readSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts';

/** An X.509 certificate as it says of itself; nothing in it is trusted until a path is validated. */
export interface Certificate {
  readonly der: Uint8Array;
  /** SHA-256 of `der`, lower-case hex. */
  readonly sha256: string;
  /** Upper-case hex without leading zeros, as `openssl x509 -serial` prints it. */
  readonly serialHex: string;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  readonly notBefore: Date;
  /** Inclusive. */
  readonly notAfter: Date;
  /** Null when node:crypto cannot read the key (unknown algorithm, explicit curve parameters). */
  readonly publicKey: KeyObject | null;
  /** Contents of the subjectPublicKey BIT STRING (the bytes that OCSP and key identifiers hash). */
  readonly publicKeyBits: Uint8Array;
  readonly spkiDer: Uint8Array;
  /** Null = extension absent. */
  readonly keyUsage: ReadonlySet<KeyUsage> | null;
  /** OIDs; null = extension absent. */
  readonly extendedKeyUsage: readonly string[] | null;
  readonly basicConstraints: BasicConstraints | null;
  readonly subjectKeyId: Uint8Array | null;
  readonly authorityKeyId: Uint8Array | null;
  readonly subjectAltNames: readonly GeneralName[];
  readonly ocspUrls: readonly string[];
  /** Where the issuer's certificate may be fetched (AIA). */
  readonly issuerUrls: readonly string[];
  readonly crlUrls: readonly string[];
  readonly distributionPoints: readonly DistributionPoint[];
  readonly ocspNoCheck: boolean;
  readonly extensions: readonly Extension[];
  /** Subject equals issuer (RFC 5280 3.2 self-issued). */
  readonly selfIssued: boolean;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

/** Extended key usages that this software asks about. */
export const extendedKeyUsageOid = {
  any: '2.5.29.37.0',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  /** RFC 9336. */
  documentSigning: '1.3.6.1.5.5.7.3.36',
  microsoftDocumentSigning: '1.3.6.1.4.1.311.10.3.12',
  adobeAuthenticDocuments: '1.2.840.113583.1.1.5',
} as const;

const maxCertificateBytes = 256 * 1024;

/** Values by their digest: one file carries the same few certificates in every signature, token and response. */
const recent = new Map<string, Certificate>();
const maxRecent = 512;

/**
 * Reads one DER certificate. The last few hundred are kept, since a certificate is a value that depends on its bytes alone.
 * @throws SohoaError PKI_UNREADABLE
 */
export function parseCertificate(input: Uint8Array): Certificate {
  const sha256 = sha256Hex(input);
  const known = recent.get(sha256);
  if (known !== undefined) return known;
  const read = readCertificate(new Uint8Array(input), sha256);
  if (recent.size >= maxRecent) recent.clear();
  recent.set(sha256, read);
  return read;
}

function readCertificate(der: Uint8Array, sha256: string): Certificate {
  const what = 'certificate';
  const [tbsNode, algorithmNode, signatureNode] = members(
    decode(der, what, { maxBytes: maxCertificateBytes }),
    what,
    3,
  );
  const fields = [...members(tbsNode, what, 6)];
  const versionNode = fields[0];
  const version =
    versionNode !== undefined && tag(versionNode) === 0xa0 ? smallInteger(children(versionNode)[0], what) : 0;
  if (version > 0) fields.shift();
  const [serial, innerAlgorithm, issuerNode, validity, subjectNode, spki, ...optional] = fields;
  if (tbsNode === undefined || algorithmNode === undefined || innerAlgorithm === undefined || spki === undefined) {
    throw unreadable(what, 'members missing');
  }
  if (Buffer.compare(raw(algorithmNode), raw(innerAlgorithm)) !== 0) {
    throw unreadable(what, 'the two signature algorithms differ (RFC 5280 4.1.1.2)');
  }
  const [from, to] = members(validity, what, 2);
  const extensionsNode = optional.find((member) => tag(member) === 0xa3);
  const extensions = extensionsNode === undefined ? [] : readExtensions(children(extensionsNode)[0], what);
  const issuer = readName(issuerNode, what);
  const subject = readName(subjectNode, what);
  const access = readExtension(extensions, extensionOid.authorityInfoAccess, readInformationAccess);
  const distributionPoints =
    readExtension(extensions, extensionOid.crlDistributionPoints, readDistributionPoints) ?? [];
  const key = once(() => readPublicKey(raw(spki)));
  return {
    der,
    sha256,
    serialHex: integerHex(serial, what),
    subject,
    issuer,
    notBefore: time(from, what),
    notAfter: time(to, what),
    get publicKey() {
      return key();
    },
    publicKeyBits: bitOctets(children(spki)[1], what),
    spkiDer: raw(spki),
    keyUsage: readExtension(extensions, extensionOid.keyUsage, readKeyUsage),
    extendedKeyUsage: readExtension(extensions, extensionOid.extendedKeyUsage, readOids),
    basicConstraints: readExtension(extensions, extensionOid.basicConstraints, readBasicConstraints),
    subjectKeyId: readExtension(extensions, extensionOid.subjectKeyIdentifier, content),
    authorityKeyId: readExtension(extensions, extensionOid.authorityKeyIdentifier, readAuthorityKeyId),
    subjectAltNames: readExtension(extensions, extensionOid.subjectAltName, readAltNames) ?? [],
    ocspUrls: access?.ocspUrls ?? [],
    issuerUrls: access?.issuerUrls ?? [],
    crlUrls: distributionPoints.flatMap(({ names }) => urisOf(names ?? [])),
    distributionPoints,
    ocspNoCheck: findExtension(extensions, extensionOid.ocspNoCheck) !== undefined,
    extensions,
    selfIssued: issuer.key === subject.key,
    tbs: raw(tbsNode),
    signatureAlgorithm: readSignatureAlgorithm(algorithmNode, what),
    signature: bitOctets(signatureNode, what),
  };
}

function readPublicKey(spki: Uint8Array): KeyObject | null {
  // A curve given by its equation instead of its name is how keys are forged (CVE-2020-0601): never read.
  const [algorithm] = children(decode(spki, 'public key'));
  const parameters = algorithm === undefined ? undefined : children(algorithm)[1];
  if (parameters !== undefined && tag(parameters) === 0x30 && hex(spki).includes('06072a8648ce3d0201')) return null;
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/** True when the certificate may be used at this moment by its own dates. */
export const validAt = (certificate: Certificate, at: Date): boolean =>
  certificate.notBefore <= at && at <= certificate.notAfter;

export const sameCertificate = (a: Certificate, b: Certificate): boolean => a.sha256 === b.sha256;

const pemBlock =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\s]+?)-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;

/**
 * Certificates of a file: one DER certificate, or any number of PEM blocks with text around them.
 * @throws SohoaError PKI_UNREADABLE when none is found
 */
export function readCertificates(bytes: Uint8Array): readonly Certificate[] {
  if (bytes[0] === 0x30) return [parseCertificate(bytes)];
  const blocks = [...Buffer.from(bytes).toString('latin1').matchAll(pemBlock)];
  if (blocks.length === 0) throw unreadable('certificate', 'neither DER nor PEM');
  return blocks.map(([, base64 = '']) => parseCertificate(Buffer.from(base64, 'base64')));
}

/** PEM text of one certificate, 64 characters a line. */
export function certificatePem(certificate: Certificate): string {
  const lines =
    Buffer.from(certificate.der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
