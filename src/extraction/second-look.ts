import type { DocumentType, FieldSpec } from '../domain/document-types/document-type.ts';
import type { ExtractedField } from '../domain/field.ts';
import type { BoxPx } from '../domain/geometry.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import type { PageText, TextLine } from '../ocr/page-text.ts';
import { probability, unknownNameWords } from './confidence.ts';
import type { Found, Printed } from './found.ts';
import { endsWithProvince } from './lexicon/places.ts';
import { isSyllable } from './lexicon/syllable.ts';
import { evidenceOf } from './outcome.ts';
import { type Layout, layOut, type Row, textOf, union } from './page-layout.ts';
import type { Ink, ReadRegion } from './region-reader.ts';
import { signatureRegion } from './signature-block.ts';
import { type Part, signerLine } from './signer-line.ts';

/** What a second look may cost, per paper. */
export interface SecondLookBudget {
  readonly lines: number;
  readonly ms: number;
}

export const defaultBudget: SecondLookBudget = { lines: 16, ms: 3000 };

/** A line, or the part of a page in which one should stand. */
interface Strip {
  readonly page: number;
  readonly box: BoxPx;
  readonly index: number;
}

/**
 * Lines worth reading again: those of required fields that were not accepted, with their labels. On a card, where labels
 * are small and faint, all lines when a required field was not found at all. Last those of names that only want a second
 * reading to be believed.
 */
function doubtfulRows(
  layout: Layout,
  type: DocumentType,
  fields: Readonly<Record<string, ExtractedField>>,
  printed: Printed,
): readonly Strip[] {
  const wanted = new Map<Row, Strip>();
  const rare = new Map<Row, Strip>();
  for (const spec of type.fields) {
    const field = fields[spec.name];
    if (field === undefined || field.status === 'accepted' || field.source !== 'ocr') continue;
    if (!spec.required) {
      const only = field.remarks.every(({ code }) => CONFIRMABLE.has(code)) && field.remarks.length > 0;
      const found = only && spec.locate !== 'signer_name' ? printed.printed.get(spec.name) : undefined;
      for (const row of found === undefined ? [] : layout.rows)
        if (found?.reading.tokens.some((token) => row.tokens.includes(token))) rare.set(row, row);
      continue;
    }
    if (field.remarks.some((remark) => remark.code === 'HANDWRITTEN')) continue;
    const tokens = printed.printed.get(spec.name)?.reading.tokens ?? printed.unread.get(spec.name)?.tokens;
    const box = printed.unread.get(spec.name);
    for (const row of layout.rows) {
      const own = tokens?.some((token) => row.tokens.includes(token)) === true;
      const beside = box !== undefined && row.page === box.page && overlap(row.box, box.boxPx) > 0.5;
      // beside a label with nothing read there, the empty line to its right: pale or coloured print may stand in it
      const empty = beside && box.tokens.length === 0 && !own;
      if (own || beside)
        wanted.set(row, empty ? { ...row, box: union([row.box, box.boxPx]) } : (wanted.get(row) ?? row));
    }
    if (field.status === 'not_found' && type.layout === 'card')
      for (const row of layout.rows) if (!wanted.has(row)) wanted.set(row, row);
  }
  return [
    ...[...wanted.values()].sort((a, b) => a.index - b.index),
    ...[...rare.values()].filter(({ index }) => ![...wanted.keys()].some((row) => row.index === index)),
  ];
}

/** Remarks that another reading may lift. */
const CONFIRMABLE: ReadonlySet<string> = new Set(['NAME_UNUSUAL', 'NUMBER_UNSURE']);

/** Share of the lower box's height on which both stand. */
const overlap = (a: BoxPx, b: BoxPx): number =>
  (Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0)) / Math.max(1, Math.min(a.y1 - a.y0, b.y1 - b.y0));

/** What is to be read again: single lines, the place of the signer's name, and whole pages. */
export interface Doubts {
  readonly rows: readonly Strip[];
  readonly signature: Part | null;
  readonly pages: readonly number[];
}

export function doubtsOf(
  layout: Layout,
  texts: readonly PageText[],
  type: DocumentType,
  fields: Readonly<Record<string, ExtractedField>>,
  printed: Printed,
): Doubts {
  const open = type.fields.filter((spec) => spec.required && fields[spec.name]?.status !== 'accepted');
  const lost = open.filter((spec) => fields[spec.name]?.status === 'not_found' && spec.locate !== 'machine');
  // the metadata of every paper name who signed (rules.md R1.6), whatever the type requires
  const signer = type.fields.some((spec) => spec.locate === 'signer_name' && fields[spec.name]?.status !== 'accepted');
  return {
    rows: doubtfulRows(layout, type, fields, printed),
    signature: signer ? signatureRegion(layout, (page) => texts[page]?.dpi ?? 300) : null,
    pages: lost.some((spec) => spec.locate !== 'signer_name') ? texts.map((_, index) => index).slice(0, PAGES) : [],
  };
}

