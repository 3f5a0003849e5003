import { type ByteRangeReading, readByteRange } from './byte-range.ts';
import { type FormBudget, type FormField, listFormFields } from './form.ts';
import { limitError } from './limits.ts';
import type { PdfFile, PdfRevision, RectPt } from './model.ts';
import { isDict, isName, isRef, isString, type PdfDict, type PdfRef, refKey } from './objects.ts';
import { readRect } from './pages.ts';
import { checkConsistency } from './signature-consistency.ts';
import type { SignatureFinding } from './signature-findings.ts';
import { signatureFinding } from './signature-findings.ts';
import { textOf } from './text-string.ts';

/** One signature of the file: a field with a /V, as the revision that signed it has it. */
export interface SignatureField {
  /** Fully qualified. */
  readonly fieldName: string;
  /** Names of other fields of the same revision that lead to the same dictionary: still one signature. */
  readonly otherNames: readonly string[];
  readonly fieldRef: PdfRef | null;
  readonly field: PdfDict;
  readonly valueRef: PdfRef | null;
  /** Null when /V leads to no dictionary: a failed signature, never "no signature". */
  readonly dict: PdfDict | null;
  /** The four numbers as written, null when it is no array of numbers. */
  readonly byteRange: readonly number[] | null;
  /** Decoded, padding included; null when there is no string. */
  readonly contents: Uint8Array | null;
  /** Length of the DER value at the start of `contents`; null when it is not of definite length or not there. */
  readonly cmsLength: number | null;
  /** Offsets of `<` and after `>` of the /Contents token; -1 when it does not stand directly in the file. */
  readonly contentsStart: number;
  readonly contentsEnd: number;
  readonly filter: string | null;
  readonly subFilter: string | null;
  readonly kind: 'signature' | 'document-timestamp';
  /** 0-based revision that the byte range ends; where it ends none, the one that wrote the dictionary. */
  readonly revisionIndex: number;
  /** 0-based revision in which a field first led to this dictionary. */
  readonly firstRevision: number;
  readonly pageIndex: number | null;
  /** /Rect of the first widget on the page; null when there is none. */
  readonly rectPt: RectPt | null;
  readonly visible: boolean;
  /** UNCLEAR → INVALID, CONTIGUOUS_BLOCK_FROM_START → PARTIAL (signatures.md 2.3 rule 9). */
  readonly coverage: ByteRangeReading['coverage'];
  /** What is wrong with this signature's structure (2.3); empty when nothing is. */
  readonly findings: readonly SignatureFinding[];
}

export interface UnsignedSignatureField {
  readonly fieldName: string;
  readonly fieldRef: PdfRef | null;
  readonly field: PdfDict;
  readonly pageIndex: number | null;
  readonly rectPt: RectPt | null;
}

/**
 * Every signature field that has a /V in any revision, oldest first. Byte range rules of signatures.md 2.3 are applied,
 * those between signatures included. Errors: PDF_LIMIT (signatures, formNodes), and those of reading.
 */
export function listSignatures(file: PdfFile): readonly SignatureField[] {
  const budget: FormBudget = { nodesLeft: file.limits.formNodes };
  const found = new Map<string, { field: FormField; revision: PdfRevision; names: Set<string> }>();
  for (const revision of file.revisions) {
    for (const field of listFormFields(revision, file.limits, budget)) {
      if (!isSigned(revision, field)) continue;
      const key = instanceKey(field);
      const known = found.get(key);
      // one dictionary reached from several fields of the revision that signed it is one signature
      if (known === undefined) found.set(key, { field, revision, names: new Set([field.name]) });
      else if (known.revision === revision) known.names.add(field.name);
      else if (!known.names.has(field.name))
        found.set(`${key} ${field.name}`, { field, revision, names: new Set([field.name]) });
      if (found.size > file.limits.signatures) throw limitError('signatures', file.limits.signatures);
    }
  }
  const signatures = [...found.values()].map((one) => describe(file, one.field, one.revision, [...one.names]));
  return withPairFindings(signatures);
}

/** Signature fields of the last revision without a /V. */
export function listUnsignedSignatureFields(file: PdfFile): readonly UnsignedSignatureField[] {
  const revision = file.latest;
  return listFormFields(revision, file.limits)
    .filter((field) => field.type === 'Sig' && !isSigned(revision, field))
    .map((field) => ({
      fieldName: field.name,
      fieldRef: field.ref,
      field: field.dict,
      pageIndex: field.widgets.find((widget) => widget.pageIndex !== null)?.pageIndex ?? null,
      rectPt: readRect(revision, field.widgets[0]?.dict.entries.get('Rect')),
    }));
}

/** A /V that is a reference counts even when it leads nowhere; so does a signature dictionary under another field type. */
function isSigned(revision: PdfRevision, field: FormField): boolean {
  if (field.value === null) return false;
  if (field.type === 'Sig') return true;
  const value = revision.resolve(field.value);
  if (!isDict(value)) return false;
  return value.entries.has('ByteRange') || isName(value.entries.get('Type'), 'Sig');
}

function instanceKey(field: FormField): string {
  if (isRef(field.value)) return `v ${refKey(field.value)}`;
  return `direct ${field.ref === null ? field.name : refKey(field.ref)}`;
}

