import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();
const read = (lines: readonly string[], columns = 100) =>
  extractFromReadings([pageOfText(lines, 95, columns)], [], { types, today: '2026-11-22' });
const codes = (remarks: readonly { readonly code: string }[] = []): string[] => remarks.map(({ code }) => code);

const NATION = '                                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
const head = (agency: readonly [string, string], dated: string): string[] => [
  `${agency[0].padEnd(39)}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`,
  `${agency[1].padEnd(43)}Độc lập - Tự do - Hạnh phúc`,
  dated,
];

describe('a marriage certificate in two columns whose title was not read', () => {
  const { documentType, fields } = read(
    [
      `${' '.repeat(25)}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`,
      `${' '.repeat(60)}Số: 12/2011`,
      'Họ và tên chồng: TRẦN VĂN THÍ                         Họ và tên vợ: LÊ THỊ DỤ',
      'Ngày, tháng, năm sinh: 07/09/1975                     Ngày, tháng, năm sinh: 01/02/1977',
      'Dân tộc: Kinh      Quốc tịch: Việt Nam                Dân tộc: Tày      Quốc tịch: Việt Nam',
      'Nơi thường trú/tạm trú: tổ 5, phường Mẫu,             Nơi thường trú/tạm trú: căn hộ 6, chung cư Mẫu,',
      'thị xã Thí Dụ, tỉnh Hải Dương                         phường Mẫu, tỉnh Quảng Bình',
      'Nơi đăng ký: Ủy ban nhân dân phường Mẫu, thị xã Thí Dụ, tỉnh Hải Dương',
      'Ngày, tháng, năm đăng ký: Ngày 28 tháng 4 năm 2011',
      '       CHỒNG                       VỢ                   NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN',
      '                                                                Chủ tịch',
      '',
      '                                                              Phạm Văn Mẫu',
    ],
    110,
  );

  it('is known by its labels', () => {
    expect(documentType).toBe('marriage_certificate');
  });

  it('gives each of the two their own column, with an address that says "chung cư"', () => {
    expect(fields).toMatchObject({
      husband_full_name: { value: 'TRẦN VĂN THÍ' },
      wife_full_name: { value: 'LÊ THỊ DỤ' },
      wife_residence: { value: 'căn hộ 6, chung cư Mẫu, phường Mẫu, tỉnh Quảng Bình' },
      registration_date: { value: '2011-04-28' },
    });
  });
});

describe('a label that goes on to its colon on the next line', () => {
  it('is no part of the value', () => {
    const { fields } = read(
      [
        ...head(
          ['ỦY BAN NHÂN DÂN TỈNH HÀ GIANG', 'SỞ TƯ PHÁP'],
          'Số: 9/STP-LLTP        Hà Giang, ngày 11 tháng 5 năm 2023',
        ),
        '                   PHIẾU LÝ LỊCH TƯ PHÁP SỐ 2',
        '1. Họ và tên(2): TRẦN THỊ DỤ           2. Giới tính: Nữ',
        '12. Tình trạng án tích: Không có án tích',
        '13. Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác',
        'xã(7): Không bị cấm',
        '                                                     GIÁM ĐỐC',
      ],
      80,
    );
    expect(fields.position_ban).toMatchObject({ value: 'Không bị cấm', remarks: [] });
  });
});

