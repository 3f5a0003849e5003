import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import type { LabelMatch } from './fuzzy.ts';
import { cellBelowHead } from './headed-table.ts';
import { CELL_GAP } from './label-end.ts';
import { type Layout, onOneLeaf, type Row, segments, type Token, textOf } from './page-layout.ts';
import { NOTHING } from './readers/reading.ts';
import { ITEM_NUMBER } from './row.ts';
import { isSecondLanguage, STROKE, secondLanguageWords, type Translations } from './second-language.ts';
import { cellTokens, columnTokens, isShared, type Region } from './sections.ts';
import { SIGNER_TITLE } from './signature-block.ts';

/** What stands behind or below a label. */
export interface ValueArea {
  readonly tokens: readonly Token[];
  readonly page: number;
  /** How the value was found, from sure to less sure. */
  readonly place: 'same_line' | 'next_cell' | 'below';
}

/** How far a value may go. */
export interface Extent {
  readonly rows: number;
  /** Over gaps as wide as a column, as in what is filled in by and by. */
  readonly acrossGaps?: boolean;
  /** Whether words are the whole of a value, where its kind can tell: an address ends with its province. */
  readonly isWhole?: ((text: string) => boolean) | undefined;
}

export interface ValueContext {
  readonly layout: Layout;
  readonly labels: readonly LabelMatch[];
  /** A card has two columns of labels with values below them. */
  readonly card: boolean;
  /** Labels side by side may be the headings of a table of one row; on a form such a table lists other people. */
  readonly tables: boolean;
  /** Second language of the labels. */
  readonly translations: Translations;
}

/** A list number, article or signature block that begins something new. */
const NEW_ITEM = /^(?:[([]?(?:[IVX]{1,4}|\d{1,2}|[a-zđ])[.)\]]{1,2}|[-+*•]|Điều|Căn|Nơi|Mục|TM\.|KT\.|TL\.|TUQ\.)$/u;
/** "Xã Mẫu, ngày 05 tháng 6 năm 2025", "Ngày 08 tháng 11 năm 2006": a paper's date, which no value goes on with. */
const DATELINE = /^(?:\p{Lu}[^\d:]{1,40}, ?ngày|Ngày)[/\p{L}\s]{0,6} \d{1,2} tháng/u;

/** A value that ends so goes on: "… cấp ngày | 01/03/2015". */
const OPEN_END = /(?:[,;–-]|^(?:ngày|tại|số|do|của|và|cấp))$/u;

/** Whether a line begins the end of a paper: its date, or the title of who signs it. */
function isClosing(tokens: readonly Token[]): boolean {
  const text = textOf(tokens);
  return (
    DATELINE.test(text) ||
    (/^[^\p{Ll}]+$/u.test(text) && SIGNER_TITLE.test(tokens.map((token) => token.folded).join('')))
  );
}

/**
 * Where the value of a label may stand, likeliest first: to the right of it up to the next label or column, and on as
 * many following rows as the value may take; then what stands below it.
 */
export function valueAreas(
  context: ValueContext,
  label: LabelMatch,
  region: Region,
  extent: Extent,
): readonly ValueArea[] {
  if (isShared(label, region)) return [cellUnder(context, label, region, extent.rows)].filter((area) => area !== null);
  return areasOf(context, overLines(context, label, region), region, extent);
}

function areasOf(context: ValueContext, label: LabelMatch, region: Region, extent: Extent): readonly ValueArea[] {
  const cell = context.tables ? cellBelowHead(context.layout, context.labels, label, region.toRow) : undefined;
  if (cell !== undefined) return cell.length === 0 ? [] : [{ tokens: cell, page: label.row.page, place: 'below' }];
  const behind = columnTokens(label.row, region).filter((token) => label.row.tokens.indexOf(token) >= label.to);
  const rest = afterSecondLanguage(context, label, context.card ? behind : withoutRules(behind));
  const right = valueRight(context, label, region, extent, rest);
  const list =
    rest.some((token) => token.folded !== '') || extent.rows === 1 ? null : listBelow(context, label, region);
  const below = valueBelow(context, label, region, extent, rest);
  // the second language of a card's label, too misread to be known as such, may stand between
  const further =
    context.card && below !== null ? valueBelow(context, label, region, extent, rest, below.tokens) : null;
  return [right, list, below, further].filter((area) => area !== null);
}

