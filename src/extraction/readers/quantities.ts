import { numberFromWords } from '../../domain/identifiers/vietnamese-number.ts';
import { type Token, textOf } from '../page-layout.ts';
import { find, type Reader, reading, trimmed } from './reading.ts';

export const readInteger: Reader = (tokens) => {
  const found = find(trimmed(tokens), /\d+/);
  return found === null ? null : reading(String(Number(found.match[0])), found.tokens, 0.9);
};

export const readParcelNumber: Reader = (tokens) => {
  const found = find(trimmed(tokens).slice(0, 2), /^\d{1,5}(?!\d)/);
  return found === null ? null : reading(String(Number(found.match[0])), found.tokens, 0.9);
};

/** `1.234,5` and `1,234.5` → 1234.5: the last separator is the decimal one unless exactly three digits follow it. */
export function plainNumber(written: string): string | null {
  const text = written.replace(/\s/g, '');
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const kinds = new Set(text.replace(/\d/g, ''));
  const fraction = last === -1 ? '' : text.slice(last + 1);
  const grouping = last === -1 || (fraction.length === 3 && kinds.size === 1);
  const number = grouping ? text.replace(/[.,]/g, '') : `${text.slice(0, last).replace(/[.,]/g, '')}.${fraction}`;
  return /^\d+(\.\d+)?$/.test(number) ? String(Number(number)) : null;
}

export const readArea: Reader = (tokens) => {
  // the 2 of "m2" is no number
  // thousands may stand apart ("1 208,5"): the stop between them is easily lost
  const found = find(trimmed(tokens), /(?<!\p{L})(?:\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d[\d.,]*)/u);
  if (found === null) return null;
  const value = plainNumber(found.match[0].replace(/[.,]+$/, ''));
  return value === null ? null : reading(value, found.tokens, 0.9);
};

export const readMoney: Reader = (tokens) => {
  const found = find(trimmed(tokens), /\d[\d.,]*(?: \d{3}\b[\d.,]*)*/);
  if (found === null) return null;
  const written = found.match[0].replace(/[.,]+$/, '');
  const grouped = /^\d{1,3}([., ]\d{3})*$/.test(written) || /^\d+$/.test(written);
  return reading(written.replace(/\D/g, ''), found.tokens, grouped ? 1 : 0.3);
};

/** Words of a number, decimals after `phẩy` included, up to the first that is none (`đồng`, `mét vuông`). */
export const readNumberInWords: Reader = (tokens) => {
  const source = trimmed(tokens);
  const comma = source.findIndex((token) => token.folded === 'phay');
  const whole = leadingNumber(comma === -1 ? source : source.slice(0, comma));
  if (whole === null) return null;
  const decimals = comma === -1 || whole.used !== comma ? null : leadingNumber(source.slice(comma + 1));
  const used = decimals === null ? whole.used : comma + 1 + decimals.used;
  const next = source[used]?.folded ?? '';
  const value = decimals === null ? String(whole.value) : `${whole.value}.${decimals.value}`;
  return reading(value, source.slice(0, used), /^(dong|met|$)/.test(next) ? 1 : 0.5);
};

/** The longest run of words from the start that is a number. */
function leadingNumber(tokens: readonly Token[]): { readonly value: number; readonly used: number } | null {
  for (let used = Math.min(tokens.length, 30); used > 0; used--) {
    const value = numberFromWords(textOf(tokens.slice(0, used)));
    if (value !== null) return { value, used };
  }
  return null;
}
