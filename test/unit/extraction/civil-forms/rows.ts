import type { Chance } from '../../../../samples/lib/random.ts';
import type { Style } from './style.ts';

/** Columns of a page of text, within its margins. */
export const PAGE = 96;

/** A label with its value. */
export interface Item {
  readonly label: string;
  readonly value: string;
  readonly field?: string;
  /** The value as extraction gives it, when it is printed otherwise. */
  readonly normal?: string;
  readonly english?: string;
  readonly short?: boolean;
}

/** A paper while it is laid out. */
export interface Sheet {
  readonly random: Chance;
  readonly style: Style;
  /** Rows numbered so far. */
  readonly count: { rows: number };
  readonly fields: Record<string, string>;
}

/** What offices ask for besides: labels of which no type knows anything. */
const others: readonly (readonly [string, readonly string[]])[] = [
  ['Số điện thoại', ['0912 345 678', '0987654321']],
  ['Nghề nghiệp', ['Làm ruộng', 'Giáo viên', 'Công nhân']],
  ['Trình độ học vấn', ['12/12', 'Đại học']],
  ['Tôn giáo', ['Không', 'Phật giáo']],
  ['Nơi công tác', ['Trường Tiểu học Hòa Bình', 'Công ty TNHH Minh Long']],
  ['Email', ['an.nguyen@vidu.example']],
  ['Tình trạng sức khỏe', ['Bình thường']],
  ['Nhóm máu', ['O', 'AB']],
  ['Họ và tên ông nội', ['Nguyễn Văn Cố']],
  ['Mã hồ sơ', ['H23.18-251101-0012']],
  ['Cân nặng lúc sinh', ['3,2 kg']],
];

/** Words in lines of at most `first` characters, and of `rest` from the second on. */
export function wrapped(text: string, first: number, rest = first): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= (lines.length === 1 ? first : rest))
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const noted = (sheet: Sheet, { field, normal, value }: Item): void => {
  if (field !== undefined) sheet.fields[field] = normal ?? value;
};

function numberOf({ style, count }: Sheet): string {
  const number = ++count.rows;
  const shown = {
    '1. ': `${number}. `,
    '1) ': `${number}) `,
    '(1) ': `(${number}) `,
    '[01] ': `[${String(number).padStart(2, '0')}] `,
  };
  if (style.number === 'a) ') return `${'abcdeghiklmnopqrstuvxy'[number - 1] ?? 'z'}) `;
  return style.number === '' || style.number === '- ' ? style.number : shown[style.number];
}

/** Lines of one label and its value in a column of so many characters. */
export function lines(sheet: Sheet, item: Item, width = PAGE, number = ''): string[] {
  noted(sheet, item);
  const { style, random } = sheet;
  let label = `${number}${item.label}`;
  if (item.english !== undefined && style.english === '/') label += ` / ${item.english}`;
  if (item.english !== undefined && style.english === '(') label += ` (${item.english})`;
  if (style.footnotes && random.maybe(0.5)) label += ` (${random.int(1, 9)})`;
  label += style.colon.replace('…', '');
  if (style.colon === ':…') {
    const value = wrapped(item.value, width - label.length - 6, width);
    const dots = '.'.repeat(random.int(3, 5));
    return value.map((line, at) => (at > 0 ? line : `${label} ${dots} ${line}${value.length > 1 ? '' : ' ....'}`));
  }
  if (style.place === 'tab') {
    const at = Math.max(style.tab, label.length + 4);
    return wrapped(item.value, width - at).map((line, index) => `${(index === 0 ? label : '').padEnd(at)}${line}`);
  }
  if (style.place === 'below' && item.short !== true) return [label, ...wrapped(item.value, width)];
  const at = label.length + 1;
  if (width - at < 8) return [label, ...wrapped(item.value, width)];
  const value = wrapped(item.value, width - at, style.hanging ? width - at : width);
  return value.map((line, index) =>
    index === 0 ? `${label} ${line}` : `${style.hanging ? ' '.repeat(at) : ''}${line}`,
  );
}

/** Rows of a form: short ones share lines, rows of other forms stand between. */
export function rows(sheet: Sheet, items: readonly Item[]): string[] {
  const { style, random } = sheet;
  const out: string[] = [];
  const together = style.place === 'same' && style.colon === ':' ? style.joined : 1;
  for (let at = 0; at < items.length; ) {
    let to = at + 1;
    while (to - at < together && items[to - 1]?.short && items[to]?.short) to += 1;
    const cells = items.slice(at, to).map((item) => lines(sheet, item, PAGE, numberOf(sheet)));
    const line = cells
      .map(([cell = '']) => cell.padEnd(Math.floor(PAGE / together)))
      .join('   ')
      .trimEnd();
    out.push(...(cells.length === 1 || line.length > PAGE ? cells.flat() : [line]));
    at = to;
    if (!random.maybe(style.unknown)) continue;
    const [label, values] = random.pick(others);
    out.push(...lines(sheet, { label, value: random.pick(values) }, PAGE, numberOf(sheet)));
  }
  return out;
}

export const centred = (text: string, width = PAGE, from = 0): string =>
  `${' '.repeat(Math.max(0, from + Math.floor((width - text.length) / 2)))}${text}`;

/** Two columns of lines side by side, the right one from a column on. */
export const beside = (left: readonly string[], right: readonly string[], at: number): string[] =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    `${(left[index] ?? '').padEnd(at)}${right[index] ?? ''}`.trimEnd(),
  );
