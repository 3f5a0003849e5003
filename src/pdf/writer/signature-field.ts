import { SohoaError } from '../../domain/errors.ts';
import type { PdfFile, PdfPage, RectPt } from '../reader/model.ts';
import {
  array,
  dict,
  isArray,
  isDict,
  isRef,
  name,
  type PdfDict,
  type PdfObject,
  type PdfRef,
  refKey,
} from '../reader/objects.ts';
import type { IncrementalUpdate } from './incremental-update.ts';
import { serialise } from './serialise.ts';
import { textString } from './text-string.ts';

/** PDF/A-2 and -3 bound every string, `/Contents` included (pdfa.md 2). */
export const maxContentsBytes = 32_767;

export interface SignaturePlan {
  /** Entries of the signature dictionary but `/ByteRange` and `/Contents`. */
  readonly dictionary: Readonly<Record<string, PdfObject>>;
  /** Room for the CMS or token in bytes, at most `maxContentsBytes`. */
  readonly contentsBytes: number;
  readonly page: PdfPage;
  /** Four zeros: invisible. */
  readonly rect: RectPt;
  readonly appearance: PdfRef;
  /** A new field of this name (not used in any revision), or the existing empty one. */
  readonly field: { readonly newName: string } | { readonly existing: PdfRef; readonly widget: PdfRef };
}

/** Where the holes of a signature dictionary are: offsets in the whole file. */
export interface SignatureHoles {
  /** `[0 a b c]`: the gap is `<` hex digits `>` and nothing else. */
  readonly byteRange: readonly [0, number, number, number];
  /** Offset of `<`. */
  readonly contentsStart: number;
  /** After `>`. */
  readonly contentsEnd: number;
}

/**
 * Puts a signature field into an update: dictionary (indirect, outside any object stream), widget with `/F 132`, its
 * page's `/Annots`, `/AcroForm`. Indirect `/Fields` and `/Annots` arrays stay indirect and keep what they hold.
 * `finish` gives the appended bytes with the byte range filled in and zeros in `/Contents`.
 */
export function addSignature(
  file: PdfFile,
  update: IncrementalUpdate,
  plan: SignaturePlan,
): { finish(): { readonly appended: Uint8Array; readonly holes: SignatureHoles } } {
  if (plan.contentsBytes > maxContentsBytes)
    throw new SohoaError('SIGN_REFUSED', { reason: `/Contents of ${plan.contentsBytes} bytes` });
  const value = update.newRef();
  const raw = signatureDictionary(plan);
  update.setRaw(value, raw.bytes);
  if ('newName' in plan.field) {
    const field = update.add(
      dict({
        Type: name('Annot'),
        Subtype: name('Widget'),
        FT: name('Sig'),
        T: textString(plan.field.newName),
        V: value,
        F: 132,
        Rect: array(plan.rect),
        P: pageReference(plan.page),
        AP: dict({ N: plan.appearance }),
      }),
    );
    appendAnnotation(file, update, plan.page, field);
    appendField(file, update, field);
  } else {
    fillField(update, plan.field.existing, plan.field.widget, value, plan.appearance);
    appendField(file, update, null);
  }
  return {
    finish: () => {
      const appended = update.finish();
      const body = update.bodyOffset(value);
      const contentsStart = body + raw.contentsAt;
      const contentsEnd = contentsStart + 2 + 2 * plan.contentsBytes;
      const end = file.bytes.length + appended.length;
      const byteRange = [0, contentsStart, contentsEnd, end - contentsEnd] as const;
      const text = `[${byteRange.join(' ')}`.padEnd(rangeWidth - 1);
      appended.set(Buffer.from(`${text}]`, 'latin1'), body - file.bytes.length + raw.rangeAt);
      return { appended, holes: { byteRange, contentsStart, contentsEnd } };
    },
  };
}

/** `[0 n n n]` with numbers of ten digits. */
const rangeWidth = 36;

