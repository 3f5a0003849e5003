import { describe, expect, it } from 'vitest';
import { nameSyllables, surnames } from '../../../src/extraction/lexicon/names.ts';
import { phraseCorrections, settledPhrases } from '../../../src/extraction/lexicon/phrases.ts';
import {
  endsWithProvince,
  placeCorrections,
  settledProvinceEnd,
  settledProvinceWord,
  successorAddress,
} from '../../../src/extraction/lexicon/places.ts';
import { brokenWords, impossibleWords, isSyllable } from '../../../src/extraction/lexicon/syllable.ts';

describe('Vietnamese syllables', () => {
  it('make all small words with marks', () => {
    expect(brokenWords('cấp hgày 24/02/2023 đưỡc')).toEqual(['hgày', 'đưỡc']);
    expect(brokenWords('sửa chữa ôtô, bêtông, côngtenơ, karaoke Samsung QLHC Ê Đê H’Mông đắk')).toEqual([]);
  });

  it('have no tone on a glide', () => {
    expect(brokenWords('dưới saủ đuôi mắt, caò, tuôì')).toEqual(['saủ', 'caò', 'tuôì']);
    expect(brokenWords('quý quí giữ giù thuý hoà khoẻ cũng núi sáu cưới hươu lưu địu thuở mía của')).toEqual([]);
  });

  it.each(['nghiêng', 'quyết', 'giếng', 'gì', 'khuya', 'Đắk', 'thuở', 'ngoằn', 'yến', 'Ủy', 'khoẻ', 'quốc', 'giấy'])(
    '%s can be written',
    (word) => {
      expect(isSyllable(word)).toBe(true);
    },
  );

  it.each(['uhân', 'côug', 'tỉuh', 'NHUƯNG', 'phườug', 'cảt', 'bệch̀', 'wxz'])('%s cannot', (word) => {
    expect(isSyllable(word)).toBe(false);
  });

  it('knows every surname and name syllable of the lexicon as writable', () => {
    const odd = [...surnames, ...nameSyllables].filter((name) => /^\p{L}{2,}$/u.test(name) && !isSyllable(name));
    expect(odd).toEqual([]);
  });

  it('counts the share of impossible words and leaves numbers and abbreviations out', () => {
    expect(impossibleWords('Ủy ban uhân dân')).toBe(0.25);
    expect(impossibleWords('Số 12, QLHC')).toBe(0);
    expect(impossibleWords('40839 QSDĐ/575/QĐ-UB')).toBe(0);
    expect(impossibleWords('UBND TỈNH TUYÊN QUANG')).toBe(0);
    expect(impossibleWords('UHAN DÂN')).toBe(0.5);
    expect(impossibleWords('Nốt ruồi c: 2cm sau đuôi mắt phải')).toBe(0);
  });

  it('says nothing of a text in another language, but of a Vietnamese one that lost a mark', () => {
    expect(impossibleWords('DAI PHAT DIGITAL TECHNOLOGY COMPANY LIMITED')).toBe(0);
    expect(impossibleWords('CỬA HÀNG VAT LIỆU')).toBe(0.25);
  });
});

describe('provinces', () => {
  it('offers the name that differs in a letter or its marks', () => {
    expect(placeCorrections('xã Mẫu, tỉnh Quãng Nam')).toEqual(['xã Mẫu, tỉnh Quảng Nam']);
    expect(placeCorrections('phường Mẫu, thành phố Càn Thơ')).toEqual(['phường Mẫu, thành phố Cần Thơ']);
  });

  it('end an address, also behind the name of what stands there', () => {
    expect(endsWithProvince('Bệnh viện đa khoa tỉnh Đồng Tháp')).toBe(true);
    expect(endsWithProvince('xã Mẫu, Hà Nội')).toBe(true);
    expect(endsWithProvince('Bệnh viện đa khoa tỉnh')).toBe(false);
    expect(endsWithProvince('xã Mẫu, huyện Hà Nam')).toBe(false);
  });

  it('have units before them, as committees of the people have', () => {
    expect(settledProvinceWord('ỦY BAN NHÂN DÂN PHƯƠNG MẪU')).toBe('ỦY BAN NHÂN DÂN PHƯỜNG MẪU');
    expect(settledProvinceWord('Ủy ban nhân dân huyên Thí Dụ')).toBe('Ủy ban nhân dân huyện Thí Dụ');
    for (const unit of ['xã Mẫu', 'thị trấn Mẫu', 'thành phố Thí Dụ', 'tỉnh Ví Dụ', 'quận 3', 'Xã Phương Mẫu'])
      expect(settledProvinceWord(`Ủy ban nhân dân ${unit}`)).toBe(`Ủy ban nhân dân ${unit}`);
  });

  it('says nothing of right, city or invented names', () => {
    expect(placeCorrections('xã Mẫu, tỉnh Quảng Nam')).toEqual([]);
    expect(placeCorrections('xã Mẫu, thành phố Thí Dụ, tỉnh Ví Dụ')).toEqual([]);
  });

  it('suggests the province that took over in 2025 and keeps the rest as printed', () => {
    expect(successorAddress('xã Mẫu, tỉnh Quảng Nam')).toBe('xã Mẫu, thành phố Đà Nẵng');
    expect(successorAddress('xã Mẫu, tỉnh Nghệ An')).toBeNull();
  });
});

