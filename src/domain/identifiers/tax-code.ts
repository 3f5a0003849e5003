import { type Check, checked, digitsFromLookalikes, fault, warning } from './check.ts';
import { checkPersonalId } from './personal-id.ts';

export interface TaxCodeParts {
  /** Canonical form: `0100000003`, `0100000003-001`, or 12 digits. */
  readonly code: string;
  readonly kind: 'organisation' | 'branch' | 'personal';
}

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const;

/** The tenth digit for nine leading digits; null when such a code is never issued (rules.md J.2). */
export function taxCheckDigit(nine: string): number | null {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(nine[index]), 0);
  const digit = 10 - (sum % 11);
  return digit === 10 ? null : digit;
}

/** Mã số thuế: 10 digits with check digit, 13 for a branch, or the 12-digit personal number (rules.md J.2). */
export function checkTaxCode(input: string): Check<TaxCodeParts> {
  const code = input
    .normalize('NFC')
    .replace(/[\s.]/g, '')
    .replace(/[‐-―−]/g, '-');
  if (!/^[\d-]*$/.test(code)) {
    const repaired = digitsFromLookalikes(code);
    return checked<TaxCodeParts>(
      null,
      [fault('TAX_CODE_CHARACTER', 'Mã số thuế có ký tự không phải số.', 'The tax code has a non-digit.')],
      /^[\d-]+$/.test(repaired) && checkTaxCode(repaired).status === 'ok' ? repaired : null,
    );
  }
  if (/^\d{12}$/.test(code)) {
    const person = checkPersonalId(code);
    return checked<TaxCodeParts>({ code, kind: 'personal' }, person.remarks);
  }
  const match = /^(\d{9})(\d)(?:(-?)(\d{3}))?$/.exec(code);
  if (match === null)
    return checked<TaxCodeParts>(null, [
      fault(
        'TAX_CODE_LENGTH',
        'Mã số thuế phải có 10 chữ số, 10 chữ số và “-” với 3 chữ số, hoặc 12 chữ số.',
        'A tax code has 10 digits, 10 digits with “-” and 3 digits, or 12 digits.',
      ),
    ]);
  const [, nine = '', last = '', hyphen, branch] = match;
  const expected = taxCheckDigit(nine);
  const parts: TaxCodeParts = branch
    ? { code: `${nine}${last}-${branch}`, kind: 'branch' }
    : { code: nine + last, kind: 'organisation' };
  if (expected === null)
    return checked(parts, [
      fault('TAX_CODE_NEVER_ISSUED', 'Mã số thuế này không thể được cấp.', 'Such a tax code is never issued.'),
    ]);
  if (expected !== Number(last))
    return checked(parts, [
      fault(
        'TAX_CODE_CHECK_DIGIT',
        `Sai chữ số kiểm tra của mã số thuế: phải là ${expected}.`,
        `Wrong check digit of the tax code: ${expected} expected.`,
      ),
    ]);
  if (branch === '000')
    return checked(parts, [
      fault('TAX_CODE_BRANCH', 'Số đơn vị phụ thuộc 000 không hợp lệ.', 'Branch 000 does not exist.'),
    ]);
  return checked(
    parts,
    branch && hyphen === ''
      ? [
          warning(
            'TAX_CODE_HYPHEN',
            'Mã số thuế 13 chữ số viết thiếu dấu “-”.',
            'The 13-digit tax code is written without “-”.',
          ),
        ]
      : [],
  );
}
