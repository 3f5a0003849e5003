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

describe('labels in short', () => {
  it.each(['MSDN', 'Mã số DN', 'MS doanh nghiệp', 'MST', 'MSDN/MST', 'Mã số DN/MST'])(
    'of an enterprise: "%s:" is its code',
    (label) => {
      const fields = read('enterprise_registration', 'GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', `${label}: 0100109106`);
      expect(fields.enterprise_code).toMatchObject({ value: '0100109106', status: 'accepted' });
    },
  );

  it.each([
    ['Tên HKD', 'business_name', 'TẠP HÓA MẪU'],
    ['Tên hộ KD', 'business_name', 'TẠP HÓA MẪU'],
    ['Vốn KD', 'business_capital', '250.000.000 đồng'],
    ['Mã số HKD', 'business_code', '001090000018'],
    ['Địa điểm KD', 'business_address', home],
    ['Ngành, nghề KD', 'business_lines', 'Bán lẻ lương thực'],
  ])('of a household business: "%s:" is its %s', (label, field, value) => {
    const fields = read('household_business_registration', `1. ${label}: ${value}`);
    expect(fields[field]?.value).toBe(value.replace(/ đồng$|(?<=\d)\.(?=\d)/g, ''));
  });

  it.each([
    ['Hộ ông: NGUYỄN VĂN MẪU, SN 1955, CMND số: 012345678', '1955'],
    ['Hộ ông: NGUYỄN VĂN MẪU, SN: 1955, CMND số: 012345678', '1955'],
    ['Hộ ông: NGUYỄN VĂN MẪU,SN: 1955, CMND số: 012345678', '1955'],
    ['Ông: NGUYỄN VĂN MẪU NS: 1955; CMND số: 012345678', '1955'],
    ['Ông: NGUYỄN VĂN MẪU, NS 12/03/1955, CMND số: 012345678', '1955'],
    ['Ông: NGUYỄN VĂN MẪU, CMND số: 012345678', null],
  ])('of who was born when: %s', (line, year) => {
    const fields = read('land_use_right_old', 'I. Người sử dụng đất', line, `ĐKHKTT: SN 24, ${home}`);
    expect(values(fields, 'owner_name', 'owner_birth_year', 'owner_identity_number', 'owner_address')).toEqual([
      'NGUYỄN VĂN MẪU',
      year,
      '012345678',
      `SN 24, ${home}`,
    ]);
  });

  it('of a plot, in a list and over columns', () => {
    const plot = ['33', '12', '104.5', 'ONT', 'Lâu dài', 'Riêng'];
    const asked = ['map_sheet_number', 'parcel_number', 'area', 'land_type', 'use_term', 'use_form'];
    const list = read(
      'land_use_right_new',
      '2. Thông tin thửa đất:',
      '- Tờ BĐ số: 33; thửa đất số: 12; DT: 104,5 m2',
      '- Loại đất: ONT; TH sử dụng: Lâu dài; HT sử dụng: Riêng',
    );
    expect(values(list, ...asked)).toEqual(plot);
    const table = read(
      'land_use_right_new',
      '2. Thông tin thửa đất:',
      'Thửa đất số  |  Tờ BĐ số  |  Diện tích (m2)  |  Loại đất  |  Thời hạn SDĐ  |  HT sử dụng',
      '    12       |    33      |    104,5         |  ONT       |   Lâu dài      |  Riêng',
    );
    expect(values(table, ...asked)).toEqual(plot);
  });

  it('a telephone is no area', () => {
    const fields = read('land_use_right_new', '2. Thông tin thửa đất:', 'ĐT: 0912345678');
    expect(fields.area?.value ?? null).toBeNull();
  });

  it('of a company and of who represents it, the heading too', () => {
    const fields = read(
      'enterprise_registration',
      'ĐK lần đầu: ngày 08 tháng 10 năm 2013',
      '1. Tên DN: CÔNG TY TNHH THÍ DỤ',
      '4. Vốn ĐL: 1.000.000.000 đồng (Một tỷ đồng)',
      '5. Người ĐDPL',
      'Họ tên: NGUYỄN VĂN MẪU     GT: Nam     Chức danh: Giám đốc',
      'NS: 12/03/1970     QT: Việt Nam     Số CCCD: 001070000018',
      'SĐT: 0912 345 678',
    );
    const asked = ['first_registration_date', 'company_name', 'charter_capital', 'representative_name'];
    expect(values(fields, ...asked)).toEqual(['2013-10-08', 'CÔNG TY TNHH THÍ DỤ', '1000000000', 'NGUYỄN VĂN MẪU']);
    const person = ['gender', 'birth_date', 'nationality', 'identity_number'].map((name) => `representative_${name}`);
    expect(values(fields, ...person)).toEqual(['Nam', '1970-03-12', 'Việt Nam', '001070000018']);
  });

  it('the number of a house that could be a year is none before a street', () => {
    const fields = read(
      'land_use_right_old',
      'I. Người sử dụng đất',
      'Ông: NGUYỄN VĂN MẪU, CMND số: 012345678',
      `ĐKHKTT: SN 1955 đường Mẫu, ${home}`,
    );
    expect(values(fields, 'owner_birth_year', 'owner_address')).toEqual([null, `SN 1955 đường Mẫu, ${home}`]);
  });
});

