import type { DocumentType } from '../domain/document-types/document-type.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { distance } from './distance.ts';
import type { LabelMatch } from './fuzzy.ts';
import { labelEnd } from './label-end.ts';
import { foldedFamilies } from './lexicon/names.ts';
import {
  foldedOf,
  type Layout,
  type Row,
  type Segment,
  segments,
  type Token,
  textOf,
  tokensIn,
} from './page-layout.ts';
import { ITEM_NUMBER } from './row.ts';

/** Somebody for whom the type has no fields: a grandfather, a witness, the officer in charge. */
export const STRANGER = '?';

/** Words for a person, by the section that holds his data; `` is the paper's own person. */
interface Whom {
  readonly section: string;
  readonly words: string;
}

/** Words that name a person, at most. */
const MOST_WORDS = 7;
/** From so many letters on one may be misread. */
const LONG = 7;

const whomOf = (type: DocumentType): readonly Whom[] =>
  [{ id: '', of: type.subject }, ...(type.sections ?? [])]
    .flatMap(({ id, of = [] }) => of.map((words) => ({ section: id, words: folded(words) })))
    .sort((a, b) => b.words.length - a.words.length);

const isWhom = (text: string, { words }: Whom): boolean =>
  text === words || (words.length >= LONG && Math.abs(text.length - words.length) < 2 && distance(text, words, 1) <= 1);

const endsLabel = (token: Token | undefined): boolean => /[:：]$/u.test(token?.text ?? '');

interface Named {
  readonly section: string;
  /** Where the words for the person end, and how many letters they have. */
  readonly to: number;
  readonly letters: number;
}

/** Who is named by the words from `from` on: "của người mẹ:", "(mẹ)", "bên nữ". */
function namedAt(row: Row, from: number, all: readonly Whom[]): Named | null {
  const { tokens } = row;
  if (endsLabel(tokens[from - 1])) return null;
  const start = tokens[from]?.folded === 'cua' ? from + 1 : from;
  let [text, best]: [string, Named | null] = ['', null];
  for (let to = start + 1; to <= Math.min(start + MOST_WORDS, tokens.length); to++) {
    const [before, token] = [tokens[to - 2], tokens[to - 1]];
    if (token === undefined || (before && token.box.x0 - before.box.x1 > 1.2 * row.heightPx)) break;
    text += token.folded;
    const whom = all.find((one) => isWhom(text, one));
    if (whom !== undefined) best = { section: whom.section, to, letters: text.length };
    if (endsLabel(token)) break;
  }
  return best;
}

/** A word for a person inside a label. */
const PERSON = /^(?:ong|ba|cha|me|bo|vo|chong|con|nguoi|chu|chau|tre|anh|chi|em)$/;

/**
 * The labels with whose data they stand for, where their next words say it: "Năm sinh của mẹ", "Họ và tên vợ". A label that
 * goes on to a person of whom the type knows nothing ("Họ và tên ông nội:") is nobody's.
 */
export function withOwners(matches: readonly LabelMatch[], type: DocumentType): readonly LabelMatch[] {
  const all = whomOf(type);
  if (all.length === 0) return matches;
  return matches.map((match) => {
    const named = namedAt(match.row, match.end, all);
    if (named !== null) {
      const to = Math.max(match.to, labelEnd(match.row, named.to));
      const colon =
        match.colon || endsLabel(match.row.tokens[to - 1]) || /^[:：]/u.test(match.row.tokens[to]?.text ?? '');
      const letters = match.letters + named.letters;
      return { ...match, to, colon, letters, owner: named.section };
    }
    const rest = match.row.tokens.slice(match.end, match.to);
    return rest.some(({ folded: word }) => PERSON.test(word)) ? { ...match, owner: STRANGER } : match;
  });
}

