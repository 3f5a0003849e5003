import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { layOut } from '../../../src/extraction/page-layout.ts';
import { readDateField, readDateTime, readYear } from '../../../src/extraction/readers/dates.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const tokens = (text: string) => layOut([pageOfText([text])]).rows[0]!.tokens;
const read = (text: string) => readDateField(tokens(text));

describe('a day that cannot be', () => {
  it.each([
    ['96-97-1955', '1955-97-96', '1955-07-06'],
    ['41/08/1990', '1990-08-41', '1990-08-01'],
    ['19/09/4983', '4983-09-19', '1983-09-19'],
  ])('%s has the day offered that it is but for a first figure', (text, value, meant) => {
    expect(read(text)).toMatchObject({ value, candidates: [meant] });
  });

  it.each([
    ['19-97-1979', ['1979-07-19', '1970-07-19', '1979-07-10', '1970-07-10']],
    ['27-95-1943', ['1943-05-27']],
    ['19:07:2919', ['1919-07-19', '2019-07-19', '2010-07-19', '2019-07-10', '2010-07-10']],
    ['01-92-2095', ['2095-02-01', '2005-02-01']],
    ['02-19-1982', ['1982-09-02', '1982-10-02']],
    ['92-10-1982', ['1982-10-02']],
  ])('%s has the days offered that it is when its nines are noughts', (text, meant) => {
    expect([...(read(text)?.candidates ?? [])].sort()).toEqual([...meant].sort());
  });

  it('offers years where the year is asked for, and days with their time where that is', () => {
    expect(readYear(tokens('19-97-1979'))?.candidates).toEqual(['1979', '1970']);
    expect(readDateTime(tokens('05 giờ 30 phút, ngày 12-93-2015'))?.candidates).toEqual(['2015-03-12T05:30']);
  });

  it('is rather what is read than a year among figures that are no part of it', () => {
    const day = read('10-91-2014')?.quality ?? 0;
    for (const scraps of ['1991.:2944', '1991:2944']) expect(read(scraps)?.quality).toBeLessThan(day);
    expect(read('1991')?.quality).toBeGreaterThan(day);
    expect(read('năm 1991')?.quality).toBeGreaterThan(day);
    expect(read('tháng 8 năm 1991')?.quality).toBeGreaterThan(day);
    expect(read('8/1991')?.quality).toBeGreaterThan(day);
  });

  it('has none offered when another figure is wrong, nor has a day that is', () => {
    expect(read('31/02/1990')?.candidates).toEqual([]);
    expect(read('06-07-1955')?.candidates).toEqual([]);
  });
});

describe('a card on which a nought was read as a nine', () => {
  const card = (day: string) =>
    extractFromReadings(
      [
        pageOfText([
          '                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
          '                         GIẤY CHỨNG MINH NHÂN DÂN',
          '                    SỐ: 134721590',
          '                    Họ tên: NGUYỄN VĂN MẪU',
          `                    Sinh ngày: ${day}`,
          '                    Nguyên quán: Mường So, Phong Thổ, Lai Châu',
          '                    Nơi ĐKHK thường trú: Mường So, Phong Thổ, Lai Châu',
        ]),
      ],
      [],
      { types: loadDocumentTypes(), today: '2026-11-22' },
    ).fields;

  it('has its other nines put before a person, and nothing else', () => {
    const { birth_date, identity_number, residence, full_name } = card('27-95-1943');
    expect(birth_date).toMatchObject({ status: 'review', candidates: ['1943-05-27'] });
    expect(identity_number?.status).toBe('review');
    expect(identity_number?.remarks.map(({ code }) => code)).toEqual(['NINE_DOUBTFUL']);
    for (const field of [residence, full_name]) expect(field).toMatchObject({ status: 'accepted', remarks: [] });
  });

  it('is not suspected where the days are possible', () => {
    expect(card('27-05-1943').identity_number).toMatchObject({ status: 'accepted', remarks: [] });
  });
});
