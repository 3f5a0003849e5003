import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { ExtractedField } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import type { Found, Printed } from '../../../src/extraction/found.ts';
import { layOut, type Token } from '../../../src/extraction/page-layout.ts';
import { readPersonName } from '../../../src/extraction/readers/person-name.ts';
import type { Reading } from '../../../src/extraction/readers/reading.ts';
import { readAddress } from '../../../src/extraction/readers/words.ts';
import { agreed } from '../../../src/extraction/second-look.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();
const tokens = (text: string): readonly Token[] => layOut([pageOfText([text])]).rows[0]?.tokens ?? [];
const named = (text: string): Reading | null => readPersonName(tokens(text));
const codesOf = (read: Pick<ExtractedField, 'remarks'> | Reading | null | undefined): string[] =>
  read?.remarks.map(({ code }) => code) ?? [];

describe('names of all who live in Vietnam', () => {
  it.each([
    'NGÔ ĐẶNG THIÊN Ý',
    'ĐINH THỊ Y RỚP',
    'Y MOAN ÊBAN',
    'Y Moan Êban',
    'GIÀNG A CHỚ',
    "KSOR H'BƠCH",
    "H'Hen Niê",
    "KA' HƯỜNG",
    "K'BRÈO",
    'H’ LIM NIÊ',
    'Rơ Châm H‘Nhan',
    'DANH HOÀNG THOL',
    'SƠN THỊ SA RƯƠL',
    'BÁO THỊ BÍCH VƯNG',
    'BÁ THỊ LAN',
    'Bá Văn Mẫu',
    'LÊ VY',
    'NGUYỄN VĂN NAM',
    'LÊ QUỐC SINH',
    'Tôn Nữ Thị-Ninh',
    'CÔNG TẰNG TÔN NỮ MỸ DUYÊN',
  ])('are read whole: %s', (name) => {
    expect(named(name)).toMatchObject({ value: name, remarks: [] });
  });

  it.each([
    ['NGUYỄN VĂN MẪU Giới tính Nam', 'NGUYỄN VĂN MẪU'],
    ['NGUYỄN VĂN MẪU sinh năm 1980', 'NGUYỄN VĂN MẪU'],
    ['Nguyễn Văn Mẫu, sinh ngày 01/02/1980', 'Nguyễn Văn Mẫu'],
    ['Nguyễn Văn Mẫu và bà Trần Thị Thí', 'Nguyễn Văn Mẫu'],
    ['NGUYỄN VĂN MẪU CCCD số 001090000001', 'NGUYỄN VĂN MẪU'],
    ['LÊ VY; giới tính: Nữ.', 'LÊ VY'],
    ['NGUYỄN VĂN MẪU, Nam', 'NGUYỄN VĂN MẪU'],
    ['Nguyễn Văn Mẫu, Trần Thị Thí', 'Nguyễn Văn Mẫu'],
    ['Nguyễn Văn Mẫu 3. Giới tính', 'Nguyễn Văn Mẫu'],
    ['NGUYỄN VĂN MẪU Nguyên quán', 'NGUYỄN VĂN MẪU'],
    ['NGUYỄN VĂN MẪU. Nữ', 'NGUYỄN VĂN MẪU'],
    ['NGUYỄN VĂN MẪU (ký)', 'NGUYỄN VĂN MẪU'],
    ['Ông NGUYỄN VĂN MẪU - Chủ hộ', 'NGUYỄN VĂN MẪU'],
  ])('end where other words begin: %s', (printed, name) => {
    expect(named(printed)).toMatchObject({ value: name, remarks: [] });
  });

  it.each([
    'NGÔ ĐẶNG THIÊN ý',
    'NGÔ ĐẶNG THIÊN. Ý',
    'NGÔ ĐẶNG, THIÊN Ý',
    'NGÔ ĐẶNG * THIÊN',
    'NGÔ ĐẶNG (THIÊN',
    'NGÔ ĐẶNG THIÊN 1',
    'LÊ HOÀNG NGUYÊN:',
    'TRẦN LÊ HOÀNG nguyên',
    'ĐINH THỊ y RỚP',
    'ĐINH VĂN "Y RỚP',
    'KSOR 1H*BƠCH',
    'NGUYỄN HUYỀN TRANg',
    'NGUYỄN VĂN 8ẢO',
    'Nguyễn Văn bảo',
    'Trần Thu hÀ',
  ])('that break off before the end of what stands there are left to a person: %s', (printed) => {
    expect(codesOf(named(printed))).toContain('NAME_CUT');
  });

  it.each(['ĐINH THỊ', 'Sơn Thị', 'LÊ VĂN', 'NGUYỄN HOÀNG THỊ', 'TRẦN HỮU'])(
    'that end with a middle word are left to a person: %s',
    (printed) => {
      expect(codesOf(named(printed))).toContain('NAME_CUT');
    },
  );

  it('whose words ran together are parted and left to a person', () => {
    const read = named('HỒ THỊCON');
    expect(read?.value).toBe('HỒ THỊ CON');
    expect(codesOf(read)).toContain('NAME_PARTED');
  });

  it('that run over two lines are put together and left to a person', () => {
    const { fields } = extractFromReadings(
      [
        pageOfText([
          '                   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
          '                          GIẤY KHAI SINH',
          'Họ, chữ đệm, tên: NGUYỄN VĂN MẪU                      Giới tính: Nam',
          'Họ, chữ đệm, tên người mẹ                     : NGUYỄN HOÀNG THỊ BẢO',
          'TRÂM',
          'Năm sinh: 1988',
        ]),
      ],
      [],
      { types, today: '2026-11-22' },
    );
    expect(fields.mother_full_name).toMatchObject({ value: 'NGUYỄN HOÀNG THỊ BẢO TRÂM', status: 'review' });
    expect(codesOf(fields.mother_full_name)).toContain('NAME_WRAPPED');
    expect(fields.mother_full_name?.candidates).toContain('NGUYỄN HOÀNG THỊ BẢO');
  });

  it('that stand elsewhere on the paper with another word behind them are left to a person', () => {
    const { fields } = extractFromReadings(
      [
        pageOfText([
          '                   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
          '                          GIẤY KHAI SINH',
          'Họ, chữ đệm, tên: NGUYỄN VĂN MẪU',
          'Họ, chữ đệm, tên người mẹ: NGÔ ĐẶNG THIÊN',
          'Họ, chữ đệm, tên người đi khai sinh: Ngô Đặng Thiên Ý',
        ]),
      ],
      [],
      { types, today: '2026-11-22' },
    );
    expect(codesOf(fields.mother_full_name)).toContain('NAME_SHORTER');
    expect(fields.mother_full_name?.status).toBe('review');
  });

  it('are never accepted when cut', () => {
    const { fields } = extractFromReadings(
      [
        pageOfText([
          '                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
          '                          GIẤY KHAI SINH',
          'Họ, chữ đệm, tên: NGUYỄN VĂN MẪU',
          'Họ, chữ đệm, tên người mẹ: NGÔ ĐẶNG THIÊN ý',
        ]),
      ],
      [],
      { types, today: '2026-11-22' },
    );
    expect(fields.mother_full_name).toMatchObject({ value: 'NGÔ ĐẶNG THIÊN', status: 'review' });
    expect(fields.full_name).toMatchObject({ value: 'NGUYỄN VĂN MẪU', status: 'accepted' });
  });
});

