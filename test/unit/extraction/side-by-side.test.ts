import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { ExtractedField } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();
type Fields = Readonly<Record<string, ExtractedField>>;

const read = (documentType: string, lines: readonly string[]): Fields =>
  extractFromReadings([pageOfText(lines)], [], { types, today: '2026-11-22', documentType }).fields;

const NAMES = 'Họ và tên         NGUYỄN THỊ MẪU                     TRẦN VĂN DỤ';
const DAYS = 'Ngày sinh         08/06/1992                         02/11/1996';
const ETHNIC = 'Dân tộc           Kinh                               Khmer';
const NATION = 'Quốc tịch         Việt Nam                           Việt Nam';
const HOME = 'Nơi cư trú        Thôn 5, xã Mẫu,                    Ấp 5, xã Vĩnh Mẫu,';
const HOME_2 = '                  tỉnh Lâm Đồng                      tỉnh Cà Mau';

const couple = (heads: readonly string[], ...rows: readonly string[]): Fields =>
  read('marriage_certificate', [
    '              GIẤY CHỨNG NHẬN KẾT HÔN',
    '                    Số: 12/2026',
    ...heads,
    ...rows,
    'Đăng ký kết hôn tại: Ủy ban nhân dân xã Mẫu, tỉnh Cà Mau, ngày 19 tháng 7 năm 2026.',
  ]);

const isNotAccepted = (fields: Fields, ...names: string[]): void => {
  for (const name of names) expect([name, fields[name]?.status]).not.toEqual([name, 'accepted']);
};

describe('two persons in the columns of a table', () => {
  it.each([
    '                       VỢ                               CHỒNG',
    '                       vợ                               CHỒNG',
    '                       VỢ                               chồng',
    '                     BÊN NỮ                            BÊN NAM',
  ])('have each the words of his own column below "%s"', (heads) => {
    const fields = couple([heads], NAMES, DAYS, ETHNIC, NATION, HOME, HOME_2);
    expect(fields).toMatchObject({
      wife_full_name: { value: 'NGUYỄN THỊ MẪU' },
      wife_birth_date: { value: '1992-06-08' },
      wife_ethnicity: { value: 'Kinh' },
      wife_residence: { value: 'Thôn 5, xã Mẫu, tỉnh Lâm Đồng' },
      husband_full_name: { value: 'TRẦN VĂN DỤ' },
      husband_birth_date: { value: '1996-11-02' },
      husband_ethnicity: { value: 'Khmer' },
      husband_residence: { value: 'Ấp 5, xã Vĩnh Mẫu, tỉnh Cà Mau' },
    });
  });

  it.each([
    [
      'over two lines',
      [
        '                     BÊN NỮ                            BÊN NAM',
        '                      (vợ)                             (chồng)',
      ],
    ],
    ['beside one over the labels', ['Thông tin              VỢ                               CHỒNG']],
    ['with numbers', ['                     I. VỢ                          II. CHỒNG']],
    ['at the left of their columns', ['                  VỢ                                 CHỒNG']],
  ])('have each the words of his own column below headings %s', (_, heads) => {
    const long = [
      'Nơi cư trú        Số 405 đường Nơ Trang Long,         Ấp 5, xã U Minh,',
      '                  phường Xuân Hương - Đà Lạt,         tỉnh Cà Mau',
      '                  tỉnh Lâm Đồng',
    ].map((line) => line.replace(/ {9}(?=Ấp|tỉnh Cà)/, '          '));
    const paper = [
      'Giấy tờ tùy thân  CCCD số 068192027862 do Cục         CCCD số 096096646126 do Cục',
      '                  Cảnh sát cấp ngày 29/05/2023        Cảnh sát cấp ngày 08/05/2021',
    ];
    expect(couple(heads, NAMES, DAYS, ETHNIC, NATION, ...long, ...paper)).toMatchObject({
      wife_full_name: { value: 'NGUYỄN THỊ MẪU' },
      wife_residence: { value: 'Số 405 đường Nơ Trang Long, phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng' },
      wife_identity_paper: { value: 'CCCD số 068192027862 do Cục Cảnh sát cấp ngày 29/05/2023' },
      husband_full_name: { value: 'TRẦN VĂN DỤ' },
      husband_birth_date: { value: '1996-11-02' },
      husband_residence: { value: 'Ấp 5, xã U Minh, tỉnh Cà Mau' },
      husband_identity_paper: { value: 'CCCD số 096096646126 do Cục Cảnh sát cấp ngày 08/05/2021' },
    });
  });

  it('have nothing accepted of a row whose cells were read as one', () => {
    const heads = ['                       VỢ                               CHỒNG'];
    const fields = couple(heads, 'Họ và tên         NGUYỄN THỊ MẪU TRẦN VĂN DỤ', DAYS, ETHNIC, NATION);
    isNotAccepted(fields, 'wife_full_name', 'husband_full_name');
  });

  it('are parted by the column’s edge where one cell reaches the next, with or without its rule', () => {
    const heads = ['                       VỢ                               CHỒNG'];
    for (const names of [
      'Họ và tên         CÔNG TẰNG TÔN NỮ NGUYỄN THỊ DIỆU | TRẦN VĂN DỤ',
      'Họ và tên         CÔNG TẰNG TÔN NỮ NGUYỄN THỊ DIỆU  |TRẦN VĂN DỤ',
    ])
      expect(couple(heads, names, DAYS, ETHNIC, NATION)).toMatchObject({
        wife_full_name: { value: 'CÔNG TẰNG TÔN NỮ NGUYỄN THỊ DIỆU' },
        husband_full_name: { value: 'TRẦN VĂN DỤ' },
      });
  });

  it.each([
    ['only the second heading was read', '                                                        CHỒNG'],
    ['only the first heading was read', '                       VỢ'],
  ])('have nothing of a row with two cells accepted when %s', (_, heads) => {
    isNotAccepted(
      couple([heads], NAMES, DAYS, ETHNIC, NATION),
      ...['wife', 'husband'].flatMap((who) => [`${who}_full_name`, `${who}_birth_date`, `${who}_ethnicity`]),
    );
  });

  it('have nothing of a row accepted in which one cell is missing', () => {
    const heads = ['                       VỢ                               CHỒNG'];
    const fields = couple(heads, NAMES, 'Ngày sinh         08/06/1992', ETHNIC, NATION);
    isNotAccepted(fields, 'wife_birth_date', 'husband_birth_date');
    expect(fields).toMatchObject({
      wife_ethnicity: { value: 'Kinh', status: 'accepted' },
      husband_ethnicity: { value: 'Khmer', status: 'accepted' },
    });
  });

  it('have nothing accepted of a row that says the same name or day twice', () => {
    const heads = ['                       VỢ                               CHỒNG'];
    const twice = 'Ngày sinh         08/06/1992                         08/06/1992';
    isNotAccepted(couple(heads, NAMES, twice, ETHNIC, NATION), 'wife_birth_date', 'husband_birth_date');
  });

  it('keep what each says behind a label of his own, though the other says nothing', () => {
    const fields = read('birth_certificate_extract', [
      '              TRÍCH LỤC KHAI SINH',
      'Họ tên khai sinh: TRẦN XUÂN MẪU                Giới tính: Nam',
      '            NGƯỜI MẸ                              NGƯỜI CHA',
      'Họ tên: ĐÀO THỊ MẪU                      Họ tên:',
      'Năm sinh: 1966      Dân tộc: Kinh        Năm sinh:        Dân tộc:',
      'Nơi ĐKKS: UBND xã Mẫu, huyện Thí Dụ, tỉnh Quảng Bình',
    ]);
    expect(fields).toMatchObject({
      mother_full_name: { value: 'ĐÀO THỊ MẪU' },
      mother_ethnicity: { value: 'Kinh', status: 'accepted' },
      father_ethnicity: { value: null },
    });
  });
});

