import { type Check, checked, fault } from './check.ts';

export interface DocumentNumberParts {
  readonly number: number;
  /** Year inside the number, as civil registers write it (`470/2025/TLKT-BS`); null elsewhere. */
  readonly year: number | null;
  /** `QĐ-UBND`, `UBND-HCC`, `TLKT-BS`; null when only digits are printed. */
  readonly symbol: string | null;
  readonly written: string;
}

/** Số, ký hiệu of a document (NĐ 30/2020 Phụ lục I; rules.md J.5): white space removed, letters kept as printed. */
export function checkDocumentNumber(input: string): Check<DocumentNumberParts> {
  const written = input
    .normalize('NFC')
    .replace(/\s/g, '')
    .replace(/[‐-―−]/g, '-');
  const match = /^(\d{1,7})(?:\/((?:19|20)\d{2}))?(?:\/(\p{Lu}[\p{L}\d]*(?:[-/.]\p{L}[\p{L}\d]*)*))?$/u.exec(written);
  if (match === null)
    return checked<DocumentNumberParts>(null, [
      fault('DOCUMENT_NUMBER_FORM', 'Số, ký hiệu không đúng dạng.', 'The number and symbol are malformed.'),
    ]);
  const [, number = '', year, symbol] = match;
  return checked(
    { number: Number(number), year: year === undefined ? null : Number(year), symbol: symbol ?? null, written },
    [],
  );
}
