import type { FieldKind } from '../../domain/document-types/document-type.ts';
import type { FieldRemark } from '../../domain/field.ts';
import { layOut } from '../../extraction/page-layout.ts';
import { kindRules } from '../../extraction/readers/by-kind.ts';
import type { PageText } from '../../ocr/page-text.ts';

/** Kinds whose value is kept as typed: names, places and sentences stand as printed (rules.md R6.4). */
const asTyped: ReadonlySet<FieldKind> = new Set([
  'person_name',
  'text',
  'address',
  'authority',
  'business_lines',
  'choice',
]);

export interface CheckedEntry {
  /** NFC, in the normal form of the kind when it can be read as one (`05/01/2023` → `2023-01-05`). */
  readonly value: string;
  readonly remarks: readonly FieldRemark[];
}

/**
 * What an officer typed, read by the same rules as print: so that a date typed the Vietnamese way is kept like one that
 * was read. What does not fit its kind is kept as typed, with a warning: old papers contain errors (rules.md R5.1).
 */
export function checkEntry(kind: FieldKind, typed: string): CheckedEntry {
  const value = typed.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  if (asTyped.has(kind)) return { value, remarks: [] };
  const tokens = layOut([lineOf(value)]).rows.flatMap((row) => row.tokens);
  const read = kindRules[kind].read(tokens);
  // A part of what was typed would be a guess at what was meant.
  if (read === null || bare(read.raw) !== bare(value))
    return { value, remarks: isIso(kind, value) ? [] : [unusualForm] };
  return { value: isIso(kind, value) ? value : read.value, remarks: read.remarks };
}

const bare = (line: string): string => line.replaceAll(/[^\p{L}\p{N}]/gu, '');

const isIso = (kind: FieldKind, value: string): boolean => /date/.test(kind) && /^\d{4}-\d{2}-\d{2}/.test(value);

const unusualForm: FieldRemark = {
  code: 'unusual_form',
  severity: 'warning',
  vi: 'Giá trị nhập không đúng dạng thường gặp; đã giữ nguyên như nhập.',
  en: 'The value does not have the usual form; it was kept as typed.',
};

/** The typed line as a page of one row. */
function lineOf(value: string): PageText {
  const letterPx = 20;
  const heightPx = 36;
  let x = 0;
  const words = value.split(' ').map((word) => {
    const box = { x0: x, y0: 0, x1: x + word.length * letterPx, y1: heightPx };
    x = box.x1 + letterPx;
    return { text: word, box, confidence: 100 };
  });
  const line = { words, box: { x0: 0, y0: 0, x1: x, y1: heightPx }, block: 0, rowHeightPx: heightPx };
  return { widthPx: x, heightPx, dpi: 300, lines: [line] };
}
