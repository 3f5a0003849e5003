import { equalityBudget, equalObjects } from '../reader/equality.ts';
import type { FormField } from '../reader/form.ts';
import { defaultLimits } from '../reader/limits.ts';
import type { PdfRevision, RectPt } from '../reader/model.ts';
import { isDict, isName, isRef, type PdfDict, type PdfObject, refKey } from '../reader/objects.ts';
import { readRect } from '../reader/pages.ts';
import { isPlainLook } from '../reader/plain-look.ts';
import type { ChangeCode, ChangePlace } from './changes.ts';
import { type Comparison, type Scope, sameReference, unionOfKeys } from './comparison.ts';
import { printed } from './printed.ts';
import { saysValue, showsValue } from './shown-value.ts';

/** Invisible, Hidden, Print, NoView, ToggleNoView: bits of /F that decide what is seen (12.5.3). */
const visibilityBits = 0b1_0010_0111;
const readOnlyBit = 1;

export function isWidget(revision: PdfRevision, dict: PdfDict): boolean {
  return isName(revision.get(dict, 'Subtype'), 'Widget') || dict.entries.has('FT');
}

/** What the rules of 2.5 ask about a terminal field before its keys are looked at. */
interface FieldState {
  readonly name: string;
  readonly signature: boolean;
  readonly wasSigned: boolean;
  readonly nowSigned: boolean;
  readonly valueChanged: boolean;
  readonly pageIndex: number | null;
  readonly boxPt: RectPt | null;
  readonly field: FormField;
}

/** A widget that both revisions have, found in /Annots or among the kids of its field. */
export function compareWidget(c: Comparison, path: string, a: PdfObject, b: PdfObject, pageIndex: number | null): void {
  const before = isRef(a) ? c.before.fieldsByRef.get(refKey(a)) : undefined;
  const after = isRef(b) ? c.after.fieldsByRef.get(refKey(b)) : undefined;
  if (before === undefined || after === undefined) {
    c.generic({ id: 'loose widget', code: 'field-changed', pageIndex, fieldName: before?.name ?? null }, path, a, b);
    return;
  }
  compareTerminal(c, path, before, after, a, b);
}

/** The dictionary of a terminal field, of its widget, or of both in one. */
export function compareTerminal(
  c: Comparison,
  path: string,
  before: FormField,
  after: FormField,
  a: PdfObject,
  b: PdfObject,
): void {
  const pair = c.pair('field', path, a, b);
  if (pair === null || !isDict(pair.a) || !isDict(pair.b)) return;
  const state = stateOf(c, before, after, pair.b, a);
  for (const key of unionOfKeys(pair.a, pair.b)) {
    compareKey(c, `${path}.${key}`, state, key, pair.a.entries.get(key), pair.b.entries.get(key));
  }
}

function stateOf(c: Comparison, before: FormField, after: FormField, dict: PdfDict, element: PdfObject): FieldState {
  const widget =
    after.widgets.find((one) => one.ref !== null && sameReference(one.ref, element)) ?? after.widgets[0] ?? null;
  const budget = equalityBudget(defaultLimits.comparedObjects);
  return {
    name: before.name,
    signature: before.type === 'Sig',
    wasSigned: before.type === 'Sig' && before.value !== null,
    nowSigned: after.value !== null,
    valueChanged: !equalObjects(before.value, c.from, after.value, c.to, budget),
    pageIndex: widget?.pageIndex ?? null,
    boxPt: readRect(c.to, dict.entries.get('Rect')),
    field: after,
  };
}

