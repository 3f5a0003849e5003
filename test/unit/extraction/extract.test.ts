import fc from 'fast-check';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { Extraction } from '../../../src/domain/field.ts';
import { withoutTones } from '../../../src/domain/identifiers/vietnamese-letters.ts';
import { extractFields, extractFromReadings } from '../../../src/extraction/extract.ts';
import type { RgbImage } from '../../../src/imaging/raster.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();
const today = '2026-11-22';
const read = (lines: readonly string[], confidence?: number): Extraction =>
  extractFromReadings([pageOfText(lines, confidence)], [], { types, today });
const values = (extraction: Extraction): Record<string, string | null> =>
  Object.fromEntries(Object.entries(extraction.fields).map(([name, field]) => [name, field.value]));

const birth = [
  '                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  '                          Độc lập - Tự do - Hạnh phúc',
  '',
  '                                GIẤY KHAI SINH              Số: 45/2025',
  '',
  'Họ, chữ đệm, tên: NGUYỄN VĂN MẪU',
  'Ngày, tháng, năm sinh: 05/01/2025        ghi bằng chữ: Ngày năm tháng một năm hai nghìn không trăm',
  'hai mươi lăm',
  'Giới tính: Nam        Dân tộc: Kinh        Quốc tịch: Việt Nam',
  'Nơi sinh: Trạm Y tế xã Mẫu, tỉnh Ví Dụ',
  'Quê quán:........xã Mẫu, tỉnh Ví Dụ.........................',
  'Số định danh cá nhân: 001225000001',
  'Họ, chữ đệm, tên người mẹ: TRẦN THỊ THÍ DỤ',
  'Năm sinh: 1999   Dân tộc: Tày     Quốc tịch: Việt Nam',
  'Nơi cư trú: Số 1 Đường Mẫu, Phường Mẫu, thành phố Thí Dụ, tỉnh Ví Dụ có tên rất dài và xuống dòng',
  'tiếp theo ở đây',
  'Họ, chữ đệm, tên người cha: NGUYỄN VĂN ĐỨC',
  'Năm sinh: 1990   Dân tộc: Kinh     Quốc tịch: Việt Nam',
  'Nơi cư trú: Số 1 Đường Mẫu, Phường Mẫu',
  'Nơi đăng ký khai sinh: Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ',
  'Ngày, tháng, năm đăng ký: 15/01/2025',
  '',
  '                                           NGƯỜI KÝ GIẤY KHAI SINH',
  '                                                CHỦ TỊCH',
  '',
  '                                              Lê Quang Hải',
];

const card = [
  '        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  '               CĂN CƯỚC CÔNG DÂN',
  '             Citizen Identity Card',
  '       Số / No.: 001090000001',
  '       Họ và tên / Full name:',
  '       NGUYỄN VĂN MẪU',
  '       Ngày sinh / Date of birth: 15/08/1990',
  '       Giới tính / Sex: Nam    Quốc tịch / Nationality: Việt Nam',
  '       Quê quán / Place of origin:',
  '       Xã Mẫu, Huyện Thí Dụ, Ví Dụ',
  '       Nơi thường trú / Place of residence:',
  '       Số 1 Đường Mẫu, Phường Mẫu, Ví Dụ',
  '       Có giá trị đến / Date of expiry: 15/08/2030',
];

/** A page of white paper with one QR code. */
function withQr(content: string): () => Promise<RgbImage> {
  const { modules } = QRCode.create(content);
  const scale = 5;
  const widthPx = modules.size * scale + 200;
  const pixels = new Uint8Array(widthPx * widthPx).fill(245);
  for (let y = 0; y < modules.size * scale; y++)
    for (let x = 0; x < modules.size * scale; x++)
      if (modules.get(Math.floor(x / scale), Math.floor(y / scale))) pixels[(y + 100) * widthPx + x + 100] = 15;
  const rgb = new Uint8Array(pixels.length * 3);
  for (let i = 0; i < rgb.length; i++) rgb[i] = pixels[Math.floor(i / 3)]!;
  return async () => ({ pixels: rgb, widthPx, heightPx: widthPx });
}