/** Without the rules of a table's cell, by themselves or before its first word. */
const withoutRules = (tokens: readonly Token[]): readonly Token[] =>
  tokens
    .filter(({ text }) => !/^[|¦]+$/.test(text))
    .map((token, at) => (at === 0 && /^[|¦]/.test(token.text) ? { ...token, text: token.text.slice(1) } : token));

/** "BA 000001": the serial number of a form, by itself. */
const isSerial = (tokens: readonly Token[]): boolean => /^\p{Lu}{1,2} ?\d{6,8}$/u.test(textOf(tokens));

/** Words of a label on its second line, at most. */
const SECOND_LINE = 6;

/**
 * A label that goes on to its colon on the next line ("… quản lý doanh nghiệp, hợp tác | xã(7): …"): where it ends there.
 * Its words are small letters on both lines; a value begins with a capital or a digit, or behind a colon.
 */
function overLines(context: ValueContext, label: LabelMatch, region: Region): LabelMatch {
  const entered = overEntry(context, label, region);
  if (entered !== null) return entered;
  const { row } = label;
  const next = context.layout.rows[row.index + 1];
  if (context.card || label.colon || next === undefined || next.index >= region.toRow || !onOneLeaf(next, row))
    return label;
  const behind = columnTokens(row, region).filter((token) => row.tokens.indexOf(token) >= label.to);
  const end = row.tokens[label.to - 1];
  const alone = behind[0] === undefined || behind[0].box.x0 - (end?.box.x1 ?? 0) > 2.5 * row.heightPx;
  const rest = alone ? [] : behind;
  const last = rest.at(-1) ?? end;
  const right = Math.min(row.right, rightOf(context, row, region));
  const full = (last?.box.x1 ?? 0) >= right - 0.2 * (right - row.left);
  if (rest.some((token) => !LABEL_WORD.test(token.text)) || !(full || alone)) return label;
  const own = columnTokens(next, region);
  const [first] = own;
  if (first === undefined || next.box.y0 - row.box.y1 > 1.1 * row.heightPx) return label;
  if (first.box.x0 > (row.tokens[label.from]?.box.x0 ?? 0) + row.heightPx) return label;
  const colon = own.findIndex((token) => token.text.endsWith(':'));
  const words = own.slice(0, colon + 1);
  if (colon === -1 || !/^\p{Ll}/u.test(first.text)) return label;
  // a longer line, or one with names in it, is the rest of the label when nothing but its colon ends it
  const short = words.length <= SECOND_LINE && words.every((token) => LABEL_WORD.test(token.text));
  if (!short && !(words.length === own.length && words.every((token) => !/[\d;]/.test(token.text)))) return label;
  if (context.labels.some((match) => match.row === next && next.tokens[match.from] === first)) return label;
  const from = next.tokens.indexOf(first);
  return { ...label, row: next, from, to: from + words.length, colon: true };
}

/** Lines of "Vào sổ cấp giấy chứng nhận | quyền sử dụng đất | Số:", at most. */
const ENTRY_LINES = 3;

/** Where an entry in a register, which goes on over lines of small letters, comes to its number; null when it does not. */
function overEntry(context: ValueContext, label: LabelMatch, region: Region): LabelMatch | null {
  const { row } = label;
  if (!/^vào sổ/iu.test(label.label) || label.colon || label.to < row.tokens.length) return null;
  let above = row;
  for (const next of context.layout.rows.slice(row.index + 1, Math.min(row.index + ENTRY_LINES, region.toRow))) {
    const own = columnTokens(next, region);
    if (!onOneLeaf(next, row) || next.box.y0 - above.box.y1 > 1.1 * row.heightPx) return null;
    const at = own.findIndex(({ text }) => /^số:$/iu.test(text));
    if (own.slice(0, at === -1 ? undefined : at).some(({ text }) => !LABEL_WORD.test(text))) return null;
    if (at !== -1) {
      const from = next.tokens.indexOf(own[0]!);
      return { ...label, row: next, from, to: from + at + 1, colon: true };
    }
    above = next;
  }
  return null;
}

/** A word inside a label: small letters, also behind a bracket or a stroke, or a note ("(7)"). */
const LABEL_WORD = /^[(/,]*(?:\p{Ll}|\d{1,2}\))/u;

/** A line of a list. */
const LIST_ITEM = /^[-–+•](?![\d/])/;

