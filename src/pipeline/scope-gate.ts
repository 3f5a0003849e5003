import type { Outputs } from './outputs.ts';

/** What intake knows of a component when the scope gate is asked. */
export interface ScopeFacts {
  readonly presentedOnly?: boolean;
  readonly alreadyHeld?: boolean;
  readonly bornDigital?: boolean;
}

/** The class of rules.md B under the profile of the reception day, with the reason. */
export function scopeOf(_receivedAt: Date, facts: ScopeFacts): Outputs['intake']['scope'] {
  const decided = (className: string, vi: string, en: string) => ({ class: className, profile: 'TT03-2025', vi, en });
  if (facts.presentedOnly)
    return decided('chi_xuat_trinh', 'Chỉ xuất trình: không lưu ảnh.', 'Only presented: no image is kept.');
  if (facts.alreadyHeld)
    return decided('da_co_du_lieu', 'Kho đã có: dùng lại.', 'Already in the warehouse: used again.');
  if (facts.bornDigital)
    return decided('dien_tu_san', 'Bản điện tử: kiểm tra chữ ký, không quét.', 'Born digital: verified, not scanned.');
  return decided('so_hoa', 'Thuộc diện số hóa.', 'In scope of digitization.');
}
