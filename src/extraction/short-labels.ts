import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { findLabels, type LabelMatch } from './fuzzy.ts';
import { type Layout, lettersOf, type Row, textOf } from './page-layout.ts';
import { ITEM_NUMBER } from './row.ts';
import { cellsOf } from './wrapped-labels.ts';

/** Several words in one abbreviation; a longer one stands before those that it holds. */
const PHRASES: readonly (readonly [string, string])[] = [
  ['mã số doanh nghiệp', 'MSDN'],
  ['mã số thuế', 'MST'],
  ['hộ kinh doanh', 'HKD'],
  ['quyền sử dụng đất', 'QSDĐ'],
  ['giấy tờ tùy thân', 'GTTT'],
  ['số điện thoại', 'SĐT'],
  ['đại diện theo pháp luật', 'ĐDPL'],
];

/** How offices shorten words of labels; a longer one stands before those that it holds. */
const SHORT: readonly (readonly [string, string])[] = [
  ['định danh cá nhân', 'ĐDCN'],
  ['căn cước công dân', 'CCCD'],
  ['chứng minh nhân dân', 'CMND'],
  ['giấy chứng nhận', 'GCN'],
  ['thường trú', 'TT'],
  ['tạm trú', 'TT'],
  ['đăng ký', 'ĐK'],
  ['hộ khẩu', 'HK'],
  ['khai sinh', 'KS'],
  ['kết hôn', 'KH'],
  ['khai tử', 'KT'],
  ['ngày sinh', 'NS'],
  ['năm sinh', 'NS'],
  ['sinh năm', 'SN'],
  ['giới tính', 'GT'],
  ['dân tộc', 'DT'],
  ['quốc tịch', 'QT'],
  ['cơ quan', 'CQ'],
  ['doanh nghiệp', 'DN'],
  ['kinh doanh', 'KD'],
  ['điều lệ', 'ĐL'],
  ['điện thoại', 'ĐT'],
  ['sử dụng đất', 'SDĐ'],
  ['bản đồ', 'BĐ'],
  ['diện tích', 'DT'],
  ['thời hạn', 'TH'],
  ['hình thức', 'HT'],
  ['nguồn gốc', 'NG'],
  ['mục đích', 'MĐ'],
  ['mã số', 'MS'],
  ['công ty', 'CTY'],
  ['địa chỉ', 'ĐC'],
];

const shortened = (text: string, words: readonly (readonly [string, string])[]): string =>
  words.reduce((out, [long, short]) => out.replaceAll(long, short), text);

/** What stands before words in short as well as not: "Nơi ĐKHKTT", "ĐKHKTT". */
const LEADING = /^(?:nơi|số) (?=\p{Lu}{2,}(?: \p{Lu}{2,})*$)/u;

/** A label as it is printed in short: "Q.tịch", "D.tộc", "N.sinh"; "Nơi ĐKHKTT", "ĐKHKTT", "CQ cấp", "TT". */
function shortForms(label: string): readonly string[] {
  const plain = label.toLowerCase();
  const words = plain.split(' ');
  const [first = '', second = ''] = words;
  const dotted = words.length === 2 && first.length > 1 && second.length > 1 ? [`${first.charAt(0)} ${second}`] : [];
  const initials = new Set([shortened(shortened(plain, PHRASES), SHORT), shortened(plain, SHORT)]);
  initials.delete(plain);
  const all = [...dotted, ...[...initials].flatMap((form) => [form, form.replace(LEADING, '')])];
  return all.filter((form) => folded(form).length > 1);
}

/** "SN 1982", "NS: 12/03/1980": born, where "SN 24" is the number of a house and "SN 1902 đường …" too. */
const BORN = /^(?:sn|ns)$/;
const BIRTH = /^(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?:19|20)\d{2}[,;.)]*$/;
const STREET = /^(?:duong|pho|ngo|hem|kiet|to|thon|xom|ap|khu|quoc|dai)$/;

/** From so many letters on a form may stand within a line. */
const LONG = 4;

/** "ĐT" is a telephone and "DT" an area: with so few letters the marks count too. */
const isSpelled = ({ label, row, from, end }: LabelMatch): boolean =>
  lettersOf(textOf(row.tokens.slice(from, end))).toLowerCase() === lettersOf(label).toLowerCase();

/** Letters of a heading in short, at least, where no number of an item stands before it; and what abbreviations are made of. */
const HEADING = 6;
const INITIALS = /(?:^|\s)\p{Lu}{2,}(?:\s|$)/u;

/** "HT sử dụng" over a column, "5. Người ĐDPL" over a section: words by themselves in their cell, an abbreviation among them; "(4) Vốn KD" before a dotted line. */
function isHeading({ row, from, to, end, errors, letters }: LabelMatch): boolean {
  const least = isItem(row, from - 1) ? LONG : HEADING;
  if (errors > 0 || letters < least || to !== end || !INITIALS.test(textOf(row.tokens.slice(from, to)))) return false;
  return cellsOf(row).some(
    (cell) => cell.to === to && (cell.from === from || (cell.from === from - 1 && least === LONG)),
  );
}

const isItem = ({ tokens }: Row, at: number): boolean => ITEM_NUMBER.test(tokens[at]?.text ?? '');

/** Labels printed in short: letter by letter, with a colon, and at the beginning of a part of a line when they are very short. */
export function shortLabels(layout: Layout, labels: readonly string[]): readonly LabelMatch[] {
  const whole = new Set(labels.map(folded));
  const meant = new Map<string, string>();
  for (const label of labels)
    for (const form of shortForms(label)) if (!whole.has(folded(form)) && !meant.has(form)) meant.set(form, label);
  return findLabels(layout, meant.keys()).flatMap((match) => {
    const label = meant.get(match.label);
    if (match.letters < LONG && !isSpelled(match)) return [];
    if (label !== undefined && BORN.test(folded(match.label))) {
      const [next, after] = match.row.tokens.slice(match.to);
      const born = match.errors === 0 && BIRTH.test(next?.text ?? '') && !STREET.test(after?.folded ?? '');
      return born && match.row.tokens[match.from]?.text.startsWith(folded(match.label).toUpperCase())
        ? [{ ...match, label, score: 1, colon: true, leads: true }]
        : [];
    }
    if (label !== undefined && isHeading(match)) return [{ ...match, label, score: 1 }];
    const sure = match.errors === 0 && match.colon && match.to === match.end && (match.leads || match.letters >= LONG);
    return sure && label !== undefined && match.row.tokens[match.end - 1]?.text.endsWith(':')
      ? [{ ...match, label, score: 1 }]
      : [];
  });
}
