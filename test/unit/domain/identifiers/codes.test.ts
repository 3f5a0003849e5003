import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paperCode, paperCodePrefix, resultCode, templateFault } from '../../../../src/domain/codes.ts';
import { checkAgencyCode } from '../../../../src/domain/identifiers/agency-code.ts';
import { checkDocumentNumber } from '../../../../src/domain/identifiers/document-number.ts';
import {
  checkComponentCode,
  checkDossierCode,
  checkProcedureCode,
} from '../../../../src/domain/identifiers/dossier-code.ts';

describe('dossier and result codes (rules.md E)', () => {
  it.each([
    ['000.00.12.H62-201105-0001', 'ok', 'old', null],
    ['H62.12-230105-0001', 'ok', 'new', null],
    ['H62.12-230105-10001', 'ok', 'new', null],
    ['H62.12-230105-0001-KQ(2)', 'ok', 'new', 2],
    ['H62.12-230105-0001-KQ2', 'warning', 'new', 2],
  ] as const)('%s is %s', (code, status, form, result) => {
    const check = checkDossierCode(code);
    expect(check.status).toBe(status);
    expect(check.parts).toMatchObject({ form, result });
  });

  it.each([
    ['H62.12-230231-0001', 'DOSSIER_CODE_DATE'],
    ['000.0.12.H62-201105-0001', 'DOSSIER_CODE_FORM'],
    ['', 'DOSSIER_CODE_FORM'],
  ])('%s is refused: %s', (code, reason) => {
    expect(checkDossierCode(code).remarks[0]?.code).toBe(reason);
  });

  it('reads procedure and component codes', () => {
    expect(checkProcedureCode('1.001612').parts).toEqual({ code: '1.001612', agency: null });
    expect(checkProcedureCode('1.001612.000.00.00.H48').parts?.agency).toBe('000.00.00.H48');
    expect(checkComponentCode('TP-H05.000001').parts).toEqual({ agency: 'H05', serial: '000001' });
    expect(checkComponentCode('TP-H05.00001').status).toBe('error');
  });

  it('writes results with literal parentheses unless told otherwise', () => {
    expect(resultCode('H62.12-230105-0001', 1)).toBe('H62.12-230105-0001-KQ(1)');
    expect(resultCode('H62.12-230105-0001', 1, false)).toBe('H62.12-230105-0001-KQ1');
  });
});

describe('agency codes (rules.md E)', () => {
  it.each([
    ['000.00.00.H62', 'H62'],
    ['000.00.12.H62', 'H62.12'],
    ['000.03.12.H62', 'H62.12.03'],
  ])('%s and %s are one agency', (oldForm, newForm) => {
    expect(checkAgencyCode(oldForm).parts).toMatchObject({ oldForm, newForm });
    expect(checkAgencyCode(newForm).parts).toMatchObject({ oldForm, newForm });
  });

  it('keeps a level-4 code without converting it', () => {
    const check = checkAgencyCode('001.03.12.H62');
    expect(check.status).toBe('warning');
    expect(check.parts).toMatchObject({ oldForm: '001.03.12.H62', newForm: null });
  });
});

describe('digitized-paper code (rules.md R1.7)', () => {
  const parts = { owner: '001090000001', type: 'GT01', number: '123/QĐ-UBND' };

  it('follows the default template', () => {
    expect(paperCode('{chu}.{loai}.{kyhieu}.{nn}', { ...parts, sequence: 1 })).toBe('001090000001.GT01.123-QĐ-UBND.01');
  });

  it('keeps the separator of an empty owner and grows beyond 99', () => {
    expect(paperCode('{chu}.{loai}.{kyhieu}.{nn}', { ...parts, owner: '', sequence: 100 })).toBe(
      '.GT01.123-QĐ-UBND.100',
    );
  });

  it('gives the counter a key that holds everything but the counter', () => {
    expect(paperCodePrefix('{chu}.{loai}.{kyhieu}.{nn}', parts)).toBe('001090000001.GT01.123-QĐ-UBND.');
  });

  it.each([
    ['{chu}.{loai}', 'phải có {nn} đúng một lần'],
    ['{nn}.{chu}.{nn}', 'phải có {nn} đúng một lần'],
    ['{ten}.{nn}', 'không có phần {ten}; chỉ dùng {chu} {loai} {kyhieu} {nn}'],
    ['{}.{nn}', 'không có phần {}'],
    ['{chu.{nn}', 'ngoặc { } không khép đúng'],
    ['chu}.{nn}', 'ngoặc { } không khép đúng'],
    ['{chu}{nn}', 'hai bên {nn} phải là dấu phân cách'],
    ['{chu}.{nn}{loai}', 'hai bên {nn} phải là dấu phân cách'],
    ['{chu}.GT{nn}', 'hai bên {nn} phải là dấu phân cách'],
    ['', 'phải có {nn} đúng một lần'],
  ])('refuses the template “%s” and says how to put it right', (template, said) => {
    expect(templateFault(template)?.vi).toContain(said);
    expect(() => paperCode(template, { ...parts, sequence: 1 })).toThrow('CONFIG_INVALID');
  });

  it('takes the counter at the beginning, in the middle and alone', () => {
    for (const template of ['{nn}', '{nn}/{chu}', 'GT-{loai}-{nn}-{kyhieu}'])
      expect(templateFault(template)).toBeNull();
    expect(paperCode('{loai}-{nn}-{kyhieu}', { ...parts, sequence: 7 })).toBe('GT01-07-123-QĐ-UBND');
  });

  it('is never confused by braces or dollar signs inside the parts', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 9999 }), (owner, sequence) => {
        const code = paperCode('{chu}.{nn}', { ...parts, owner, sequence });
        expect(code).toBe(`${owner}.${String(sequence).padStart(2, '0')}`);
      }),
    );
  });
});

describe('document numbers (rules.md J.5)', () => {
  it.each([
    ['123/QĐ-UBND', 123, null, 'QĐ-UBND'],
    ['456/UBND-HCC', 456, null, 'UBND-HCC'],
    ['001/2025/TLKT-BS', 1, 2025, 'TLKT-BS'],
    ['470 / 2025 / TLKT - BS', 470, 2025, 'TLKT-BS'],
    ['45/2025', 45, 2025, null],
  ] as const)('%s is read', (input, number, year, symbol) => {
    expect(checkDocumentNumber(input).parts).toMatchObject({ number, year, symbol });
  });

  it('does not take a sentence for a number', () => {
    expect(checkDocumentNumber('ngày 5').status).toBe('error');
  });
});
