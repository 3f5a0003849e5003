import type { FieldRemark } from '../field.ts';
import { type Check, checked, fault, warning } from './check.ts';
import type { Gender } from './personal-id.ts';

export interface CardMrz {
  readonly documentNumber: string;
  /** The 12 digits in the optional data; null when they are not there (the Vietnamese layout is unverified). */
  readonly personalId: string | null;
  /** ISO; the century is chosen so that birth is not after `today`. */
  readonly birthDate: string;
  readonly gender: Gender | null;
  /** ISO; null when filled with `<` (no expiry). */
  readonly expiryDate: string | null;
  /** Without tone marks, as the zone has it: `NGUYEN VAN MAU`. */
  readonly name: string;
}

/** Check digit of ICAO 9303: weights 7-3-1, `<` = 0, A = 10 … Z = 35, sum mod 10. */
export function mrzCheckDigit(field: string): number {
  const weights = [7, 3, 1] as const;
  let sum = 0;
  for (let i = 0; i < field.length; i++) {
    const code = field.charCodeAt(i);
    const value = code >= 48 && code <= 57 ? code - 48 : code >= 65 && code <= 90 ? code - 55 : 0;
    sum += value * (weights[i % 3] ?? 0);
  }
  return sum % 10;
}

export interface MrzDates {
  readonly birthDate: string;
  readonly gender: Gender | null;
  /** Null when filled with `<`. */
  readonly expiryDate: string | null;
}

const century = (six: string, prefix: string): string =>
  `${prefix}${six.slice(0, 2)}-${six.slice(2, 4)}-${six.slice(4)}`;

/**
 * The second line alone, when both of its check digits agree: the first line, longer and finer printed, is misread more
 * often. Null when a check digit fails. The century of birth is chosen so that birth is not after `today`.
 */
export function readMrzDates(second: string, today: string): MrzDates | null {
  const line = second.replace(/\s/g, '');
  const match = /^(\d{6})(\d)([MF<])(\d{6}|<{6})(\d|<)/.exec(line);
  if (match === null) return null;
  const [, birth = '', birthDigit, sex, expiry = '', expiryDigit] = match;
  if (String(mrzCheckDigit(birth)) !== birthDigit) return null;
  if (/\d/.test(expiry) && String(mrzCheckDigit(expiry)) !== expiryDigit) return null;
  const born2000 = century(birth, '20');
  return {
    birthDate: born2000 > today ? century(birth, '19') : born2000,
    gender: sex === 'M' ? 'Nam' : sex === 'F' ? 'Nữ' : null,
    expiryDate: /\d/.test(expiry) ? century(expiry, '20') : null,
  };
}

/** Machine readable zone of an identity card, TD1: three lines of 30 characters (ICAO 9303-5; rules.md J.4). */
export function readCardMrz(lines: readonly string[], today: string): Check<CardMrz> {
  const [one = '', two = '', three = ''] = lines.map((line) => line.replace(/\s/g, ''));
  if (lines.length !== 3 || ![one, two, three].every((line) => /^[A-Z0-9<]{30}$/.test(line)))
    return checked<CardMrz>(null, [
      fault('MRZ_FORM', 'Vùng MRZ phải có 3 dòng, mỗi dòng 30 ký tự.', 'The MRZ must have 3 lines of 30 characters.'),
    ]);
  const remarks: FieldRemark[] = [];
  if (!/^[AIC][A-Z<]VNM/.test(one))
    remarks.push(
      warning('MRZ_ISSUER', 'Vùng MRZ không phải của thẻ Việt Nam.', 'The MRZ is not of a Vietnamese card.'),
    );
  const verify = (field: string, digit: string | undefined, vi: string, en: string): void => {
    if (String(mrzCheckDigit(field)) !== digit)
      remarks.push(fault('MRZ_CHECK_DIGIT', `Sai chữ số kiểm tra MRZ: ${vi}.`, `Wrong MRZ check digit: ${en}.`));
  };
  verify(one.slice(5, 14), one[14], 'số thẻ', 'document number');
  verify(two.slice(0, 6), two[6], 'ngày sinh', 'birth date');
  if (two.slice(8, 14) !== '<<<<<<') verify(two.slice(8, 14), two[14], 'ngày hết hạn', 'expiry date');
  verify(one.slice(5) + two.slice(0, 7) + two.slice(8, 15) + two.slice(18, 29), two[29], 'toàn vùng', 'composite');

  const personalId = /\d{12}/.exec(one.slice(15))?.[0] ?? null;
  if (personalId === null)
    remarks.push(
      warning('MRZ_PERSONAL_ID', 'MRZ không chứa số định danh 12 chữ số.', 'The MRZ holds no 12-digit number.'),
    );
  else if (!personalId.endsWith(one.slice(5, 14)))
    remarks.push(
      warning(
        'MRZ_DOCUMENT_NUMBER',
        'Số thẻ trong MRZ không phải 9 số cuối của số định danh.',
        'The MRZ document number is not the last 9 digits of the personal number.',
      ),
    );

  const birth = two.slice(0, 6);
  const born2000 = `20${birth.slice(0, 2)}-${birth.slice(2, 4)}-${birth.slice(4)}`;
  const expiry = two.slice(8, 14);
  const [surname = '', given = ''] = three.replace(/<+$/, '').split('<<');
  return checked(
    {
      documentNumber: one.slice(5, 14).replace(/<+$/, ''),
      personalId,
      birthDate: born2000 > today ? `19${born2000.slice(2)}` : born2000,
      gender: two[7] === 'M' ? 'Nam' : two[7] === 'F' ? 'Nữ' : null,
      expiryDate: /^\d{6}$/.test(expiry) ? `20${expiry.slice(0, 2)}-${expiry.slice(2, 4)}-${expiry.slice(4)}` : null,
      name: `${surname} ${given}`.replace(/</g, ' ').replace(/\s+/g, ' ').trim(),
    },
    remarks,
  );
}
