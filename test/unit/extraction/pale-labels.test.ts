import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import type { PageText } from '../../../src/ocr/page-text.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();

/** Words marked with `~` were read with hardly any certainty. */
const unsure = (page: PageText): PageText => ({
  ...page,
  lines: page.lines.map((line) => ({
    ...line,
    words: line.words.map((word) =>
      word.text.startsWith('~') ? { ...word, text: word.text.slice(1), confidence: 40 } : word,
    ),
  })),
});

const back = (...lines: string[]) =>
  extractFromReadings(
    [
      pageOfText([
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        'CĂN CƯỚC',
        'Số định danh cá nhân / Personal identification number:',
        '066321936174',
      ]),
      unsure(pageOfText([...lines, 'BỘ CÔNG AN', 'MINISTRY OF PUBLIC SECURITY'])),
    ],
    [],
    { types, today: '2026-11-22', documentType: 'citizen_id_2024' },
  ).fields;

describe('the second language of a label that is too pale to be read', () => {
  it('is no part of the value below it', () => {
    const { birth_registration_place: place } = back(
      'Nơi đăng ký khai sinh ~Đla2y ~2f ~b1 ~ng«t~33 ~+',
      'Thụy Hải, Thái Thụy, Thái Bình',
    );
    expect(place?.value).toBe('Thụy Hải, Thái Thụy, Thái Bình');
  });

  it('is no part of the value beside it', () => {
    const { birth_registration_place: place } = back('Nơi đăng ký khai sinh ~/ ~Điaco ~0F Ea Súp, Đắk Lắk');
    expect(place?.value).toBe('Ea Súp, Đắk Lắk');
  });

  it('is not what a value is that is unsure itself', () => {
    const { birth_registration_place: place } = back('Nơi đăng ký khai sinh: ~xã ~Vĩnh Lộc, tỉnh Hà Tĩnh');
    expect(place?.value).toBe('xã Vĩnh Lộc, tỉnh Hà Tĩnh');
  });
});

describe('a place of a card whose label was not read', () => {
  it('is found by its order, names of units alone, and goes to a person', () => {
    const { birth_registration_place: place } = back(
      '~th ~ĐộC ~SẼ ~ri ~ce',
      'Thôn Tân An, Kon Braih, Quảng Ngãi',
      '~trợ ~đc ~pty ~ru ~TY ~on ~tị ~ý ~điên',
      'Hoài Đức, Hà Nội',
    );
    expect(place).toMatchObject({ value: 'Hoài Đức, Hà Nội', status: 'review' });
  });

  it('is not the end of an address on the line above', () => {
    const { birth_registration_place: place } = back(
      'Nơi cư trú / Place of residence:',
      'Tổ 23, Phường 5, Sóc Trăng, Sóc Trăng',
      '~trợ ~đc ~pty ~ru ~TY ~on ~tị ~ý ~điên Phường 5,',
      'Trăng, Sóc Trăng',
    );
    expect(place?.value ?? null).toBeNull();
  });
});
