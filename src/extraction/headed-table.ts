import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import type { LabelMatch } from './fuzzy.ts';
import { CELL_GAP } from './label-end.ts';
import { type Layout, onOneLeaf, type Row, segments, spanOf, type Token, tokensIn } from './page-layout.ts';

/** Labels side by side that make a row of headings, at least. */
const LEAST_HEADS = 3;
/** Lines of headings, and rows to the values below, at most. */
const MOST_LINES = 4;

/**
 * The cell below a label that is one of the headings of a table's columns: "Số tờ bản đồ | Số thửa | Diện tích (m²)" over
 * one row of values. Undefined when the label is no heading.
 */
export function cellBelowHead(
  layout: Layout,
  labels: readonly LabelMatch[],
  label: LabelMatch,
  toRow: number,
): readonly Token[] | undefined {
  const heads = labels.filter((one) => one.row === label.row && isHead(one));
  if (!heads.includes(label) || heads.length < LEAST_HEADS) return undefined;
  const words = heads.map((head) => folded(head.label)).join('');
  for (const row of layout.rows.slice(label.row.index + 1, Math.min(label.row.index + MOST_LINES, toRow))) {
    if (!onOneLeaf(row, label.row) || labels.some((one) => one.row === row && one.leads)) return [];
    const cells = cellsOf(row);
    // headings go on below, or what is left of them
    if (cells.every((cell) => words.includes(lettersOf(cell))) || cells.length * 2 < heads.length) continue;
    return cells.filter((cell) => headOver(heads, cell) === label).flat();
  }
  return [];
}

/** Nothing but other headings stands beside it, and no colon ends it. */
function isHead({ row, from, to, leads }: LabelMatch): boolean {
  const [last, next] = [row.tokens[to - 1], row.tokens[to]];
  const apart = next === undefined || /^[|¦]/.test(next.text) || gap(last, next) > CELL_GAP * row.heightPx;
  return leads && apart && from < to && !/:$/.test(last?.text ?? '');
}

const gap = (a: Token | undefined, b: Token): number => b.box.x0 - (a?.box.x1 ?? 0);

/** The parts of a row between wide gaps and the rules of the table. */
const cellsOf = (row: Row): readonly (readonly Token[])[] =>
  segments(row, CELL_GAP).flatMap((part) => {
    const cells: Token[][] = [[]];
    for (const token of tokensIn(part)) {
      if (/^[|¦]+$/.test(token.text)) cells.push([]);
      else cells.at(-1)?.push(token);
    }
    return cells.filter((cell) => cell.some((token) => token.folded !== ''));
  });

const lettersOf = (cell: readonly Token[]): string => cell.map((token) => token.folded).join('');

/** The heading whose middle is nearest to that of the cell. */
function headOver(heads: readonly LabelMatch[], cell: readonly Token[]): LabelMatch | undefined {
  const middle = ({ x0, x1 }: { readonly x0: number; readonly x1: number }): number => (x0 + x1) / 2;
  const away = ({ row, from, to }: LabelMatch): number =>
    Math.abs(middle(spanOf(row.tokens.slice(from, to))) - middle(spanOf(cell)));
  return [...heads].sort((a, b) => away(a) - away(b))[0];
}
