import { type Token, textOf } from '../page-layout.ts';
import { type Reader, type Reading, reading, trimmed, warning } from './reading.ts';
import { readText } from './words.ts';

const linesDoubtful = warning(
  'LINES_DOUBTFUL',
  'Các dòng ngành, nghề có thể bị ghép sai; hãy đối chiếu từng dòng với mã ngành.',
  'The lines of business may be put together wrongly; compare each with its code.',
);

/** Name, code, and the rest of a name that went on below its code in the table. */
const BUSINESS_LINE =
  /(?:^|\s)(?:\d{1,2}[.)]?|[-+•])?\s*(\p{L}.*?)[\s;,:(-]+(?:mã(?: ngành)?:?\s*)?(\d{4})\)?((?:\s+\p{Ll}[\p{L},()]*)*)(?=\s|$|[.;,(])/gu;

/** Number, code and name, where the table has its codes first. */
const CODE_FIRST =
  /(?<=^|\s)\d{1,2}[.)]?[\s|]+(\d{4})(?:\s*\(chính\))?[\s|]+(\p{L}.*?)(?=[\s|]+\d{1,2}[.)]?[\s|]+\d{4}[\s|(]+\p{L}|$)/giu;

/** A line's name without the mark of the main one, and what parts it from its code. */
const withoutMain = (name: string): string => name.replace(/\s*\(chính\)/giu, '').replace(/[\s(:;,|-]+$/, '');

interface Line {
  readonly name: string;
  readonly code: string;
}

/** `Bán lẻ tạp hóa (4711); …` from the rows of a table or list: name and code of each line of business. */
export const readBusinessLines: Reader = (tokens) => {
  const source = trimmed(tokens);
  const table = codesBehind(source);
  if (table !== null) return ofLines(table.lines, source, table.sure);
  const text = textOf(source).replace(/^.*?(?:Mã ngành|Tên ngành|Ghi chú)\s+(?=\d{1,2}\s)/u, '');
  const first = [...text.matchAll(CODE_FIRST)].map(([, code = '', name = '']) => ({ name: withoutMain(name), code }));
  if (first.length > 0) return ofLines(first, source, true);
  const lines = [...text.matchAll(BUSINESS_LINE)].map(([, name = '', code = '', rest = '']) => {
    return { name: withoutMain(`${name}${rest}`), code };
  });
  return lines.length === 0 ? readText(tokens) : ofLines(lines, source, true);
};

/** A number of a row ("2.", "(4)"), a sum, a rule or a heading inside a name, or a name that does not begin as one. */
const ODD_NAME =
  /^\P{Lu}|[|¦]|(?:^|\s)(?:STT|[([]?\d{1,2}[.)\]]*(?= \p{Lu})|\d{1,3}(?:[. ]\d{3}){2})|Mã ngành|Tên ngành/u;

function ofLines(lines: readonly Line[], source: readonly Token[], sure: boolean): Reading {
  const whole = sure && lines.every(({ name }) => name !== '' && !ODD_NAME.test(name));
  const value = lines.map(({ name, code }) => `${name} (${code})`).join('; ');
  return reading(value, source, whole ? 0.6 : 0.3, { remarks: whole ? [] : [linesDoubtful] });
}

const CODE = /^[|¦(]?(\d{4})\)?$/;
const RULE = /^[|¦]+$/;
const ITEM = /^[|¦]?\d{1,2}[.)]?$/;
/** A rule of the table read as part of a word. */
const withoutRule = (token: Token): Token =>
  /^[|¦]\p{L}/u.test(token.text) ? { ...token, text: token.text.slice(1) } : token;
/** Words of headings over the columns. */
const HEADING = /^(?:stt|so|thu|tu|ten|ma|nganh|nghe|kinh|doanh|ghi|chu|chinh|danh|muc|cap|vsic|\d?)$/;

/** Rows of the tokens, top to bottom: a token left of the one before it, and below it, begins another. */
function rowsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  return tokens.reduce<Token[][]>((rows, token) => {
    const last = rows.at(-1);
    const before = last?.at(-1);
    const below = before === undefined || (token.box.x0 < before.box.x0 && middle(token) > middle(before));
    if (last === undefined || below || token.box.y0 >= before.box.y1) rows.push([token]);
    else last.push(token);
    return rows;
  }, []);
}

