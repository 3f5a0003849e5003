import type { SignatureProfile } from '../domain/rules/signature-profiles.ts';
import { type BlockLayout, layoutText, type TextLayout } from '../pdf/appearance/block.ts';
import type { BlockFont } from '../pdf/appearance/font.ts';
import type { PageInk } from '../pdf/appearance/page-ink.ts';
import { type BoxMm, ptPerMm } from '../pdf/appearance/page-view.ts';
import { grown, overlaps } from './box-geometry.ts';
import type { SigningRemark } from './remarks.ts';

/** Where a block will stand, how it is drawn, and everything in which it departs from the profile. */
export interface Placement {
  readonly box: BoxMm;
  readonly block: BlockLayout;
  readonly remarks: readonly SigningRemark[];
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
  /** The personal signature that the seal goes over, for `over-signature`: its image, and the rest of its block. */
  readonly personal: { readonly image: BoxMm; readonly lines: BoxMm | null } | null;
  /** Given by hand or by an existing field: used as it is, content fitted into it. */
  readonly given: BoxMm | null;
}

/** Room kept above and below a block, mm on A4. */
export const clearanceMm = 1;
/** Room kept beside it, so that its lines are not read on with those of the page. */
const besideMm = 3;

/** The lines at a size; leading and block width keep their proportion to it and to the page. */
export function layoutAt(task: PlacementTask, sizePt: number, scale: number, minHeightPt?: number): TextLayout {
  const { font: rule, boxMm } = task.profile;
  return layoutText(task.content.lines, task.font, {
    sizePt: sizePt * scale,
    leadingPt: (rule.leadingPt * sizePt * scale) / rule.sizePt,
    maxWidthPt: (boxMm?.width ?? 85) * ptPerMm * scale,
    ...(minHeightPt === undefined ? {} : { minHeightPt: minHeightPt * scale }),
  });
}

/** From the profile's size down to its smallest, half a point at a time. */
export function sizes(profile: SignatureProfile): readonly number[] {
  const { sizePt, minPt } = profile.font;
  return Array.from({ length: Math.floor((sizePt - minPt) * 2) + 1 }, (_, step) => sizePt - step / 2);
}

/** Text, and above it the image at its physical size. */
export function stack(layout: TextLayout | null, imageMm: BlockContent['imageMm']): BlockLayout {
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

export const sizeMm = (block: BlockLayout): { readonly width: number; readonly height: number } => ({
  width: block.widthPt / ptPerMm,
  height: block.heightPt / ptPerMm,
});

export function isFree(task: PlacementTask, box: BoxMm, scale: number, overTexture: boolean): boolean {
  const roomy = grown(box, besideMm * scale, clearanceMm * scale);
  if (task.blocked.some((other) => overlaps(roomy, other))) return false;
  const { ink } = task;
  // two lone specks of dust, or four in ten thousand pixels, are not text
  const allowed = Math.max(2, (0.0004 * roomy.width * roomy.height) / ink.pixelMm ** 2);
  return (overTexture ? ink.strongCount(roomy) : ink.count(roomy)) <= allowed;
}