describe('fields of a birth certificate', () => {
  it('reads child, mother, father and registration apart, over columns, leaders and wrapped lines', () => {
    const extraction = read(birth);
    expect(extraction.documentType).toBe('birth_certificate');
    expect(values(extraction)).toMatchObject({
      number: '45/2025',
      full_name: 'NGUYỄN VĂN MẪU',
      birth_date: '2025-01-05',
      birth_date_in_words: '2025-01-05',
      gender: 'Nam',
      ethnicity: 'Kinh',
      nationality: 'Việt Nam',
      birth_place: 'Trạm Y tế xã Mẫu, tỉnh Ví Dụ',
      place_of_origin: 'xã Mẫu, tỉnh Ví Dụ',
      personal_id: '001225000001',
      mother_full_name: 'TRẦN THỊ THÍ DỤ',
      mother_birth_year: '1999',
      mother_ethnicity: 'Tày',
      mother_residence:
        'Số 1 Đường Mẫu, Phường Mẫu, thành phố Thí Dụ, tỉnh Ví Dụ có tên rất dài và xuống dòng tiếp theo ở đây',
      father_full_name: 'NGUYỄN VĂN ĐỨC',
      father_birth_year: '1990',
      registration_place: 'Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ',
      registration_date: '2025-01-15',
      signer_name: 'Lê Quang Hải',
    });
  });

  it('finds labels whose marks were lost', () => {
    const unmarked = birth.map((line) => line.replace(/^[^:]*:/, (label) => withoutTones(label)));
    expect(values(read(unmarked))).toMatchObject({
      full_name: 'NGUYỄN VĂN MẪU',
      mother_full_name: 'TRẦN THỊ THÍ DỤ',
      registration_date: '2025-01-15',
    });
  });

  it("never takes another person's data when a section is not printed", () => {
    const fatherless = birth.filter((_, index) => index < 16 || index > 18);
    const extraction = read(fatherless);
    expect(extraction.fields.father_full_name?.status).toBe('not_found');
    expect(extraction.fields.father_birth_year?.value).toBeNull();
    expect(extraction.fields.mother_full_name?.value).toBe('TRẦN THỊ THÍ DỤ');
  });

  it('puts before a person a date whose words say otherwise', () => {
    const altered = birth.map((line) => line.replace('05/01/2025', '06/01/2025'));
    const field = read(altered).fields.birth_date;
    expect(field?.status).toBe('review');
    expect(field?.remarks.map((remark) => remark.code)).toContain('WORDS_DIFFER');
  });

  it('puts before a person a personal number that contradicts sex or year of birth', () => {
    const altered = birth.map((line) => line.replace('Giới tính: Nam', 'Giới tính: Nữ'));
    const { gender, personal_id: number } = read(altered).fields;
    expect(gender?.status).toBe('review');
    expect(number?.status).toBe('review');
    expect(number?.value).toBe('001225000001');
  });

  it('offers the digit for a letter inside a number and does not apply it', () => {
    const field = read(birth.map((line) => line.replace('001225000001', '00122500O001'))).fields.personal_id;
    expect(field?.status).toBe('review');
    expect(field?.value).toBe('00122500O001');
    expect(field?.candidates).toContain('001225000001');
  });

  it('offers known names for a name with a wrong mark and does not accept it', () => {
    const field = read(birth.map((line) => line.replace('NGUYỄN VĂN MẪU', 'NGUYÊN VĂN MẪU'))).fields.full_name;
    expect(field?.value).toBe('NGUYÊN VĂN MẪU');
    expect(field?.candidates).toContain('NGUYỄN VĂN MẪU');
  });

  it('trusts nothing that recognition itself doubts', () => {
    const statuses = Object.values(read(birth, 35).fields).map((field) => field.status);
    expect(statuses).not.toContain('accepted');
  });

  it('says where each value stands on the page', () => {
    const page = pageOfText(birth);
    const { boxPx, page: number } = extractFromReadings([page], [], { types, today }).fields.full_name ?? {};
    const words = page.lines
      .flatMap((line) => line.words)
      .filter((word) => ['NGUYỄN', 'VĂN', 'MẪU'].includes(word.text));
    expect(number).toBe(1);
    expect(boxPx).toEqual({
      x0: words[0]?.box.x0,
      y0: words[0]?.box.y0,
      x1: words[2]?.box.x1,
      y1: words[2]?.box.y1,
    });
  });
});

