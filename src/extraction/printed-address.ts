import { shortUnits } from '../domain/identifiers/units.ts';
import { distance } from './distance.ts';
import type { Found } from './found.ts';
import type { Layout, Row } from './page-layout.ts';
import { covering, reading } from './readers/reading.ts';

/** Words of units as addresses print them, in short too ("X.", "TP.", "P5"); at most one stands before a name. */
const UNIT =
  /(?<!\p{L})(?:(thị trấn|thị xã|thành phố|đặc khu|xã|phường|huyện|quận|tỉnh)(?!\p{L})|(tt|tx|tp)\b\.?|([xphqt])\.|([pq])(?=\d))\s*/giu;

/** A word of a name or a number, with the word of the unit before it. */
interface Word {
  readonly text: string;
  readonly plain: string;
  readonly unit: string | null;
  /** Where it stands in the address, and where with the word of its unit. */
  readonly at: number;
  readonly from: number;
}

function wordsOf(address: string): readonly Word[] {
  const units = [...address.matchAll(UNIT)].map((match) => {
    const [whole, long, ...short] = match;
    const letters = (long ?? short.find((one) => one !== undefined) ?? '').toLowerCase();
    return { from: match.index, to: match.index + whole.length, unit: shortUnits[letters] ?? letters };
  });
  const names = address.replace(UNIT, (unit) => ' '.repeat(unit.length));
  return [...names.matchAll(/[\p{L}\p{N}/'’]+/gu)].map(({ 0: text, index: at }) => {
    const before = units.find(({ to }) => to === at);
    return { text, plain: text.toLowerCase(), unit: before?.unit ?? null, at, from: before?.from ?? at };
  });
}

/** A word of the print is one of the code up to misread letters: half of them at most, and no digit. */
function isMisread({ plain: print }: Word, { plain: code }: Word): boolean {
  const limit = Math.floor(Math.max(print.length, code.length) / 2);
  return print === code || (!/\d/.test(code) && distance(print, code, limit) <= limit);
}

const isOneUnit = (a: Word, b: Word): boolean => a.unit === null || b.unit === null || a.unit === b.unit;

/** Share of an address's letters that may be misread. */
const MISREAD_SHARE = 0.25;

/** How a printed address stands to the one in a code. */
export type Sameness =
  | { readonly same: true; readonly asPrinted: string; readonly lettersOfCode: boolean }
  | { readonly same: false; readonly asManyWords: boolean };

/**
 * Cards print "Hải Hậu, Ninh Bình" where their code has "xã Hải Hậu, tỉnh Ninh Bình": one place, of which the value is what is
 * printed. Words that differ as recognition may misread them are the code's, in the wording of the print. Two different units ("xã"
 * and "phường") are two places.
 */
export function comparedAddress(printed: string, code: string): Sameness {
  const [print, said] = [printed.normalize('NFC'), code.normalize('NFC')];
  const [a, b] = [wordsOf(print), wordsOf(said)];
  const count = (text: string): number => text.split(/[\s,]+/).filter(Boolean).length;
  const no = { same: false, asManyWords: count(print) === count(said) } as const;
  if (a.length !== b.length || a.length === 0) return no;
  if (!a.every((word, index) => isOneUnit(word, b[index]!) && isMisread(word, b[index]!))) return no;
  const wrong = a.reduce((sum, { plain }, index) => sum + distance(plain, b[index]!.plain, plain.length), 0);
  if (wrong > MISREAD_SHARE * b.reduce((sum, { plain }) => sum + plain.length, 0)) return no;
  let asPrinted = print;
  for (let index = a.length - 1; index >= 0; index--) {
    const [word, meant] = [a[index]!, b[index]!];
    const end = word.at + word.text.length;
    const text = word.plain === meant.plain ? word.text : meant.text;
    // a comma that the code has is small, and lost before anything else
    const lost = hasComma(said, b, index) && !hasComma(print, a, index);
    asPrinted = `${asPrinted.slice(0, word.at)}${text}${lost ? ',' : ''}${asPrinted.slice(end)}`;
  }
  return { same: true, asPrinted, lettersOfCode: asPrinted !== print };
}

/** Whether a comma stands between a word and the next. */
const hasComma = (text: string, words: readonly Word[], index: number): boolean => {
  const [word, next] = [words[index], words[index + 1]];
  return word !== undefined && next !== undefined && text.slice(word.at + word.text.length, next.from).includes(',');
};

/** So many words, three quarters of them exactly right, are an address that stands there, not words that happen to be alike. */
const LEAST_WORDS = 3;
const LEAST_EXACT = 0.75;

/** The print of an address that a code holds, on one line or two, whatever was read of its label; undefined when it is nowhere. */
export function printOfAddress(layout: Layout, code: string): Found | undefined {
  const said = wordsOf(code.normalize('NFC'));
  if (said.length < LEAST_WORDS) return undefined;
  for (const row of layout.rows) {
    const next = layout.rows[row.index + 1];
    const tokens = [...row.tokens, ...(next !== undefined && isBelow(next, row) ? next.tokens : [])];
    const text = tokens.map((token) => token.text).join(' ');
    const words = wordsOf(text);
    for (let at = 0; at + said.length <= words.length; at++) {
      const part = words.slice(at, at + said.length);
      const [first, last] = [part[0]!, part.at(-1)!];
      if (!part.every((word, index) => isOneUnit(word, said[index]!) && isMisread(word, said[index]!))) continue;
      if (part.filter((word, index) => word.plain === said[index]?.plain).length < LEAST_EXACT * said.length) continue;
      const used = covering(tokens, first.from, last.at + last.text.length, ' ');
      const value = text.slice(first.from, last.at + last.text.length);
      return { reading: reading(value, used, 0.9), page: row.page, label: 0.9, detached: false };
    }
  }
  return undefined;
}

const isBelow = (next: Row, row: Row): boolean => next.page === row.page && next.box.y0 - row.box.y1 < 2 * row.heightPx;
