import { vietnamTime } from '../domain/clock.ts';
import type { SignatureProfile } from '../domain/rules/signature-profiles.ts';
import { archiveClaim } from '../pdf/appearance/archive-claim.ts';
import { drawBlock, emptyAppearance } from '../pdf/appearance/block.ts';
import { drawnImage, widgetOf } from '../pdf/appearance/drawn-image.ts';
import type { BlockFont } from '../pdf/appearance/font.ts';
import { type PageRenderer, readPageInk } from '../pdf/appearance/page-ink.ts';
import { type BoxMm, type PageView, pageView } from '../pdf/appearance/page-view.ts';
import { readStampImage, type StampImage } from '../pdf/appearance/stamp-image.ts';
import type { PdfFile, PdfPage, RectPt } from '../pdf/reader/model.ts';
import { isDict, type PdfRef } from '../pdf/reader/objects.ts';
import { readRect } from '../pdf/reader/pages.ts';
import type { SignatureField } from '../pdf/reader/signature-fields.ts';
import type { IncrementalUpdate } from '../pdf/writer/incremental-update.ts';
import type { EmptyField } from './empty-field.ts';
import { blockLines, type Placement, type PlacementTask, placeBlock } from './placement.ts';
import { refusal } from './refusal.ts';
import { hardEdges } from './remarks.ts';
import type { SignatureRequest, StampOrder } from './request.ts';

export interface DrawingTools {
  /** Tinos, or the operator's Times New Roman (R2.3). */
  readonly font: BlockFont;
  readonly renderer: PageRenderer;
}

export interface DrawTask {
  readonly request: SignatureRequest;
  readonly profile: SignatureProfile;
  /** Of the file as it stands. */
  readonly signatures: readonly SignatureField[];
  readonly moment: Date;
  /** An existing field that is to be filled. */
  readonly target: EmptyField | null;
  readonly tools: DrawingTools;
}

/** What shows, where, on which page. */
export interface DrawnSignature {
  readonly page: PdfPage;
  readonly rect: RectPt;
  readonly appearance: PdfRef;
  /** Null when nothing shows. */
  readonly placement: Placement | null;
}

/**
 * Decides page and place of a signature's block, fits its lines and image, and writes the appearance into the update.
 * Errors: SIGN_REFUSED with its rule, CONFIG_INVALID (image), PDF_LIMIT.
 */
export async function drawAppearance(
  file: PdfFile,
  update: IncrementalUpdate,
  task: DrawTask,
): Promise<DrawnSignature> {
  const { request, profile, signatures, target, tools } = task;
  const { add } = update;
  const personal = profile.place.kind === 'over-signature' ? personalSignature(signatures) : null;
  const page = choosePage(file, task, personal);
  const hidden = profile.place.kind === 'none' || target?.rect === null;
  if (hidden) return { page, rect: [0, 0, 0, 0], appearance: emptyAppearance(add), placement: null };

  const view = pageView(file.latest, page);
  const claim = archiveClaim(file.latest);
  const image = profile.image === 'none' || request.image === null ? null : await stamp(request.image, task);
  if (image !== null && !claim.transparency && image.stencil === null)
    throw refusal('image-unsuitable', {
      why_vi: 'mực của ảnh trong mờ, mà tệp PDF/A này không cho phép trong suốt',
      why_en: 'its ink is translucent, and this PDF/A file allows no transparency',
    });
  const lines = blockLines(profile.lines, request.values, {
    signing: vietnamTime(task.moment),
    capture: request.capturedAt === null ? null : vietnamTime(request.capturedAt),
  });
  const missing = tools.font.missing(lines.join(''));
  if (missing.length > 0) throw refusal('font-lacks', { characters: missing.join(' ') });
  const given = givenBox(request, target?.rect ?? null, view.fromUserSpace);
  const placed = placeBlock({
    profile,
    content: { lines, imageMm: image === null || request.image === null ? null : physicalSize(image, request.image) },
    font: tools.font,
    ink: await readPageInk(file.latest, page, tools.renderer),
    blocked: annotationBoxes(file, page).map(view.fromUserSpace),
    personal: personal === null ? null : partsOf(file, personal, view),
    given,
  });
  const hard = image !== null && !claim.transparency;
  const placement = hard ? { ...placed, remarks: [...placed.remarks, hardEdges] } : placed;
  const rect = target?.rect ?? view.toUserSpace(placement.box);
  const parts = { font: tools.font, image, rotate: view.rotate };
  return { page, rect, appearance: drawBlock(placement.block, parts, claim, add), placement };
}

