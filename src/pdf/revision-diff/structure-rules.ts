import { isArray, isDict, isName, isRef, type PdfDict, type PdfObject } from '../reader/objects.ts';
import { type Comparison, sameReference, unionOfKeys } from './comparison.ts';

/**
 * The structure tree may gain what a new widget needs: elements that hold nothing but object references (OBJR), entries of
 * the parent tree and its next key. Everything else is undefined.
 */
export function compareStructure(
  c: Comparison,
  path: string,
  a: PdfObject | undefined,
  b: PdfObject | undefined,
): void {
  const pair = c.pair('structure', path, a, b);
  if (pair === null) return;
  if (!isDict(pair.a) || !isDict(pair.b)) {
    c.generic({ id: 'structure root', code: 'structure-changed' }, path, a, b);
    return;
  }
  const { a: old, b: now } = pair;
  for (const key of unionOfKeys(old, now)) {
    const left = old.entries.get(key);
    const right = now.entries.get(key);
    const at = `${path}.${key}`;
    if (key === 'K') compareKids(c, at, left, right);
    else if (key === 'ParentTree') compareParentTree(c, at, left, right);
    else if (key === 'ParentTreeNextKey') compareNextKey(c, at, left, right);
    else c.generic({ id: 'structure other', code: 'structure-changed' }, at, left, right);
  }
}

function compareNextKey(c: Comparison, path: string, a: PdfObject | undefined, b: PdfObject | undefined): void {
  const old = c.from.resolve(a);
  const now = c.to.resolve(b);
  if (old === now) return;
  const grown = typeof now === 'number' && (old === null || (typeof old === 'number' && now > old));
  c.report(grown ? 'structure-upkeep' : 'structure-changed', { path });
}

/** Levels of elements below which nothing may be added any more. */
const deepest = 200;

function compareKids(c: Comparison, path: string, a: PdfObject | undefined, b: PdfObject | undefined, depth = 0): void {
  if (depth > deepest) {
    c.generic({ id: 'structure deep', code: 'structure-changed' }, path, a, b);
    return;
  }
  const pair = c.pair('structure kids', path, a, b);
  if (pair === null) return;
  const before = listOf(pair.a, a);
  const after = listOf(pair.b, b);
  let index = 0;
  for (const kid of after) {
    const old = before[index];
    if (old !== undefined && (sameReference(old, kid) || !isRef(old))) {
      compareElement(c, `${path}[${index}]`, old, kid, depth);
      index++;
    } else if (isUpkeep(c, kid)) {
      c.report('structure-upkeep', { path, operation: 'added' });
      c.absorb(kid);
    } else c.differs({ id: 'structure kids', code: 'structure-changed' }, path, null, c.to.resolve(kid));
  }
  for (const lost of before.slice(index)) {
    c.differs({ id: 'structure kids', code: 'structure-changed' }, path, c.from.resolve(lost), null);
  }
}

function compareElement(c: Comparison, path: string, a: PdfObject, b: PdfObject, depth: number): void {
  const pair = c.pair('structure element', path, a, b);
  if (pair === null) return;
  if (!isDict(pair.a) || !isDict(pair.b)) {
    c.generic({ id: 'structure leaf', code: 'structure-changed' }, path, a, b);
    return;
  }
  for (const key of unionOfKeys(pair.a, pair.b)) {
    if (key === 'K') compareKids(c, `${path}.K`, pair.a.entries.get('K'), pair.b.entries.get('K'), depth + 1);
    else c.genericKey({ id: 'structure leaf', code: 'structure-changed' }, path, pair.a, pair.b, key);
  }
}

/** /K is one kid or an array of them. */
function listOf(value: PdfObject, unresolved: PdfObject | undefined): readonly PdfObject[] {
  if (isArray(value)) return value.items;
  return value === null ? [] : [unresolved ?? value];
}

/** An element or object reference that points only at annotations, of /Form or container type, with no content of its own. */
function isUpkeep(c: Comparison, kid: PdfObject, depth = 0): boolean {
  if (depth > 8) return false;
  const dict = c.to.resolve(kid);
  if (!isDict(dict)) return false;
  if (isName(c.to.get(dict, 'Type'), 'OBJR')) return true;
  if ([...dict.entries.keys()].some((key) => !upkeepKeys.has(key))) return false;
  const kids = c.to.get(dict, 'K');
  const list = listOf(kids, dict.entries.get('K'));
  return list.length > 0 && list.every((one) => isUpkeep(c, one, depth + 1));
}

const upkeepKeys = new Set(['Type', 'S', 'P', 'Pg', 'K', 'T', 'Alt', 'ID']);

/** A number tree in which pairs may be added; those that were there keep their value. */
function compareParentTree(c: Comparison, path: string, a: PdfObject | undefined, b: PdfObject | undefined): void {
  const pair = c.pair('parent tree', path, a, b);
  if (pair === null) return;
  const before = isDict(pair.a) ? pairsOf(pair.a, (value) => c.from.resolve(value)) : new Map<number, PdfObject>();
  const after = isDict(pair.b) ? pairsOf(pair.b, (value) => c.to.resolve(value)) : new Map<number, PdfObject>();
  c.settle(pair.a);
  c.absorb(pair.b);
  for (const [number, value] of before) {
    const now = after.get(number);
    // the values are elements judged under /K: here only whom the number names
    if (!namesSame(c, value, now)) c.report('structure-changed', { path: `${path}[${number}]` });
  }
  if ([...after.keys()].some((number) => !before.has(number))) {
    c.report('structure-upkeep', { path, operation: 'added' });
  }
}

function namesSame(c: Comparison, a: PdfObject, b: PdfObject | undefined): boolean {
  if (b === undefined) return false;
  if (sameReference(a, b) && isDict(c.from.resolve(a))) return true;
  const old = c.from.resolve(a);
  const now = c.to.resolve(b);
  if (!isArray(old) || !isArray(now) || old.items.length !== now.items.length) return old === null && now === null;
  return old.items.every((item, index) => {
    const other = now.items[index] ?? null;
    return sameReference(item, other) || (item === null && other === null);
  });
}

function pairsOf(root: PdfDict, resolve: (object: PdfObject) => PdfObject): Map<number, PdfObject> {
  const pairs = new Map<number, PdfObject>();
  const visited = new Set<number>();
  const stack: PdfObject[] = [root];
  while (stack.length > 0) {
    const object = stack.pop() as PdfObject;
    if (isRef(object)) {
      if (visited.has(object.number)) continue;
      visited.add(object.number);
    }
    const node = resolve(object);
    if (!isDict(node)) continue;
    const nums = resolve(node.entries.get('Nums') ?? null);
    if (isArray(nums)) {
      for (let index = 0; index + 1 < nums.items.length; index += 2) {
        const number = resolve(nums.items[index] ?? null);
        if (typeof number === 'number') pairs.set(number, nums.items[index + 1] ?? null);
      }
    }
    const kids = resolve(node.entries.get('Kids') ?? null);
    if (isArray(kids)) stack.push(...kids.items);
  }
  return pairs;
}
