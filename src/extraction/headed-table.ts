import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import type { LabelMatch } from './fuzzy.ts';
import {
  foldedOf,
  type Layout,
  onOneLeaf,
  type Row,
  type Segment,
  spanOf,
  type Token,
  textOf,
  tokensIn,
} from './page-layout.ts';
import { withoutRules } from './value-end.ts';
import { cellsOf } from './wrapped-labels.ts';

/** Labels side by side that make a row of headings, at least. */
const LEAST_HEADS = 3;
/** Lines of headings, and rows to the values below, at most. */
const MOST_LINES = 4;

/** Rows of values in one table, at most. */
const MOST_ROWS = 30;

/** What stands in one column of a table. */
export interface Column {
  /** Its cell in the first row of values; empty when there is none. */
  readonly first: readonly Token[];
  /** Its cells in the rows below that one. */
  readonly others: readonly (readonly Token[])[];
}

/**
 * The cells below a label that is one of the headings of a table's columns: "Số tờ bản đồ | Số thửa | Diện tích (m²)" over
 * rows of values. Undefined when the label is no heading.
 */
export function cellsBelowHead(
  layout: Layout,
  labels: readonly LabelMatch[],
  label: LabelMatch,
  toRow: number,
): Column | undefined {
  const columns = cellsOf(label.row);
  const headOf = (cell: Segment): LabelMatch | undefined =>
    labels.find((one) => one.row === label.row && one.from === cell.from && isHead(one, cell));
  const heads = columns.map(headOf).filter((head) => head !== undefined);
  const own = columns.find((cell) => headOf(cell) === label);
  if (own === undefined || heads.length < LEAST_HEADS) return undefined;
  const words = heads.map((head) => folded(head.label)).join('');
  for (const row of layout.rows.slice(label.row.index + 1, Math.min(label.row.index + MOST_LINES, toRow))) {
    if (!onOneLeaf(row, label.row) || labels.some((one) => one.row === row && one.leads)) return NO_CELL;
    const cells = cellsOf(row);
    // headings go on below, or what is left of them
    const rest = (cell: Segment): boolean => words.includes(foldedOf(tokensIn(cell))) || goesOnHead(cell);
    if (cells.every(rest) || cells.length * 2 < heads.length) continue;
    const cellIn = (one: Row): readonly Token[] =>
      withoutRules(
        cellsOf(one)
          .filter((cell) => nearest(columns, cell) === own)
          .flatMap(tokensIn),
      );
    const others = rowsBelow(layout, labels, row, columns, toRow).map(cellIn);
    return { first: cellIn(row), others: others.filter((tokens) => tokens.length > 0) };
  }
  return NO_CELL;
}

const NO_CELL: Column = { first: [], others: [] };

/** Figures by themselves, with a unit: what a row of a table has in the same columns as the row above it. */
const FIGURES = /^\d[\d.,]*(?: ?m[2²])?$/u;

/** Rows of the table below its first row of values: figures stand in the same columns, and no label begins them. */
function rowsBelow(
  layout: Layout,
  labels: readonly LabelMatch[],
  first: Row,
  columns: readonly Segment[],
  toRow: number,
): readonly Row[] {
  const figured = (row: Row): ReadonlySet<Segment | undefined> =>
    new Set(
      cellsOf(row)
        .filter((cell) => FIGURES.test(textOf(withoutRules(tokensIn(cell)))))
        .map((cell) => nearest(columns, cell)),
    );
  const inFirst = figured(first);
  const out: Row[] = [];
  for (const row of layout.rows.slice(first.index + 1, Math.min(first.index + MOST_ROWS, toRow))) {
    if (!onOneLeaf(row, first) || labels.some((one) => one.row === row && one.leads && one.colon)) break;
    const also = [...figured(row)].filter((column) => inFirst.has(column));
    // the sum below a table has one figure, and the rest of a cell none
    if (also.length >= Math.min(2, inFirst.size) && also.length * 2 >= inFirst.size && also.length > 0) out.push(row);
  }
  return out;
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
