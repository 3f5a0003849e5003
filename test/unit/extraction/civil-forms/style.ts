import type { Chance } from '../../../../samples/lib/random.ts';
import { type Day, longDate, slashDate } from '../../../../samples/lib/words.ts';

/** How one office prints its forms: what all rows of a paper have in common. */
export interface Style {
  /** Behind a label; dots fill the line up to the value and behind it. */
  readonly colon: ':' | ' :' | '' | ':…';
  readonly number: '' | '1. ' | '1) ' | '(1) ' | '[01] ' | '- ' | 'a) ';
  /** Marks of footnotes behind some labels. */
  readonly footnotes: boolean;
  /** The second language of a label: behind a stroke, in brackets. */
  readonly english: '' | '/' | '(';
  /** Values behind their labels, on the line below, or all at one place of the line. */
  readonly place: 'same' | 'below' | 'tab';
  readonly tab: number;
  /** Short rows that share a line, at most. */
  readonly joined: number;
  /** Share of rows with a label that the type does not know behind them. */
  readonly unknown: number;
  /** A long value goes on below its beginning rather than at the margin. */
  readonly hanging: boolean;
  readonly date: (day: Day) => string;
  readonly capitals: boolean;
}

const two = (value: number): string => String(value).padStart(2, '0');
const dates: readonly ((day: Day) => string)[] = [
  (day) => slashDate(day),
  (day) => slashDate(day),
  (day) => slashDate(day, '-'),
  (day) => slashDate(day, '.'),
  longDate,
  (day) => longDate(day).replace('ngày', 'Ngày'),
  ({ day, month, year }) => `${two(day)} tháng ${two(month)} năm ${year}`,
  ({ day, month, year }) => `${day}/${month}/${year}`,
];

export function drawStyle(random: Chance): Style {
  const colon = random.pick<Style['colon']>([':', ':', ':', ':', ':', ':', ' :', '', ':…']);
  const place =
    colon === ''
      ? 'tab'
      : colon === ':…'
        ? 'same'
        : random.pick<Style['place']>(['same', 'same', 'same', 'below', 'tab']);
  return {
    colon,
    number: random.pick<Style['number']>(['', '', '', '', '1. ', '1) ', '(1) ', '- ', 'a) ', '[01] ']),
    footnotes: random.maybe(0.1),
    english: colon === ':' && place === 'same' ? random.pick<Style['english']>(['', '', '', '', '/', '(']) : '',
    place,
    tab: random.int(30, 40),
    joined: random.pick([1, 1, 2, 3]),
    unknown: random.maybe(0.35) ? 0.25 : 0,
    hanging: random.maybe(0.3),
    date: random.pick(dates),
    capitals: random.maybe(0.75),
  };
}
