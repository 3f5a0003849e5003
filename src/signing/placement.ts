import type { BlockLine, SignatureProfile } from '../domain/rules/signature-profiles.ts';
import { type Text, text } from '../domain/text.ts';
import { type BlockLayout, layoutText, type TextLayout } from '../pdf/appearance/block.ts';
import type { BlockFont } from '../pdf/appearance/font.ts';
import type { PageInk } from '../pdf/appearance/page-ink.ts';
import { type BoxMm, ptPerMm } from '../pdf/appearance/page-view.ts';
import { refusal } from './refusal.ts';

/** Where a block will stand, how it is drawn, and everything in which it departs from the profile. */
export interface Placement {
  readonly box: BoxMm;
  readonly block: BlockLayout;
  readonly remarks: readonly PlacementRemark[];
}

export interface PlacementRemark {
  readonly id: 'shifted' | 'shrunk' | 'scaled' | 'on-texture' | 'seal-near-text' | 'lines-not-shown';
  readonly text: Text;
}

/** What is to be placed. `imageMm`: physical size of the whole image; null without one. */
export interface BlockContent {
  readonly lines: readonly string[];
  readonly imageMm: { readonly width: number; readonly height: number } | null;
}

export interface PlacementTask {
  readonly profile: SignatureProfile;
  readonly content: BlockContent;
  readonly font: BlockFont;
  readonly ink: PageInk;
  /** Annotations with an area, earlier signature blocks among them: never covered. */
  readonly blocked: readonly BoxMm[];
  /** The personal signature that the seal goes over, for `over-signature`. */
  readonly personal: BoxMm | null;
  /** Given by hand or by an existing field: used as it is, content fitted into it. */
  readonly given: BoxMm | null;
}

/** Room kept around a block, mm on A4. */
const clearanceMm = 1;

/**
 * Finds the block's place (rules.md R2.2): wanted place first, then shifted, then with smaller letters, then on a plate over
 * mere texture. SohoaError SIGN_REFUSED when the rule leaves no room; nothing is ever laid over text, a QR code or
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

/** The lines at a size; leading and block width keep their proportion to it and to the page. */
function layoutAt(task: PlacementTask, sizePt: number, scale: number, minHeightPt?: number): TextLayout {
  const { font: rule, boxMm } = task.profile;
  return layoutText(task.content.lines, task.font, {
    sizePt: sizePt * scale,
    leadingPt: (rule.leadingPt * sizePt * scale) / rule.sizePt,
    maxWidthPt: (boxMm?.width ?? 85) * ptPerMm * scale,
    ...(minHeightPt === undefined ? {} : { minHeightPt: minHeightPt * scale }),
  });
}

/** From the profile's size down to its smallest, half a point at a time. */
function sizes(profile: SignatureProfile): readonly number[] {
  const { sizePt, minPt } = profile.font;
  return Array.from({ length: Math.floor((sizePt - minPt) * 2) + 1 }, (_, step) => sizePt - step / 2);
}

/** Blocks are made for office paper (B5 to A3); on anything else they keep their share of the page (R2.2). */
function pageScale(ink: PageInk): number {
  const short = Math.min(ink.widthMm, ink.heightMm);
  return short >= 170 && short <= 330 ? 1 : short / 210;
}

/** Text, and above it the image at its physical size. */
function stack(layout: TextLayout | null, imageMm: BlockContent['imageMm']): BlockLayout {
  const image = imageMm === null ? null : { width: imageMm.width * ptPerMm, height: imageMm.height * ptPerMm };
  const hasText = layout !== null && layout.lines.length > 0;
  const widthPt = Math.max(hasText ? layout.widthPt : 0, image?.width ?? 0);
  const textHeight = hasText ? layout.heightPt : 0;
  return {
    widthPt,
    heightPt: textHeight + (image?.height ?? 0),
    text: hasText ? { layout, xPt: image === null ? 0 : (widthPt - layout.widthPt) / 2, yPt: 0 } : null,
    image:
      image === null
        ? null
        : { xPt: (widthPt - image.width) / 2, yPt: textHeight, widthPt: image.width, heightPt: image.height },
    plate: false,
  };
}

const sizeMm = (block: BlockLayout): { readonly width: number; readonly height: number } => ({
  width: block.widthPt / ptPerMm,
  height: block.heightPt / ptPerMm,
});

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
  for (const plate of [false, true]) {
    for (const sizePt of sizes(profile)) {
      const minHeight = task.content.imageMm === null && profile.boxMm !== null ? profile.boxMm.height * ptPerMm : 0;
      const block = stack(
        layoutAt(task, sizePt, scale, (minHeight * sizePt) / profile.font.sizePt),
        task.content.imageMm,
      );
      const size = sizeMm(block);
      const want = wanted(size.width);
      const found = nearestFree(task, size, want, zone, scale, plate);
      if (found === null) continue;
      const remarks = [
        ...scaledRemark(scale),
        ...shrunkRemark(profile, sizePt),
        ...shiftedRemark(want, found),
        ...(plate ? [onTexture] : []),
      ];
      const dark = ink.brightness(found) < 160;
      return { box: found, block: { ...block, plate: plate || dark }, remarks };
    }
  }
  throw refusal('no-room', cornerNames[place.corner]);
}

