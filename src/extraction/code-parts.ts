import type { FieldSpec } from '../domain/document-types/document-type.ts';
import { isRealDate } from '../domain/identifiers/vietnamese-date.ts';
import { distance } from './distance.ts';
import type { Barcode } from './machine-readable.ts';
import { LICENCE_CLASS } from './readers/numbers.ts';

/** A part of a code whose form is not published: what it says of the paper can confirm print, but has no name of its own. */
interface CodePart {
  readonly text: string;
  readonly code: Barcode;
}

/** Parts of the codes between separators, five characters and longer. */
const partsOf = (codes: readonly Barcode[]): CodePart[] =>
  codes.flatMap((code) =>
    code.text
      .split(/[|;#\n\r\t]+/)
      .map((text) => ({ text: text.trim(), code }))
      .filter(({ text }) => text.length >= 5),
  );

/** What the codes say of a printed value: the same, something that is it but for a misread sign or two, or nothing. */
export type CodeSays =
  | { readonly same: true }
  | { readonly same: false; readonly value: string; readonly at: Pick<Barcode, 'page' | 'boxPx'> };

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** `15011972`, `19720115` → `1972-01-15`. */
function isoOf(text: string): string[] {
  const digits = /^\d{4}-?\d{2}-?\d{2}$|^\d{2}[/.-]?\d{2}[/.-]?\d{4}$/.test(text) ? text.replace(/\D/g, '') : '';
  const days = [
    `${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`,
    `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`,
  ];
  return digits === '' ? [] : days.filter(isRealDate);
}

/**
 * Compares a printed value with the parts of the codes. Digits differ by one at most and names by a sixth of their letters to
 * be called nearly the same; a part that is another field's value exactly is nobody else's.
 */
function codeSays(
  field: FieldSpec,
  value: string,
  parts: readonly CodePart[],
  others: ReadonlySet<string>,
): CodeSays | null {
  const isDate = /date$/.test(field.kind) && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const isName = field.kind === 'person_name';
  if (!isDate && !isName && plain(value).length < 6) return null;
  const read = (part: CodePart): string[] => (isDate ? isoOf(part.text) : [part.text]);
  for (const part of parts) if (read(part).some((said) => plain(said) === plain(value))) return { same: true };
  if (!isDate && !isName && !/^\d{9,13}$/.test(value)) return null;
  const limit = isName ? Math.floor(plain(value).length / 6) : 1;
  const near = parts.flatMap((part) =>
    read(part)
      .filter((said) => !others.has(plain(said)) && !/\d/.test(isName ? said : ''))
      .filter((said) => distance(plain(said), plain(value), limit) <= limit)
      .map((said) => ({ same: false as const, value: said, at: { page: part.code.page, boxPx: part.code.boxPx } })),
  );
  return near.length === 1 ? (near[0] ?? null) : null;
}

/** What the codes of a paper, of whatever form, say of each value that was read in print, by field name. */
export function codesSay(
  fields: readonly FieldSpec[],
  values: ReadonlyMap<string, string>,
  codes: readonly Barcode[],
): ReadonlyMap<string, CodeSays> {
  const parts = partsOf(codes);
  const out = new Map<string, CodeSays>();
  if (parts.length === 0) return out;
  const others = new Set([...values.values()].map(plain));
  for (const field of fields) {
    const value = values.get(field.name);
    if (field.kind === 'licence_class') {
      const named = licenceClassIn(codes);
      if (named !== null)
        out.set(
          field.name,
          named.value === value
            ? { same: true }
            : { same: false, value: named.value, at: { page: named.code.page, boxPx: named.code.boxPx } },
        );
      continue;
    }
    const says = value === undefined ? null : codeSays(field, value, parts, others);
    if (says !== null) out.set(field.name, says);
  }
  return out;
}

/** The only class of driving licences that a code names in a part of its own; it says nothing when it names several or none. */
function licenceClassIn(codes: readonly Barcode[]): { readonly value: string; readonly code: Barcode } | null {
  const found = codes.flatMap((code) =>
    code.text
      .split(/[|;#\n\r\t]+/)
      .filter((text) => LICENCE_CLASS.test(text))
      .map((value) => ({ value, code })),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}
