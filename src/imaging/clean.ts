import { type Component, erase, inkComponents } from './components.ts';
import { does, type PreparationOptions } from './preparation-steps.ts';
import type { GrayImage } from './raster.ts';
import { INK_BELOW } from './skew.ts';

/** Takes what is no writing off the copy that is read; the page must be flattened and deskewed. Returns a new image. */
export function cleanPage(image: GrayImage & { readonly dpi: number }, options: PreparationOptions = {}): GrayImage {
  const copy = { pixels: image.pixels.slice(), widthPx: image.widthPx, heightPx: image.heightPx };
  const { components, runs } = inkComponents(copy, INK_BELOW);
  const mm = image.dpi / 25.4;
  const dirt: Component[] = [];
  if (does(options, 'leaders')) dirt.push(...leaderDots(components, mm));
  if (does(options, 'borders'))
    dirt.push(...components.filter((component) => isHole(component, copy, mm) || isBorder(component, copy, mm)));
  for (const component of dirt) erase(copy, component, runs);
  return copy;
}

/** A leader has at least so many dots; an ellipsis has three. */
const LEAST_DOTS = 6;
const LARGEST_DOT_MM = 0.8;
const WIDEST_STEP_MM = 3;
/** Dots of one leader stand on one line and repeat with one step, give or take. */
const DRIFT_MM = 0.35;

/** Dots that stand in rows, evenly spaced. */
function leaderDots(components: readonly Component[], mm: number): Component[] {
  const dots = components
    .filter(({ x0, x1, y0, y1 }) => x1 - x0 <= LARGEST_DOT_MM * mm && y1 - y0 <= LARGEST_DOT_MM * mm)
    .sort((a, b) => a.x0 - b.x0);
  const drift = Math.max(1.5, DRIFT_MM * mm);
  const used = new Set<Component>();
  const found: Component[] = [];
  for (const [index, first] of dots.entries()) {
    if (used.has(first)) continue;
    const row = [first];
    let step = 0;
    let last = first;
    for (let at = index + 1; at < dots.length; at++) {
      const next = dots[at]!;
      const gap = next.x0 - last.x0;
      if (gap > WIDEST_STEP_MM * mm) break;
      if (used.has(next) || gap < 1.5 || Math.abs(next.y1 - last.y1) > drift * 0.6) continue;
      if (step > 0 && Math.abs(gap - step) > Math.max(drift, step * 0.35)) {
        // a dot lost to the noise leaves a double step
        if (Math.abs(gap - 2 * step) > drift) continue;
      } else step = step === 0 ? gap : (step * 3 + gap) / 4;
      row.push(next);
      last = next;
    }
    if (row.length < LEAST_DOTS) continue;
    for (const dot of row) used.add(dot);
    found.push(...row);
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
