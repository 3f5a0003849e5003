import { isArray, isDict, isRef, type PdfDict, type PdfObject } from '../reader/objects.ts';
import { compareAnnotations } from './annotation-rules.ts';
import type { ChangeCode } from './changes.ts';
import { type Comparison, type Scope, sameReference, unionOfKeys } from './comparison.ts';

const pageCodes: Readonly<Record<string, ChangeCode>> = {
  Contents: 'page-content',
  Resources: 'page-resources',
  MediaBox: 'page-geometry',
  CropBox: 'page-geometry',
  BleedBox: 'page-geometry',
  TrimBox: 'page-geometry',
  ArtBox: 'page-geometry',
  Rotate: 'page-geometry',
  UserUnit: 'page-geometry',
  AA: 'action-changed',
  // the order of the tabulator key: set by signers of tagged files, shows nothing
  Tabs: 'form-upkeep',
};

/** The page tree: same nodes, same pages, same order; of a page only /Annots may change by a rule. */
export function comparePageTree(c: Comparison, a: PdfObject | undefined, b: PdfObject | undefined): void {
  if (c.untouched(a, b)) return;
  const before = c.from.pages().length;
  const after = c.to.pages().length;
  if (before !== after) {
    c.report('page-count', { path: 'Root.Pages', before: String(before), after: String(after) });
  }
  const position = { page: 0 };
  compareNode(c, 'Root.Pages', a, b, position);
}

function compareNode(
  c: Comparison,
  path: string,
  a: PdfObject | undefined,
  b: PdfObject | undefined,
  position: { page: number },
): void {
  if (c.untouched(a, b)) {
    position.page += leavesBelow(c, a);
    return;
  }
  const pageIndex = position.page;
  const pair = c.pair('page tree', path, a, b);
  if (pair === null) return;
  const { a: old, b: now } = pair;
  if (!isDict(old) || !isDict(now)) {
    c.differs({ id: 'page tree', code: 'page-tree', pageIndex }, path, old, now);
    return;
  }
  const kids = c.from.get(old, 'Kids');
  const newKids = c.to.get(now, 'Kids');
  if (!isArray(kids) && !isArray(newKids)) {
    comparePage(c, path, old, now, pageIndex);
    position.page++;
    return;
  }
  for (const key of unionOfKeys(old, now)) {
    if (key === 'Kids' || key === 'Count') continue;
    const code = pageCodes[key] ?? 'page-tree';
    compareKey(c, { id: `page node ${key}`, code, pageIndex }, path, old, now, key);
  }
  if (!isArray(kids) || !isArray(newKids)) {
    c.differs({ id: 'page tree', code: 'page-tree', pageIndex }, `${path}.Kids`, kids, newKids);
    return;
  }
  const length = Math.max(kids.items.length, newKids.items.length);
  for (let index = 0; index < length; index++) {
    compareNode(c, `${path}.Kids[${index}]`, kids.items[index], newKids.items[index], position);
  }
}

/** Number of pages under an unchanged node, so that the numbering goes on behind it. */
function leavesBelow(c: Comparison, node: PdfObject | undefined): number {
  const visited = new Set<number>();
  let leaves = 0;
  const stack: PdfObject[] = [node ?? null];
  while (stack.length > 0) {
    const object = stack.pop() as PdfObject;
    if (isRef(object)) {
      if (visited.has(object.number)) continue;
      visited.add(object.number);
    }
    const dict = c.from.resolve(object);
    if (!isDict(dict)) continue;
    const kids = c.from.get(dict, 'Kids');
    if (isArray(kids)) stack.push(...kids.items);
    else leaves++;
  }
  return leaves;
}

function comparePage(c: Comparison, path: string, a: PdfDict, b: PdfDict, pageIndex: number): void {
  for (const key of unionOfKeys(a, b)) {
    if (key === 'Annots') {
      compareAnnotations(c, `${path}.Annots`, a.entries.get(key), b.entries.get(key), pageIndex);
      continue;
    }
    const code = pageCodes[key] ?? 'page-changed';
    compareKey(c, { id: `page ${pageIndex} ${key}`, code, pageIndex }, path, a, b, key);
  }
}

function compareKey(c: Comparison, scope: Scope, path: string, a: PdfDict, b: PdfDict, key: string): void {
  if (key === 'Parent' && sameReference(a.entries.get(key), b.entries.get(key))) return;
  c.genericKey(scope, path, a, b, key);
}
