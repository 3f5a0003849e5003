import type { DocumentType, FieldSpec } from '../domain/document-types/document-type.ts';
import type { BoxPx } from '../domain/geometry.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import type { Found, Surroundings } from './found.ts';
import type { LabelMatch } from './fuzzy.ts';
import { goesOnAfterProvince } from './lexicon/places.ts';
import type { Layout, Row } from './page-layout.ts';
import { warning } from './readers/reading.ts';

/** Words with less than so many letter heights between them belong together. */
const NEAR = 1.3;
/** Within a value printed by itself words stand closer than this, in letter heights. */
const WIDE = 0.9;
/** Where the paper's values are set wide, as by a typewriter, words stand closer than so many of their usual gaps. */
const USUAL_GAPS = 1.35;

/** Looks around values on the page they were found on. */
export function surroundings(
  layout: Layout,
  labels: readonly LabelMatch[],
  printed: ReadonlyMap<string, Found>,
  type: Pick<DocumentType, 'fields' | 'otherLabels'>,
): (found: Found) => Surroundings {
  const wordings = [...type.fields.flatMap((field) => field.labels), ...(type.otherLabels ?? [])].map(folded);
  const places = new Map<BoxPx, { readonly row: Row; readonly at: number }>();
  for (const row of layout.rows) for (const [at, { box }] of row.tokens.entries()) places.set(box, { row, at });
  const explained = new Set<BoxPx>();
  for (const { row, from, to } of labels) for (const { box } of row.tokens.slice(from, to)) explained.add(box);
  for (const { reading } of printed.values()) for (const { box } of reading.tokens) explained.add(box);
  // a page of few words shows no margin
  const widest = layout.pages.map(({ widthPx }, page) =>
    Math.max(...layout.rows.filter((row) => row.page === page).map((row) => row.box.x1), TEXT_WIDTH * widthPx),
  );
  const gapsOf = (own: readonly Place[]): readonly number[] =>
    own.slice(1).map(({ row, at }, index) => {
      const [before, token] = [row.tokens[at - 1], row.tokens[at]];
      return own[index]?.row === row && before && token ? (token.box.x0 - before.box.x1) / row.heightPx : 0;
    });
  const placesOf = ({ reading }: Found): readonly Place[] => reading.tokens.flatMap(({ box }) => places.get(box) ?? []);
  const widestGaps = [...printed.values()].map((found) => Math.max(0, ...gapsOf(placesOf(found))));
  const usual = median(widestGaps.filter((gap) => gap > 0));
  return (found) => {
    const { reading } = found;
    const mine = new Set(reading.tokens.map(({ box }) => box));
    const own = placesOf(found);
    const last = own.at(-1);
    const [end, next] = [last?.row.tokens[last.at], last?.row.tokens[last.at + 1]];
    return {
      goesOn:
        last !== undefined &&
        end !== undefined &&
        next !== undefined &&
        next.folded !== '' &&
        !explained.has(next.box) &&
        next.box.x0 - end.box.x1 < NEAR * last.row.heightPx,
      crowded: own.some(({ row }) => row.tokens.some(({ folded, box }) => folded !== '' && !mine.has(box))),
      gap: Math.max(0, ...gapsOf(own)),
      wide: Math.max(WIDE, Math.min(NEAR, USUAL_GAPS * usual)),
      anotherRow: own.some((one, index) => {
        const above = own[index - 1];
        return above !== undefined && above.row !== one.row && beginsLikeLabel(one) && hasRoom(above, one, widest);
      }),
      heading: wordings.some((label) => label === folded(reading.value)),
    };
  };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

interface Place {
  readonly row: Row;
  readonly at: number;
}

/** "Mã tra cứu XK21": a word with a capital, and one of small letters, at the beginning of a row. */
const beginsLikeLabel = ({ row: { tokens }, at }: Place): boolean =>
  at === 0 && /^\p{Lu}\p{Ll}*$/u.test(tokens[0]?.text ?? '') && /^\p{Ll}+$/u.test(tokens[1]?.text ?? '');

/** Share of a page up to which its lines go at least. */
const TEXT_WIDTH = 0.85;
/** Share of the widest line of a page that is left free behind a line that is not full. */
const ROOM = 0.15;

/** Whether the words that a row begins with would have fitted behind the one above, which ends with no comma. */
function hasRoom(above: Place, { row, at }: Place, widest: readonly number[]): boolean {
  const [end, next] = [above.row.tokens[above.at], row.tokens[at]];
  if (end === undefined || next === undefined || /[,;–-]$/.test(end.text)) return false;
  const right = widest[row.page] ?? 0;
  return end.box.x1 + (next.box.x1 - next.box.x0) < right - ROOM * (right - above.row.left);
}

/** "… tỉnh Nghệ An Số: 9/2017": words that lead to a colon stand in the middle. */
const LABEL_INSIDE = /[^\s;,.:] \p{Lu}[\p{L} ,/]*:/u;
/** "… tỉnh Hải Dương cấp ngày": it does not end here. */
const OPEN_END =
  /(?:\p{L} ?[,;–-]|(?:^|\s)(?:(?<!(?:hàng|hằng|mỗi|từng|các) )(?:ngày|tháng)|tại|số|do|của|và|cấp|theo|về))$/u;
/** "… vợ đã chết (Trích lục khai tử": the end of the bracket is missing; "do UBND cấp)": its beginning is. */
const OPEN_BRACKET = /\([^()]*$|^(?![^(]{0,3}\))[^()]*[^()\s\d]\)/u;
/** "Yên THuận", "tỉnh quảng Ninh": no name is written so. */
const ODD_CAPITALS = /\p{Ll}\p{Lu}|\p{Lu}{2,}\p{Ll}|(?:^|\s)(?:tỉnh|huyện|xã|phường|quận) (?!hội|ủy)\p{Ll}+ \p{Lu}/u;
/** "I": a stroke or a speck read as a word. */
const LONE_LETTER = /^[^\p{L}\d]*\p{L}[^\p{L}\d]*$/u;
const UNITS = /(?<!\p{L})(?:thị trấn|thị xã|thành phố|phường|xã(?! hội)|huyện|quận|tỉnh|thôn|đường)(?!\p{L})/gu;

/**
 * "xã Xuân Khánh, Tổ 3, thôn Nghĩa Sơn, xã Xuân huyện …": two addresses run together name a unit of one kind twice. Units
 * without a comma between any of them have lost it.
 */
function isMixedUp(text: string, kind: FieldSpec['kind']): boolean {
  const units = text.toLowerCase().match(UNITS) ?? [];
  return new Set(units).size < units.length || (kind === 'address' && units.length > 1 && !text.includes(','));
}

/** Likeness of a label that has no words of its own (sentences.ts). */
const UNLABELLED = 0.6;

const isWords = ({ kind }: FieldSpec): boolean => kind === 'text' || kind === 'address' || kind === 'authority';

/**
 * Whether a value may be cut short or hold words of its neighbour: what goes wrong first on a form that nobody has
 * described. Values of cards have no surroundings and are judged by their words alone.
 */
export function isAstray(field: FieldSpec, { reading: { value }, around, detached, label }: Found): boolean {
  if (field.kind === 'person_name') return around?.goesOn === true;
  if (!isWords(field)) return false;
  if (OPEN_END.test(value) || OPEN_BRACKET.test(value) || ODD_CAPITALS.test(value) || LONE_LETTER.test(value))
    return true;
  if (field.kind !== 'text' && (isMixedUp(value, field.kind) || goesOnAfterProvince(value))) return true;
  // "xã hội tỉnh An Giang": an agency's name begins with a capital
  if (field.kind === 'authority' && /^(?!công an|cục|phòng|sở|bộ)\p{Ll}/u.test(value)) return true;
  if (around === undefined) return false;
  if (around.anotherRow === true) return true;
  // a paper in a sentence, named by nothing but itself, is whole with its number or the day it was issued
  if (label <= UNLABELLED && !/\d$/.test(value)) return true;
  // behind the place in the line of a date stands the date
  if (around.goesOn && field.locate !== 'dateline_place') return true;
  // a label that is read vaguely may have taken the first word: "Không | có thông tin"
  if (LABEL_INSIDE.test(value) || around.gap >= (around.wide ?? WIDE) || (label < 0.85 && /^\p{Ll}/u.test(value)))
    return true;
  // in a column or below its label it is easily another's; an item's number or a heading is no answer
  return detached && (around.heading || around.crowded || /^[^\p{Ll}]*[\p{Lu}\d][^\p{Ll}]*$/u.test(value));
}

/** A name of two words on a card, which nothing around it shows to be whole: its last word may be lost in the print below it. */
export const isShortName = ({ kind }: FieldSpec, { reading: { value }, around }: Found): boolean =>
  kind === 'person_name' && around === undefined && value.split(/\s+/).length < 3;

export const astray = warning(
  'BOUNDS_DOUBTFUL',
  'Giá trị có thể bị cắt ngắn hoặc lẫn chữ của mục bên cạnh; hãy đối chiếu.',
  'The value may be cut short or hold words of the item beside it; compare it.',
);
