import { createHash } from 'node:crypto';

/** Digest algorithms by the name that node:crypto gives them; `shake256` is the digest inside Ed448 (RFC 8419). */
export type HashName =
  | 'md5'
  | 'sha1'
  | 'sha224'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'sha512-224'
  | 'sha512-256'
  | 'sha3-224'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512'
  | 'shake256';

const table: readonly (readonly [oid: string, name: HashName, printed: string, bytes: number])[] = [
  ['1.2.840.113549.2.5', 'md5', 'MD5', 16],
  ['1.3.14.3.2.26', 'sha1', 'SHA-1', 20],
  ['2.16.840.1.101.3.4.2.4', 'sha224', 'SHA-224', 28],
  ['2.16.840.1.101.3.4.2.1', 'sha256', 'SHA-256', 32],
  ['2.16.840.1.101.3.4.2.2', 'sha384', 'SHA-384', 48],
  ['2.16.840.1.101.3.4.2.3', 'sha512', 'SHA-512', 64],
  ['2.16.840.1.101.3.4.2.5', 'sha512-224', 'SHA-512/224', 28],
  ['2.16.840.1.101.3.4.2.6', 'sha512-256', 'SHA-512/256', 32],
  ['2.16.840.1.101.3.4.2.7', 'sha3-224', 'SHA3-224', 28],
  ['2.16.840.1.101.3.4.2.8', 'sha3-256', 'SHA3-256', 32],
  ['2.16.840.1.101.3.4.2.9', 'sha3-384', 'SHA3-384', 48],
  ['2.16.840.1.101.3.4.2.10', 'sha3-512', 'SHA3-512', 64],
  ['2.16.840.1.101.3.4.2.12', 'shake256', 'SHAKE256', 64],
];
const byOid = new Map(table.map((row) => [row[0], row]));
const byName = new Map(table.map((row) => [row[1], row]));

export const hashByOid = (oid: string): HashName | null => byOid.get(oid)?.[1] ?? null;
export const hashOid = (name: HashName): string => byName.get(name)?.[0] ?? '';
/** As the standards print it, for example `SHA-256`; the name used in the algorithm table of the rule profile. */
export const hashLabel = (name: HashName): string => byName.get(name)?.[2] ?? name;
/** Length of the digest, bytes. */
export const hashLength = (name: HashName): number => byName.get(name)?.[3] ?? 0;

export function digest(name: HashName, data: Uint8Array): Uint8Array {
  const hash = name === 'shake256' ? createHash(name, { outputLength: 64 }) : createHash(name);
  return new Uint8Array(hash.update(data).digest());
}

/** Lower-case hex, 64 digits. */
export const sha256Hex = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
