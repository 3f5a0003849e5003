import { equalityBudget, equalObjects } from './equality.ts';
import type { PdfFile, PdfRevision } from './model.ts';
import { isArray, isDict, isRef, type PdfDict, type PdfObject, refKey } from './objects.ts';
import { type SignatureFinding, signatureFinding } from './signature-findings.ts';

/** Keys of the signature dictionary that mean something to a verifier or a reader (signatures.md 2.4). */
const dictionaryKeys = [
  'Type',
  'Filter',
  'SubFilter',
  'Contents',
  'ByteRange',
  'Cert',
  'M',
  'Name',
  'Reason',
  'Location',
  'ContactInfo',
  'Reference',
  'Prop_Build',
] as const;
const fieldKeys = ['T', 'FT', 'Lock', 'SV', 'Parent'] as const;

export interface SignedField {
  readonly dict: PdfDict | null;
  readonly valueRef: PdfObject;
  readonly fieldRef: PdfObject;
  readonly field: PdfDict;
}

/**
 * Reads the dictionary and its field in the signed revision and in every later one: nothing that a report shows may differ.
 * Only /Data of a signature reference, which points at the document, is left out. Costs nothing where nothing was rewritten.
 */
export function checkConsistency(file: PdfFile, signature: SignedField, signed: number): readonly SignatureFinding[] {
  const own = file.revisions[signed] as PdfRevision;
  const findings = new Map<string, SignatureFinding>();
  const budget = equalityBudget(file.limits.comparedObjects);
  const note = (found: SignatureFinding, key: string): void => {
    if (!findings.has(key)) findings.set(key, found);
  };
  for (const later of file.revisions.slice(signed + 1)) {
    const revision = later.index + 1;
    if (permissionsPointElsewhere(own, later)) note(signatureFinding('permission-changed', { revision }), 'permission');
    const fieldNow = isRef(signature.fieldRef) ? later.resolve(signature.fieldRef) : signature.field;
    if (!isDict(fieldNow)) {
      note(signatureFinding('field-removed', { revision }), 'field');
      continue;
    }
    for (const key of fieldKeys) {
      if (fieldNow === signature.field) break;
      const [a, b] = [signature.field.entries.get(key), fieldNow.entries.get(key)];
      // a parent is compared by identity: its kids are judged by the comparison of revisions
      const same = key === 'Parent' ? sameRef(a, b) : equalObjects(a, own, b, later, budget);
      if (!same) note(signatureFinding('field-changed', { key: `/${key}`, revision }), `field ${key}`);
    }
    const ownValue = signature.field.entries.get('V');
    if (ownValue !== undefined && isRef(ownValue) && !sameRef(ownValue, fieldNow.entries.get('V'))) {
      note(signatureFinding('field-changed', { key: '/V', revision }), 'field V');
    }
    const dictNow = isRef(signature.valueRef) ? later.resolve(signature.valueRef) : fieldNow.entries.get('V');
    if (signature.dict === null || dictNow === signature.dict) continue;
    for (const key of dictionaryKeys) {
      const a = withoutData(own, signature.dict.entries.get(key), key);
      const b = withoutData(later, isDict(dictNow) ? dictNow.entries.get(key) : undefined, key);
      if (!equalObjects(a, own, b, later, budget)) {
        note(signatureFinding('dictionary-changed', { key: `/${key}`, revision }), `dict ${key}`);
      }
    }
  }
  return [...findings.values()];
}

function sameRef(a: PdfObject | undefined, b: PdfObject | undefined): boolean {
  if (isRef(a) && isRef(b)) return refKey(a) === refKey(b);
  return !isRef(a) && !isRef(b);
}

function permissionsPointElsewhere(own: PdfRevision, later: PdfRevision): boolean {
  const before = own.getDict(own.catalog, 'Perms')?.entries.get('DocMDP');
  if (before === undefined) return false;
  return !sameRef(before, later.getDict(later.catalog, 'Perms')?.entries.get('DocMDP'));
}

/** /Reference without its /Data. */
function withoutData(revision: PdfRevision, value: PdfObject | undefined, key: string): PdfObject {
  const resolved = revision.resolve(value);
  if (key !== 'Reference' || !isArray(resolved)) return resolved;
  const items = resolved.items.map((item) => {
    const reference = revision.resolve(item);
    if (!isDict(reference)) return reference;
    return { ...reference, entries: new Map([...reference.entries].filter(([name]) => name !== 'Data')) };
  });
  return { ...resolved, items };
}
