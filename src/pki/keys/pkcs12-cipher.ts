import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import forge from 'node-forge';
import { SohoaError } from '../../domain/errors.ts';
import { type Asn1, decode, members, octets, oid, smallInteger, tag } from '../asn1.ts';
import { hashByOid } from '../hashes.ts';

const what = 'PKCS#12';
/** A hostile file must not buy minutes of key derivation; exports in use have 2,048 to 1,000,000. */
const maxIterations = 5_000_000;

const unsupported = (name: string): SohoaError =>
  new SohoaError('KEY_FILE_UNREADABLE', { reason: `${name} is not supported` });

const hmacByOid: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
const cbcByOid: Readonly<Record<string, readonly [name: string, keyBytes: number]>> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
  '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
};
/** Password-based schemes of RFC 7292 appendix C that real exports still use. */
const legacyByOid: Readonly<Record<string, readonly [cipher: '3des' | 'rc2', keyBytes: number]>> = {
  '1.2.840.113549.1.12.1.3': ['3des', 24],
  '1.2.840.113549.1.12.1.4': ['3des', 16],
  '1.2.840.113549.1.12.1.5': ['rc2', 16],
  '1.2.840.113549.1.12.1.6': ['rc2', 5],
};

/**
 * Decrypts one part of a PKCS#12 file, SafeContents or PrivateKeyInfo. The padding of one wrong password in 256 happens
 * to fit; in a file without MAC only the structure then tells that what came out is noise.
 * @throws SohoaError KEY_FILE_UNREADABLE, KEY_PASSWORD_WRONG
 */
export function decryptPart(algorithm: Asn1 | undefined, encrypted: Uint8Array, password: string): Asn1 {
  const plain = decrypt(algorithm, encrypted, password);
  try {
    const part = decode(plain, what);
    members(part, what);
    return part;
  } catch (thrown) {
    throw new SohoaError('KEY_PASSWORD_WRONG', {}, { cause: thrown });
  }
}

/**
 * PBES2 (PBKDF2 with AES or 3DES) or the legacy SHA-1 schemes with 3DES or RC2. OpenSSL 3 has no RC2, so that one
 * cipher and the PKCS#12 key derivation come from node-forge.
 */
function decrypt(algorithm: Asn1 | undefined, encrypted: Uint8Array, password: string): Uint8Array {
  const [typeNode, parameters] = members(algorithm, what, 2);
  const type = oid(typeNode, what);
  if (type === '1.2.840.113549.1.5.13') return decryptPbes2(parameters, encrypted, password);
  const legacy = legacyByOid[type];
  if (legacy === undefined) throw unsupported(`encryption ${type}`);
  const [saltNode, iterationsNode] = members(parameters, what, 2);
  const [cipher, keyBytes] = legacy;
  const salt = octets(saltNode, what);
  const iterations = iterationCount(iterationsNode);
  const key = derive(password, salt, 1, iterations, keyBytes, 'sha1');
  const iv = derive(password, salt, 2, iterations, 8, 'sha1');
  if (cipher === 'rc2') return decryptRc2(key, iv, encrypted, keyBytes * 8);
  const tripleKey = keyBytes === 16 ? Buffer.concat([key, key.subarray(0, 8)]) : key;
  return decryptCbc('des-ede3-cbc', tripleKey, iv, encrypted);
}

function decryptPbes2(parameters: Asn1 | undefined, encrypted: Uint8Array, password: string): Uint8Array {
  const [derivation, encryption] = members(parameters, what, 2);
  const [cipherNode, ivNode] = members(encryption, what, 2);
  const cipher = cbcByOid[oid(cipherNode, what)];
  if (cipher === undefined) throw unsupported(`cipher ${oid(cipherNode, what)}`);
  const key = pbkdf2(derivation, password, cipher[1]);
  return decryptCbc(cipher[0], key, octets(ivNode, what), encrypted);
}

