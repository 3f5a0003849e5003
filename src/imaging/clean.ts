import { type Component, erase, inkComponents } from './components.ts';
import { does, type PreparationOptions } from './preparation-steps.ts';
import type { GrayImage } from './raster.ts';
import { findRulings, withoutRulings } from './rulings.ts';
import { INK_BELOW } from './skew.ts';

/** Takes what is no writing off the copy that is read; the page must be flattened and deskewed. Returns a new image. */
export function cleanPage(image: GrayImage & { readonly dpi: number }, options: PreparationOptions = {}): GrayImage {
  const copy = does(options, 'rulings')
    ? withoutRulings(image, findRulings(image))
    : { pixels: image.pixels.slice(), widthPx: image.widthPx, heightPx: image.heightPx };
  const { components, runs } = inkComponents(copy, INK_BELOW);
  const mm = image.dpi / 25.4;
  const dirt: Component[] = [];
  if (does(options, 'leaders')) dirt.push(...leaderMarks(components, mm));
  if (does(options, 'borders'))
    dirt.push(...components.filter((component) => isHole(component, copy, mm) || isBorder(component, copy, mm)));
  for (const component of dirt) erase(copy, component, runs);
  return copy;
}

/** A leader has at least so many marks in a row; an ellipsis has three. */
const LEAST_MARKS = 6;
/** Marks of one leader stand on one line and repeat with one step, give or take. */
const DRIFT_MM = 0.35;
/** A written answer may hide as many marks as the row shows, and no more than this. */
const MOST_HIDDEN = 50;
/** How far a mark behind an answer may be out of step, in steps: the full stop of the answer itself stays mostly. */
const OUT_OF_STEP = 0.16;
/** The dots of a colon stand so far one over the other, mm. */
const COLON_MM = { least: 0.8, most: 2.6 } as const;
/** Sides of a leader's marks and the widest step between them, mm. */
const LEADERS = [
  { narrowest: 0, widest: 0.8, highest: 0.8, step: 3 },
  { narrowest: 0.7, widest: 2.6, highest: 0.6, step: 5 },
] as const;

/** Dots and dashes that stand in rows, evenly spaced; between and behind the letters of an answer they keep their places. */
function leaderMarks(components: readonly Component[], mm: number): Component[] {
  return LEADERS.flatMap(({ narrowest, widest, highest, step }) => {
    const marks = components
      .filter(({ x0, x1, y0, y1 }) => x1 - x0 >= narrowest * mm && x1 - x0 <= widest * mm && y1 - y0 <= highest * mm)
      .sort((a, b) => a.x0 - b.x0);
    return rowsOf(withoutColons(marks, mm), Math.max(1.5, DRIFT_MM * mm), step * mm);
  });
}

function withoutColons(marks: readonly Component[], mm: number): Component[] {
  const isTwin = (one: Component, other: Component): boolean => {
    const apart = Math.abs(one.y0 - other.y0);
    return Math.abs(one.x0 - other.x0) <= DRIFT_MM * mm && apart >= COLON_MM.least * mm && apart <= COLON_MM.most * mm;
  };
  return marks.filter((mark, index) => {
    for (const direction of [-1, 1])
      for (let at = index + direction; at >= 0 && at < marks.length; at += direction) {
        const other = marks[at]!;
        if (Math.abs(other.x0 - mark.x0) > DRIFT_MM * mm) break;
        if (isTwin(mark, other)) return false;
      }
    return true;
  });
}

function rowsOf(marks: readonly Component[], drift: number, widestStep: number): Component[] {
  const used = new Set<Component>();
  for (const [index, first] of marks.entries()) {
    if (used.has(first)) continue;
    const row = [first];
    let step = 0;
    let last = first;
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
    if (row.length < LEAST_MARKS) continue;
    const steps = Math.round((last.x0 - first.x0) / step);
    const pace = { step: (last.x0 - first.x0) / steps, drift, reach: Math.min(steps, MOST_HIDDEN) + 1 };
    for (const mark of [...row, ...goOn(marks.slice(index + 1), last, pace, used)]) used.add(mark);
    for (const mark of goOn(marks.slice(0, index).reverse(), first, pace, used)) used.add(mark);
  }
  return [...used];
}

const isLevel = (a: Component, b: Component, drift: number): boolean => Math.abs(a.y1 - b.y1) <= drift * 0.6;

/** Marks further along a sure row, in step with it, though an answer stands on those between. */
function goOn(
  marks: readonly Component[],
  end: Component,
  { step, drift, reach }: { readonly step: number; readonly drift: number; readonly reach: number },
  used: ReadonlySet<Component>,
): Component[] {
  const found: Component[] = [];
  let last = end;
  for (const next of marks) {
    const gap = Math.abs(next.x0 - last.x0);
    if (gap > reach * step) break;
    if (used.has(next) || gap < step / 2 || !isLevel(next, last, drift)) continue;
    if (Math.abs(gap - Math.round(gap / step) * step) > Math.max(1.2, OUT_OF_STEP * step)) continue;
    found.push(next);
    last = next;
  }
  return found;
}

/** A filled disc of a filing hole's size near an edge. */
function isHole({ x0, y0, x1, y1, area }: Component, image: GrayImage, mm: number): boolean {
  const w = x1 - x0;
  const h = y1 - y0;
  if (w < 4 * mm || w > 9 * mm || Math.abs(w - h) > 1.2 * mm) return false;
  const margin = 25 * mm;
  const nearEdge = x0 < margin || y0 < margin || x1 > image.widthPx - margin || y1 > image.heightPx - margin;
  // a disc fills π/4 of its box
  return nearEdge && area > 0.7 * w * h && area < 0.9 * w * h;
}

/** Ink that hugs an edge of the picture: the lid, the shadow of a fold. */
function isBorder({ x0, y0, x1, y1, area }: Component, image: GrayImage, mm: number): boolean {
  const w = x1 - x0;
  const h = y1 - y0;
  const touches =
    Number(x0 <= 1) + Number(y0 <= 1) + Number(x1 >= image.widthPx - 1) + Number(y1 >= image.heightPx - 1);
  if (touches === 0) return false;
  return Math.max(w, h) > 25 * mm && (Math.min(w, h) < 12 * mm || area < 0.12 * w * h);
}
