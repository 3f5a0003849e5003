import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFields } from '../../../src/extraction/extract.ts';
import type { Ink, ReadRegion } from '../../../src/extraction/region-reader.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();

const licence = (number: string): string[] => [
  '        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  '        Độc lập - Tự do - Hạnh phúc',
  "        GIẤY PHÉP LÁI XE / DRIVER'S LICENSE",
  `Số / No: ${number}`,
  'Họ tên / Full name: NGUYỄN VĂN MINH',
  'Ngày sinh / Date of birth: 12/03/1980',
  'Quốc tịch / Nationality: VIỆT NAM',
  'Nơi cư trú / Address: Xã Mẫu, huyện Ba Vì, TP. Hà Nội',
  'Hạng / Class: B2',
  'Ngày cấp / Date of issue: 05/04/2020',
  'Có giá trị đến / Expires: 05/04/2030',
];

/** What each preparation reads of the number's place; every other line is not read again. */
const reader = (says: Partial<Record<Ink, string>>): { readonly read: ReadRegion; readonly asked: Ink[] } => {
  const asked: Ink[] = [];
  const read: ReadRegion = async (_, box, { ink, shape }) => {
    if (shape !== 'line' || box.x1 - box.x0 > 320) return [];
    asked.push(ink);
    const text = says[ink];
    if (text === undefined) return [];
    const words = text.split(' ').map((word) => ({ text: word, box, confidence: 95 }));
    return [{ ...pageOfText(['x']).lines[0]!, box, words }];
  };
  return { read, asked };
};

async function numberOf(lines: readonly string[], says: Partial<Record<Ink, string>>, code?: string) {
  const { read, asked } = reader(says);
  const boxPx = { x0: 0, y0: 0, x1: 9, y1: 9 };
  const { fields } = await extractFields([{ text: pageOfText(lines) }], {
    types,
    today: '2026-11-22',
    documentType: 'driving_licence',
    readAgain: read,
    codes: code === undefined ? [] : [{ text: code, format: 'QRCode', page: 0, boxPx }],
  });
  return { number: fields.licence_number!, asked };
}

describe('a number that nothing else on the paper says', () => {
  it('is accepted when another preparation of its line reads the same digits', async () => {
    const { number } = await numberOf(licence('790123456789'), { contrasted: ': 790123456789.' });
    expect(number).toMatchObject({ value: '790123456789', status: 'accepted', remarks: [] });
  });

  it('is the same number when the second reading parts it', async () => {
    const { number } = await numberOf(licence('790123456789'), { contrasted: '790 123 456 789' });
    expect(number.status).toBe('accepted');
  });

  it('goes to a person when one digit is read otherwise, with the other reading offered', async () => {
    const { number, asked } = await numberOf(licence('790123456789'), {
      contrasted: '790128456789',
      black_only: '790123456789',
    });
    expect(number).toMatchObject({ value: '790123456789', status: 'review', candidates: ['790128456789'] });
    expect(number.remarks.map(({ code }) => code)).toEqual(['NUMBER_READ_OTHERWISE']);
    // the first that gives a number decides: no third reading is asked until one agrees
    expect(asked).toEqual(['contrasted']);
  });

  it('is read by its black ink where a seal spoils the line', async () => {
    const { number, asked } = await numberOf(licence('790123456789'), {
      contrasted: '79Ø12 34',
      black_only: '790123456789',
    });
    expect(number.status).toBe('accepted');
    expect(asked).toEqual(['contrasted', 'black_only']);
  });

  it('goes to a person when it can be read only once', async () => {
    const { number } = await numberOf(licence('790123456789'), {});
    expect(number).toMatchObject({ value: '790123456789', status: 'review' });
    expect(number.remarks.map(({ code }) => code)).toEqual(['NUMBER_READ_ONCE']);
  });

  it('is not the same number with a digit more behind it', async () => {
    const { number } = await numberOf(licence('790123456789'), { contrasted: '7901234567891' });
    expect(number.status).toBe('review');
  });
});

describe('a number that something else confirms is not read again', () => {
  it('when a code on the paper holds it', async () => {
    const { number, asked } = await numberOf(licence('790123456789'), {}, 'x|790123456789|NGUYEN VAN MINH');
    expect(number.status).toBe('accepted');
    expect(asked).toEqual([]);
  });

  it('when it stands on the paper a second time', async () => {
    const { number, asked } = await numberOf([...licence('790123456789'), 'GPLX số 790123456789 hạng B2'], {});
    expect(number.status).toBe('accepted');
    expect(asked).toEqual([]);
  });
});

describe('a name whose rarer syllable has a common twin', () => {
  const named = licence('790123456789').map((line) => line.replace('NGUYỄN VĂN MINH', 'NGUYỄN VĂN TOÁN'));
  const nameOf = async (black_only: string) => {
    const { read } = reader({ contrasted: '790123456789', black_only });
    const options = { types, today: '2026-11-22', documentType: 'driving_licence', readAgain: read, codes: [] };
    return (await extractFields([{ text: pageOfText(named) }], options)).fields.full_name;
  };

  it('goes to a person when a second reading has the twin', async () => {
    const name = await nameOf('NGUYỄN VĂN TOÀN');
    expect(name).toMatchObject({ value: 'NGUYỄN VĂN TOÁN', status: 'review', candidates: ['NGUYỄN VĂN TOÀN'] });
    expect(name?.remarks.map(({ code }) => code)).toEqual(['NAME_READ_OTHERWISE']);
  });

  it('is accepted when it is read the same again', async () => {
    expect((await nameOf('NGUYỄN VĂN TOÁN'))?.status).toBe('accepted');
  });
});
