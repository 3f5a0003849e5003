import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import * as asn1js from 'asn1js';
import {
  algorithm,
  bigInteger,
  bitString,
  type Encodable,
  encode,
  encodedValue,
  generalizedTime,
  integer,
  nullValue,
  objectId,
  octetString,
  sequence,
  setOf,
  tagged,
  taggedBytes,
} from '../../src/pki/asn1-write.ts';
import { type Certificate, parseCertificate } from '../../src/pki/certificate.ts';
import { extensionOid } from '../../src/pki/extensions.ts';
import { type HashName, hashLength, hashOid } from '../../src/pki/hashes.ts';

/** Attribute of a test name; the value goes into the certificate exactly as given (NFC or NFD). */
export type NamePart = readonly [oid: string, value: string];

export type KeyKind = 'rsa-1024' | 'rsa-2048' | 'rsa-3072' | 'p-256' | 'p-384' | 'p-521' | 'ed25519' | 'ed448';

/** How a test authority signs; beyond what the product itself would sign with. */
export type TestScheme =
  | { readonly kind: 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa'; readonly hash: HashName }
  | { readonly kind: 'eddsa' };

export const schemeFor = (key: KeyObject, hash: HashName = 'sha256'): TestScheme =>
  key.asymmetricKeyType === 'rsa'
    ? { kind: 'rsa-pkcs1', hash }
    : key.asymmetricKeyType === 'ec'
      ? { kind: 'ecdsa', hash }
      : { kind: 'eddsa' };

const curves: Readonly<Record<string, string>> = { 'p-256': 'P-256', 'p-384': 'P-384', 'p-521': 'P-521' };

export function generateKey(kind: KeyKind): KeyObject {
  if (kind.startsWith('rsa-')) return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) }).privateKey;
  if (kind === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  if (kind === 'ed448') return generateKeyPairSync('ed448').privateKey;
  return generateKeyPairSync('ec', { namedCurve: curves[kind] ?? 'P-256' }).privateKey;
}

const rsaOids: Readonly<Partial<Record<HashName, string>>> = {
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
  'sha3-256': '2.16.840.1.101.3.4.3.14',
};
const ecdsaOids: Readonly<Partial<Record<HashName, string>>> = {
  sha1: '1.2.840.10045.4.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
  'sha3-256': '2.16.840.1.101.3.4.3.10',
};

export function signatureAlgorithmOf(scheme: TestScheme, key: KeyObject): Encodable {
  switch (scheme.kind) {
    case 'eddsa':
      return algorithm(key.asymmetricKeyType === 'ed448' ? '1.3.101.113' : '1.3.101.112');
    case 'ecdsa':
      return algorithm(ecdsaOids[scheme.hash] ?? '');
    case 'rsa-pkcs1':
      return algorithm(rsaOids[scheme.hash] ?? '', nullValue());
    case 'rsa-pss': {
      const hash = algorithm(hashOid(scheme.hash), nullValue());
      return algorithm(
        '1.2.840.113549.1.1.10',
        sequence(
          tagged(0, hash),
          tagged(1, algorithm('1.2.840.113549.1.1.8', hash)),
          tagged(2, integer(hashLength(scheme.hash))),
        ),
      );
    }
  }
}

export function signWith(scheme: TestScheme, key: KeyObject, data: Uint8Array): Uint8Array {
  switch (scheme.kind) {
    case 'eddsa':
      return new Uint8Array(sign(null, data, key));
    case 'rsa-pss':
      return new Uint8Array(
        sign(scheme.hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: hashLength(scheme.hash) }),
      );
    default:
      return new Uint8Array(sign(scheme.hash, data, key));
  }
}

/** `SEQUENCE { body, signatureAlgorithm, BIT STRING, … }`: certificate, CRL and OCSP all have this form. */
export function signedStructure(
  body: Encodable,
  key: KeyObject,
  scheme: TestScheme,
  ...more: readonly Encodable[]
): Encodable {
  const der = encode(body);
  return sequence(encodedValue(der), signatureAlgorithmOf(scheme, key), bitString(signWith(scheme, key, der)), ...more);
}

export function encodeName(parts: readonly NamePart[]): Encodable {
  return sequence(...parts.map(([oid, value]) => setOf([sequence(objectId(oid), nameValue(oid, value))])));
}

function nameValue(oid: string, value: string): Encodable {
  if (oid === '2.5.4.6') return new asn1js.PrintableString({ value });
  if (oid === '1.2.840.113549.1.9.1') return new asn1js.IA5String({ value });
  return new asn1js.Utf8String({ value });
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280 4.1.2.5). */
export const encodeTime = (moment: Date): Encodable =>
  moment.getUTCFullYear() < 2050 ? new asn1js.UTCTime({ valueDate: moment }) : generalizedTime(moment);

export interface TestExtension {
  readonly oid: string;
  readonly critical?: boolean;
  readonly value: Encodable;
}