describe('headings of columns over two lines', () => {
  it('have the values below them, the last column too', () => {
    const fields = read(
      'land_use_right_new',
      '2. Thông tin thửa đất:',
      'Tờ BĐ       Thửa      Diện tích     Loại đất             Thời hạn sử     Hình thức sử',
      'số          đất số    (m2)                               dụng            dụng',
      '33          857       104,5         Đất ở tại đô thị     Lâu dài         Riêng',
      `Địa chỉ thửa đất: ${home}`,
      'Nguồn gốc SDĐ: Nhà nước giao đất có thu tiền sử dụng đất',
    );
    const asked = ['map_sheet_number', 'parcel_number', 'area', 'land_type', 'use_term', 'use_form', 'use_origin'];
    expect(values(fields, ...asked)).toEqual([
      '33',
      '857',
      '104.5',
      'Đất ở tại đô thị',
      'Lâu dài',
      'Riêng',
      'Nhà nước giao đất có thu tiền sử dụng đất',
    ]);
  });
});

describe('an owner of a company', () => {
  const owner = (...lines: string[]) =>
    read('enterprise_registration', ...lines, '6. Người đại diện theo pháp luật', 'Họ tên: TRẦN THỊ MẪU').owner_name;

  it.each([
    ['5. Chủ sở hữu công ty', `Bà TRẦN THỊ MẪU; số CMND 012345678; ĐKHKTT tại ${home}.`],
    ['5. Chủ sở hữu công ty', `Bà: TRẦN THỊ MẪU, CMND số 012345678, thường trú tại ${home}.`],
    ['5. Chủ sở hữu:', `Bà TRẦN THỊ MẪU; CCCD: 001190000018`],
  ])('is the person named, not what the line goes on with: %s %s', (...lines) => {
    expect(owner(...lines)?.value).toBe('TRẦN THỊ MẪU');
  });

  it('is no common noun behind the label', () => {
    expect(owner('5. Chủ sở hữu công ty:', '')?.value ?? null).toBeNull();
  });

  it('may be a body', () => {
    expect(owner('5. Thông tin về chủ sở hữu', 'Tên tổ chức: CÔNG TY TNHH THÍ DỤ')?.value).toBe('CÔNG TY TNHH THÍ DỤ');
  });
});

