import type { BlockLine, SignatureProfile } from '../domain/rules/signature-profiles.ts';
import { layoutText } from '../pdf/appearance/block.ts';
import type { PageInk } from '../pdf/appearance/page-ink.ts';
import { type BoxMm, ptPerMm } from '../pdf/appearance/page-view.ts';
import { inside } from './box-geometry.ts';
import {
  clearanceMm,
  isFree,
  layoutAt,
  type Placement,
  type PlacementTask,
  sizeMm,
  sizes,
  stack,
} from './placement-task.ts';
import { refusal } from './refusal.ts';
import { onTexture, scaledRemark, shiftedRemark, shrunkImage, shrunkRemark } from './remarks.ts';
import { placeOverSignature } from './seal-placement.ts';

export type { BlockContent, Placement, PlacementTask } from './placement-task.ts';
export type { SigningRemark } from './remarks.ts';

/**
 * Finds the block's place (rules.md R2.2): the wanted place first, then the least departure from it by shifting, by smaller
 * letters, by a plate over mere texture. SohoaError SIGN_REFUSED when the rule leaves no room; nothing is ever laid over text, a QR code or
 * another signature, except the agency's seal over the left of the personal signature, which the rule demands.
 */
export function placeBlock(task: PlacementTask): Placement {
  if (task.given !== null) return fitInto(task, task.given);
  switch (task.profile.place.kind) {
    case 'corner':
      return placeInCorner(task, task.profile.place);
    case 'above-name':
      return placeAboveName(task);
    case 'over-signature':
      return placeOverSignature(task, task.profile.place.share);
    case 'fixed':
      return fitInto(task, task.profile.place.box);
    case 'none':
      throw new RangeError('an invisible profile has no place');
  }
}

/** The block's lines with the request's values. SohoaError SIGN_REFUSED names the value that is missing. */
export function blockLines(
  lines: readonly BlockLine[],
  values: Readonly<Record<string, string | undefined>>,
  times: { readonly signing: string; readonly capture: string | null },
): readonly string[] {
  return lines.map((line) => {
    const value =
      line.kind === 'fixed'
        ? line.text
        : line.kind === 'value'
          ? values[line.name]
          : line.of === 'signing'
            ? times.signing
            : times.capture;
    if (value === undefined || value === null || value.trim() === '')
      throw refusal('value-missing', { name: line.kind === 'value' ? line.name : 'capturedAt' });
    return value.normalize('NFC').trim();
  });
}

/** Blocks are made for office paper (B5 to A3); on anything else they keep their share of the page (R2.2). */
function pageScale(ink: PageInk): number {
  const short = Math.min(ink.widthMm, ink.heightMm);
  return short >= 170 && short <= 330 ? 1 : short / 210;
}

function placeInCorner(
  task: PlacementTask,
  place: Extract<SignatureProfile['place'], { readonly kind: 'corner' }>,
): Placement {
  const { ink, profile } = task;
  // a seal is never scaled (R2.4), so neither is the page's idea of its size
  const scale = profile.image === 'seal' ? 1 : pageScale(ink);
  const edge = 3 * scale;
  const insetX = place.insetMm[0] * scale;
  const left = place.corner === 'top-left';
  const wanted = (width: number): { readonly x: number; readonly y: number } => ({
    x: left ? insetX : ink.widthMm - insetX - width,
    y: place.insetMm[1] * scale,
  });
  const zone: BoxMm = {
    x: left ? edge : ink.widthMm * 0.4,
    y: edge,
    width: ink.widthMm * 0.6 - edge,
    height: ink.heightMm / 3 - edge,
  };
  let best: { readonly cost: number; readonly placement: Placement } | null = null;
  for (const plate of [false, true])
    for (const sizePt of sizes(profile)) {
      const given = smallerCost * (profile.font.sizePt - sizePt) + (plate ? plateCost : 0);
      const limit = (best?.cost ?? Number.POSITIVE_INFINITY) - given;
      if (limit <= 0) continue;
      const minHeight = task.content.imageMm === null && profile.boxMm !== null ? profile.boxMm.height * ptPerMm : 0;
      const block = stack(
        layoutAt(task, sizePt, scale, (minHeight * sizePt) / profile.font.sizePt),
        task.content.imageMm,
      );
      const size = sizeMm(block);
      const want = wanted(size.width);
      const found = nearestFree(task, { size, want, zone, scale, overTexture: plate, limit });
      if (found === null) continue;
      const remarks = [
        ...scaledRemark(scale),
        ...shrunkRemark(profile, sizePt),
        ...shiftedRemark(want, found.box),
        ...(plate ? [onTexture] : []),
      ];
      const dark = ink.brightness(found.box) < 160;
      const placement = { box: found.box, block: { ...block, plate: plate || dark }, remarks };
      best = { cost: found.cost + given, placement };
    }
  if (best === null) throw refusal('no-room', cornerNames[place.corner]);
  return best.placement;
}