describe('the day of a registration', () => {
  it.each([
    ['Đăng ký kết hôn tại: Ủy ban nhân dân xã Mẫu, tỉnh Cà Mau, ngày 19 tháng 7 năm 2026.'],
    ['Đã đăng ký kết hôn tại Ủy ban nhân dân xã Mẫu, tỉnh Cà Mau vào ngày 19/7/2026'],
    ['Đăng ký kết hôn tại: UBND xã Mẫu, huyện Thí Dụ, tỉnh Cà Mau ngày', '19 tháng 7 năm 2026.'],
    ['Đăng ký kết hôn tại: Ủy ban nhân dân xã Mẫu, huyện Thí Dụ, tỉnh Cà Mau, ngày 19 tháng 7', 'năm 2026.'],
  ])('is read behind its place in one sentence: %s', (...lines) => {
    const fields = read('marriage_certificate', ['              GIẤY CHỨNG NHẬN KẾT HÔN', ...lines]);
    expect(fields.registration_date?.value).toBe('2026-07-19');
    expect(fields.registration_place?.value).toMatch(/xã Mẫu,.* tỉnh Cà Mau$/);
  });

  it('is not the paper’s own date below the place', () => {
    const fields = read('marriage_certificate', [
      '              GIẤY CHỨNG NHẬN KẾT HÔN',
      'Đăng ký kết hôn tại: Ủy ban nhân dân xã Mẫu, tỉnh Cà Mau',
      '                                   Mẫu, ngày 19 tháng 7 năm 2026',
    ]);
    expect(fields.registration_date?.value ?? null).toBeNull();
  });
});

describe('an address that ends with a town', () => {
  it.each([
    ['SN 24, phường Him Lam, thành phố Điện Biên', 'Phủ, tỉnh Điện Biên'],
    ['TDP số 8, phường Mẫu, thành phố Cao Bằng,', 'tỉnh Cao Bằng'],
    ['TDP số 8, phường Mẫu, TP Sơn', 'La, tỉnh Sơn La'],
  ])('goes on below: %s | %s', (first, second) => {
    const { last_residence: home } = read('death_certificate_extract', [
      '              TRÍCH LỤC KHAI TỬ',
      'Họ tên người chết                    NGUYỄN VĂN MẪU',
      `Nơi cư trú cuối cùng                 ${first}`,
      `                                     ${second}`,
      'Dân tộc                              Kinh',
    ]);
    expect(home?.value).toBe(`${first} ${second}`);
  });

  it.each(['thành phố Điện Biên', 'thành phố Hòa Bình', 'TP. Cà Mau'])(
    'is not accepted without its province: %s',
    (town) => {
      const { last_residence: home } = read('death_certificate_extract', [
        '              TRÍCH LỤC KHAI TỬ',
        `Nơi cư trú cuối cùng: số 24, phường Mẫu, ${town}`,
        'Dân tộc: Kinh',
      ]);
      expect(home?.status).toBe('review');
    },
  );

  it.each(['thành phố Đà Nẵng', 'TP. Hồ Chí Minh', 'thành phố Huế'])('is whole with a city: %s', (city) => {
    const { last_residence: home } = read('death_certificate_extract', [
      '              TRÍCH LỤC KHAI TỬ',
      `Nơi cư trú cuối cùng: số 24, phường Mẫu, ${city}`,
      'Dân tộc: Kinh',
    ]);
    expect(home?.status).toBe('accepted');
  });
});
