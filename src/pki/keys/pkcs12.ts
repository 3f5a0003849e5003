import { createPrivateKey, type KeyObject } from 'node:crypto';
import { asSohoaError, SohoaError } from '../../domain/errors.ts';
import { type Asn1, children, content, decode, members, octets, oid, raw, tag } from '../asn1.ts';
import { type Certificate, parseCertificate, sameCertificate } from '../certificate.ts';
import { checkMac, decryptPart } from './pkcs12-cipher.ts';
import type { SigningKey } from './signing-key.ts';
import { keyFitsCertificate, softwareKey } from './software-key.ts';

const what = 'PKCS#12';
const maxBytes = 1024 * 1024;

const contentOid = { data: '1.2.840.113549.1.7.1', encrypted: '1.2.840.113549.1.7.6' } as const;
const bagOid = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  safeContents: '1.2.840.113549.1.12.10.1.6',
  x509: '1.2.840.113549.1.9.22.1',
} as const;

/**
 * Opens a PKCS#12 file (.p12, .pfx), in modern (PBES2) or legacy (3DES, RC2) encryption. When it holds several keys,
 * the first that has a certificate is taken.
 * @param name shown in logs as `pkcs12:<name>`
 * @throws SohoaError KEY_PASSWORD_WRONG, KEY_FILE_UNREADABLE
 */
export function openPkcs12(bytes: Uint8Array, password: string, name = 'key'): SigningKey {
  const { keys, certificates } = readContents(bytes, password);
  for (const key of keys) {
    const leaf = certificates.find((certificate) => keyFitsCertificate(key, certificate));
    if (leaf !== undefined) return softwareKey(`pkcs12:${name}`, key, leaf, issuersOf(leaf, certificates));
  }
  throw new SohoaError('KEY_FILE_UNREADABLE', {
    reason: `${keys.length} keys, ${certificates.length} certificates, none belong together`,
  });
}

/** Private key and certificate of a PKCS#12 file, for the authorities of the test PKI. @throws as `openPkcs12` */
export function readPkcs12(
  bytes: Uint8Array,
  password: string,
): { readonly privateKeys: readonly KeyObject[]; readonly certificates: readonly Certificate[] } {
  const { keys, certificates } = readContents(bytes, password);
  return { privateKeys: keys, certificates };
}

interface Contents {
  readonly keys: KeyObject[];
  readonly certificates: Certificate[];
}

function readContents(bytes: Uint8Array, password: string): Contents {
  try {
    return readPfx(bytes, password);
  } catch (thrown) {
    const error = asSohoaError(thrown);
    if (error.code === 'KEY_PASSWORD_WRONG' || error.code === 'KEY_FILE_UNREADABLE') throw error;
    throw new SohoaError('KEY_FILE_UNREADABLE', { reason: error.text.en }, { cause: thrown });
  }
}

function readPfx(bytes: Uint8Array, password: string): Contents {
  const [, authSafe, macData] = members(decode(bytes, what, { maxBytes }), what, 2);
  const safe = octets(contentInfo(authSafe, contentOid.data), what);
  if (macData !== undefined) checkMac(macData, safe, password);
  const found: Contents = { keys: [], certificates: [] };
  for (const part of members(decode(safe, what, { maxBytes }), what)) {
    readBags(safeContents(part, password), password, found, 0);
  }
  return found;
}

function contentInfo(node: Asn1 | undefined, expected: string): Asn1 | undefined {
  const [type, wrapped] = members(node, what, 2);
  if (oid(type, what) !== expected) {
    throw new SohoaError('KEY_FILE_UNREADABLE', { reason: `content type ${oid(type, what)} is not supported` });
  }
  return wrapped === undefined ? undefined : children(wrapped)[0];
}

function safeContents(part: Asn1, password: string): Asn1 {
  if (oid(members(part, what, 2)[0], what) === contentOid.data) {
    return decode(octets(contentInfo(part, contentOid.data), what), what, { maxBytes });
  }
  const [, encrypted] = members(contentInfo(part, contentOid.encrypted), what, 2);
  const [, algorithm, contentNode] = members(encrypted, what, 3);
  if (contentNode === undefined) throw new SohoaError('KEY_FILE_UNREADABLE', { reason: 'encrypted part is empty' });
  // [0] IMPLICIT OCTET STRING: primitive, or constructed of several
  const cipherText =
    tag(contentNode) === 0x80
      ? content(contentNode)
      : Buffer.concat(children(contentNode).map((node) => octets(node, what)));
  return decryptPart(algorithm, cipherText, password);
}

function readBags(bags: Asn1, password: string, found: Contents, depth: number): void {
  for (const bag of members(bags, what)) {
    const [type, wrapped] = members(bag, what, 2);
    const value = wrapped === undefined ? undefined : children(wrapped)[0];
    switch (oid(type, what)) {
      case bagOid.certificate: {
        const [kind, holder] = members(value, what, 2);
        if (oid(kind, what) === bagOid.x509 && holder !== undefined) {
          found.certificates.push(parseCertificate(octets(children(holder)[0], what)));
        }
        break;
      }
      case bagOid.shroudedKey: {
        const [algorithm, encrypted] = members(value, what, 2);
        found.keys.push(privateKey(raw(decryptPart(algorithm, octets(encrypted, what), password))));
        break;
      }
      case bagOid.key:
        if (value !== undefined) found.keys.push(privateKey(raw(value)));
        break;
      case bagOid.safeContents:
        if (value !== undefined && depth < 4) readBags(value, password, found, depth + 1);
        break;
    }
  }
}

function privateKey(pkcs8: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch (thrown) {
    throw new SohoaError('KEY_FILE_UNREADABLE', { reason: 'the private key is not readable' }, { cause: thrown });
  }
}

/** CA certificates of the file, issuer of the leaf first, by names; the path is validated elsewhere. */
function issuersOf(leaf: Certificate, all: readonly Certificate[]): readonly Certificate[] {
  const chain: Certificate[] = [];
  let current = leaf;
  while (!current.selfIssued) {
    const wanted = current.issuer.key;
    const issuer = all.find(
      (candidate) =>
        candidate.subject.key === wanted && ![leaf, ...chain].some((own) => sameCertificate(own, candidate)),
    );
    if (issuer === undefined) break;
    chain.push(issuer);
    current = issuer;
  }
  return chain;
}
