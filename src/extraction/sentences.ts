import type { DocumentType } from '../domain/document-types/document-type.ts';
import { wordings } from '../domain/document-types/wordings.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { findLabels, type LabelMatch } from './fuzzy.ts';
import { foldedOf, type Layout, onOneLeaf, type Row, type Token } from './page-layout.ts';
import { beginsName, STRANGER } from './whose.ts';

/*
 * A person's data in one running sentence: "Cha: Nguyễn Văn A, sinh năm 1980, dân tộc Kinh, …", "Con ông Nguyễn Văn A, sinh
 * năm 1980, … và bà Trần Thị B, …". Labels stand there in small letters behind a comma, mostly without a colon, and whose
 * they are is said once, before the first of them.
 */

/** A match of this likeness has every letter, and nearly every mark. */
const EXACT = 0.97;
/** Words for men and women in a sentence, with those that a section has for them. */
const HONORIFICS: Readonly<Record<string, readonly string[]>> = { ong: ['cha', 'chong'], ba: ['me', 'vo'] };

/** What ends one item of an enumeration. */
const PARTED = /[,;]$|^[–—-]$/u;

interface Sentence {
  /** Whose data follow; undefined where the region says it. */
  readonly owner: string | undefined;
  readonly last: Row;
}

/**
 * The labels with those of sentences: each is its person's. `labels` by rows; what is printed as a label elsewhere is looked
 * for in small letters behind the name of a person only, so other sentences have none.
 */
export function withSentences(
  layout: Layout,
  type: DocumentType,
  labels: readonly LabelMatch[],
): readonly LabelMatch[] {
  const items = itemsOf(layout, type);
  const names = new Set(type.fields.flatMap((field) => (field.kind === 'person_name' ? field.labels : [])));
  const known = new Map(labels.map((match) => [match.row.tokens[match.from], match] as const));
  const covered = new Set(labels.flatMap(({ row, from, to }) => row.tokens.slice(from, to)));
  const out = new Map<Token | undefined, LabelMatch>(known);
  let sentence: Sentence | null = null;
  let before: Token | undefined;
  let paper = false;
  for (const row of layout.rows) {
    if (sentence !== null && !goesOn(sentence.last, row)) sentence = null;
    for (const [at, token] of row.tokens.entries()) {
      const parted = PARTED.test(before?.text ?? '');
      const label = known.get(token);
      const person: LabelMatch | null =
        covered.has(token) && label?.label !== '' ? null : personAt(row, at, type, sentence !== null);
      if (person !== null) {
        out.set(token, person);
        sentence = { owner: person.owner, last: row };
      } else if (label !== undefined) {
        const inside = sentence !== null && parted && /^\p{Ll}/u.test(token.text);
        if (label.owner === STRANGER) sentence = null;
        else if (label.owner !== undefined || names.has(label.label)) sentence = { owner: label.owner, last: row };
        else if (inside) out.set(token, { ...ownedBy(label, sentence?.owner), sentence: true });
        else if (!inside && !parted) sentence = null;
      } else if (sentence !== null && !covered.has(token)) {
        const item = parted ? items.get(token) : undefined;
        // who issued a paper, and when, belongs to what it is
        if (item !== undefined && !(paper && ISSUED.has(item.wording))) {
          out.set(item.match.row.tokens[item.match.from], ownedBy(item.match, sentence.owner));
          if (item.begin !== undefined) out.set(token, item.begin);
          paper = item.match.label === PAPER;
        } else if (/\p{Ll}\.$/u.test(token.text)) sentence = null;
      }
      if (sentence !== null) sentence = { ...sentence, last: row };
      before = token;
    }
  }
  return [...out.values()].sort((a, b) => a.row.index - b.row.index || a.from - b.from);
}

const ownedBy = (item: LabelMatch, owner: string | undefined): LabelMatch =>
  owner === undefined || item.label === '' ? item : { ...item, owner };

interface Item {
  readonly wording: string;
  readonly match: LabelMatch;
  /** What stands of it at the end of the line above. */
  readonly begin?: LabelMatch;
}

/** Whether a row goes on with the sentence of the one above. */
const goesOn = (above: Row, row: Row): boolean =>
  onOneLeaf(above, row) && row.box.y0 - above.box.y1 < 1.3 * above.heightPx;

