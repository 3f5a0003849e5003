import { isRealDate } from '../domain/identifiers/vietnamese-date.ts';
import { type Layout, textOf } from './page-layout.ts';
import { warning } from './readers/reading.ts';

/** Days offered at most. */
const MOST = 4;
/** Years in which a day of a paper lies. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2199];
const isPossible = (iso: string): boolean =>
  isRealDate(iso) && Number(iso.slice(0, 4)) >= FIRST_YEAR && Number(iso.slice(0, 4)) <= LAST_YEAR;

/**
 * The days (`YYYY-MM-DD`) that an impossible one may be when nines in it are noughts, as ribbons and dots of some faces make them
 * ("19-97-1979"): those with the fewest other figures first. None for a day that is.
 */
export function daysWithNoughts(iso: string): readonly string[] {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || isPossible(iso)) return [];
  // "19" of a year is its century
  const nines = [...iso].flatMap((figure, at) => (figure === '9' && (at > 2 || iso.startsWith('2')) ? [at] : []));
  const out: { readonly day: string; readonly changed: number }[] = [];
  for (let chosen = 1; chosen < 2 ** nines.length; chosen++) {
    const changed = nines.filter((_, index) => (chosen >> index) & 1);
    const day = [...iso].map((figure, at) => (changed.includes(at) ? '0' : figure)).join('');
    if (isPossible(day)) out.push({ day, changed: changed.length });
  }
  return out
    .sort((a, b) => a.changed - b.changed)
    .slice(0, MOST)
    .map(({ day }) => day);
}

const NUMERIC = /(?<!\d)(\d{2})\s?[-/.:–]\s?(\d{2})\s?[-/.:–]\s?(\d{4})(?!\d)/gu;

/** Whether a day on the paper shows that its noughts were read as nines. */
export const showsNines = (layout: Layout): boolean =>
  layout.rows.some((row) =>
    [...textOf(row.tokens).matchAll(NUMERIC)].some(
      ([, day, month, year]) => daysWithNoughts(`${year}-${month}-${day}`).length > 0,
    ),
  );

/** Of a value with a nine on a paper whose noughts were read so. */
export const nineDoubtful = warning(
  'NINE_DOUBTFUL',
  'Trên giấy tờ này có chữ số 0 bị đọc thành 9; hãy đối chiếu các chữ số 9.',
  'On this paper a 0 was read as a 9; compare the nines.',
);
