import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { masked } from '../../../../src/domain/identifiers/check.ts';
import { checkPersonalId } from '../../../../src/domain/identifiers/personal-id.ts';
import { provinces } from '../../../../src/domain/identifiers/provinces.ts';

const today = '2026-11-22';

describe('personal number (rules.md J.1)', () => {
  it.each([
    ['001090000001', '1990-08-15', 'Nam', 'Hà Nội', 1990],
    ['079199000002', '1999-01-02', 'Nữ', 'Hồ Chí Minh', 1999],
    ['096304999999', '2004-02-29', 'Nữ', 'Cà Mau', 2004],
  ])('%s agrees with its owner', (number, birthDate, gender, province, year) => {
    const check = checkPersonalId(number, { birthDate, gender, today });
    expect(check.status).toBe('ok');
    expect(check.parts).toMatchObject({ gender, birthYear: year });
    expect(check.parts?.province?.name).toBe(province);
  });

  it.each([
    ['001090000001', { gender: 'Nữ' }, 'error', 'PERSONAL_ID_GENDER'],
    ['001090000001', { birthDate: '1991' }, 'error', 'PERSONAL_ID_BIRTH_YEAR'],
    ['003090000001', {}, 'warning', 'PERSONAL_ID_PROVINCE'],
    ['001490000001', {}, 'warning', 'PERSONAL_ID_FUTURE'],
    ['00109000001', {}, 'error', 'PERSONAL_ID_LENGTH'],
    ['0010900O0001', {}, 'error', 'PERSONAL_ID_CHARACTER'],
  ] as const)('%s with %j is %s (%s)', (number, facts, status, code) => {
    const check = checkPersonalId(number, facts);
    expect(check.status).toBe(status);
    expect(check.remarks.map((remark) => remark.code)).toEqual([code]);
  });

  it('offers the digit for a letter that looks like one, and does not apply it', () => {
    const check = checkPersonalId('0010900O0001');
    expect(check.suggestion).toBe('001090000001');
    expect(check.parts).toBeNull();
  });

  it('knows the 63 provinces of the circular and 34 successors', () => {
    expect(provinces).toHaveLength(63);
    expect(new Set(provinces.map((province) => province.code)).size).toBe(63);
    expect(new Set(provinces.map((province) => province.successor)).size).toBe(34);
  });

  it('any number built from province, sex and year is read back', () => {
    const parts = fc.record({
      province: fc.constantFrom(...provinces),
      female: fc.boolean(),
      year: fc.integer({ min: 1900, max: 2026 }),
      tail: fc.integer({ min: 0, max: 999_999 }),
    });
    fc.assert(
      fc.property(parts, ({ province, female, year, tail }) => {
        const century = 2 * Math.floor((year - 1900) / 100) + (female ? 1 : 0);
        const number = `${province.code}${century}${String(year % 100).padStart(2, '0')}${String(tail).padStart(6, '0')}`;
        const gender = female ? 'Nữ' : 'Nam';
        const check = checkPersonalId(number, { birthDate: `${year}-05-05`, gender, today });
        expect(check.status).toBe('ok');
        expect(check.parts?.province).toBe(province);
        expect(checkPersonalId(number, { gender: female ? 'Nam' : 'Nữ' }).status).toBe('error');
      }),
    );
  });

  it('never throws and never calls something that is not 12 digits ok', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => {
        const check = checkPersonalId(input);
        if (check.status === 'ok') expect(input.normalize('NFC').replace(/[\s.-]/g, '')).toMatch(/^\d{12}$/);
      }),
    );
  });

  it('shows the last four digits only', () => {
    expect(masked('001090000001')).toBe('********0001');
    expect(masked('123')).toBe('***');
  });
});
