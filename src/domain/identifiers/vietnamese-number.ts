import { withoutTones } from './vietnamese-letters.ts';

const UNITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;

/** Folded word → digit; spoken variants after mươi included. */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, digit): [string, number] => [withoutTones(word), digit]),
  ['mot', 1],
  ['tu', 4],
  ['lam', 5],
  ['nham', 5],
]);
const SCALES: ReadonlyMap<string, number> = new Map([
  ['nghin', 1_000],
  ['ngan', 1_000],
  ['trieu', 1_000_000],
  ['ty', 1_000_000_000],
  ['ti', 1_000_000_000],
]);

/**
 * Reads an integer written in words (`một nghìn chín trăm chín mươi`, `năm mươi triệu`), with or without tone marks;
 * null when a word is not of a number. Digit-by-digit reading (`hai không không bốn`) is understood too.
 */
export function numberFromWords(input: string): number | null {
  const words = withoutTones(input.toLowerCase())
    .replace(/[^a-z\s]/g, ' ')
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  if (words.length === 0) return null;
  if (words.length >= 2 && words.every((word) => DIGITS.has(word)))
    return Number(words.map((word) => DIGITS.get(word)).join(''));

  let total = 0;
  let group = 0;
  let digit: number | null = null;
  let seen = false;
  for (const word of words) {
    const value = DIGITS.get(word);
    const scale = SCALES.get(word);
    if (value !== undefined) {
      if (digit !== null) return null;
      digit = value;
    } else if (word === 'tram') {
      group += (digit ?? 1) * 100;
      digit = null;
    } else if (word === 'muoi') {
      group += (digit ?? 1) * 10;
      digit = null;
    } else if (scale !== undefined) {
      const amount = group === 0 && digit === null ? null : group + (digit ?? 0);
      // "hai nghìn tỷ": a scale multiplies everything smaller that stands before it.
      const smaller = total % scale;
      total = amount === null && smaller > 0 ? total - smaller + smaller * scale : total + (amount ?? 1) * scale;
      group = 0;
      digit = null;
    } else if (word !== 'linh' && word !== 'le' && word !== 'va') return null;
    seen = true;
  }
  return seen ? total + group + (digit ?? 0) : null;
}

function threeDigits(value: number, full: boolean): string {
  const [hundreds, tens, units] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const out: string[] = [];
  if (hundreds > 0 || full) out.push(UNITS[hundreds] ?? '', 'trăm');
  if (tens === 0 && units > 0 && out.length > 0) out.push('linh');
  if (tens === 1) out.push('mười');
  if (tens > 1) out.push(UNITS[tens] ?? '', 'mươi');
  if (units > 0) out.push(units === 1 && tens > 1 ? 'mốt' : units === 5 && tens > 0 ? 'lăm' : (UNITS[units] ?? ''));
  return out.join(' ');
}

/** An integer 0 to 999,999,999,999 as it is written in words on papers. */
export function numberInWords(value: number): string {
  if (value === 0) return UNITS[0];
  const out: string[] = [];
  const scales = ['tỷ', 'triệu', 'nghìn', ''];
  const groups = [1e9, 1e6, 1e3, 1].map((scale) => Math.floor(value / scale) % 1000);
  groups.forEach((group, index) => {
    if (group > 0) out.push(`${threeDigits(group, out.length > 0)} ${scales[index]}`.trim());
  });
  return out.join(' ');
}
