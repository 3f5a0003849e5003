import { describe, expect, it } from 'vitest';
import { layOut, type Token } from '../../../src/extraction/page-layout.ts';
import { readDateField } from '../../../src/extraction/readers/dates.ts';
import { withoutLeaderDots } from '../../../src/extraction/readers/leader-dots.ts';
import { readAddress, readAuthority, readText } from '../../../src/extraction/readers/words.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const tokens = (text: string): readonly Token[] => layOut([pageOfText([text])]).rows[0]?.tokens ?? [];
const codes = (read: { readonly remarks: readonly { readonly code: string }[] } | null): readonly string[] =>
  read?.remarks.map(({ code }) => code) ?? [];

describe('dots of a line that were read with the words', () => {
  it.each([
    ['xã.An.Thuận,.huyện..Vĩnh..Thủy,.tỉnh.Quảng Ngãi', 'xã An Thuận, huyện Vĩnh Thủy, tỉnh Quảng Ngãi'],
    ['Ấp Xuân Phước.xã Nghĩa Phước, tỉnh Quảng Ninh', 'Ấp Xuân Phước, xã Nghĩa Phước, tỉnh Quảng Ninh'],
    ['Bệnh.viện.Đa khoa.tỉnh.Quảng Ninh', 'Bệnh viện Đa khoa tỉnh Quảng Ninh'],
    ['Ủy.ban nhân.dân.xã Long.Đức..huyện.Đông.Lộc', 'Ủy ban nhân dân xã Long Đức, huyện Đông Lộc'],
    ['Ấp.8..xã.Phú Sơn. huyên.Đông Thành', 'Ấp 8, xã Phú Sơn, huyên Đông Thành'],
    ['CMND.số.279045051..Công an.tỉnh.Quảng.Nam.. cấp ngày', 'CMND số 279045051, Công an tỉnh Quảng Nam cấp ngày'],
    ['xã Phú Lợi.. TP.Hồ Chí Minh', 'xã Phú Lợi TP. Hồ Chí Minh'],
  ])('are taken out, with a comma where an address goes on: %s', (read, value) => {
    expect(withoutLeaderDots(read)).toBe(value);
  });

  it.each([
    'Số 1 Đường Mẫu, TP. Hồ Chí Minh',
    'Nguyễn Văn A. Trần Văn B',
    'https://vidu.example/a.b@vidu.example',
    'Diện tích 1.234,5 m²',
    'Quyết định số 12/QĐ-UBND. Nay đã hết hiệu lực',
  ])('are none here: %s', (text) => {
    expect(withoutLeaderDots(text)).toBe(text);
  });

  it('always go to a person', () => {
    expect(codes(readAddress(tokens('xã.An.Thuận, huyện Vĩnh.Thủy, tỉnh Quảng Ngãi')))).toContain('LEADERS_READ');
    expect(codes(readAddress(tokens('xã An Thuận, huyện Vĩnh Thủy, tỉnh Quảng Ngãi')))).not.toContain('LEADERS_READ');
  });
});

describe('a text that begins amid a sentence', () => {
  it.each(['hoặc dị hình', 'HOẶC DỊ HÌNH', 'cấp ngày 11/08/2013', 'theo quyết định của Tòa án'])(
    'goes to a person: %s',
    (text) => {
      expect(codes(readText(tokens(text)))).toContain('TEXT_BEGINS_LATE');
    },
  );

  it.each(['không có', 'cấp lại do bị mất', 'Hòa giải viên', 'Doanh nghiệp tư nhân'])('is none: %s', (text) => {
    expect(codes(readText(tokens(text)))).toEqual([]);
  });
});

describe('a text that ends too early', () => {
  it('is the short name of a card without its number', () => {
    expect(codes(readText(tokens('GMND')))).toContain('TEXT_OPEN');
    expect(codes(readText(tokens('CCCD số 001090000001')))).toEqual([]);
  });

  it('is no address that ends with a province behind a dash', () => {
    expect(codes(readAddress(tokens('Hòa Điền - Nghĩa Thuận - Cao Bằng')))).toEqual([]);
    expect(codes(readAddress(tokens('Đất Đỏ, Bà Rịa - Vũng Tàu')))).toEqual([]);
    expect(codes(readAddress(tokens('Hòa Điền - Nghĩa Thuận - Cao')))).toContain('ADDRESS_OPEN');
  });
});

describe('a date of a year that no paper in use bears', () => {
  it('goes to a person', () => {
    expect(codes(readDateField(tokens('15/04/1399')))).toEqual(['DATE_TOO_EARLY']);
    expect(codes(readDateField(tokens('15/04/1999')))).toEqual([]);
    expect(codes(readDateField(tokens('ngày 02 tháng 9 năm 1925')))).toEqual([]);
  });
});

describe('marks between the words of an address', () => {
  it.each([
    ['Thôn Mẫu, xã, Đại Lộc, tỉnh Lai Châu', 'Thôn Mẫu, xã Đại Lộc, tỉnh Lai Châu'],
    ['Số 12; đường Thí Dụ, phường Mẫu, tỉnh Lai Châu', 'Số 12, đường Thí Dụ, phường Mẫu, tỉnh Lai Châu'],
  ])('are put right and were read otherwise: %s', (read, value) => {
    const address = readAddress(tokens(read));
    expect(address).toMatchObject({ value, candidates: [read] });
    expect(address?.quality).toBeLessThan(0.5);
  });

  it('are put right in the name of an office too', () => {
    expect(readAuthority(tokens('Ủy ban nhân dân phường Mẫu; tỉnh Lai Châu'))).toMatchObject({
      value: 'Ủy ban nhân dân phường Mẫu, tỉnh Lai Châu',
      candidates: ['Ủy ban nhân dân phường Mẫu; tỉnh Lai Châu'],
    });
  });

  it('stay where they belong', () => {
    expect(readAddress(tokens('Tổ 3, phường Mẫu, thị xã Thí Dụ, tỉnh Lai Châu'))?.candidates).toEqual([]);
  });
});

describe('a stroke of a date taken for a 1', () => {
  it.each([
    ['14/212023', '2023-02-14'],
    ['4/912020', '2020-09-04'],
  ])('leaves the day to a person: %s', (read, day) => {
    expect(readDateField(tokens(read))).toMatchObject({ value: day, quality: 0.2 });
  });

  it('says nothing of a month that may be 1 or 11', () => {
    expect(readDateField(tokens('14/112023'))?.value).not.toBe('2023-01-14');
  });
});
