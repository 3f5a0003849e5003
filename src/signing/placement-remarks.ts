import type { SignatureProfile } from '../domain/rules/signature-profiles.ts';
import { type Text, text } from '../domain/text.ts';
import type { BoxMm } from '../pdf/appearance/page-view.ts';

/** In what a placement departs from its profile; shown with the signature and kept in the intent. */
export interface PlacementRemark {
  readonly id: 'shifted' | 'shrunk' | 'scaled' | 'on-texture' | 'seal-near-text' | 'lines-not-shown';
  readonly text: Text;
}

const mm = (value: number): string => value.toFixed(1);

export function shiftedRemark(
  want: { readonly x: number; readonly y: number },
  got: BoxMm,
): readonly PlacementRemark[] {
  const dx = got.x - want.x;
  const dy = got.y - want.y;
  if (Math.abs(dx) < 0.05 && Math.abs(dy) < 0.05) return [];
  const values = `x ${mm(dx)} mm, y ${mm(dy)} mm`;
  return [
    { id: 'shifted', text: text(`Khối chữ ký được dời ${values} để không che nội dung.`, `Block moved by ${values}.`) },
  ];
}

export function shrunkRemark(profile: SignatureProfile, sizePt: number): readonly PlacementRemark[] {
  if (sizePt >= profile.font.sizePt) return [];
  const from = profile.font.sizePt;
  return [
    {
      id: 'shrunk',
      text: text(`Cỡ chữ giảm từ ${from} xuống ${sizePt}.`, `Letters reduced from ${from} to ${sizePt} pt.`),
    },
  ];
}

export const shrunkImage = (factor: number): PlacementRemark => ({
  id: 'shrunk',
  text: text(
    `Ảnh chữ ký thu nhỏ còn ${Math.round(factor * 100)}%.`,
    `Signature image reduced to ${Math.round(factor * 100)}%.`,
  ),
});

export function scaledRemark(scale: number): readonly PlacementRemark[] {
  if (scale === 1) return [];
  const factor = scale.toFixed(2);
  return [
    { id: 'scaled', text: text(`Khối chữ ký nhân ${factor} theo khổ giấy.`, `Block scaled by ${factor} to the page.`) },
  ];
}

export const onTexture: PlacementRemark = {
  id: 'on-texture',
  text: text('Khối chữ ký đặt trên nền ảnh, có nền trắng.', 'Block stands on a white plate over the photograph.'),
};

export const sealNearText = (share: number): PlacementRemark => ({
  id: 'seal-near-text',
  text: text(
    `Dấu (nền trong suốt) đè lên ${Math.ceil(share * 100)}% nét chữ xung quanh chữ ký.`,
    `The transparent seal touches ${Math.ceil(share * 100)}% of print around the signature.`,
  ),
});

export const linesNotShown: PlacementRemark = {
  id: 'lines-not-shown',
  text: text(
    'Không đủ chỗ hiển thị tên cơ quan và thời gian ký; thông tin nằm trong chữ ký.',
    'No room to show agency and time; both stand in the signature itself.',
  ),
};
