import type { LabelMatch } from './fuzzy.ts';
import { foldedOf, onOneLeaf, type Row, type Token, textOf } from './page-layout.ts';
import { ITEM_NUMBER } from './row.ts';
import { columnTokens, type Region } from './sections.ts';
import { SIGNER_TITLE } from './signature-block.ts';
import type { Extent, ValueContext } from './value-area.ts';
import { columnOf } from './value-column.ts';

/** A list number, article or signature block that begins something new. */
const NEW_ITEM = /^(?:[([]?(?:[IVX]{1,4}|\d{1,2}|[a-zđ])[.)\]]{1,2}|[-+*•]|Điều|Căn|Nơi|Mục|TM\.|KT\.|TL\.|TUQ\.)$/u;

/** "Xã Mẫu, ngày 05 tháng 6 năm 2025", "Ngày 08 tháng 11 năm 2006": a paper's date, which no value goes on with. */
const DATELINE = /^(?:\p{Lu}[^\d:]{1,40}, ?ngày|Ngày)[/\p{L}\s]{0,6} \d{1,2} tháng/u;

/** A value that ends so goes on: "… cấp ngày | 01/03/2015". */
const OPEN_END = /(?:[,;–-]|^(?:ngày|tại|số|do|của|và|cấp))$/u;

/** Whether a line begins the end of a paper: its date, or the title of who signs it. */
function isClosing(tokens: readonly Token[]): boolean {
  const text = textOf(tokens);
  return DATELINE.test(text) || (/^[^\p{Ll}]+$/u.test(text) && SIGNER_TITLE.test(foldedOf(tokens)));
}

/** Without the rules of a table's cell, by themselves or read as part of its first word: "|2043". */
export const withoutRules = (tokens: readonly Token[]): readonly Token[] =>
  tokens
    .filter(({ text }) => !/^[|¦]+$/.test(text))
    .map((token, at) =>
      at === 0 && /^[|¦]/.test(token.text) ? { ...token, text: token.text.replace(/^[|¦]+/, '') } : token,
    );

/** "BA 000001": the serial number of a form, by itself. */
const isSerial = (tokens: readonly Token[]): boolean => /^\p{Lu}{1,2} ?\d{6,8}$/u.test(textOf(tokens));

/** Tokens up to the next label of the row, or a gap as wide as a column. */
export function untilBreak(
  context: ValueContext,
  row: Row,
  tokens: readonly Token[],
  acrossGaps = false,
): readonly Token[] {
  const starts = new Map(
    context.labels
      .filter((match) => match.row === row && !beginsValue(match))
      .map((match) => [row.tokens[match.from], match] as const),
  );
  const out: Token[] = [];
  for (const token of tokens) {
    const before = out.at(-1);
    const label = starts.get(token);
    // a label without words of its own begins with its value
    if (label !== undefined && (before !== undefined || label.to > label.from) && !goesOnInBracket(out)) {
      // "…; c. Loại đất: …": the mark of the next item is none of the value's words
      if (before !== undefined && out.length > 1 && ITEM_NUMBER.test(before.text)) out.pop();
      break;
    }
    if (before && !acrossGaps && token.box.x0 - before.box.x1 > 2.5 * row.heightPx) break;
    out.push(token);
  }
  return out;
}

/** "… nhưng vợ đã chết (Trích lục khai tử | số: 55/TLKT …": the words of a label that go on with those of an open bracket. */
function goesOnInBracket(tokens: readonly Token[]): boolean {
  const at = tokens.findLastIndex(({ text }) => text.includes('('));
  const inside = tokens.slice(at);
  return at > 0 && inside.length > 2 && !inside.some(({ text }) => text.includes(')'));
}

/** "Tình trạng hôn nhân: Trong thời gian cư trú tại …": the words of a label, without its colon, right behind another's colon. */
function beginsValue({ row, from, colon }: LabelMatch): boolean {
  const [before, first] = [row.tokens[from - 1], row.tokens[from]];
  return (
    !colon && before?.text.endsWith(':') === true && first !== undefined && first.box.x0 - before.box.x1 < row.heightPx
  );
}

/** Where the lines of a column end, in px: the gap to the next column is none of theirs. */
export function rightOf(context: ValueContext, row: Row, region: Region): number {
  if (region.x1 === Number.POSITIVE_INFINITY) return region.x1;
  const rows = context.layout.rows.slice(region.fromRow, region.toRow).filter((one) => onOneLeaf(one, row));
  return Math.max(...rows.map((one) => columnTokens(one, region).at(-1)?.box.x1 ?? 0));
}

export const isItemMark = ({ text }: Token): boolean => ITEM_NUMBER.test(text) || /^[-+*•]$/.test(text);

export function startsWithLabel(context: ValueContext, row: Row, tokens: readonly Token[]): boolean {
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
  const letters = foldedOf(cell);
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
export const wordsOf = (tokens: readonly Token[]): string =>
  textOf(tokens).replace(/\.+/g, ' ').replace(/\s+/g, ' ').trim();

/** Rows that go on with a value: it reached the right margin, or ends openly, and the next row begins nothing new. */
export function following(
  context: ValueContext,
  row: Row,
  region: Region,
  { rows, isWhole, inSentence = false }: Extent,
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
    if (
      !inSentence &&
      own[0] === next.tokens[0] &&
      begin.box.x0 < labelX - 5 * row.heightPx &&
      isShortAnswer(first, begin)
    )
      break;
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
