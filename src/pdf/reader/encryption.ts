import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { SohoaError } from '../../domain/errors.ts';
import type { IndirectObject } from './indirect.ts';
import { isName, isString, type PdfDict, type PdfObject } from './objects.ts';
import { rc4 } from './rc4.ts';
import { unreadable } from './syntax.ts';

type Method = 'identity' | 'rc4' | 'aes128' | 'aes256';

/** Undoes the standard security handler (ISO 32000-1 7.6, ISO 32000-2 7.6) for the objects of one file. */
export interface Decryption {
  /** Null while no password opens the file: strings stay as stored and streams cannot be decoded. */
  readonly key: Uint8Array | null;
  readonly strings: Method;
  readonly streams: Method;
  readonly metadata: boolean;
}

const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

/**
 * Reads /Encrypt and tries the password (the empty user password first).
 * Errors: PDF_UNREADABLE for a handler or version that is not the standard one.
 */
export function openEncryption(
  encrypt: PdfDict,
  id: Uint8Array,
  password: string,
  get: (dict: PdfDict, key: string) => PdfObject,
): Decryption {
  if (!isName(get(encrypt, 'Filter'), 'Standard')) throw unreadable('the security handler is not the standard one');
  const number = (key: string, fallback: number): number => {
    const value = get(encrypt, key);
    return typeof value === 'number' && Number.isInteger(value) ? value : fallback;
  };
  const bytes = (key: string): Uint8Array => {
    const value = get(encrypt, key);
    return isString(value) ? value.bytes : new Uint8Array();
  };
  const version = number('V', 0);
  const revision = number('R', 0);
  const metadata = get(encrypt, 'EncryptMetadata') !== false;
  const methods = methodsOf(encrypt, version, get);
  const facts: HandlerFacts = {
    revision,
    keyBytes: version === 1 ? 5 : version === 4 ? 16 : Math.min(16, Math.max(5, number('Length', 40) >> 3)),
    permissions: number('P', 0),
    owner: bytes('O'),
    user: bytes('U'),
    ownerKey: bytes('OE'),
    userKey: bytes('UE'),
    id,
    metadata,
  };
  const modern = version === 5 && (revision === 5 || revision === 6);
  const classic = [1, 2, 4].includes(version) && revision >= 2 && revision <= 4;
  if (!modern && !classic) throw unreadable(`encryption version ${version}.${revision} is unknown`);
  const attempts = password === '' ? [''] : ['', password];
  let key: Uint8Array | null = null;
  for (const attempt of attempts) key ??= modern ? modernKey(facts, attempt) : classicKey(facts, attempt);
  return { key, ...methods, metadata };
}

interface HandlerFacts {
  readonly revision: number;
  readonly keyBytes: number;
  readonly permissions: number;
  readonly owner: Uint8Array;
  readonly user: Uint8Array;
  readonly ownerKey: Uint8Array;
  readonly userKey: Uint8Array;
  readonly id: Uint8Array;
  readonly metadata: boolean;
}

function methodsOf(
  encrypt: PdfDict,
  version: number,
  get: (dict: PdfDict, key: string) => PdfObject,
): { strings: Method; streams: Method } {
  if (version < 4) return { strings: 'rc4', streams: 'rc4' };
  const filters = get(encrypt, 'CF');
  const method = (key: string): Method => {
    const name = get(encrypt, key);
    if (!isName(name) || name.name === 'Identity') return 'identity';
    const filter =
      filters !== null && typeof filters === 'object' && filters.kind === 'dict' ? get(filters, name.name) : null;
    const kind = filter !== null && typeof filter === 'object' && filter.kind === 'dict' ? get(filter, 'CFM') : null;
    if (isName(kind, 'V2')) return 'rc4';
    if (isName(kind, 'AESV2')) return 'aes128';
    if (isName(kind, 'AESV3')) return 'aes256';
    if (isName(kind, 'None')) return 'identity';
    throw unreadable('an unknown crypt filter');
  };
  return { strings: method('StrF'), streams: method('StmF') };
}

const md5 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Algorithms 2, 4 and 5 with the user password. */
function classicKey(facts: HandlerFacts, password: string): Uint8Array | null {
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32);
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(facts.permissions | 0);
  const extra = facts.revision >= 4 && !facts.metadata ? Buffer.from('ffffffff', 'hex') : Buffer.alloc(0);
  let key = md5(padded, facts.owner.subarray(0, 32), permissions, facts.id, extra).subarray(0, facts.keyBytes);
  if (facts.revision >= 3) for (let round = 0; round < 50; round++) key = md5(key).subarray(0, facts.keyBytes);
  if (facts.revision === 2) return Buffer.compare(rc4(key, padding), facts.user.subarray(0, 32)) === 0 ? key : null;
  let check: Uint8Array = md5(padding, facts.id);
  for (let round = 0; round < 20; round++)
    check = rc4(
      key.map((byte) => byte ^ round),
      check,
    );
  return Buffer.compare(check, facts.user.subarray(0, 16)) === 0 ? key : null;
}