function givenBox(
  request: SignatureRequest,
  fieldRect: RectPt | null,
  fromUserSpace: (rect: RectPt) => BoxMm,
): BoxMm | null {
  if (request.place.kind === 'box') return request.place.box;
  return fieldRect === null ? null : fromUserSpace(fieldRect);
}

/** The page of the field, of the request, of the personal signature, the last (a person signs at the end), or the first. */
function choosePage(file: PdfFile, task: DrawTask, personal: SignatureField | null): PdfPage {
  const { request, profile, target } = task;
  const pages = file.latest.pages();
  const asked = request.place.kind === 'field' ? null : request.place.page;
  const index =
    target?.pageIndex ??
    (asked === null ? null : asked - 1) ??
    personal?.pageIndex ??
    (profile.place.kind === 'above-name' ? pages.length - 1 : 0);
  const page = pages[index];
  if (page === undefined) throw refusal('page-missing', { page: index + 1 });
  return page;
}

/** The visible signature that the seal goes over: the last of the competent person, else the last one shown. */
function personalSignature(signatures: readonly SignatureField[]): SignatureField | null {
  const shown = signatures.filter((one) => one.kind === 'signature' && one.visible && one.rectPt !== null);
  return shown.findLast((one) => /^(PERSON_COMPETENT|CERTIFIED_COPY)_\d/.test(one.fieldName)) ?? shown.at(-1) ?? null;
}

/** The image of the personal signature and the lines below it, where its appearance tells them apart. */
function partsOf(file: PdfFile, { field, rectPt }: SignatureField, view: PageView): PlacementTask['personal'] {
  if (rectPt === null) return null;
  const block = view.fromUserSpace(rectPt);
  const shares = drawnImage(file, widgetOf(file, field));
  if (shares === null) return { image: block, lines: null };
  const [left, bottom, right, top] = shares;
  const image = {
    x: block.x + left * block.width,
    y: block.y + (1 - top) * block.height,
    width: (right - left) * block.width,
    height: (top - bottom) * block.height,
  };
  const below = bottom * block.height;
  return { image, lines: below < 1 ? null : { ...block, y: image.y + image.height, height: below } };
}

function annotationBoxes(file: PdfFile, page: PdfPage): readonly RectPt[] {
  return page.annots.flatMap((item) => {
    const annotation = file.latest.resolve(item);
    const rect = isDict(annotation) ? readRect(file.latest, annotation.entries.get('Rect')) : null;
    return rect === null || rect[2] - rect[0] <= 0 || rect[3] - rect[1] <= 0 ? [] : [rect];
  });
}

/** R2.4: in force that day, transparent. */
async function stamp(order: StampOrder, task: DrawTask): Promise<StampImage> {
  const day = vietnamTime(task.moment).slice(0, 10);
  if ((order.validFrom ?? day) > day || (order.validTo ?? day) < day)
    throw refusal('image-unsuitable', { why_vi: `không có hiệu lực ngày ${day}`, why_en: `not in force on ${day}` });
  const image = await readStampImage(order.png);
  if (image.alpha === null)
    throw refusal('image-unsuitable', { why_vi: 'nền không trong suốt', why_en: 'it is not transparent' });
  if (task.profile.image === 'seal' && image.ink !== 'red')
    throw refusal('image-unsuitable', { why_vi: 'dấu không có màu đỏ', why_en: 'the seal is not red' });
  return image;
}

const physicalSize = (image: StampImage, order: StampOrder): { readonly width: number; readonly height: number } => ({
  width: order.widthMm,
  height: (order.widthMm * image.heightPx) / image.widthPx,
});