function pbkdf2(derivation: Asn1 | undefined, password: string, length: number): Uint8Array {
  const [typeNode, parameters] = members(derivation, what, 2);
  if (oid(typeNode, what) !== '1.2.840.113549.1.5.12') throw unsupported(`derivation ${oid(typeNode, what)}`);
  const [saltNode, iterationsNode, ...optional] = members(parameters, what, 2);
  const prf = optional.find((node) => tag(node) === 0x30);
  const hash = prf === undefined ? 'sha1' : hmacByOid[oid(members(prf, what, 1)[0], what)];
  if (hash === undefined) throw unsupported('PBKDF2 function');
  return pbkdf2Sync(password, octets(saltNode, what), iterationCount(iterationsNode), length, hash);
}

function decryptCbc(name: string, key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv(name, key, iv);
    return new Uint8Array(Buffer.concat([decipher.update(encrypted), decipher.final()]));
  } catch (thrown) {
    throw new SohoaError('KEY_PASSWORD_WRONG', {}, { cause: thrown });
  }
}

function decryptRc2(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array, bits: number): Uint8Array {
  const decipher = forge.rc2.createDecryptionCipher(binary(key), bits);
  decipher.start(binary(iv));
  decipher.update(forge.util.createBuffer(binary(encrypted)));
  if (!decipher.finish()) throw new SohoaError('KEY_PASSWORD_WRONG');
  return bytesOf(decipher.output.getBytes());
}

function iterationCount(node: Asn1 | undefined): number {
  const count = node === undefined ? 1 : smallInteger(node, what);
  if (count < 1 || count > maxIterations) {
    throw new SohoaError('KEY_FILE_UNREADABLE', { reason: `${count} iterations, at most ${maxIterations}` });
  }
  return count;
}

/** RFC 7292 B.2; id 1 = key, 2 = IV, 3 = MAC key. */
function derive(
  password: string,
  salt: Uint8Array,
  id: 1 | 2 | 3,
  iterations: number,
  length: number,
  hash: 'sha1' | 'sha256' | 'sha384' | 'sha512',
): Uint8Array {
  const key = forge.pkcs12.generateKey(
    password,
    forge.util.createBuffer(binary(salt)),
    id,
    iterations,
    length,
    forge.md[hash].create(),
  );
  return bytesOf(key.getBytes());
}

/**
 * Checks MacData over the authenticated safe: the password is right and nothing was changed.
 * @throws SohoaError KEY_PASSWORD_WRONG, KEY_FILE_UNREADABLE
 */
export function checkMac(macData: Asn1, authenticatedSafe: Uint8Array, password: string): void {
  const [digestInfo, saltNode, iterationsNode] = members(macData, what, 2);
  const [algorithm, expectedNode] = members(digestInfo, what, 2);
  const [typeNode, parameters] = members(algorithm, what, 1);
  const type = oid(typeNode, what);
  const expected = octets(expectedNode, what);
  let hash: string;
  let key: Uint8Array;
  if (type === '1.2.840.113549.1.5.14') {
    // PBMAC1, RFC 9579
    const [derivation, hmac] = members(parameters, what, 2);
    hash = hmacByOid[oid(members(hmac, what, 1)[0], what)] ?? '';
    key = pbkdf2(derivation, password, expected.length);
  } else {
    const name = hashByOid(type);
    if (name !== 'sha1' && name !== 'sha256' && name !== 'sha384' && name !== 'sha512')
      throw unsupported(`MAC ${type}`);
    hash = name;
    const length = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 }[name];
    key = derive(password, octets(saltNode, what), 3, iterationCount(iterationsNode), length, name);
  }
  if (hash === '') throw unsupported('MAC');
  const computed = createHmac(hash, key).update(authenticatedSafe).digest();
  if (computed.length !== expected.length || !timingSafeEqual(computed, expected))
    throw new SohoaError('KEY_PASSWORD_WRONG');
}

const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