/** The items of a list below a label with nothing beside it: "Kính gửi:" over "- Sở Tư pháp;" and "- Công an tỉnh.". */
function listBelow(context: ValueContext, label: LabelMatch, region: Region): ValueArea | null {
  const tokens = listFrom(context, label.row, [], region);
  return tokens.length === 0 ? null : { tokens, page: label.row.page, place: 'below' };
}

/** The items of a list from its first one on, which stands in the row itself or, when that is empty, in the next one. */
function listFrom(context: ValueContext, row: Row, first: readonly Token[], region: Region): readonly Token[] {
  const tokens = [...first];
  let [above, left] = [row, first[0]?.box.x0 ?? 0];
  for (const next of context.layout.rows.slice(row.index + 1, region.toRow)) {
    const own = columnTokens(next, region);
    const [begin] = own;
    if (begin === undefined || !onOneLeaf(next, above) || next.box.y0 - above.box.y1 > 1.8 * row.heightPx) break;
    const item = LIST_ITEM.test(begin.text);
    if (tokens.length === 0) {
      if (!item) break;
      left = begin.box.x0;
    } else if (Math.abs(begin.box.x0 - left) > row.heightPx && (item || begin.box.x0 < left)) break;
    else if (!item && begin.box.x0 < left + 0.3 * row.heightPx) break;
    else if (item && startsWithLabel(context, next, own)) break;
    tokens.push(...own);
    above = next;
  }
  return tokens;
}

/** The cell of a table whose rows begin with a label and whose columns have the sections as headings. */
function cellUnder(context: ValueContext, label: LabelMatch, region: Region, rows: number): ValueArea | null {
  const { row } = label;
  const tokens = [...cellTokens(row, label.to, region)];
  if (tokens.length === 0) return null;
  const [column] = region.cells ?? [];
  const left = Math.min(column?.x0 ?? 0, column?.edge ?? Number.POSITIVE_INFINITY);
  let above = row;
  for (const next of context.layout.rows.slice(row.index + 1, Math.min(row.index + rows, region.toRow))) {
    if (!onOneLeaf(next, row) || next.box.y0 - above.box.y1 > row.heightPx) break;
    // what stands left of the columns is the next label, unless it goes on with small letters
    const edge = Math.min(left, tokens[0]?.box.x0 ?? 0) - row.heightPx;
    const from = next.tokens.findIndex((token) => token.box.x0 >= edge);
    const goesOn = /^\p{Ll}{2}/u.test(next.tokens[0]?.text ?? '') && !startsWithLabel(context, next, next.tokens);
    const more = from === -1 || (from > 0 && !goesOn) ? [] : cellTokens(next, from, region);
    if (more.length === 0) break;
    tokens.push(...more);
    above = next;
  }
  return { tokens, page: row.page, place: 'next_cell' };
}

/** "Quốc tịch / Nationality: Việt Nam": the second language of a label, however it was read, ends at its last colon. */
function afterSecondLanguage(context: ValueContext, label: LabelMatch, tokens: readonly Token[]): readonly Token[] {
  const before = label.row.tokens[label.to - 1]?.text ?? '';
  if (STROKE.test(tokens[0]?.text ?? '') || before.endsWith('/')) {
    const colon = tokens.slice(0, 6).findLastIndex((token) => token.text.endsWith(':'));
    if (colon !== -1) return tokens.slice(colon + 1);
  }
  return tokens.slice(secondLanguageWords(label, tokens, context.translations));
}

