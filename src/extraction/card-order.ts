import type { DocumentType, FieldSpec } from '../domain/document-types/document-type.ts';
import type { FieldRemark } from '../domain/field.ts';
import { isRealDate } from '../domain/identifiers/vietnamese-date.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { unknownNameWords } from './confidence.ts';
import type { Found } from './found.ts';
import { surnames } from './lexicon/names.ts';
import { endsWithProvince, namesProvince } from './lexicon/places.ts';
import { NO_EXPIRY } from './machine-values.ts';
import { foldedOf, type Layout, type Row, type Token } from './page-layout.ts';
import { kindRules } from './readers/by-kind.ts';
import { type Reading, warning } from './readers/reading.ts';

export const byItsPlace = warning(
  'LABEL_UNREAD',
  'Không đọc được nhãn in; giá trị được tìm theo thứ tự trên thẻ, hãy đối chiếu.',
  'The printed label could not be read; the value was found by its order on the card, compare it.',
);

/** Likeness that stands for a label that was not read. */
const LABEL = 0.5;

interface Candidate {
  readonly row: Row;
  readonly reading: Reading;
}

const knownSurnames = new Set(surnames.map((name) => name.toLowerCase()));
const isFamily = (word: string | undefined): boolean => knownSurnames.has((word ?? '').toLowerCase());
/** Công is a family name, and the first word of an office's. */
const OFFICE = /^CÔNG AN(?:\s|$)/u;
/** First words of an address: a number, a hamlet or a unit. */
const ADDRESS = /^(?:số|sn|tdp|kp|tổ|xóm|ấp|thôn|bản|khu|đội|xã|phường|thị|đường|ngõ|hẻm)$/iu;

/** A day of the calendar, though its strokes were misread. */
const isDay = ({ value }: Reading): boolean => isRealDate(value);

/** How a value of a kind shows what it is without a label; kinds that do not are never found so. */
const shows: Readonly<Partial<Record<FieldSpec['kind'], (reading: Reading, first: Token) => boolean>>> = {
  date: isDay,
  expiry_date: (reading) => isDay(reading) || reading.value === NO_EXPIRY,
  nationality: (reading, first) =>
    reading.quality >= 0.85 && reading.value.includes(' ') && reading.tokens[0] === first,
  person_name: ({ value, tokens }) =>
    value === value.toUpperCase() &&
    tokens.length >= 2 &&
    tokens.length <= 5 &&
    isFamily(tokens[0]?.text) &&
    !OFFICE.test(value) &&
    unknownNameWords(value) < 0.5,
  address: (reading, first) =>
    (ADDRESS.test(first.text) && namesProvince(reading.value)) || (reading.tokens[0] === first && isPlaces(reading)),
};

/** "Hoài Đức, Hà Nội": names of units and nothing else, the last one a province's. */
const PLACES = /^(?:\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){0,3})(?:, \p{Lu}\p{L}*(?: \p{Lu}\p{L}*){0,3}){1,3}$/u;
const isPlaces = ({ value }: Reading): boolean => PLACES.test(value) && endsWithProvince(value);

/** Dates of any kind may be taken for each other. */
const family = (field: FieldSpec): string => (field.kind === 'expiry_date' ? 'date' : field.kind);

/**
 * Values of a card whose small, faint labels could not be read: what stands between the fields before and after in the
 * order of the type, when there are exactly as many values of a kind as fields of it are missing there. Put before a
 * person, but for the only name or nationality of a card that has one field for it: its form tells what it is.
 */
export function readByOrder(
  layout: Layout,
  type: DocumentType,
  printed: ReadonlyMap<string, Found>,
): Map<string, Found> {
  const out = new Map<string, Found>();
  const used = new Set<Token>([...printed.values()].flatMap((found) => [...found.reading.tokens]));
  const heading = headingEnd(layout, type);
  const kinds = new Set(type.fields.filter((field) => !printed.has(field.name) && field.kind in shows).map(family));
  for (const kind of kinds) {
    const ofKind = type.fields.filter((field) => family(field) === kind && field.locate !== 'machine');
    const remarks = ofKind.length === 1 && kind !== 'address' ? [] : [byItsPlace];
    let gap: FieldSpec[] = [];
    let from = heading;
    for (const field of [...ofKind, null]) {
      const found = field === null ? undefined : printed.get(field.name);
      if (field !== null && found === undefined) {
        gap.push(field);
        continue;
      }
      const to = found === undefined ? layout.rows.length : rowOf(layout, found);
      const between = gap.length === 0 ? [] : candidates(layout.rows.slice(from + 1, to), gap[0], used);
      if (between.length === gap.length)
        gap.forEach((missing, index) => {
          const one = between[index];
          if (one !== undefined) out.set(missing.name, foundBy(one, remarks));
        });
      gap = [];
      from = to;
    }
  }
  return out;
}

/** The last row of the heading: the motto and the title are no values, though they hold names and capitals. */
function headingEnd(layout: Layout, type: DocumentType): number {
  const titles = [...type.titles.map(folded), 'chunghiavietnam', 'doclaptudohanhphuc'];
  return layout.rows.findLastIndex((row) => {
    const text = foldedOf(row.tokens);
    return row.page === 0 && titles.some((title) => text.includes(title));
  });
}

const rowOf = (layout: Layout, found: Found): number =>
  layout.rows.findIndex((row) => found.reading.tokens[0] !== undefined && row.tokens.includes(found.reading.tokens[0]));

const foundBy = ({ row, reading }: Candidate, remarks: readonly FieldRemark[]): Found => ({
  reading: { ...reading, remarks: [...reading.remarks, ...remarks] },
  page: row.page,
  label: LABEL,
  detached: false,
});

/** The first value of the field's kind in each row, among words that no other field has. */
function candidates(rows: readonly Row[], field: FieldSpec | undefined, used: ReadonlySet<Token>): Candidate[] {
  const sure = field === undefined ? undefined : shows[field.kind];
  if (field === undefined || sure === undefined) return [];
  const out: Candidate[] = [];
  rows.forEach((row, index) => {
    const free = row.tokens.filter((token) => !used.has(token));
    for (let from = 0; from < free.length; from++) {
      const first = free[from];
      if (first === undefined || folded(first.text) === '') continue;
      const rest = free.slice(from);
      const text = rest.map((token) => token.text).join(' ');
      const open = field.kind === 'address' && !namesProvince(text) && !endsWithProvince(text);
      const reading = kindRules[field.kind].read(open ? [...rest, ...shortRow(rows[index + 1])] : rest);
      if (reading === null || !sure(reading, first)) continue;
      // what a line before goes on with is the end of another value
      if (
        field.kind === 'address' &&
        !ADDRESS.test(first.text) &&
        /[,-]$/.test(rows[index - 1]?.tokens.at(-1)?.text ?? '')
      )
        continue;
      out.push({ row, reading });
      return;
    }
  });
  return out;
}

/** The last words of an address on a line of their own: "tỉnh Điện Biên". */
const SHORT_ROW = 3;
const shortRow = (row: Row | undefined): readonly Token[] =>
  row !== undefined && row.tokens.length <= SHORT_ROW ? row.tokens : [];
