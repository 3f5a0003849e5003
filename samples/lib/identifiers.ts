import type { Chance } from './random.ts';

const letters = 'ABCDEGHIKLMNPQRSTUVXY';

/** Number with the right province, century-and-sex digit and year; the six last digits are free. */
export function personalId(random: Chance, provinceCode: string, male: boolean, year: number): string {
  const century = Math.floor(year / 100) - 19;
  return `${provinceCode}${century * 2 + (male ? 0 : 1)}${String(year % 100).padStart(2, '0')}${random.digits(6)}`;
}

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
/** A tax code of ten digits with its check digit (rules.md J.2): 10 − S mod 11, a result of 10 is never issued. */
export function inventTaxCode(random: Chance): string {
  for (;;) {
    const body = `${random.pick(['01', '03', '04', '18', '20', '29', '33', '57', '63'])}${random.digits(7)}`;
    const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
    const check = 10 - (sum % 11);
    if (check !== 10) return body + String(check);
  }
}

/** Serial letters of a certificate. */
export const serialLetters = (random: Chance, count: number): string =>
  Array.from({ length: count }, () => random.pick([...letters])).join('');