/** What stands before a person in a heading: "PHẦN GHI VỀ", "Thông tin của". */
const ABOUT = /^(?:phan)?(?:ghi|khai)?(?:thongtin|nhanthan|noidung)*(?:cua|ve|doivoi)?/;
/** The mark of a footnote behind a heading. */
const FOOTNOTE = /^\(\d{1,2}\):?$/u;
/** Where the second language of a heading begins. */
const SECOND = /^(?:\/|\(\p{L})/u;
const BEGINNING = /^(?:[-–+*•]|[A-Z]\.)$/u;

const isNumber = (token: Token | undefined): boolean =>
  token !== undefined && (ITEM_NUMBER.test(token.text) || BEGINNING.test(token.text));

/**
 * Headings over a person's data ("BÊN NỮ", "II. Phần ghi về người cha"), as labels without a wording of their own, and
 * persons by whom a name is introduced ("Mẹ: TRẦN THỊ LAN"), as the first label of that name.
 */
export function personsNamed(layout: Layout, type: DocumentType): readonly LabelMatch[] {
  const all = whomOf(type);
  if (all.length === 0) return [];
  const nameOf = new Map(
    type.fields
      .filter(({ kind, section }) => kind === 'person_name' && section !== '*')
      .map((field) => [field.section ?? '', field.labels[0] ?? ''] as const)
      .reverse(),
  );
  const label = (row: Row, from: number, to: number, whom: Whom, named: boolean, letters: number): LabelMatch => ({
    label: named ? (nameOf.get(whom.section) ?? '') : '',
    row,
    from,
    to,
    end: to,
    score: 1,
    letters,
    errors: 0,
    colon: endsLabel(row.tokens[to - 1]),
    leads: true,
    owner: whom.section,
  });
  return layout.rows.flatMap((row) => {
    const parts = segments(row, 1.3);
    const beside = headingsBeside(parts, all);
    const found = parts.flatMap((part, index): LabelMatch[] => {
      let { from } = part;
      while (from < part.to - 1 && isNumber(row.tokens[from])) from += 1;
      const colon = row.tokens.slice(from, Math.min(from + MOST_WORDS, part.to)).findIndex(endsLabel);
      const to = colon === -1 ? part.to : labelEnd(row, from + colon + 1);
      if (endsLabel(row.tokens[part.from - 1]) || to - from > MOST_WORDS + 1) return [];
      if (!/^\p{Lu}/u.test(row.tokens[from]?.text ?? '') && !beside) return [];
      // "Mẹ / Mother:", "Người mẹ (Mother):"
      const second = row.tokens.findIndex((token, at) => at > from && at < to && SECOND.test(token.text));
      const text = row.tokens
        .slice(from, second === -1 ? to : second)
        .filter((token) => !FOOTNOTE.test(token.text))
        .map((token) => token.folded)
        .join('');
      const whom = all.find((one) => isWhom(text, one) || isWhom(text.replace(ABOUT, ''), one));
      // "PHẦN GHI VỀ CHA, | MẸ" is over both
      if (whom === undefined || row.tokens[to - 1]?.text.endsWith(',')) return [];
      // his name stands behind the colon, in this part of the row or in the next one
      const next = parts[index + 1];
      const below = segments(layout.rows[row.index + 1] ?? row, 1.3).find(
        (other) =>
          Math.abs((other.row.tokens[other.from]?.box.x0 ?? 0) - (row.tokens[part.from]?.box.x0 ?? 0)) <
          3 * row.heightPx,
      );
      const isBelow = colon !== -1 && next === undefined && below !== undefined && below.row !== row;
      const named =
        to < part.to ||
        (isBelow && isNamed(below.row.tokens.slice(below.from, below.to), false)) ||
        (next !== undefined && isNamed(row.tokens.slice(next.from, next.to), colon !== -1));
      return [label(row, from, to, whom, named, text.length)];
    });
    if (found.length > 1) return found.map((one) => withoutTopic(one, found, all));
    return found.length > 0
      ? found
      : headingsIn(row, all).map(([whom, from, to]) => label(row, from, to, whom, false, 1));
  });
}

/** "vợ | CHỒNG": nothing but headings over different persons; capitals of a short one may be read as small letters. */
function headingsBeside(parts: readonly Segment[], all: readonly Whom[]): boolean {
  const sections = parts.map((part) => all.find(({ words }) => words === foldedOf(tokensIn(part)))?.section);
  const capital = parts.some((part) => /^\p{Lu}/u.test(textOf(tokensIn(part))));
  return capital && parts.length > 1 && !sections.includes(undefined) && new Set(sections).size === parts.length;
}

/** "PHẦN GHI VỀ  NGƯỜI MẸ | NGƯỜI CHA": what stands before one heading of a row and not before the others heads the table. */
function withoutTopic(heading: LabelMatch, all: readonly LabelMatch[], whom: readonly Whom[]): LabelMatch {
  const own = (one: LabelMatch): number => {
    for (let from = one.from; from < one.to; from++) {
      const text = one.row.tokens.slice(from, one.to).map((token) => token.folded);
      if (whom.some((each) => isWhom(text.join(''), each))) return from;
    }
    return one.from;
  };
  return all.some((other) => own(other) === other.from) ? { ...heading, from: own(heading) } : heading;
}

/** Whether words are a person's name; behind a colon whatever is no heading over another person. */
function isNamed(tokens: readonly Token[], colon: boolean): boolean {
  const words = tokens.filter((token) => token.folded !== '');
  const capitals = words.length > 1 && words.length < 7 && words.every(({ text }) => /^\p{Lu}/u.test(text));
  return capitals && (colon || foldedFamilies.has(words[0]?.folded ?? '')) && !ABOUT_WORD.test(words[0]?.text ?? '');
}

/** With its marks: Phan is a family. */
const ABOUT_WORD = /^(?:phần|thông|bên|người)$/iu;

/** Headings of columns that stand close together: "PHẦN GHI VỀ CHA, MẸ NGƯỜI MẸ NGƯỜI CHA". */
function headingsIn(row: Row, all: readonly Whom[]): readonly (readonly [Whom, number, number])[] {
  const { tokens } = row;
  if (tokens.length > 12 || tokens.some(({ text }) => /\p{Ll}|\d|:/u.test(text))) return [];
  const last = new Map<string, readonly [Whom, number, number]>();
  for (let to = tokens.length; to > 0; to--)
    for (let from = Math.max(0, to - 4); from < to; from++) {
      const text = tokens.slice(from, to).map((token) => token.folded);
      const whom = all.find(({ words }) => words === text.join(''));
      if (whom === undefined || last.has(whom.section)) continue;
      last.set(whom.section, [whom, from, to]);
      to = from + 1;
      break;
    }
  return last.size > 1 ? [...last.values()] : [];
}

/** A family name with a capital: the first word of a person's name. */
export const beginsName = (token: Token | undefined): boolean =>
  token !== undefined && /^\p{Lu}/u.test(token.text) && foldedFamilies.has(token.folded);