function describe(file: PdfFile, field: FormField, first: PdfRevision, names: readonly string[]): SignatureField {
  const valueRef = isRef(field.value) ? field.value : null;
  const value = first.resolve(field.value);
  const dict = isDict(value) ? value : null;
  const findings: SignatureFinding[] = [];
  if (dict === null) findings.push(signatureFinding('value-missing'));
  if (field.type !== 'Sig') findings.push(signatureFinding('field-type'));
  if (valueRef === null) findings.push(signatureFinding('value-direct'));
  if (names.length > 1) findings.push(signatureFinding('shared-dictionary', { names: names.join(', ') }));
  if (!field.inForm || (!field.inAnnotations && hasWidget(field))) {
    findings.push(signatureFinding(field.inForm ? 'not-on-page' : 'not-in-form'));
  }
  const written = writtenRevision(file, valueRef ?? field.ref, first);
  const reading = readByteRange(file, dict, written);
  findings.push(...reading.findings);
  const signed = file.revisions[reading.revisionIndex ?? written] as PdfRevision;
  const identity = { dict, valueRef, fieldRef: field.ref, field: field.dict };
  findings.push(...checkConsistency(file, identity, Math.max(signed.index, first.index)));
  const widget = field.widgets.find((one) => one.pageIndex !== null) ?? field.widgets[0];
  const rectPt = readRect(first, widget?.dict.entries.get('Rect'));
  const subFilter = nameOf(first, dict, 'SubFilter');
  const isTimestamp = subFilter === 'ETSI.RFC3161' || isName(dict?.entries.get('Type'), 'DocTimeStamp');
  return {
    fieldName: names[0] as string,
    otherNames: names.slice(1),
    fieldRef: field.ref,
    field: field.dict,
    valueRef,
    dict,
    byteRange: reading.byteRange,
    contents: reading.contents,
    cmsLength: reading.cmsLength,
    contentsStart: reading.contentsStart,
    contentsEnd: reading.contentsEnd,
    filter: nameOf(first, dict, 'Filter'),
    subFilter,
    kind: isTimestamp ? 'document-timestamp' : 'signature',
    revisionIndex: signed.index,
    firstRevision: first.index,
    pageIndex: widget?.pageIndex ?? null,
    rectPt,
    visible:
      rectPt !== null && rectPt[2] > rectPt[0] && rectPt[3] > rectPt[1] && widget?.dict.entries.has('AP') === true,
    coverage: reading.coverage,
    findings,
  };
}

const hasWidget = (field: FormField): boolean =>
  field.widgets.some((widget) => isName(widget.dict.entries.get('Subtype'), 'Widget'));

function nameOf(revision: PdfRevision, dict: PdfDict | null, key: string): string | null {
  const value = dict === null ? null : revision.get(dict, key);
  return isName(value) ? value.name : null;
}

/** The revision that last wrote the dictionary, seen from the revision where it was first reached. */
function writtenRevision(file: PdfFile, holder: PdfRef | null, first: PdfRevision): number {
  if (holder === null) return first.index;
  return (file.revisions[first.index] as PdfRevision).entryOf(holder.number)?.revision ?? first.index;
}

/** Rule 8 of 2.3: ranges are nested, and one CMS belongs to one dictionary. */
function withPairFindings(signatures: readonly SignatureField[]): readonly SignatureField[] {
  const extra = new Map<SignatureField, SignatureFinding[]>();
  const add = (signature: SignatureField, found: SignatureFinding): void => {
    const list = extra.get(signature);
    if (list === undefined) extra.set(signature, [found]);
    else if (!list.some((one) => one.id === found.id)) list.push(found);
  };
  // equal ranges, and the same CMS twice: found by their keys, so that many signatures cost one pass
  const byRange = new Map<string, SignatureField>();
  const byCms = new Map<string, SignatureField>();
  for (const signature of signatures) {
    const range = signature.byteRange?.join(' ');
    const twin = range === undefined ? undefined : byRange.get(range);
    if (twin !== undefined) for (const one of [twin, signature]) add(one, signatureFinding('range-shared'));
    if (range !== undefined) byRange.set(range, signature);
    const cms = signature.contents === null || signature.contents.length < 32 ? null : cmsKey(signature);
    const copy = cms === null ? undefined : byCms.get(cms);
    if (copy !== undefined) for (const one of [copy, signature]) add(one, signatureFinding('cms-shared'));
    if (cms !== null) byCms.set(cms, signature);
  }
  // nested: sorted by end, every gap of an older signature lies inside the first part of every later one
  const sorted = signatures.filter((one) => one.coverage !== 'INVALID').toSorted((a, b) => endOf(a) - endOf(b));
  let longest: SignatureField | null = null;
  for (const signature of sorted) {
    const [, gapStart = 0] = signature.byteRange as readonly number[];
    if (longest !== null && gapStart < endOf(longest) && endOf(signature) !== endOf(longest)) {
      add(signature, signatureFinding('range-crosses'));
      add(longest, signatureFinding('range-crosses'));
    }
    longest = signature;
  }
  return signatures.map((signature) => {
    const more = extra.get(signature);
    return more === undefined ? signature : { ...signature, findings: [...signature.findings, ...more] };
  });
}

function endOf(signature: SignatureField): number {
  const range = signature.byteRange as readonly number[];
  return (range[2] as number) + (range[3] as number);
}

function cmsKey(signature: SignatureField): string {
  const contents = signature.contents as Uint8Array;
  return Buffer.from(contents.subarray(0, signature.cmsLength ?? contents.length)).toString('latin1');
}

/** The text of a key of the signature dictionary (/Name, /Reason, /Location, /ContactInfo, /M), NFC; null when absent. */
export function signatureText(file: PdfFile, signature: SignatureField, key: string): string | null {
  const revision = file.revisions[signature.revisionIndex] as PdfRevision;
  const value = signature.dict === null ? null : revision.get(signature.dict, key);
  return isString(value) ? textOf(value).normalize('NFC') : null;
}
