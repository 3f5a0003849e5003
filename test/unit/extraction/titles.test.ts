import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { folded } from '../../../src/domain/identifiers/vietnamese-letters.ts';
import { classify, UNKNOWN_TYPE } from '../../../src/extraction/classify.ts';
import { layOut } from '../../../src/extraction/page-layout.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { business } from './wordings/business.ts';
import { civilStatus } from './wordings/civil-status.ts';
import { forms } from './wordings/forms.ts';
import { land } from './wordings/land.ts';

const types = loadDocumentTypes();
const papers = [...civilStatus, ...business, ...land, ...forms];
const typeOf = (pages: readonly (readonly string[])[]): string =>
  classify(layOut(pages.map((lines) => pageOfText(lines))), types).type;
const below = (line: string, text: string): string => ' '.repeat(/^ */.exec(line)?.[0].length ?? 0) + text;

/** How a printer, a second language, a seal or recognition may change the line of a title. */
const changes: Readonly<Record<string, (line: string) => readonly string[]>> = {
  'over two lines': (line) => inTwo(line),
  'over two lines with the note of a copy between': (line) => inTwo(line, '(BẢN SAO)'),
  'over two lines with a second language between': (line) => inTwo(line, 'Certificate of the record'),
  'over two lines with a speck between': (line) => inTwo(line, 'zx ^'),
  'with a note of what it is for below': (line) => [line, below(line, '(Dùng cho cá nhân)')],
  'with a second language behind a stroke': (line) => [`${line} / CERTIFICATE OF THE RECORD`],
  'with the stamp of a copy beside it above': (line) => ['BẢN SAO', line],
  'with every seventh letter misread': (line) => [
    line.replace(/\p{L}/gu, (letter, at: number) => (at % 7 === 3 ? 'W' : letter)),
  ],
  'without its first word': (line) => [line.replace(/\S+ /, '')],
  'with its letters spread': (line) => [line.replace(/(?<=\p{L})(?=\p{L})/gu, ' ')],
  'without its marks': (line) => [line.normalize('NFD').replace(/\p{M}/gu, '').replace(/Đ/g, 'D')],
};
function inTwo(line: string, between?: string): string[] {
  const words = line.trim().split(/\s+/);
  const half = Math.ceil(words.length / 2);
  const parts = [words.slice(0, half), words.slice(half)].filter((part) => part.length > 0);
  const lines = parts.map((part) => below(line, part.join(' ')));
  return between === undefined || lines.length < 2 ? lines : [lines[0]!, below(line, between), lines[1]!];
}