describe('a confirmation of marital status', () => {
  const paper = [
    ...head(['HUYỆN THÍ DỤ', 'UBND XÃ HOANG LƯU'], 'Số: 5/UBND-XNTTHN      Hoằng Lưu, ngày 13 tháng 10 năm 2022'),
    '                GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN',
    '                ỦY BAN NHÂN DÂN(1) XÃ HOẰNG LƯU',
    '    Xét đề nghị của ông/bà(2): Ngô Thị Mẫu, về việc cấp Giấy xác nhận',
    'tình trạng hôn nhân cho(3) Phùng Văn Mẫu,',
    '                              XÁC NHẬN:',
    'Họ, chữ đệm, tên: PHÙNG VĂN MẪU',
    'Tình trạng hôn nhân(6): Trong thời gian cư trú tại xã Hoằng Lưu từ ngày',
    '27/07/2014 đến ngày 13/09/2022 chưa đăng ký kết hôn với ai',
    'Giấy này được sử dụng để(7): bổ sung hồ sơ mua bán nhà ở',
    '                                                     CHỦ TỊCH',
  ];

  it('has its status behind the label, not below the words of its title', () => {
    const { fields } = read(paper, 80);
    expect(fields.marital_status?.value).toBe(
      'Trong thời gian cư trú tại xã Hoằng Lưu từ ngày 27/07/2014 đến ngày 13/09/2022 chưa đăng ký kết hôn với ai',
    );
  });

  it('has the marks of its unit from the date line, for a person to see', () => {
    const { issuer } = read(paper, 80).fields;
    expect(issuer).toMatchObject({ value: 'UBND XÃ HOẰNG LƯU', status: 'review' });
    expect(issuer?.candidates).toContain('UBND XÃ HOANG LƯU');
  });
});

describe('an official letter', () => {
  const letter = (...signed: string[]): string[] => [
    ...head(['ỦY BAN NHÂN DÂN', 'PHƯỜNG MẪU'], 'Số: 29/UBND-NC         Phường Mẫu, ngày 20 tháng 5 năm 2026'),
    '  V/v lấy ý kiến góp ý dự thảo',
    '',
    '                 Kính gửi:',
    '                            - Công an tỉnh;',
    '                            - Chi cục Thuế khu vực.',
    '',
    '  1. Các ông (bà) có tên trong danh sách có trách nhiệm bàn giao công việc, tài liệu',
    'đang quản lý trong thời hạn 05 ngày làm việc.',
    '  Đề nghị các cơ quan, đơn vị quan tâm triển khai thực hiện./.',
    ...signed,
    '- Chủ tịch, các Phó Chủ tịch;',
    '- Lưu: VT.',
  ];

  it('has every line of a list below "Kính gửi" as its recipient', () => {
    const { fields } = read(letter('Nơi nhận:', '- Như trên;'));
    expect(fields.recipient?.value).toBe('- Công an tỉnh; - Chi cục Thuế khu vực');
  });

  it('is signed by the deputy beside the list of copies, not by the chairmen who receive one', () => {
    const { fields } = read(
      letter(
        'Nơi nhận:                                            KT. CHỦ TỊCH',
        '- Như trên;                                          PHÓ CHỦ TỊCH',
      ),
    );
    expect(fields.signer_title?.value).toBe('PHÓ CHỦ TỊCH');
  });

  it('is the deputy also when a line of that list stands between the two lines, and the word "deputy" was lost', () => {
    const { fields } = read(
      letter(
        'Nơi nhận:                                            KT. CHỦ TỊCH',
        '- Như trên;',
        '                                                     CHỦ TỊCH',
      ),
    );
    expect(fields.signer_title).toMatchObject({ status: 'review' });
    expect(fields.signer_title?.candidates).toContain('PHÓ CHỦ TỊCH');
  });

  it('is the deputy where neither line of the title could be read whole', () => {
    const { fields } = read(
      letter(
        'Nơi nhận:                                            T. CHỦ TỊCH',
        '- Như trên;                                        XÃ & O CHU TỊCH',
      ),
    );
    expect(fields.signer_title).toMatchObject({ value: 'PHÓ CHỦ TỊCH', status: 'review' });
  });

  it('leaves a misread title and the rest of a name below a seal to a person', () => {
    const { fields } = read([
      ...letter(
        'Nơi nhận:                                            TUQ. CHỦ TỊCH',
        '- Như trên;                                      XNÒNG VĂN HÓA - XÃ HỘI',
      ),
      '',
      '                                                     n Phúc Bảo Thạch',
    ]);
    expect(fields.signer_title).toMatchObject({ value: 'XNÒNG VĂN HÓA - XÃ HỘI', status: 'review' });
    expect(codes(fields.signer_title?.remarks)).toContain('SIGNER_TITLE_UNREAD');
    expect(fields.signer_name).toMatchObject({ value: 'Phúc Bảo Thạch', status: 'review' });
    expect(codes(fields.signer_name?.remarks)).toContain('SIGNER_NAME_CUT');
  });
});

