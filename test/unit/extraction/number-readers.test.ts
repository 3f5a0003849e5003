import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taxCheckDigit } from '../../../src/domain/identifiers/tax-code.ts';
import { layOut, type Token } from '../../../src/extraction/page-layout.ts';
import { readDateField, readExpiryDate } from '../../../src/extraction/readers/dates.ts';
import { readDocumentNumber } from '../../../src/extraction/readers/document-number.ts';
import { readEmail, readLandSerial, readPersonalId, readTaxCode } from '../../../src/extraction/readers/numbers.ts';
import { readArea } from '../../../src/extraction/readers/quantities.ts';
import { readEthnicity, readGender, readNationality, readText } from '../../../src/extraction/readers/words.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const tokens = (text: string): readonly Token[] => layOut([pageOfText([text])]).rows[0]?.tokens ?? [];

describe('numbers as they are printed', () => {
  it.each([
    ['U 000001', 'U 000001'],
    ['BA 000001', 'BA 000001'],
    ['AA 00000001', 'AA 00000001'],
    ['BA000001', 'BA 000001'],
  ])('reads the serial of a land certificate %s (rules.md J.5)', (printed, serial) => {
    expect(readLandSerial(tokens(printed))?.value).toBe(serial);
  });

  it('reads a personal number in groups, whatever stands behind it', () => {
    const year = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'));
    const serial = fc.integer({ min: 0, max: 999_999 }).map((value) => String(value).padStart(6, '0'));
    fc.assert(
      fc.property(year, serial, (yy, last) => {
        const number = `0010${yy}${last}`;
        const grouped = `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)} Ngày cấp`;
        expect(readPersonalId(tokens(grouped))?.value).toBe(number);
      }),
      { numRuns: 50 },
    );
  });

  it('takes no number out of a unit of area', () => {
    expect(readArea(tokens('(m2)'))).toBeNull();
    expect(readArea(tokens('2.100 m2'))?.value).toBe('2100');
  });

  it('writes the square of a metre in one way within one value', () => {
    expect(readText(tokens('Đất ở: 100 m²; Đất trồng cây lâu năm: 85,4 m2'))?.value).toBe(
      'Đất ở: 100 m²; Đất trồng cây lâu năm: 85,4 m²',
    );
    expect(readText(tokens('Sử dụng riêng: 100 m2'))?.value).toBe('Sử dụng riêng: 100 m2');
  });

  it('offers the readings of a tax code that satisfy its check digit, and applies none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_99 }), (serial) => {
        const nine = `0${String(serial).padStart(8, '0')}`;
        const digit = taxCheckDigit(nine);
        if (digit === null || !nine.includes('8')) return;
        const right = `${nine}${digit}`;
        const misread = right.replace('8', '3');
        const reading = readTaxCode(tokens(misread));
        expect(reading?.value).toBe(misread);
        expect(reading?.quality).toBeLessThan(0.5);
        expect(reading?.candidates).toContain(right);
      }),
      { numRuns: 50 },
    );
    // six readings satisfy this one's check
    expect(readTaxCode(tokens('0963699132'))?.candidates).toContain('0963699182');
  });

  it.each([
    ['23I05I2035', '2035-05-23'],
    ['03/0712035', '2035-07-03'],
    ['2110812030', '2030-08-21'],
    ['9910812030', '2030-08-99'],
    ['0900000001', null],
  ])('reads the date %s with its lost slashes as unsure', (printed, day) => {
    const reading = readDateField(tokens(printed));
    expect(reading?.value ?? null).toBe(day);
    if (reading !== null) expect(reading.quality).toBeLessThan(0.5);
  });

  it('offer a stroke where digits run into a year, and leave a number of other digits alone', () => {
    const reading = readDocumentNumber(tokens('5612022'));
    expect(reading).toMatchObject({ value: '5612022', candidates: ['56/2022'] });
    expect(reading?.remarks.map(({ code }) => code)).toEqual(['STROKE_LOST']);
    expect(readDocumentNumber(tokens('5612345'))?.candidates).toEqual([]);
  });

  it('keep the symbol right behind a number, with and without its stroke, the latter before a person', () => {
    expect(readDocumentNumber(tokens('1305/BHXH'))).toMatchObject({ value: '1305/BHXH', remarks: [] });
    const reading = readDocumentNumber(tokens('1305 BHXH'));
    expect(reading).toMatchObject({ value: '1305/BHXH', candidates: ['1305'] });
    expect(reading?.remarks.map(({ code }) => code)).toEqual(['STROKE_LOST']);
    expect(readDocumentNumber(tokens('1305            BHXH'))?.value).toBe('1305');
    expect(readDocumentNumber(tokens('1305 Hòa Lộc'))?.value).toBe('1305');
  });

  it('puts the slash of a register number right, and before a person', () => {
    const reading = readDocumentNumber(tokens('209I2026'));
    expect(reading).toMatchObject({ value: '209/2026', candidates: ['209I2026'] });
    expect(reading?.remarks).not.toEqual([]);
  });

  it.each([
    [readEthnicity, 'KINH', 'Kinh'],
    [readEthnicity, 'Ê ĐÊ', 'Ê Đê'],
    [readEthnicity, 'H’MÔNG', "H'Mông"],
    [readEthnicity, 'KHƠ-ME', 'Khơ-me'],
    [readEthnicity, 'BRU - VÂN KIỀU', 'Bru Vân Kiều'],
    [readNationality, 'VIỆT NAM', 'Việt Nam'],
    [readNationality, 'Viêt Nam', 'Việt Nam'],
    [readNationality, 'VIET NAM.', 'Việt Nam'],
    [readNationality, 'TRUNG QUỐC', 'Trung Quốc'],
    [readGender, 'NỮ', 'Nữ'],
    [readGender, 'NAM', 'Nam'],
    [readGender, 'nữ', 'Nữ'],
    [readExpiryDate, 'KHÔNG THỜI HẠN', 'không thời hạn'],
    [readEmail, 'VIDU@Vidu.Example', 'vidu@vidu.example'],
  ])('writes what a list or a rule has as they do (%#)', (read, text, value) => {
    expect(read(tokens(text))?.value).toBe(value);
  });

  it('takes no scrap of a label for a nationality', () => {
    expect(readNationality(tokens('/8Biipngia VIỆT NAM'))?.value).toBe('Việt Nam');
    expect(readNationality(tokens('NớHQ/1/HV'))).toBeNull();
    expect(readNationality(tokens('VI ỆT NAM'))?.value).toBe('Việt Nam');
  });
});
