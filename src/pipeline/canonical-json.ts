import { createHash } from 'node:crypto';

/**
 * JSON with sorted keys and no white space (RFC 8785 for values that JSON can carry): equal values, equal bytes.
 * `undefined` members are left out as JSON.stringify does; a value that JSON cannot carry (NaN, bigint) throws.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'number' && !Number.isFinite(member)) throw new TypeError(`not a JSON number: ${member}`);
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}

/** Lower-case hex sha256 of bytes, or of a text's UTF-8. */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