describe('a value that ends with a word that wants more', () => {
  const extract = (...paper: string[]) =>
    read(
      [
        NATION,
        '                   TRÍCH LỤC KHAI TỬ',
        'Họ, chữ đệm, tên: TRẦN THỊ DỤ                  Giới tính: Nữ',
        ...paper,
        'Nơi cư trú cuối cùng: thôn 2, xã Mẫu, tỉnh Hải Dương, ở cuối làng, bên sông, cạnh chùa Mẫu',
        'Đã chết vào lúc: ngày 03 tháng 01 năm 2022',
      ],
      92,
    ).fields.identity_paper;

  it('goes on in the next line, however short', () => {
    expect(extract('Giấy tờ tùy thân(1): CMND số 022858544, cấp ngày', '01/03/2015')?.value).toBe(
      'CMND số 022858544, cấp ngày 01/03/2015',
    );
  });

  it('is for a person when nothing follows', () => {
    const paper = extract('Giấy tờ tùy thân(1): CMND số 022858544, cấp ngày');
    expect(paper?.status).toBe('review');
    expect(codes(paper?.remarks)).toContain('TEXT_OPEN');
  });
});

describe('the word of a unit before the name of a province', () => {
  it('is put right and shown to a person when its mark was misread', () => {
    const { issuer } = read([
      ...head(['BỘ CÔNG AN', 'CÔNG AN TÍNH HÀ GIANG'], 'Số: 9/CA-HSNV          Hà Giang, ngày 08 tháng 6 năm 2025'),
      '                   PHIẾU LÝ LỊCH TƯ PHÁP SỐ 2',
      'Tình trạng án tích: Không có án tích',
    ]).fields;
    expect(issuer).toMatchObject({ value: 'CÔNG AN TỈNH HÀ GIANG', status: 'review' });
  });
});

describe('a heading that begins with the word of an application', () => {
  it('makes no application of a paper without its words', () => {
    const { documentType } = read([
      'ĐƠN GIẢN HÓA THỦ TỤC HÀNH CHÍNH',
      'Sáng nay, tại trụ sở Ủy ban nhân dân xã Mẫu đã diễn ra hội nghị.',
    ]);
    expect(documentType).toBe('unknown');
  });
});

describe('an address', () => {
  it('has commas between its parts, also where one was read as a semicolon, which is offered', () => {
    const { residence } = read([
      NATION,
      '                   PHIẾU LÝ LỊCH TƯ PHÁP SỐ 2',
      'Nơi thường trú: Xóm 5; thôn Thượng, xã Mẫu, tỉnh Quảng Trị',
    ]).fields;
    expect(residence?.value).toBe('Xóm 5, thôn Thượng, xã Mẫu, tỉnh Quảng Trị');
    expect(residence?.candidates).toContain('Xóm 5; thôn Thượng, xã Mẫu, tỉnh Quảng Trị');
  });

  it('has a comma also where a full stop was read before the word of a unit', () => {
    const residenceOf = (address: string) =>
      read([NATION, '                   PHIẾU LÝ LỊCH TƯ PHÁP SỐ 2', `Nơi thường trú: ${address}`]).fields.residence;
    const mended = residenceOf('Số 12. đường Thượng, xã Mẫu. tỉnh Quảng Trị');
    expect(mended?.value).toBe('Số 12, đường Thượng, xã Mẫu, tỉnh Quảng Trị');
    expect(mended?.candidates).toContain('Số 12. đường Thượng, xã Mẫu. tỉnh Quảng Trị');
  });
});

