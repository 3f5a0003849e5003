import type { LabelMatch } from './fuzzy.ts';
import { type Layout, segments, textOf } from './page-layout.ts';
import { ITEM_NUMBER, type Row } from './row.ts';

/** Words of a label of which the type knows nothing, at most. */
const UNKNOWN_WORDS = 7;

/** One part of a value with its own colon: "Sử dụng riêng: 120 m²; …", "Đất ở: Lâu dài; …". */
const PART = /^(?:sử dụng (?:riêng|chung)|riêng|chung|đất [^:]+):$/iu;

/** "Số điện thoại:", "Nhóm máu:": what the type has no field for ends the value before it as well; it has no wording. */
export function unknownLabels(layout: Layout, taken: ReadonlyMap<number, readonly boolean[]>): LabelMatch[] {
  return layout.rows.flatMap((row) =>
    [...atBeginnings(row), ...behindValues(row, taken.get(row.index) ?? [])].filter(({ from, to }) => {
      const own = row.tokens.slice(from, to);
      return (
        own.length > 0 &&
        !own.some(({ text }) => /[\d.;]/.test(text.replace(/^\(\d{1,2}\)/, ''))) &&
        !PART.test(textOf(own)) &&
        !own.some((_, index) => taken.get(row.index)?.[from + index])
      );
    }),
  );
}

const labelAt = (row: Row, from: number, to: number): LabelMatch => ({
  label: '',
  row,
  from,
  to,
  end: to,
  score: 1,
  letters: 0,
  errors: 0,
  colon: true,
  leads: true,
});

/** Words up to a colon at the beginning of a row, or behind a gap as wide as a column. */
const atBeginnings = (row: Row): LabelMatch[] =>
  segments(row).flatMap((part) => {
    let { from } = part;
    while (from < part.to - 1 && ITEM_NUMBER.test(row.tokens[from]?.text ?? '')) from += 1;
    const words = row.tokens.slice(from, Math.min(from + UNKNOWN_WORDS, part.to));
    const to = from + words.findIndex(({ text }) => text.endsWith(':')) + 1;
    return /^\p{Lu}\p{Ll}/u.test(words[0]?.text ?? '') ? [labelAt(row, from, to)] : [];
  });

/** A word inside a label: in small letters, or a short form in capitals ("Số CMND:"). */
const INNER = /^(?:\p{Ll}[\p{Ll}/]*|\p{Lu}{2,5}):?$/u;

/**
 * "Dân tộc: Kinh Số điện thoại: …": behind a value, with no gap before it, a label is a capitalised word and others in small
 * letters up to a colon. What goes on behind a comma is the value's own.
 */
function behindValues(row: Row, taken: readonly boolean[]): LabelMatch[] {
  return row.tokens.flatMap(({ text }, last): LabelMatch[] => {
    if (!text.endsWith(':') || !INNER.test(text)) return [];
    let from = last - 1;
    while (from > 0 && last - from < UNKNOWN_WORDS && INNER.test(row.tokens[from]?.text ?? '')) from -= 1;
    const [before, first] = [row.tokens[from - 1], row.tokens[from]];
    const behindValue = taken.lastIndexOf(true, from - 1) !== -1 && !taken[from - 1];
    const begins = /^\p{Lu}\p{Ll}*$/u.test(first?.text ?? '') && before !== undefined && !/[,;:(–-]$/.test(before.text);
    return behindValue && begins ? [labelAt(row, from, last + 1)] : [];
  });
}