function valueRight(
  context: ValueContext,
  label: LabelMatch,
  region: Region,
  extent: Extent,
  rest: readonly Token[],
): ValueArea | null {
  const { row } = label;
  const here = untilBreak(context, row, rest, extent.acrossGaps);
  if (!here.some((token) => token.folded !== '' || NOTHING.test(token.text))) return null;
  const startX = row.tokens[label.from]?.box.x0 ?? 0;
  // a speck beside an empty place: the value stands below
  if (!context.card && here.length === 1 && /^\P{Lu}$/u.test(here[0]!.text) && !/\d/.test(here[0]!.text)) return null;
  // of the label, or of its second language
  const valueX = here[0]?.box.x0 ?? 0;
  const labelEnd =
    row.tokens.slice(0, Math.max(0, row.tokens.indexOf(here[0]!))).findLast(({ text }) => !/^[|¦]+$/.test(text)) ??
    row.tokens[label.to - 1];
  const gap = valueX - (labelEnd?.box.x1 ?? 0);
  // beside a label without a colon a value in a cell of its own goes on in that cell only
  const inCell =
    !context.card && gap > CELL_GAP * row.heightPx && !/:$/.test(labelEnd?.text ?? '') ? folded(label.label) : null;
  if (LIST_ITEM.test(here[0]?.text ?? '')) {
    const items = listFrom(context, row, here, region);
    if (items.length > here.length) return { tokens: items, page: row.page, place: 'same_line' };
  }
  // on a card the column beside it does not end a value that goes on below
  const beside = rest[here.length];
  const apart = beside !== undefined && beside.box.x0 - (here.at(-1)?.box.x1 ?? 0) > 2.5 * row.heightPx;
  const cut = beside !== undefined && !(context.card && apart);
  const more = following(
    context,
    row,
    region,
    extent,
    here,
    inCell === null ? startX : valueX,
    cut && !(apart && goesOnBelow(extent, here)),
    inCell,
  );
  // beside another column's words a value goes on only to become a whole one
  const tokens = cut && extent.isWhole?.(wordsOf([...here, ...more])) !== true ? here : [...here, ...more];
  return { tokens, page: row.page, place: gap > 5 * row.heightPx ? 'next_cell' : 'same_line' };
}

/** "… tỉnh Hòa" over "Bình": what ends in the middle of a province's name. */
const IN_PROVINCE = /(?:^|[\s,])(?:tỉnh|thành phố)(?: \p{Lu}\p{L}*){0,2}$/u;
const goesOnBelow = ({ isWhole }: Extent, here: readonly Token[]): boolean =>
  IN_PROVINCE.test(wordsOf(here)) && isWhole?.(wordsOf(here)) === false;

function valueBelow(
  context: ValueContext,
  label: LabelMatch,
  region: Region,
  extent: Extent,
  rest: readonly Token[],
  not: readonly Token[] = [],
): ValueArea | null {
  const { row } = label;
  let above = row;
  // below a label with a number before it a value begins at the number
  const before = row.tokens[label.from - 1];
  const numbered = before !== undefined && isItemMark(before);
  const startX = row.tokens[numbered ? label.from - 1 : label.from]?.box.x0 ?? 0;
  const labelEndX = row.tokens[label.to - 1]?.box.x1 ?? 0;
  const nextX = rest.find((token) => token.folded !== '')?.box.x0 ?? Number.POSITIVE_INFINITY;
  for (const below of context.layout.rows.slice(row.index + 1, row.index + 4)) {
    if (below.index >= region.toRow || !onOneLeaf(below, row)) return null;
    if (below.box.y0 - above.box.y1 > 1.8 * row.heightPx) return null;
    // a label at the end of a line, in a sentence: what it asks for begins the next one
    const ends = !context.card && label.colon && label.to === row.tokens.length && startX > row.left + 8 * row.heightPx;
    const goesOn = ends && below.index === row.index + 1 && below.box.x0 < row.left + 3 * row.heightPx;
    const own = (goesOn ? columnTokens(below, region) : segmentUnder(context, below, region, startX, labelEndX)).filter(
      (token) => token.box.x0 < nextX - row.heightPx,
    );
    const first = own[0];
    if (first === undefined) continue;
    if (startsWithLabel(context, below, own)) {
      // A label of the column to the left that reaches under this one.
      if (first.box.x0 < startX - 3 * row.heightPx) continue;
      return null;
    }
    const under = untilBreak(context, below, own);
    const second = isSecondLanguage(label, context.labels, below.tokens, under, context.translations);
    if (second || not.includes(first) || isSpeck(context, below, under, region, startX, labelEndX)) {
      above = below;
      continue;
    }
    const column = Math.min(startX, first.box.x0);
    const tokens = [...under, ...following(context, below, region, extent, under, column, false)];
    return { tokens, page: row.page, place: 'below' };
  }
  return null;
}

