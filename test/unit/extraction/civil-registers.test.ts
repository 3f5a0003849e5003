import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { ExtractedField } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();

const read = (documentType: string, lines: readonly string[]): Readonly<Record<string, ExtractedField>> =>
  extractFromReadings([pageOfText(lines)], [], { types, today: '2026-11-22', documentType }).fields;

const PLACE = 'UBND xã Mẫu, huyện Thí Dụ, tỉnh Sóc Trăng';

describe('the place of a registration', () => {
  it.each([
    ['death_certificate_extract', 'TRÍCH LỤC KHAI TỬ', 'Nơi đã ĐKKT         '],
    ['death_certificate_extract', 'TRÍCH LỤC KHAI TỬ', 'Nơi đã đăng ký khai tử: '],
    ['death_certificate_extract', 'TRÍCH LỤC KHAI TỬ', 'Cơ quan thực hiện đăng ký khai tử: '],
    ['birth_certificate_extract', 'TRÍCH LỤC KHAI SINH', 'Đã ĐKKS tại: '],
    ['birth_certificate_extract', 'TRÍCH LỤC KHAI SINH', 'Cơ quan ĐKKS          '],
    ['birth_certificate', 'GIẤY KHAI SINH', 'Nơi đã đăng ký: '],
    ['marriage_certificate', 'GIẤY CHỨNG NHẬN KẾT HÔN', 'ĐKKH tại: '],
    ['marriage_certificate', 'TRÍCH LỤC KẾT HÔN', 'Nơi đã ĐKKH: '],
  ])('of a %s stands behind "%s … %s"', (type, title, label) => {
    const fields = read(type, [`              ${title}`, `${label}${PLACE}`, 'Ngày đăng ký: 04/4/2025']);
    expect(fields).toMatchObject({
      registration_place: { value: PLACE },
      registration_date: { value: '2025-04-04' },
    });
  });
});

describe('who signs an original that was certified as a copy', () => {
  it.each(['CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH', 'SAO Y ĐÚNG BẢN CHÍNH'])(
    'is who stands below its own title, not below "%s"',
    (words) => {
      const fields = read('birth_certificate', [
        '                          GIẤY KHAI SINH',
        ...Array.from({ length: 12 }, (_, at) => `Dòng thứ ${at}`),
        `                                                                TM. UBND XÃ MẪU`,
        `   ${words}                             CHỦ TỊCH`,
        '   Số chứng thực: 4901 Quyển số: 04-SCT/BS',
        '        Ngày 23 tháng 4 năm 2014',
        '           TM. UBND XÃ DỤ',
        '            PHÓ CHỦ TỊCH',
        '',
        '                                                               Nguyễn Hữu Quân',
        '            Trần Bảo Huy',
      ]);
      expect(fields.signer_name?.value).toBe('Nguyễn Hữu Quân');
    },
  );
});

describe('the number of a registration', () => {
  it.each(['264I2025', '264I12025', '264|2025'])(
    'whose stroke was read as a letter goes to a person: %s',
    (printed) => {
      const { registration_number: number } = read('death_certificate_extract', [
        '              TRÍCH LỤC KHAI TỬ',
        `Nơi đã ĐKKT: ${PLACE}`,
        `Số đăng ký: ${printed}       ngày 04-04-2025`,
      ]);
      expect(number).toMatchObject({ value: '264/2025', status: 'review' });
    },
  );
});

describe('the number of an identity card', () => {
  it.each([
    ['Số CMND/Hộ chiếu: 214397 790', '214397790'],
    ['Giấy tờ tùy thân: CCCD số 0681 92027862 do Cục Cảnh sát QLHC về TTXH cấp ngày 29/05/2023', '068192027862'],
  ])('whose figures a blank parts is joined and put before a person: %s', (line, figures) => {
    const { husband_identity_paper: paper } = read('marriage_certificate', [
      '              GIẤY CHỨNG NHẬN KẾT HÔN',
      'Họ và tên chồng: NGUYỄN GIA MẪU',
      line,
    ]);
    expect(paper?.value).toContain(figures);
    expect(paper?.status).toBe('review');
  });

  it('stays in the groups that it is printed in', () => {
    const { husband_identity_paper: paper } = read('marriage_certificate', [
      '              GIẤY CHỨNG NHẬN KẾT HÔN',
      'Họ và tên chồng: NGUYỄN GIA MẪU',
      'Số CMND/Hộ chiếu: 214 397 790',
    ]);
    expect(paper?.value).toBe('214 397 790');
  });
});

describe('an answer of one letter or figure', () => {
  it.each(['I', '7', 'l', '/'])('is no address: %s', (stroke) => {
    const { temporary_residence: place } = read('criminal_record', [
      '              PHIẾU LÝ LỊCH TƯ PHÁP SỐ 2',
      '5- Nơi thường trú: KP 8, phường An Xuyên, tỉnh Cà Mau',
      `6- Nơi tạm trú: ${stroke}`,
      '7- Họ tên cha: Lê Mẫu, sinh năm 1945; họ tên mẹ: Trần Thị Mẫu, sinh năm 1945',
    ]);
    expect(place?.value ?? null).toBeNull();
  });
});

describe('a person in a sentence', () => {
  it('has a nationality that goes on in the next line', () => {
    const fields = read('birth_certificate', [
      '                          GIẤY KHAI SINH',
      'Họ và tên: TRIỆU VĂN MẪU',
      'Họ và tên cha: Ông CHẢO VĂN DỤ, sinh năm 1975, dân tộc Dao, quốc tịch Việt',
      'Nam, nơi thường trú: 18 đường Mẫu, phường Pú Trạng, tỉnh Yên Bái.',
    ]);
    expect(fields).toMatchObject({
      father_ethnicity: { value: 'Dao' },
      father_nationality: { value: 'Việt Nam' },
      father_residence: { value: '18 đường Mẫu, phường Pú Trạng, tỉnh Yên Bái' },
    });
  });
});

describe('a letterhead of which only the unit over the office was read', () => {
  it.each(['QUẬN THÍ DỤ', 'TỈNH ĐIỆN BIÊN', 'HUYỆN MỸ XUYÊN'])('names no issuer by itself: %s', (unit) => {
    const { issuer } = read('marital_status_confirmation', [
      `${unit}                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`,
      '                                  Độc lập - Tự do - Hạnh phúc',
      '          GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN',
    ]);
    expect(issuer?.status).toBe('review');
  });

  it.each([
    [['TỈNH ĐIỆN BIÊN', 'HUYỆN NẬM PỒ', 'XÃ NÀ HỲ'], 'XÃ NÀ HỲ'],
    [['TỈNH ĐIỆN BIÊN', 'ỦY BAN NHÂN DÂN', 'PHƯỜNG HIM LAM'], 'ỦY BAN NHÂN DÂN PHƯỜNG HIM LAM'],
    [['UBND QUẬN HẢI CHÂU', 'UBND PHƯỜNG HÒA CƯỜNG BẮC'], 'UBND PHƯỜNG HÒA CƯỜNG BẮC'],
  ])('names the commune below it: %s', (lines, value) => {
    const { issuer } = read('marital_status_confirmation', [
      `${lines[0]?.padEnd(34)}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`,
      `${lines[1]?.padEnd(38)}Độc lập - Tự do - Hạnh phúc`,
      lines[2] ?? '',
      '          GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN',
    ]);
    expect(issuer).toMatchObject({ value, status: 'accepted' });
  });
});