/** Labels of the type in small letters, and numbers of papers, by their first word: of those that begin with one the longest. */
function itemsOf(layout: Layout, type: DocumentType): ReadonlyMap<Token | undefined, Item> {
  const printed = new Set([...type.fields.flatMap((field) => field.labels), ...(type.otherLabels ?? [])]);
  const all = new Set([...printed, ...OTHERS]);
  const out = new Map<Token | undefined, Item>();
  const found: readonly BrokenMatch[] = [...findLabels(layout, all), ...brokenItems(layout, all)];
  for (const match of found) {
    const { row, from, end, label, score, broken } = match;
    const first = (broken?.row ?? row).tokens[broken?.from ?? from];
    if (score < EXACT || folded(label).length < 6) continue;
    if (!/^(?:\p{Ll}|\p{Lu}{3,} )/u.test(`${first?.text} `)) continue;
    const closed = /:$/.test(row.tokens[end - 1]?.text ?? '');
    if (label.endsWith(':') && !closed) continue;
    const known = out.get(first);
    if (known !== undefined && folded(known.wording).length >= folded(label).length && printed.has(known.wording))
      continue;
    if (known !== undefined && folded(known.wording).length > folded(label).length) continue;
    const item = { ...match, to: end, colon: closed, leads: false, sentence: true };
    // what such a number is called is a part of what an identity paper is
    const paper = PAPER_NUMBERS.has(label) && !printed.has(label) && printed.has(PAPER) && !closed && !broken;
    out.set(first, {
      wording: label,
      match: paper
        ? { ...item, label: PAPER, to: from, end: from, score: WHOLE_PAPER }
        : { ...item, label: printed.has(label) ? label : '' },
      ...(broken && { begin: broken }),
    });
  }
  return out;
}

/** A label of which the first part stands at the end of the line above. */
type BrokenMatch = LabelMatch & { readonly broken?: LabelMatch };

/** Words of a label on the line on which it begins, and on the next one, at most. */
const BROKEN_WORDS = 3;

/** "…, quốc | tịch Việt Nam": labels that the end of a line breaks, as matches of their second part. */
function brokenItems(layout: Layout, labels: ReadonlySet<string>): BrokenMatch[] {
  const byLetters = new Map([...labels].map((label) => [folded(label), label] as const));
  return layout.rows.flatMap((next, index) => {
    const row = layout.rows[index - 1];
    if (row === undefined || !goesOn(row, next)) return [];
    const out: BrokenMatch[] = [];
    for (let from = Math.max(0, row.tokens.length - BROKEN_WORDS); from < row.tokens.length; from++)
      for (let to = 1; to <= Math.min(BROKEN_WORDS, next.tokens.length); to++) {
        const label = byLetters.get(foldedOf([...row.tokens.slice(from), ...next.tokens.slice(0, to)]));
        if (label === undefined || row.tokens.slice(from).some(({ text }) => PARTED.test(text))) continue;
        const one = { score: 1, letters: folded(label).length, errors: 0, colon: false, leads: false, sentence: true };
        const end = row.tokens.length;
        const broken = { ...one, label: '', row, from, to: end, end };
        out.push({ ...one, label, row: next, from: 0, to, end: to, broken });
      }
    return out;
  });
}

const PAPER = 'Giấy tờ tùy thân';
const PAPER_NUMBERS = new Set(wordings.identity_number);
const ISSUED = new Set(['issue_date', 'issue_place'].flatMap((list) => wordings[list] ?? []));
/** Nothing says where "CMND số … do … cấp ngày …" ends: such a value goes to a person. */
const WHOLE_PAPER = 0.6;

/** What sentences say of a person, whether the type asks for it or not. */
const OTHERS = [
  'birth_date',
  'ethnicity',
  'nationality',
  'residence',
  'identity_number',
  'issue_date',
  'issue_place',
].flatMap((list) => wordings[list] ?? []);

/** "Con ông Nguyễn Văn A", "và bà Trần Thị B": a person introduced in a sentence, as the label of his name. */
function personAt(row: Row, at: number, type: DocumentType, inSentence: boolean): LabelMatch | null {
  const words = row.tokens.slice(at, at + 3).map((token) => token.folded.replace(/:$/, ''));
  const begins = words[0] === 'con' && (at === 0 || /^\p{Lu}/u.test(row.tokens[at]?.text ?? ''));
  if (!begins && !(inSentence && words[0] === 'va')) return null;
  const more = words[1] === 'cua' ? 2 : 1;
  const [honorific, to] = [words[more] ?? '', at + more + 1];
  const meant = HONORIFICS[honorific];
  if (meant === undefined || !beginsName(row.tokens[to])) return null;
  const section = type.sections?.find(({ of = [] }) => of.some((word) => meant.includes(folded(word))));
  const name = type.fields.find((field) => field.kind === 'person_name' && field.section === section?.id);
  if (section === undefined || name?.labels[0] === undefined) return null;
  const colon = /:$/.test(row.tokens[to - 1]?.text ?? '');
  const match = { label: name.labels[0], row, from: at, to, end: to, score: 1, letters: 6, errors: 0 };
  return { ...match, colon, leads: true, owner: section.id, sentence: true };
}