describe('a paper whose title was not read', () => {
  const extract = (symbol: string): string[] => [
    ...head(['UBND HUYỆN THÍ DỤ', 'UBND XÃ MẪU'], `Số: 12/${symbol}          Xã Mẫu, ngày 05 tháng 6 năm 2024`),
    'Họ, chữ đệm, tên: TRẦN THỊ DỤ               Giới tính: Nữ',
    'Quê quán: xã Mẫu, tỉnh Hải Dương',
    'Họ, chữ đệm, tên người mẹ: LÊ THỊ MẪU',
    'Họ, chữ đệm, tên người cha: TRẦN VĂN THÍ',
    'Nơi đăng ký khai sinh: Ủy ban nhân dân xã Mẫu, tỉnh Hải Dương',
  ];

  it('is known by the symbol of its number where its words are those of another: an extract, not the certificate', () => {
    expect(read(extract('TLKS-BS')).documentType).toBe('birth_certificate_extract');
    expect(read(extract('2024')).documentType).toBe('birth_certificate');
  });
});

describe('papers of kinds that are not described', () => {
  const body = ['Kính gửi: Ủy ban nhân dân tỉnh Mẫu', 'Căn cứ Luật Ngân sách nhà nước;', 'Nơi nhận:', '- Lưu: VT.'];

  it.each([
    ['TTr-UBND', 'TỜ TRÌNH'],
    ['GM-UBND', 'GIẤY MỜI'],
  ])('are no official letters: number /%s, %s', (symbol, title) => {
    const dated = `Số: 12/${symbol}          Xã Mẫu, ngày 05 tháng 6 năm 2026`;
    const paper = [...head(['ỦY BAN NHÂN DÂN', 'XÃ MẪU'], dated), `                  ${title}`, ...body];
    expect(read(paper).documentType).toBe('unknown');
  });

  it('are no marriage certificates when they note a divorce', () => {
    const paper = [
      NATION,
      '                  TRÍCH LỤC GHI CHÚ LY HÔN',
      'Họ và tên vợ: LÊ THỊ DỤ',
      'Họ và tên chồng: TRẦN VĂN THÍ',
      'Nơi đăng ký kết hôn: xã Mẫu, tỉnh Hải Dương',
    ];
    expect(read(paper).documentType).toBe('unknown');
  });
});

describe('a place that goes on below, beside the label of another column', () => {
  const { fields } = read(
    [
      `${' '.repeat(25)}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`,
      `${' '.repeat(30)}GIẤY CHỨNG NHẬN KẾT HÔN`,
      'Họ, chữ đệm, tên vợ: LÊ THỊ DỤ                                     Họ, chữ đệm, tên chồng: TRẦN VĂN THÍ',
      'Ngày, tháng, năm sinh: 01/02/1999                                  Ngày, tháng, năm sinh: 07/09/1995',
      'Nơi cư trú: Bản Mẫu, xã Thí Dụ, tỉnh Hòa Bình                      Nơi cư trú: Xóm 2, xã Mẫu, tỉnh Hòa Bình',
      'Nơi đăng ký kết hôn: Ủy ban nhân dân xã Thí Dụ, huyện Mẫu, tỉnh Hòa     Ngày, tháng, năm đăng ký: 24/01/2023',
      'Bình',
    ],
    110,
  );

  it('is read to its end', () => {
    expect(fields).toMatchObject({
      registration_place: { value: 'Ủy ban nhân dân xã Thí Dụ, huyện Mẫu, tỉnh Hòa Bình' },
      registration_date: { value: '2023-01-24' },
    });
  });
});