describe('two columns', () => {
  it('keeps wife and husband apart', () => {
    const extraction = read([
      '                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      '                 GIẤY CHỨNG NHẬN KẾT HÔN        Số: 12/2024',
      'Họ, chữ đệm, tên vợ: TRẦN THỊ DỤ                Họ, chữ đệm, tên chồng: NGUYỄN VĂN MẪU',
      'Ngày, tháng, năm sinh: 02/01/1999               Ngày, tháng, năm sinh: 15/08/1990',
      'Dân tộc: Kinh      Quốc tịch: Việt Nam          Dân tộc: Tày    Quốc tịch: Việt Nam',
      'Nơi cư trú: Xã Mẫu, Tỉnh Ví Dụ                  Nơi cư trú: Phường Mẫu, thành phố Thí Dụ, tỉnh',
      '                                                Ví Dụ',
      'Nơi đăng ký kết hôn: Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ',
      'Ngày, tháng, năm đăng ký: 12/03/2024',
    ]);
    expect(values(extraction)).toMatchObject({
      wife_full_name: 'TRẦN THỊ DỤ',
      wife_birth_date: '1999-01-02',
      wife_ethnicity: 'Kinh',
      wife_residence: 'Xã Mẫu, Tỉnh Ví Dụ',
      husband_full_name: 'NGUYỄN VĂN MẪU',
      husband_birth_date: '1990-08-15',
      husband_ethnicity: 'Tày',
      husband_residence: 'Phường Mẫu, thành phố Thí Dụ, tỉnh Ví Dụ',
      registration_date: '2024-03-12',
    });
  });
});

describe('citizen card', () => {
  const qr = '001090000001|010000001|Nguyễn Văn Mẫu|15081990|Nam|Số 1 Đường Mẫu, Phường Mẫu, Ví Dụ|01072021';

  it('reads values below their bilingual labels', () => {
    expect(values(read(card))).toMatchObject({
      personal_id: '001090000001',
      full_name: 'NGUYỄN VĂN MẪU',
      nationality: 'Việt Nam',
      place_of_origin: 'Xã Mẫu, Huyện Thí Dụ, Ví Dụ',
      residence: 'Số 1 Đường Mẫu, Phường Mẫu, Ví Dụ',
      expiry_date: '2030-08-15',
    });
  });

  it('takes the QR code first, names it as the source and keeps the name as printed', async () => {
    const { fields } = await extractFields([{ text: pageOfText(card), rgb: withQr(qr) }], { types, today });
    expect(fields.personal_id).toMatchObject({ value: '001090000001', source: 'qr', status: 'accepted' });
    expect(fields.full_name).toMatchObject({ value: 'NGUYỄN VĂN MẪU', source: 'qr' });
    expect(fields.old_identity_number).toMatchObject({ value: '010000001', source: 'qr' });
    expect(fields.issue_date?.value).toBe('2021-07-01');
    expect(fields.place_of_origin?.source).toBe('ocr');
  });

  it('believes the QR code over a misread letter, and asks when it says something else altogether', async () => {
    const misread = card.map((line) => line.replace('15/08/1990', '15/03/1990'));
    const one = await extractFields([{ text: pageOfText(misread), rgb: withQr(qr) }], { types, today });
    expect(one.fields.birth_date).toMatchObject({
      value: '1990-08-15',
      status: 'accepted',
      candidates: ['1990-03-15'],
    });
    const other = card.map((line) => line.replace('NGUYỄN VĂN MẪU', 'LÊ THỊ HOA'));
    const two = await extractFields([{ text: pageOfText(other), rgb: withQr(qr) }], { types, today });
    expect(two.fields.full_name?.status).toBe('review');
    expect(two.fields.full_name?.remarks[0]?.code).toBe('CODE_DIFFERS_FROM_PRINT');
  });

  it('reads the machine readable zone of the back, also when its first line is broken', () => {
    const back = ['IDVNM0900000018001090000001<<9', '9008157M3008155VNM<<<<<<<<<<<6', 'NGUYEN<<VAN<MAU<<<<<<<<<<<<<<<'];
    const whole = read([...card.slice(0, 3), ...back]);
    expect(whole.fields.personal_id).toMatchObject({ value: '001090000001', source: 'mrz' });
    const broken = read([...card.slice(0, 3), '1DVN#0900', ...back.slice(1)]);
    expect(broken.fields.birth_date).toMatchObject({ value: '1990-08-15', source: 'mrz' });
    expect(broken.fields.personal_id?.value).toBeNull();
    const wrong = read([...card.slice(0, 3), back[0] ?? '', '9008157M3008158VNM<<<<<<<<<<<6', back[2] ?? '']);
    expect(wrong.fields.expiry_date?.value).toBeNull();
  });
});

