import type { TextLayout } from '../pdf/appearance/block.ts';
import { type BoxMm, ptPerMm } from '../pdf/appearance/page-view.ts';
import { areaOf, common, inside, overlaps, union } from './box-geometry.ts';
import { isFree, layoutAt, type Placement, type PlacementTask, sizes, stack } from './placement-task.ts';
import { refusal } from './refusal.ts';
import { linesNotShown, type SigningRemark, sealNearText, shrunkRemark } from './remarks.ts';

/** Share of its box that a line of print inks: earlier blocks are known by their box, not by their ink. */
const printShare = 0.15;

/**
 * Ô 8: the seal at its real size over about a third of the personal signature, on its left. It moves up or down by a
 * quarter of its height where that spares the text around. The lines stand beside it where there is room; otherwise
 * they stay in the signature dictionary (/Name, /M) and a remark says so.
 */
export function placeOverSignature(task: PlacementTask, share: number): Placement {
  const { ink, content, personal, profile } = task;
  const imageMm = content.imageMm;
  if (imageMm === null) throw refusal('image-missing', { profile: profile.id });
  if (personal === null)
    throw refusal('seal-place', {
      why_vi: 'không có chữ ký hiển thị của người có thẩm quyền',
      why_en: 'there is no visible personal signature',
    });
  const { image, lines } = personal;
  const others = task.blocked.filter((box) => !overlaps(box, image));
  let seal: BoxMm | null = null;
  let sealInk = Number.POSITIVE_INFINITY;
  for (const covered of [share, share - 0.06, share + 0.06])
    for (let step = 0; step <= imageMm.height / 2; step += 1) {
      const shift = (step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2);
      const box = {
        x: image.x + covered * image.width - imageMm.width,
        y: image.y + image.height / 2 - imageMm.height / 2 + shift,
        ...imageMm,
      };
      if (!inside(box, { x: 0, y: 0, width: ink.widthMm, height: ink.heightMm })) continue;
      if (others.some((other) => overlaps(box, other))) continue;
      const signature = common(box, image);
      const print = lines === null ? 0 : printShare * areaOf(common(box, lines));
      const under = ink.share(box) + (print - ink.share(signature) * areaOf(signature)) / areaOf(box);
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
  const remarks: SigningRemark[] = sealInk > 0.002 ? [sealNearText(sealInk)] : [];
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
  { image, lines }: NonNullable<PlacementTask['personal']>,
): { readonly box: BoxMm; readonly layout: TextLayout } | null {
  if (task.content.lines.length === 0) return null;
  const middle = seal.x + seal.width / 2;
  for (const sizePt of sizes(task.profile)) {
    const layout = layoutAt(task, sizePt, 1);
    const size = { width: layout.widthPt / ptPerMm, height: layout.heightPt / ptPerMm };
    for (const distance of [1, 2, 4, 6, 9, 12])
      for (const [x, y] of [
        [middle - size.width / 2, seal.y + seal.height + distance],
        [middle - size.width / 2, seal.y - size.height - distance],
        [seal.x - size.width - distance, seal.y + (seal.height - size.height) / 2],
        [seal.x - size.width - distance, seal.y + seal.height - size.height],
      ] as const) {
        const box = { x, y, ...size };
        const page = { x: 3, y: 3, width: task.ink.widthMm - 6, height: task.ink.heightMm - 6 };
        const covers = overlaps(box, image) || (lines !== null && overlaps(box, lines));
        if (!covers && inside(box, page) && isFree(task, box, 1, false)) return { box, layout };
      }
  }
  return null;
}
