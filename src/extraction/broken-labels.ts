import { findLabels, type LabelMatch } from './fuzzy.ts';
import { type Layout, onOneLeaf, type Row } from './page-layout.ts';

/** Words of a line at which a label may break. */
const REACH = 6;
/** Letters of a label that a sentence may hold, at least. */
const LEAST_LETTERS = 12;

/**
 * Labels inside a sentence that break at the end of its line: "…, được sử" over "dụng để: mua nhà". They stand where their
 * last words do, in the second line.
 */
export function brokenLabels(layout: Layout, labels: readonly string[]): readonly LabelMatch[] {
  const long = labels.filter((label) => label.replace(/\P{L}/gu, '').length >= LEAST_LETTERS);
  return layout.rows.flatMap((row, index) => {
    const next = layout.rows[index + 1];
    const last = row.tokens.at(-1);
    if (next === undefined || last === undefined || !onOneLeaf(next, row)) return [];
    // the line is full, and the next one begins at its margin with a small letter and leads to a colon
    const full = last.box.x1 > row.right - 0.15 * (row.right - row.left) && next.box.x0 < row.left + 2 * row.heightPx;
    const head = next.tokens.slice(0, REACH);
    const colon = head.findIndex(({ text }) => text.endsWith(':'));
    if (!full || colon === -1 || !/^\p{Ll}/u.test(next.tokens[0]?.text ?? '')) return [];
    const before = row.tokens.slice(-REACH);
    const joined: Row = { ...next, tokens: asOneLine([...before, ...head], next) };
    return findLabels({ ...layout, rows: [joined] }, long).flatMap((match) =>
      match.from < before.length && match.to > before.length && match.colon && match.score > 0.85
        ? [{ ...match, row: next, from: 0, to: match.to - before.length, end: match.to - before.length }]
        : [],
    );
  });
}

/** The words one behind the other, as on one line. */
function asOneLine(tokens: Row['tokens'], { heightPx }: Row): Row['tokens'] {
  let x = 0;
  return tokens.map((token) => {
    const width = token.box.x1 - token.box.x0;
    const box = { ...token.box, x0: x, x1: x + width };
    x += width + 0.5 * heightPx;
    return { ...token, box };
  });
}
