import type { DocumentType } from '../domain/document-types/document-type.ts';
import { wordings } from '../domain/document-types/wordings.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { brokenLabels } from './broken-labels.ts';
import { findLabels, type LabelMatch } from './fuzzy.ts';
import { type Layout, type Row, segments, textOf } from './page-layout.ts';
import { withSentences } from './sentences.ts';
import { shortLabels } from './short-labels.ts';
import { unknownLabels } from './unknown-labels.ts';
import { beginsName, personsNamed, STRANGER, withOwners } from './whose.ts';
import { wrappedLabels } from './wrapped-labels.ts';

/** Letters of a label: short ones need a colon or the start of a line, or they are words of a sentence. */
const length = (label: string): number => label.replace(/[^\p{L}]/gu, '').length;

function believable(match: LabelMatch): boolean {
  const letters = length(match.label);
  // "10 giờ 21 phút, ngày: 25/10/2024" goes on with the value
  if (match.label.endsWith(':') && (!match.colon || isExtended(match) || amidSentence(match))) return false;
  // "Giấy tờ tùy thân: Thẻ căn cước Số: 001…": the answer behind another label's colon, and a label of its own
  if (numberBegins(match)) return false;
  // "Họ và tên (Full name):": only on a line of its own the second language is a label by itself
  if (ENGLISH.has(match.label) && (!match.leads || match.row.tokens[match.from]?.text.startsWith('('))) return false;
  if (!match.colon && !match.leads && amidTitle(match)) return false;
  if (!match.colon && amidSentence(match)) return false;
  if ((!match.leads || match.to > match.end) && runsOn(match) && amidSentence(match)) return false;
  // "… cấp Giấy xác nhận tình trạng hôn nhân cho: NGUYỄN VĂN MẪU": the colon ends other words of the sentence
  if (match.to > match.end && !isNote(match) && amidSentence(match)) return false;
  if (letters <= SHORT && isOtherLabel(match)) return false;
  // a paper's name by itself is the answer to what kind of paper it is
  if (PAPER.test(match.label) && !match.colon && !numberFollows(match)) return false;
  if (letters <= 3)
    return (
      match.score >= 0.87 &&
      ((match.colon && !runsOn(match) && (match.leads || match.score > 0.95)) ||
        (match.leads && (numberFollows(match) || personFollows(match) || standsAlone(match))))
    );
  // without its colon a misread label may be a name: "Nguyễn Xuân" is not "Nguyên quán"
  if (letters <= 12) return match.score >= (match.colon ? 0.8 : 0.87) && (match.colon || match.leads);
  // in a long label a fifth of the letters is another ending: "… cho người có tên" is not "… để làm thủ tục"
  return match.score >= (letters > 30 ? 0.87 : 0.78);
}

/** Words of an answer, of which the last begins a label: "Số" with a capital, which the wording has in a small letter. */
function numberBegins({ label, row, from, end, colon }: LabelMatch): boolean {
  const [before, first, last] = [row.tokens[from - 1], row.tokens[from], row.tokens[end - 1]];
  if (!colon || end - from < 2 || !/ số$/u.test(label) || !/^Số:?$/u.test(last?.text ?? '')) return false;
  const near = before !== undefined && first !== undefined && first.box.x0 - before.box.x1 < row.heightPx;
  return near && /\p{L}[\p{L}\]|)\d[]*:?$/u.test(before.text);
}

const ENGLISH = new Set(wordings.english);

/** "Mã số bảo hiểm xã hội:", "Số tài khoản:": a short label that goes on to other words is another one. */
const SHORT = 5;
const PAPER = /^\p{Lu}{2,4}$/u;
const isOtherLabel = ({ row, end, to, owner }: LabelMatch): boolean => {
  if (owner !== undefined && owner !== STRANGER) return false;
  return wordsBehind({ row, end, to }) > 1 && !row.tokens[end - 1]?.text.includes('/');
};
const isExtended = (match: LabelMatch): boolean => wordsBehind(match) > 0;

/** Words with which a label goes on, notes in brackets left out. */
const wordsBehind = ({ row, end, to }: Pick<LabelMatch, 'row' | 'end' | 'to'>): number =>
  textOf(row.tokens.slice(end, to))
    .replace(/\([^()]*\)/gu, '')
    .match(/\p{L}+/gu)?.length ?? 0;

/** What follows the label's own words is a note in brackets. */
const isNote = ({ row, end }: LabelMatch): boolean => row.tokens[end]?.text.startsWith('(') === true;

/** "…liên quan đến nội dung biến động nộp kèm theo đơn này gồm có:": the colon is another label's. */
function runsOn({ label, row, from, to }: LabelMatch): boolean {
  const words = textOf(row.tokens.slice(from, to)).replace(/\([^()]*\)/gu, '');
  return words.split(' ').length > label.split(' ').length + 2;
}