describe('administrative documents', () => {
  it('reads the places of the NĐ 30 layout', () => {
    const extraction = read([
      'UBND TỈNH VÍ DỤ                              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'ỦY BAN NHÂN DÂN                                 Độc lập - Tự do - Hạnh phúc',
      '    XÃ MẪU',
      'Số: 123/QĐ-UBND                               Ví Dụ, ngày 05 tháng 01 năm 2023',
      '',
      '                                   QUYẾT ĐỊNH',
      '                     Về việc công nhận tổ hòa giải thôn Mẫu',
      '',
      '                 CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU',
      '',
      'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 và các văn bản;',
      'Điều 1. Công nhận tổ hòa giải.',
      'Điều 2. Quyết định này có hiệu lực kể từ ngày ký.',
      'Nơi nhận:                                                KT. CHỦ TỊCH',
      '- Như Điều 2;                                            PHÓ CHỦ TỊCH',
      '',
      '                                                         Lê Quang Hải',
    ]);
    expect(extraction.documentType).toBe('decision');
    expect(values(extraction)).toEqual({
      parent_issuer: 'UBND TỈNH VÍ DỤ',
      issuer: 'ỦY BAN NHÂN DÂN XÃ MẪU',
      number: '123/QĐ-UBND',
      issue_place: 'Ví Dụ',
      issue_date: '2023-01-05',
      summary: 'Về việc công nhận tổ hòa giải thôn Mẫu',
      signer_title: 'PHÓ CHỦ TỊCH',
      signer_name: 'Lê Quang Hải',
    });
  });
});

describe('handwriting and gaps', () => {
  const form = (name: string, confidence: number) => {
    const page = pageOfText([
      '      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM                Mẫu số 04',
      '              TỜ KHAI CẤP BẢN SAO',
      'Kính gửi: Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ',
      `Họ, chữ đệm, tên người yêu cầu: ${name}`,
      'Nơi cư trú: Thôn Mẫu, xã Mẫu',
      'Tôi cam đoan những nội dung khai trên đây là đúng.',
    ]);
    const lines = page.lines.map((line) => ({
      ...line,
      words: line.words.map((word) => (name.includes(word.text) ? { ...word, confidence } : word)),
    }));
    return extractFromReadings([{ ...page, lines }], [], { types, today });
  };

  it('reports a handwritten answer as handwritten, not as text', () => {
    const field = form('Ng~yên V/n', 31).fields.full_name;
    expect(field).toMatchObject({ value: null, status: 'review' });
    expect(field?.remarks[0]?.code).toBe('HANDWRITTEN');
    expect(field?.boxPx).not.toBeNull();
  });

  it('shows a printed answer of which one word is spoilt, to a person', () => {
    const typed = 'Nguyễn Thị Mai Thí Dụ';
    const page = pageOfText(['TỜ KHAI CẤP BẢN SAO', `Họ, chữ đệm, tên người yêu cầu: ${typed}`]);
    const lines = page.lines.map((line) => ({
      ...line,
      words: line.words.map((word) => (word.text === 'Mai' ? { ...word, confidence: 45 } : word)),
    }));
    const { full_name: name } = extractFromReadings([{ ...page, lines }], [], { types, today }).fields;
    expect(name).toMatchObject({ value: typed, status: 'review' });
  });

  it('reads a typed answer on the same form', () => {
    expect(form('Nguyễn Văn Mẫu', 95).fields.full_name).toMatchObject({ value: 'Nguyễn Văn Mẫu', status: 'accepted' });
  });

  it('asks for a required answer whose line is empty, and shows the line', () => {
    const field = form('', 95).fields.full_name;
    expect(field).toMatchObject({ value: null, status: 'review', page: 1 });
  });
});