function signatureDictionary(plan: SignaturePlan): {
  readonly bytes: Uint8Array;
  readonly rangeAt: number;
  readonly contentsAt: number;
} {
  const body = Buffer.from(serialise(dict(plan.dictionary)));
  const head = Buffer.concat([body.subarray(0, body.length - 2), Buffer.from('/ByteRange ', 'latin1')]);
  const middle = Buffer.from(`${' '.repeat(rangeWidth)}\n/Contents `, 'latin1');
  const contents = Buffer.from(`<${'00'.repeat(plan.contentsBytes)}>>>`, 'latin1');
  return {
    bytes: Buffer.concat([head, middle, contents]),
    rangeAt: head.length,
    contentsAt: head.length + middle.length,
  };
}

function pageReference(page: PdfPage): PdfRef {
  if (page.ref === null) throw new SohoaError('SIGN_REFUSED', { reason: 'the page is not an indirect object' });
  return page.ref;
}

const withEntries = (dictionary: PdfDict, entries: Readonly<Record<string, PdfObject>>): PdfDict =>
  dict(new Map([...dictionary.entries, ...Object.entries(entries)]));

function appendAnnotation(file: PdfFile, update: IncrementalUpdate, page: PdfPage, field: PdfRef): void {
  const current = page.dict.entries.get('Annots') ?? null;
  const list = update.get(current);
  const extended = array([...(isArray(list) ? list.items : []), field]);
  const shared =
    isRef(current) &&
    file.latest.pages().filter((other) => {
      const annots = other.dict.entries.get('Annots');
      return annots !== undefined && isRef(annots) && refKey(annots) === refKey(current);
    }).length > 1;
  if (isRef(current) && isArray(list) && !shared) {
    update.set(current, extended);
    return;
  }
  const pageRef = pageReference(page);
  const dictionary = update.get(pageRef);
  update.set(pageRef, withEntries(isDict(dictionary) ? dictionary : page.dict, { Annots: extended }));
}

/** Adds the field to the form (null: only marks the form as signed), writing as few objects as the form allows. */
function appendField(file: PdfFile, update: IncrementalUpdate, field: PdfRef | null): void {
  const root = file.latest.trailer.entries.get('Root') ?? null;
  if (!isRef(root)) throw new SohoaError('SIGN_REFUSED', { reason: '/Root is not a reference' });
  const catalog = update.get(root);
  if (!isDict(catalog)) throw new SohoaError('SIGN_REFUSED', { reason: 'no catalog' });
  const formObject = catalog.entries.get('AcroForm') ?? null;
  const form = update.get(formObject);
  const entries: Record<string, PdfObject> = {};
  if (!isDict(form)) {
    const created = update.add(dict({ Fields: array(field === null ? [] : [field]), SigFlags: 3 }));
    update.set(root, withEntries(catalog, { AcroForm: created }));
    return;
  }
  const flags = update.get(form.entries.get('SigFlags') ?? null);
  const known = typeof flags === 'number' ? flags : 0;
  if ((known & 3) !== 3) entries.SigFlags = known | 3;
  if (field !== null) {
    const fieldsObject = form.entries.get('Fields') ?? null;
    const fields = update.get(fieldsObject);
    const extended = array([...(isArray(fields) ? fields.items : []), field]);
    if (isRef(fieldsObject) && isArray(fields)) update.set(fieldsObject, extended);
    else entries.Fields = extended;
  }
  if (Object.keys(entries).length === 0) return;
  const changed = withEntries(form, entries);
  if (isRef(formObject)) update.set(formObject, changed);
  else update.set(root, withEntries(catalog, { AcroForm: changed }));
}

function fillField(update: IncrementalUpdate, field: PdfRef, widget: PdfRef, value: PdfRef, appearance: PdfRef): void {
  const write = (reference: PdfRef, entries: Readonly<Record<string, PdfObject>>): void => {
    const dictionary = update.get(reference);
    if (!isDict(dictionary)) throw new SohoaError('SIGN_REFUSED', { reason: 'the signature field is unreadable' });
    update.set(reference, withEntries(dictionary, entries));
  };
  write(field, { V: value });
  const dictionary = update.get(widget);
  const flags = isDict(dictionary) ? (dictionary.entries.get('F') ?? 132) : 132;
  write(widget, { AP: dict({ N: appearance }), F: flags });
}