/** Marks of a picture read as letters (fingerprints, seals): the line after it stands half in the same place and says more. */
function isSpeck(
  context: ValueContext,
  row: Row,
  under: readonly Token[],
  region: Region,
  x0: number,
  x1: number,
): boolean {
  const next = context.layout.rows[row.index + 1];
  if (next === undefined || next.index >= region.toRow || !onOneLeaf(next, row)) return false;
  const real = untilBreak(context, next, segmentUnder(context, next, region, x0, x1));
  const height = Math.min(...under.map((token) => token.box.y1 - token.box.y0));
  const into = Math.max(...under.map((token) => token.box.y1)) - Math.min(...real.map((token) => token.box.y0));
  const letters = (tokens: readonly Token[]): number =>
    tokens.reduce((sum, token) => sum + token.confidence * token.folded.length, 0);
  return into > 0.2 * height && letters(under) < 0.5 * letters(real);
}

/** Rows that must begin at one x for it to be the left edge of a column. */
const COLUMN_ROWS = 3;

/**
 * Where in a card's row the column at `x` begins, though the column to its left may touch it; -1 when nowhere. The edge
 * must be one: several lines of the page begin there.
 */
function alignedAt(context: ValueContext, tokens: readonly Token[], row: Row, x: number): number {
  if (!context.card) return -1;
  const at = tokens.findIndex((token) => isNear(token.box.x0, x, row));
  const left = tokens[0];
  if (at === -1 || left === undefined || !isEdge(context, row, x)) return -1;
  // what is cut off to the left must be a column too, not the beginning of this very value
  return at === 0 || isEdge(context, row, left.box.x0) ? at : -1;
}

const isNear = (a: number, b: number, row: Row): boolean => Math.abs(a - b) < 0.4 * row.heightPx;

const isEdge = (context: ValueContext, row: Row, x: number): boolean =>
  context.layout.rows.filter(
    (one) =>
      onOneLeaf(one, row) && segments(one, 1.3).some((part) => isNear(one.tokens[part.from]?.box.x0 ?? -1, x, row)),
  ).length >= COLUMN_ROWS;

/** Tokens of a row from the segment on that overlaps `x0` to `x1`: what stands under a label. */
function segmentUnder(context: ValueContext, row: Row, region: Region, x0: number, x1: number): readonly Token[] {
  const tokens = columnTokens(row, region);
  const aligned = alignedAt(context, tokens, row, x0);
  if (aligned !== -1) return tokens.slice(aligned);
  const [only, last] = [tokens[0], tokens.at(-1)];
  // a short answer at the margin, below a label with a number before it
  if (only && last && Math.abs(only.box.x0 - x0) < 3 * row.heightPx && last.box.x1 - only.box.x0 < 6 * row.heightPx)
    return tokens;
  let from = 0;
  for (let i = 1; i <= tokens.length; i++) {
    const [before, token] = [tokens[i - 1], tokens[i]];
    if (before && token && token.box.x0 - before.box.x1 <= 1.3 * row.heightPx) continue;
    const begin = tokens[from]?.box.x0 ?? 0;
    const under = (before?.box.x1 ?? 0) > x0 + 1.5 * row.heightPx || (!context.card && isNear(begin, x0, row));
    if (begin < x1 && under) return tokens.slice(from);
    from = i;
  }
  return [];
}

/** Tokens of a row that stand in the column which begins at `startX`: what lies left of a wide gap is another's. */
function columnOf(context: ValueContext, row: Row, region: Region, startX: number): readonly Token[] {
  const tokens = columnTokens(row, region);
  const aligned = alignedAt(context, tokens, row, startX);
  if (aligned !== -1) return tokens.slice(aligned);
  for (let i = 0; i < tokens.length; i++) {
    const [before, token] = [tokens[i - 1], tokens[i]];
    if (token === undefined || token.box.x0 < startX - 1.5 * row.heightPx) continue;
    if (before === undefined || token.box.x0 - before.box.x1 > 1.3 * row.heightPx) return tokens.slice(i);
  }
  return [];
}

/** "Chi tiết: Bán buôn gạo": with its colon, and yet a part of what is listed. */
const DETAIL = /^(?:Chi tiết|Cụ thể|Gồm|Bao gồm|Trong đó|Trừ|Ngoại trừ)/iu;
const isOther = ({ row, from, to, colon }: LabelMatch): boolean =>
  colon && !DETAIL.test(textOf(row.tokens.slice(from, to)));

