import { describe, expect, it } from 'vitest';
import type { FieldKind, FieldSpec } from '../../../src/domain/document-types/document-type.ts';
import { isAstray, isShortName, surroundings } from '../../../src/extraction/bounds.ts';
import type { Found } from '../../../src/extraction/found.ts';
import { findLabels } from '../../../src/extraction/fuzzy.ts';
import { goesOnAfterProvince } from '../../../src/extraction/lexicon/places.ts';
import { layOut, textOf } from '../../../src/extraction/page-layout.ts';
import { reading } from '../../../src/extraction/readers/reading.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const field = (kind: FieldKind): FieldSpec => ({
  name: 'one',
  kind,
  required: false,
  label: { vi: 'Một', en: 'One' },
  labels: [],
});
const apart = { goesOn: false, crowded: false, gap: 0.3, heading: false };
const astray = (kind: FieldKind, value: string, more: Partial<Found> = {}): boolean =>
  isAstray(field(kind), {
    reading: reading(value, [], 0.9),
    page: 0,
    label: 1,
    detached: false,
    around: apart,
    ...more,
  });

/** What stands around the words from the `from`-th to the `to`-th of one line with the label "Họ và tên:". */
function aroundOn(line: string, from: number, to: number): NonNullable<Found['around']> {
  const layout = layOut([pageOfText([line])]);
  const tokens = layout.rows[0]?.tokens.slice(from, to) ?? [];
  const found: Found = { reading: reading(textOf(tokens), tokens, 0.9), page: 0, label: 1, detached: false };
  const type = { fields: [{ ...field('person_name'), labels: ['Họ và tên'] }], otherLabels: ['Phần ghi thêm'] };
  return surroundings(layout, findLabels(layout, ['Họ và tên', 'Giới tính']), new Map([['name', found]]), type)(found);
}

describe('what stands around a value', () => {
  it('goes on when a word that nothing explains stands right behind it', () => {
    expect(aroundOn('Họ và tên: NGÔ ĐẶNG THIÊN Ý', 3, 6).goesOn).toBe(true);
  });

  it('ends before a label, and at the end of its line', () => {
    expect(aroundOn('Họ và tên: NGÔ ĐẶNG THIÊN Ý Giới tính: Nữ', 3, 7).goesOn).toBe(false);
    expect(aroundOn('Họ và tên: NGÔ ĐẶNG THIÊN Ý', 3, 7).goesOn).toBe(false);
  });

  it('has the widest gap between its own words', () => {
    const [close, wide] = [
      aroundOn('Họ và tên: NGÔ ĐẶNG THIÊN Ý', 3, 7),
      aroundOn('Họ và tên: NGÔ ĐẶNG     THIÊN Ý', 3, 7),
    ];
    expect(wide.gap).toBeGreaterThan(close.gap + 1);
  });
});

describe('a value whose words stand far apart', () => {
  const lines = ['Một: Thôn Một xã Mẫu', 'Hai: Sử dụng riêng', 'Ba: Đất ở tại nông thôn', 'Bốn: Lâu dài'];
  /** The lines' values, each word moved by so many px. */
  const gaps = (by: (line: number, word: number) => number): boolean[] => {
    const page = pageOfText(lines);
    const moved = page.lines.map((line, index) => {
      let shift = 0;
      const words = line.words.map((word, at) => {
        shift += at > 1 ? by(index, at) : 0;
        return { ...word, box: { ...word.box, x0: word.box.x0 + shift, x1: word.box.x1 + shift } };
      });
      return { ...line, words, box: { ...line.box, x1: line.box.x1 + shift } };
    });
    const { rows, ...layout } = layOut([{ ...page, lines: moved }]);
    const printed = new Map(
      rows.map(({ tokens }, at): [string, Found] => {
        const own = tokens.slice(1);
        return [`f${at}`, { reading: reading(textOf(own), own, 0.9), page: 0, label: 1, detached: false }];
      }),
    );
    const around = surroundings({ ...layout, rows }, [], printed, { fields: [] });
    return [...printed.values()].map((found) => isAstray(field('text'), { ...found, around: around(found) }));
  };

  it('is none where all of the paper are set so, as by a typewriter', () => {
    expect(gaps(() => 12)).toEqual([false, false, false, false]);
  });

  it('may be two values where only it is set so', () => {
    expect(gaps((line, word) => (line === 2 && word === 3 ? 12 : 0))).toEqual([false, false, true, false]);
  });

  it('may be two values on a paper set wide, where two words stand farther apart than the others', () => {
    expect(gaps((line, word) => (line === 2 && word === 3 ? 30 : 12))).toEqual([false, false, true, false]);
  });
});

describe('an agency', () => {
  it('whose name begins with a small letter lost its first words', () => {
    expect(astray('authority', 'xã hội tỉnh An Giang')).toBe(true);
    expect(astray('authority', 'Bảo hiểm xã hội tỉnh An Giang')).toBe(false);
    expect(astray('authority', 'công an tỉnh An Giang')).toBe(false);
  });
});

describe('a heading beside a heading', () => {
  it('is known as such, and no value of a column', () => {
    const around = aroundOn('Họ và tên     Phần ghi thêm', 3, 6);
    expect(around.heading).toBe(true);
    expect(astray('text', 'Phần ghi thêm', { detached: true, around: { ...apart, heading: true } })).toBe(true);
    expect(aroundOn('Họ và tên     Phần ghi', 3, 5).heading).toBe(false);
  });
});