export interface CertificateTemplate {
  readonly subject: readonly NamePart[];
  readonly serial: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  readonly extensions: readonly TestExtension[];
}

export interface Issuer {
  readonly subject: readonly NamePart[];
  readonly privateKey: KeyObject;
  readonly scheme?: TestScheme;
}

export function issueCertificate(template: CertificateTemplate, issuer: Issuer): Certificate {
  const scheme = issuer.scheme ?? schemeFor(issuer.privateKey);
  const body = sequence(
    tagged(0, integer(2)),
    bigInteger(template.serial),
    signatureAlgorithmOf(scheme, issuer.privateKey),
    encodeName(issuer.subject),
    sequence(encodeTime(template.notBefore), encodeTime(template.notAfter)),
    encodeName(template.subject),
    encodedValue(spki(template.publicKey)),
    tagged(3, encodeExtensions(template.extensions)),
  );
  return parseCertificate(encode(signedStructure(body, issuer.privateKey, scheme)));
}

export const encodeExtensions = (extensions: readonly TestExtension[]): Encodable =>
  sequence(
    ...extensions.map(({ oid, critical, value }) =>
      sequence(
        objectId(oid),
        ...(critical === true ? [new asn1js.Boolean({ value: true })] : []),
        octetString(encode(value)),
      ),
    ),
  );

export const spki = (key: KeyObject): Uint8Array =>
  new Uint8Array((key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' }));

/** SHA-1 of the subjectPublicKey bits (RFC 5280 4.2.1.2, method 1). */
export function keyIdentifier(key: KeyObject): Uint8Array {
  const decoded = asn1js.fromBER(spki(key)).result as asn1js.Sequence;
  const bits = decoded.valueBlock.value[1] as asn1js.BitString;
  return new Uint8Array(createHash('sha1').update(bits.valueBlock.valueHexView).digest());
}

const usageBits = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
];

export const extension = {
  keyUsage: (...usages: readonly string[]): TestExtension => {
    const bits = usages.map((usage) => usageBits.indexOf(usage));
    const octet = bits.reduce((sum, bit) => sum | (0x80 >> bit), 0);
    const unused = 7 - Math.max(...bits);
    return {
      oid: extensionOid.keyUsage,
      critical: true,
      value: new asn1js.BitString({ valueHex: Uint8Array.of(octet).buffer, unusedBits: unused }),
    };
  },
  basicConstraints: (ca: boolean, pathLength?: number): TestExtension => ({
    oid: extensionOid.basicConstraints,
    critical: true,
    value: sequence(
      ...(ca ? [new asn1js.Boolean({ value: true })] : []),
      ...(pathLength === undefined ? [] : [integer(pathLength)]),
    ),
  }),
  subjectKeyId: (key: KeyObject): TestExtension => ({
    oid: extensionOid.subjectKeyIdentifier,
    value: octetString(keyIdentifier(key)),
  }),
  authorityKeyId: (key: KeyObject): TestExtension => ({
    oid: extensionOid.authorityKeyIdentifier,
    value: sequence(taggedBytes(0, keyIdentifier(key))),
  }),
  extendedKeyUsage: (oids: readonly string[], critical = false): TestExtension => ({
    oid: extensionOid.extendedKeyUsage,
    critical,
    value: sequence(...oids.map(objectId)),
  }),
  access: (urls: { readonly ocsp?: string; readonly issuer?: string }): TestExtension => ({
    oid: extensionOid.authorityInfoAccess,
    value: sequence(
      ...(urls.ocsp === undefined ? [] : [sequence(objectId('1.3.6.1.5.5.7.48.1'), uri(urls.ocsp))]),
      ...(urls.issuer === undefined ? [] : [sequence(objectId('1.3.6.1.5.5.7.48.2'), uri(urls.issuer))]),
    ),
  }),
  crl: (url: string): TestExtension => ({
    oid: extensionOid.crlDistributionPoints,
    value: sequence(sequence(tagged(0, tagged(0, uri(url))))),
  }),
  ocspNoCheck: (): TestExtension => ({ oid: extensionOid.ocspNoCheck, value: nullValue() }),
  policies: (...oids: readonly string[]): TestExtension => ({
    oid: extensionOid.certificatePolicies,
    value: sequence(...oids.map((oid) => sequence(objectId(oid)))),
  }),
} as const;

/** GeneralName uniformResourceIdentifier. */
export const uri = (url: string): Encodable => taggedBytes(6, Buffer.from(url, 'latin1'));

/** A serial that never changes between runs: the first 8 octets of a digest of the entity's name. */
export function serialOf(name: string): Uint8Array {
  const octets = new Uint8Array(createHash('sha256').update(`serial ${name}`).digest().subarray(0, 8));
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x10;
  return octets;
}

export const privateKeyFromPkcs8 = (der: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