/** What follows the number of a house. */
const STREET = /^(?:duong|pho|ngo|ngach|hem|kiet|khu|to|thon|xom|ap|quoc|dai)$/;

/** "Số 010000001" is a label, "Số 1 Đường Mẫu" an address. */
function numberFollows(match: LabelMatch): boolean {
  const next = match.row.tokens[match.to]?.text ?? '';
  if (/^\d{1,4}$/.test(next) && isAlone(match.row, match.from, match.to + 1)) return true;
  if (STREET.test(match.row.tokens[match.to + 1]?.folded ?? '')) return false;
  return next.replace(/\D/g, '').length >= 5 || /^\d+\/(?:\d{4}(?!\d)|\p{Lu})/u.test(next);
}

/** Whether tokens stand by themselves: "Số 12" below a title. */
const isAlone = (row: Row, from: number, to: number): boolean =>
  segments(row).some((part) => part.from === from && part.to === to);

/** "VỢ" over a column: nothing stands near it. */
function standsAlone({ row, to }: LabelMatch): boolean {
  const [last, next] = [row.tokens[to - 1], row.tokens[to]];
  return last !== undefined && (next === undefined || next.box.x0 - last.box.x1 > 3 * row.heightPx);
}

const HONORIFICS = new Set(['ong', 'ba']);

/** "Ông NGUYỄN VĂN MẪU": an honorific before a family name. */
function personFollows(match: LabelMatch): boolean {
  const next = match.row.tokens[match.to];
  return HONORIFICS.has(folded(match.label)) && beginsName(next);
}

/**
 * "nội dung đề nghị trên đây": words of a sentence that are a label's but for the capital it begins with; also at the
 * beginning of a line or behind a comma, where a sentence goes on ("…, chung cư Bình Minh" is no CHỒNG).
 */
const amidSentence = ({ label, row, from, leads }: LabelMatch): boolean =>
  /^\p{Lu}/u.test(label) &&
  /^\p{Ll}/u.test(row.tokens[from]?.text ?? '') &&
  (!leads || from === 0 || row.tokens[from - 1]?.text.endsWith(',') === true || label === label.toUpperCase());

/** "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN": words of a line of capitals that are a label's in small letters. */
const amidTitle = ({ label, row, from, to }: LabelMatch): boolean =>
  /\p{Ll}/u.test(label) && !row.tokens.slice(Math.max(0, from - 1), to).some((token) => /\p{Ll}/u.test(token.text));

/**
 * Printed labels of the type on the page, none overlapping another: of two readings of the same words the longer and
 * better one stays ("Họ, chữ đệm, tên người mẹ" over "Họ, chữ đệm, tên").
 */
export function labelsOf(layout: Layout, type: DocumentType): readonly LabelMatch[] {
  const printed = [
    ...type.fields.flatMap((field) => field.labels),
    ...(type.otherLabels ?? []),
    ...(type.sections ?? []).flatMap((section) => section.anchors),
  ];
  const found = [
    ...withOwners(findLabels(layout, printed), type).filter(believable),
    ...wrappedLabels(layout, printed),
    ...brokenLabels(layout, printed),
    ...(type.layout === 'card' ? [] : withOwners(shortLabels(layout, printed), type)),
    ...personsNamed(layout, type),
  ];
  found.sort((a, b) => weight(b) - weight(a));
  const taken = new Map<number, boolean[]>();
  const kept: LabelMatch[] = [];
  for (const match of found) {
    const row = taken.get(match.row.index) ?? [];
    taken.set(match.row.index, row);
    let free = true;
    for (let i = match.from; i < match.to; i++) if (row[i]) free = false;
    if (!free) continue;
    for (let i = match.from; i < match.to; i++) row[i] = true;
    kept.push(match);
  }
  const labels = kept.filter((match) => !kept.some((other) => beginsValueOf(match, other)));
  // values of a card have colons too ("Sẹo chấm C: 1 cm"), and its labels are all known
  const all = type.layout === 'card' ? labels : [...labels, ...unknownLabels(layout, taken)];
  all.sort((a, b) => a.row.index - b.row.index || a.from - b.from);
  return type.layout === 'card' ? all : withSentences(layout, type, all);
}

/** "Giấy tờ tùy thân: (3) CCCD số 001…": words of a label without its colon, right behind another's. */
function beginsValueOf({ row, from, colon }: LabelMatch, other: LabelMatch): boolean {
  if (colon || other.row !== row || !other.colon || other.to !== from) return false;
  const [before, first] = [row.tokens[from - 1], row.tokens[from]];
  return before !== undefined && first !== undefined && first.box.x0 - before.box.x1 < row.heightPx;
}

/** Letters that agree count, letters that differ count against: a shorter exact label beats a longer doubtful one. */
const weight = (match: LabelMatch): number =>
  match.letters - 4 * match.errors + 2 * match.score + (match.colon ? 0.5 : 0);
