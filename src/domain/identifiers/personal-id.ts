import type { FieldRemark } from '../field.ts';
import { type Check, checked, digitsFromLookalikes, fault, warning } from './check.ts';
import { type Province, provinceOfCode } from './provinces.ts';

export type Gender = 'Nam' | 'Nữ';

export interface PersonalIdParts {
  readonly number: string;
  /** Province of birth registration; null when the code is not of the list (perhaps a country code). */
  readonly province: Province | null;
  readonly gender: Gender;
  readonly birthYear: number;
}

/** What else is known of the person; each known item is compared. */
export interface PersonFacts {
  /** ISO date, or a prefix of it (`1990`, `1990-08`). */
  readonly birthDate?: string | null;
  readonly gender?: string | null;
  /** `YYYY-MM-DD`, Vietnam: a birth year after it is a warning. */
  readonly today?: string;
}

/**
 * Số định danh cá nhân: 3 digits province or country, 1 century and sex, 2 year, 6 random; no check digit
 * (NĐ 137/2015/NĐ-CP Đ13; rules.md J.1).
 */
export function checkPersonalId(input: string, facts: PersonFacts = {}): Check<PersonalIdParts> {
  const number = input.normalize('NFC').replace(/[\s.-]/g, '');
  if (!/^\d*$/.test(number)) {
    const repaired = digitsFromLookalikes(number);
    const suggestion = /^\d{12}$/.test(repaired) ? repaired : null;
    return checked<PersonalIdParts>(
      null,
      [fault('PERSONAL_ID_CHARACTER', 'Số định danh có ký tự không phải số.', 'The personal number has a non-digit.')],
      suggestion,
    );
  }
  if (number.length !== 12)
    return checked<PersonalIdParts>(null, [
      fault(
        'PERSONAL_ID_LENGTH',
        `Số định danh phải có 12 chữ số, đọc được ${number.length}.`,
        `A personal number has 12 digits, ${number.length} were read.`,
      ),
    ]);

  const century = Number(number[3]);
  const birthYear = 1900 + 100 * Math.floor(century / 2) + Number(number.slice(4, 6));
  const gender: Gender = century % 2 === 0 ? 'Nam' : 'Nữ';
  const province = provinceOfCode(number.slice(0, 3)) ?? null;
  const remarks: FieldRemark[] = [];
  if (province === null)
    remarks.push(
      warning(
        'PERSONAL_ID_PROVINCE',
        `Mã ${number.slice(0, 3)} không có trong danh mục tỉnh (có thể là mã quốc gia).`,
        `Code ${number.slice(0, 3)} is not in the list of provinces (it may be a country code).`,
      ),
    );
  if (birthYear > Number(facts.today?.slice(0, 4) ?? 2099))
    remarks.push(
      warning(
        'PERSONAL_ID_FUTURE',
        `Năm sinh theo số định danh (${birthYear}) ở tương lai.`,
        `The birth year in the number (${birthYear}) lies in the future.`,
      ),
    );
  if (facts.gender && facts.gender !== gender)
    remarks.push(
      fault(
        'PERSONAL_ID_GENDER',
        `Giới tính không khớp số định danh (${gender}).`,
        `The sex does not agree with the personal number (${gender}).`,
      ),
    );
  if (facts.birthDate && !facts.birthDate.startsWith(String(birthYear)))
    remarks.push(
      fault(
        'PERSONAL_ID_BIRTH_YEAR',
        `Năm sinh không khớp số định danh (${birthYear}).`,
        `The birth year does not agree with the personal number (${birthYear}).`,
      ),
    );
  return checked({ number, province, gender, birthYear }, remarks);
}
