import type { SignatureProfile } from '../domain/rules/signature-profiles.ts';
import { type Text, text } from '../domain/text.ts';
import type { BoxMm } from '../pdf/appearance/page-view.ts';

/** In what a signature departs from its profile; those of its placement are kept in the intent. */
export interface SigningRemark {
  readonly id:
    | 'shifted'
    | 'shrunk'
    | 'scaled'
    | 'on-texture'
    | 'seal-near-text'
    | 'lines-not-shown'
    | 'hard-edges'
    | 'time-apart';
  readonly text: Text;
}

const mm = (value: number): string => value.toFixed(1);

export function shiftedRemark(want: { readonly x: number; readonly y: number }, got: BoxMm): readonly SigningRemark[] {
  const dx = got.x - want.x;
  const dy = got.y - want.y;
  if (Math.abs(dx) < 0.05 && Math.abs(dy) < 0.05) return [];
  const values = `x ${mm(dx)} mm, y ${mm(dy)} mm`;
  return [
    { id: 'shifted', text: text(`Khối chữ ký được dời ${values} để không che nội dung.`, `Block moved by ${values}.`) },
  ];
}

export function shrunkRemark(profile: SignatureProfile, sizePt: number): readonly SigningRemark[] {
  if (sizePt >= profile.font.sizePt) return [];
  const from = profile.font.sizePt;
  return [
    {
      id: 'shrunk',
      text: text(`Cỡ chữ giảm từ ${from} xuống ${sizePt}.`, `Letters reduced from ${from} to ${sizePt} pt.`),
    },
  ];
}

export const shrunkImage = (factor: number): SigningRemark => ({
  id: 'shrunk',
  text: text(
    `Ảnh chữ ký thu nhỏ còn ${Math.round(factor * 100)}%.`,
    `Signature image reduced to ${Math.round(factor * 100)}%.`,
  ),
});

export function scaledRemark(scale: number): readonly SigningRemark[] {
  if (scale === 1) return [];
  const factor = scale.toFixed(2);
  return [
    { id: 'scaled', text: text(`Khối chữ ký nhân ${factor} theo khổ giấy.`, `Block scaled by ${factor} to the page.`) },
  ];
}

export const onTexture: SigningRemark = {
  id: 'on-texture',
  text: text('Khối chữ ký đặt trên nền ảnh, có nền trắng.', 'Block stands on a white plate over the photograph.'),
};

export const sealNearText = (share: number): SigningRemark => ({
  id: 'seal-near-text',
  text: text(
    `Dấu (nền trong suốt) đè lên ${Math.ceil(share * 100)}% nét chữ xung quanh chữ ký.`,
    `The transparent seal touches ${Math.ceil(share * 100)}% of print around the signature.`,
  ),
});

export const linesNotShown: SigningRemark = {
  id: 'lines-not-shown',
  text: text(
    'Không đủ chỗ hiển thị tên cơ quan và thời gian ký; thông tin nằm trong chữ ký.',
    'No room to show agency and time; both stand in the signature itself.',
  ),
};

export const hardEdges: SigningRemark = {
  id: 'hard-edges',
  text: text(
    'Tệp PDF/A này không cho phép trong suốt: ảnh có viền sắc, nền vẫn để trống.',
    'This PDF/A file allows no transparency: the image has hard edges, its ground stays clear.',
  ),
};

/** The shown time is the server's, since the stamp comes after the text is signed (rules.md R2.5). */
const timeToleranceMs = 300_000;

/** What is said when the shown time and the time that the stamp proves differ by more than the rule tolerates. */
export function timeRemark(signedAt: string, provenAt: string): readonly SigningRemark[] {
  if (Math.abs(Date.parse(provenAt) - Date.parse(signedAt)) <= timeToleranceMs) return [];
  return [
    {
      id: 'time-apart',
      text: text(
        `Thời gian ký hiển thị ${signedAt} lệch với dấu thời gian ${provenAt} quá 5 phút; lấy theo dấu thời gian.`,
        `The signing time shown, ${signedAt}, is more than 5 minutes from the time stamp ${provenAt}, which counts.`,
      ),
    },
  ];
}