describe('phrases of every day', () => {
  it.each([
    ['Ủy bơn nhôn dân xã Mẫu', 'Ủy ban nhân dân xã Mẫu'],
    ['ỦY BAN NHÂN DẤN XÃ MẪU', 'ỦY BAN NHÂN DÂN XÃ MẪU'],
    ['Số 3, tố dân phố 8, phường Mẫu', 'Số 3, tổ dân phố 8, phường Mẫu'],
    ['CCCD số 001090000001 cấp ngảy 01/07/2021', 'CCCD số 001090000001 cấp ngày 01/07/2021'],
  ])('offers %s put right', (text, right) => {
    expect(phraseCorrections(text)).toContain(right);
  });

  it.each(['Ủy ban nhân dân xã Mẫu', 'thành phố Mẫu, thị xã Ví Dụ', 'CÔNG AN TỈNH VÍ DỤ', 'Tố Hữu', 'thị Xuân'])(
    'has nothing to say of %s',
    (text) => {
      expect(phraseCorrections(text)).toEqual([]);
    },
  );
});

describe('what is put right', () => {
  it('gives the province at the end of an address its marks, with or without the word of the unit', () => {
    expect(settledProvinceEnd('Xã Mẫu, Nịnh Thuận')).toBe('Xã Mẫu, Ninh Thuận');
    expect(settledProvinceEnd('xã Mẫu, tỉnh Kiện Giang, Việt Nam')).toBe('xã Mẫu, tỉnh Kiên Giang, Việt Nam');
    expect(settledProvinceEnd('XÃ MẪU, SÓC TRẶNG')).toBe('XÃ MẪU, SÓC TRĂNG');
  });

  it('leaves provinces as they are, and names that are none', () => {
    for (const address of [
      'Xã Mẫu, Ninh Thuận',
      'xã Mẫu, tỉnh Bà Rịa - Vũng Tàu',
      'xã Mẫu, Thí Dụ',
      'Nịnh Thuận, xã Mẫu',
    ])
      expect(settledProvinceEnd(address)).toBe(address);
  });

  it('reads a G before a phrase as the C that makes it one', () => {
    expect(settledPhrases('GƠ SỞ MAY MẪU')).toBe('CƠ SỞ MAY MẪU');
    expect(settledPhrases('GỖ MẪU')).toBe('GỖ MẪU');
  });

  it('puts the request in the title of a form right, and keeps its comma', () => {
    for (const misread of ['ĐỐI', 'ĐỒI', 'ĐÔI'])
      expect(settledPhrases(`ĐƠN ĐỀ NGHỊ ${misread}, CẤP LẠI GIẤY PHÉP LÁI XE`)).toBe(
        'ĐƠN ĐỀ NGHỊ ĐỔI, CẤP LẠI GIẤY PHÉP LÁI XE',
      );
  });

  it('knows the word of a unit before a name, whatever its mark, and no name that begins like one', () => {
    expect(phraseCorrections('Thốn Phú Mẫu, xã Mẫu')).toEqual(['Thôn Phú Mẫu, xã Mẫu']);
    expect(phraseCorrections('Số 5, huyễn Mẫu, tỉnh Hà Giang')).toEqual(['Số 5, huyện Mẫu, tỉnh Hà Giang']);
    for (const text of ['Quản Bạ, Hà Giang', 'Tô Hiệu, Hà Nội', 'Xà Phiên, Cần Thơ', 'Ông Nguyễn Văn Thốn, thôn Mẫu'])
      expect(phraseCorrections(text)).toEqual([]);
  });

  it('leaves a word of two letters alone, which is another word once a letter differs', () => {
    const request = 'cấp đổi giấy chứng nhận đã cấp do giấy bị nhòe, ố, rách';
    expect(settledPhrases(request)).toBe(request);
  });

  it('takes neither of two spellings in use for the other', () => {
    for (const text of [
      'Sẹo chàm c: 2cm',
      'Sẹo chấm c: 2cm',
      'Đất trồng cây hàng năm khác',
      'Đất trồng cây hằng năm khác',
    ])
      expect(settledPhrases(text)).toBe(text);
  });
});
