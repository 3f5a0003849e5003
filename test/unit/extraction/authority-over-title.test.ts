import { describe, expect, it } from 'vitest';
import { authorityOverTitle } from '../../../src/extraction/authority-over-title.ts';
import { layOut } from '../../../src/extraction/page-layout.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const head = [
  'BỘ GTVT        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'MOT                 Độc lập - Tự do - Hạnh phúc',
  '               GIẤY PHÉP LÁI XE',
  'Nơi cư trú / Address:  Thôn Bình Hòa, X. Phước Hữu, H. Ninh Phước, T. Ninh Thuận',
];
const issuer = (...lines: string[]): string | undefined =>
  authorityOverTitle(layOut([pageOfText([...head, ...lines])]))?.reading.value;

describe('the agency over the title of who signs a card', () => {
  it('stands below the day of issue, beside a label of another field', () => {
    expect(
      issuer(
        '     B2                 Ninh Thuận, ngày/date 11 tháng/month 04 năm/year 2023',
        'Hạng/Class:                 SỞ GTVT TỈNH NINH THUẬN',
        '                          KT. GIÁM ĐỐC - PHÓ GIÁM ĐỐC',
      ),
    ).toBe('SỞ GTVT TỈNH NINH THUẬN');
  });

  it('is found by the title alone, and by the day alone where the title was lost', () => {
    expect(issuer('                        SỞ GTVT TP. HÀ NỘI', '                          GIÁM ĐỐC')).toBe(
      'SỞ GTVT TP. HÀ NỘI',
    );
    expect(issuer('              Lạng Sơn, ngày 02 tháng 5 năm 2019', '                  SỞ GTVT LẠNG SƠN')).toBe(
      'SỞ GTVT LẠNG SƠN',
    );
  });

  it('goes on in the next line of capitals', () => {
    expect(
      issuer(
        '                     SỞ GIAO THÔNG VẬN TẢI',
        '                       TỈNH ĐIỆN BIÊN',
        '                         BIÁM ĐỐC - PHÓ GIÁM ĐỐC',
      ),
    ).toBe('SỞ GIAO THÔNG VẬN TẢI TỈNH ĐIỆN BIÊN');
  });

  it('is that of the police, without for whom he signs', () => {
    expect(
      issuer('              TL. GIÁM ĐỐC', '        PHÒNG CSGT CÔNG AN TỈNH YÊN BÁI', '              TRƯỞNG PHÒNG'),
    ).toBe('PHÒNG CSGT CÔNG AN TỈNH YÊN BÁI');
  });

  it('is not the letterhead, nor capitals that neither title nor day goes with', () => {
    expect(issuer('     SỞ GTVT TỈNH NINH THUẬN', '', '', '     Hạng xe được điều khiển')).toBeUndefined();
    expect(issuer()).toBeUndefined();
  });
});