describe('a registration that was changed', () => {
  it.each([
    'Đăng ký thay đổi lần thứ 3, ngày',
    'Thay đổi lần thứ 3 ngày',
    'Thay đổi lần 3: ngày',
    'Cấp đổi lần thứ 3 ngày',
  ])('has the number and the day: %s', (label) => {
    const fields = read(
      'household_business_registration',
      'Đăng ký lần đầu ngày 21 tháng 7 năm 2024',
      `${label} 06 tháng 9 năm 2025`,
    );
    expect(values(fields, 'first_registration_date', 'change_number', 'change_date')).toEqual([
      '2024-07-21',
      '3',
      '2025-09-06',
    ]);
  });
});

describe('digits that the words contradict', () => {
  const capital = (digits: string, words: string) =>
    read('household_business_registration', `4. Vốn KD: ${digits}`, `Viết bằng chữ: ${words}`).business_capital;

  it.each([
    ['250 ;000.6900 đồng', 'Hai trăm năm mươi triệu đồng', '250000000'],
    ['259900 đồng', 'Hai trăm năm mươi triệu đồng', '250000000'],
    ['20 đồng', 'Hai mươi triệu đồng chẵn', '20000000'],
  ])('give way to them before a person: %s (%s)', (digits, words, value) => {
    expect(capital(digits, words)).toMatchObject({ value, status: 'review' });
    expect(capital(digits, words)?.remarks.map(({ code }) => code)).toContain('WORDS_DIFFER');
    expect(capital(digits, words)?.candidates).toHaveLength(1);
  });

  it('stay before words that lost their end', () => {
    expect(capital('250.000.000 đồng', 'Hai trăm năm mươi')).toMatchObject({
      value: '250000000',
      status: 'review',
    });
  });

  it('of an area whose decimals stand apart', () => {
    const { area } = read(
      'land_use_right_old',
      '1. Thửa đất',
      'a) Thửa đất số: 581      Tờ bản đồ số: 19      Diện tích: 125, 5 m2',
      'Bằng chữ: Một trăm hai mươi lăm phẩy năm mét vuông',
    );
    expect(area).toMatchObject({ value: '125.5', status: 'review' });
    expect(area?.candidates).toContain('125');
  });
});

describe('a form with numbers in square brackets', () => {
  const form = (...more: string[]) =>
    read(
      'declaration',
      'TỜ KHAI',
      'THAM GIA, ĐIỀU CHỈNH THÔNG TIN BẢO HIỂM XÃ HỘI, BẢO HIỂM Y TẾ',
      'Kính gửi: Bảo hiểm xã hội tỉnh Long An',
      '[01]. Họ và tên: TRẦN THỊ MẪU',
      '[02]. Ngày, tháng, năm sinh: 06/05/1970       [03]. Giới tính: Nữ',
      '[04]. Quốc tịch: Việt Nam       [05]. Dân tộc: Kinh',
      '[07]. Điện thoại: 0912 345 678       [08]. Email (nếu có):',
      `[09]. Nơi cư trú: ${home}`,
      ...more,
    );

  it('is read as any other', () => {
    const fields = form('[06]. Số ĐDCN/CCCD: 001170000018', '[11]. Nội dung thay đổi, yêu cầu: Gộp sổ BHXH');
    expect(values(fields, 'full_name', 'birth_date', 'gender', 'phone', 'personal_id', 'request')).toEqual([
      'TRẦN THỊ MẪU',
      '1970-05-06',
      'Nữ',
      '0912345678',
      '001170000018',
      'Gộp sổ BHXH',
    ]);
  });

  it('whose personal number begins with a nought that was read otherwise has it offered first', () => {
    const { personal_id } = form('[06]. Số ĐDCN/CCCD: 901170000018');
    expect(personal_id).toMatchObject({ value: '001170000018', status: 'review' });
    expect(personal_id?.candidates).toContain('901170000018');
  });
});