/** What stands behind a heading and in the rows of the table below it, up to the next row that begins with one of the given labels. */
export function tableBelow(
  context: ValueContext,
  label: LabelMatch,
  region: Region,
  ends: (label: string) => boolean,
): ValueArea | null {
  const tokens = [...untilBreak(context, label.row, label.row.tokens.slice(label.to), true)];
  for (const row of context.layout.rows.slice(label.row.index + 1, Math.min(label.row.index + 40, region.toRow))) {
    const last = tokens.at(-1);
    if (!onOneLeaf(row, label.row) || (last && row.box.y0 - last.box.y1 > 4 * row.heightPx)) break;
    const begins = context.labels.filter((match) => match.row === row && match.from <= 1);
    if (begins.some((match) => ends(match.label) || (match.label === '' && isOther(match)))) break;
    tokens.push(...row.tokens);
  }
  return tokens.length === 0 ? null : { tokens, page: label.row.page, place: 'below' };
}

/** Tokens up to the next label of the row, or a gap as wide as a column. */
function untilBreak(context: ValueContext, row: Row, tokens: readonly Token[], acrossGaps = false): readonly Token[] {
  const starts = new Set(
    context.labels.filter((match) => match.row === row && !beginsValue(match)).map((match) => row.tokens[match.from]),
  );
  const out: Token[] = [];
  for (const token of tokens) {
    const before = out.at(-1);
    if (starts.has(token)) break;
    if (before && !acrossGaps && token.box.x0 - before.box.x1 > 2.5 * row.heightPx) break;
    out.push(token);
  }
  return out;
}

/** "Tình trạng hôn nhân: Trong thời gian cư trú tại …": the words of a label, without its colon, right behind another's colon. */
function beginsValue({ row, from, colon }: LabelMatch): boolean {
  const [before, first] = [row.tokens[from - 1], row.tokens[from]];
  return (
    !colon && before?.text.endsWith(':') === true && first !== undefined && first.box.x0 - before.box.x1 < row.heightPx
  );
}

/** Where the lines of a column end, in px: the gap to the next column is none of theirs. */
function rightOf(context: ValueContext, row: Row, region: Region): number {
  if (region.x1 === Number.POSITIVE_INFINITY) return region.x1;
  const rows = context.layout.rows.slice(region.fromRow, region.toRow).filter((one) => onOneLeaf(one, row));
  return Math.max(...rows.map((one) => columnTokens(one, region).at(-1)?.box.x1 ?? 0));
}

const isItemMark = ({ text }: Token): boolean => ITEM_NUMBER.test(text) || /^[-+*•]$/.test(text);

function startsWithLabel(context: ValueContext, row: Row, tokens: readonly Token[]): boolean {
  const [number, behind] = tokens;
  // the stop behind a row's number may be read as another mark
  if (number && behind && /^\d{1,2}[:;,]$/.test(number.text) && labelAt(context, row, behind)) return true;
  const first = tokens.find((token) => token.folded !== '' && !isItemMark(token));
  return first !== undefined && labelAt(context, row, first);
}

const labelAt = (context: ValueContext, row: Row, token: Token): boolean =>
  context.labels.some((match) => match.row === row && row.tokens[match.from] === token);

/** Whether a row of the column begins with another label below this one: what stands behind it is its own value. */
const beginsRow = (context: ValueContext, row: Row, region: Region, x: number): boolean => {
  const tokens = columnTokens(row, region);
  const first = tokens.find((token) => token.folded !== '' && !isItemMark(token));
  return first !== undefined && Math.abs(first.box.x0 - x) < 3 * row.heightPx && startsWithLabel(context, row, tokens);
};

/** A table's row whose first cell begins anew, and does not go on with the label above. */
function beginsCellRow(row: Row, valueX: number, label: string): boolean {
  const cell = row.tokens.filter(({ box }) => box.x1 < valueX - 0.5 * row.heightPx);
  const letters = cell.map((token) => token.folded).join('');
  const [first] = cell;
  return letters !== '' && !label.includes(letters) && (!/^\p{Ll}/u.test(first?.text ?? '') || isItemMark(first!));
}

/** Both rows are indented: the next is a paragraph of its own. */
const beginsParagraph = (row: Row, next: Row, left: number): boolean =>
  [row, next].every(({ box, heightPx }) => box.x0 > left + 1.2 * heightPx);

const labelBefore = (context: ValueContext, row: Row, token: Token): boolean =>
  context.labels.some((match) => match.row === row && match.from < row.tokens.indexOf(token));

/** A word or two, and what comes next begins with a capital. */
const isShortAnswer = (value: readonly Token[], next: Token): boolean =>
  value.length <= 2 && /^\p{Lu}/u.test(next.text);