/** Pages that are read again as a whole when a required field is nowhere: print in the colour of a seal went with the seal. */
const PAGES = 2;

/**
 * The pages with the doubtful parts read again, one set for each way of preparing them; a part that gives nothing stays
 * as it was. The line of a signer's name, once its place is known, is read by itself, and by its darkest ink: print under
 * the seal of a gray scan. Ends when the time is up.
 */
export async function readAgain(
  texts: readonly PageText[],
  doubts: Doubts,
  read: ReadRegion,
  budget: SecondLookBudget = defaultBudget,
): Promise<readonly (readonly PageText[])[]> {
  const started = performance.now();
  const late = (): boolean => performance.now() - started > budget.ms;
  const sets: (readonly PageText[])[] = [];
  const lines = doubts.rows
    .slice(0, budget.lines)
    .map((row) => ({ page: row.page, box: row.box, shape: 'line' as const }));
  const blocks = doubts.signature === null ? [] : [{ ...doubts.signature, shape: 'block' as const }];
  let name: Part | null = null;
  for (const ink of ['as_it_is', 'black_only'] as const satisfies readonly Ink[]) {
    let pages = texts;
    for (const { page, box, shape } of [...lines, ...blocks]) {
      if (late()) break;
      const found = await read(page, box, { ink, shape });
      if (found.some((line) => line.words.length > 0))
        pages = pages.map((text, index) => (index === page ? replaced(text, box, found) : text));
    }
    if (pages !== texts) sets.push(pages);
    if (doubts.signature !== null && !late()) name ??= signerLine(layOut(pages), doubts.signature);
  }
  for (const ink of name === null ? [] : (['as_it_is', 'darkest_only'] as const)) {
    if (name === null || late()) break;
    const found = await read(name.page, name.box, { ink, shape: 'line' });
    if (found.some((line) => line.words.length > 0))
      sets.push(texts.map((text, index) => (index === name?.page ? replaced(text, withSeal(name.box), found) : text)));
  }
  let whole = texts;
  for (const page of doubts.pages) {
    const text = texts[page];
    if (text === undefined || late()) break;
    const all = { x0: 0, y0: 0, x1: text.widthPx, y1: text.heightPx };
    const found = await read(page, all, { ink: 'as_it_is', shape: 'page' });
    whole = whole.map((one, index) => (index === page ? { ...one, lines: found } : one));
  }
  return whole === texts ? sets : [...sets, whole];
}

/** Of a seal that covers the beginning of a name letters reach so many heights of the line to its left. */
const SEAL = 6;
const withSeal = (box: BoxPx): BoxPx => ({ ...box, x0: box.x0 - SEAL * (box.y1 - box.y0) });

/** The page with what stands in the strip taken out and other lines put in. */
function replaced(page: PageText, strip: BoxPx, lines: readonly TextLine[]): PageText {
  const inside = ({ x0, y0, x1, y1 }: BoxPx): boolean => {
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    return x >= strip.x0 && x <= strip.x1 && y >= strip.y0 && y <= strip.y1;
  };
  const kept = page.lines
    .map((line) => ({ ...line, words: line.words.filter((word) => !inside(word.box)) }))
    .filter((line) => line.words.length > 0);
  return { ...page, lines: [...kept, ...lines] };
}

/**
 * One reading of each field out of several: the value that most evidence speaks for. Readings of the same value are
 * counted together, others are kept to be offered; settled fields stay as they are.
 */
export function agreed(
  type: DocumentType,
  first: Printed,
  again: readonly Printed[],
  settled: (field: string) => boolean,
): Printed {
  const printed = new Map(first.printed);
  for (const field of type.fields) {
    if (settled(field.name)) continue;
    const before = first.printed.get(field.name);
    // what a set did not read again has no second vote
    const others = again
      .map((one) => one.printed.get(field.name))
      .filter((found) => found !== undefined)
      .filter((found, at, all) => ![before, ...all.slice(0, at)].some((one) => one && sameTokens(found, one)));
    if (others.length === 0) continue;
    const choice = weighed(field, before === undefined ? others : [before, ...others]);
    if (choice !== null) printed.set(field.name, choice);
  }
  const unread = new Map([...first.unread].filter(([name]) => !printed.has(name)));
  return { printed, unread };
}

/** Quality of a reading of which a part is known to be lost. */
const CUT_QUALITY = 0.1;

