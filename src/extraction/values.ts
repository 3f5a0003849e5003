import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import type { LabelMatch } from './fuzzy.ts';
import { cellsBelowHead } from './headed-table.ts';
import { CELL_GAP } from './label-end.ts';
import { overLines } from './label-lines.ts';
import { onOneLeaf, type Row, type Token, textOf } from './page-layout.ts';
import { NOTHING } from './readers/reading.ts';
import { isSecondLanguage, paleWords, STROKE, secondLanguageWords } from './second-language.ts';
import { cellTokens, columnTokens, isShared, type Region } from './sections.ts';
import type { Extent, ValueArea, ValueContext } from './value-area.ts';
import { segmentUnder } from './value-column.ts';
import { following, isItemMark, startsWithLabel, untilBreak, withoutRules, wordsOf } from './value-end.ts';

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
  const inSentence = label.sentence === true;
  return areasOf(context, overLines(context, label, region), region, { ...extent, inSentence });
}

function areasOf(context: ValueContext, label: LabelMatch, region: Region, extent: Extent): readonly ValueArea[] {
  const cell = context.tables ? cellsBelowHead(context.layout, context.labels, label, region.toRow) : undefined;
  if (cell?.first.length === 0) return [];
  if (cell !== undefined) return [{ tokens: cell.first, page: label.row.page, place: 'below', others: cell.others }];
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
  const tokens = [...withoutRules(cellTokens(row, label.to, region))];
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
    const more = from === -1 || (from > 0 && !goesOn) ? [] : withoutRules(cellTokens(next, from, region));
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
  const words = secondLanguageWords(label, tokens, context.translations);
  return tokens.slice(context.card ? Math.max(words, paleWords(label, tokens, context.translations)) : words);
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
    const closed = label.colon || label.sentence === true;
    const ends = !context.card && closed && label.to === row.tokens.length && startX > row.left + 8 * row.heightPx;
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
    const others = context.tables && extent.rows === 1 ? columnBelow(context, below, region, startX, labelEndX) : [];
    return { tokens, page: row.page, place: 'below', others };
  }
  return null;
}

/** What stands below a value in its column, row by row, up to a row that begins with a label. */
function columnBelow(
  context: ValueContext,
  first: Row,
  region: Region,
  x0: number,
  x1: number,
): readonly (readonly Token[])[] {
  const out: (readonly Token[])[] = [];
  let above = first;
  for (const row of context.layout.rows.slice(first.index + 1, region.toRow)) {
    if (!onOneLeaf(row, first) || row.box.y0 - above.box.y1 > 1.8 * row.heightPx) break;
    const own = untilBreak(context, row, segmentUnder(context, row, region, x0, x1));
    if (startsWithLabel(context, row, row.tokens)) break;
    // the rest of a neighbouring cell
    if (own.length > 0) out.push(own);
    above = row;
  }
  return out;
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
