import type { GrayImage } from './raster.ts';
import { INK_BELOW } from './skew.ts';

/** A straight stroke longer than any of a letter, mm; shorter ones belong to it when they stand in one row. */
const LEAST_STROKE_MM = 3.5;
const LEAST_RULING_MM = 12;
/** Boxes for single digits stand apart by so much, mm, and cover this share of their row. */
const WIDEST_GAP_MM = 2.5;
const LEAST_COVER = 0.6;
/** … and sides stand on it, or it is a line of letters. */
const LEAST_SIDES = 4;
/** The sides of a box are no longer than a tall letter; they are rulings when both ends come so near to one, mm. */
const REACH_MM = 0.6;
/** Words stand on a line when ink comes so near to it, mm, along this share of it: others do no harm. */
const TOUCH_MM = 0.8;
const LEAST_TOUCHED = 0.02;
/** Thicker is a bar or a picture, mm. */
const THICKEST_MM = 0.9;
/** White px that a worn line may have in a row, mm. */
const BREAK_MM = 0.3;
/** … and the share of it that is ink: letters on a row of dots have less. */
const LEAST_INK = 0.85;
/** A page with more strokes is a picture or a hatching. */
const MOST_STROKES = 10_000;

/** A piece of a straight line: `at` across it, `from` to `to` (exclusive) along it, px. */
interface Stroke {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Lines of tables and boxes, underlines: strokes that touch each other and are thin together. */
export interface Ruling {
  readonly strokes: readonly Stroke[];
  readonly from: number;
  readonly to: number;
  readonly first: number;
  /** Exclusive. */
  readonly last: number;
  readonly thickness: number;
}

/** Reads px of the image along rows or along columns alike. */
interface Grid {
  readonly length: number;
  readonly across: number;
  readonly index: (along: number, across: number) => number;
}

const rowsOf = ({ widthPx, heightPx }: GrayImage): Grid => ({
  length: widthPx,
  across: heightPx,
  index: (along, across) => across * widthPx + along,
});
const columnsOf = ({ widthPx, heightPx }: GrayImage): Grid => ({
  length: heightPx,
  across: widthPx,
  index: (along, across) => along * widthPx + across,
});

export interface Rulings {
  readonly across: readonly Ruling[];
  readonly down: readonly Ruling[];
}

/**
 * Lines that words stand on and boxes of single digits, on a page that is flattened and deskewed. Tables are left alone:
 * recognition tells cells apart by their lines. None on a page that is full of strokes. About 20 ms for A4 at 200 dpi.
 */
export function findRulings(image: GrayImage & { readonly dpi: number }): Rulings {
  const mm = image.dpi / 25.4;
  const strokes = { across: strokesAcross(image, mm), down: strokesDown(image, mm) };
  if (strokes.across.length + strokes.down.length > MOST_STROKES) return { across: [], down: [] };
  const isThin = (ruling: Ruling): boolean => ruling.thickness <= Math.max(3, THICKEST_MM * mm);
  const isLong = ({ from, to }: Ruling): boolean => to - from >= LEAST_RULING_MM * mm;
  const sides = piled(strokes.down, 0).filter(isThin);
  const isSolid = (line: Ruling): boolean =>
    line.strokes.some(({ from, to }) => to - from >= LEAST_RULING_MM * mm) ||
    (isLong(line) &&
      coverOf(line) >= LEAST_COVER &&
      sides.filter((side) => meets(line, side, REACH_MM * mm)).length >= LEAST_SIDES);
  const columns = sides.filter(isLong);
  const across = piled(strokes.across, Math.round(WIDEST_GAP_MM * mm)).filter(
    (line) =>
      isThin(line) &&
      isSolid(line) &&
      !columns.some((column) => meets(line, column, REACH_MM * mm)) &&
      touchedShare(image, line, Math.round(TOUCH_MM * mm)) >= LEAST_TOUCHED,
  );
  const down = sides.filter(
    (side) => !isLong(side) && across.filter((line) => meets(line, side, REACH_MM * mm)).length >= 2,
  );
  return { across, down };
}

/** Share of the line that has ink within `reach` px above or below it. */
function touchedShare({ pixels, widthPx, heightPx }: GrayImage, line: Ruling, reach: number): number {
  const isInk = (x: number, y: number): boolean => y >= 0 && y < heightPx && pixels[y * widthPx + x]! < INK_BELOW;
  let touched = 0;
  for (let x = line.from; x < line.to; x++)
    for (let away = 2; away < reach + 2; away++)
      if (isInk(x, line.first - away) || isInk(x, line.last - 1 + away)) {
        touched++;
        break;
      }
  return touched / (line.to - line.from);
}

/** Whether the upright side ends on the line, or crosses it. */
function meets(line: Ruling, side: Ruling, reach: number): boolean {
  return (
    side.from <= line.last + reach &&
    side.to >= line.first - reach &&
    side.first >= line.from - reach &&
    side.last <= line.to + reach
  );
}

function strokesAcross({ pixels, widthPx, heightPx }: GrayImage, mm: number): Stroke[] {
  const [least, gap] = [LEAST_STROKE_MM * mm, Math.max(1, Math.round(BREAK_MM * mm))];
  const strokes: Stroke[] = [];
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx;
    for (let x = 0; x < widthPx; x++) {
      if (pixels[row + x]! >= INK_BELOW) continue;
      const from = x;
      let last = x;
      let ink = 1;
      for (x++; x < widthPx && x - last <= gap + 1; x++)
        if (pixels[row + x]! < INK_BELOW) {
          last = x;
          ink++;
        }
      if (last + 1 - from >= least && ink >= LEAST_INK * (last + 1 - from)) strokes.push({ at: y, from, to: last + 1 });
    }
  }
  return strokes;
}

