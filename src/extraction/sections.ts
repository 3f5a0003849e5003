import type { DocumentType, SectionSpec } from '../domain/document-types/document-type.ts';
import type { LabelMatch } from './fuzzy.ts';
import { type Layout, onOneLeaf, type Row, segments, type Token } from './page-layout.ts';

/** The part of the paper in which a field's label is looked for. Rows by index, x in px; `toRow` exclusive. */
export interface Region {
  readonly fromRow: number;
  readonly toRow: number;
  readonly x0: number;
  readonly x1: number;
  /** Of a column: the headings of all columns beside it, left to right, and which of them is its own. */
  readonly cells?: readonly Cell[];
}

interface Cell {
  readonly x0: number;
  readonly x1: number;
  readonly own: boolean;
  /** Where lines of the column begin, when several do at one x. */
  readonly edge: number | null;
}

interface Anchor {
  readonly section: SectionSpec;
  readonly match: LabelMatch;
}

const EVERYWHERE_X = { x0: 0, x1: Number.POSITIVE_INFINITY };

/**
 * The first printed anchor of a section: the best one listed that is found, at its first place; else the label of its person's
 * name, else the heading over him.
 */
function anchorOf(labels: readonly LabelMatch[], section: SectionSpec, type: DocumentType): LabelMatch | null {
  for (const anchor of section.anchors) {
    const short = anchor.replace(/[^\p{L}]/gu, '').length < 8;
    const found = labels.find(
      (match) => match.label === anchor && match.score >= (short ? 0.95 : 0.8) && (match.leads || match.colon),
    );
    if (found !== undefined) return found;
  }
  const own = labels.filter(({ owner, leads, colon }) => owner === section.id && (leads || colon));
  const names = new Set(
    type.fields.flatMap(({ kind, section: of, labels: all }) =>
      kind === 'person_name' && of === section.id ? all : [],
    ),
  );
  return own.find(({ label }) => names.has(label)) ?? own.find(({ label }) => label === '') ?? null;
}

const xOf = (match: LabelMatch): number => match.row.tokens[match.from]?.box.x0 ?? 0;

/** Anchors of neighbouring sections that stand side by side; on one row they may stand closer. */
function beside(a: Anchor, b: Anchor, layout: Layout): boolean {
  const width = layout.pages[a.match.row.page]?.widthPx ?? 1;
  const apart = a.match.row === b.match.row ? 0.08 : 0.2;
  return (
    a.section.column === 'auto' &&
    b.section.column === 'auto' &&
    a.match.sentence !== true &&
    b.match.sentence !== true &&
    a.match.row.page === b.match.row.page &&
    Math.abs(a.match.row.index - b.match.row.index) <= 1 &&
    Math.abs(xOf(a.match) - xOf(b.match)) > apart * width
  );
}

/**
 * Regions of the sections that are printed, by section id; `` is the part before the first of them, `*` everything.
 * A section whose anchor is not found has no region, so its fields are not found: better than another person's data.
 */
export function regionsOf(
  layout: Layout,
  labels: readonly LabelMatch[],
  type: DocumentType,
): ReadonlyMap<string, Region> {
  const regions = new Map<string, Region>();
  const end = layout.rows.length;
  regions.set('*', { fromRow: 0, toRow: end, ...EVERYWHERE_X });

  const anchors: Anchor[] = [];
  for (const section of type.sections ?? []) {
    const match = anchorOf(labels, section, type);
    if (match === null) continue;
    if (section.nested) {
      regions.set(section.id, { fromRow: match.row.index, toRow: match.row.index + 2, ...EVERYWHERE_X });
    } else anchors.push({ section, match });
  }
  anchors.sort((a, b) => a.match.row.index - b.match.row.index || a.match.from - b.match.from);
  regions.set('', { fromRow: 0, toRow: anchors[0]?.match.row.index ?? end, ...EVERYWHERE_X });

  anchors.forEach((anchor, index) => {
    const pair = anchors.filter((other) => other !== anchor && beside(anchor, other, layout));
    const following = anchors.slice(index + 1).find((other) => !pair.includes(other));
    const fromRow = Math.min(anchor.match.row.index, ...pair.map((other) => other.match.row.index));
    // a sentence that goes on to the next person ends in the middle of a row
    const shared = following?.match.sentence === true && following.match.from > 0 ? 1 : 0;
    const toRow = following === undefined ? end : following.match.row.index + shared;
    const starts = startsOf(layout, labels, [anchor, ...pair], fromRow, toRow);
    const startOf = (one: Anchor): number => starts.get(one) ?? xOf(one.match);
    const right = pair.map(startOf).filter((x) => x > startOf(anchor));
    const margin = 0.5 * anchor.match.row.heightPx;
    regions.set(anchor.section.id, {
      fromRow: pair.length > 0 ? fromRow : anchor.match.row.index,
      toRow,
      x0: pair.length > 0 ? startOf(anchor) - margin : 0,
      x1: right.length > 0 ? Math.min(...right) - margin : Number.POSITIVE_INFINITY,
      ...(pair.length > 0 && { cells: cellsOf(layout, anchor, pair, startOf, fromRow, toRow) }),
    });
  });
  return regions;
}

/** Lines that must begin at one x for it to be the edge of a column. */
const EDGE_ROWS = 3;

/**
 * Where the columns under headings begin, which may be centred over them: at the labels that each of the columns has. Empty
 * when too few labels stand in all of them.
 */
