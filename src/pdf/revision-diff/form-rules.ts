import type { FormField } from '../reader/form.ts';
import type { RectPt } from '../reader/model.ts';
import { isArray, isDict, isRef, type PdfDict, type PdfObject, refKey } from '../reader/objects.ts';
import { readRect } from '../reader/pages.ts';
import { type Comparison, type Scope, unionOfKeys } from './comparison.ts';
import { compareTerminal, compareWidget, reportSigned } from './widget-rules.ts';

const upkeepKeys: ReadonlySet<string> = new Set(['SigFlags', 'DA']);

/** /AcroForm: fields by identity, new names in /DR, /SigFlags and /DA; everything else must stay. */
export function compareForm(c: Comparison, a: PdfObject | undefined, b: PdfObject | undefined): void {
  const path = 'Root.AcroForm';
  const pair = c.pair('form', path, a, b);
  if (pair === null) return;
  const { a: old, b: now } = pair;
  if (old === null && now === null) return;
  if ((old !== null && !isDict(old)) || !isDict(now)) {
    c.differs({ id: 'form', code: 'form-removed' }, path, old, now);
    return;
  }
  const before: PdfDict | null = isDict(old) ? old : null;
  for (const key of before === null ? now.entries.keys() : unionOfKeys(before, now)) {
    const left = before?.entries.get(key);
    const right = now.entries.get(key);
    const at = `${path}.${key}`;
    if (key === 'Fields') compareFieldList(c, at, left, right);
    else if (key === 'DR') compareResources(c, at, left, right);
    else if (key === 'NeedAppearances') compareNeedAppearances(c, at, left, right);
    // what fields are drawn with, where viewers are asked to draw them
    else if (key === 'DA' && before !== null && c.to.get(now, 'NeedAppearances') === true)
      c.generic({ id: 'form drawn', code: 'form-changed' }, at, left, right);
    else if (upkeepKeys.has(key)) c.generic({ id: 'form upkeep', code: 'form-upkeep' }, at, left, right);
    else c.generic({ id: 'form other', code: 'form-changed' }, at, left, right);
  }
}

/** Asking viewers to draw fields anew changes what is seen; taking that back does not. */
function compareNeedAppearances(c: Comparison, path: string, a: PdfObject | undefined, b: PdfObject | undefined): void {
  const old = c.from.resolve(a) === true;
  const now = c.to.resolve(b) === true;
  if (old !== now) c.report(now ? 'form-changed' : 'form-upkeep', { path, before: String(old), after: String(now) });
}

/** New names only: a font that is there may be what a signed field is drawn with. */
function compareResources(c: Comparison, path: string, a: PdfObject | undefined, b: PdfObject | undefined): void {
  const upkeep: Scope = { id: 'form resources added', code: 'form-upkeep' };
  const strict: Scope = { id: 'form resources', code: 'form-changed' };
  const pair = c.pair('form resources', path, a, b);
  if (pair === null) return;
  if (pair.a === null) {
    if (pair.b !== null) c.differs(upkeep, path, null, pair.b);
    return;
  }
  if (!isDict(pair.a) || !isDict(pair.b)) {
    c.differs(strict, path, pair.a, pair.b);
    return;
  }
  for (const category of unionOfKeys(pair.a, pair.b)) {
    const at = `${path}.${category}`;
    const kind = c.pair('form resource category', at, pair.a.entries.get(category), pair.b.entries.get(category));
    if (kind === null) continue;
    if (kind.a === null) c.differs(upkeep, at, null, kind.b);
    else if (!isDict(kind.a) || !isDict(kind.b)) c.generic(strict, at, kind.a, kind.b);
    else {
      for (const name of unionOfKeys(kind.a, kind.b)) {
        c.genericKey(kind.a.entries.has(name) ? strict : upkeep, at, kind.a, kind.b, name);
      }
    }
  }
}

/** Fields of the form or kids of a field, matched by reference. Their order shows nothing. */
function compareFieldList(c: Comparison, path: string, a: PdfObject | undefined, b: PdfObject | undefined): void {
  const pair = c.pair('field list', path, a, b);
  if (pair === null) return;
  const before = keyed(pair.a);
  const after = keyed(pair.b);
  for (const [key, element] of before) {
    const at = `${path}[${key}]`;
    if (after.has(key)) compareNode(c, at, element, after.get(key) as PdfObject);
    else reportRemoved(c, at, element);
  }
  for (const [key, element] of after) if (!before.has(key)) reportNew(c, `${path}[${key}]`, element);
}

function keyed(array: PdfObject): Map<string, PdfObject> {
  const map = new Map<string, PdfObject>();
  let direct = 0;
  for (const item of isArray(array) ? array.items : [])
    map.set(isRef(item) ? refKey(item) : `direct ${direct++}`, item);
  return map;
}

