import type { BoxPx } from '../domain/geometry.ts';
import { type UnreadPiece, unreadInk } from '../imaging/unread-ink.ts';
import type { OcrImage } from '../ocr/engine.ts';
import type { TextLine } from '../ocr/page-text.ts';

/** A line whose characters have less confidence on the average is read again … */
const DOUBTFUL_LINE = 68;
/** … and one with so many characters in words below this: half of it may be right. */
const DOUBTFUL_WORD = 50;
const DOUBTFUL_CHARACTERS = 6;
/** Words further apart than so many row heights stand in two columns, of which one may be right and the other not. */
const COLUMN_GAP = 4;
/** What the second look finds beside a drawing is part print, part nonsense: words surer than this are print. */
const SURE_WORD = 70;
const LEAST_CHARACTERS = 5;

/**
 * Reads once more what the first reading passed over or doubts, each part cut out and cleared of drawings, and puts
 * what is surer now into its place. Lines and image are in px of the copy that was read.
 */
export async function lookAgain(
  image: OcrImage,
  lines: readonly TextLine[],
  read: (picture: OcrImage) => Promise<readonly TextLine[]>,
): Promise<readonly TextLine[]> {
  const doubtful = lines.filter((line) => line.quarterTurns === undefined && isDoubtful(line));
  const sure = lines.filter((line) => !doubtful.includes(line)).flatMap(({ words }) => words.map(({ box }) => box));
  const unread = unreadInk(image, sure);
  if (unread === null) return lines;
  const found = await read(unread.picture);
  let result = lines;
  for (const { pieces, worse } of joined(unread.pieces, doubtful)) {
    const better = pieces.flatMap((piece) =>
      found
        .filter((line) => line.quarterTurns === undefined && standsIn(line, piece))
        .map(withoutDoubtfulWords)
        .filter((line) => characters([line]) >= LEAST_CHARACTERS)
        .map((line) => moved(line, piece.box.x0 - piece.leftPx, piece.box.y0 - piece.topPx)),
    );
    if (weight(better) > weight(worse)) result = replaced(result, worse, better);
  }
  return result === lines ? lines : renumbered(result);
}

interface Part {
  readonly pieces: readonly UnreadPiece[];
  readonly worse: readonly TextLine[];
}

/** Pieces with the doubtful lines that have words in them; a line over two columns joins the pieces of both. */
function joined(pieces: readonly UnreadPiece[], doubtful: readonly TextLine[]): readonly Part[] {
  let parts: readonly Part[] = pieces.map((piece) => ({ pieces: [piece], worse: [] }));
  for (const line of doubtful) {
    const touches = (part: Part): boolean =>
      part.pieces.some(({ box }) => line.words.some((word) => contains(box, word.box)));
    const touched = parts.filter(touches);
    if (touched.length === 0) continue;
    const one = {
      pieces: touched.flatMap((part) => part.pieces),
      worse: [...touched.flatMap((part) => part.worse), line],
    };
    parts = [...parts.filter((part) => !touched.includes(part)), one];
  }
  return parts;
}

const isDoubtful = (line: TextLine): boolean =>
  sides(line).some((side) => confidence([side]) < DOUBTFUL_LINE) ||
  characters([{ ...line, words: line.words.filter((word) => word.confidence < DOUBTFUL_WORD) }]) >= DOUBTFUL_CHARACTERS;

/** The line cut where columns stand side by side: a small print beside a signature makes one line with it. */
function sides(line: TextLine): readonly TextLine[] {
  const cuts = line.words.flatMap(({ box }, index) =>
    index > 0 && box.x0 - line.words[index - 1]!.box.x1 > COLUMN_GAP * line.rowHeightPx ? [index] : [],
  );
  return [0, ...cuts].map((from, index) => ({ ...line, words: line.words.slice(from, cuts[index]) }));
}

const characters = (lines: readonly TextLine[]): number =>
  lines.reduce((sum, { words }) => sum + words.reduce((count, { text }) => count + text.length, 0), 0);

const weight = (lines: readonly TextLine[]): number =>
  lines.reduce((sum, { words }) => sum + words.reduce((part, word) => part + word.confidence * word.text.length, 0), 0);

const confidence = (lines: readonly TextLine[]): number => weight(lines) / Math.max(1, characters(lines));

function withoutDoubtfulWords(line: TextLine): TextLine {
  const words = line.words.filter(({ confidence }) => confidence >= SURE_WORD);
  if (words.length === 0 || words.length === line.words.length) return { ...line, words };
  const [xs, ys] = [words.flatMap(({ box }) => [box.x0, box.x1]), words.flatMap(({ box }) => [box.y0, box.y1])];
  return {
    ...line,
    words,
    box: { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) },
  };
}

const standsIn = ({ box }: TextLine, { box: piece, topPx }: UnreadPiece): boolean => {
  const middle = (box.y0 + box.y1) / 2;
  return middle >= topPx && middle < topPx + piece.y1 - piece.y0;
};

const contains = (outer: BoxPx, { x0, y0, x1, y1 }: BoxPx): boolean => {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return x >= outer.x0 && x <= outer.x1 && y >= outer.y0 && y <= outer.y1;
};

const movedBox = ({ x0, y0, x1, y1 }: BoxPx, dx: number, dy: number): BoxPx => ({
  x0: x0 + dx,
  y0: y0 + dy,
  x1: x1 + dx,
  y1: y1 + dy,
});

const moved = (line: TextLine, dx: number, dy: number): TextLine => ({
  ...line,
  box: movedBox(line.box, dx, dy),
  words: line.words.map((word) => ({ ...word, box: movedBox(word.box, dx, dy) })),
});

/** A block number that no line of the page has: the line stands by itself until blocks are numbered again. */
const OWN_BLOCK = -1;

/** The new lines where the old ones were; where there were none, each after the line that stands nearest above it. */
function replaced(lines: readonly TextLine[], old: readonly TextLine[], fresh: readonly TextLine[]): TextLine[] {
  const kept = lines.filter((line) => !old.includes(line));
  const first =
    old[0] === undefined ? -1 : lines.slice(0, lines.indexOf(old[0])).filter((l) => !old.includes(l)).length;
  if (first >= 0) {
    kept.splice(first, 0, ...fresh.map((line) => ({ ...line, block: old[0]!.block })));
    return kept;
  }
  for (const line of fresh) {
    let after = -1;
    let gap = Number.POSITIVE_INFINITY;
    for (const [index, { box }] of kept.entries()) {
      const overlaps = box.x0 < line.box.x1 && line.box.x0 < box.x1;
      const distance = (line.box.y0 + line.box.y1) / 2 - (box.y0 + box.y1) / 2;
      if (overlaps && distance > 0 && distance < gap) [after, gap] = [index, distance];
    }
    if (after < 0) after = kept.findLastIndex(({ box }) => (box.y0 + box.y1) / 2 < line.box.y0);
    kept.splice(after + 1, 0, { ...line, block: OWN_BLOCK });
  }
  return kept;
}

/** Blocks counted anew in reading order. */
function renumbered(lines: readonly TextLine[]): TextLine[] {
  let block = -1;
  return lines.map((line, index) => {
    if (index === 0 || line.block === OWN_BLOCK || line.block !== lines[index - 1]!.block) block++;
    return { ...line, block };
  });
}
