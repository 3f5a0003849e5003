import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardMrz, cardQr, mrzCheck } from '../../../samples/lib/card-codes.ts';
import { inventTaxCode } from '../../../samples/lib/identifiers.ts';
import { cardExpiry } from '../../../samples/lib/papers/card-art.ts';
import { inventPerson } from '../../../samples/lib/people.ts';
import { chance } from '../../../samples/lib/random.ts';
import { dateInWords, grouped, inWords, longDate, packedDate } from '../../../samples/lib/words.ts';

const seeds = fc.string({ minLength: 1, maxLength: 12 });

describe('invented identifiers', () => {
  it('carry the province, the century with the sex, and the year of birth (rules.md J.1)', () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, male) => {
        const person = inventPerson(chance(seed), { male, bornFrom: 1930, bornTo: 2030 });
        const digits = [...person.personalId].map(Number);
        expect(person.personalId).toMatch(/^\d{12}$/);
        expect(person.personalId.slice(0, 3)).toBe(person.birthplace.provinceCode);
        expect(digits[3]! % 2).toBe(male ? 0 : 1);
        expect(1900 + 100 * Math.floor(digits[3]! / 2) + digits[4]! * 10 + digits[5]!).toBe(person.born.year);
      }),
    );
  });

  it('tax codes weigh up to their check digit, which is never 10 (rules.md J.2)', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const code = inventTaxCode(chance(seed));
        const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
        const sum = weights.reduce((total, weight, index) => total + weight * Number(code[index]), 0);
        expect((sum + Number(code[9])) % 11).toBe(10);
      }),
    );
  });

  it('check digits of machine-readable lines are those of ICAO 9303', () => {
    expect(['L898902C3', '740812', '120415', 'D23145890'].map(mrzCheck)).toEqual(['6', '2', '9', '7']);
  });

  it('the card of the invented bearer of rules.md J.4 has the lines computed there', () => {
    const bearer = {
      ...inventPerson(chance('mrz'), { male: true }),
      name: 'Nguyễn Văn Mẫu',
      personalId: '001090000001',
      born: { year: 1990, month: 8, day: 15 },
    };
    expect(cardMrz(bearer, { year: 2030, month: 8, day: 15 })).toEqual([
      'IDVNM0900000018001090000001<<9',
      '9008157M3008155VNM<<<<<<<<<<<6',
      'NGUYEN<<VAN<MAU<<<<<<<<<<<<<<<',
    ]);
  });

  it('three lines of thirty for any bearer, and a code of seven fields', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const person = inventPerson(chance(seed));
        for (const line of cardMrz(person, cardExpiry(person, person.idIssued) ?? { year: 2099, month: 12, day: 31 }))
          expect(line).toMatch(/^[A-Z0-9<]{30}$/);
        const fields = cardQr(person, packedDate).split('|');
        expect(fields).toHaveLength(7);
        expect(fields[3]).toMatch(/^\d{8}$/);
      }),
    );
  });
});

describe('numbers and dates in words', () => {
  it.each([
    [15, 'mười lăm'],
    [21, 'hai mươi mốt'],
    [105, 'một trăm linh năm'],
    [2004, 'hai nghìn không trăm linh bốn'],
    [5_000_000, 'năm triệu'],
    [1_250_000_000, 'một tỷ hai trăm năm mươi triệu'],
  ])('%i is %s', (value, words) => {
    expect(inWords(value)).toBe(words);
  });

  it('dates as clerks write them', () => {
    const day = { year: 2023, month: 1, day: 5 };
    expect(longDate(day)).toBe('ngày 05 tháng 01 năm 2023');
    expect(dateInWords(day)).toBe('Ngày mồng năm tháng một năm hai nghìn không trăm hai mươi ba');
    expect(grouped(1_234_567)).toBe('1.234.567');
  });
});
