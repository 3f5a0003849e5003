import { SohoaError } from './errors.ts';
import { type Text, text } from './text.ts';

/** Parts of a digitized-paper code, kept in their own columns: a code is never parsed back (rules.md R1.7). */
export interface PaperCodeParts {
  /** `{chu}`: personal number, tax code or agency of the owner; empty when the owner has none. */
  readonly owner: string;
  /** `{loai}`: paper type code; it may contain dots. */
  readonly type: string;
  /** `{kyhieu}`: printed số, ký hiệu. */
  readonly number: string;
  /** `{nn}`: from the atomic counter of the prefix, 1 and up. */
  readonly sequence: number;
}

/** The official structure (TT 01/2023 Đ10) is published as a picture only: this default is unverified. */
export const defaultPaperCodeTemplate = '{chu}.{loai}.{kyhieu}.{nn}';

/** A số ký hiệu as it stands in a code: anything outside `[0-9A-Za-zĐđ-]` becomes `-`. */
export const codeSafe = (number: string): string => number.normalize('NFC').replace(/[^0-9A-Za-zĐđ-]/g, '-');

/**
 * The code without its counter: the key of the atomic counter.
 * @throws SohoaError CONFIG_INVALID for a faulty template (templateFault).
 */
export const paperCodePrefix = (template: string, parts: Omit<PaperCodeParts, 'sequence'>): string =>
  fillTemplate(template, parts, '');

/**
 * The code of a digitized paper. An empty owner keeps its separator; the counter has two digits at least and grows.
 * @throws SohoaError CONFIG_INVALID for a faulty template (templateFault).
 */
export const paperCode = (template: string, parts: PaperCodeParts): string =>
  fillTemplate(template, parts, String(parts.sequence).padStart(2, '0'));

const partNames = ['chu', 'loai', 'kyhieu', 'nn'];

/**
 * What is wrong with a template of paper codes, and how it is put right; null when nothing is. The counter stands once and
 * apart: with a letter or another part beside it, two papers could come to the same code.
 */
export function templateFault(template: string): Text | null {
  const known = partNames.map((part) => `{${part}}`).join(' ');
  for (const [whole, name = ''] of template.matchAll(/\{([^{}]*)\}/g))
    if (!partNames.includes(name))
      return text(`không có phần ${whole}; chỉ dùng ${known}`, `there is no part ${whole}; use ${known}`);
  if (/[{}]/.test(template.replace(/\{\w+\}/g, '')))
    return text('ngoặc { } không khép đúng', 'a brace { } has no partner');
  const around = template.split('{nn}');
  if (around.length !== 2) return text('phải có {nn} đúng một lần', '{nn} must be there exactly once');
  const [before = '', after = ''] = around;
  if (/[\p{L}\p{N}}]$/u.test(before) || /^[\p{L}\p{N}{]/u.test(after))
    return text(
      'hai bên {nn} phải là dấu phân cách (ví dụ dấu chấm) hoặc đầu, cuối mã',
      '{nn} needs a separator (a full stop, say) or the end of the code on both sides',
    );
  return null;
}

function fillTemplate(template: string, parts: Omit<PaperCodeParts, 'sequence'>, counter: string): string {
  const fault = templateFault(template);
  if (fault !== null) throw new SohoaError('CONFIG_INVALID', { reason_vi: fault.vi, reason_en: fault.en });
  const values: Readonly<Record<string, string>> = {
    chu: parts.owner,
    loai: parts.type,
    kyhieu: codeSafe(parts.number),
    nn: counter,
  };
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** `<mã hồ sơ>-KQ(n)` (NĐ 45/2020 Đ14.3); parentheses literal by default, switchable (rules.md R1.7a). */
export const resultCode = (dossierCode: string, order: number, parentheses = true): string =>
  parentheses ? `${dossierCode}-KQ(${order})` : `${dossierCode}-KQ${order}`;