function compareKey(
  c: Comparison,
  path: string,
  state: FieldState,
  key: string,
  a: PdfObject | undefined,
  b: PdfObject | undefined,
): void {
  if (c.untouched(a, b)) return;
  const place = (operation?: ChangePlace['operation']): ChangePlace => ({
    path,
    fieldName: state.name,
    pageIndex: state.pageIndex,
    boxPt: state.boxPt,
    ...(operation === undefined ? {} : { operation }),
  });
  const generic = (code: ChangeCode): void => {
    const scope: Scope = {
      id: `field ${code}`,
      code,
      fieldName: state.name,
      pageIndex: state.pageIndex,
      boxPt: state.boxPt,
    };
    if ((key === 'Parent' || key === 'P') && sameReference(a, b)) return;
    c.generic(scope, path, a, b);
  };
  /** Explained by what was reported of the value. */
  const accept = (): void => {
    c.settle(a);
    c.absorb(b);
  };
  switch (key) {
    case 'Kids':
      // compared by the form rules, one by one
      return;
    case 'V':
      compareValue(c, state, a, b, generic, place);
      return;
    case 'AP':
      compareAppearance(c, state, a, b, generic, accept, place);
      return;
    case 'AS':
      if (state.signature || !state.valueChanged) generic('appearance-only');
      else if (isState(c.to, state.field, b)) accept();
      else c.report('appearance-differs', place());
      return;
    case 'F':
      compareFlags(c, a, b, place);
      return;
    case 'Rect':
    case 'OC':
      generic(key === 'OC' ? 'optional-content' : 'field-moved');
      return;
    case 'DA':
    case 'Q':
      // what the field would be drawn with: of no consequence beside an appearance, unless viewers are asked to draw
      if (c.same(a, b)) return;
      if (state.valueChanged && !state.signature && keepsAppearance(c, state.field)) c.report('form-upkeep', place());
      else generic(state.wasSigned ? 'signed-field-changed' : 'field-changed');
      return;
    case 'A':
    case 'AA':
      generic('action-changed');
      return;
    case 'Ff':
      compareFieldFlags(c, a, b, generic, place);
      return;
    case 'Lock':
    case 'SV':
      generic(state.wasSigned ? 'signed-field-changed' : 'form-upkeep');
      return;
    case 'M':
    case 'NM':
      generic(state.wasSigned ? 'signed-field-changed' : 'form-upkeep');
      return;
    case 'RV':
      // what a viewer that knows rich text shows instead of /V
      if (state.valueChanged && !state.signature && !saysValue(c.to, state.field, b))
        c.report('appearance-differs', place());
      else if (state.valueChanged && !state.signature) accept();
      else generic('field-changed');
      return;
    case 'I':
    case 'TI':
      if (state.valueChanged && !state.signature) accept();
      else generic('field-changed');
      return;
    case 'P':
    case 'StructParent':
      if (c.from.resolve(a) === null && (key === 'StructParent' || namesOwnPage(c, state, b))) {
        c.report('form-upkeep', place('added'));
      } else generic('field-changed');
      return;
    default:
      generic(state.wasSigned ? 'signed-field-changed' : 'field-changed');
  }
}

function keepsAppearance(c: Comparison, field: FormField): boolean {
  const form = c.to.getDict(c.to.catalog, 'AcroForm');
  const drawn = form !== null && c.to.get(form, 'NeedAppearances') === true;
  return !drawn && field.widgets.every(({ dict }) => c.to.getDict(dict, 'AP') !== null);
}

function namesOwnPage(c: Comparison, state: FieldState, page: PdfObject | undefined): boolean {
  return state.pageIndex !== null && sameReference(c.to.pages()[state.pageIndex]?.ref ?? null, page);
}

type Generic = (code: ChangeCode) => void;
type Place = (operation?: ChangePlace['operation']) => ChangePlace;

function compareValue(
  c: Comparison,
  state: FieldState,
  a: PdfObject | undefined,
  b: PdfObject | undefined,
  generic: Generic,
  place: Place,
): void {
  if (state.wasSigned) {
    generic('signed-field-changed');
    return;
  }
  if (!state.signature) {
    if (!state.valueChanged) return;
    c.report('field-filled', {
      ...place(),
      before: a === undefined ? null : printed(c.from.resolve(a)),
      after: b === undefined ? null : printed(c.to.resolve(b)),
    });
    c.settle(a);
    c.absorb(b);
    return;
  }
  if (!state.nowSigned) return;
  if (!c.isNew(b)) {
    generic('field-changed');
    return;
  }
  reportSigned(c, 'signature-field-signed', state.field, place('changed'));
  c.absorb(b);
}

/** A new signature value; an invisible document timestamp is long-term data, no act of signing. */
export function reportSigned(
  c: Comparison,
  code: 'signature-added' | 'signature-field-signed',
  field: FormField,
  place: ChangePlace,
): void {
  const value = c.to.resolve(field.value);
  const timestamp =
    isDict(value) &&
    (isName(c.to.get(value, 'Type'), 'DocTimeStamp') || isName(c.to.get(value, 'SubFilter'), 'ETSI.RFC3161'));
  c.report(timestamp && isInvisible(c.to, field) ? 'timestamp-field-added' : code, place);
}

export function isInvisible(revision: PdfRevision, field: FormField): boolean {
  return field.widgets.every((widget) => isEmptyRect(readRect(revision, widget.dict.entries.get('Rect'))));
}

