import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { ExtractedField } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();

const read = (...lines: string[]): Readonly<Record<string, ExtractedField>> => {
  const page = [
    '              TỜ KHAI ĐĂNG KÝ LẠI KHAI SINH',
    'Kính gửi: Ủy ban nhân dân xã Mẫu, tỉnh Ninh Bình',
    ...lines,
  ];
  return extractFromReadings([pageOfText(page)], [], { types, today: '2026-11-22', documentType: 'declaration' })
    .fields;
};
const values = (fields: Readonly<Record<string, ExtractedField>>, ...names: string[]) =>
  names.map((name) => fields[name]?.value ?? null);

const declarant = (name: string, kin: string): string[] => [
  `Họ, chữ đệm, tên người yêu cầu: ${name}`,
  'Nơi cư trú: (2) xã Mẫu, tỉnh Ninh Bình',
  `Quan hệ với người được khai sinh: ${kin}`,
];
const concerned = (name: string): string[] => [
  `Họ, chữ đệm, tên: ${name}`,
  'Ngày, tháng, năm sinh: 03/01/1963     Ghi bằng chữ:',
  'Giới tính: Nữ        Dân tộc: Kinh        Quốc tịch: Việt Nam',
];
const parents = [
  'Họ, chữ đệm, tên người mẹ: H WEN ÊBAN',
  'Năm sinh: (5) 1937     Dân tộc: Ê Đê       Quốc tịch: Lào',
  'Họ, chữ đệm, tên người cha: Y KUÊ MLÔ',
  'Ngày, tháng, năm sinh: 02/03/1936     Dân tộc: Ê Đê       Quốc tịch: Lào',
];
const heading = 'Đề nghị cơ quan đăng ký lại khai sinh cho người có tên dưới đây:';
const asked = ['birth_date', 'gender', 'ethnicity', 'nationality'] as const;

describe('persons under the same labels on one form', () => {
  it.each(['Bản thân', 'Chính tôi', 'Là người được khai sinh'])(
    'the person concerned is who hands in the form when they have one name ("%s"): her data are read, and confirmed by a person',
    (kin) => {
      const fields = read(...declarant('TRẦN THỊ KIM YẾN', kin), heading, ...concerned('TRẦN THỊ KIM YẾN'), ...parents);
      expect(values(fields, ...asked)).toEqual(['1963-01-03', 'Nữ', 'Kinh', 'Việt Nam']);
      expect(fields.birth_date?.status).toBe('review');
      expect(fields.birth_date?.remarks.map(({ code }) => code)).toContain('PERSON_DOUBTFUL');
    },
  );

  it.each([[heading], ['II. NGƯỜI ĐƯỢC KHAI SINH'], []])(
    'the data of somebody else are not those of who hands in the form, whatever stands over them (%s)',
    (...over) => {
      const fields = read(...declarant('LÊ VĂN MẪU', 'Con'), ...over, ...concerned('TRẦN THỊ KIM YẾN'), ...parents);
      expect(values(fields, ...asked)).toEqual([null, null, null, null]);
      expect(fields.full_name?.value).toBe('LÊ VĂN MẪU');
    },
  );

  it('the data of parents are not those of who hands in the form', () => {
    expect(values(read(...declarant('LÊ VĂN MẪU', 'Cha'), ...parents), ...asked)).toEqual([null, null, null, null]);
  });

  it('who hands in the form stands below the person concerned', () => {
    const fields = read(
      'I. Người được khai sinh',
      ...concerned('TRẦN THỊ KIM YẾN'),
      'II. Người yêu cầu',
      'Họ, chữ đệm, tên người yêu cầu: LÊ VĂN MẪU',
      'Ngày, tháng, năm sinh: 05/06/1990     Giới tính: Nam',
    );
    expect(values(fields, 'full_name', 'birth_date', 'gender', 'ethnicity')).toEqual([
      'LÊ VĂN MẪU',
      '1990-06-05',
      'Nam',
      null,
    ]);
  });

  it('a note behind the label of a name, and an honorific before it, are nobody else', () => {
    const fields = read(
      '- Tên chủ đầu tư (tên chủ hộ): Ông NGUYỄN ĐỨC VƯỢNG',
      '- Số định danh cá nhân: 064089572170',
      '3. Tổ chức, cá nhân lập thiết kế:',
      '- Tên tổ chức/cá nhân: Công ty TNHH Tư vấn Nhà Việt',
    );
    expect(fields.personal_id?.value).toBe('064089572170');
  });

  it('a residence that stands behind another name only goes to a person', () => {
    const { residence } = read(
      'Họ, chữ đệm, tên người yêu cầu: LÊ VĂN MẪU',
      'Họ và tên vợ: TRẦN THỊ KIM YẾN',
      'Nơi cư trú: xã Mẫu, tỉnh Ninh Bình',
    );
    expect(residence).toMatchObject({ value: 'xã Mẫu, tỉnh Ninh Bình', status: 'review' });
    expect(residence?.remarks.map(({ code }) => code)).toContain('PERSON_DOUBTFUL');
  });
});

describe('telephone numbers', () => {
  const phoneOf = (...lines: string[]) =>
    read('Họ và tên: LÊ VĂN MẪU', 'Nơi cư trú: xã Mẫu, tỉnh Ninh Bình', ...lines).phone;

  it.each([
    ['Địa chỉ liên hệ (điện thoại, fax, email...): 0774029350'],
    ['Thông tin liên hệ: 0774029350'],
    ['Điện thoại: 0774.029.350; Fax: 02263811223; Email: mau@example.vn'],
    ['Điện thoại/Fax/Email: 0774 029 350 / - / mau@example.vn'],
  ])('is read in "%s"', (line) => {
    expect(phoneOf(line)).toMatchObject({ value: '0774029350', status: 'accepted' });
  });

  it('one of several behind a label for all contacts goes to a person', () => {
    const phone = phoneOf('Địa chỉ liên hệ (điện thoại, fax, email): 0774029350; 02263811223');
    expect(phone).toMatchObject({ value: '0774029350', status: 'review' });
  });

  it('that stands beside another name goes to a person', () => {
    const phone = phoneOf('Người được ủy quyền: Trần Văn Mẫu     Điện thoại: 0774029350');
    expect(phone?.status).toBe('review');
  });
});
