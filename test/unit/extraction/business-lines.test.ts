import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();

const read = (...table: string[]) =>
  extractFromReadings(
    [pageOfText(['3. Ngành, nghề kinh doanh:', ...table, '4. Vốn kinh doanh: 1.000.000.000 đồng'])],
    [],
    { types, today: '2026-11-22', documentType: 'household_business_registration' },
  ).fields.business_lines;

const retail = 'Bán lẻ lương thực, thực phẩm, đồ uống, thuốc lá, thuốc lào chiếm tỷ trọng lớn';
const both = `${retail} (4711); Bán buôn vật liệu, thiết bị lắp đặt khác trong xây dựng (4673)`;

describe('a table of business lines', () => {
  it.each([
    [
      'with codes beside the first rows of names, one marked as the main one',
      [
        'STT     Tên ngành                                              Mã ngành',
        '1       Bán lẻ lương thực, thực phẩm, đồ uống, thuốc lá,     | 4711 (Chính)',
        '        thuốc lào chiếm tỷ trọng lớn',
        '2       Bán buôn vật liệu, thiết bị lắp đặt khác trong         4673',
        '        xây dựng',
      ],
    ],
    [
      'with a third column for the main one',
      [
        'STT     Tên ngành                                              Mã ngành     Ngành chính',
        '1       Bán lẻ lương thực, thực phẩm, đồ uống, thuốc lá,       4711         X',
        '        thuốc lào chiếm tỷ trọng lớn',
        '2       Bán buôn vật liệu, thiết bị lắp đặt khác trong         4673',
        '        xây dựng',
      ],
    ],
    [
      'with codes before the names',
      [
        'STT     Mã ngành     Tên ngành',
        '1       4711         Bán lẻ lương thực, thực phẩm, đồ uống, thuốc lá,',
        '                     thuốc lào chiếm tỷ trọng lớn',
        '2       4673         Bán buôn vật liệu, thiết bị lắp đặt khác trong xây dựng',
      ],
    ],
  ])('%s has each name whole', (_, table) => {
    expect(read(...table)).toMatchObject({ value: both, status: 'accepted' });
  });

  it('with codes beside the middle of names goes to a person', () => {
    const lines = read(
      'STT     Tên ngành                                              Mã ngành',
      '        Bán lẻ lương thực, thực phẩm, đồ uống,',
      '1       thuốc lá, thuốc lào chiếm tỷ                           4711',
      '        trọng lớn',
      '2       Bán buôn vật liệu, thiết bị lắp đặt khác trong xây dựng     4673',
    );
    expect(lines?.status).toBe('review');
  });

  it('of which a code was misread goes to a person', () => {
    const lines = read(
      'STT     Tên ngành                                              Mã ngành',
      '1       Bán lẻ tạp hóa                                         4711',
      '2       Bán buôn gạo                                           46S1',
      '3       Quán ăn                                                5610',
    );
    expect(lines?.status).toBe('review');
    expect(lines?.remarks.map(({ code }) => code)).toContain('LINES_DOUBTFUL');
  });

  it('is read where names and codes stand in one line', () => {
    expect(read('Bán lẻ tạp hóa (4711); Quán ăn (5610)')).toMatchObject({
      value: 'Bán lẻ tạp hóa (4711); Quán ăn (5610)',
    });
  });
});
