import { createHash } from 'node:crypto';

/**
 * JSON with sorted members and no white space (RFC 8785): equal values, equal bytes. `undefined` members are left out
 * and dates become text as JSON.stringify does; a number that JSON cannot carry throws instead of becoming null.
 */
export function canonicalJson(value: unknown): string {
  const text = JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member === 'number' && !Number.isFinite(member)) throw new TypeError(`not a JSON number: ${member}`);
    return member;
  });
  if (text === undefined) throw new TypeError('not a JSON value');
  return write(JSON.parse(text));
}

/** JSON.stringify would put members with integer names first, whatever the order. */
function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`).join(',')}}`;
}

/** Lower-case hex sha256 of bytes, or of a text's UTF-8. */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