/** The same down the columns, found row by row, since that is how the pixels lie. */
function strokesDown({ pixels, widthPx, heightPx }: GrayImage, mm: number): Stroke[] {
  const [least, gap] = [LEAST_STROKE_MM * mm, Math.max(1, Math.round(BREAK_MM * mm))];
  const strokes: Stroke[] = [];
  const from = new Int32Array(widthPx).fill(-1);
  const last = new Int32Array(widthPx);
  const ink = new Int32Array(widthPx);
  const end = (x: number): void => {
    const length = last[x]! + 1 - from[x]!;
    if (length >= least && ink[x]! >= LEAST_INK * length) strokes.push({ at: x, from: from[x]!, to: last[x]! + 1 });
  };
  for (let y = 0, at = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++, at++) {
      if (pixels[at]! >= INK_BELOW) continue;
      if (from[x] !== -1 && y - last[x]! > gap + 1) {
        end(x);
        from[x] = -1;
      }
      if (from[x] === -1) {
        from[x] = y;
        ink[x] = 0;
      }
      last[x] = y;
      ink[x]!++;
    }
  for (let x = 0; x < widthPx; x++) if (from[x] !== -1) end(x);
  return strokes.sort((a, b) => a.at - b.at);
}

/** Strokes of neighbouring rows that touch, or that go on after a gap, as one ruling. */
function piled(strokes: readonly Stroke[], gap: number): Ruling[] {
  const open: {
    strokes: Stroke[];
    from: number;
    to: number;
    first: number;
    last: number;
  }[] = [];
  const done: typeof open = [];
  for (const stroke of strokes) {
    let home: (typeof open)[number] | null = null;
    for (let i = open.length - 1; i >= 0; i--) {
      const pile = open[i]!;
      if (stroke.at - pile.last > 1) {
        done.push(...open.splice(i, 1));
        continue;
      }
      if (stroke.from > pile.to + gap || stroke.to < pile.from - gap) continue;
      if (home === null) {
        home = pile;
        home.strokes.push(stroke);
      } else {
        home.strokes.push(...pile.strokes);
        home.first = Math.min(home.first, pile.first);
        home.from = Math.min(home.from, pile.from);
        home.to = Math.max(home.to, pile.to);
        open.splice(i, 1);
      }
      home.from = Math.min(home.from, stroke.from);
      home.to = Math.max(home.to, stroke.to);
      home.last = stroke.at + 1;
    }
    if (home === null)
      open.push({
        strokes: [stroke],
        from: stroke.from,
        to: stroke.to,
        first: stroke.at,
        last: stroke.at + 1,
      });
  }
  return [...done, ...open].map((pile) => ({
    ...pile,
    thickness: thicknessOf(pile),
  }));
}

