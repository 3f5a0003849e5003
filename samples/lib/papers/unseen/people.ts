import { inventName, inventPerson, type Person } from '../../people.ts';
import { inventPlace, type Place, placeText } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { type Day, isoDate } from '../../words.ts';

/** People as often as they are met: two fifths are Nguyễn, every tenth belongs to a minority. */

/** Family names of a hundred Kinh people. */
const families: readonly (readonly [string, number])[] = [
  ['Nguyễn', 38],
  ['Trần', 12],
  ['Lê', 10],
  ['Phạm', 7],
  ['Hoàng', 3],
  ['Huỳnh', 3],
  ['Phan', 5],
  ['Vũ', 3],
  ['Võ', 3],
  ['Đặng', 3],
  ['Bùi', 3],
  ['Đỗ', 2],
  ['Hồ', 2],
  ['Ngô', 2],
  ['Dương', 2],
  ['Đinh', 1],
  ['Trịnh', 1],
];
const hundred = families.flatMap(([family, count]) => Array.from({ length: count }, () => family));
const minorities: readonly (readonly [ethnicity: string, families: readonly string[]])[] = [
  ['Tày', ['Nông', 'Hoàng', 'Lý']],
  ['Mường', ['Bùi', 'Đinh', 'Quách']],
  ['Thái', ['Lò', 'Lương', 'Hà']],
  ['Nùng', ['Nông', 'Lương', 'Hoàng']],
  ['Khmer', ['Thạch', 'Sơn', 'Danh']],
  ['Hoa', ['Lý', 'Châu', 'Trương']],
];

export function commonName(random: Chance, male: boolean): string {
  return inventName(random, male, random.pick(hundred));
}

export function commonPerson(
  random: Chance,
  wishes: Omit<NonNullable<Parameters<typeof inventPerson>[1]>, 'family'> = {},
): Person {
  const [ethnicity, own] = random.maybe(0.1) ? random.pick(minorities) : (['Kinh', hundred] as const);
  return inventPerson(random, { ethnicity, ...wishes, family: random.pick(own) });
}

/** Where a paper was issued: with its district before 07/2025. */
export interface Seat {
  readonly place: Place;
  readonly levels: 2 | 3;
  /** `xã A, huyện B, tỉnh C`. */
  readonly text: string;
}

export function seatOn(random: Chance, on: Day): Seat {
  const place = inventPlace(random);
  const levels = isoDate(on) < '2025-07-01' ? 3 : 2;
  return { place, levels, text: placeText(place, levels) };
}
