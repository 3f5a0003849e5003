import { constants, type KeyObject, verify } from 'node:crypto';
import type { AlgorithmUse } from '../domain/rules/algorithms.ts';
import { type Asn1, children, content, members, oid, smallInteger, tag } from './asn1.ts';
import { type HashName, hashByOid, hashLabel, hashLength } from './hashes.ts';

export type SignatureFamily =
  | 'rsa-pkcs1'
  | 'rsa-pss'
  | 'ecdsa'
  | 'plain-ecdsa'
  | 'dsa'
  | 'ed25519'
  | 'ed448'
  | 'unknown';

/** What an AlgorithmIdentifier of a signature says. */
export interface SignatureAlgorithm {
  readonly oid: string;
  readonly family: SignatureFamily;
  /** Null when the identifier does not name it (`rsaEncryption` in CMS: see `withDigest`) or it is unknown. */
  readonly hash: HashName | null;
  /** RSASSA-PSS only. */
  readonly pss: {
    readonly maskHash: HashName | null;
    readonly saltLength: number;
    readonly trailerField: number;
  } | null;
}

const rsaEncryption = '1.2.840.113549.1.1.1';
const rsassaPss = '1.2.840.113549.1.1.10';
const mgf1 = '1.2.840.113549.1.1.8';

const fixed: Readonly<Record<string, readonly [SignatureFamily, HashName | null]>> = {
  [rsaEncryption]: ['rsa-pkcs1', null],
  '1.2.840.113549.1.1.4': ['rsa-pkcs1', 'md5'],
  '1.2.840.113549.1.1.5': ['rsa-pkcs1', 'sha1'],
  '1.2.840.113549.1.1.14': ['rsa-pkcs1', 'sha224'],
  '1.2.840.113549.1.1.11': ['rsa-pkcs1', 'sha256'],
  '1.2.840.113549.1.1.12': ['rsa-pkcs1', 'sha384'],
  '1.2.840.113549.1.1.13': ['rsa-pkcs1', 'sha512'],
  '1.2.840.113549.1.1.15': ['rsa-pkcs1', 'sha512-224'],
  '1.2.840.113549.1.1.16': ['rsa-pkcs1', 'sha512-256'],
  '2.16.840.1.101.3.4.3.13': ['rsa-pkcs1', 'sha3-224'],
  '2.16.840.1.101.3.4.3.14': ['rsa-pkcs1', 'sha3-256'],
  '2.16.840.1.101.3.4.3.15': ['rsa-pkcs1', 'sha3-384'],
  '2.16.840.1.101.3.4.3.16': ['rsa-pkcs1', 'sha3-512'],
  '1.2.840.10045.2.1': ['ecdsa', null],
  '1.2.840.10045.4.1': ['ecdsa', 'sha1'],
  '1.2.840.10045.4.3.1': ['ecdsa', 'sha224'],
  '1.2.840.10045.4.3.2': ['ecdsa', 'sha256'],
  '1.2.840.10045.4.3.3': ['ecdsa', 'sha384'],
  '1.2.840.10045.4.3.4': ['ecdsa', 'sha512'],
  '2.16.840.1.101.3.4.3.9': ['ecdsa', 'sha3-224'],
  '2.16.840.1.101.3.4.3.10': ['ecdsa', 'sha3-256'],
  '2.16.840.1.101.3.4.3.11': ['ecdsa', 'sha3-384'],
  '2.16.840.1.101.3.4.3.12': ['ecdsa', 'sha3-512'],
  // BSI TR-03111, values r || s instead of a SEQUENCE
  '0.4.0.127.0.7.1.1.4.1.1': ['plain-ecdsa', 'sha1'],
  '0.4.0.127.0.7.1.1.4.1.2': ['plain-ecdsa', 'sha224'],
  '0.4.0.127.0.7.1.1.4.1.3': ['plain-ecdsa', 'sha256'],
  '0.4.0.127.0.7.1.1.4.1.4': ['plain-ecdsa', 'sha384'],
  '0.4.0.127.0.7.1.1.4.1.5': ['plain-ecdsa', 'sha512'],
  '0.4.0.127.0.7.1.1.4.1.8': ['plain-ecdsa', 'sha3-224'],
  '0.4.0.127.0.7.1.1.4.1.9': ['plain-ecdsa', 'sha3-256'],
  '0.4.0.127.0.7.1.1.4.1.10': ['plain-ecdsa', 'sha3-384'],
  '0.4.0.127.0.7.1.1.4.1.11': ['plain-ecdsa', 'sha3-512'],
  '1.2.840.10040.4.3': ['dsa', 'sha1'],
  '2.16.840.1.101.3.4.3.2': ['dsa', 'sha256'],
  // RFC 8419 fixes the digests of the signed content
  '1.3.101.112': ['ed25519', 'sha512'],
  '1.3.101.113': ['ed448', 'shake256'],
};

