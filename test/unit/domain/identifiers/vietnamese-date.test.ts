import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateInWords,
  isRealDate,
  readDate,
  readDateInWords,
} from '../../../../src/domain/identifiers/vietnamese-date.ts';
import { withoutTones } from '../../../../src/domain/identifiers/vietnamese-letters.ts';
import { numberFromWords, numberInWords } from '../../../../src/domain/identifiers/vietnamese-number.ts';

const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('dates as printed', () => {
  it.each([
    ['ngày 05 tháng 01 năm 2023', '2023-01-05'],
    ['ngày 5 tháng 1 năm 2023', '2023-01-05'],
    ['Ví Dụ, ngày 05 tháng 01 năm 2023', '2023-01-05'],
    ['15/08/1990', '1990-08-15'],
    ['15-8-1990', '1990-08-15'],
    ['15.08.1990', '1990-08-15'],
    ['15 / 08 / 1990', '1990-08-15'],
    ['1990-08-15', '1990-08-15'],
    ['tháng 8 năm 1990', '1990-08'],
    ['08/1990', '1990-08'],
    ['Năm 1965', '1965'],
    ['16:11:1954', '1954-11-16'],
    ['Ngày 15/08 năm 1990', '1990-08-15'],
    ['ngày 15 tháng 8/1990', '1990-08-15'],
    ['15-8 năm 1990', '1990-08-15'],
    ['ngày 15, tháng 8, năm 1990', '1990-08-15'],
    ['ngày  15  tháng  8  năm  1990', '1990-08-15'],
    ['ngày...15...tháng...8...năm...1990', '1990-08-15'],
  ])('%s is %s', (printed, iso) => {
    expect(readDate(printed)).toEqual({ iso, clean: true });
  });

  it('says that a day does not exist instead of inventing another', () => {
    expect(readDate('31/02/2023')).toEqual({ iso: '2023-02-31', clean: false });
  });

  it('reads letters that look like digits, and says so', () => {
    expect(readDate('ngày O5 tháng 0l năm 2023')).toEqual({ iso: '2023-01-05', clean: false });
  });

  it('finds no date where there is none', () => {
    expect(readDate('Nguyễn Văn Mẫu')).toBeNull();
    expect(readDate('')).toBeNull();
  });

  it('reads every date in each written form', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year = '', month = '', date = ''] = day.split('-');
        const [d, m] = [Number(date), Number(month)];
        for (const form of [
          `${date}/${month}/${year}`,
          `${d}-${m}-${year}`,
          `${date}.${m}.${year}`,
          `${d} / ${m} / ${year}`,
          `ngày ${d} tháng ${m} năm ${year}`,
          `Ngày ${date}, tháng ${month}, năm ${year}`,
          `ngày...${date}...tháng...${month}...năm...${year}`,
          `Ngày ${date}/${month} năm ${year}`,
          `ngày ${d} tháng ${m}/${year}`,
        ])
          expect(readDate(form)).toEqual({ iso: day, clean: true });
      }),
    );
  });

  it('reads every date with the second language of cards between its parts', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year = '', month = '', date = ''] = day.split('-');
        for (const form of [
          `ngày/date ${date} tháng/month ${month} năm/year ${year}`,
          `ngày / date ${Number(date)} tháng / month ${Number(month)} năm / year ${year}`,
        ])
          expect(readDate(form)).toEqual({ iso: day, clean: true });
      }),
    );
  });

  it('reads every date whose strokes were taken for letters or figures, and says so', () => {
    fc.assert(
      fc.property(
        days.filter((day) => /^(?:19|20)/.test(day)),
        (day) => {
          const [year = '', month = '', date = ''] = day.split('-');
          for (const form of [`${date}I${month}I${year}`, `${date}1${month}1${year}`, `${date}I${month}I1${year}`])
            expect(readDate(form)).toEqual({ iso: day, clean: false });
        },
      ),
    );
  });

  it('knows the calendar', () => {
    expect(isRealDate('2004-02-29')).toBe(true);
    expect(isRealDate('2023-02-29')).toBe(false);
    expect(isRealDate('2023-13-01')).toBe(false);
  });
});

describe('dates and numbers in words', () => {
  it.each([
    ['Ngày mười lăm tháng tám năm một nghìn chín trăm chín mươi', '1990-08-15'],
    ['ngày hai mươi chín, tháng hai, năm hai nghìn không trăm linh bốn', '2004-02-29'],
    ['ngày mồng năm tháng năm năm hai ngàn không trăm lẻ năm', '2005-05-05'],
    ['ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi lăm', '2025-12-31'],
    ['ngay muoi lam thang tam nam mot nghin chin tram chin muoi', '1990-08-15'],
    ['ngày một tháng tư năm một chín chín không', '1990-04-01'],
  ])('%s is %s', (words, iso) => {
    expect(readDateInWords(words)).toBe(iso);
  });

  it('every date written in words is read back, with and without marks', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(readDateInWords(dateInWords(day))).toBe(day);
        expect(readDateInWords(withoutTones(dateInWords(day)))).toBe(day);
      }),
    );
  });

  it.each([
    ['năm mươi triệu', 50_000_000],
    ['Năm trăm triệu', 500_000_000],
    ['hai tỷ ba trăm triệu', 2_300_000_000],
    ['một trăm linh năm', 105],
    ['hai nghìn tỷ', 2_000_000_000_000],
    ['mười', 10],
    ['hai mươi tư', 24],
  ])('%s is %d', (words, value) => {
    expect(numberFromWords(words)).toBe(value);
  });

  it('every amount written in words is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (value) => {
        expect(numberFromWords(numberInWords(value))).toBe(value);
      }),
    );
  });

  it('refuses words that are not of a number', () => {
    expect(numberFromWords('năm con gà')).toBeNull();
    expect(numberFromWords('')).toBeNull();
  });
});
