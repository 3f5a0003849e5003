import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { comparedAddress } from '../../../src/extraction/printed-address.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();

describe('the address of a code beside the printed one', () => {
  it.each([
    ['Thôn Thượng Đồng, Hải Hậu, Ninh Bình', 'Thôn Thượng Đồng, xã Hải Hậu, tỉnh Ninh Bình'],
    ['Tổ 3, P. Phúc La, Q. Hà Đông, TP. Hà Nội', 'Tổ 3, phường Phúc La, quận Hà Đông, thành phố Hà Nội'],
    ['Số 5, P5, TP Sóc Trăng, Sóc Trăng', 'Số 5, Phường 5, thành phố Sóc Trăng, tỉnh Sóc Trăng'],
    ['Xóm 2, thị trấn Yên Mỹ, Yên Mỹ, Hưng Yên', 'Xóm 2, TT Yên Mỹ, huyện Yên Mỹ, tỉnh Hưng Yên'],
  ])('says the same place where only words of units differ: %s', (print, code) => {
    expect(comparedAddress(print, code)).toEqual({ same: true, asPrinted: print, lettersOfCode: false });
  });

  it('puts misread letters right and keeps the wording of the print', () => {
    expect(comparedAddress('Ấp 6, Tăn Xuân Ba Tri, Bến Trẻ', 'Ấp 6, xã Tân Xuân, huyện Ba Tri, tỉnh Bến Tre')).toEqual({
      same: true,
      asPrinted: 'Ấp 6, Tân Xuân, Ba Tri, Bến Tre',
      lettersOfCode: true,
    });
  });

  it.each([
    ['Xóm 2, xã Yên Mỹ, Hưng Yên', 'Xóm 2, thị trấn Yên Mỹ, tỉnh Hưng Yên'],
    ['Ấp 6, Tân Xuân, Ba Tri, Bến Tre', 'Ấp 8, xã Tân Xuân, huyện Ba Tri, tỉnh Bến Tre'],
    ['Ấp 6, Ba Tri, Bến Tre', 'Ấp 6, xã Tân Xuân, huyện Ba Tri, tỉnh Bến Tre'],
    ['Thôn Tân An, Hoài Đức, Hà Nội', 'Thôn Tân An, xã Kon Braih, tỉnh Quảng Ngãi'],
  ])('says another place: %s', (print, code) => {
    expect(comparedAddress(print, code).same).toBe(false);
  });
});

describe('a card whose code has the words of units that its print leaves out', () => {
  const number = '066321936174';
  const code = `${number}||Quách Quỳnh Sương|15012021|Nữ|Thôn Thượng Đồng, xã Hải Hậu, tỉnh Ninh Bình|22042026`;
  const read = (residence: readonly string[]) =>
    extractFromReadings(
      [
        pageOfText([
          'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
          'Độc lập - Tự do - Hạnh phúc',
          'CĂN CƯỚC',
          'IDENTITY CARD',
          'Số định danh cá nhân / Personal identification number:',
          number,
          'Họ, chữ đệm và tên khai sinh / Full name:',
          'QUÁCH QUỲNH SƯƠNG',
        ]),
        pageOfText([...residence, 'Nơi đăng ký khai sinh / Place of birth:', 'Ea Súp, Đắk Lắk', 'BỘ CÔNG AN']),
      ],
      [{ text: code, format: 'QRCode', page: 0, boxPx: { x0: 0, y0: 0, x1: 9, y1: 9 } }],
      { types, today: '2026-11-22', documentType: 'citizen_id_2024' },
    ).fields.residence;

  it('has its address as it is printed, confirmed by the code, read from the print', () => {
    expect(read(['Nơi cư trú / Place of residence:', 'Thôn Thượng Đồng, Hải Hậu, Ninh Bình'])).toMatchObject({
      value: 'Thôn Thượng Đồng, Hải Hậu, Ninh Bình',
      source: 'ocr',
      status: 'accepted',
      page: 2,
      remarks: [],
    });
  });

  it('has it on two lines and under a label that was not read', () => {
    expect(read(['th ĐộC SẼ ri ce', 'Thôn Thượng Đồng, Hải Hậu,', 'Ninh Bình'])).toMatchObject({
      value: 'Thôn Thượng Đồng, Hải Hậu, Ninh Bình',
      source: 'ocr',
      status: 'accepted',
    });
  });

  it('says that the letters are those of the code where print was misread', () => {
    expect(read(['Nơi cư trú / Place of residence:', 'Thôn Thượng Đông, Hải Hậu, Ninh Bình'])).toMatchObject({
      value: 'Thôn Thượng Đồng, Hải Hậu, Ninh Bình',
      source: 'qr',
      status: 'accepted',
    });
  });

  it('goes to a person when the print is another place', () => {
    expect(read(['Nơi cư trú / Place of residence:', 'Tổ 7, Hoài Đức, Hà Nội'])).toMatchObject({ status: 'review' });
  });
});
