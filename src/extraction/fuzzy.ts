import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { distance } from './distance.ts';
import { CELL_GAP, labelEnd } from './label-end.ts';
import { foldedOf, type Layout, type Row } from './page-layout.ts';
import { ITEM_NUMBER } from './row.ts';

/** A printed label found on the page. */
export interface LabelMatch {
  readonly label: string;
  readonly row: Row;
  /** Tokens `from` to `to` (exclusive) of the row, notes in brackets and words up to the colon included. */
  readonly from: number;
  readonly to: number;
  /** Where the label's own words end; notes and other words up to `to` follow. */
  readonly end: number;
  /** Section of the person whose data it stands for, where the label says it (whose.ts). */
  readonly owner?: string;
  /** 0 to 1: likeness of letters, and of their marks. */
  readonly score: number;
  /** Letters of the label, and how many of them are read otherwise. */
  readonly letters: number;
  readonly errors: number;
  /** A colon ends it. */
  readonly colon: boolean;
  /** Nothing, a wide gap, a number of a list or a bracket stands before it. */
  readonly leads: boolean;
  /** It may be another person's: what stands behind it goes to a person (declarants.ts). */
  readonly unsure?: boolean;
  /** It stands in a running sentence: what stands before it on its row is another's, and no column (sentences.ts). */
  readonly sentence?: boolean;
}

/** Errors allowed in a label of so many letters: none in very short ones, about a fifth in long ones. */
const tolerance = (length: number): number => (length <= 4 ? 0 : length <= 7 ? 1 : Math.floor(length * 0.2));

export interface Needle {
  readonly label: string;
  readonly folded: string;
  readonly marked: string;
  /** Without its first word, and without its last. */
  readonly parts: readonly string[];
  readonly first: string;
  readonly words: number;
  readonly limit: number;
  readonly pairs: readonly number[];
  readonly counts: Int8Array;
}

const code = (character: number): number => (character >= 97 ? character - 97 : character - 48 + 26);

/** Neighbouring letters as numbers below 36 × 36. */
function letterPairs(text: string): number[] {
  const out: number[] = [];
  for (let i = 1; i < text.length; i++) out.push(code(text.charCodeAt(i - 1)) * 36 + code(text.charCodeAt(i)));
  return out;
}

const rowPairs = new WeakMap<Row, Uint8Array>();

/** Which neighbouring letters a row has: 1 where it has them. Kept as long as the row: every type asks for it. */
function pairsOf(row: Row): Uint8Array {
  let there = rowPairs.get(row);
  if (there === undefined) {
    there = new Uint8Array(36 * 36);
    for (const pair of letterPairs(foldedOf(row.tokens))) there[pair] = 1;
    rowPairs.set(row, there);
  }
  return there;
}

const needles = new Map<string, Needle>();
const markedForm = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

export function needleOf(label: string): Needle {
  let needle = needles.get(label);
  if (needle === undefined) {
    const form = folded(label);
    needle = {
      label,
      folded: form,
      marked: markedForm(label),
      parts: [folded(label.replace(/^\S+/, '')), folded(label.replace(/\S+$/, ''))],
      first: folded(label.split(/\s+/)[0] ?? ''),
      words: label.split(/\s+/).length,
      limit: tolerance(form.length),
      pairs: letterPairs(form),
      counts: lettersIn(form),
    };
    needles.set(label, needle);
  }
  return needle;
}

/** How often each letter and digit stands in a text. */
function lettersIn(text: string): Int8Array {
  const counts = new Int8Array(36);
  for (let i = 0; i < text.length; i++) counts[code(text.charCodeAt(i))]! += 1;
  return counts;
}

/** Letters that a text and a label do not share: a lower bound of twice their distance. */
function unshared(text: string, { counts }: Needle): number {
  const here = lettersIn(text);
  let sum = 0;
  for (let i = 0; i < 36; i++) sum += Math.abs(here[i]! - counts[i]!);
  return sum;
}

/** Marks, and the number of a row: "1. Người sử dụng đất" is not "Tên người sử dụng đất" misread. */
const NO_BEGINNING = /^(?:[^\p{L}\p{N}]*|[([]?\d{1,2}[.)\]]{1,2})$/u;

/** Every place where one of the labels is printed, tolerant of missing marks and of recognition errors; may overlap. */
export function findLabels(layout: Layout, labels: Iterable<string>): LabelMatch[] {
  const wanted = [...new Set(labels)].map(needleOf).filter((needle) => needle.folded !== '');
  const out: LabelMatch[] = [];
  for (const row of layout.rows) {
    const there = pairsOf(row);
    for (const needle of wanted) {
      // One error spoils at most two pairs of letters: a row that lacks more of them cannot hold the label.
      let missing = 0;
      for (const pair of needle.pairs) if (there[pair] === 0) missing += 1;
      if (missing > 2 * needle.limit) continue;
      for (let from = 0; from < row.tokens.length; from++) {
        const first = row.tokens[from];
        const match = first === undefined || NO_BEGINNING.test(first.text) ? null : matchAt(row, from, needle);
        if (match !== null) out.push(match);
      }
    }
  }
  return out;
}

