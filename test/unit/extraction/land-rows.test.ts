import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { ExtractedField } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();
const read = (documentType: string, ...lines: string[]): Readonly<Record<string, ExtractedField>> =>
  extractFromReadings([pageOfText(lines)], [], { types, today: '2026-11-22', documentType }).fields;
const values = (fields: Readonly<Record<string, ExtractedField>>, ...names: string[]) =>
  names.map((name) => fields[name]?.value ?? null);

const home = 'xã Mẫu, huyện Thí Dụ, tỉnh Long An';

describe('the land of a certificate', () => {
  it.each([
    ['1.250,5', '1250.5'],
    ['1 250,5', '1250.5'],
    ['12 345 678', '12345678'],
    ['250', '250'],
    ['72,4', '72.4'],
  ])('has the area %s, its thousands parted by a stop or a blank', (printed, area) => {
    const fields = read('land_use_right_old', 'II- Thửa đất được quyền sử dụng', `Diện tích: ${printed} m2`);
    expect(fields.area).toMatchObject({ value: area, status: 'accepted' });
  });

  it('in rows with letters, several on one line: the letter of the next row is no part of a value', () => {
    const fields = read(
      'land_use_right_new',
      '2. Thông tin thửa đất:',
      'a. Thửa đất số: 1315; tờ bản đồ số: 136; b. Diện tích: 1 530,7 m²',
      'c. Loại đất: Đất trồng cây lâu năm; d. Thời hạn sử dụng đất: Đến ngày 15/10/2043',
      `đ. Địa chỉ: ${home}`,
    );
    const asked = ['parcel_number', 'map_sheet_number', 'area', 'land_type', 'use_term', 'parcel_address'];
    expect(values(fields, ...asked)).toEqual([
      '1315',
      '136',
      '1530.7',
      'Đất trồng cây lâu năm',
      'Đến ngày 15/10/2043',
      home,
    ]);
  });

  it('in a table of one item a row, without colons', () => {
    const fields = read(
      'land_use_right_old',
      'II- Thửa đất được quyền sử dụng',
      'Thửa đất số                  87',
      'Tờ bản đồ số                 4',
      `Địa chỉ thửa đất             ${home}`,
      'Diện tích                    1 250 m2',
      'Bằng chữ                     Một nghìn hai trăm năm mươi mét vuông',
      'Mục đích sử dụng             Đất chuyên trồng lúa nước',
    );
    const asked = ['parcel_number', 'map_sheet_number', 'parcel_address', 'area', 'area_in_words', 'use_purpose'];
    expect(values(fields, ...asked)).toEqual(['87', '4', home, '1250', '1250', 'Đất chuyên trồng lúa nước']);
  });
});
