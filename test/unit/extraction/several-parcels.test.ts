import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { ExtractedField } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { motto } from './wordings/wording.ts';

const types = loadDocumentTypes();
const address = 'ấp 2, xã Mẫu, huyện Thí Dụ, tỉnh Long An';

/** A certificate with what it says of its land. */
function read(parcels: readonly string[]): Readonly<Record<string, ExtractedField>> {
  const lines = [
    ...motto,
    '                              GIẤY CHỨNG NHẬN',
    '                            QUYỀN SỬ DỤNG ĐẤT',
    'I. Người sử dụng đất',
    'Hộ ông: NGUYỄN VĂN MẪU',
    'II. Thửa đất được quyền sử dụng',
    ...parcels,
    '                                          Thí Dụ, ngày 05 tháng 4 năm 2009',
    '                                       TM. ỦY BAN NHÂN DÂN HUYỆN THÍ DỤ',
    '                                                 CHỦ TỊCH',
    '',
    '                                              Phạm Văn Mẫu',
  ];
  return extractFromReadings([pageOfText(lines)], [], { types, today: '2026-11-22' }).fields;
}

const head = 'Số tờ bản đồ    Số thửa    Diện tích (m2)    Mục đích sử dụng      Thời hạn sử dụng';
const first = '4               87         1.250             Đất vườn              2043';
const second = '5               88         600               Đất trồng lúa         2033';
const total = 'Cộng                       1.850';

describe('a certificate of several parcels', () => {
  it.each([
    ['in a table with a sum', [head, first, second, total, `Địa chỉ thửa đất: ${address}`]],
    ['in a table of which one is the last row', [`Địa chỉ thửa đất: ${address}`, head, first, second]],
    [
      'in a table with numbered rows, cells of two lines and rules',
      [
        'STT    Số thửa      Tờ bản đồ số    Diện tích (m²)     Mục đích sử dụng     Thời hạn sử dụng',
        '1     | 87          | 4            | 1.250          | Đất trồng cây     | Đến ngày',
        '                                                    lâu năm             15/10/2043',
        '2     | 88          | 5            | 600            | Đất ở tại         | Lâu dài',
        `Địa chỉ thửa đất: ${address}`,
      ],
    ],
    [
      'one below the other',
      [
        '1. Thửa đất số: 87     Tờ bản đồ số: 4',
        'Diện tích: 1.250 m²',
        `Địa chỉ thửa đất: ${address}`,
        '2. Thửa đất số: 88     Tờ bản đồ số: 5',
        'Diện tích: 600 m²',
      ],
    ],
  ])('%s has no parcel accepted: all of them are offered', (_, lines) => {
    const { parcel_number: parcel, map_sheet_number: sheet, area, parcel_address: place } = read(lines);
    for (const [field, value, other] of [
      [parcel, '87', '88'],
      [sheet, '4', '5'],
      [area, '1250', '600'],
    ] as const) {
      expect(field).toMatchObject({ value, status: 'review' });
      expect(field?.candidates).toContain(other);
      expect(field?.remarks.map(({ code }) => code)).toContain('SEVERAL_PARCELS');
    }
    // printed once, for all of them
    expect(place).toMatchObject({ value: address, status: 'accepted' });
  });

  it('below two headings has neither number accepted', () => {
    const fields = read(['Thửa đất số          Tờ bản đồ số', '87                   4', '88                   5']);
    expect(fields.parcel_number).toMatchObject({ value: '87', status: 'review', candidates: ['88'] });
    expect(fields.map_sheet_number).toMatchObject({ value: '4', status: 'review', candidates: ['5'] });
  });
});

describe('a certificate of one parcel', () => {
  it.each([
    ['in a table', [head, first]],
    ['in a table with a sum', [head, first, 'Cộng                       1.250']],
    ['named twice', ['Thửa đất số: 87     Tờ bản đồ số: 4', 'Diện tích: 1.250 m²', 'Thửa đất số: 87']],
  ])('%s has it accepted', (_, lines) => {
    const { parcel_number: parcel, map_sheet_number: sheet, area } = read(lines);
    expect(parcel).toMatchObject({ value: '87', status: 'accepted' });
    expect(sheet).toMatchObject({ value: '4', status: 'accepted' });
    expect(area).toMatchObject({ value: '1250', status: 'accepted' });
  });
});
