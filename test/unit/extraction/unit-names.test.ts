import { describe, expect, it } from 'vitest';
import type { ExtractedField } from '../../../src/domain/field.ts';
import type { UnitCatalogue } from '../../../src/domain/identifiers/units.ts';
import { besideUnits, unitCorrections } from '../../../src/extraction/unit-names.ts';

const unit = (name: string, district: string, successor: string): UnitCatalogue[number] => ({
  name,
  parents: [district, 'tỉnh Ví Dụ'],
  successor,
  from: '2025-07-01',
  source: 'Nghị quyết mẫu',
});
const units = [
  unit('xã Đề Thám', 'huyện Thí Dụ', 'xã Thục Mẫu, tỉnh Ví Dụ Mới'),
  unit('xã Mỹ Quý', 'huyện Thí Dụ', 'xã Mỹ Quý, tỉnh Ví Dụ Mới'),
  unit('phường 12', 'thành phố Mẫu', 'phường Trà Mẫu, tỉnh Ví Dụ Mới'),
];

describe('names of units beside the catalogue', () => {
  it.each([
    [
      'a mark of the commune',
      'Thôn 3, xã Đê Thám, huyện Thí Dụ, tỉnh Ví Dụ',
      'Thôn 3, xã Đề Thám, huyện Thí Dụ, tỉnh Ví Dụ',
    ],
    ['a mark of the district', 'xã Đề Thám, huyện Thi Dụ, tỉnh Ví Dụ', 'xã Đề Thám, huyện Thí Dụ, tỉnh Ví Dụ'],
    ['a letter', 'Đề Thárn, Thí Dụ, Ví Dụ', null],
    ['a letter of a long name', 'Đề Thán, Thí Dụ, Ví Dụ', 'Đề Thám, Thí Dụ, Ví Dụ'],
    [
      'a mark in capitals behind an office',
      'UBND XÃ ĐÊ THÁM, HUYỆN THÍ DỤ, TỈNH VÍ DỤ',
      'UBND XÃ ĐỀ THÁM, HUYỆN THÍ DỤ, TỈNH VÍ DỤ',
    ],
    ['a mark of a commune of today', 'xã Thuc Mẫu, tỉnh Ví Dụ Mới, Việt Nam', 'xã Thục Mẫu, tỉnh Ví Dụ Mới, Việt Nam'],
  ])('offers what the catalogue writes for %s', (_, text, expected) => {
    expect(unitCorrections(text, units)).toEqual(expected === null ? [] : [expected]);
  });

  it.each([
    ['what is written so', 'xã Đề Thám, huyện Thí Dụ, tỉnh Ví Dụ'],
    ['i for y', 'xã Mỹ Quí, huyện Thí Dụ, tỉnh Ví Dụ'],
    ['a commune that it does not have', 'xã Lạ, huyện Thí Dụ, tỉnh Ví Dụ'],
    ['a district that it does not have', 'xã Đê Thám, huyện Khác, tỉnh Ví Dụ'],
    ['a numbered ward', 'Phường 13, thành phố Mẫu, tỉnh Ví Dụ'],
    ['a hamlet before the district', 'Thôn Đê Thám, huyện Thí Dụ, tỉnh Ví Dụ'],
    ['a house before the district', 'Số nhà Đê Thám, huyện Thí Dụ, tỉnh Ví Dụ'],
    ['a place abroad', 'Đê Thám, Viêng Chăn, Lào'],
  ])('says nothing of %s', (_, text) => {
    expect(unitCorrections(text, units)).toEqual([]);
  });

  it('puts a printed address that it writes otherwise before a person, and not one from a code', () => {
    const read = {
      value: 'xã Đê Thám, huyện Thí Dụ, tỉnh Ví Dụ',
      status: 'accepted',
      source: 'ocr',
      remarks: [],
      candidates: [],
    } as unknown as ExtractedField;
    expect(besideUnits(read, 'address', units)).toMatchObject({
      value: read.value,
      status: 'review',
      remarks: [{ code: 'PLACE_MISSPELLED' }],
      candidates: ['xã Đề Thám, huyện Thí Dụ, tỉnh Ví Dụ'],
    });
    expect(besideUnits({ ...read, source: 'qr' }, 'address', units).status).toBe('accepted');
    expect(besideUnits(read, 'text', units)).toBe(read);
  });
});
