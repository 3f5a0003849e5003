import {
  array,
  dict,
  isDict,
  name,
  type PdfDict,
  type PdfObject,
  type PdfRef,
  ref,
  stream,
  string,
} from '../../src/pdf/reader/objects.ts';
import { openPdf } from '../../src/pdf/reader/pdf-file.ts';
import { beginUpdate } from '../../src/pdf/writer/incremental-update.ts';
import { join } from './signed-pdf.ts';

/** What somebody changes in a file after it was signed: a sound incremental update, so that only its meaning is wrong. */
export interface LaterEdit {
  add(object: PdfObject): PdfRef;
  /** Merges entries into the dictionary of an object; undefined takes a key away. */
  change(number: number, entries: Readonly<Record<string, PdfObject | undefined>>): void;
  /** Hangs annotations into a page, 0-based. */
  annotate(page: number, ...annotations: readonly PdfRef[]): void;
  /** Adds fields to /AcroForm /Fields. */
  addFields(...fields: readonly PdfRef[]): void;
  /** Merges entries into /AcroForm, wherever it stands. */
  changeForm(entries: Readonly<Record<string, PdfObject | undefined>>): void;
}

export function editLater(base: Uint8Array, edit: (later: LaterEdit) => void): Uint8Array {
  const file = openPdf(base);
  const update = beginUpdate(file);
  const { latest } = file;
  const dicts = new Map<number, PdfDict>();
  const current = (number: number): PdfDict => {
    const known = dicts.get(number) ?? latest.resolve(ref(number));
    if (!isDict(known)) throw new Error(`${number} is no dictionary`);
    return known;
  };
  const change: LaterEdit['change'] = (number, entries) => {
    const merged = merge(current(number), entries);
    dicts.set(number, merged);
    update.set(ref(number), merged);
  };
  const changeForm: LaterEdit['changeForm'] = (entries) => {
    const root = latest.trailer.entries.get('Root') as PdfRef;
    const form = current(root.number).entries.get('AcroForm');
    if (typeof form === 'object' && form !== null && form.kind === 'ref') change(form.number, entries);
    else change(root.number, { AcroForm: merge(isDict(form) ? form : dict({}), entries) });
  };
  const listed = (holder: PdfDict, key: string): readonly PdfObject[] => {
    const list = latest.resolve(holder.entries.get(key));
    return typeof list === 'object' && list !== null && list.kind === 'array' ? list.items : [];
  };
  const formDict = (): PdfDict => {
    const root = latest.trailer.entries.get('Root') as PdfRef;
    const form = current(root.number).entries.get('AcroForm');
    if (typeof form === 'object' && form !== null && form.kind === 'ref') return current(form.number);
    return isDict(form) ? form : dict({});
  };
  edit({
    add: (object) => {
      const reference = update.newRef();
      update.set(reference, object);
      return reference;
    },
    change,
    changeForm,
    annotate: (page, ...annotations) => {
      const { ref: reference } = latest.pages()[page] ?? { ref: null };
      if (reference === null) throw new Error(`no page ${page}`);
      change(reference.number, { Annots: array([...listed(current(reference.number), 'Annots'), ...annotations]) });
    },
    addFields: (...fields) => changeForm({ Fields: array([...listed(formDict(), 'Fields'), ...fields]), SigFlags: 3 }),
  });
  return join(base, update.finish());
}

function merge(old: PdfDict, entries: Readonly<Record<string, PdfObject | undefined>>): PdfDict {
  const merged = new Map(old.entries);
  for (const [key, value] of Object.entries(entries)) {
    if (value === undefined) merged.delete(key);
    else merged.set(key, value);
  }
  return dict(merged);
}

export const text = (value: string): PdfObject => string(Buffer.from(value, 'latin1'));
export const numbers = (...values: readonly number[]): PdfObject => array(values);

/** An appearance stream with the given content in a box of this size. */
export const look = (
  content: string,
  [width, height]: readonly [number, number] = [200, 20],
  resources: Readonly<Record<string, PdfObject>> = {},
): PdfObject =>
  stream(
    dict({
      Type: name('XObject'),
      Subtype: name('Form'),
      BBox: array([0, 0, width, height]),
      Resources: dict(resources),
    }),
    Buffer.from(content, 'latin1'),
  );
