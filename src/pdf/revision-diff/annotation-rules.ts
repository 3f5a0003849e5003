import type { RectPt } from '../reader/model.ts';
import { isArray, isDict, isName, isRef, type PdfDict, type PdfObject, refKey } from '../reader/objects.ts';
import { readRect } from '../reader/pages.ts';
import { type Comparison, type Scope, unionOfKeys } from './comparison.ts';
import { compareWidget, isWidget, reportNewWidget } from './widget-rules.ts';

/** Markup that a reader sees and can list. Whatever is not here embeds, plays, runs, or is unknown to viewers' lists. */
const plainSubtypes: ReadonlySet<string> = new Set([
  'Text',
  'Link',
  'FreeText',
  'Line',
  'Square',
  'Circle',
  'Polygon',
  'PolyLine',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Stamp',
  'Caret',
  'Ink',
  'Popup',
  'Redact',
]);

/** Keys that run, hide or retarget: no rule lets them come or change. */
const strictKeys: ReadonlySet<string> = new Set(['Subtype', 'A', 'AA', 'PA', 'OC', 'FS']);

/** The /Annots of one page: kept elements are compared, others were added or removed; their stacking order stays. */
export function compareAnnotations(
  c: Comparison,
  path: string,
  a: PdfObject | undefined,
  b: PdfObject | undefined,
  pageIndex: number,
): void {
  const pair = c.pair(`annotations ${pageIndex}`, path, a, b);
  if (pair === null) return;
  const before = keyed(pair.a);
  const after = keyed(pair.b);
  for (const [key, element] of before) {
    if (after.has(key)) compareOne(c, `${path}[${key}]`, element, after.get(key) as PdfObject, pageIndex);
    else reportRemoved(c, `${path}[${key}]`, element, pageIndex);
  }
  for (const [key, element] of after) {
    if (!before.has(key)) reportAdded(c, `${path}[${key}]`, element, pageIndex);
  }
  const kept = [...before.keys()].filter((key) => after.has(key));
  const order = [...after.keys()].filter((key) => before.has(key));
  if (kept.some((key, index) => key !== order[index])) c.report('annotation-order', { path, pageIndex });
}

/** Elements under their reference; direct ones under their number among the direct. */
function keyed(array: PdfObject): Map<string, PdfObject> {
  const map = new Map<string, PdfObject>();
  let direct = 0;
  for (const item of isArray(array) ? array.items : []) {
    const key = isRef(item) ? refKey(item) : `direct ${direct++}`;
    if (!map.has(key)) map.set(key, item);
  }
  return map;
}

interface Facts {
  readonly subtype: string;
  readonly boxPt: RectPt | null;
  readonly objectNumber: number | null;
}

function facts(revision: Comparison['from'], dict: PdfDict, element: PdfObject): Facts {
  const subtype = revision.get(dict, 'Subtype');
  return {
    subtype: isName(subtype) ? subtype.name : '?',
    boxPt: readRect(revision, dict.entries.get('Rect')),
    objectNumber: isRef(element) ? element.number : null,
  };
}

function compareOne(c: Comparison, path: string, a: PdfObject, b: PdfObject, pageIndex: number): void {
  if (c.untouched(a, b)) return;
  const old = c.from.resolve(a);
  const now = c.to.resolve(b);
  if (isDict(old) && isDict(now) && isWidget(c.from, old) && isWidget(c.to, now)) {
    compareWidget(c, path, a, b, pageIndex);
    return;
  }
  const pair = c.pair('annotation', path, a, b);
  if (pair === null) return;
  if (!isDict(pair.a) || !isDict(pair.b)) {
    if (pair.a === null && pair.b !== null) reportAdded(c, path, b, pageIndex);
    else if (pair.b === null) reportRemoved(c, path, a, pageIndex);
    return;
  }
  const seen = facts(c.to, pair.b, b);
  const plain = plainSubtypes.has(seen.subtype) && plainSubtypes.has(facts(c.from, pair.a, a).subtype);
  const scope: Scope = { id: 'annotation value', code: 'annotation-changed', pageIndex, ...seen };
  const strict: Scope = { ...scope, id: 'annotation strict', code: 'annotation-forbidden' };
  for (const key of unionOfKeys(pair.a, pair.b)) {
    c.genericKey(plain && !strictKeys.has(key) ? scope : strict, path, pair.a, pair.b, key);
  }
}

function reportAdded(c: Comparison, path: string, b: PdfObject, pageIndex: number): void {
  const dict = c.to.resolve(b);
  if (!isDict(dict)) return;
  if (isWidget(c.to, dict)) {
    reportNewWidget(c, path, b, pageIndex);
    return;
  }
  const seen = facts(c.to, dict, b);
  const allowed = plainSubtypes.has(seen.subtype) && ![...dict.entries.keys()].some(isStrict);
  c.report(allowed ? 'annotation-added' : 'annotation-forbidden', { path, operation: 'added', pageIndex, ...seen });
  c.absorb(b);
}

const isStrict = (key: string): boolean => key !== 'Subtype' && strictKeys.has(key);

function reportRemoved(c: Comparison, path: string, a: PdfObject, pageIndex: number): void {
  const dict = c.from.resolve(a);
  if (!isDict(dict)) return;
  const seen = facts(c.from, dict, a);
  c.settle(a);
  if (isWidget(c.from, dict)) {
    const field = isRef(a) ? c.before.fieldsByRef.get(refKey(a)) : undefined;
    c.report('field-removed', { path, operation: 'removed', pageIndex, fieldName: field?.name ?? null, ...seen });
  } else {
    const code = plainSubtypes.has(seen.subtype) ? 'annotation-removed' : 'annotation-forbidden';
    c.report(code, { path, operation: 'removed', pageIndex, ...seen });
  }
}