function compareNode(c: Comparison, path: string, a: PdfObject, b: PdfObject): void {
  if (c.untouched(a, b)) return;
  const before = isRef(a) ? c.before.fieldsByRef.get(refKey(a)) : undefined;
  const after = isRef(b) ? c.after.fieldsByRef.get(refKey(b)) : undefined;
  const old = c.from.resolve(a);
  const now = c.to.resolve(b);
  if (!isDict(now)) {
    if (isDict(old)) reportRemoved(c, path, a);
    return;
  }
  if (!isDict(old)) {
    reportNew(c, path, b);
    return;
  }
  if (before !== undefined && after !== undefined && isOwn(before, a)) {
    compareTerminal(c, path, before, after, a, b);
    compareKids(c, path, old, now);
    return;
  }
  const pair = c.pair('field node', path, a, b);
  if (pair === null) return;
  const scope: Scope = { id: 'field node value', code: 'field-changed', fieldName: before?.name ?? null };
  for (const key of unionOfKeys(old, now)) {
    if (key === 'Kids') compareFieldList(c, `${path}.Kids`, old.entries.get(key), now.entries.get(key));
    else c.genericKey(scope, path, old, now, key);
  }
}

const isOwn = (field: FormField, element: PdfObject): boolean =>
  isRef(element) && field.ref !== null && refKey(field.ref) === refKey(element);

/** The widgets of a terminal field: the same ones, each compared by itself. */
function compareKids(c: Comparison, path: string, old: PdfDict, now: PdfDict): void {
  if (!old.entries.has('Kids') && !now.entries.has('Kids')) return;
  const before = keyed(c.from.get(old, 'Kids'));
  const after = keyed(c.to.get(now, 'Kids'));
  for (const [key, element] of before) {
    const at = `${path}.Kids[${key}]`;
    const other = after.get(key);
    if (other === undefined) reportRemoved(c, at, element);
    else if (!c.untouched(element, other)) compareWidget(c, at, element, other, null);
  }
  for (const [key, element] of after) {
    if (before.has(key)) continue;
    c.differs({ id: 'widget', code: 'field-changed' }, `${path}.Kids[${key}]`, null, c.to.resolve(element));
    c.absorb(element);
  }
}

function reportRemoved(c: Comparison, path: string, element: PdfObject): void {
  const dict = c.from.resolve(element);
  if (!isDict(dict)) return;
  const field = isRef(element) ? c.before.fieldsByRef.get(refKey(element)) : undefined;
  c.settle(element);
  c.report('field-removed', {
    path,
    operation: 'removed',
    fieldName: field?.name ?? null,
    ...placeOfField(c, field, 'from'),
  });
}

/** A new entry of /Fields or /Kids: every terminal field below it must be a signature field. */
function reportNew(c: Comparison, path: string, element: PdfObject): void {
  c.absorb(element);
  for (const field of terminalsBelow(c, element)) {
    const place = { path, operation: 'added', fieldName: field.name, ...placeOfField(c, field, 'to') } as const;
    const known = c.before.fields.some((one) => one.name === field.name);
    if (known || field.type !== 'Sig') c.report(known ? 'field-changed' : 'field-added', place);
    else if (runsSomething(c, field)) c.report('action-changed', place);
    else if (field.value === null) c.report('signature-field-added', place);
    else if (c.isNew(field.value)) reportSigned(c, 'signature-added', field, place);
    else c.report('field-changed', { ...place, path: `${path}.V` });
    c.absorb(field.value);
  }
}

function terminalsBelow(c: Comparison, element: PdfObject): FormField[] {
  const found = new Set<FormField>();
  const visited = new Set<string>();
  const stack = [element];
  while (stack.length > 0) {
    const object = stack.pop() as PdfObject;
    if (!isRef(object) || visited.has(refKey(object))) continue;
    visited.add(refKey(object));
    const field = c.after.fieldsByRef.get(refKey(object));
    if (field !== undefined) found.add(field);
    const dict = c.to.resolve(object);
    const kids = isDict(dict) ? c.to.get(dict, 'Kids') : null;
    if (isArray(kids)) stack.push(...kids.items);
  }
  return [...found];
}

function runsSomething(c: Comparison, field: FormField): boolean {
  const dicts = [field.dict, ...field.widgets.map((widget) => widget.dict)];
  return dicts.some((dict) => ['A', 'AA', 'PA'].some((key) => c.to.get(dict, key) !== null));
}

function placeOfField(
  c: Comparison,
  field: FormField | undefined,
  side: 'from' | 'to',
): { pageIndex: number | null; boxPt: RectPt | null } {
  const widget = field?.widgets.find((one) => one.pageIndex !== null) ?? field?.widgets[0];
  return {
    pageIndex: widget?.pageIndex ?? null,
    boxPt: widget === undefined ? null : readRect(c[side], widget.dict.entries.get('Rect')),
  };
}
