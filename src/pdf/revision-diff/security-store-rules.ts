import { sameBytes } from '../reader/equality.ts';
import { isArray, isDict, isName, isStream, isString, type PdfDict, type PdfObject } from '../reader/objects.ts';
import { type Comparison, unionOfKeys } from './comparison.ts';

const storeKeys = new Set(['Type', 'VRI', 'Certs', 'CRLs', 'OCSPs']);
const entryKeys = new Set(['Type', 'Cert', 'CRL', 'OCSP', 'TU', 'TS']);
const vriKey = /^[0-9A-F]{40}$/;

/**
 * /DSS (ISO 32000-2 12.8.4.3): streams and VRI entries may be added and the dictionaries rewritten; what was there stays.
 * Streams count as there when their bytes are, under whatever number.
 */
export function compareSecurityStore(c: Comparison, a: PdfObject | undefined, b: PdfObject | undefined): void {
  const path = 'Root.DSS';
  const pair = c.pair('dss', path, a, b);
  if (pair === null) return;
  const refuse = (at: string, old: PdfObject, now: PdfObject): void =>
    c.differs({ id: 'dss', code: 'security-store-changed' }, at, old, now);
  if (pair.a === null && pair.b === null) return;
  if ((pair.a !== null && !isDict(pair.a)) || !isDict(pair.b)) {
    refuse(path, pair.a, pair.b);
    return;
  }
  const old = isDict(pair.a) ? pair.a : null;
  const now = pair.b;
  let grown = old === null;
  for (const key of old === null ? now.entries.keys() : unionOfKeys(old, now)) {
    const at = `${path}.${key}`;
    const left = old?.entries.get(key);
    const right = now.entries.get(key);
    if (!storeKeys.has(key)) c.generic({ id: 'dss other', code: 'security-store-changed' }, at, left, right);
    else if (key === 'Type') {
      const type = c.to.resolve(right);
      if (type !== null && !isName(type, 'DSS')) refuse(at, null, type);
    } else if (key === 'VRI') grown = compareRelated(c, at, left, right, refuse) || grown;
    else grown = compareStreams(c, at, left, right, refuse) || grown;
  }
  if (grown) c.report('security-store', { path, operation: old === null ? 'added' : 'changed' });
}

type Refuse = (path: string, old: PdfObject, now: PdfObject) => void;

/** True when something was added. */
function compareStreams(
  c: Comparison,
  path: string,
  a: PdfObject | undefined,
  b: PdfObject | undefined,
  refuse: Refuse,
): boolean {
  const pair = c.pair('dss streams', path, a, b);
  if (pair === null) return false;
  const before = isArray(pair.a) ? pair.a.items : [];
  const after = isArray(pair.b) ? pair.b.items : [];
  if ((pair.a !== null && !isArray(pair.a)) || (pair.b !== null && !isArray(pair.b))) {
    refuse(path, pair.a, pair.b);
    return false;
  }
  const now = after.map((item) => c.to.resolve(item));
  if (now.some((stream) => !isStream(stream))) {
    refuse(path, pair.a, pair.b);
    return false;
  }
  for (const [index, item] of before.entries()) {
    if (after.some((other) => c.untouched(item, other))) continue;
    const stream = c.from.resolve(item);
    c.settle(item);
    const kept = isStream(stream) && now.some((other) => isStream(other) && sameBytes(other.raw, stream.raw));
    if (!kept) refuse(`${path}[${index}]`, stream, null);
  }
  c.absorb(pair.b);
  return after.length > before.length;
}

/** Old entries stay as they are; the names of new ones are 40 upper-case hexadecimal digits. */
function compareRelated(
  c: Comparison,
  path: string,
  a: PdfObject | undefined,
  b: PdfObject | undefined,
  refuse: Refuse,
): boolean {
  const pair = c.pair('dss vri', path, a, b);
  if (pair === null) return false;
  const { a: old, b: now } = pair;
  if (old === null && now === null) return false;
  if ((old !== null && !isDict(old)) || !isDict(now)) {
    refuse(path, old, now);
    return false;
  }
  let grown = false;
  for (const key of old === null ? now.entries.keys() : unionOfKeys(old, now)) {
    const left = old?.entries.get(key);
    const right = now.entries.get(key);
    const at = `${path}.${key}`;
    if (key === 'Type') continue;
    if (left !== undefined) {
      c.generic({ id: 'dss vri entry', code: 'security-store-changed' }, at, left, right);
      continue;
    }
    const entry = c.to.resolve(right);
    if (vriKey.test(key) && isDict(entry) && isRelatedEntry(c, entry)) {
      grown = true;
      c.absorb(right);
    } else refuse(at, null, entry);
  }
  return grown;
}

function isRelatedEntry(c: Comparison, entry: PdfDict): boolean {
  return [...entry.entries].every(([key, value]) => {
    if (!entryKeys.has(key)) return false;
    const resolved = c.to.resolve(value);
    if (key === 'Type') return isName(resolved, 'VRI');
    if (key === 'TU') return isString(resolved);
    if (key === 'TS') return isStream(resolved);
    return isArray(resolved) && resolved.items.every((item) => isStream(c.to.resolve(item)));
  });
}