describe('a registration on dotted lines with numbers in brackets', () => {
  const lines = [
    '(1) Tên HKD..........TẠP HÓA MẪU..........',
    '(3) Ngành, nghề KD',
    'STT   |   Tên ngành   |   Mã ngành',
    '1   |   Bán lẻ lương thực   |   4711',
  ];
  const owner = ['(5) Chủ hộ', 'Họ và tên: NGUYỄN VĂN MẪU      Nam/Nữ: Nam', 'CCCD số: 001070000018'];

  it('has each value behind its label, the capital being no line of business', () => {
    const fields = read(
      'household_business_registration',
      ...lines,
      '(4) Vốn KD.......250 000 000.......đồng',
      '(Bằng chữ: Hai trăm năm mươi triệu đồng chẵn)',
      ...owner,
    );
    const asked = ['business_name', 'business_lines', 'business_capital', 'owner_name', 'owner_identity_number'];
    expect(values(fields, ...asked)).toEqual([
      'TẠP HÓA MẪU',
      'Bán lẻ lương thực (4711)',
      '250000000',
      'NGUYỄN VĂN MẪU',
      '001070000018',
    ]);
  });

  it('has its lines of business before a person where a label among them is not known', () => {
    const { business_lines } = read('household_business_registration', ...lines, '(4) Tiền vốn 250 000 000', ...owner);
    expect(business_lines?.value === 'Bán lẻ lương thực (4711)' || business_lines?.status === 'review').toBe(true);
  });
});

describe('two persons under the same labels', () => {
  it('are told apart by the headings over them: the first one asks', () => {
    const fields = read(
      'application',
      'ĐƠN ĐỀ NGHỊ',
      'I. NGƯỜI ĐỀ NGHỊ',
      '1. Họ và tên: NGUYỄN VĂN MẪU     2. NS: 12/03/1970',
      '3. Số CCCD: 001070000018     4. SĐT liên hệ: 0912 345 678',
      'II. NGƯỜI ĐƯỢC HƯỞNG',
      '1. Họ và tên: TRẦN THỊ THÍ     2. NS: 01/01/1940',
      '3. Số CCCD: 001140000018     4. SĐT liên hệ: 0987 654 321',
      'Nội dung đề nghị: Trợ cấp xã hội hàng tháng',
    );
    expect(values(fields, 'full_name', 'birth_date', 'personal_id', 'phone')).toEqual([
      'NGUYỄN VĂN MẪU',
      '1970-03-12',
      '001070000018',
      '0912345678',
    ]);
    expect(fields.request).toMatchObject({ value: 'Trợ cấp xã hội hàng tháng', status: 'accepted' });
  });
});

describe('a form that was filled by machine', () => {
  const lines = [
    'TỜ KHAI ĐĂNG KÝ THÍ DỤ',
    'Kính gửi: Ủy ban nhân dân xã Mẫu',
    'Họ và tên: TRẦN THỊ MẪU',
    'Ngày, tháng, năm sinh: 06/05/1970       Giới tính: Nữ',
    'Quốc tịch: Việt Nam       Dân tộc: Kinh',
    `Nơi cư trú: ${home}`,
    'Điện thoại: 0912345678',
  ];
  const phone = (unsure: RegExp) => {
    const page = pageOfText(lines);
    const damaged = page.lines.map((line) => ({
      ...line,
      words: line.words.map((word) => (unsure.test(word.text) ? { ...word, confidence: 50 } : word)),
    }));
    const options = { types, today: '2026-11-22', documentType: 'declaration' };
    return extractFromReadings([{ ...page, lines: damaged }], [], options).fields.phone;
  };

  it('has a damaged answer read and put before a person', () => {
    expect(phone(/^0912/)).toMatchObject({ value: '0912345678', status: 'review' });
  });

  it('is none where most answers are as unsure: those are not read', () => {
    expect(phone(/^0912|MẪU|TRẦN|1970|Nữ|Việt|Kinh|Long|Thí|huyện/)).toMatchObject({ value: null, status: 'review' });
  });
});
