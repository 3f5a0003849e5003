import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import type { ExtractedField } from '../../../src/domain/field.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { phraseCorrections, settledPhrases } from '../../../src/extraction/lexicon/phrases.ts';
import { tonelessWords } from '../../../src/extraction/lexicon/syllable.ts';
import type { Barcode } from '../../../src/extraction/machine-readable.ts';
import { layOut, type Token, textOf } from '../../../src/extraction/page-layout.ts';
import { readDocumentNumber } from '../../../src/extraction/readers/document-number.ts';
import { readLicenceClass } from '../../../src/extraction/readers/numbers.ts';
import { readAuthority, readText } from '../../../src/extraction/readers/words.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import { administrative } from './wordings/administrative.ts';
import { cards } from './wordings/cards.ts';
import type { Wording } from './wordings/wording.ts';

const types = loadDocumentTypes();
const tokens = (text: string): readonly Token[] => layOut([pageOfText([text])]).rows[0]?.tokens ?? [];
const codesOf = (field: ExtractedField | undefined): string[] => field?.remarks.map(({ code }) => code) ?? [];
const fieldsOf = (
  pages: readonly (readonly string[])[],
  codes: readonly Barcode[] = [],
): Readonly<Record<string, ExtractedField>> =>
  extractFromReadings(
    pages.map((lines) => pageOfText(lines)),
    codes,
    { types, today: '2026-11-22' },
  ).fields;
const without = ({ pages }: Wording, part: string, instead: string): string[][] =>
  pages.map((lines) => lines.map((line) => line.replace(part, instead)));

describe('who signs by proxy', () => {
  const paper = administrative.find(({ type, name }) => type === 'decision' && name.startsWith('UBND xã'));
  if (paper === undefined) throw new Error('no such wording');

  it('is the deputy, whose title is offered when its line was not read', () => {
    const { signer_title: title } = fieldsOf(without(paper, 'PHÓ CHỦ TỊCH', ''));
    expect(title?.status).toBe('review');
    expect(codesOf(title)).toContain('SIGNER_DEPUTY_UNREAD');
    expect(title?.value).toBe('PHÓ CHỦ TỊCH');
    expect(title?.candidates).toContain('KT. CHỦ TỊCH');
  });

  it('is the deputy also when the first word of its line was lost', () => {
    const { signer_title: title } = fieldsOf(without(paper, 'PHÓ CHỦ TỊCH', '    CHỦ TỊCH'));
    expect(title).toMatchObject({ value: 'CHỦ TỊCH', status: 'review' });
    expect(title?.candidates).toContain('PHÓ CHỦ TỊCH');
  });
});

describe('a line of a signer’s title that lost its beginning', () => {
  const paper = administrative.find(({ type, name }) => type === 'decision' && name.startsWith('UBND xã'));
  if (paper === undefined) throw new Error('no such wording');

  it('is nobody’s name, and the deputy’s title, before a person', () => {
    const { signer_title: title, signer_name: name } = fieldsOf(without(paper, 'PHÓ CHỦ TỊCH', 'HÓ CHỦ TỊCH'));
    expect(title).toMatchObject({ value: 'PHÓ CHỦ TỊCH', status: 'review' });
    expect(name?.value).toBe('Lê Quang Hải');
  });
});

describe('a code of a form that is not published', () => {
  const paper = cards.find(({ type, name }) => type === 'driving_licence' && name.startsWith('TT 35/2024'));
  if (paper === undefined) throw new Error('no such wording');
  const code = (text: string): Barcode => ({ text, format: 'QRCode', page: 0, boxPx: { x0: 0, y0: 0, x1: 9, y1: 9 } });

  it('confirms the values that it holds', () => {
    const alone = fieldsOf(paper.pages).birth_date?.confidence ?? 0;
    const confirmed = fieldsOf(paper.pages, [code('010250000001;Trần Thị Thí Dụ;05031995')]).birth_date;
    expect(confirmed?.confidence).toBeGreaterThan(alone);
  });

  it('objects to a date that differs from its own in one figure', () => {
    const { birth_date: date } = fieldsOf(paper.pages, [code('010250000001|Trần Thị Thí Dụ|06031995')]);
    expect(date).toMatchObject({ value: '1995-03-05', status: 'review' });
    expect(codesOf(date)).toContain('CODE_DIFFERS_FROM_PRINT');
    expect(date?.candidates[0]).toBe('1995-03-06');
  });

  it("says nothing against a date that is nearly another field's", () => {
    const { issue_date: date } = fieldsOf(paper.pages, [code('10042035|x')]);
    expect(codesOf(date)).not.toContain('CODE_DIFFERS_FROM_PRINT');
  });

  it('gives a name that was misread in a letter', () => {
    const misread = without(paper, 'TRẦN THỊ THÍ DỤ', 'TRẦN THỊ THI DỤ');
    const { full_name: name } = fieldsOf(misread, [code('Trần Thị Thí Dụ|05031995')]);
    expect(name).toMatchObject({ value: 'TRẦN THỊ THÍ DỤ', source: 'qr', candidates: ['TRẦN THỊ THI DỤ'] });
  });

  it('proposes a class that could not be read, to a person', () => {
    const unread = without(paper, 'Hạng / Class: A1, B', 'Hạng / Class:');
    const { licence_class: one } = fieldsOf(unread, [code('010250000001|B2|05031995')]);
    expect(one).toMatchObject({ value: 'B2', source: 'qr', status: 'review' });
    expect(codesOf(one)).toContain('CODE_ALONE');
  });
});