/** Mean thickness over the px along that have any ink. */
const thicknessOf = (ruling: Pick<Ruling, 'strokes' | 'from' | 'to'>): number =>
  ruling.strokes.reduce((sum, { from, to }) => sum + to - from, 0) / (coverOf(ruling) * (ruling.to - ruling.from));

function coverOf({ strokes, from, to }: Pick<Ruling, 'strokes' | 'from' | 'to'>): number {
  const covered = new Uint8Array(to - from);
  for (const stroke of strokes) covered.fill(1, stroke.from - from, stroke.to - from);
  return covered.reduce((sum, value) => sum + value, 0) / (to - from);
}

/** A dot under a letter through which the ruling runs makes it so much darker across, and is so wide at least, mm. */
const DOT_DARKER = 1.35;
const DOT_MM = 0.25;
/** Soft edge of a ruling, px, and how far a crossing one makes it look thicker. */
const RIM_PX = 2;
const CROSSING_PX = 3;
/** A line has this share of its length to itself; less is a row of letters on dots. */
const LEAST_PLAIN = 0.35;
/** How far ink is followed away from a ruling, px. */
const TOUCH_PX = 3;

/**
 * The page without its rulings. Where more ink lies across a ruling than it has by itself, it stays: letters keep the
 * strokes that cross, tails and the dots below vowels.
 */
export function withoutRulings(image: GrayImage & { readonly dpi: number }, { across, down }: Rulings): GrayImage {
  const out = { ...image, pixels: image.pixels.slice() };
  const least = Math.max(2, Math.round((DOT_MM * image.dpi) / 25.4));
  const marks = new Uint8Array(across.length > 0 && down.length > 0 ? image.pixels.length : 0);
  for (const ruling of across) eraseRuling(image, out, rowsOf(image), ruling, least, marks, 1);
  for (const ruling of down) eraseRuling(image, out, columnsOf(image), ruling, least, marks, 2);
  // where they cross each is the other's ink that goes on
  for (let at = 0; at < marks.length; at++) if (marks[at] === 3) out.pixels[at] = 255;
  return out;
}

function eraseRuling(
  { pixels }: GrayImage,
  out: GrayImage,
  grid: Grid,
  { strokes, from, to }: Ruling,
  least: number,
  marks: Uint8Array,
  mark: number,
): void {
  const length = to - from;
  const [first, last] = [new Int32Array(length).fill(-1), new Int32Array(length)];
  for (const stroke of strokes)
    for (let along = stroke.from - from; along < stroke.to - from; along++) {
      if (first[along] === -1) first[along] = stroke.at;
      last[along] = stroke.at;
    }
  // ink across the ruling, its soft edges and what touches it
  const ink = new Float32Array(length);
  const own: number[] = [];
  for (let along = 0; along < length; along++) {
    if (first[along] === -1) continue;
    const valueAt = (across: number): number =>
      across < 0 || across >= grid.across ? 255 : pixels[grid.index(along + from, across)]!;
    let [start, end] = [first[along]! - 1, last[along]! + 1];
    for (let i = 0; i < TOUCH_PX && valueAt(start) < INK_BELOW; i++) start--;
    for (let i = 0; i < TOUCH_PX && valueAt(end) < INK_BELOW; i++) end++;
    for (let across = start; across <= end; across++) ink[along]! += 255 - valueAt(across);
    own.push(ink[along]!);
  }
  const usual = own.sort((a, b) => a - b)[Math.floor(own.length / 4)]!;
  if (own.filter((value) => value <= usual * DOT_DARKER).length < LEAST_PLAIN * own.length) return;
  for (let along = 0; along < length; ) {
    let end = along;
    while (end < length && first[end] !== -1 && ink[end]! > usual * DOT_DARKER) end++;
    const stays = end - along >= least;
    end = Math.max(end, along + 1);
    for (; along < end; along++) {
      if (first[along] === -1) continue;
      const [start, stop] = [
        Math.max(0, first[along]! - CROSSING_PX),
        Math.min(grid.across - 1, last[along]! + CROSSING_PX),
      ];
      for (let across = start; across <= stop; across++) {
        const at = grid.index(along + from, across);
        if (marks.length > 0) marks[at]! |= mark;
        const away = Math.max(first[along]! - across, across - last[along]!);
        if (!stays && (away <= 1 || (away <= RIM_PX && pixels[at]! >= INK_BELOW))) out.pixels[at] = 255;
      }
    }
  }
}
