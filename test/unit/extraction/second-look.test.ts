import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { BoxPx } from '../../../src/domain/geometry.ts';
import { extractFields } from '../../../src/extraction/extract.ts';
import type { Look, ReadRegion } from '../../../src/extraction/region-reader.ts';
import type { PageText, TextLine } from '../../../src/ocr/page-text.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();
const today = '2026-11-22';

const letter = [
  'ỦY BAN NHÂN DÂN XÃ MẪU            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  '                                  Độc lập - Tự do - Hạnh phúc',
  'Số: 12/QĐ-UBND                    Mẫu, ngày 05 tháng 01 năm 2026',
  '',
  '                         QUYẾT ĐỊNH',
  '                  Về việc hỗ trợ một hộ gia đình của xã Mẫu',
  '',
  'Điều 1. Hỗ trợ một hộ gia đình của xã với các nội dung kèm theo quyết định này.',
  'Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký, do các bên thực hiện.',
  '',
  'Nơi nhận:                                        CHỦ TỊCH',
  '',
  '',
  '                                               Nguyễn Văn Mẫu',
];

/** One word read otherwise, or with another certainty. */
const with_ = (page: PageText, from: string, to: string, confidence: number): PageText => ({
  ...page,
  lines: page.lines.map((line) => ({
    ...line,
    words: line.words.map((word) => (word.text === from ? { ...word, text: to, confidence } : word)),
  })),
});

/** Gives back what stands in the region of a better reading of the page, and keeps what it was asked. */
function reader(page: PageText): { readonly read: ReadRegion; readonly asked: [BoxPx, Look][] } {
  const asked: [BoxPx, Look][] = [];
  const read: ReadRegion = async (_, region, look) => {
    asked.push([region, look]);
    return page.lines
      .map(
        (line): TextLine => ({
          ...line,
          words: line.words.filter(
            ({ box }) =>
              box.y0 >= region.y0 - 5 && box.y1 <= region.y1 + 5 && box.x0 >= region.x0 - 5 && box.x1 <= region.x1 + 5,
          ),
        }),
      )
      .filter((line) => line.words.length > 0);
  };
  return { read, asked };
}

const extract = (page: PageText, readAgain?: ReadRegion) =>
  extractFields([{ text: page }], { types, today, ...(readAgain === undefined ? {} : { readAgain }) });

describe('a second look at doubtful lines', () => {
  const clear = pageOfText(letter);

  it('accepts what was doubtful when both other readings agree with it', async () => {
    const doubtful = with_(clear, '12/QĐ-UBND', '12/QĐ-UBND', 55);
    const before = (await extract(doubtful)).fields.number!;
    const after = (await extract(doubtful, reader(clear).read)).fields.number!;
    expect(after.value).toBe('12/QĐ-UBND');
    expect(after.confidence).toBeGreaterThan(before.confidence);
  });

  it('takes the value that more readings agree on, and offers the other', async () => {
    const misread = with_(clear, '12/QĐ-UBND', '72/QĐ-UBND', 55);
    const { number } = (await extract(misread, reader(clear).read)).fields;
    expect(number?.value).toBe('12/QĐ-UBND');
    expect(number?.candidates).toContain('72/QĐ-UBND');
  });

  it('does not accept what it reads otherwise each time', async () => {
    let turn = 0;
    const read: ReadRegion = async (page, region, look) => {
      turn += 1;
      return reader(with_(clear, '12/QĐ-UBND', `${turn}3/QĐ-UBND`, 60)).read(page, region, look);
    };
    const { number } = (await extract(with_(clear, '12/QĐ-UBND', '72/QĐ-UBND', 55), read)).fields;
    expect(number?.status).toBe('review');
  });

  it('looks below the title of the signer for a name that a seal hid', async () => {
    const hidden = {
      ...clear,
      lines: clear.lines.filter(
        (line) => !line.words.some((word) => word.text === 'Mẫu' && line.words[0]?.text === 'Nguyễn'),
      ),
    };
    expect((await extract(hidden)).fields.signer_name?.value).toBeNull();
    const { read, asked } = reader(clear);
    expect((await extract(hidden, read)).fields.signer_name?.value).toBe('Nguyễn Văn Mẫu');
    expect(asked.some(([, look]) => look.shape === 'block')).toBe(true);
  });

  it('reads nothing again when every required field is accepted', async () => {
    const { read, asked } = reader(clear);
    const { fields } = await extract(clear, read);
    const required = types.get('decision')!.fields.filter((field) => field.required);
    expect(required.map((field) => fields[field.name]?.status)).toEqual(required.map(() => 'accepted'));
    expect(asked).toEqual([]);
  });

  it('keeps the first reading when the second finds nothing', async () => {
    const doubtful = with_(clear, '12/QĐ-UBND', '12/QĐ-UBND', 60);
    const { number } = (await extract(doubtful, async () => [])).fields;
    expect(number).toEqual((await extract(doubtful)).fields.number);
  });

  it('looks for pale print in the empty line to the right of a label', async () => {
    const page = pageOfText([
      '                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      '                          GIẤY CHỨNG NHẬN',
      '     QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT',
      '1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất',
      'Bà: NGUYỄN THỊ MẪU, CCCD số: 064155000008',
      '2. Thông tin thửa đất:',
      'Số phát hành GCN: AA 00000009',
    ]);
    const faded = {
      ...page,
      lines: page.lines.map((line) => ({
        ...line,
        words: line.words.filter((word) => !['AA', '00000009'].includes(word.text)),
      })),
    };
    const from = async (readAgain?: ReadRegion) =>
      (
        await extractFields([{ text: faded }], {
          types,
          today,
          documentType: 'land_use_right_new',
          ...(readAgain === undefined ? {} : { readAgain }),
        })
      ).fields.serial_number;
    expect((await from())?.value).toBeNull();
    const { read, asked } = reader(page);
    expect((await from(read))?.value).toBe('AA 00000009');
    const label = faded.lines.at(-1)!.box;
    expect(asked.some(([box, look]) => look.shape === 'line' && box.y0 === label.y0 && box.x1 > label.x1)).toBe(true);
  });

  it('takes the day of one reading over the year that others left of it', async () => {
    const form = (day: string) =>
      pageOfText([
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'GIẤY KHAI SINH',
        'Họ, chữ đệm, tên: NGUYỄN VĂN MẪU',
        'Nơi đăng ký khai sinh: Ủy ban nhân dân xã Mẫu, tỉnh Lai Châu',
        `Ngày, tháng, năm đăng ký: ${day}`,
      ]);
    const { registration_date: date } = (await extract(form('24/212023'), reader(form('2023')).read)).fields;
    expect(date).toMatchObject({ value: '2023-02-24', status: 'review' });
  });

  it('keeps the committee over a commune that another reading lost', async () => {
    const confirmation = (committee: string, commune: string) =>
      pageOfText([
        '   QUẬN THÍ DỤ                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        `${committee} ${commune}`,
        '          GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN',
      ]);
    const first = with_(confirmation('ỦY BAN NHÂN DÂN', 'PHƯƠNG HÒA CƯỜNG BẮC'), 'PHƯƠNG', 'PHƯƠNG', 40);
    const { read } = reader(confirmation('               ', 'PHƯỜNG HÒA CƯỜNG BẮC'));
    const { issuer } = (
      await extractFields([{ text: first }], {
        types,
        today,
        documentType: 'marital_status_confirmation',
        readAgain: read,
      })
    ).fields;
    expect(issuer).toMatchObject({ value: 'ỦY BAN NHÂN DÂN PHƯỜNG HÒA CƯỜNG BẮC', status: 'review' });
  });
});