/** Without the dots of a leader under the words: "Xuân.Giang..tỉnh". */
const wordsOf = (tokens: readonly Token[]): string => textOf(tokens).replace(/\.+/g, ' ').replace(/\s+/g, ' ').trim();

/** Rows that go on with a value: it reached the right margin, or ends openly, and the next row begins nothing new. */
function following(
  context: ValueContext,
  row: Row,
  region: Region,
  { rows, isWhole }: Extent,
  first: readonly Token[],
  labelX: number,
  cut: boolean,
  /** Letters of the label, when the value stands in a cell of its own. */
  inCell: string | null = null,
): Token[] {
  const out: Token[] = [];
  const limit = rows - 1;
  if (limit <= 0 || cut) return out;
  const right = Math.min(row.right, rightOf(context, row, region));
  const left = Math.max(row.left, region.x0);
  let [above, last, taken] = [row, first.at(-1), 0];
  let [tried, sure] = [false, 0];
  for (const next of context.layout.rows.slice(row.index + 1, row.index + 1 + 2 * limit)) {
    if (taken === limit || last === undefined || !onOneLeaf(next, row) || next.index >= region.toRow) break;
    // small labels stand before larger values on a card; specks of its print between two lines are none
    const height = context.card ? Math.max(row.heightPx, last.box.y1 - last.box.y0) : row.heightPx;
    if (context.card && next.heightPx < 0.5 * row.heightPx) continue;
    // a stamp or a pen over a line makes its letters look higher
    const open = OPEN_END.test(last.text);
    const tall = (open ? 2 : 1.5) * height;
    if (next.box.y0 - above.box.y1 > 1.1 * height) break;
    if (beginsRow(context, next, region, labelX) || (inCell !== null && beginsCellRow(next, labelX, inCell))) break;
    let own = columnOf(context, next, region, labelX);
    if (inCell !== null) own = withoutRules(own);
    // On a form a value goes on at the left margin; on a card what stands there belongs to another label.
    if (own.length === 0 && !context.card && inCell === null && next.box.x0 < left + 2 * row.heightPx)
      own = columnTokens(next, region);
    const begin = own[0];
    // a picture beside its words makes a card's row higher than they are
    if (next.heightPx > tall && !(context.card && begin && own.every(({ box }) => box.y1 - box.y0 <= tall))) break;
    if (begin === undefined) continue;
    // a short answer in a column of its own: what stands at the left margin below is another column's
    if (own[0] === next.tokens[0] && begin.box.x0 < labelX - 5 * row.heightPx && isShortAnswer(first, begin)) break;
    // The line was full: the next word would not have fitted, or not much was left of it.
    const reached = last.box.x1 + (begin.box.x1 - begin.box.x0) > right - 0.08 * (right - left);
    // a line that is more than half full goes on with small letters
    const goesOn = /^\p{Ll}{2}/u.test(begin.text) && last.box.x1 > 0.5 * (left + right);
    const whole = isWhole?.(wordsOf([...first, ...out])) === true;
    // what is whole goes on behind a comma only, or with small letters
    if (whole && !open && !goesOn) break;
    if (!reached && !context.card && !open && !goesOn) {
      // "… thành phố Mỹ Hải, tỉnh Cao | Bằng": what is no whole value is tried with more, and kept when it becomes one
      if (isWhole === undefined) break;
      tried = true;
    }
    if (!context.card && beginsParagraph(row, next, left) && /\p{L}\.$/u.test(last.text)) break;
    // digits in boxes beside another label
    if (!context.card && own[0] !== next.tokens[0] && /^\d$/.test(begin.text) && labelBefore(context, next, begin))
      break;
    if (startsWithLabel(context, next, own) || NEW_ITEM.test(begin.text) || isClosing(own) || isSerial(own)) break;
    const hangs = Math.abs(begin.box.x0 - (first[0]?.box.x0 ?? 0)) < row.heightPx;
    if (begin.box.x0 > labelX + 0.6 * (right - labelX) && !hangs) break;
    const part = untilBreak(context, next, own);
    out.push(...part);
    if (tried && isWhole?.(wordsOf([...first, ...out])) === true) tried = false;
    if (!tried) sure = out.length;
    if (part.length < own.length) break;
    [above, last, taken] = [next, part.at(-1), taken + 1];
  }
  return out.slice(0, sure);
}