describe('texts', () => {
  it.each([
    ["Nghĩa ' Lợi", 'Nghĩa Lợi'],
    ['địa -- giới', 'địa giới'],
    ['cấp ngày 23I07I2017', 'cấp ngày 23/07/2017'],
    ['Bản án số 38I2021IHNGĐ-ST', 'Bản án số 38/2021/HNGĐ-ST'],
    ['Phòng Tài chính - Kế hoạch', 'Phòng Tài chính - Kế hoạch'],
  ])('of %s are read as %s', (printed, value) => {
    expect(readText(tokens(printed))?.value).toBe(value);
  });

  it.each(['Căn cước công-dân', 'CCCD số 0370538604391', 'cấp ngày 23I07I2017'])('like %s are doubted', (printed) => {
    expect(readText(tokens(printed))?.remarks.length).toBeGreaterThan(0);
  });

  it.each([
    ['Phòng CSGT Công an', true],
    ['ỦY BAN NHÂN DÂN XÃ', true],
    ['Công an thành phố Hải Phòng', false],
    ['ỦY BAN NHÂN DÂN XÃ MẪU', false],
  ])('an agency named %s is cut off: %s', (printed, cut) => {
    expect(readAuthority(tokens(printed))?.remarks.some(({ code }) => code === 'NAME_OPEN')).toBe(cut);
  });

  it('lack a tone where a syllable ends with a stop', () => {
    expect(tonelessWords('Về lich tiếp công dân')).toEqual(['lich']);
    expect(tonelessWords('Về lịch tiếp công dân')).toEqual([]);
    expect(tonelessWords('THICH MAU COMPANY')).toEqual([]);
  });
});

describe('phrases of civil papers', () => {
  it.each([
    ['Ủy bạn nhân dân xã Mẫu', 'Ủy ban nhân dân xã Mẫu'],
    ['Tố 9, thôn Mẫu', 'Tổ 9, thôn Mẫu'],
    ['PHÓ CHỦ TICH', 'PHÓ CHỦ TỊCH'],
    [
      'Nhận chuyển nhượng đất được Công nhộn quyền sử dụng đốt',
      'Nhận chuyển nhượng đất được Công nhận quyền sử dụng đất',
    ],
  ])('%s is put right as %s', (read, meant) => {
    expect(settledPhrases(read)).toBe(meant);
  });

  it.each(['không thu tiền sử dụng đất', 'có thu tiền sử dụng đất', 'QUÁN CÀ PHÊ GIA QUYẾT', 'Tố Hữu, Hà Nội'])(
    '%s is left alone',
    (text) => {
      expect(phraseCorrections(text)).toEqual([]);
    },
  );
});

describe('signs taken for each other', () => {
  it('offers the symbol that an office bears', () => {
    const reading = readDocumentNumber(tokens('7983/GAT-LLTP'));
    expect(reading).toMatchObject({ value: '7983/GAT-LLTP', candidates: ['7983/CAT-LLTP'] });
    expect(reading?.quality).toBeLessThan(0.5);
    expect(readDocumentNumber(tokens('7983/CAT-LLTP'))?.remarks).toEqual([]);
  });

  it.each([
    ['G1', 'C1'],
    ['CT', 'C1'],
    ['Â', 'A'],
  ])('takes the class %s for %s, and no more than likely', (read, meant) => {
    const reading = readLicenceClass(tokens(read));
    expect(reading).toMatchObject({ value: meant, candidates: [read] });
    expect(reading?.quality).toBeLessThan(0.5);
  });
});

describe('an opened sheet', () => {
  it('is read leaf by leaf', () => {
    const left = Array.from({ length: 12 }, (_, index) => `trang trái dòng ${index + 1} của tờ giấy`);
    const right = Array.from({ length: 12 }, (_, index) => `trang phải dòng ${index + 1} của tờ giấy`);
    const lines = left.map((line, index) => `${line.padEnd(120)}${right[index]}`);
    const page = { ...pageOfText(lines, 95, 190), heightPx: 2800, dpi: 240 };
    expect(layOut([page]).rows.map((row) => textOf(row.tokens))).toEqual([...left, ...right]);
  });
});

describe('a value of a card whose label could not be read', () => {
  const paper = cards.find(({ type, name }) => type === 'driving_licence' && name.startsWith('labels joined'));
  if (paper === undefined) throw new Error('no such wording');

  it('is put before a person where its order alone tells it from another of its kind', () => {
    const { birth_date: date } = fieldsOf(without(paper, 'Ngày, tháng, năm sinh/Date of binh:', ''));
    expect(date?.value).toBe('1953-08-12');
    expect(codesOf(date)).toContain('LABEL_UNREAD');
  });

  it('is taken where its form tells what it is', () => {
    const { nationality } = fieldsOf(without(paper, 'Quốc tịch/Nationaiiy:', ''));
    expect(nationality?.value).toBe('Việt Nam');
    expect(codesOf(nationality)).toEqual([]);
  });
});
