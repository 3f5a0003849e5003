import { rgb } from 'pdf-lib';
import type { Person } from '../people.ts';
import type { Chance } from '../random.ts';
import { black, type Run, type Sheet } from '../sheet.ts';
import type { Day } from '../words.ts';

/** ID-1: 85.60 × 53.98 mm (ISO/IEC 7810). */
export const CARD = { widthMm: 85.6, heightMm: 53.98 };

/** Fine wavy ground of a card: coloured lines over a pale tint. */
export function cardGround(
  sheet: Sheet,
  tint: readonly [number, number, number],
  lines: readonly [number, number, number],
): void {
  sheet.box({ x: 0, y: 0, width: CARD.widthMm, height: CARD.heightMm }, { fill: rgb(...tint) });
  for (let band = 0; band < 26; band++) {
    const y = 1 + band * 2.1;
    let d = `M 0 ${y}`;
    for (let x = 0; x < CARD.widthMm; x += 10.7) d += ` q 2.7 ${band % 2 === 0 ? 2 : -1.6} 5.35 0 t 5.35 0`;
    sheet.path(d, { widthMm: 0.08, colour: rgb(...lines) });
  }
}

/** A portrait of nobody: head and shoulders in flat colours. */
export function portrait(sheet: Sheet, x: number, y: number, width: number, height: number, random: Chance): void {
  sheet.box({ x, y, width, height }, { fill: rgb(0.82, 0.88, 0.94), widthMm: 0.1, colour: rgb(0.6, 0.66, 0.72) });
  const skin = rgb(0.86, 0.7 + random.real(-0.05, 0.05), 0.58);
  const cx = x + width / 2;
  const head = width * 0.21;
  const top = y + height * 0.42;
  sheet.path(
    `M ${x + width * 0.08} ${y + height} q ${width * 0.04} ${-height * 0.3} ${width * 0.42} ${-height * 0.32} q ${width * 0.38} ${height * 0.02} ${width * 0.42} ${height * 0.32} Z`,
    { fill: rgb(0.9, 0.92, 0.95) },
  );
  sheet.path(
    `M ${cx - head * 1.15} ${top + head * 0.2} a ${head * 1.15} ${head * 1.5} 0 1 1 ${head * 2.3} 0 l 0 ${head * random.real(0.1, 1)} l ${-head * 2.3} 0 Z`,
    { fill: rgb(0.1, 0.08, 0.08) },
  );
  sheet.path(
    `M ${cx - head} ${top} a ${head} ${head * 1.35} 0 1 0 ${2 * head} 0 a ${head} ${head * 1.0} 0 1 0 ${-2 * head} 0 Z`,
    { fill: skin },
  );
  for (const side of [-1, 1])
    sheet.path(`M ${cx + side * head * 0.4 - 0.5} ${top} h 1`, { widthMm: 0.35, colour: black });
  sheet.path(`M ${cx - head * 0.3} ${top + head * 0.75} q ${head * 0.3} ${head * 0.15} ${head * 0.6} 0`, {
    widthMm: 0.3,
    colour: rgb(0.6, 0.25, 0.22),
  });
}

/** State emblem, simplified: a gold ring, red field, star. */
export function emblem(sheet: Sheet, x: number, y: number, radius: number): void {
  const circle = (r: number) => `M ${x - r} ${y} a ${r} ${r} 0 1 0 ${2 * r} 0 a ${r} ${r} 0 1 0 ${-2 * r} 0 Z`;
  sheet.path(circle(radius), { fill: rgb(0.86, 0.68, 0.2) });
  sheet.path(circle(radius * 0.76), { fill: rgb(0.8, 0.12, 0.12) });
  let d = '';
  for (let i = 0; i < 10; i++) {
    const r = radius * (i % 2 === 0 ? 0.45 : 0.18);
    const a = ((i * 36 - 90) * Math.PI) / 180;
    d += `${i === 0 ? 'M' : 'L'} ${x + r * Math.cos(a)} ${y - radius * 0.1 + r * Math.sin(a)} `;
  }
  sheet.path(`${d}Z`, { fill: rgb(0.98, 0.85, 0.2) });
}

/** Two whorls of lines, as fingerprints print on the back. */
export function fingerprint(sheet: Sheet, x: number, y: number, random: Chance): void {
  for (let ring = 1; ring < 9; ring++) {
    const r = ring * 0.62;
    const lean = random.real(-0.3, 0.3);
    sheet.path(
      `M ${x - r * 0.8} ${y + r} C ${x - r * 1.2} ${y - r * 1.3 + lean}, ${x + r * 1.2} ${y - r * 1.3}, ${x + r * 0.85} ${y + r * 0.9}`,
      { widthMm: 0.18, colour: rgb(0.25, 0.22, 0.22) },
    );
  }
}

/** Expiry by the age rule: the birthday at 25, 40 or 60 after issue, afterwards none. */
export function cardExpiry(person: Person, issued: Day): Day | null {
  const age = issued.year - person.born.year;
  const until = age < 23 ? 25 : age < 38 ? 40 : age < 58 ? 60 : null;
  if (until === null) return null;
  const day = person.born.month === 2 && person.born.day === 29 ? 28 : person.born.day;
  return { ...person.born, day, year: person.born.year + until };
}

export const grey = rgb(0.22, 0.28, 0.36);
export const red = rgb(0.78, 0.1, 0.12);

/** Bilingual label of a card: Vietnamese upright, English slanted. */
export const label = (vi: string, en: string, sizePt = 5.2): Run[] => [
  { text: `${vi} / `, colour: grey, sizePt },
  { text: `${en}:`, italic: true, colour: grey, sizePt },
];