/** Without years and months of which another reading has the day: what lost its day says nothing against it. */
const withoutPartsOfDays = ({ kind }: FieldSpec, all: readonly Found[]): readonly Found[] =>
  kind !== 'date'
    ? all
    : all.filter(
        ({ reading: { value } }) =>
          !all.some((other) => other.reading.value.length === 10 && other.reading.value.startsWith(`${value}-`)),
      );

function weighed(field: FieldSpec, given: readonly Found[]): Found | null {
  const all = withoutPartsOfDays(field, given);
  // what does not fit its kind has no vote beside what does
  const fitting = all.filter((found) => found.reading.quality >= 0.5);
  // nor what is known to be cut, beside a whole reading
  const whole = all.filter((found) => found.reading.quality > CUT_QUALITY);
  const readings = [fitting, whole].find((some) => some.length > 0) ?? all;
  const groups = new Map<string, { found: Found; best: number; sum: number; count: number }>();
  for (const found of readings) {
    const sure = probability(evidenceOf(field, found));
    const group = groups.get(found.reading.value);
    if (group === undefined) groups.set(found.reading.value, { found, best: sure, sum: sure, count: 1 });
    else
      groups.set(found.reading.value, {
        found: sure > group.best ? found : group.found,
        best: Math.max(sure, group.best),
        sum: group.sum + sure,
        count: group.count + 1,
      });
  }
  const ranked = [...groups.values()].sort((a, b) => b.sum - a.sum);
  const [most] = ranked;
  const longer = ranked.find((group) => most !== undefined && isWhole(field, group.found, most.found));
  const choice = longer ?? most;
  if (choice === undefined) return null;
  const others = ranked.filter((group) => group !== choice).map((group) => group.found.reading.value);
  const found = field.kind === 'person_name' ? withBetterWords(choice.found, all) : choice.found;
  if (found !== choice.found) others.unshift(choice.found.reading.value);
  return { ...found, again: { same: choice.count - 1, others } };
}

/** How much surer another reading of a word must be to be taken. */
const SURER = 0.04;

/**
 * A whole name whose last words another reading, that lost its first one, reads better: what frees print from a seal spoils
 * what stands beside it ("Nguyễn Đức Ilưởng" and "Đức Hưởng").
 */
function withBetterWords(choice: Found, all: readonly Found[]): Found {
  const { reading } = choice;
  let tokens = reading.tokens;
  for (const { reading: other } of all)
    tokens = tokens.map((token) => {
      const word = other.tokens.find(({ box }) => isSamePlace(box, token.box));
      if (word === undefined || word.text === token.text || !isSyllable(word.text)) return token;
      return !isSyllable(token.text) || word.confidence > token.confidence + SURER ? word : token;
    });
  const value = textOf(tokens);
  return value === textOf(reading.tokens) ? choice : { ...choice, reading: { ...reading, tokens, value, raw: value } };
}

const COMMITTEE = /^(?:ỦY BAN NHÂN DÂN|UBND) /iu;

/** Whether another reading is the whole of what this one lost the end or the beginning of. */
function isWhole({ kind }: FieldSpec, whole: Found, part: Found): boolean {
  if (kind === 'person_name') return isLonger(whole, part);
  const [longer, shorter] = [whole.reading.value, part.reading.value];
  // "PHƯỜNG MẪU" lost the line over it, and is no office by itself
  if (kind === 'authority' && COMMITTEE.test(longer) && !COMMITTEE.test(shorter))
    return folded(longer).endsWith(folded(shorter));
  return kind === 'address' && longer.startsWith(shorter) && endsWithProvince(longer) && !endsWithProvince(shorter);
}

/**
 * A name with more words of names behind those of a reading that lost them, or with another syllable before them: letters are
 * lost more often than made up.
 */
const isLonger = ({ reading: { value: longer } }: Found, { reading: { value: shorter } }: Found): boolean =>
  (longer.startsWith(`${shorter} `) && unknownNameWords(longer) === 0) ||
  (longer.endsWith(` ${shorter}`) && longer.split(' ').every(isSyllable));

/** Two readings of one word: each covers most of the other's width on one height. */
const isSamePlace = (a: BoxPx, b: BoxPx): boolean =>
  Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) > 0.7 * Math.max(a.x1 - a.x0, b.x1 - b.x0) && overlap(a, b) > 0.5;

/** The row was not read again: the same words with the same certainty at the same place. */
const sameTokens = (a: Found, b: Found): boolean =>
  a.reading.value === b.reading.value &&
  a.reading.tokens.length === b.reading.tokens.length &&
  a.reading.tokens.every((token, index) => {
    const other = b.reading.tokens[index];
    return other !== undefined && token.box.x0 === other.box.x0 && token.confidence === other.confidence;
  });
