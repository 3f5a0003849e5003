import { type Person, sexWord } from './people.ts';
import type { Day } from './words.ts';

/** The seven fields of the card's QR code (rules.md J.3). */
export function cardQr(person: Person, packed: (date: Day) => string, name = person.name): string {
  return [
    person.personalId,
    person.oldId,
    name,
    packed(person.born),
    sexWord(person),
    person.formerAddress,
    packed(person.idIssued),
  ].join('|');
}

/** ICAO 9303 check digit: weights 7-3-1, `<` = 0, A = 10 … Z = 35. */
export function mrzCheck(text: string): string {
  const value = (c: string): number => (c === '<' ? 0 : /\d/.test(c) ? Number(c) : c.charCodeAt(0) - 55);
  return String([...text].reduce((sum, c, index) => sum + value(c) * [7, 3, 1][index % 3]!, 0) % 10);
}

export const unaccented = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');

/** The three TD1 lines (layout assumed in rules.md J.4; document number = last nine digits of the number). */
export function cardMrz(person: Person, expires: Day): readonly [string, string, string] {
  const six = (date: Day): string =>
    `${String(date.year % 100).padStart(2, '0')}${String(date.month).padStart(2, '0')}${String(date.day).padStart(2, '0')}`;
  const number = person.personalId.slice(3);
  const optional1 = `${person.personalId}<<`;
  const first = `IDVNM${number}${mrzCheck(number)}${optional1}`;
  // The last of the 15 optional characters is a digit on issued cards and takes part in the composite.
  const line1 = `${first}${'<'.repeat(29 - first.length)}${mrzCheck(person.personalId)}`.slice(0, 30);
  const born = six(person.born);
  const until = six(expires);
  const middle = `${born}${mrzCheck(born)}${person.male ? 'M' : 'F'}${until}${mrzCheck(until)}VNM${'<'.repeat(11)}`;
  const composite = mrzCheck(line1.slice(5, 30) + middle.slice(0, 7) + middle.slice(8, 15) + middle.slice(18, 29));
  const [family, ...given] = unaccented(person.name).toUpperCase().split(' ');
  const names = `${family}<<${given.join('<')}`.slice(0, 30);
  return [line1, middle + composite, names + '<'.repeat(30 - names.length)];
}
