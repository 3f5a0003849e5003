import { distance } from './distance.ts';
import { type LabelMatch, needleOf } from './fuzzy.ts';
import { CELL_GAP } from './label-end.ts';
import { foldedOf, type Layout, onOneLeaf, type Row, type Segment, segments, spanOf, tokensIn } from './page-layout.ts';

/** Lines of a label in its cell, at most. */
const MOST_LINES = 4;
/** Letters of a label's first line, at least; of a heading in a row of them. */
const LEAST_LETTERS = 6;
const LEAST_OF_HEADING = 4;
/** Cells of a row of headings, at least. */
const LEAST_CELLS = 3;

/**
 * Labels that go on below in their cell of a table, with the value beside their first line: "Thông tin về cấm đảm nhiệm |
 * Không" over "chức vụ, thành lập, quản lý doanh nghiệp"; and headings of columns, the last one too: "Tờ BĐ" over "số". Of labels that begin
 * alike the one that agrees best.
 */
export function wrappedLabels(layout: Layout, labels: readonly string[]): readonly LabelMatch[] {
  const needles = [...new Set(labels)].map(needleOf);
  return layout.rows.flatMap((row) => {
    const next = layout.rows[row.index + 1];
    if (next === undefined) return [];
    const cells = cellsOf(row);
    const heads = cells.length >= LEAST_CELLS;
    return cells.flatMap((part): LabelMatch[] => {
      const first = foldedOf(tokensIn(part));
      // a label with its colon is whole
      const closed = row.tokens[part.to - 1]?.text.endsWith(':') === true;
      if (closed || (part.to === row.tokens.length && !heads)) return [];
      if (first.length < (heads ? LEAST_OF_HEADING : LEAST_LETTERS)) return [];
      let [text, above] = [first, row];
      let best: LabelMatch | null = null;
      for (const below of layout.rows.slice(row.index + 1, row.index + MOST_LINES)) {
        const line = lineBelow(part, above, below);
        if (line === null) break;
        text += foldedOf(tokensIn(line));
        above = below;
        for (const { label, folded, limit } of needles) {
          if (folded.length <= first.length || Math.abs(folded.length - text.length) > limit) continue;
          if (distance(first, folded.slice(0, first.length), 2) > 2) continue;
          const errors = distance(text, folded, limit);
          if (
            errors > (first.length < LEAST_LETTERS ? 0 : limit) ||
            (best !== null && worth(best) >= folded.length - MISREAD * errors)
          )
            continue;
          const { from, to } = part;
          const score = 1 - errors / folded.length;
          best = { label, row, from, to, end: to, score, letters: folded.length, errors, colon: true, leads: true };
        }
      }
      return best === null ? [] : [best];
    });
  });
}

/** What a letter that differs counts against those that agree. */
const MISREAD = 4;
const worth = ({ letters, errors }: LabelMatch): number => letters - MISREAD * errors;

/** The parts of a row between wide gaps and the rules of a table. */
export const cellsOf = (row: Row): readonly Segment[] =>
  segments(row, CELL_GAP).flatMap(({ from, to }) => {
    const rules = Array.from({ length: to - from }, (_, at) => from + at).filter((at) =>
      RULE.test(row.tokens[at]?.text ?? ''),
    );
    return [from - 1, ...rules]
      .map((start, index) => ({ row, from: start + 1, to: rules[index] ?? to }))
      .filter((cell) => tokensIn(cell).some((token) => token.folded !== ''));
  });
const RULE = /^[|¦]+$/;

/** The words of the next row in the cell: they begin below its first ones, or stand below its middle. */
function lineBelow(part: Segment, above: Row, below: Row): Segment | null {
  if (!onOneLeaf(below, above) || below.box.y0 - above.box.y1 > 1.1 * above.heightPx) return null;
  const own = spanOf(tokensIn(part));
  const near = (a: number, b: number): boolean => Math.abs(a - b) < above.heightPx;
  const cells = cellsOf(below);
  const line = cells.find((other) => {
    const { x0, x1 } = spanOf(tokensIn(other));
    return near(x0, own.x0) || near(x0 + x1, own.x0 + own.x1);
  });
  // "Bằng chữ | Một nghìn" under "Diện tích | 1.000 m2": words with a capital and a value of their own are another label
  const ownRow =
    cells.length > 1 && line === cells[0] && /^\p{Lu}\p{Ll}/u.test(below.tokens[line?.from ?? 0]?.text ?? '');
  return ownRow ? null : (line ?? null);
}
