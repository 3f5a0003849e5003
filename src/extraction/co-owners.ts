import type { DocumentType, FieldSpec, SectionSpec } from '../domain/document-types/document-type.ts';
import type { LabelMatch } from './fuzzy.ts';
import { foldedOf, type Layout, type Row, segments, type Token, textOf } from './page-layout.ts';
import { ITEM_NUMBER } from './row.ts';
import { inRegion, type Region } from './sections.ts';
import { beginsName, STRANGER } from './whose.ts';

/*
 * Several persons in one section under the same labels: the couple of a land use certificate ("Ông …, CCCD …" over "Và vợ
 * …, CCCD …"), two representatives of a company. The section's fields are the first one's; what is labelled behind the
 * second one, or below him in a column of his own, is nobody's.
 */

/** Words that introduce a second person: "Và chồng:", "cùng vợ là bà", "Vợ (Chồng):", "và bà", "Đồng sử dụng:". */
const PARTNER =
  /^(?:va|cung|vacung|cungvoi)?(?:(?:vo|chong)(?:chong|vo)?(?:la)?(?:ong|ba)?|(?:nguoi)?(?:dong|cung)(?:sudung|sohuu).*)$|^(?:va|cung|vacung|cungvoi)(?:ong|ba)$/;
/** Such words, at most. */
const PARTNER_WORDS = 6;

const isNameWord = (token: Token | undefined): boolean => /^\p{Lu}[\p{L}'’-]*[,;.]?$/u.test(token?.text ?? '');

/** Where a person begins: a row, a place on it, and the first word. */
interface Beginning {
  readonly row: Row;
  readonly at: number;
  /** Husband and wife, or a man and a woman: what they have in common is printed once. */
  readonly couple?: boolean;
}

const isBefore = (a: Beginning, b: Beginning): boolean =>
  a.row.index < b.row.index || (a.row.index === b.row.index && a.at < b.at);

/** The labels, those of further persons in a section of `several` being nobody's. */
export function ofFirstPersons(
  layout: Layout,
  type: DocumentType,
  labels: readonly LabelMatch[],
  regions: ReadonlyMap<string, Region>,
): readonly LabelMatch[] {
  let out = labels;
  for (const section of type.sections ?? []) {
    const region = regions.get(section.id);
    if (section.several === true && region !== undefined) out = ofFirst(layout, type, section, out, region);
  }
  return out;
}

function ofFirst(
  layout: Layout,
  type: DocumentType,
  { id }: SectionSpec,
  labels: readonly LabelMatch[],
  region: Region,
): readonly LabelMatch[] {
  const fields = type.fields.filter(({ section }) => section === id);
  const wordings = (kinds: (field: FieldSpec) => boolean): ReadonlySet<string> =>
    new Set(fields.filter(kinds).flatMap((field) => field.labels));
  const names = wordings(({ kind }) => kind === 'person_name');
  const [all, addresses] = [wordings(() => true), wordings(({ kind }) => kind === 'address')];
  const inside = labels.filter((match) => inRegion(match, region));
  // nothing stands behind a heading
  const named = inside.filter(
    ({ label, row, to, colon }) => names.has(label) && (nameFrom(row, to) !== '' || (colon && to < row.tokens.length)),
  );
  const first = named[0];
  const start: Beginning = first === undefined ? { row: layout.rows[region.fromRow]!, at: -1 } : at(first);
  const second = [...partners(layout, region, start), ...others(named)].sort((a, b) => (isBefore(a, b) ? -1 : 1))[0];
  if (second === undefined) return labels;
  const x = second.row.tokens[second.at]?.box.x0 ?? 0;
  const column = first !== undefined && second.row === first.row && opensColumn(second);
  const isBehind = (match: LabelMatch): boolean =>
    column ? match.row.index >= second.row.index && xOf(match) > x - second.row.heightPx : !isBefore(at(match), second);
  const before = inside.some((match) => addresses.has(match.label) && !isBehind(match));
  return labels.map((match) => {
    if (!inside.includes(match) || !all.has(match.label) || !isBehind(match)) return match;
    // one address below a couple is that of both
    if (second.couple === true && !before && addresses.has(match.label) && !column) return match;
    return { ...match, owner: STRANGER };
  });
}

const at = ({ row, from }: LabelMatch): Beginning => ({ row, at: from });
const xOf = ({ row, from }: LabelMatch): number => row.tokens[from]?.box.x0 ?? 0;

/** Folded letters of the name that stands behind a label; empty when none does. */
function nameFrom({ tokens }: Row, to: number): string {
  let from = to;
  while (from < to + 2 && /^(?:ho|ong|ba|ongba)$/.test(tokens[from]?.folded ?? '')) from += 1;
  const words = tokens.slice(from, from + 8);
  const end = words.findIndex((token) => !isNameWord(token));
  const name = end === -1 ? words : words.slice(0, end);
  return name.length < 2 ? '' : foldedOf(name);
}

/** Later labels of a name behind which another name stands: "Bà: …" after "Ông: …", or the first one's wording again. */
function others(named: readonly LabelMatch[]): Beginning[] {
  const [first] = named;
  if (first === undefined) return [];
  const own = nameFrom(first.row, first.to);
  return named
    .filter((match) => {
      const { label, row, to, end } = match;
      const again = label === first.label || HONORIFIC.test(label);
      // "Họ và tên ông nội:" begins nobody's part
      const more = /\p{Ll}/u.test(textOf(row.tokens.slice(end, to)).replace(/\([^()]*\)/gu, ''));
      const name = nameFrom(row, to);
      return again && !more && match !== first && name !== '' && name !== own;
    })
    .map((match) => ({ ...at(match), couple: HONORIFIC.test(match.label) }));
}

const HONORIFIC = /^(?:Hộ )?(?:ông|bà)(?:\W|$)/iu;

/** Persons introduced by what they are to the first one. */
function partners(layout: Layout, region: Region, start: Beginning): Beginning[] {
  return layout.rows.slice(region.fromRow, region.toRow).flatMap((row) => {
    const begins = new Set(segments(row, 1.3).map(({ from }) => from));
    return row.tokens.flatMap((token, from): Beginning[] => {
      const before = row.tokens[from - 1];
      const parted = begins.has(from) || ITEM_NUMBER.test(before?.text ?? '') || /[,;–-]$/u.test(before?.text ?? '');
      const joined = /^(?:va|cung)$/.test(token.folded);
      if (!parted && !joined) return [];
      const here = { row, at: from, couple: true };
      if (!isBefore(start, here)) return [];
      let text = '';
      for (const [index, word] of row.tokens.slice(from, from + PARTNER_WORDS).entries()) {
        text += word.folded;
        if (!PARTNER.test(text)) continue;
        const closed = /:$/.test(word.text) || /^:/.test(row.tokens[from + index + 1]?.text ?? '');
        if (closed || beginsName(row.tokens[from + index + 1])) return [here];
      }
      return [];
    });
  });
}

/** A gap as wide as a column before it. */
function opensColumn({ row, at: from }: Beginning): boolean {
  const [before, token] = [row.tokens[from - 1], row.tokens[from]];
  return before === undefined || token === undefined || token.box.x0 - before.box.x1 > 1.8 * row.heightPx;
}