function isEmptyRect(rect: RectPt | null): boolean {
  return rect === null || rect[2] <= rect[0] || rect[3] <= rect[1];
}

function compareAppearance(
  c: Comparison,
  state: FieldState,
  a: PdfObject | undefined,
  b: PdfObject | undefined,
  generic: Generic,
  accept: () => void,
  place: Place,
): void {
  if (c.same(a, b)) return;
  // nothing is seen of a widget without an area
  if (isEmptyRect(state.boxPt)) {
    c.report('form-upkeep', place());
    accept();
    return;
  }
  if (state.signature) {
    if (!state.wasSigned && state.nowSigned) accept();
    else generic(state.wasSigned ? 'signed-field-changed' : 'appearance-only');
    return;
  }
  const added = c.from.resolve(a) === null && b !== undefined;
  if ((!state.valueChanged && !added) || state.field.type === 'Btn') {
    generic('appearance-only');
    return;
  }
  const matches = showsValue(c.to, state.field, b);
  const agrees = matches === true && !isPlainLook(c.to, b, (font) => isOldFont(c, font)) ? null : matches;
  if (agrees === false) c.report('appearance-differs', place());
  else c.report(agrees ? 'field-filled' : 'appearance-unverified', { ...place(), doubtful: agrees === null });
  accept();
}

/** A font that the signed revision had already: the signer could see its shapes. */
const isOldFont = (c: Comparison, font: PdfObject): boolean =>
  isRef(font) && c.untouched(font, font) && c.from.resolve(font) !== null;

/** The appearance state of a button is its value or Off. */
function isState(revision: PdfRevision, field: FormField, state: PdfObject | undefined): boolean {
  const name = revision.resolve(state);
  const value = revision.resolve(field.value);
  return isName(name) && (name.name === 'Off' || (isName(value) && value.name === name.name));
}

function compareFlags(c: Comparison, a: PdfObject | undefined, b: PdfObject | undefined, place: Place): void {
  const old = numberOf(c.from.resolve(a));
  const now = numberOf(c.to.resolve(b));
  if (old === now) return;
  const visible = ((old ^ now) & visibilityBits) !== 0;
  c.report(visible ? 'field-moved' : 'form-upkeep', { ...place(), before: String(old), after: String(now) });
}

/** Signing a form makes fields read-only; no other flag of a field may change. */
function compareFieldFlags(
  c: Comparison,
  a: PdfObject | undefined,
  b: PdfObject | undefined,
  generic: Generic,
  place: Place,
): void {
  const old = numberOf(c.from.resolve(a));
  const now = numberOf(c.to.resolve(b));
  if (old === now) return;
  if (now === (old | readOnlyBit)) c.report('form-upkeep', { ...place(), before: String(old), after: String(now) });
  else generic('field-changed');
}

const numberOf = (value: PdfObject): number => (typeof value === 'number' ? value : 0);

/** A widget that now stands on a page: of a field that is new (reported with the field), or of one that was there. */
export function reportNewWidget(c: Comparison, path: string, element: PdfObject, pageIndex: number): void {
  const field = isRef(element) ? c.after.fieldsByRef.get(refKey(element)) : undefined;
  const dict = c.to.resolve(element);
  const boxPt = isDict(dict) ? readRect(c.to, dict.entries.get('Rect')) : null;
  const place: ChangePlace = { path, operation: 'added', pageIndex, boxPt, fieldName: field?.name ?? null };
  c.absorb(element);
  if (field === undefined || !field.inForm) {
    c.report('loose-widget', place);
    return;
  }
  const known = field.ref === null ? undefined : c.before.fieldsByRef.get(refKey(field.ref));
  if (known === undefined) {
    // the field was reported with its first place; every other one is seen as well
    const first = field.widgets.find((one) => one.pageIndex !== null);
    const told = first !== undefined && first.pageIndex === pageIndex && first.dict === dict;
    if (!told && !isEmptyRect(boxPt)) c.report('widget-placed', place);
    return;
  }
  // an empty signature field that the form had, put on its page when it is signed
  const sameWidget = isRef(element) && c.before.fieldsByRef.has(refKey(element));
  const parked = known.widgets.every((one) => one.pageIndex === null);
  const signedNow = known.type === 'Sig' && known.value === null && c.to.resolve(field.value) !== null;
  if (sameWidget && parked && signedNow) c.report('form-upkeep', place);
  else c.report(sameWidget ? 'field-moved' : 'field-changed', place);
}
