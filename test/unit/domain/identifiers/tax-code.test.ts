import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTaxCode, taxCheckDigit } from '../../../../src/domain/identifiers/tax-code.ts';

describe('tax code (rules.md J.2)', () => {
  it.each([
    ['0100109106', 'ok'],
    ['0100233488', 'ok'],
    ['4000100202', 'ok'],
    ['0100000003', 'ok'],
    ['0100000010', 'ok'],
    ['9900000009', 'ok'],
    ['0106789012', 'error'],
    ['0100000003-001', 'ok'],
    ['0100000003-000', 'error'],
    ['0100000003001', 'warning'],
    ['001090000001', 'ok'],
    ['12345', 'error'],
  ])('%s is %s', (code, status) => {
    expect(checkTaxCode(code).status).toBe(status);
  });

  it('says which check digit was expected', () => {
    expect(checkTaxCode('0106789012').remarks[0]?.en).toContain('7 expected');
  });

  it('refuses all ten codes whose check digit would be 10', () => {
    for (let last = 0; last <= 9; last++) {
      const check = checkTaxCode(`990000007${last}`);
      expect(check.remarks[0]?.code).toBe('TAX_CODE_NEVER_ISSUED');
    }
  });

  it('tells organisation, branch and person apart and writes the branch with its hyphen', () => {
    expect(checkTaxCode('0100000003').parts?.kind).toBe('organisation');
    expect(checkTaxCode('0100000003001').parts).toEqual({ code: '0100000003-001', kind: 'branch' });
    expect(checkTaxCode('001090000001').parts?.kind).toBe('personal');
  });

  it('detects every change of one digit', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{9}$/),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (nine, position, shift) => {
          const digit = taxCheckDigit(nine);
          fc.pre(digit !== null);
          const code = nine + digit;
          expect(checkTaxCode(code).status).toBe('ok');
          const changed = [...code];
          changed[position] = String((Number(changed[position]) + shift) % 10);
          // No weight is divisible by 11, so a change of one digit always changes the remainder.
          expect(checkTaxCode(changed.join('')).status).toBe('error');
        },
      ),
    );
  });
});
