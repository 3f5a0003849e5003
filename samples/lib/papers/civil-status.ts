import { inventPlace } from '../places.ts';
import type { Chance } from '../random.ts';
import type { Sheet, Style } from '../sheet.ts';
import { addDays, type Day, isoDate, longDate } from '../words.ts';
import { agency, committee, type Filling, type Look, motto, type PaperMaker, upper } from './common.ts';

/** A civil status office, with its address of that time. */
export interface Office {
  readonly place: ReturnType<typeof inventPlace>;
  readonly levels: 2 | 3;
  /** `Ủy ban nhân dân xã …, tỉnh …`. */
  readonly full: string;
}

export function office(random: Chance, on: Day): Office {
  const place = inventPlace(random);
  const levels = isoDate(on) < '2025-07-01' ? 3 : 2;
  return {
    place,
    levels,
    full: [
      committee(place),
      ...(levels === 3 ? [place.districtFull] : []),
      `${place.provinceKind} ${place.province}`,
    ].join(', '),
  };
}

/** Agency at the left, motto at the right, number and date line below (extracts and confirmations). @returns next y. */
export function administrativeHead(
  sheet: Sheet,
  from: Office,
  number: string,
  date: Day,
  look: Look,
  width = 210,
): number {
  const parent =
    from.levels === 3
      ? [`UBND ${upper(from.place.districtFull)}`]
      : [`UBND ${upper(from.place.provinceKind)} ${upper(from.place.province)}`];
  const bottom = agency(
    sheet,
    width * 0.28,
    22,
    74,
    parent,
    ['ỦY BAN NHÂN DÂN', upper(from.place.communeFull)],
    look.family,
    11.5,
    { own: 'issuer' },
  );
  const style: Style = { family: look.family, sizePt: 12.5 };
  sheet.block();
  sheet.line(width * 0.28 - 37, bottom + 8, [{ text: 'Số: ' }, { text: number, field: 'number' }], style, {
    align: 'center',
    width: 74,
  });
  motto(sheet, width * 0.7, 22, look.family, 11.5);
  sheet.block();
  sheet.line(
    width * 0.7 - 50,
    bottom + 8,
    [
      { text: `${from.place.commune}, `, italic: true },
      { text: longDate(date), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  return bottom + 8;
}

export const fillings: readonly Filling[] = [
  { bold: true, between: 1 },
  { dotted: true, between: 1.1 },
  { bold: false, between: 0.8 },
];

/** Dates of the hộ tịch era with both two- and three-level addresses. */
export const recent = (random: Chance): Day => addDays({ year: 2023, month: 2, day: 6 }, random.int(0, 1350));
export const authority = (random: Chance): readonly string[] =>
  random.pick([
    ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
    ['CÔNG CHỨC TƯ PHÁP - HỘ TỊCH'],
  ]);

/** Names of two templates to build on and one to judge by. */
export const three = (a: string, b: string, c: string): PaperMaker['templates'] => [
  { name: a, set: 'build' },
  { name: b, set: 'build' },
  { name: c, set: 'holdout' },
];
