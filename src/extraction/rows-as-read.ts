import type { BoxPx } from '../domain/geometry.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import type { PageText, TextLine } from '../ocr/page-text.ts';
import { type Layout, type Row, type Token, union } from './row.ts';

const LEADERS = /(?:[.…_·•]\s?){3,}|…+/gu;
const SPLIT =
  /(?:[.…_·•]{3,}|…+)|(?<=:)(?=[^\d\s/])|(?<=\p{L}:)(?=\d)|(?<=\p{L})(?=\(\d{1,2}\):?$)|(?<=\p{L}{2},)(?=\p{Lu}{2,}:$)/gu;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Cuts a word at leaders, after a colon, before the mark of a footnote ("số(3):") and before a label in short ("ÂN,SN:"); the boxes are shared out by characters. */
function tokensOf(text: string, box: BoxPx, confidence: number): Token[] {
  const source = text.normalize('NFC').replaceAll(/[ÐØ]/g, 'Đ').replaceAll('ð', 'đ');
  const parts: { text: string; at: number }[] = [];
  let at = 0;
  for (const match of source.matchAll(SPLIT)) {
    parts.push({ text: source.slice(at, match.index), at });
    at = match.index + match[0].length;
  }
  parts.push({ text: source.slice(at), at });
  const unit = (box.x1 - box.x0) / Math.max(1, source.length);
  return parts
    .map((part) => ({ ...part, text: part.text.replace(LEADERS, '') }))
    .filter((part) => part.text !== '' && !/^[_.…·~]+$/.test(part.text))
    .map((part) => ({
      text: part.text,
      folded: folded(part.text),
      confidence: confidence / 100,
      box: {
        x0: Math.round(box.x0 + unit * part.at),
        y0: box.y0,
        x1: Math.round(box.x0 + unit * (part.at + part.text.length)),
        y1: box.y1,
      },
    }));
}

/**
 * Rows of all pages in reading order, as they were read. Lines of different blocks that stand on one height become one
 * row, so that a label and its value in the next table cell or column come together again; leaders are dropped.
 */
export function rowsAsRead(pages: readonly PageText[]): Layout {
  const rows: Row[] = [];
  const sizes = pages.map((page, pageIndex) => {
    const edges = leavesOf(page).map((lines, leaf) => {
      const groups = rowsOf(lines);
      const words = groups.flatMap((group) => group.tokens);
      const left = quantile(
        words.map((token) => token.box.x0),
        0.02,
      );
      const right = quantile(
        words.map((token) => token.box.x1),
        0.98,
      );
      for (const group of groups) {
        const tokens = [...group.tokens].sort((a, b) => a.box.x0 - b.box.x0);
        const box = union(tokens.map((token) => token.box));
        rows.push({ page: pageIndex, index: rows.length, leaf, left, right, tokens, box, heightPx: group.height });
      }
      return { left, right };
    });
    return {
      widthPx: page.widthPx,
      heightPx: page.heightPx,
      left: edges[0]?.left ?? 0,
      right: edges.at(-1)?.right ?? 0,
    };
  });
  return { pages: sizes, rows };
}

interface Group {
  tokens: readonly Token[];
  readonly centre: number;
  readonly height: number;
}

/** Words that stand on one height, of however many lines recognition made of them, top to bottom. */
function rowsOf(source: readonly TextLine[]): Group[] {
  const lines = source
    .map((line) => {
      const tokens = line.words.flatMap((word) => tokensOf(word.text, word.box, word.confidence));
      const centre = median(line.words.map((word) => (word.box.y0 + word.box.y1) / 2));
      // strokes under a line of print are read as dots: they do not tell how high its letters are
      const words = line.words.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
      const height = median((words.length > 0 ? words : line.words).map(({ box }) => box.y1 - box.y0));
      return { tokens, centre, height: Math.max(1, Math.min(height, line.rowHeightPx * 1.6 || height)) };
    })
    .filter((line) => line.tokens.length > 0)
    .sort((a, b) => a.centre - b.centre);
  const groups: Group[] = [];
  for (const line of lines) {
    const home = groups.findLast(
      (group) =>
        Math.abs(group.centre - line.centre) < 0.55 * Math.min(group.height, line.height) &&
        !overlaps(group.tokens, line.tokens),
    );
    if (home === undefined) groups.push({ ...line });
    else home.tokens = [...home.tokens, ...line.tokens];
  }
  return groups;
}

/** An opened sheet is wider than this, mm, and so much wider than high; A4 across is neither. */
const SHEET_MM = 340;
const SHEET_ASPECT = 1.2;
/** Each leaf has at least so many words, and the fold at most this share of all words over it. */
const LEAF_WORDS = 25;
const OVER_FOLD = 0.01;

/** The lines of a page; of an opened sheet those of its left leaf and those of its right one. */
function leavesOf({ lines, widthPx, heightPx, dpi }: PageText): (readonly TextLine[])[] {
  if ((widthPx / dpi) * 25.4 < SHEET_MM || widthPx < SHEET_ASPECT * heightPx) return [lines];
  const words = lines.flatMap((line) => line.words);
  const over = (x: number): number => words.filter(({ box }) => box.x0 < x && box.x1 > x).length;
  const places = Array.from({ length: 21 }, (_, step) => widthPx * (0.45 + 0.005 * step));
  const least = Math.min(...places.map(over));
  const free = places.filter((x) => over(x) === least);
  const fold = free[free.length >> 1] ?? widthPx / 2;
  const part = (inside: (middle: number) => boolean): TextLine[] =>
    lines
      .map((line) => ({ ...line, words: line.words.filter(({ box }) => inside((box.x0 + box.x1) / 2)) }))
      .filter((line) => line.words.length > 0);
  const leaves = [part((middle) => middle < fold), part((middle) => middle >= fold)];
  const enough = leaves.every((leaf) => leaf.reduce((sum, line) => sum + line.words.length, 0) >= LEAF_WORDS);
  return enough && least <= OVER_FOLD * words.length ? leaves : [lines];
}

function overlaps(a: readonly Token[], b: readonly Token[]): boolean {
  const [left, right] = [union(a.map((token) => token.box)), union(b.map((token) => token.box))];
  if (left.x1 <= right.x0 || right.x1 <= left.x0) return false;
  return a.some((one) =>
    b.some((two) => {
      const height = Math.min(one.box.y1 - one.box.y0, two.box.y1 - two.box.y0);
      return Math.min(one.box.x1, two.box.x1) - Math.max(one.box.x0, two.box.x0) > Math.max(2, TOUCH * height);
    }),
  );
}

/** Boxes of neighbouring words reach into each other as far at most, in letter heights: a colon was read with both. */
const TOUCH = 0.15;

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;
