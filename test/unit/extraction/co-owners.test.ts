import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { ExtractedField } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();

const read = (documentType: string, lines: readonly string[]): Readonly<Record<string, ExtractedField>> =>
  extractFromReadings([pageOfText(lines)], [], { types, today: '2026-11-22', documentType }).fields;

const values = (fields: Readonly<Record<string, ExtractedField>>, ...names: string[]) =>
  names.map((name) => fields[name]?.value ?? null);

const newBook = (...owners: string[]) =>
  read('land_use_right_new', [
    '              GIẤY CHỨNG NHẬN',
    '1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:',
    ...owners,
    '2. Thông tin thửa đất:',
    'a) Thửa đất số: 12; tờ bản đồ số: 7',
  ]);
const oldBook = (...owners: string[]) =>
  read('land_use_right_old', [
    '              GIẤY CHỨNG NHẬN',
    'I- Tên người sử dụng đất',
    ...owners,
    'II- Thửa đất được quyền sử dụng',
    'Thửa số: 12     Tờ bản đồ số: 7',
  ]);

const HIS = '001074012345';
const HERS = '001175012346';
const home = 'xã Mẫu, huyện Thí Dụ, tỉnh Long An';

describe('owners of land', () => {
  it.each(['CC', 'CCCD', 'CCCD số', 'Số CCCD', 'Thẻ căn cước', 'Căn cước'])(
    'on two lines with "%s" behind each name: the number is that of the first',
    (paper) => {
      const fields = newBook(`Ông: Nguyễn Văn Mẫu, ${paper}: ${HIS}`, `Và vợ: Trần Thị Lan, ${paper}: ${HERS}`);
      expect(fields.owner_name?.value).toBe('Nguyễn Văn Mẫu');
      expect(fields.owner_identity_number).toMatchObject({ value: HIS, status: 'accepted' });
    },
  );

  it.each([
    ['Và vợ là bà: Trần Thị Lan'],
    ['Và chồng: Trần Văn Lan'],
    ['Bà: Trần Thị Lan'],
    ['Vợ (Chồng): TRẦN THỊ LAN'],
    ['Đồng sử dụng: bà Trần Thị Lan'],
    ['2. Bà Trần Thị Lan'],
  ])('never lend the first the number of the second one, introduced by "%s"', (second) => {
    for (const unread of ['CGGD sỗ 00107', ''])
      expect(newBook(`Ông: Nguyễn Văn Mẫu ${unread}`, `${second}, CCCD số: ${HERS}`).owner_identity_number?.value).toBe(
        null,
      );
  });

  it('in two columns have each the data below his own name', () => {
    const fields = oldBook(
      'Ông: NGUYỄN VĂN MẪU                    Bà: TRẦN THỊ LAN',
      'Năm sinh: 1950                         Năm sinh: 1955',
      'CMND số: 012345678                     CMND số: 012345679',
      `Địa chỉ thường trú: ${home}`,
    );
    expect(values(fields, 'owner_birth_year', 'owner_identity_number', 'owner_address')).toEqual([
      '1950',
      '012345678',
      home,
    ]);
  });

  it('in two columns: what is not read in the first is not the second one’s', () => {
    const fields = oldBook(
      'Ông: NGUYỄN VĂN MẪU                    Bà: TRẦN THỊ LAN',
      'Nâ smh 195O                            Năm sinh: 1955',
      'CNMO sõ 01234.                         CMND số: 012345679',
    );
    expect(values(fields, 'owner_birth_year', 'owner_identity_number')).toEqual([null, null]);
  });

  it('have the one address that is printed below both, and each his own when there are two', () => {
    const couple = ['Hộ ông: NGUYỄN VĂN MẪU     Năm sinh: 1950', 'Vợ: TRẦN THỊ LAN     Năm sinh: 1955'];
    expect(oldBook(...couple, `Địa chỉ thường trú: ${home}`).owner_address?.value).toBe(home);
    const [his, hers] = [`${couple[0]}`, `${couple[1]}`];
    const fields = oldBook(his, `Địa chỉ: ${home}`, hers, 'Địa chỉ: xã Bình, huyện Thí Dụ, tỉnh Long An');
    expect(fields.owner_address?.value).toBe(home);
  });
});

describe('representatives of a company', () => {
  it('under the same labels one after the other: all data are the first one’s', () => {
    const fields = read('enterprise_registration', [
      '   GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP',
      '5. Người đại diện theo pháp luật của công ty',
      '* Họ và tên: NGUYỄN VĂN MẪU     Giới tính: Nam',
      'Sinh ngày: 01/01/1980     Quốc tịch: Việt Nam',
      '* Họ và tên: TRẦN THỊ LAN     Giới tính: Nữ',
      'Sinh ngày: 02/02/1985     Dân tộc: Tày     Quốc tịch: Việt Nam',
      'Số giấy tờ pháp lý của cá nhân: 001185012345',
      'Địa chỉ thường trú: xã Mẫu, tỉnh Ninh Bình',
    ]);
    const asked = ['name', 'gender', 'birth_date', 'ethnicity', 'identity_number', 'residence'];
    expect(values(fields, ...asked.map((name) => `representative_${name}`))).toEqual([
      'NGUYỄN VĂN MẪU',
      'Nam',
      '1980-01-01',
      null,
      null,
      null,
    ]);
  });
});

describe('members of a company in a table', () => {
  it('are not its representative, whose own data are missing', () => {
    const fields = read('enterprise_registration', [
      '   GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP',
      '4. Danh sách thành viên góp vốn',
      'STT     Tên thành viên          Quốc tịch     Địa chỉ liên lạc',
      '1       NGUYỄN VĂN MẪU          Lào           Xã Mẫu, Tỉnh Quảng Trị',
      '5. Người đại diện theo pháp luật của công ty',
      '* Họ và tên: TRẦN THỊ LAN     Giới tính: Nữ',
    ]);
    expect(values(fields, 'representative_nationality', 'representative_contact_address')).toEqual([null, null]);
  });
});

describe('who issued a paper', () => {
  it.each(['TM.', 'T/M', 'T/M.', 'T.M.', 'TIM', 'TL.', 'T/L', 'TUQ.'])('is named without "%s" before it', (order) => {
    const { issuer } = read('land_use_right_old', [
      '              GIẤY CHỨNG NHẬN',
      '           QUYỀN SỬ DỤNG ĐẤT',
      'I- Tên người sử dụng đất',
      'Hộ ông: NGUYỄN VĂN MẪU',
      'II- Thửa đất được quyền sử dụng',
      'Thửa số: 12     Tờ bản đồ số: 7',
      'V- Sơ đồ thửa đất',
      '                                       Ngày 18 tháng 6 năm 2007',
      `                                     ${order} UBND HUYỆN THÍ DỤ`,
      '                                             CHỦ TỊCH',
      '',
      '                                          Phạm Văn Mẫu',
    ]);
    expect(issuer?.value).toBe('UBND HUYỆN THÍ DỤ');
  });
});