/** Reads `AlgorithmIdentifier`. An unknown algorithm is an answer (`unknown`), not an error. @throws SohoaError PKI_UNREADABLE */
export function readSignatureAlgorithm(node: Asn1 | undefined, what: string): SignatureAlgorithm {
  const [type, parameters] = members(node, what, 1);
  const id = oid(type, what);
  if (id === rsassaPss) return readPss(parameters, what);
  const [family, hash] = fixed[id] ?? (['unknown', null] as const);
  return { oid: id, family, hash, pss: null };
}

/** RFC 4055 3.1: absent members mean SHA-1, MGF1 with SHA-1, salt 20, trailer 1. */
function readPss(parameters: Asn1 | undefined, what: string): SignatureAlgorithm {
  let hash: HashName | null = 'sha1';
  let maskHash: HashName | null = 'sha1';
  let saltLength = 20;
  let trailerField = 1;
  for (const member of parameters === undefined ? [] : members(parameters, what)) {
    const inner = children(member)[0];
    if (tag(member) === 0xa0) hash = hashByOid(oid(members(inner, what, 1)[0], what));
    else if (tag(member) === 0xa1) {
      const [mask, maskParameters] = members(inner, what, 2);
      maskHash = oid(mask, what) === mgf1 ? hashByOid(oid(members(maskParameters, what, 1)[0], what)) : null;
    } else if (tag(member) === 0xa2) saltLength = smallInteger(inner, what);
    else if (tag(member) === 0xa3) trailerField = smallInteger(inner, what);
  }
  return { oid: rsassaPss, family: 'rsa-pss', hash, pss: { maskHash, saltLength, trailerField } };
}

/** The digest algorithm of an AlgorithmIdentifier, or its OID when it is not known. @throws SohoaError PKI_UNREADABLE */
export function readDigestAlgorithm(
  node: Asn1 | undefined,
  what: string,
): { readonly oid: string; readonly hash: HashName | null } {
  const id = oid(members(node, what, 1)[0], what);
  return { oid: id, hash: hashByOid(id) };
}

/** `rsaEncryption` and `ecPublicKey` as signature algorithms take their hash from the digest algorithm (RFC 3370 3.2). */
export function withDigest(algorithm: SignatureAlgorithm, hash: HashName | null): SignatureAlgorithm {
  return algorithm.hash === null && algorithm.family !== 'unknown' && algorithm.family !== 'rsa-pss'
    ? { ...algorithm, hash }
    : algorithm;
}

/** PSS parameters that this software accepts: MGF1 with the same hash, trailer 1, salt not longer than the hash. */
export function pssParametersConsistent(algorithm: SignatureAlgorithm): boolean {
  if (algorithm.pss === null) return true;
  const { maskHash, saltLength, trailerField } = algorithm.pss;
  return (
    algorithm.hash !== null &&
    maskHash === algorithm.hash &&
    trailerField === 1 &&
    saltLength >= 0 &&
    saltLength <= hashLength(algorithm.hash)
  );
}

/** For reports: `RSASSA-PKCS1-v1_5, SHA-256`. */
export function schemeLabel(algorithm: SignatureAlgorithm): string {
  const names: Readonly<Record<SignatureFamily, string>> = {
    'rsa-pkcs1': 'RSASSA-PKCS1-v1_5',
    'rsa-pss': 'RSASSA-PSS',
    ecdsa: 'ECDSA',
    'plain-ecdsa': 'ECDSA (plain)',
    dsa: 'DSA',
    ed25519: 'Ed25519',
    ed448: 'Ed448',
    unknown: algorithm.oid,
  };
  return algorithm.hash === null ? names[algorithm.family] : `${names[algorithm.family]}, ${hashLabel(algorithm.hash)}`;
}

export type SignatureAnswer = 'valid' | 'invalid' | 'unsupported';

const keyTypes: Readonly<Record<Exclude<SignatureFamily, 'unknown'>, readonly string[]>> = {
  'rsa-pkcs1': ['rsa'],
  'rsa-pss': ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
  'plain-ecdsa': ['ec'],
  dsa: ['dsa'],
  ed25519: ['ed25519'],
  ed448: ['ed448'],
};