/**
 * What a departure costs, in mm of shift on A4: a block is moved before its letters are made smaller, and these before it
 * gets a plate over mere texture, but none of it at the price of leaving the corner for the middle of the page.
 */
const smallerCost = 15;
const plateCost = 60;

interface Search {
  readonly size: { readonly width: number; readonly height: number };
  readonly want: { readonly x: number; readonly y: number };
  readonly zone: BoxMm;
  readonly scale: number;
  readonly overTexture: boolean;
  /** Places that cost as much are of no interest. */
  readonly limit: number;
}

/** The free place nearest to the wanted one inside the zone; a vertical shift counts more than a horizontal one. */
function nearestFree(task: PlacementTask, search: Search): { readonly box: BoxMm; readonly cost: number } | null {
  const { size, want, zone, scale, overTexture } = search;
  let best: BoxMm | null = null;
  let bestCost = search.limit;
  const consider = (x: number, y: number): void => {
    const cost = (Math.abs(x - want.x) + 2 * Math.abs(y - want.y)) / scale;
    if (cost >= bestCost) return;
    const box = { x, y, ...size };
    if (!inside(box, zone) || !isFree(task, box, scale, overTexture)) return;
    best = box;
    bestCost = cost;
  };
  consider(want.x, want.y);
  for (let y = zone.y; y + size.height <= zone.y + zone.height; y += scale)
    for (let x = zone.x; x + size.width <= zone.x + zone.width; x += scale) consider(x, y);
  return best === null ? null : { box: best, cost: bestCost };
}

/**
 * Ô 7c: between the office (chức vụ) and the printed name. On the right half of the page the lowest gap that is high
 * enough and has ink below it; without one, free room nearest to where such a gap usually is.
 */
function placeAboveName(task: PlacementTask): Placement {
  const { ink, profile, content } = task;
  if (content.imageMm === null && content.lines.length === 0) throw refusal('image-missing', { profile: profile.id });
  const natural = content.imageMm;
  for (const factor of natural === null || profile.image === 'seal' ? [1] : [1, 0.9, 0.8, 0.7, 0.6, 0.5]) {
    const imageMm = natural === null ? null : { width: natural.width * factor, height: natural.height * factor };
    const block = stack(content.lines.length === 0 ? null : layoutAt(task, profile.font.sizePt, 1), imageMm);
    const size = sizeMm(block);
    const gap = lowestGap(ink, size.height + 2 * clearanceMm);
    const remarks = factor === 1 ? [] : [shrunkImage(factor)];
    if (gap !== null) {
      const box = { x: gap.centre - size.width / 2, y: (gap.top + gap.bottom - size.height) / 2, ...size };
      const onPage = { ...box, x: Math.max(3, Math.min(box.x, ink.widthMm - size.width - 3)) };
      if (isFree(task, onPage, 1, false)) return { box: onPage, block, remarks };
    }
    const zone = { x: ink.widthMm * 0.45, y: ink.heightMm / 3, width: ink.widthMm * 0.52, height: ink.heightMm * 0.64 };
    const want = { x: ink.widthMm * 0.7 - size.width / 2, y: ink.heightMm * 0.75 };
    const limit = Number.POSITIVE_INFINITY;
    const found = nearestFree(task, { size, want, zone, scale: 1, overTexture: false, limit });
    if (found !== null) return { box: found.box, block, remarks: [...remarks, ...shiftedRemark(want, found.box)] };
  }
  throw refusal('no-room', { place_vi: 'ô ký của người có thẩm quyền', place_en: "the competent person's place" });
}

