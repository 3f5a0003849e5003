import { beside, centred, type Item, lines, PAGE, rows, type Sheet, wrapped } from './rows.ts';

/** One of two people whose data stand on one paper. */
export interface Person {
  /** Words for him behind a label, before his name, and in a heading over his data; one of each form. */
  readonly roles: readonly string[];
  readonly before: string;
  readonly headings: readonly string[];
  /** The first is his name. */
  readonly items: readonly Item[];
}

/** Whose name it is stands behind the label of the name, or behind every label. */
const named = ({ items }: Person, role: string, all: boolean): Item[] =>
  items.map((item, at) => ({
    ...item,
    label: at === 0 ? `${item.label} ${role}` : all ? `${item.label} của ${role.replace(/^của /, '')}` : item.label,
  }));

/** The data of two people, in one of the arrangements that forms have. */
export function couple(sheet: Sheet, a: Person, b: Person): string[] {
  const { random } = sheet;
  const [role, heading] = [random.int(0, a.roles.length - 1), random.int(0, a.headings.length - 1)];
  const both = [a, b] as const;
  switch (random.pick(['named', 'named', 'each', 'before', 'blocks', 'columns', 'columns', 'table'])) {
    case 'named':
      return both.flatMap((one) => rows(sheet, named(one, one.roles[role]!, false)));
    case 'each':
      return both.flatMap((one) => rows(sheet, named(one, one.roles[role]!, true)));
    case 'before':
      if (sheet.style.colon === '') return both.flatMap((one) => rows(sheet, named(one, one.roles[role]!, false)));
      return both.flatMap((one) =>
        rows(
          sheet,
          one.items.map((item, at) => (at === 0 ? { ...item, label: one.before } : item)),
        ),
      );
    case 'blocks': {
      const parts = random.pick([
        ['', ''],
        ['I. ', 'II. '],
        ['A. ', 'B. '],
      ] as const);
      return both.flatMap((one, at) => [`${parts[at]}${one.headings[heading]}`, ...rows(sheet, one.items)]);
    }
    case 'columns':
      return columns(sheet, a, b, heading);
    default:
      return table(sheet, a, b, heading);
  }
}

/** Side by side, each with its labels; rows level with each other, or each column by itself. */
function columns(sheet: Sheet, a: Person, b: Person, heading: number): string[] {
  const { random, style } = sheet;
  const [width, at, level, middle] = [random.int(43, 45), random.int(49, 51), random.maybe(0.5), random.maybe(0.6)];
  const own: Sheet = {
    ...sheet,
    style: {
      ...style,
      colon: ':',
      number: '',
      english: '',
      footnotes: false,
      place: style.place === 'tab' ? 'same' : style.place,
    },
  };
  const [left, right]: [string[], string[]] = [[], []];
  const head = ({ headings }: Person): string =>
    middle ? centred(headings[heading]!, width) : (headings[heading] ?? '');
  a.items.forEach((item, index) => {
    left.push(...lines(own, item, width));
    right.push(...lines(own, b.items[index]!, width));
    const most = Math.max(left.length, right.length);
    if (level) for (const column of [left, right]) while (column.length < most) column.push('');
  });
  return beside([head(a), ...left], [head(b), ...right], at);
}

/** Labels at the left, a column for each of the two. */
function table(sheet: Sheet, a: Person, b: Person, heading: number): string[] {
  const { random } = sheet;
  const first = random.int(22, 26);
  const width = Math.floor((PAGE - first) / 2);
  const head = ({ headings }: Person): string =>
    random.maybe(0.5) ? centred(headings[heading]!, width - 4) : headings[heading]!;
  const out = [`${random.pick(['', 'Nội dung', 'PHẦN GHI VỀ']).padEnd(first)}${head(a).padEnd(width)}${head(b)}`];
  a.items.forEach((item, index) => {
    const other = b.items[index]!;
    for (const { field, normal, value } of [item, other])
      if (field !== undefined) sheet.fields[field] = normal ?? value;
    const cells = [
      wrapped(item.label, first - 2),
      wrapped(item.value, width - 3),
      wrapped(other.value, width - 3),
    ] as const;
    const high = Math.max(...cells.map(({ length }) => length));
    for (let at = 0; at < high; at++)
      out.push(
        `${(cells[0][at] ?? '').padEnd(first)}${(cells[1][at] ?? '').padEnd(width)}${cells[2][at] ?? ''}`.trimEnd(),
      );
  });
  return out;
}