/**
 * Checks a signature value with node:crypto. `unsupported` (unknown algorithm or key) is never a pass.
 * PSS with unequal hashes is `invalid`: signatures.md 2.7 point 5.
 */
export function verifySignature(
  algorithm: SignatureAlgorithm,
  key: KeyObject | null,
  data: Uint8Array,
  signature: Uint8Array,
): SignatureAnswer {
  if (key === null || algorithm.family === 'unknown') return 'unsupported';
  if (!keyTypes[algorithm.family].includes(key.asymmetricKeyType ?? '')) return 'invalid';
  if (algorithm.family === 'ed25519' || algorithm.family === 'ed448') {
    return guarded(() => verify(null, data, key, signature));
  }
  if (algorithm.hash === null || algorithm.hash === 'shake256') return 'unsupported';
  if (!pssParametersConsistent(algorithm)) return 'invalid';
  const options =
    algorithm.family === 'rsa-pkcs1'
      ? { key, padding: constants.RSA_PKCS1_PADDING }
      : algorithm.family === 'rsa-pss'
        ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.pss?.saltLength ?? 20 }
        : { key, dsaEncoding: algorithm.family === 'plain-ecdsa' ? ('ieee-p1363' as const) : ('der' as const) };
  const hash = algorithm.hash;
  return guarded(() => verify(hash, data, options, signature));
}

/**
 * The hash under which an RSA PKCS#1 v1.5 value verifies over the data, or null: for the PDF format whose value names its
 * hash only inside itself (ISO 32000-1 table 257).
 */
export function verifyRsaOverAny(key: KeyObject | null, data: Uint8Array, signature: Uint8Array): HashName | null {
  if (key?.asymmetricKeyType !== 'rsa') return null;
  const options = { key, padding: constants.RSA_PKCS1_PADDING };
  const hashes: readonly HashName[] = ['sha1', 'sha256', 'sha384', 'sha512'];
  return hashes.find((hash) => guarded(() => verify(hash, data, options, signature)) === 'valid') ?? null;
}

function guarded(check: () => boolean): SignatureAnswer {
  try {
    return check() ? 'valid' : 'invalid';
  } catch {
    // OpenSSL refuses some malformed values instead of answering false
    return 'invalid';
  }
}

/** Algorithm uses of one signature for the dated table: its digest and its key (signatures.md 2.12). */
export function algorithmUses(algorithm: SignatureAlgorithm, key: KeyObject | null): readonly AlgorithmUse[] {
  const uses: AlgorithmUse[] = [];
  if (algorithm.hash !== null) uses.push(digestUse(algorithm.hash));
  else if (algorithm.family === 'unknown') uses.push({ family: 'digest', name: algorithm.oid, bits: 0 });
  uses.push(keyUse(key));
  return uses;
}

export const digestUse = (hash: HashName): AlgorithmUse => ({ family: 'digest', name: hashLabel(hash), bits: 0 });

export function keyUse(key: KeyObject | null): AlgorithmUse {
  const details = key?.asymmetricKeyDetails;
  switch (key?.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return { family: 'RSA', name: 'RSA', bits: details?.modulusLength ?? 0 };
    case 'ec':
      return { family: 'ECDSA', name: details?.namedCurve ?? 'ECDSA', bits: curveBits[details?.namedCurve ?? ''] ?? 0 };
    case 'ed25519':
      return { family: 'EdDSA', name: 'Ed25519', bits: 255 };
    case 'ed448':
      return { family: 'EdDSA', name: 'Ed448', bits: 448 };
    case 'dsa':
      return { family: 'DSA', name: 'DSA', bits: details?.modulusLength ?? 0 };
    default:
      // not in the table: the answer becomes `unknown`, never a pass
      return { family: 'digest', name: key?.asymmetricKeyType ?? 'unknown key', bits: 0 };
  }
}

const curveBits: Readonly<Record<string, number>> = {
  prime192v1: 192,
  secp224r1: 224,
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
  brainpoolP256r1: 256,
  brainpoolP384r1: 384,
  brainpoolP512r1: 512,
};

/** True when the identifier carries parameters encoded as a constructed NULL (0x25 0x00), met in real files. */
export const isConstructedNull = (node: Asn1): boolean => tag(node) === 0x25 && content(node).length === 0;
