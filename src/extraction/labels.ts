import type { DocumentType } from '../domain/document-types/document-type.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { findLabels, type LabelMatch } from './fuzzy.ts';
import { highlandSurnames, surnames } from './lexicon/names.ts';
import { type Layout, textOf } from './page-layout.ts';

/** Letters of a label: short ones need a colon or the start of a line, or they are words of a sentence. */
const length = (label: string): number => label.replace(/[^\p{L}]/gu, '').length;

function believable(match: LabelMatch): boolean {
  const letters = length(match.label);
  if (!match.colon && !match.leads && amidTitle(match)) return false;
  if (!match.colon && amidSentence(match)) return false;
  if (!match.leads && runsOn(match) && amidSentence(match)) return false;
  if (letters <= 3)
    return (
      match.score >= 0.87 &&
      ((match.colon && !runsOn(match)) ||
        (match.leads && (numberFollows(match) || personFollows(match) || standsAlone(match))))
    );
  if (letters <= 12) return match.score >= 0.8 && (match.colon || match.leads);
  // in a long label a fifth of the letters is another ending: "… cho người có tên" is not "… để làm thủ tục"
  return match.score >= (letters > 30 ? 0.87 : 0.78);
}

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
  if (STREET.test(match.row.tokens[match.to + 1]?.folded ?? '')) return false;
  return next.replace(/\D/g, '').length >= 5 || /^\d+\/\S/.test(next);
}

/** "VỢ" over a column: nothing stands near it. */
function standsAlone({ row, to }: LabelMatch): boolean {
  const [last, next] = [row.tokens[to - 1], row.tokens[to]];
  return last !== undefined && (next === undefined || next.box.x0 - last.box.x1 > 3 * row.heightPx);
}

const HONORIFICS = new Set(['ong', 'ba']);
const families = new Set([...surnames, ...highlandSurnames].map(folded));

/** "Ông NGUYỄN VĂN MẪU": an honorific before a family name. */
function personFollows(match: LabelMatch): boolean {
  const next = match.row.tokens[match.to];
  return HONORIFICS.has(folded(match.label)) && /^\p{Lu}/u.test(next?.text ?? '') && families.has(next?.folded ?? '');
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
  const found = findLabels(layout, printed).filter(believable);
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
  return kept.sort((a, b) => a.row.index - b.row.index || a.from - b.from);
}

/** Letters that agree count, letters that differ count against: a shorter exact label beats a longer doubtful one. */
const weight = (match: LabelMatch): number =>
  match.letters - 4 * match.errors + 2 * match.score + (match.colon ? 0.5 : 0);
