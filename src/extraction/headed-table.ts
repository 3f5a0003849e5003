import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import type { LabelMatch } from './fuzzy.ts';
import { foldedOf, type Layout, onOneLeaf, type Segment, spanOf, type Token, textOf, tokensIn } from './page-layout.ts';
import { withoutRules } from './value-end.ts';
import { cellsOf } from './wrapped-labels.ts';

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
  const columns = cellsOf(label.row);
  const headOf = (cell: Segment): LabelMatch | undefined =>
    labels.find((one) => one.row === label.row && one.from === cell.from && isHead(one, cell));
  const heads = columns.map(headOf).filter((head) => head !== undefined);
  const own = columns.find((cell) => headOf(cell) === label);
  if (own === undefined || heads.length < LEAST_HEADS) return undefined;
  const words = heads.map((head) => folded(head.label)).join('');
  for (const row of layout.rows.slice(label.row.index + 1, Math.min(label.row.index + MOST_LINES, toRow))) {
    if (!onOneLeaf(row, label.row) || labels.some((one) => one.row === row && one.leads)) return [];
    const cells = cellsOf(row);
    // headings go on below, or what is left of them
    const rest = (cell: Segment): boolean => words.includes(foldedOf(tokensIn(cell))) || goesOnHead(cell);
    if (cells.every(rest) || cells.length * 2 < heads.length) continue;
    return withoutRules(cells.filter((cell) => nearest(columns, cell) === own).flatMap(tokensIn));
  }
  return [];
}

/** Nothing but the label and a unit in brackets stands in the cell, and no colon ends it. */
const isHead = ({ end }: LabelMatch, cell: Segment): boolean =>
  /^(?:\([^()]*\))?[|¦]?$/u.test(textOf(tokensIn({ ...cell, from: end }))) &&
  !/:$/.test(cell.row.tokens[end - 1]?.text ?? '');

/** "(m2)", "dụng": a unit in brackets, or a word in small letters, goes on with a heading; values begin with a capital or a digit. */
const goesOnHead = (cell: Segment): boolean => /^(?:\([^()]*\)|\p{Ll}[\p{L} ]*)[|¦]?$/u.test(textOf(tokensIn(cell)));

const middleOf = (cell: Segment): number => {
  const { x0, x1 } = spanOf(tokensIn(cell));
  return (x0 + x1) / 2;
};

/** The column whose heading's middle is nearest to that of the cell. */
const nearest = (columns: readonly Segment[], cell: Segment): Segment | undefined =>
  [...columns].sort((a, b) => Math.abs(middleOf(a) - middleOf(cell)) - Math.abs(middleOf(b) - middleOf(cell)))[0];