/** Letters of a long label, and of the beginning that must agree. */
const LONG = 16;
const HEAD = 8;
/** The rule of a table before the words of its next cell. */
const CELL_RULE = /^[|¦]/u;

function matchAt(row: Row, from: number, needle: Needle): LabelMatch | null {
  const first = row.tokens[from]?.folded ?? '';
  let text = '';
  let apart = false;
  let best: { to: number; errors: number; head?: string } | null = null;
  const last = Math.min(row.tokens.length, from + needle.words + 3);
  for (let to = from + 1; to <= last; to++) {
    const token = row.tokens[to - 1];
    if (to > from + 1 && CELL_RULE.test(token?.text ?? '')) apart = true;
    if (token === undefined || token.folded === '') continue;
    const before = row.tokens[to - 2];
    const gap = to > from + 1 && before ? token.box.x0 - before.box.x1 : 0;
    if (gap > 3 * row.heightPx) break;
    apart ||= gap > CELL_GAP * row.heightPx;
    // "Mục đích sử dụng: Đất ở": the value's first word is none of the label's
    if (to > from + 1 && before?.text.endsWith(':')) break;
    // "Nơi thường trú/tạm trú": the label ends at the stroke, the other word is the rest of it
    const stroke = token.text.indexOf('/');
    // "2/8/2019" behind a label is no word of it
    if (stroke > 0 && /^\p{L}/u.test(token.text)) {
      const head = text + folded(token.text.slice(0, stroke));
      const errors = distance(head, needle.folded, Math.min(1, needle.limit));
      if (errors <= Math.min(1, needle.limit) && (best === null || errors < best.errors))
        best = { to, errors, head: token.text.slice(0, stroke) };
    }
    text += token.folded;
    if (text.length < needle.folded.length - needle.limit) continue;
    if (text.length > needle.folded.length + needle.limit) break;
    if (unshared(text, needle) > 2 * needle.limit) continue;
    const errors = distance(text, needle.folded, needle.limit);
    // "GIẤY CHỨNG NHẬN" is not "Mã Giấy chứng nhận" misread, nor is "Căn cước công dân" with "số" behind it
    if (needle.parts.includes(text)) continue;
    // of a long label the beginning agrees: "Không bị cấm đảm nhiệm …" answers "Thông tin về cấm đảm nhiệm …"
    if (needle.folded.length > LONG && distance(text.slice(0, HEAD), needle.folded.slice(0, HEAD), 2) > 2) continue;
    // all but the first word agree, and that is another one: "Thẻ căn cước công dân" is not "Số căn cước công dân" misread
    if (from + 1 < to && text.slice(first.length) === needle.parts[0] && distance(first, needle.first, 2) > 1) continue;
    // what stands in the next cell is none of its misread words
    if (apart && (errors > 1 || /^\p{Lu}\p{Ll}/u.test(token.text.replace(CELL_RULE, '')))) continue;
    if (errors <= needle.limit && (best === null || errors < best.errors)) best = { to, errors };
  }
  if (best === null) return null;
  const to = labelEnd(row, best.to);
  const { to: matched, head } = best;
  const printed = markedForm(
    row.tokens
      .slice(from, matched)
      .map((token, index) => (head !== undefined && from + index === matched - 1 ? head : token.text))
      .join(''),
  );
  const marks = 1 - distance(printed, needle.marked, needle.marked.length) / Math.max(1, needle.marked.length);
  const letters = 1 - best.errors / needle.folded.length;
  const next = row.tokens[to]?.text ?? '';
  return {
    label: needle.label,
    row,
    from,
    to,
    end: matched,
    score: 0.75 * letters + 0.25 * marks,
    letters: needle.folded.length,
    errors: best.errors,
    // a footnote's mark may stand behind the colon
    colon: row.tokens.slice(matched - 1, to).some(({ text: word }) => word.endsWith(':')) || /^[:：]/.test(next),
    leads: leadsSegment(row, from),
  };
}

function leadsSegment(row: Row, from: number): boolean {
  const [before, token] = [row.tokens[from - 1], row.tokens[from]];
  if (before === undefined || token === undefined) return true;
  if (token.box.x0 - before.box.x1 > 1.8 * row.heightPx) return true;
  // "Giấy tờ tùy thân: (3) CCCD số": the mark of a footnote, where it begins no line
  if (/^[([]\d/.test(before.text) && row.tokens[from - 2]?.text.endsWith(':')) return false;
  if (/^[|¦]+$/.test(before.text)) return true;
  // the number of a table's row
  if (from === 1 && /^\d{1,2}[:;,]?$/.test(before.text)) return true;
  return ITEM_NUMBER.test(before.text) || /^\d+(?:\.\d+)+[.)]$|[([;,–-]$|^\*$|^(?:Mục|Phần)$/u.test(before.text);
}
