import { SohoaError } from './errors.ts';

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
 * @throws SohoaError CONFIG_INVALID when the template has no `{nn}` or an unknown part.
 */
export const paperCodePrefix = (template: string, parts: Omit<PaperCodeParts, 'sequence'>): string =>
  fillTemplate(template, parts, '');

/**
 * The code of a digitized paper. An empty owner keeps its separator; the counter has two digits at least and grows.
 * @throws SohoaError CONFIG_INVALID when the template has no `{nn}` or an unknown part.
 */
export const paperCode = (template: string, parts: PaperCodeParts): string =>
  fillTemplate(template, parts, String(parts.sequence).padStart(2, '0'));

function fillTemplate(template: string, parts: Omit<PaperCodeParts, 'sequence'>, counter: string): string {
  if (template.split('{nn}').length !== 2)
    throw new SohoaError('CONFIG_INVALID', { reason: 'paper code template needs {nn} once' });
  const values: Readonly<Record<string, string>> = {
    chu: parts.owner,
    loai: parts.type,
    kyhieu: codeSafe(parts.number),
    nn: counter,
  };
  return template.replace(/\{(\w*)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new SohoaError('CONFIG_INVALID', { reason: `paper code template: ${whole}` });
    return value;
  });
}

/** `<mã hồ sơ>-KQ(n)` (NĐ 45/2020 Đ14.3); parentheses literal by default, switchable (rules.md R1.7a). */
export const resultCode = (dossierCode: string, order: number, parentheses = true): string =>
  parentheses ? `${dossierCode}-KQ(${order})` : `${dossierCode}-KQ${order}`;
