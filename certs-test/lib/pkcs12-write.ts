import { createCipheriv, createHmac, type KeyObject, pbkdf2Sync, randomBytes } from 'node:crypto';
import forge from 'node-forge';
import {
  algorithm,
  type Encodable,
  encode,
  encodedValue,
  integer,
  nullValue,
  objectId,
  octetString,
  sequence,
  tagged,
  taggedBytes,
} from '../../src/pki/asn1-write.ts';
import type { Certificate } from '../../src/pki/certificate.ts';
import { hashOid } from '../../src/pki/hashes.ts';

/** Few on purpose: these files protect nothing and are opened in every test run. */
const iterations = 2048;

type Cipher = (
  plain: Uint8Array,
  password: string,
) => { readonly algorithm: Encodable; readonly encrypted: Uint8Array };

const aes256: Cipher = (plain, password) => {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(password, salt, iterations, 32, 'sha256'), iv);
  const prf = algorithm('1.2.840.113549.2.9', nullValue());
  const derivation = algorithm('1.2.840.113549.1.5.12', sequence(octetString(salt), integer(iterations), prf));
  return {
    algorithm: algorithm(
      '1.2.840.113549.1.5.13',
      sequence(derivation, algorithm('2.16.840.1.101.3.4.1.42', octetString(iv))),
    ),
    encrypted: Buffer.concat([cipher.update(plain), cipher.final()]),
  };
};

const legacyParameters = (oid: string, salt: Uint8Array): Encodable =>
  algorithm(oid, sequence(octetString(salt), integer(iterations)));

const tripleDes: Cipher = (plain, password) => {
  const salt = randomBytes(8);
  const cipher = createCipheriv(
    'des-ede3-cbc',
    derive(password, salt, 1, 24, 'sha1'),
    derive(password, salt, 2, 8, 'sha1'),
  );
  return {
    algorithm: legacyParameters('1.2.840.113549.1.12.1.3', salt),
    encrypted: Buffer.concat([cipher.update(plain), cipher.final()]),
  };
};

const rc2: Cipher = (plain, password) => {
  const salt = randomBytes(8);
  const cipher = forge.rc2.createEncryptionCipher(binary(derive(password, salt, 1, 5, 'sha1')), 40);
  cipher.start(binary(derive(password, salt, 2, 8, 'sha1')));
  cipher.update(forge.util.createBuffer(binary(plain)));
  cipher.finish();
  return {
    algorithm: legacyParameters('1.2.840.113549.1.12.1.6', salt),
    encrypted: Buffer.from(cipher.output.getBytes(), 'latin1'),
  };
};

/** A PKCS#12 file with one key, its certificate and its CAs; `legacy` = RC2-40, 3DES and a SHA-1 MAC. */
export function writePkcs12(
  key: KeyObject,
  certificates: readonly Certificate[],
  password: string,
  form: 'modern' | 'legacy' = 'modern',
): Uint8Array {
  const keyCipher = form === 'modern' ? aes256 : tripleDes;
  const certificateCipher = form === 'modern' ? aes256 : rc2;
  const shrouded = keyCipher(new Uint8Array(key.export({ type: 'pkcs8', format: 'der' })), password);
  const keyBag = bag('1.2.840.113549.1.12.10.1.2', sequence(shrouded.algorithm, octetString(shrouded.encrypted)));
  const certificateBags = certificates.map(({ der }) =>
    bag('1.2.840.113549.1.12.10.1.3', sequence(objectId('1.2.840.113549.1.9.22.1'), tagged(0, octetString(der)))),
  );
  const encrypted = certificateCipher(encode(sequence(...certificateBags)), password);
  const encryptedData = sequence(
    integer(0),
    sequence(objectId('1.2.840.113549.1.7.1'), encrypted.algorithm, taggedBytes(0, encrypted.encrypted)),
  );
  const safe = encode(
    sequence(sequence(objectId('1.2.840.113549.1.7.6'), tagged(0, encryptedData)), data(encode(sequence(keyBag)))),
  );
  const hash = form === 'modern' ? 'sha256' : 'sha1';
  const salt = randomBytes(form === 'modern' ? 16 : 8);
  const mac = createHmac(hash, derive(password, salt, 3, hash === 'sha256' ? 32 : 20, hash))
    .update(safe)
    .digest();
  const macData = sequence(
    sequence(algorithm(hashOid(hash), nullValue()), octetString(mac)),
    octetString(salt),
    integer(iterations),
  );
  return encode(sequence(integer(3), data(safe), macData));
}

const data = (bytes: Uint8Array): Encodable =>
  sequence(objectId('1.2.840.113549.1.7.1'), tagged(0, octetString(bytes)));
const bag = (type: string, value: Encodable): Encodable =>
  sequence(objectId(type), tagged(0, encodedValue(encode(value))));

function derive(
  password: string,
  salt: Uint8Array,
  id: 1 | 2 | 3,
  length: number,
  hash: 'sha1' | 'sha256',
): Uint8Array {
  const buffer = forge.util.createBuffer(binary(salt));
  const key = forge.pkcs12.generateKey(password, buffer, id, iterations, length, forge.md[hash].create());
  return Buffer.from(key.getBytes(), 'latin1');
}

const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
