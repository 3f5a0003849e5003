import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/extraction/confidence.ts';
import { crossCheck } from '../../../src/extraction/cross-check.ts';
import { hasCommonTwin, isConfirmedName, otherMarks } from '../../../src/extraction/rare-names.ts';

const seen: Evidence = {
  kind: 'person_name',
  worstWord: 0.96,
  meanWord: 0.96,
  label: 1,
  quality: 0.9,
  agrees: 0,
  disagrees: false,
  unknownWords: 1 / 3,
  misnamed: false,
  detached: false,
  words: 3,
  same: 0,
  other: 0,
  pageDoubt: 0,
};

describe('a name with a word that no list has', () => {
  it('is believed when another reading of its line says the same', () => {
    expect(isConfirmedName('CHÂU VĂN KÊN', seen)).toBe(false);
    expect(isConfirmedName('CHÂU VĂN KÊN', { ...seen, same: 1 })).toBe(true);
  });

  it('is believed when the paper bears it twice', () => {
    expect(isConfirmedName('CHÂU VĂN KÊN', { ...seen, agrees: 1 })).toBe(true);
    expect(isConfirmedName('CHÂU VĂN KÊN', { ...seen, agrees: 0.4 })).toBe(false);
  });

  it('is not believed when a reading says otherwise, or a word was not read surely', () => {
    expect(isConfirmedName('CHÂU VĂN KÊN', { ...seen, same: 1, other: 1 })).toBe(false);
    expect(isConfirmedName('CHÂU VĂN KÊN', { ...seen, same: 2, worstWord: 0.85 })).toBe(false);
  });

  it('is not believed when a word could be no Vietnamese syllable', () => {
    expect(isConfirmedName('LỖNGỌC XUYẾN', { ...seen, same: 2 })).toBe(false);
    expect(isConfirmedName('TANAKA KENII', { ...seen, same: 2 })).toBe(false);
  });

  it('wants a second place on the paper where another mark would make a name that everybody knows', () => {
    expect(isConfirmedName('CHÂU THỊ TUYỂN', { ...seen, same: 1 })).toBe(false);
    expect(isConfirmedName('CHÂU THỊ TUYỂN', { ...seen, same: 2 })).toBe(false);
    expect(isConfirmedName('CHÂU THỊ TUYỂN', { ...seen, same: 1, agrees: 1 })).toBe(true);
  });
});

describe('a name that a paper bears twice', () => {
  const agreement = (...names: [string, string][]): ReadonlyMap<string, number> =>
    crossCheck(new Map(names), '2026-11-22').agrees;

  it('confirms itself, in capitals or not', () => {
    const agrees = agreement(['father_full_name', 'CHÂU VĂN KÊN'], ['declarant_full_name', 'Châu Văn Kên']);
    expect([...agrees.values()]).toEqual([1, 1]);
  });

  it('says nothing when a mark differs, or when it is one word', () => {
    expect(agreement(['full_name', 'CHÂU VĂN KÊN'], ['applicant_name', 'Châu Văn Kến']).size).toBe(0);
    expect(agreement(['full_name', 'KÊN'], ['applicant_name', 'Kên']).size).toBe(0);
  });
});

describe('a name whose rarer syllable has a common twin in other marks', () => {
  it('is told from others by its middle and given names', () => {
    expect(hasCommonTwin('Phan Thu Hiển')).toBe(true);
    expect(hasCommonTwin('PHAN THU HIỀN')).toBe(false);
    // a family name is no given name
    expect(hasCommonTwin('Từ Thanh Hà')).toBe(false);
  });

  it('is doubted for a second reading with other marks that is a known name', () => {
    expect(otherMarks('Phan Thu Hiển', ': Phan Thu Hiền')).toBe('Phan Thu Hiền');
    expect(otherMarks('NGUYỄN VĂN TOÁN', 'NGUYỄN VĂN TOÀN.')).toBe('NGUYỄN VĂN TOÀN');
  });

  it('is not doubted for the same reading, other letters, or a name that nobody has', () => {
    expect(otherMarks('Phan Thu Hiển', 'Phan Thu Hiển')).toBeNull();
    expect(otherMarks('Phan Thu Hiển', 'Phan Thu Hoàn')).toBeNull();
    expect(otherMarks('Nguyễn Công Hưởng', 'Nguýễn Công Hưởng')).toBeNull();
  });
});
