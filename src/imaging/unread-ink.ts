import type { BoxPx } from '../domain/geometry.ts';
import { type Component, erase, inkComponents } from './components.ts';
import { blankGray, type GrayImage } from './raster.ts';
import { INK_BELOW } from './skew.ts';

/** A part of the page that is worth a second look, and where it stands in the picture made for that. */
export interface UnreadPiece {
  /** In px of the page's copy. */
  readonly box: BoxPx;
  /** Row of `box.y0` in the picture; `box.x0` stands at `leftPx`. */
  readonly topPx: number;
  readonly leftPx: number;
}

export interface UnreadInk {
  /** The pieces one under the other, what was read well and what is no print left out. */
  readonly picture: GrayImage & { readonly dpi: number };
  readonly pieces: readonly UnreadPiece[];
}

/** A letter's sides, in mm; smaller is a dot or a mark, larger a drawing, a seal's ring or a signature. */
const LETTER_MM = { least: 1.1, most: 10 } as const;
/** Larger in both directions is no print and is taken out of the picture: a seal's ring, a signature. */
const DRAWING_MM = 12;
/** Letters stand so near to each other, in mm. */
const NEAR_MM = { x: 3.5, y: 1.2 } as const;
/** Fewer are a number, a tick, a crumb. */
const LEAST_LETTERS = 5;
/** More unread letters are no print: a halftone, a noise. */
const MOST_LETTERS = 900;
const MOST_PIECES = 8;
const MARGIN_MM = 3;

/**
 * Letters of the page that no well-read word covers, as a picture of their own. Layout analysis takes print that a black
 * seal or a signature touches for a drawing and drops it, and makes one line of what stands side by side in different
 * sizes. Null when everything was read.
 *
 * @param read boxes of words that stay as they are, px of the image
 */
export function unreadInk(image: GrayImage & { readonly dpi: number }, read: readonly BoxPx[]): UnreadInk | null {
  const mm = image.dpi / 25.4;
  const copy = { ...image, pixels: image.pixels.slice() };
  const { components, runs } = inkComponents(copy, INK_BELOW);
  const letters = components.filter((component) => isLetter(component, mm) && !isCovered(component, read, mm));
  if (letters.length > MOST_LETTERS) return null;
  const groups = merge(
    letters.map((box) => ({ box, letters: 1 })),
    mm,
  )
    .filter((group) => group.letters >= LEAST_LETTERS)
    .sort((a, b) => b.letters - a.letters)
    .slice(0, MOST_PIECES)
    .sort((a, b) => a.box.y0 - b.box.y0 || a.box.x0 - b.box.x0);
  if (groups.length === 0) return null;
  for (const component of components)
    if (Math.min(component.x1 - component.x0, component.y1 - component.y0) > DRAWING_MM * mm)
      erase(copy, component, runs);
  for (const box of read) whiten(copy, box);
  return stack(
    copy,
    groups.map(({ box }) => box),
    Math.round(MARGIN_MM * mm),
  );
}

function isLetter({ x0, y0, x1, y1, area }: Component, mm: number): boolean {
  const [w, h] = [x1 - x0, y1 - y0];
  const { least, most } = LETTER_MM;
  return h >= least * mm && h <= most * mm && w <= most * mm && area >= 0.12 * w * h;
}

function isCovered({ x0, y0, x1, y1 }: BoxPx, read: readonly BoxPx[], mm: number): boolean {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const rim = mm / 2;
  return read.some((box) => x >= box.x0 - rim && x <= box.x1 + rim && y >= box.y0 - rim && y <= box.y1 + rim);
}

interface Group {
  readonly box: BoxPx;
  readonly letters: number;
}

/** Groups of boxes that are near to each other. */
function merge(singles: readonly Group[], mm: number): readonly Group[] {
  const once = mergeOnce(singles, mm);
  return once.length === singles.length ? once : merge(once, mm);
}

function mergeOnce(singles: readonly Group[], mm: number): readonly Group[] {
  const [reachX, reachY] = [NEAR_MM.x * mm, NEAR_MM.y * mm];
  let groups: readonly Group[] = [];
  for (const single of [...singles].sort((a, b) => a.box.y0 - b.box.y0)) {
    let { box, letters } = single;
    const apart: Group[] = [];
    for (const other of groups) {
      const near =
        other.box.x0 <= box.x1 + reachX &&
        box.x0 <= other.box.x1 + reachX &&
        other.box.y0 <= box.y1 + reachY &&
        box.y0 <= other.box.y1 + reachY;
      if (!near) apart.push(other);
      else {
        box = union(box, other.box);
        letters += other.letters;
      }
    }
    groups = [...apart, { box, letters }];
  }
  return groups;
}

const union = (a: BoxPx, b: BoxPx): BoxPx => ({
  x0: Math.min(a.x0, b.x0),
  y0: Math.min(a.y0, b.y0),
  x1: Math.max(a.x1, b.x1),
  y1: Math.max(a.y1, b.y1),
});

function whiten({ pixels, widthPx, heightPx }: GrayImage, box: BoxPx): void {
  const [x0, x1] = [Math.max(0, Math.floor(box.x0)), Math.min(widthPx, Math.ceil(box.x1))];
  for (let y = Math.max(0, Math.floor(box.y0)); y < Math.min(heightPx, Math.ceil(box.y1)); y++)
    pixels.fill(255, y * widthPx + x0, y * widthPx + x1);
}

function stack(image: GrayImage & { readonly dpi: number }, boxes: readonly BoxPx[], margin: number): UnreadInk {
  const cut = boxes.map(({ x0, y0, x1, y1 }) => ({
    x0: Math.max(0, Math.floor(x0) - margin),
    y0: Math.max(0, Math.floor(y0) - Math.round(margin / 3)),
    x1: Math.min(image.widthPx, Math.ceil(x1) + margin),
    y1: Math.min(image.heightPx, Math.ceil(y1) + Math.round(margin / 3)),
  }));
  const widthPx = Math.max(...cut.map(({ x0, x1 }) => x1 - x0)) + 2 * margin;
  const heightPx = cut.reduce((sum, { y0, y1 }) => sum + y1 - y0 + margin, margin);
  const picture = { ...blankGray(widthPx, heightPx), dpi: image.dpi };
  let topPx = margin;
  const pieces = cut.map((box) => {
    const piece = { box, topPx, leftPx: margin };
    for (let y = box.y0; y < box.y1; y++)
      picture.pixels.set(
        image.pixels.subarray(y * image.widthPx + box.x0, y * image.widthPx + box.x1),
        (topPx + y - box.y0) * widthPx + margin,
      );
    topPx += box.y1 - box.y0 + margin;
    return piece;
  });
  return { picture, pieces };
}
