import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { agencies, withPartedWords } from '../../../src/extraction/letterhead.ts';
import { layOut, textOf } from '../../../src/extraction/page-layout.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const decision = loadDocumentTypes().get('decision');
if (decision === undefined) throw new Error('no such type');
const right = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', '   Độc lập - Tự do - Hạnh phúc', '', ''];
const agenciesOf = (lines: readonly string[]): string[] => {
  const page = [...lines, 'Số: 12/QĐ'].map((line, row) => line.padEnd(46) + (right[row] ?? ''));
  return agencies(layOut([pageOfText([...page, '', 'QUYẾT ĐỊNH'])]), decision).map(({ tokens }) => textOf(tokens));
};

describe('the lines of a letterhead', () => {
  it.each([
    [['TỈNH KON TUM', 'THÀNH PHỐ KON TUM', 'PHƯỜNG THẮNG LỢI']],
    [['TỈNH ĐIỆN BIÊN', 'HUYỆN NẬM PỒ', 'XÃ NÀ HỲ']],
    [['THÀNH PHỐ HÀ NỘI', 'THỊ XÃ SƠN TÂY', 'PHƯỜNG MẪU']],
    [['HUYỆN THÍ DỤ', 'UBND XÃ MẪU']],
    [['UBND HUYỆN THÍ DỤ', 'XÃ MẪU']],
    [['TỈNH CÀ MAU', 'HUYỆN THÍ DỤ', 'ỦY BAN NHÂN DÂN XÃ MẪU']],
  ])('are each an agency where one is a unit of the one above: %j', (lines) => {
    expect(agenciesOf(lines)).toEqual(lines);
  });

  it.each([
    [['ỦY BAN NHÂN DÂN', 'THỊ TRẤN MẪU'], ['ỦY BAN NHÂN DÂN THỊ TRẤN MẪU']],
    [['TÒA ÁN NHÂN DÂN', 'HUYỆN THÍ DỤ', 'TỈNH CÀ MAU'], ['TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ TỈNH CÀ MAU']],
    [
      ['TÒA ÁN NHÂN DÂN', 'THÀNH PHỐ THỦ ĐỨC', 'THÀNH PHỐ HỒ CHÍ MINH'],
      ['TÒA ÁN NHÂN DÂN THÀNH PHỐ THỦ ĐỨC THÀNH PHỐ HỒ CHÍ MINH'],
    ],
    [
      ['ỦY BAN NHÂN DÂN', 'TỈNH CÀ MAU', 'SỞ TƯ PHÁP'],
      ['ỦY BAN NHÂN DÂN TỈNH CÀ MAU', 'SỞ TƯ PHÁP'],
    ],
  ])('are one where a name goes on: %j', (lines, expected) => {
    expect(agenciesOf(lines)).toEqual(expected);
  });
});

describe('words of an agency that were read as one', () => {
  const parted = (line: string): string => textOf(withPartedWords(layOut([pageOfText([line])]).rows[0]?.tokens ?? []));

  it('are parted where that can be done in one way only', () => {
    expect(parted('BỘ TƯPHÁP')).toBe('BỘ TƯ PHÁP');
    for (const line of ['SỞ TÀI CHÍNH', 'UBND XÃ MẪU', 'CÔNG TY ABCDE']) expect(parted(line)).toBe(line);
  });
});
