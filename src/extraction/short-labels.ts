import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { findLabels, type LabelMatch } from './fuzzy.ts';
import type { Layout } from './page-layout.ts';

/** How offices shorten words of labels; a longer one stands before those that it holds. */
const SHORT: readonly (readonly [string, string])[] = [
  ['mã số doanh nghiệp', 'MSDN'],
  ['mã số thuế', 'MST'],
  ['hộ kinh doanh', 'HKD'],
  ['quyền sử dụng đất', 'QSDĐ'],
  ['giấy tờ tùy thân', 'GTTT'],
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
  ['cơ quan', 'CQ'],
  ['doanh nghiệp', 'DN'],
  ['kinh doanh', 'KD'],
  ['điện thoại', 'ĐT'],
  ['sử dụng đất', 'SDĐ'],
  ['bản đồ', 'BĐ'],
  ['mã số', 'MS'],
  ['công ty', 'CTY'],
  ['địa chỉ', 'ĐC'],
];

/** What stands before words in short as well as not: "Nơi ĐKHKTT", "ĐKHKTT". */
const LEADING = /^(?:nơi|số) (?=\p{Lu}{2,}(?: \p{Lu}{2,})*$)/u;

/** A label as it is printed in short: "Q.tịch", "D.tộc", "N.sinh"; "Nơi ĐKHKTT", "ĐKHKTT", "CQ cấp", "TT". */
function shortForms(label: string): readonly string[] {
  const plain = label.toLowerCase();
  const words = plain.split(' ');
  const [first = '', second = ''] = words;
  const dotted = words.length === 2 && first.length > 1 && second.length > 1 ? [`${first.charAt(0)} ${second}`] : [];
  const initials = SHORT.reduce((text, [long, short]) => text.replaceAll(long, short), plain);
  const all = initials === plain ? dotted : [...dotted, initials, initials.replace(LEADING, '')];
  return all.filter((form) => folded(form).length > 1);
}

/** "SN 1982", "NS: 12/03/1980": born, where "SN 24" is the number of a house and "SN 1902 đường …" too. */
const BORN = /^(?:sn|ns)$/;
const BIRTH = /^(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?:19|20)\d{2}[,;.)]*$/;
const STREET = /^(?:duong|pho|ngo|hem|kiet|to|thon|xom|ap|khu|quoc|dai)$/;

/** From so many letters on a form may stand within a line. */
const LONG = 4;

/** Labels printed in short: letter by letter, with a colon, and at the beginning of a part of a line when they are very short. */
export function shortLabels(layout: Layout, labels: readonly string[]): readonly LabelMatch[] {
  const whole = new Set(labels.map(folded));
  const meant = new Map<string, string>();
  for (const label of labels)
    for (const form of shortForms(label)) if (!whole.has(folded(form)) && !meant.has(form)) meant.set(form, label);
  return findLabels(layout, meant.keys()).flatMap((match) => {
    const label = meant.get(match.label);
    if (label !== undefined && BORN.test(folded(match.label))) {
      const [next, after] = match.row.tokens.slice(match.to);
      const born = match.errors === 0 && BIRTH.test(next?.text ?? '') && !STREET.test(after?.folded ?? '');
      return born && match.row.tokens[match.from]?.text.startsWith(folded(match.label).toUpperCase())
        ? [{ ...match, label, score: 1, colon: true, leads: true }]
        : [];
    }
    const sure = match.errors === 0 && match.colon && match.to === match.end && (match.leads || match.letters >= LONG);
    return sure && label !== undefined && match.row.tokens[match.end - 1]?.text.endsWith(':')
      ? [{ ...match, label, score: 1 }]
      : [];
  });
}