function startsOf(
  layout: Layout,
  labels: readonly LabelMatch[],
  anchors: readonly Anchor[],
  fromRow: number,
  toRow: number,
): ReadonlyMap<Anchor, number> {
  const [page, leaf] = [anchors[0]?.match.row.page, anchors[0]?.match.row.leaf];
  const inside = labels.filter(
    ({ row, leads }) => leads && row.index >= fromRow && row.index < toRow && row.page === page && row.leaf === leaf,
  );
  const far = 0.2 * (layout.pages[page ?? 0]?.widthPx ?? 1);
  const repeated = [...new Set(inside.map((match) => match.label))]
    .map((label) =>
      inside
        .filter((match) => match.label === label)
        .map(xOf)
        .sort((a, b) => a - b),
    )
    .filter(
      (xs) => xs.length === anchors.length && xs.every((x, index) => index === 0 || x - (xs[index - 1] ?? 0) > far),
    );
  if (anchors.length < 2 || repeated.length < 2) return new Map();
  const ordered = [...anchors].sort((a, b) => xOf(a.match) - xOf(b.match));
  const starts = ordered.map((_, index) => Math.min(...repeated.map((xs) => xs[index] ?? 0)));
  const under = ordered.every((anchor, index) => {
    const [x, height] = [xOf(anchor.match), anchor.match.row.heightPx];
    return (starts[index] ?? 0) - height < x && x < (starts[index + 1] ?? Number.POSITIVE_INFINITY) - height;
  });
  return new Map(under ? ordered.map((anchor, index) => [anchor, starts[index] ?? 0] as const) : []);
}

function cellsOf(
  layout: Layout,
  anchor: Anchor,
  pair: readonly Anchor[],
  startOf: (one: Anchor) => number,
  fromRow: number,
  toRow: number,
): readonly Cell[] {
  const { row } = anchor.match;
  const starts = layout.rows
    .slice(fromRow + 1, toRow)
    .filter((one) => onOneLeaf(one, row))
    .flatMap((one) =>
      segments(one, 1.3)
        .slice(1)
        .map((part) => one.tokens[part.from]?.box.x0 ?? 0),
    );
  const cells = [anchor, ...pair]
    .map((one) => ({
      x0: startOf(one),
      x1: one.match.row.tokens[one.match.to - 1]?.box.x1 ?? xOf(one.match),
      own: one === anchor,
    }))
    .sort((a, b) => a.x0 - b.x0);
  return cells.map((cell, index) => {
    const left = cells[index - 1]?.x1 ?? 0;
    const near = (x: number): number => starts.filter((one) => Math.abs(one - x) < NEAR * row.heightPx).length;
    const own = starts.filter((x) => x > left && x < cell.x1);
    const most = Math.max(0, ...own.map(near));
    const edge = most >= EDGE_ROWS ? (own.find((x) => near(x) === most) ?? null) : null;
    return { ...cell, edge };
  });
}

/** Words begin at one x when they are no farther apart than this, in letter heights. */
const NEAR = 0.3;

/** The parts of a row between wide gaps, cut also where another column begins though the gap before it is narrow. */
const cellParts = (row: Row, { cells = [] }: Region): { from: number; to: number }[] =>
  segments(row, 1.3).flatMap(({ from, to }) => {
    const cuts = row.tokens.flatMap(({ text, box }, index) => {
      const before = row.tokens[index - 1];
      if (index <= from || index >= to || before === undefined) return [];
      // the rule between two cells, by itself or with the first word behind it
      if (cells.length > 0 && /^[|¦]/.test(text)) return [index];
      const starts = cells.some(({ edge }) => edge !== null && Math.abs(edge - box.x0) < NEAR * row.heightPx);
      if (!starts) return [];
      return before.folded === '' || box.x0 - before.box.x1 > 0.5 * row.heightPx ? [index] : [];
    });
    return [from, ...cuts].map((start, index) => ({ from: start, to: cuts[index] ?? to }));
  });

/** A label to the left of all columns stands for each of them: the rows of a table "| CHỒNG | VỢ". */
export const isShared = (match: LabelMatch, region: Region): boolean =>
  region.cells !== undefined &&
  match.row.index >= region.fromRow &&
  match.row.index < region.toRow &&
  (match.row.tokens[match.to - 1]?.box.x1 ?? 0) < (region.cells[0]?.x0 ?? 0);

/** Tokens of a row from `from` on that stand under the region's own heading rather than under another. */
export function cellTokens(row: Row, from: number, region: Region): readonly Token[] {
  const away = (part: { x0: number; x1: number }, x0: number, x1: number): number =>
    Math.max(0, part.x0 - x1, x0 - part.x1);
  return cellParts(row, region)
    .filter((part) => part.from >= from || part.to > from)
    .flatMap((part) => {
      const tokens = row.tokens.slice(Math.max(from, part.from), part.to);
      const [first, last] = [tokens[0], tokens.at(-1)];
      if (first === undefined || last === undefined) return [];
      const cells = region.cells ?? [];
      const distances = cells.map((cell) => away(cell, first.box.x0, last.box.x1));
      // where lines of all columns begin at one x, that tells; else the heading nearest to the words
      const begun = cells.every(({ edge }) => edge !== null)
        ? cells.findLastIndex(({ edge }) => (edge ?? 0) < first.box.x0 + row.heightPx)
        : -1;
      const own = begun === -1 ? distances.indexOf(Math.min(...distances)) : begun;
      return cells[own]?.own ? tokens : [];
    });
}

export const inRegion = (match: LabelMatch, region: Region): boolean =>
  match.row.index >= region.fromRow &&
  match.row.index < region.toRow &&
  xOf(match) >= region.x0 &&
  xOf(match) < region.x1;

/** Tokens of a row that lie in the region's column. */
export const columnTokens = (row: Row, region: Region): Row['tokens'] =>
  region.x0 === 0 && region.x1 === Number.POSITIVE_INFINITY
    ? row.tokens
    : row.tokens.filter((token) => token.box.x0 >= region.x0 && token.box.x0 < region.x1);