describe('what is not sure is not said', () => {
  it('calls a page of other text unknown and extracts nothing', () => {
    const extraction = read(['Bạn thân mến,', 'hôm nay trời đẹp, chúng tôi đi chơi ở công viên.', 'Hẹn gặp lại.']);
    expect(extraction).toEqual({
      documentType: 'unknown',
      typeConfidence: expect.any(Number),
      fields: {},
      secrecyMark: null,
    });
    expect(extraction.typeConfidence).toBeLessThan(0.5);
  });

  it.each(['MẬT', 'TỐI MẬT', 'TUYỆT MẬT'])('stops at the stamp %s and keeps nothing else', (mark) => {
    const extraction = read([`${mark}                       QUYẾT ĐỊNH`, ...birth]);
    expect(extraction).toEqual({ documentType: 'unknown', typeConfidence: 0, fields: {}, secrecyMark: mark });
  });

  it.each([
    ['beside the frame of the stamp', '[MẬT | Về việc trợ cấp xã hội', 'MẬT'],
    ['with a letter of the line below it', 'TỐI M ẬTê việc công nhận gia đình văn hóa', 'TỐI MẬT'],
    ['behind its label', 'Độ mật: TUYỆT MẬT', 'TUYỆT MẬT'],
    ['with a misread vowel', 'TUYÊT MÂT', 'TUYỆT MẬT'],
  ])('knows the mark %s', (_, line, mark) => {
    expect(read([line, ...birth]).secrecyMark).toBe(mark);
  });

  it.each([
    'Giữ bí mật thông tin',
    'MẬT ONG RỪNG',
    'QUY CHẾ BẢO MẬT THÔNG TIN',
    'DANH MỤC BÍ MẬT NHÀ NƯỚC',
    'Bí MẬT nhà nước',
    'MẬT ĐỘ DÂN SỐ',
    'Mật độ xây dựng: 40 %',
    'cơ mật, tuyệt mật là các độ mật',
    'TỐI MẶT TRỜI',
    'Tên hộ kinh doanh: TUYẾT MAI',
    'Họ và tên: TÔ MAI',
    'MẶT TRƯỚC',
  ])('does not take the words %s for a stamp', (line) => {
    expect(read([line, ...birth]).secrecyMark).toBeNull();
  });

  it('never throws, whatever recognition returns', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('Số:', 'Họ', 'và', 'tên', '<<<', 'ngày', 'GIẤY'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(word, { maxLength: 8 }), { maxLength: 20 }), (rows) => {
        const extraction = read(rows.map((row) => row.join(' ')));
        for (const field of Object.values(extraction.fields)) {
          expect(field.confidence).toBeGreaterThanOrEqual(0);
          expect(field.confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('what stands below a label of a card', () => {
  const back = [
    'Đặc điểm nhận dạng / Personal identification:      Ngón trỏ trái',
    'Sa 13                                               Left index finger',
    'Nốt ruồi cách 2cm dưới trước cánh mũi phải',
    'Ngày, tháng, năm / Date, month, year: 18/03/2023',
  ];

  it('is the line of words, not the lines of a fingerprint that reach into it', () => {
    const page = pageOfText(back);
    // the marks of the picture stand half a line lower than a line of their own would
    const lowered = {
      ...page,
      lines: page.lines.map((line) => {
        const down = ({ y0, y1, ...x }: (typeof line)['box']) => ({ ...x, y0: y0 + 40, y1: y1 + 40 });
        return line.words[0]?.text === 'Sa'
          ? { ...line, box: down(line.box), words: line.words.map((word) => ({ ...word, box: down(word.box) })) }
          : line;
      }),
    };
    const { fields } = extractFromReadings([lowered], [], { types, today, documentType: 'citizen_id_2021' });
    expect(fields.identifying_marks?.value).toBe('Nốt ruồi cách 2cm dưới trước cánh mũi phải');
  });

  it('is no name of a person when it is the police, though Công is a family name', () => {
    const { fields } = extractFromReadings(
      [
        pageOfText([
          '              CHỨNG MINH NHÂN DÂN',
          '              Số: 010000001',
          '              Sinh ngày: 15/08/1970',
          '              Ngày 24 tháng 11 năm 2005',
          '              CÔNG AN TỈNH BẮC KẠN',
        ]),
      ],
      [],
      { types, today, documentType: 'identity_card_9' },
    );
    expect(fields.full_name?.value).toBeNull();
  });
});

describe('what is printed beside a picture', () => {
  it('goes on below, though a mark of the picture makes its line higher than the words are', () => {
    const page = pageOfText([
      '                    GIẤY CHỨNG MINH NHÂN DÂN',
      'NGÓN TRỎ TRÁI       Dấu vết riêng và dị hình:',
      '                    Sẹo thẳng 2cm trên trước đầu lông mày',
      'f                   trái',
      '',
      '                    Ngày 28 tháng 02 năm 2005',
    ]);
    const high = page.lines.map((line) => ({
      ...line,
      words: line.words.map((word) =>
        word.text === 'f' ? { ...word, box: { ...word.box, y1: word.box.y1 + 60, y0: word.box.y0 - 30 } } : word,
      ),
    }));
    const { fields } = extractFromReadings([{ ...page, lines: high }], [], {
      types,
      today,
      documentType: 'identity_card_9',
    });
    expect(fields.identifying_marks?.value).toBe('Sẹo thẳng 2cm trên trước đầu lông mày trái');
  });
});

describe('answers that name several things', () => {
  const land = (answer: string) =>
    extractFromReadings(
      [
        pageOfText([
          'II. Thửa đất, nhà ở và tài sản khác gắn liền với đất',
          '1. Thửa đất:',
          'a) Thửa đất số: 12, tờ bản đồ số: 5',
          `e) Thời hạn sử dụng: ${answer}`,
          'g) Nguồn gốc sử dụng: Nhận thừa kế',
        ]),
      ],
      [],
      { types, today, documentType: 'land_use_right_old' },
    ).fields.use_term?.remarks.map(({ code }) => code);

  it('hold colons of their own, which are no remnants of a label', () => {
    expect(land('Đất ở: Lâu dài; Đất trồng cây lâu năm: đến ngày 15/10/2043')).toEqual([]);
  });

  it('are doubted where a part has none', () => {
    expect(land('Đất ở: Lâu dài; Xem trang sau')).toContain('TEXT_REMNANT');
  });
});

describe('a certificate whose red title went with the seal', () => {
  const company = [
    'Tên công ty viết bằng tiếng Việt: CÔNG TY TNHH THÍ DỤ MẪU',
    '2. Địa chỉ trụ sở chính: Thị trấn Mẫu, Huyện Thí Dụ, Thành phố Hà Nội',
    '3. Vốn điều lệ: 1.800.000.000 đồng',
    '5. Người đại diện theo pháp luật của công ty',
    'Họ và tên: NGUYỄN THỊ MẪU',
  ];

  it('is known by what else is printed only on it', () => {
    expect(
      read([
        'SỞ KẾ HOẠCH VÀ ĐẦU TƯ                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'PHÒNG ĐĂNG KÝ KINH DOANH                   Độc lập - Tự do - Hạnh phúc',
        '                     Mã số doanh nghiệp: 0100000003',
        '           Đăng ký lần đầu: ngày 02 tháng 11 năm 2019',
        ...company,
      ]).documentType,
    ).toBe('enterprise_registration');
    expect(
      read([
        '                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        '                    Độc lập - Tự do - Hạnh phúc',
        'Mã Giấy chứng nhận: 385236000004',
        '1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất',
        'Bà: NGUYỄN THỊ MẪU, CCCD số: 064155000008',
        '2. Thông tin thửa đất:',
        'a) Thửa đất số: 933; tờ bản đồ số: 54;',
        'c) Loại đất: Đất nuôi trồng thủy sản;',
        'd) Thời hạn sử dụng đất: Đến ngày 01/7/2064;',
        'g) Nguồn gốc sử dụng đất: Nhà nước cho thuê đất trả tiền hàng năm.',
        '3. Thông tin tài sản gắn liền với đất:',
      ]).documentType,
    ).toBe('land_use_right_new');
  });

  it('is not taken for the request that asks for it', () => {
    expect(
      read([
        '                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        '                    Độc lập - Tự do - Hạnh phúc',
        '          GIẤY ĐỀ NGHỊ ĐĂNG KÝ DOANH NGHIỆP',
        '      Kính gửi: Phòng Đăng ký kinh doanh thành phố Hà Nội',
        'Tôi là: NGUYỄN THỊ MẪU',
        ...company,
      ]).documentType,
    ).not.toBe('enterprise_registration');
    expect(
      read([
        '                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        '                    Độc lập - Tự do - Hạnh phúc',
        '      ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT',
        '      Kính gửi: Chi nhánh Văn phòng đăng ký đất đai huyện Thí Dụ',
        '1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất: NGUYỄN THỊ MẪU',
        '2. Giấy chứng nhận đã cấp: Số vào sổ: CH 00001; Số phát hành: AA 00000009',
        '3. Nội dung biến động: thay đổi thời hạn sử dụng đất, nguồn gốc sử dụng đất',
        'Thửa đất số: 12, tờ bản đồ số: 5, loại đất: đất ở',
      ]).documentType,
    ).not.toBe('land_use_right_new');
  });
});