describe('of several readings of a name', () => {
  const type = types.get('citizen_id_2021');
  if (type === undefined) throw new Error('no such type');
  const printed = (text: string): Printed => {
    const value = named(text);
    if (value === null) throw new Error(`no name: ${text}`);
    return {
      printed: new Map([['full_name', { reading: value, page: 0, label: 1, detached: false }]]),
      unread: new Map(),
    };
  };
  const chosen = (...texts: readonly [string, ...string[]]): Found | undefined => {
    const [first, ...again] = texts.map(printed);
    return first && agreed(type, first, again, () => false).printed.get('full_name');
  };

  it('the whole one is taken, however often its last word was lost', () => {
    const found = chosen('VÕ ĐỨC', 'VÕ ĐỨC LONG', 'VÕ ĐỨC');
    expect(found?.reading.value).toBe('VÕ ĐỨC LONG');
    expect(found?.again).toEqual({ same: 0, others: ['VÕ ĐỨC'] });
  });

  it('one with a word behind it that is none of names is not', () => {
    expect(chosen('VÕ ĐỨC', 'VÕ ĐỨC XKP', 'VÕ ĐỨC')?.reading.value).toBe('VÕ ĐỨC');
  });
});

describe('a name of the highlands that lost its apostrophe', () => {
  it.each([
    ['HLinh Niê', "H'Linh Niê"],
    ['HBLĂT NIÊ', "H'BLĂT NIÊ"],
    ['RƠ CHÂM HNGUYÊN', "RƠ CHÂM H'NGUYÊN"],
  ])('has it put in before a person: %s', (printed, value) => {
    const read = named(printed);
    expect(read?.value).toBe(value);
    expect(read?.candidates).toContain(printed);
    expect(codesOf(read)).toEqual(['NAME_APOSTROPHE']);
  });

  it('may be written without one where the H stands apart', () => {
    expect(named('H Linh Niê')).toMatchObject({ value: 'H Linh Niê', candidates: ["H'Linh Niê"] });
  });

  it.each(['HOÀNG THỊ HẠNH', 'Hồ Huy', 'HỒ THỊ HƯƠNG', "H'Hen Niê"])('is none of any other: %s', (name) => {
    expect(named(name)).toMatchObject({ value: name, candidates: [] });
    expect(codesOf(named(name))).toEqual([]);
  });
});

describe('place names of the highlands', () => {
  it.each([
    ['Thôn 8, xã la Rsươm, tỉnh Gia Lai', 'Thôn 8, xã Ia Rsươm, tỉnh Gia Lai'],
    ['huyện la Pa, tỉnh Gia Lai', 'huyện Ia Pa, tỉnh Gia Lai'],
    ['Xã lA Grai, Tỉnh Gia Lai', 'Xã Ia Grai, Tỉnh Gia Lai'],
    ['XÃ LA PA, TỈNH GIA LAI', 'XÃ LA PA, TỈNH GIA LAI'],
  ])('begin with "Ia", not with a small "la": %s', (printed, value) => {
    const read = readAddress(tokens(printed));
    expect(read?.value).toBe(value);
    expect(codesOf(read).includes('PLACE_REPAIRED')).toBe(printed !== value);
  });
});
