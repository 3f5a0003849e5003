import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { Extraction } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { isPair, isWord } from '../../../src/extraction/lexicon/words.ts';
import { layOut, textOf } from '../../../src/extraction/page-layout.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { civilStatus } from './wordings/civil-status.ts';

const textsOf = (lines: readonly string[]): string[] =>
  layOut([pageOfText(lines)]).rows.map((row) => textOf(row.tokens));

/** A letter taken for an "a" by a face that recognition does not know. */
const SLIPS: Readonly<Record<string, string>> = { a: 'o', á: 'ó', ã: 'õ', ạ: 'ọ', â: 'ô', ấ: 'ố', ậ: 'ộ' };
const slipped = (text: string): string =>
  text.replace(/\p{Ll}+/gu, (word) => [...word].map((letter) => SLIPS[letter] ?? letter).join(''));

const misread = [
  'Ủy ban nhôn dôn xõ Mẫu, tỉnh Khónh Hòa',
  'Ngày 14 thóng 8 năm 2025, cơ quơn giỏi quyết hồ sơ',
  'Nơi thường trú: xõ Thuộn An, huyện Mẫu',
  'Số định danh: 001090000001, số 12/QĐ-UBND',
];

describe('words that a whole page shows to be misread', () => {
  it('are put right by what is misread, by the syllables in use and by their neighbours', () => {
    expect(textsOf(misread)).toEqual([
      'Ủy ban nhân dân xã Mẫu, tỉnh Khánh Hòa',
      'Ngày 14 tháng 8 năm 2025, cơ quan giải quyết hồ sơ',
      'Nơi thường trú: xã Thuận An, huyện Mẫu',
      'Số định danh: 001090000001, số 12/QĐ-UBND',
    ]);
  });

  it('keep what recognition read beside what they are taken for', () => {
    const tokens = layOut([pageOfText(misread)]).rows.flatMap((row) => row.tokens);
    expect(tokens.find((token) => token.text === 'tháng')).toMatchObject({ read: 'thóng' });
    expect(tokens.find((token) => token.text === 'tháng')?.confidence).toBeLessThan(0.81);
  });

  it('are left alone when one word alone speaks for a slip', () => {
    const one = ['Ủy ban nhân dân xã Mẫu', 'Khónh, ông Nguyễn Văn Mẫu, xã Thí Dụ'];
    expect(textsOf(one)).toEqual(one);
  });

  it('are never numbers, codes or signs', () => {
    const codes = ['nhôn dôn xõ thóng Khónh', 'QO-UBND 0O1 45/TO-XOM'];
    expect(textsOf(codes)[1]).toBe(codes[1]);
  });

  it('stay as they are on every paper that was read without a fault', () => {
    for (const { pages } of civilStatus)
      for (const lines of pages) {
        const tokens = layOut([pageOfText(lines)]).rows.flatMap((row) => row.tokens);
        expect(tokens.filter((token) => token.read !== undefined || token.perhaps !== undefined)).toEqual([]);
      }
  });
});

describe('fields of a misread page', () => {
  const types = loadDocumentTypes();
  const read = (lines: readonly string[]): Extraction =>
    extractFromReadings([pageOfText(lines)], [], { types, today: '2026-11-22' });
  const [paper] = civilStatus.filter(({ type }) => type === 'marital_status_confirmation');
  const lines = (paper?.pages[0] ?? []).map(slipped);

  it('are read as printed, go to a person with a reason, and offer what was read', () => {
    const { fields } = read(lines);
    expect(fields.marital_status).toMatchObject({ value: 'Chưa đăng ký kết hôn với ai', status: 'review' });
    expect(fields.marital_status?.remarks.map(({ code }) => code)).toContain('WORD_REPAIRED');
    expect(fields.marital_status?.raw).toContain('với oi');
    expect(fields.marital_status?.candidates.join('|')).toContain('với oi');
  });

  it('are found by labels that were misread with them', () => {
    const { documentType, fields } = read(lines);
    expect(documentType).toBe('marital_status_confirmation');
    expect(fields.birth_date?.value).toBe('1990-08-15');
    expect(fields.full_name?.value).toBe('NGUYỄN VĂN MẪU');
  });
});

describe('syllables in use', () => {
  it('are known in both placements of the tone', () => {
    for (const word of ['hòa', 'hoà', 'thúy', 'thuý', 'Ủy', 'uỷ', 'Quới']) expect(isWord(word)).toBe(true);
    for (const word of ['thóng', 'nhôn', 'khónh', 'xyz']) expect(isWord(word)).toBe(false);
  });

  it('are known in pairs from phrases, dates and numbers in words', () => {
    expect(isPair('nhân', 'dân')).toBe(true);
    expect(isPair('#', 'tháng')).toBe(true);
    expect(isPair('trăm', 'hai')).toBe(true);
    expect(isPair('dân', 'nhân')).toBe(false);
  });
});