describe.each(Object.entries(changes))('a title %s', (kind, change) => {
  it('is known for what it is', () => {
    const wrong = papers.flatMap(({ type, name, pages }) => {
      // a copy of it is a paper of another type
      if (type === 'birth_certificate' && kind.includes('copy between')) return [];
      // the title of an application is one short word, and lost with it
      if (type === 'application' && (kind.includes('misread') || kind.includes('first word'))) return [];
      const titles = types.get(type)?.titles.map(folded) ?? [];
      const changed = pages.map((lines) => {
        const at = lines.findIndex(
          (line) => line === line.toUpperCase() && !/ {3}\S/.test(line.trim()) && titles.includes(folded(line)),
        );
        return at === -1 ? lines : [...lines.slice(0, at), ...change(lines[at]!), ...lines.slice(at + 1)];
      });
      const got = typeOf(changed);
      return got === type ? [] : [`${type} ${name}: ${got}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe('a birth certificate', () => {
  const labels = [
    'Họ và tên: NGUYỄN VĂN MẪU   Nam/Nữ: Nam',
    'Nơi sinh: Trạm y tế xã Mẫu   Quê quán: xã Mẫu',
    'Họ và tên cha: Ông NGUYỄN VĂN THÍ, sinh năm 1970',
    'Họ và tên mẹ: Bà TRẦN THỊ DỤ, sinh năm 1972',
    'Nơi ĐKKS: UBND xã Mẫu',
    'Người đi khai sinh: NGUYỄN VĂN THÍ',
  ];
  const certified = ['   CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH', '   Số chứng thực: 4901  Quyển số: 04-SCT/BS'];
  it.each([
    ['says so below its title', ['          GIẤY KHAI SINH', '           (BẢN CHÍNH)', ...labels]],
    ['says so below a title without marks', ['          GIAY KHAI SINH', '           (BẢN CHỈNH)', ...labels]],
    ['says so behind its title', ['          GIẤY KHAI SINH (BẢN CHÍNH)', ...labels]],
    ['was registered again', ['          GIẤY KHAI SINH', '           (ĐĂNG KÝ LẠI)', ...labels]],
    [
      'has the stamp of a copy over its title',
      ['          BẢN SAO', '          GIẤY KHAI SINH', '           (BẢN CHÍNH)', ...labels],
    ],
    ['was certified as a copy', ['          BẢN SAO', '          GIẤY KHAI SINH', ...labels, ...certified]],
    ['was copied "sao y"', ['SAO Y', '          GIẤY KHAI SINH', ...labels, 'SAO Y BẢN CHÍNH']],
    ['is bilingual', ['          GIẤY KHAI SINH / BIRTH CERTIFICATE', '           (BẢN CHÍNH)', ...labels]],
  ])('that %s is the original', (_, lines) => {
    expect(typeOf([lines])).toBe('birth_certificate');
  });
  it.each([
    ['says so below its title', ['          GIẤY KHAI SINH', '            (BẢN SAO)', ...labels]],
    ['says so over its title', ['             BẢN SAO', '          GIẤY KHAI SINH', ...labels]],
    ['says so behind its title', ['          GIẤY KHAI SINH (BẢN SAO)', ...labels]],
    [
      'was certified as a copy in its turn',
      ['          GIẤY KHAI SINH', '            (BẢN SAO)', ...labels, ...certified],
    ],
  ])('that %s, a copy of the register, is its extract', (_, lines) => {
    expect(typeOf([lines])).toBe('birth_certificate_extract');
  });
});

describe('a certificate of land whose title is lost', () => {
  const short = [
    'Mã GCN: 664311695716',
    '1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:',
    'Bà: TRẦN THỊ MẪU',
    '2. Thông tin thửa đất:',
    'Tờ BĐ số: 33   Thửa đất số: 857   Diện tích: 104 m2',
    'Loại đất: Đất ở tại đô thị',
    'Nguồn gốc SDĐ: Nhà nước giao đất có thu tiền sử dụng đất',
    '3. Thông tin tài sản gắn liền với đất: -/-',
    '5. Sơ đồ thửa đất, tài sản gắn liền với đất:',
  ];
  it('is known by its labels, though some are printed in short', () => {
    expect(typeOf([short])).toBe('land_use_right_new');
  });
  it('is none when the title of another paper stands over the same labels', () => {
    expect(typeOf([['     HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT', ...short]])).toBe(UNKNOWN_TYPE);
  });
});

describe('a red book whose cover could not be read', () => {
  it('is known by what is printed inside', () => {
    expect(
      typeOf([
        ['Lÿđ ĐNNAd', '1S NIAND'],
        [
          '        ỦY BAN NHÂN DÂN HUYỆN MẪU - TỈNH CÀ MAU',
          '                      CHỨNG NHẬN',
          'I- Tên người sử dụng đất',
          'Hộ Ông (Bà): TRẦN VĂN MẪU   Năm sinh: 1953',
          'II- Thửa đất được quyền sử dụng',
          'Thửa số: 531   Tờ bản đồ số: 40',
          'Hình thức sử dụng: Sử dụng riêng',
          'Mục đích sử dụng: Đất ở tại nông thôn',
          'Nguồn gốc sử dụng: Nhà nước giao đất có thu tiền sử dụng đất',
          'III- Tài sản gắn liền với đất',
        ],
        ['V- Sơ đồ thửa đất', 'Vào sổ cấp giấy CNQSDĐ', 'Số: CH 1234'],
      ]),
    ).toBe('land_use_right_old');
  });
});

describe('a paper of another kind with the labels of a known one', () => {
  const parcel = [
    'Thửa đất số: 12   Tờ bản đồ số: 4',
    'Địa chỉ: thôn 1, xã Mẫu, tỉnh Cà Mau',
    'Diện tích: 120 m2   Hình thức sử dụng: riêng',
    'Mục đích sử dụng: Đất ở   Thời hạn sử dụng: Lâu dài',
    'Nguồn gốc sử dụng: Nhận chuyển nhượng',
    'Tài sản gắn liền với đất: Không',
  ];
  it.each([
    [
      'contract',
      [
        '          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        '     HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT',
        'BÊN CHUYỂN NHƯỢNG (Bên A)',
        'Ông: Nguyễn Văn Mẫu   Số chứng minh nhân dân: 012345678',
        ...parcel,
        'BÊN NHẬN CHUYỂN NHƯỢNG (Bên B)',
      ],
    ],
    [
      'extract of a map',
      ['     TRÍCH LỤC BẢN ĐỒ ĐỊA CHÍNH', ...parcel, 'Tên người sử dụng đất: Nguyễn Văn Mẫu', 'Sơ đồ thửa đất'],
    ],
    [
      'notice of a death',
      [
        '          GIẤY BÁO TỬ',
        'Họ, chữ đệm, tên: NGUYỄN VĂN MẪU',
        'Giấy tờ tùy thân: CCCD',
        'Đã chết vào lúc: 09 giờ 05 phút, ngày 21/07/2013',
        'Nơi chết: xã Mẫu, tỉnh Cà Mau',
        'Nguyên nhân chết: bệnh',
      ],
    ],
    [
      'declaration without its title',
      [
        'Kính gửi: Ủy ban nhân dân xã Mẫu',
        'Họ, chữ đệm, tên người mẹ: TRẦN THỊ THÍ DỤ',
        'Họ, chữ đệm, tên người cha: NGUYỄN VĂN MẪU',
        'Quê quán: xã Mẫu',
        'Nơi đăng ký khai sinh: Ủy ban nhân dân xã Mẫu',
        'Tôi cam đoan những nội dung khai trên đây là đúng sự thật',
      ],
    ],
  ])('is unknown: %s', (_, lines) => {
    expect([UNKNOWN_TYPE, 'declaration']).toContain(typeOf([lines]));
  });
});