/** The lowest white band of the right half, at least `height` mm high, with ink above and below it. */
function lowestGap(
  ink: PageInk,
  height: number,
): { readonly top: number; readonly bottom: number; readonly centre: number } | null {
  const x = ink.widthMm / 2;
  const width = ink.widthMm / 2 - 5;
  const row = (y: number): BoxMm => ({ x, y, width, height: 1 });
  let bottom: number | null = null;
  for (let y = ink.heightMm - 20; y > ink.heightMm / 4; y -= 1) {
    if (ink.count(row(y)) === 0) continue;
    if (bottom !== null && bottom - (y + 1) >= height) {
      return { top: y + 1, bottom, centre: inkCentre(ink, { ...row(bottom), height: 4 }) };
    }
    bottom = y;
  }
  return null;
}

/** Middle of the inked stretch of a band. */
function inkCentre(ink: PageInk, band: BoxMm): number {
  let first: number | null = null;
  let last = band.x;
  for (let x = band.x; x < band.x + band.width; x += 1) {
    if (ink.count({ ...band, x, width: 1 }) === 0) continue;
    first ??= x;
    last = x + 1;
  }
  return first === null ? band.x + band.width / 2 : (first + last) / 2;
}

/** A given box: letters shrink until the lines fit, images keep their proportions, a seal its size. */
function fitInto(task: PlacementTask, box: BoxMm): Placement {
  const { content, profile } = task;
  const room = { width: box.width * ptPerMm, height: box.height * ptPerMm };
  for (const sizePt of sizes(profile)) {
    const layout =
      content.lines.length === 0
        ? null
        : layoutText(content.lines, task.font, {
            sizePt,
            leadingPt: (profile.font.leadingPt * sizePt) / profile.font.sizePt,
            maxWidthPt: room.width,
          });
    const left = room.height - (layout?.heightPt ?? 0);
    const natural = content.imageMm;
    const factor =
      natural === null ? 1 : Math.min(1, box.width / natural.width, Math.max(0, left) / ptPerMm / natural.height);
    if (left < 0 || (layout?.widthPt ?? 0) > room.width + 0.01) continue;
    if (natural !== null && (profile.image === 'seal' ? factor < 1 : factor < 0.3)) continue;
    const imageMm = natural === null ? null : { width: natural.width * factor, height: natural.height * factor };
    const stacked = stack(layout, imageMm);
    const dx = (room.width - stacked.widthPt) / 2;
    const dy = (room.height - stacked.heightPt) / 2;
    return {
      box,
      block: {
        widthPt: room.width,
        heightPt: room.height,
        text: stacked.text && { ...stacked.text, xPt: stacked.text.xPt + dx, yPt: stacked.text.yPt + dy },
        image: stacked.image && { ...stacked.image, xPt: stacked.image.xPt + dx, yPt: stacked.image.yPt + dy },
        plate: false,
      },
      remarks: [...shrunkRemark(profile, sizePt), ...(factor < 1 ? [shrunkImage(factor)] : [])],
    };
  }
  throw refusal('no-room', { place_vi: 'vị trí đã chỉ định', place_en: 'the place given' });
}

const cornerNames = {
  'top-left': { place_vi: 'góc trên bên trái', place_en: 'the top left' },
  'top-right': { place_vi: 'góc trên bên phải', place_en: 'the top right' },
} as const;
