import { type Component, erase, inkComponents } from './components.ts';
import { takeOutLeaders } from './leaders.ts';
import { does, type PreparationOptions } from './preparation-steps.ts';
import type { GrayImage } from './raster.ts';
import { findRulings, withoutRulings } from './rulings.ts';
import { INK_BELOW } from './skew.ts';

/** Takes what is no writing off the copy that is read; the page must be flattened and deskewed. Returns a new image. */
export function cleanPage(image: GrayImage & { readonly dpi: number }, options: PreparationOptions = {}): GrayImage {
  const copy = does(options, 'rulings')
    ? withoutRulings(image, findRulings(image))
    : { pixels: image.pixels.slice(), widthPx: image.widthPx, heightPx: image.heightPx };
  const ink = inkComponents(copy, INK_BELOW);
  const mm = image.dpi / 25.4;
  if (does(options, 'leaders')) takeOutLeaders(copy, ink, mm);
  if (does(options, 'borders'))
    for (const component of ink.components)
      if (isHole(component, copy, mm) || isBorder(component, copy, mm)) erase(copy, component, ink.runs);
  return copy;
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
