import { type Component, erase, type InkRuns } from './components.ts';
import type { GrayImage } from './raster.ts';
import { INK_BELOW } from './skew.ts';

/** A leader has at least so many marks in a row; an ellipsis has three. */
const LEAST_MARKS = 6;
/** Marks of one leader stand on one line and repeat with one step, give or take. */
const DRIFT_MM = 0.35;
/** A written answer may hide as many marks as the row shows, and no more than this. */
const MOST_HIDDEN = 50;
/** Where the page's other leaders tell the step, a word may hide so many. */
const HIDDEN_BY_A_WORD = 14;
/** How far a mark behind an answer may be out of step, in steps: the full stop of the answer itself stays mostly. */
const OUT_OF_STEP = 0.16;
/** The dots of a colon stand so far one over the other, mm. */
const COLON_MM = { least: 0.8, most: 2.6 } as const;
/** Sides of a leader's marks and the widest step between them, mm. Dots may run into the feet of an answer's letters. */
const LEADERS = [
  { narrowest: 0, widest: 0.8, highest: 0.8, step: 3, touching: true },
  { narrowest: 0.7, widest: 2.6, highest: 0.6, step: 5, touching: false },
] as const;

/** Marks of one leader from left to right, and the step between them, px. */
interface Leader {
  readonly marks: readonly Component[];
  readonly step: number;
}

/**
 * Paints dots and dashes white that stand in rows, evenly spaced; between and behind the letters of an answer they keep
 * their places, and where they run into its letters only what is a dot by place and width goes. Changes `copy`.
 */
export function takeOutLeaders(copy: GrayImage, { components, runs }: InkRuns, mm: number): void {
  for (const { narrowest, widest, highest, step, touching } of LEADERS) {
    const marks = components
      .filter(({ x0, x1, y0, y1 }) => x1 - x0 >= narrowest * mm && x1 - x0 <= widest * mm && y1 - y0 <= highest * mm)
      .sort((a, b) => a.x0 - b.x0);
    const colons = colonsAmong(marks, mm);
    const single = marks.filter((mark) => !colons.has(mark));
    const leaders = leadersOf(single, Math.max(1.5, DRIFT_MM * mm), step * mm);
    for (const leader of leaders) for (const mark of leader.marks) erase(copy, mark, runs);
    if (touching) for (const leader of leaders) takeOutTouching(copy, leader, [...colons]);
  }
}

/** Marks that stand one over the other. */
function colonsAmong(marks: readonly Component[], mm: number): ReadonlySet<Component> {
  const colons = new Set<Component>();
  for (const [index, mark] of marks.entries())
    for (let at = index + 1; at < marks.length; at++) {
      const other = marks[at]!;
      if (other.x0 - mark.x0 > DRIFT_MM * mm) break;
      const apart = Math.abs(mark.y0 - other.y0);
      if (apart >= COLON_MM.least * mm && apart <= COLON_MM.most * mm) colons.add(mark).add(other);
    }
  return colons;
}

function leadersOf(marks: readonly Component[], drift: number, widestStep: number): Leader[] {
  const used = new Set<Component>();
  const leaders: Leader[] = [];
  const take = (row: readonly Component[], from: number, pace: Pace): Leader | null => {
    const before = goOn(marks.slice(0, from).reverse(), row[0]!, pace, used).reverse();
    const all = [...before, ...row, ...goOn(marks.slice(from + 1), row.at(-1)!, pace, used)];
    if (all.length < LEAST_MARKS) return null;
    for (const mark of all) used.add(mark);
    return { marks: all, step: pace.step };
  };
  for (const [index, first] of marks.entries()) {
    if (used.has(first)) continue;
    const { row, step } = rowFrom(marks, index, used, drift, widestStep);
    if (row.length < LEAST_MARKS) continue;
    const steps = Math.round((row.at(-1)!.x0 - first.x0) / step);
    const pace = { step: (row.at(-1)!.x0 - first.x0) / steps, drift, reach: Math.min(steps, MOST_HIDDEN) + 1 };
    leaders.push(take(row, index, pace)!);
  }
  // an answer may leave too few marks in a row, but a form's leaders have one step
  const steps = leaders.map(({ step }) => step).sort((a, b) => a - b);
  const usual = steps[Math.floor(steps.length / 2)];
  if (usual === undefined) return leaders;
  const pace = { step: usual, drift, reach: HIDDEN_BY_A_WORD };
  for (const [index, first] of marks.entries()) {
    if (used.has(first) || !hasNeighbour(marks, index, pace, used)) continue;
    const leader = take([first], index, pace);
    if (leader !== null) leaders.push(leader);
  }
  return leaders;
}

/** A free mark stands one step behind mark number `index`. */
function hasNeighbour(
  marks: readonly Component[],
  index: number,
  { step, drift }: Pace,
  used: ReadonlySet<Component>,
): boolean {
  const first = marks[index]!;
  for (let at = index + 1; at < marks.length; at++) {
    const gap = marks[at]!.x0 - first.x0;
    if (gap > step + outOfStep(step)) return false;
    if (gap >= step - outOfStep(step) && !used.has(marks[at]!) && isLevel(marks[at]!, first, drift)) return true;
  }
  return false;
}

