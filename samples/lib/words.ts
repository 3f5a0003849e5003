/** Vietnamese numbers and dates in words, as clerks write them ("ghi bằng chữ"). Written apart from the product's own reader. */
const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];

function below1000(value: number, full: boolean): string {
  const hundreds = Math.floor(value / 100);
  const tens = Math.floor((value % 100) / 10);
  const ones = value % 10;
  const out: string[] = [];
  if (hundreds > 0 || full) out.push(`${digits[hundreds]} trăm`);
  if (tens === 0 && ones > 0 && (hundreds > 0 || full)) out.push('linh');
  if (tens === 1) out.push('mười');
  if (tens > 1) out.push(`${digits[tens]} mươi`);
  if (ones === 1 && tens > 1) out.push('mốt');
  else if (ones === 5 && tens > 0) out.push('lăm');
  else if (ones > 0) out.push(digits[ones]!);
  return out.join(' ');
}

/** 0 … 10^12 − 1. */
export function inWords(value: number): string {
  if (value === 0) return digits[0]!;
  const scales = ['', 'nghìn', 'triệu', 'tỷ'];
  const groups: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 1000)) groups.push(rest % 1000);
  const out: string[] = [];
  for (let index = groups.length - 1; index >= 0; index--) {
    if (groups[index] === 0) continue;
    out.push(below1000(groups[index]!, index < groups.length - 1), scales[index]!);
  }
  return out.filter((part) => part !== '').join(' ');
}

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const two = (value: number): string => String(value).padStart(2, '0');
export const isoDate = (date: Day): string => `${date.year}-${two(date.month)}-${two(date.day)}`;
/** `05/01/2023`. */
export const slashDate = (date: Day, separator = '/'): string =>
  [two(date.day), two(date.month), date.year].join(separator);
/** `05012023`, as the QR of a card has it. */
export const packedDate = (date: Day): string => slashDate(date, '');
/** `ngày 05 tháng 01 năm 2023`: days 1 to 9 and months 1 and 2 carry a leading zero (rules.md J.5). */
export const longDate = (date: Day): string =>
  `ngày ${two(date.day)} tháng ${date.month < 3 ? two(date.month) : date.month} năm ${date.year}`;
/** `Ngày năm tháng một năm hai nghìn không trăm hai mươi ba`. */
export function dateInWords(date: Day): string {
  const day = date.day <= 10 ? `mồng ${inWords(date.day)}` : inWords(date.day);
  const month = date.month === 4 ? 'tư' : inWords(date.month);
  return `Ngày ${day} tháng ${month} năm ${inWords(date.year)}`;
}

/** Days of a month, proleptic Gregorian. */
export const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
/** The day `days` later. */
export function addDays(date: Day, days: number): Day {
  const moved = new Date(Date.UTC(date.year, date.month - 1, date.day + days));
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}
/** `1.250.000`. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '.');
export const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
