import { describe, expect, it } from 'vitest';
import { loadDocumentTypes, parseDocumentType } from '../../../src/domain/document-types/registry.ts';
import type { BoxPx } from '../../../src/domain/geometry.ts';
import { extractFields } from '../../../src/extraction/extract.ts';
import type { RgbImage } from '../../../src/imaging/raster.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const types = loadDocumentTypes();
const text = pageOfText([
  'TỜ KHAI ĐĂNG KÝ KHAI SINH',
  'Kính gửi: Ủy ban nhân dân xã Mẫu',
  'Đề nghị cấp bản sao:     Có           Không',
]);
const words = text.lines.flatMap((line) => line.words);
const placeOf = (word: string): BoxPx => words.find((one) => one.text === word)!.box;

type Mark = 'tick' | 'cross' | 'speck' | 'none' | 'open';

/** The paper with a box of 40 px behind each option, and what a pen did in it. `open`: a box without its right side. */
async function copyWanted(marks: Readonly<Record<'Có' | 'Không', Mark | null>>, pen = [30, 50, 160]) {
  const { widthPx, heightPx } = text;
  const page: RgbImage = { widthPx, heightPx, pixels: new Uint8Array(widthPx * heightPx * 3).fill(245) };
  const dot = (x: number, y: number, ink: readonly number[]): void => {
    for (let dy = 0; dy < 4; dy++)
      for (let dx = 0; dx < 4; dx++) page.pixels.set(ink, ((Math.round(y) + dy) * widthPx + Math.round(x) + dx) * 3);
  };
  const stroke = (x0: number, y0: number, x1: number, y1: number, ink: readonly number[]): void => {
    for (let at = 0; at <= 1; at += 0.01) dot(x0 + at * (x1 - x0), y0 + at * (y1 - y0), ink);
  };
  for (const [option, mark] of Object.entries(marks)) {
    if (mark === null) continue;
    const { x1, y0, y1 } = placeOf(option);
    const [x, y, side, black] = [x1 + 12, (y0 + y1) / 2 - 20, 40, [30, 30, 32]];
    stroke(x, y, x + side, y, black);
    stroke(x, y + side, x + side, y + side, black);
    stroke(x, y, x, y + side, black);
    if (mark !== 'open') stroke(x + side, y, x + side, y + side, black);
    if (mark === 'tick') {
      stroke(x + 8, y + 20, x + 18, y + 32, pen);
      stroke(x + 18, y + 32, x + 48, y - 8, pen);
    }
    if (mark === 'cross') {
      stroke(x + 6, y + 6, x + 34, y + 34, pen);
      stroke(x + 34, y + 6, x + 6, y + 34, pen);
    }
    if (mark === 'speck') for (let dx = 0; dx < 10; dx += 4) dot(x + 16 + dx, y + 18, pen);
  }
  const { fields } = await extractFields([{ text, rgb: async () => page }], {
    types,
    today: '2026-11-22',
    documentType: 'declaration',
  });
  return fields.copy_wanted;
}

describe('an answer by a ticked box', () => {
  it('is the option whose box bears ink, by tick or cross, of any pen; a person always confirms it', async () => {
    expect(await copyWanted({ Có: 'tick', Không: 'none' })).toMatchObject({ value: 'Có', status: 'review', page: 1 });
    expect(await copyWanted({ Có: 'none', Không: 'cross' })).toMatchObject({ value: 'Không', status: 'review' });
    expect(await copyWanted({ Có: 'cross', Không: 'none' }, [200, 40, 45])).toMatchObject({ value: 'Có' });
    expect(await copyWanted({ Có: 'none', Không: 'tick' }, [30, 30, 30])).toMatchObject({ value: 'Không' });
  });

  it('is no answer when all boxes are empty', async () => {
    expect(await copyWanted({ Có: 'none', Không: 'none' })).toMatchObject({ value: null, status: 'not_found' });
  });

  it.each([
    ['both boxes are ticked', { Có: 'tick', Không: 'cross' }],
    ['a speck may be dirt or the start of a tick', { Có: 'speck', Không: 'none' }],
    ['one box is not there', { Có: 'tick', Không: null }],
    ['one box lacks a side', { Có: 'tick', Không: 'open' }],
    ['nothing is drawn at all', { Có: null, Không: null }],
  ] as const)('is never guessed: %s', async (_, marks) => {
    expect(await copyWanted(marks)).toMatchObject({ value: null });
  });

  it('has its options in the type as data: a choice without them, or others with them, is refused', () => {
    const declaration = JSON.parse(JSON.stringify(types.get('declaration')));
    const field = declaration.fields.find((one: { name: string }) => one.name === 'copy_wanted');
    const { options } = field;
    delete field.options;
    expect(() => parseDocumentType(declaration, 'own.json')).toThrow(/CONFIG_INVALID/);
    Object.assign(field, { options, kind: 'text' });
    expect(() => parseDocumentType(declaration, 'own.json')).toThrow(/CONFIG_INVALID/);
  });
});