/** The row of marks that begins with mark number `index`, each about one step behind the one before, and that step. */
function rowFrom(
  marks: readonly Component[],
  index: number,
  used: ReadonlySet<Component>,
  drift: number,
  widestStep: number,
): { readonly row: readonly Component[]; readonly step: number } {
  const row = [marks[index]!];
  let step = 0;
  let last = row[0]!;
  for (let at = index + 1; at < marks.length; at++) {
    const next = marks[at]!;
    const gap = next.x0 - last.x0;
    if (gap > widestStep) break;
    if (used.has(next) || gap < 1.5 || !isLevel(next, last, drift)) continue;
    if (step > 0 && Math.abs(gap - step) > Math.max(drift, step * 0.35)) {
      // a mark lost to the noise leaves a double step
      if (Math.abs(gap - 2 * step) > drift) continue;
    } else step = step === 0 ? gap : (step * 3 + gap) / 4;
    row.push(next);
    last = next;
  }
  return { row, step };
}

const isLevel = (a: Component, b: Component, drift: number): boolean => Math.abs(a.y1 - b.y1) <= drift * 0.6;
const outOfStep = (step: number): number => Math.max(1.2, OUT_OF_STEP * step);

interface Pace {
  readonly step: number;
  readonly drift: number;
  /** Steps over which the next mark is looked for. */
  readonly reach: number;
}

/** Marks further along a sure row, in step with it, though an answer stands on those between. */
function goOn(
  marks: readonly Component[],
  end: Component,
  { step, drift, reach }: Pace,
  used: ReadonlySet<Component>,
): Component[] {
  const found: Component[] = [];
  let last = end;
  for (const next of marks) {
    const gap = Math.abs(next.x0 - last.x0);
    if (gap > reach * step) break;
    if (used.has(next) || gap < step / 2 || !isLevel(next, last, drift)) continue;
    if (Math.abs(gap - Math.round(gap / step) * step) > outOfStep(step)) continue;
    found.push(next);
    last = next;
  }
  return found;
}

/** Dots that run into letters, at their places between the free ones and before and behind them. */
function takeOutTouching(copy: GrayImage, { marks, step }: Leader, colons: readonly Component[]): void {
  const [first, last] = [marks[0]!, marks.at(-1)!];
  const slope = (last.y0 - first.y0) / Math.max(step, last.x0 - first.x0);
  const follow = (from: Component, stepPx: number, places: number): void => {
    for (let place = 1; place <= places; place++) {
      const y = Math.round(from.y0 + slope * stepPx * place);
      const x = from.x0 + stepPx * place;
      const dot = { x0: x, x1: x + from.x1 - from.x0, y0: y, y1: y + from.y1 - from.y0 };
      // where nothing stands, or the colon of a label, the leader is at its end
      if (colons.some((colon) => meet(colon, dot)) || !takeOutDot(copy, dot)) return;
    }
  };
  for (const [index, mark] of marks.slice(0, -1).entries()) {
    const next = marks[index + 1]!;
    const places = Math.round((next.x0 - mark.x0) / step);
    if (places < 2) continue;
    // a label may stand between: from both sides
    const exact = (next.x0 - mark.x0) / places;
    follow(mark, exact, places - 1);
    follow(next, -exact, places - 1);
  }
  follow(first, -step, MOST_HIDDEN);
  follow(last, step, MOST_HIDDEN);
}

type Box = Pick<Component, 'x0' | 'x1' | 'y0' | 'y1'>;
const meet = (a: Box, b: Box): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

/** So many rows of a dot stand out below a letter's stroke; a round foot has one so narrow. */
const STANDS_OUT = 2;
/** How far ink rises above a dot of the leader, in its heights, where it is a comma or the dot below a letter. */
const OF_A_COMMA = { least: 0.4, most: 2 } as const;

/**
 * Takes out what is as narrow as the dot and at its place, row by row; a stroke that goes on below the line is a letter's,
 * and so is the narrow end of a wide one; commas stay whole. False when the place is empty.
 */
function takeOutDot({ pixels, widthPx, heightPx }: GrayImage, { x0, x1, y0, y1 }: Box): boolean {
  const [least, most] = [Math.floor(x0 - 1.5), Math.ceil(x1 + 1.5)];
  if (least < 1 || most >= widthPx || y0 < 0 || y1 + 2 >= heightPx) return false;
  const isInk = (x: number, y: number): boolean => pixels[y * widthPx + x]! < INK_BELOW;
  const middle = Math.round((x0 + x1 - 1) / 2);
  let narrow: (readonly [y: number, start: number, end: number])[] = [];
  let [empty, wide] = [true, false];
  for (let y = y0; y < y1; y++) {
    const seed = [middle, middle - 1, middle + 1].find((x) => isInk(x, y));
    if (seed === undefined) continue;
    empty = false;
    let [start, end] = [seed, seed + 1];
    while (start >= least && isInk(start - 1, y)) start--;
    while (end <= most && isInk(end, y)) end++;
    if (start >= least && end <= most && end - start <= x1 - x0 + 1) narrow.push([y, start, end]);
    else [narrow, wide] = [[], true];
  }
  const hasInk = (y: number, start: number, end: number): boolean => {
    for (let x = start; x < end; x++) if (isInk(x, y)) return true;
    return false;
  };
  const goesOn = narrow.some(([, start, end]) => hasInk(y1 + 1, start, end));
  let above = 0;
  while (above < y0 && hasInk(y0 - 1 - above, least + 1, most - 1)) above++;
  const height = y1 - y0;
  const isComma = above > height * OF_A_COMMA.least && above < height * OF_A_COMMA.most;
  if (!goesOn && !isComma && !(wide && narrow.length < STANDS_OUT))
    for (const [y, start, end] of narrow) pixels.fill(255, y * widthPx + start - 1, y * widthPx + end + 1);
  return !empty;
}