describe('who signs with a title that lost a mark', () => {
  const letter = (title: string, name = 'Nguyễn Thị Thí Dụ') =>
    read([
      ...head(
        ['TÒA ÁN NHÂN DÂN TỈNH LAI CHÂU', 'TÒA ÁN NHÂN DÂN KHU VỰC 3'],
        'Số: 12/CV-TA            Lai Châu, ngày 11 tháng 5 năm 2026',
      ),
      '     V/v cung cấp hồ sơ',
      '                     Kính gửi: Ủy ban nhân dân xã Mẫu.',
      '     Tòa án nhân dân khu vực 3 đề nghị Quý cơ quan cung cấp bản sao hồ sơ có liên quan.',
      `Nơi nhận:                                                            ${title}`,
      '- Như trên;',
      '- Lưu: hồ sơ.',
      '',
      `                                                                  ${name}`,
    ]).fields;

  it('is asked of a person, with the title as it is written', () => {
    expect(letter('THẤM PHÁN').signer_title).toMatchObject({ value: 'THẨM PHÁN', status: 'review', raw: 'THẤM PHÁN' });
    expect(codes(letter('THẤM PHÁN').signer_title?.remarks)).toEqual(['SIGNER_TITLE_UNREAD']);
  });

  it('has a name of which the family name may lie under a seal, when two words of it are read', () => {
    expect(letter('THẨM PHÁN', 'Hoàng Phúc').signer_name).toMatchObject({ value: 'Hoàng Phúc', status: 'review' });
    expect(letter('THẨM PHÁN', 'Nguyễn Phúc').signer_name?.remarks).toEqual([]);
  });

  it('is nobody’s doubt where it has all of them', () => {
    expect(letter('THẨM PHÁN').signer_title).toMatchObject({ value: 'THẨM PHÁN', remarks: [] });
  });
});

describe('an identity paper with its number on one line', () => {
  it('has its kind before "Số" with a capital, and its number behind it', () => {
    const { fields } = read([
      ...head(['CÔNG AN TỈNH LAI CHÂU', 'PHÒNG HỒ SƠ'], 'Số: 9/STP-LLTP        Lai Châu, ngày 11 tháng 5 năm 2026'),
      '                   PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1',
      '1. Họ và tên: NGUYỄN VĂN MẪU',
      '2. Giới tính: Nam    3. Ngày, tháng, năm sinh: 05/03/1985',
      '4. Nơi sinh: Tỉnh Lai Châu    5. Quốc tịch: Việt Nam',
      '6. Giấy tờ tùy thân: Thẻ căn cước Số: 012085000001',
      '7. Nơi thường trú: Bản Mẫu, xã Thí Dụ, tỉnh Lai Châu',
    ]);
    expect(fields).toMatchObject({
      identity_paper: { value: 'Thẻ căn cước' },
      identity_number: { value: '012085000001' },
    });
  });
});

describe('a name inside the subject of a decision', () => {
  const decision = (inSubject: string, first: string, second: string) =>
    read([
      ...head(['UBND TỈNH LAI CHÂU', 'SỞ Y TẾ'], 'Số: 12/QĐ-SYT        Lai Châu, ngày 11 tháng 5 năm 2026'),
      '',
      '                                      QUYẾT ĐỊNH',
      `                  Về việc cấp lại chứng chỉ hành nghề đối với ông ${inSubject}`,
      '',
      '                                   GIÁM ĐỐC SỞ Y TẾ',
      '     Căn cứ Nghị định số 131/2021/NĐ-CP ngày 30 tháng 12 năm 2021 của Chính phủ;',
      '                                      QUYẾT ĐỊNH:',
      `     Điều 1. Cấp lại chứng chỉ hành nghề cho ông ${first}, sinh năm 1981.`,
      `     Điều 2. Chánh Văn phòng Sở và ông ${second} chịu trách nhiệm thi hành./.`,
    ]).fields.summary;

  it('goes to a person when the paper writes it with other marks, as it is written more often', () => {
    const summary = decision('Bùi Văn Băng', 'Bùi Văn Bằng', 'Bùi Văn Bằng');
    expect(summary).toMatchObject({
      value: 'Về việc cấp lại chứng chỉ hành nghề đối với ông Bùi Văn Bằng',
      status: 'review',
    });
    expect(codes(summary?.remarks)).toContain('NAME_DIFFERS');
    expect(summary?.candidates).toContain('Về việc cấp lại chứng chỉ hành nghề đối với ông Bùi Văn Băng');
  });

  it('is left alone where it is written so everywhere, or of two spellings more often', () => {
    expect(codes(decision('Bùi Văn Bằng', 'Bùi Văn Bằng', 'Bùi Văn Bằng')?.remarks)).toEqual([]);
    expect(codes(decision('Bùi Văn Bằng', 'Bùi Văn Băng', 'Bùi Văn Bằng')?.remarks)).toEqual([]);
  });
});
