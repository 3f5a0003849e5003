import { onOneLeaf, type Row, segments, type Token } from './page-layout.ts';
import { columnTokens, type Region } from './sections.ts';
import type { ValueContext } from './value-area.ts';

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
export function segmentUnder(
  context: ValueContext,
  row: Row,
  region: Region,
  x0: number,
  x1: number,
): readonly Token[] {
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
export function columnOf(context: ValueContext, row: Row, region: Region, startX: number): readonly Token[] {
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
