import type { PageText } from '../ocr/page-text.ts';
import { withMisreadingsRepaired } from './misreadings.ts';
import type { Layout, Row, Token } from './row.ts';
import { rowsAsRead } from './rows-as-read.ts';

export type { Layout, Row, Token } from './row.ts';
export { union } from './row.ts';

/** Neighbouring tokens of a row with no wide gap between them: `from` to `to` (exclusive). */
export interface Segment {
  readonly row: Row;
  readonly from: number;
  readonly to: number;
}

/** Rows of all pages in reading order; words that a page shows to be misread the same way all over are put right. */
export const layOut = (pages: readonly PageText[]): Layout => withMisreadingsRepaired(rowsAsRead(pages));

/** Whether two rows stand on one page, or on one leaf of an opened sheet. */
export const onOneLeaf = (a: Row, b: Row): boolean => a.page === b.page && a.leaf === b.leaf;

/** Splits a row where the gap is wider than `gapHeights` letter heights. */
export function segments(row: Row, gapHeights = 1.8): Segment[] {
  const out: Segment[] = [];
  let from = 0;
  for (let i = 1; i <= row.tokens.length; i++) {
    const [before, after] = [row.tokens[i - 1], row.tokens[i]];
    if (before && after && after.box.x0 - before.box.x1 <= gapHeights * row.heightPx) continue;
    out.push({ row, from, to: i });
    from = i;
  }
  return out;
}

export const tokensIn = (segment: Segment): readonly Token[] => segment.row.tokens.slice(segment.from, segment.to);

export const lettersOf = (text: string): string => text.replace(/[^\p{L}]/gu, '');
/** Two letters and more, and no small one. */
export const isCapitals = (text: string): boolean =>
  lettersOf(text).length >= 2 && lettersOf(text) === lettersOf(text).toUpperCase();
/** From the first token's beginning to the last one's end. */
export const spanOf = (tokens: readonly Token[]): { readonly x0: number; readonly x1: number } => ({
  x0: tokens[0]?.box.x0 ?? 0,
  x1: tokens.at(-1)?.box.x1 ?? 0,
});

/** What the tokens say in folded letters, without gaps. */
export const foldedOf = (tokens: readonly Token[]): string => tokens.map((token) => token.folded).join('');

export const textOf = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => token.text)
    .join(' ')
    .replace(/\s+([,;:.)])/g, '$1')
    .replace(/\(\s+/g, '(')
    .trim();