const middle = ({ box }: Token): number => (box.y0 + box.y1) / 2;

/** A table with the codes in a column behind the names; `sure` when each name stands beside and below its own code. */
function codesBehind(source: readonly Token[]): { readonly lines: readonly Line[]; readonly sure: boolean } | null {
  const rows = rowsOf(source);
  const height = Math.max(1, ...source.map(({ box }) => box.y1 - box.y0));
  const cells = rows.map((row) => ({ row, at: row.findIndex((_, at) => at > 0 && isCell(row, at, height)) }));
  const coded = cells.filter(({ at }) => at !== -1);
  const xs = coded.map(({ row, at }) => row[at]?.box.x0 ?? 0);
  if (coded.length === 0 || rows.length < 2 || Math.max(...xs) - Math.min(...xs) > 4 * height) return null;
  const edge = Math.min(...xs) - 0.3 * height;
  const names = cells.map(({ row, at }) => ({
    code: at === -1 ? null : (CODE.exec(row[at]?.text ?? '')?.[1] ?? null),
    words: nameIn(row.filter(({ box, text }) => box.x0 < edge && !RULE.test(text)).map(withoutRule)),
    heading: at === -1 && row.every(({ text, folded }) => HEADING.test(folded) || RULE.test(text)),
  }));
  const body = names.filter(({ heading, code, words }) => !heading && (code !== null || words.length > 0));
  const groups = grouped(body.map(({ code, words }) => ({ code, text: textOf(words) })));
  return {
    lines: groups.map(({ name, code }) => ({ name: withoutMain(name), code })),
    sure: groups.every(({ sure }) => sure),
  };
}

/** A code with nothing behind it but a mark, in a cell of its own. */
function isCell(row: readonly Token[], at: number, height: number): boolean {
  const [before, token] = [row[at - 1], row[at]];
  if (token === undefined || before === undefined || !CODE.test(token.text) || ITEM.test(before.text)) return false;
  const rest = row.slice(at + 1).map(({ text }) => text);
  const apart = RULE.test(before.text) || /^[|¦]/.test(token.text) || token.box.x0 - before.box.x1 > height;
  return apart && rest.every((text) => /^\(?(?:chính|x|✓|v)\)?$|^[|¦]+$/iu.test(text));
}

/** The words of a name without the number of its row. */
const nameIn = (tokens: readonly Token[]): readonly Token[] => {
  const [first, next] = tokens;
  return first !== undefined && ITEM.test(first.text) && (next === undefined || next.box.x0 > first.box.x1)
    ? tokens.slice(1)
    : tokens;
};

interface Group extends Line {
  readonly sure: boolean;
}

/** A row that begins a name, and one that goes on with the one above. */
const BEGINS = /^\p{Lu}/u;
const DETAIL = /^(?:Chi tiết|Cụ thể|Gồm|Trừ|\()/u;

/**
 * Rows to the codes they belong to. Codes stand beside the first row of their names, or beside a middle one: then the rows
 * above a code that begin anew after the last one are its own as well.
 */
function grouped(rows: readonly { readonly code: string | null; readonly text: string }[]): readonly Group[] {
  const groups: { code: string; parts: string[]; sure: boolean }[] = [];
  let waiting: string[] = [];
  for (const { code, text } of rows) {
    if (code !== null) {
      // in the middle: the name began in the rows above
      const own = text !== '' && BEGINS.test(text) && !DETAIL.test(text);
      const above = own ? [] : waiting;
      const last = groups.at(-1);
      if (own && waiting.length > 0 && last !== undefined) last.parts.push(...waiting);
      groups.push({ code, parts: [...above, text].filter((part) => part !== ''), sure: waiting.length === 0 });
      waiting = [];
    } else if (waiting.length === 0 && groups.length > 0 && !(BEGINS.test(text) && !DETAIL.test(text)))
      groups.at(-1)?.parts.push(text);
    else waiting.push(text);
  }
  const last = groups.at(-1);
  if (waiting.length > 0 && last !== undefined) {
    last.parts.push(...waiting);
    last.sure = false;
  }
  return groups.map(({ code, parts, sure }) => ({ code, name: parts.join(' '), sure: sure && parts.length > 0 }));
}