describe('a name of two words', () => {
  const named = (value: string, more: Partial<Found>): boolean =>
    isShortName(field('person_name'), {
      reading: reading(value, [], 0.9),
      page: 0,
      label: 1,
      detached: false,
      ...more,
    });

  it('may have lost its last one on a card, where nothing shows where it ends', () => {
    expect(named('VÕ HOÀNG', {})).toBe(true);
    expect(named('VÕ HOÀNG HUY', {})).toBe(false);
    expect(named('VÕ HOÀNG', { around: apart })).toBe(false);
  });
});

describe('a value that may be cut short or hold words of its neighbour', () => {
  it('is a name with a word right behind it', () => {
    expect(astray('person_name', 'NGÔ ĐẶNG THIÊN', { around: { ...apart, goesOn: true } })).toBe(true);
    expect(astray('person_name', 'NGÔ ĐẶNG THIÊN Ý')).toBe(false);
  });

  it.each([
    'Tổ 6, thôn Bình Lợi, xã Xuân Khánh, Tổ 3, thôn Nghĩa Sơn, xã Xuân huyện Long Thuận, tỉnh Bắc Ninh',
    'Ủy ban nhân dân xã Tân Thủy, tỉnh Cà Mau Đăng ký',
    'phường Mỹ Ngãi, tỉnh quảng Ninh',
    'xã Quảng Phước, huyện Yên THuận',
    'Số 5 đường Mẫu,',
    'Xóm 7 xã Tân Phước tỉnh Đồng Tháp',
  ])('is the address %s', (value) => {
    expect(astray('address', value)).toBe(true);
  });

  it.each([
    'Số 12 đường Lê Lợi, khu phố 3, phường Mẫu, thành phố Thí Dụ, tỉnh Bà Rịa - Vũng Tàu',
    'Ấp 3, xã Thạnh Lộc, huyện An Mỹ, tỉnh Nghệ An, Việt Nam',
    'thành phố Hưng Yên, tỉnh Hưng Yên',
    'Bảo hiểm xã hội tỉnh Phú Thọ',
    'xã Đắk Nia, thành phố Gia Nghĩa, tỉnh Đắk Nông',
  ])('is not the address %s', (value) => {
    expect(astray('address', value)).toBe(false);
  });

  it('is a text or an office with a word right behind it, not the place before a date', () => {
    const around = { ...apart, goesOn: true };
    expect(astray('authority', 'ỦY BAN NHÂN DÂN THÀNH PHỐ MỸ', { around })).toBe(true);
    const place: FieldSpec = { ...field('text'), locate: 'dateline_place' };
    const found: Found = { reading: reading('Thanh Hóa', [], 0.9), page: 0, label: 0.9, detached: false, around };
    expect(isAstray(place, found)).toBe(false);
  });

  it('is a lone letter', () => {
    expect(astray('text', 'I')).toBe(true);
    expect(astray('text', '1')).toBe(false);
  });

  it('is a text with words that lead to a colon, or that breaks off', () => {
    expect(astray('text', '01 Tỉnh, thành phố: Thái Nguyên')).toBe(true);
    expect(astray('text', 'Công an tỉnh Hải Dương cấp ngày')).toBe(true);
    expect(astray('text', 'Sử dụng riêng: 420 m2; sử dụng chung: Không')).toBe(false);
  });

  it('is a text in a crowded column away from its label, not one that stands there alone', () => {
    const crowded = { ...apart, crowded: true };
    expect(astray('text', 'Thạnh Quới, tỉnh Thanh Hóa', { detached: true, around: crowded })).toBe(true);
    expect(astray('text', 'Thạnh Quới, tỉnh Thanh Hóa', { around: crowded })).toBe(false);
    expect(astray('address', 'Ấp 3, xã Thạnh Lộc', { detached: true })).toBe(false);
  });

  it('is the number of an item or a heading in place of an answer below the label', () => {
    expect(astray('text', '6', { detached: true })).toBe(true);
    expect(astray('text', 'ỦY BAN NHÂN DÂN XÃ MẪU', { detached: true })).toBe(true);
    expect(astray('text', 'ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP')).toBe(false);
    expect(astray('text', '-/-', { detached: true })).toBe(false);
  });

  it('is a text that begins in small letters behind a label that was read vaguely', () => {
    expect(astray('text', 'có thông tin', { label: 0.81 })).toBe(true);
    expect(astray('text', 'có thông tin')).toBe(false);
  });

  it('is none of the values that are no words', () => {
    expect(astray('document_number', '12/QĐ-', { detached: true, around: { ...apart, crowded: true } })).toBe(false);
  });
});

describe('the name of a province inside an address', () => {
  it('is followed by a comma, a bracket or nothing', () => {
    expect(goesOnAfterProvince('tỉnh Bà Rịa – Vũng Tàu')).toBe(false);
    expect(goesOnAfterProvince('tỉnh Cà Mau (nay là …)')).toBe(false);
    expect(goesOnAfterProvince('tỉnh Cà Mau, Việt Nam')).toBe(false);
    expect(goesOnAfterProvince('tỉnh Cà Mau Đăng ký')).toBe(true);
  });
});
