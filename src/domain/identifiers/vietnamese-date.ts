import { digitsFromLookalikes } from './check.ts';
import { withoutTones } from './vietnamese-letters.ts';
import { numberFromWords, numberInWords } from './vietnamese-number.ts';

/** `YYYY-MM-DD` that exists in the calendar. */
export function isRealDate(day: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (match === null) return false;
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month);
}

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const iso = (year: string, month?: string, day?: string): string =>
  [year, month, day]
    .filter((part) => part !== undefined)
    .map((part) => part.padStart(2, '0'))
    .join('-');

/** A digit, or a letter that recognition takes one for. */
const D = '[\\dOoQDIl|!ZzSsBg]';
/** The words between the numbers, one letter misread at most. */
const THANG = '(?:thang|[a-z]hang|t[a-z]ang|th[a-z]ng|tha[a-z]g|than[a-z])';
const NAM = '(?:nam|[a-z]am|n[a-z]m|na[a-z])';
const SPELLED = new RegExp(
  `(?<![\\p{L}\\d])(${D}{1,2})\\W{1,3}${THANG}\\W{0,3}(${D}{1,2})\\W{1,3}${NAM}\\W{0,3}(${D}{4})`,
  'iu',
);
const NUMERIC = new RegExp(
  `(?<![\\p{L}\\d])(${D}{1,2})\\s*[/.:\\-–]\\s*(${D}{1,2})\\s*[/.:\\-–]\\s*(${D}{4})(?!\\d)`,
  'u',
);
/** `15/08 năm 1990`, `15 tháng 8/1990`: half in words. */
const MIXED = new RegExp(
  `(?<![\\p{L}\\d])(${D}{1,2})(?:\\s*[/.\\-–]\\s*|\\W{1,3}${THANG}\\W{0,3})(${D}{1,2})(?:\\s*[/.\\-–]\\s*|\\W{1,3}${NAM}\\W{0,3})(${D}{4})(?!\\d)`,
  'iu',
);
/** `23I05I2035`, `03/0712035`, `14/212023`: a slash taken for a letter or a 1, where the digits leave no other reading. */
const LOST_SLASHES = [
  /(?<![\p{L}\d])(\d{2})[/Il|!](\d{2})[/Il|!](\d{4})(?!\d)/u,
  /(?<![\p{L}\d])(\d{2})\/(\d{2})1((?:19|20)\d{2})(?!\d)/u,
  /(?<![\p{L}\d])(\d{2})[/Il|!](\d{2})[/Il|!1]{2}((?:19|20)\d{2})(?!\d)/u,
  /(?<![\p{L}\d])(\d{2})1(\d{2})\/((?:19|20)\d{2})(?!\d)/u,
  /(?<![\p{L}\d])(\d{2})1(\d{2})1((?:19|20)\d{2})(?!\d)/u,
  // of "11" nobody knows whether it is the month
  /(?<![\p{L}\d])(\d{1,2})\/([2-9])1((?:19|20)\d{2})(?!\d)/u,
];
const ISO = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/;
const MONTH = new RegExp(`thang\\s*(${D}{1,2})\\W{1,3}nam\\s*(${D}{4})`, 'iu');
const SHORT_MONTH = /(?<![\d/])(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)/;

/** The second language of cards: `ngày/date 10 tháng/month 03 năm/year 2019`. */
const BILINGUAL = /\s?\/\s?(?:date|day|month|year)\b/giu;

export interface DateReading {
  /** ISO 8601, only as exact as printed: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
  readonly iso: string;
  /** False when the calendar does not have that day, or letters had to be taken for digits. */
  readonly clean: boolean;
}

/**
 * Reads a date in any printed form: `15/08/1990`, `15-8-1990`, `15.08.1990`, `ngày 05 tháng 01 năm 2023`,
 * `tháng 8 năm 1990`, `1990`, `1990-08-15` (rules.md J.5: both with and without leading zeros).
 * A day that does not exist is returned with `clean: false`, because old papers contain errors; null when nothing is a date.
 */
export function readDate(input: string): DateReading | null {
  const plain = withoutTones(input.normalize('NFC')).replace(BILINGUAL, ' ');
  const isoForm = ISO.exec(plain);
  if (isoForm !== null) return finish([isoForm[3] ?? '', isoForm[2] ?? '', isoForm[1] ?? '']);
  const full = SPELLED.exec(plain) ?? NUMERIC.exec(plain) ?? MIXED.exec(plain);
  if (full !== null) return finish(full.slice(1, 4));
  const guessed = LOST_SLASHES.map((form) => form.exec(plain)).find((match) => match !== null);
  if (guessed) {
    const reading = finish(guessed.slice(1, 4));
    return reading === null ? null : { ...reading, clean: false };
  }
  const month = MONTH.exec(plain) ?? SHORT_MONTH.exec(plain);
  if (month !== null) {
    const reading = finish(['01', ...month.slice(1, 3)]);
    return reading === null ? null : { ...reading, iso: reading.iso.slice(0, 7) };
  }
  const year = /(?<!\d)((?:18|19|20)\d{2})(?!\d)/.exec(plain);
  return year === null ? null : { iso: year[1] ?? '', clean: true };
}

function finish(parts: readonly string[]): DateReading | null {
  const repaired = parts.map(digitsFromLookalikes);
  if (!repaired.every((part) => /^\d+$/.test(part))) return null;
  const [day = '', month = '', year = ''] = repaired;
  const value = iso(year, month, day);
  return { iso: value, clean: isRealDate(value) && repaired.every((part, index) => part === parts[index]) };
}

/** Reads `ngày mười lăm tháng tám năm một nghìn chín trăm chín mươi`; null when it is not a date in words. */
export function readDateInWords(input: string): string | null {
  const plain = withoutTones(input.normalize('NFC').toLowerCase())
    .replace(/[^a-z\s]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // "năm" is both "year" and "five": the year follows the LAST "năm" that leaves a number of 1800 to 2199 behind it.
  const months = [...plain.matchAll(/\bthang\b/g)].map((match) => match.index);
  for (const at of months) {
    const before = plain
      .slice(0, at)
      .replace(/^.*\bngay\b/, '')
      .replace(/\bm[uo]ng\b/, '')
      .trim();
    const day = numberFromWords(before);
    if (day === null) continue;
    const after = plain.slice(at + 'thang'.length).trim();
    for (const match of after.matchAll(/\bnam\b/g)) {
      const month = monthNumber(after.slice(0, match.index).trim());
      const year = numberFromWords(after.slice(match.index + 'nam'.length));
      if (month === null || year === null || year < 1800 || year > 2199) continue;
      const value = iso(String(year), String(month), String(day));
      if (isRealDate(value)) return value;
    }
  }
  return null;
}

const monthNumber = (words: string): number | null =>
  words === 'gieng' ? 1 : words === 'chap' ? 12 : words === '' ? null : numberFromWords(words);

/** `ngày mười lăm tháng tám năm một nghìn chín trăm chín mươi` for `1990-08-15`. */
export function dateInWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const monthWord = Number(month) === 4 ? 'tư' : numberInWords(Number(month));
  return `ngày ${numberInWords(Number(date))} tháng ${monthWord} năm ${numberInWords(Number(year))}`;
}