/** The free place nearest to the wanted one inside the zone; a vertical shift counts more than a horizontal one. */
function nearestFree(
  task: PlacementTask,
  size: { readonly width: number; readonly height: number },
  want: { readonly x: number; readonly y: number },
  zone: BoxMm,
  scale: number,
  overTexture: boolean,
): BoxMm | null {
  const step = scale;
  let best: BoxMm | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  const consider = (x: number, y: number): void => {
    const cost = Math.abs(x - want.x) + 2 * Math.abs(y - want.y);
    if (cost >= bestCost) return;
    const box = { x, y, ...size };
    if (!inside(box, zone) || !isFree(task, box, scale, overTexture)) return;
    best = box;
    bestCost = cost;
  };
  consider(want.x, want.y);
  for (let y = zone.y; y + size.height <= zone.y + zone.height; y += step)
    for (let x = zone.x; x + size.width <= zone.x + zone.width; x += step) consider(x, y);
  return best;
}

function isFree(task: PlacementTask, box: BoxMm, scale: number, overTexture: boolean): boolean {
  const roomy = grown(box, clearanceMm * scale);
  if (task.blocked.some((other) => overlaps(roomy, other))) return false;
  const { ink } = task;
  // two lone specks of dust, or four in ten thousand pixels, are not text
  const allowed = Math.max(2, (0.0004 * roomy.width * roomy.height) / ink.pixelMm ** 2);
  return (overTexture ? ink.strongCount(roomy) : ink.count(roomy)) <= allowed;
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
    const found = nearestFree(task, size, want, zone, 1, false);
    if (found !== null) return { box: found, block, remarks: [...remarks, ...shiftedRemark(want, found)] };
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

/**
 * Ô 8: the seal at its real size over about a third of the personal signature, on its left. It moves up or down by a
 * quarter of its height where that spares the text around. The lines stand beside it where there is room; otherwise
 * they stay in the signature dictionary (/Name, /M) and a remark says so.
 */
function placeOverSignature(task: PlacementTask, share: number): Placement {
  const { ink, content, personal, profile } = task;
  const imageMm = content.imageMm;
  if (imageMm === null) throw refusal('image-missing', { profile: profile.id });
  if (personal === null)
    throw refusal('seal-place', {
      why_vi: 'không có chữ ký hiển thị của người có thẩm quyền',
      why_en: 'there is no visible personal signature',
    });
  const others = task.blocked.filter((box) => !overlaps(box, personal));
  let seal: BoxMm | null = null;
  let sealInk = Number.POSITIVE_INFINITY;
  for (const covered of [share, share - 0.06, share + 0.06])
    for (let step = 0; step <= imageMm.height / 2; step += 1) {
      const shift = (step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2);
      const box = {
        x: personal.x + covered * personal.width - imageMm.width,
        y: personal.y + personal.height / 2 - imageMm.height / 2 + shift,
        ...imageMm,
      };
      if (!inside(box, { x: 0, y: 0, width: ink.widthMm, height: ink.heightMm })) continue;
      if (others.some((other) => overlaps(box, other))) continue;
      const under = ink.share(box) - (ink.share(common(box, personal)) * areaOf(common(box, personal))) / areaOf(box);
      if (under < sealInk - 0.002) {
        seal = box;
        sealInk = under;
      }
    }
  if (seal === null)
    throw refusal('seal-place', {
      why_vi: 'vượt mép trang hoặc đè chữ ký khác',
      why_en: 'page edge or another signature',
    });
  if (sealInk > 0.25)
    throw refusal('seal-place', { why_vi: 'đè lên mã QR hoặc vùng chữ dày', why_en: 'a QR code or dense print' });
  const remarks: PlacementRemark[] = sealInk > 0.002 ? [sealNearText(sealInk)] : [];
  const beside = linesBeside(task, seal, personal);
  if (beside === null) {
    if (content.lines.length > 0) remarks.push(linesNotShown);
    return { box: seal, block: stack(null, imageMm), remarks };
  }
  remarks.push(...shrunkRemark(profile, beside.layout.sizePt));
  const box = union(seal, beside.box);
  const fromBottom = (part: BoxMm): { readonly xPt: number; readonly yPt: number } => ({
    xPt: (part.x - box.x) * ptPerMm,
    yPt: (box.y + box.height - part.y - part.height) * ptPerMm,
  });
  const block = {
    widthPt: box.width * ptPerMm,
    heightPt: box.height * ptPerMm,
    text: { layout: beside.layout, ...fromBottom(beside.box) },
    image: { ...fromBottom(seal), widthPt: imageMm.width * ptPerMm, heightPt: imageMm.height * ptPerMm },
    plate: false,
  };
  return { box, block, remarks };
}

/** Below, above or left of the seal, close to it. */
function linesBeside(
  task: PlacementTask,
  seal: BoxMm,
  personal: BoxMm,
): { readonly box: BoxMm; readonly layout: TextLayout } | null {
  if (task.content.lines.length === 0) return null;
  const middle = seal.x + seal.width / 2;
  for (const sizePt of sizes(task.profile)) {
    const layout = layoutAt(task, sizePt, 1);
    const size = { width: layout.widthPt / ptPerMm, height: layout.heightPt / ptPerMm };
    for (const distance of [0, 2, 4, 6, 9, 12])
      for (const [x, y] of [
        [middle - size.width / 2, seal.y + seal.height + distance],
        [middle - size.width / 2, seal.y - size.height - distance],
        [seal.x - size.width - distance, seal.y + (seal.height - size.height) / 2],
        [seal.x - size.width - distance, seal.y + seal.height - size.height],
      ] as const) {
        const box = { x, y, ...size };
        const page = { x: 3, y: 3, width: task.ink.widthMm - 6, height: task.ink.heightMm - 6 };
        if (inside(box, page) && !overlaps(box, personal) && isFree(task, box, 1, false)) return { box, layout };
      }
  }
  return null;
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

const inside = (box: BoxMm, outer: BoxMm): boolean =>
  box.x >= outer.x - 1e-6 &&
  box.y >= outer.y - 1e-6 &&
  box.x + box.width <= outer.x + outer.width + 1e-6 &&
  box.y + box.height <= outer.y + outer.height + 1e-6;
const overlaps = (a: BoxMm, b: BoxMm): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const grown = (box: BoxMm, by: number): BoxMm => ({
  x: box.x - by,
  y: box.y - by,
  width: box.width + 2 * by,
  height: box.height + 2 * by,
});
const areaOf = (box: BoxMm): number => box.width * box.height;

function union(a: BoxMm, b: BoxMm): BoxMm {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const width = Math.max(a.x + a.width, b.x + b.width) - x;
  return { x, y, width, height: Math.max(a.y + a.height, b.y + b.height) - y };
}

function common(a: BoxMm, b: BoxMm): BoxMm {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  };
}

const mm = (value: number): string => value.toFixed(1);

function shiftedRemark(want: { readonly x: number; readonly y: number }, got: BoxMm): readonly PlacementRemark[] {
  const dx = got.x - want.x;
  const dy = got.y - want.y;
  if (Math.abs(dx) < 0.05 && Math.abs(dy) < 0.05) return [];
  const values = `x ${mm(dx)} mm, y ${mm(dy)} mm`;
  return [
    { id: 'shifted', text: text(`Khối chữ ký được dời ${values} để không che nội dung.`, `Block moved by ${values}.`) },
  ];
}

function shrunkRemark(profile: SignatureProfile, sizePt: number): readonly PlacementRemark[] {
  if (sizePt >= profile.font.sizePt) return [];
  const from = profile.font.sizePt;
  return [
    {
      id: 'shrunk',
      text: text(`Cỡ chữ giảm từ ${from} xuống ${sizePt}.`, `Letters reduced from ${from} to ${sizePt} pt.`),
    },
  ];
}

const shrunkImage = (factor: number): PlacementRemark => ({
  id: 'shrunk',
  text: text(
    `Ảnh chữ ký thu nhỏ còn ${Math.round(factor * 100)}%.`,
    `Signature image reduced to ${Math.round(factor * 100)}%.`,
  ),
});

function scaledRemark(scale: number): readonly PlacementRemark[] {
  if (scale === 1) return [];
  const factor = scale.toFixed(2);
  return [
    { id: 'scaled', text: text(`Khối chữ ký nhân ${factor} theo khổ giấy.`, `Block scaled by ${factor} to the page.`) },
  ];
}

const onTexture: PlacementRemark = {
  id: 'on-texture',
  text: text('Khối chữ ký đặt trên nền ảnh, có nền trắng.', 'Block stands on a white plate over the photograph.'),
};

const sealNearText = (share: number): PlacementRemark => ({
  id: 'seal-near-text',
  text: text(
    `Dấu (nền trong suốt) đè lên ${Math.ceil(share * 100)}% nét chữ xung quanh chữ ký.`,
    `The transparent seal touches ${Math.ceil(share * 100)}% of print around the signature.`,
  ),
});

const linesNotShown: PlacementRemark = {
  id: 'lines-not-shown',
  text: text(
    'Không đủ chỗ hiển thị tên cơ quan và thời gian ký; thông tin nằm trong chữ ký.',
    'No room to show agency and time; both stand in the signature itself.',
  ),
};