/** Algorithm 2.A: the user password, then the owner password. */
function modernKey(facts: HandlerFacts, password: string): Uint8Array | null {
  const secret = Buffer.from(password.normalize('NFKC'), 'utf8').subarray(0, 127);
  const none = new Uint8Array();
  const userAll = facts.user.subarray(0, 48);
  const tries = [
    { stored: facts.user, wrapped: facts.userKey, extra: none },
    { stored: facts.owner, wrapped: facts.ownerKey, extra: userAll },
  ];
  for (const { stored, wrapped, extra } of tries) {
    if (stored.length < 48 || wrapped.length !== 32) continue;
    const proof = modernHash(facts.revision, secret, stored.subarray(32, 40), extra);
    if (Buffer.compare(proof, stored.subarray(0, 32)) !== 0) continue;
    const wrapping = modernHash(facts.revision, secret, stored.subarray(40, 48), extra);
    const decipher = createDecipheriv('aes-256-cbc', wrapping, Buffer.alloc(16)).setAutoPadding(false);
    return Buffer.concat([decipher.update(wrapped), decipher.final()]);
  }
  return null;
}

/** Algorithm 2.B; revision 5 stops after the first SHA-256. */
function modernHash(revision: number, password: Uint8Array, salt: Uint8Array, extra: Uint8Array): Uint8Array {
  let key: Buffer = createHash('sha256').update(password).update(salt).update(extra).digest();
  if (revision === 5) return key;
  for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
    const once = Buffer.concat([password, key, extra]);
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false);
    const encrypted = cipher.update(Buffer.concat(Array.from({ length: 64 }, () => once)));
    const sum = encrypted.subarray(0, 16).reduce((total, byte) => total + byte, 0) % 3;
    key = createHash(['sha256', 'sha384', 'sha512'][sum] as string)
      .update(encrypted)
      .digest();
    last = encrypted.at(-1) as number;
  }
  return key.subarray(0, 32);
}

/** The object with its strings decrypted and its stream told how; the /Contents of a signature stays as it is (7.6.2). */
export function decryptObject(decryption: Decryption, indirect: IndirectObject): PdfObject {
  const { number, generation, object } = indirect;
  const isStreamOf = (type: string): boolean =>
    object !== null &&
    typeof object === 'object' &&
    object.kind === 'stream' &&
    isName(object.dict.entries.get('Type'), type);
  if (isStreamOf('XRef')) return object;
  const { key } = decryption;
  const strings = (data: Uint8Array): Uint8Array =>
    key === null ? data : decipher(decryption.strings, key, number, generation, data);
  const open = (value: PdfObject): PdfObject => {
    if (value === null || typeof value !== 'object') return value;
    switch (value.kind) {
      case 'string':
        return { ...value, bytes: strings(value.bytes) };
      case 'array':
        return { ...value, items: value.items.map(open) };
      case 'dict':
        return openDict(value);
      case 'stream': {
        const plain = isStreamOf('Metadata') && !decryption.metadata;
        const decrypt = (data: Uint8Array): Uint8Array => {
          if (key === null) throw new SohoaError('PDF_ENCRYPTED');
          return decipher(decryption.streams, key, number, generation, data);
        };
        return { ...value, dict: openDict(value.dict), decrypt: plain ? null : decrypt };
      }
      default:
        return value;
    }
  };
  const openDict = (dict: PdfDict): PdfDict => {
    const signature = dict.entries.has('ByteRange') || isName(dict.entries.get('Type'), 'Sig');
    const entries = new Map<string, PdfObject>();
    for (const [name, value] of dict.entries) entries.set(name, signature && name === 'Contents' ? value : open(value));
    return { ...dict, entries };
  };
  return open(object);
}

function decipher(method: Method, key: Uint8Array, number: number, generation: number, data: Uint8Array): Uint8Array {
  if (method === 'identity' || data.length === 0) return data;
  if (method === 'aes256') return aes('aes-256-cbc', key, data);
  const place = Uint8Array.of(number, number >> 8, number >> 16, generation, generation >> 8);
  const salt = method === 'aes128' ? Buffer.from('sAlT', 'latin1') : new Uint8Array();
  const own = md5(key, place, salt).subarray(0, Math.min(16, key.length + 5));
  return method === 'rc4' ? rc4(own, data) : aes('aes-128-cbc', own, data);
}

function aes(algorithm: string, key: Uint8Array, data: Uint8Array): Uint8Array {
  if (data.length < 32 || data.length % 16 !== 0) {
    if (data.length === 16) return new Uint8Array();
    throw unreadable('encrypted data have a broken length');
  }
  try {
    const decipher = createDecipheriv(algorithm, key, data.subarray(0, 16));
    return Buffer.concat([decipher.update(data.subarray(16)), decipher.final()]);
  } catch {
    throw unreadable('encrypted data have a broken padding');
  }
}
