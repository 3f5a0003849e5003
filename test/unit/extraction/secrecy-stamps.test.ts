import { expect, it } from 'vitest';
import type { Look } from '../../../src/extraction/region-reader.ts';
import { boxStamps, refuseSecretPage, stampedMark } from '../../../src/extraction/secrecy-stamps.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import type { PageText } from '../../../src/ocr/page-text.ts';
import { pageOfText } from '../../support/page-of-text.ts';

const frame = { box: { x0: 300, y0: 400, x1: 620, y1: 480 }, widthPx: 310, heightPx: 70, turnDeg: -3 };
const page: PageText = { ...pageOfText(['Kính gửi: Ủy ban nhân dân xã']), dpi: 200, inks: [], frames: [frame] };

const markRead = (read: string): Promise<string | null> => stampedMark([page], async () => pageOfText([read]).lines);

it.each([
  ['MẬT', 'MẬT'],
  ['MAT', 'MẬT'],
  ['| MÂT', 'MẬT'],
  ['TÔI MẬT', 'TỐI MẬT'],
  ['TÔI MẶI,', 'TỐI MẬT'],
  ['T0I MAT', 'TỐI MẬT'],
  ['TỐ1 MÁT', 'TỐI MẬT'],
  ['TUYET MAT', 'TUYỆT MẬT'],
  ['TUYÊI MẠT', 'TUYỆT MẬT'],
  ['Độ mật: TỐI MẬT', 'TỐI MẬT'],
])('“%s” in a frame is the mark %s', async (read, mark) => {
  expect(await markRead(read)).toBe(mark);
});

it.each([
  'SAO Y BẢN CHÍNH',
  'CÔNG VĂN ĐẾN',
  'BẢO MẬT',
  'BÍ MẬT',
  'BÍ MẬT KINH DOANH',
  'MẬT ĐỘ',
  'MẶT TRƯỚC',
  'HỎA TỐC',
  'KHẨN',
  'BẢN SAO',
  'TUYẾT MAI',
  'Nguyễn Thị Tuyết Mai',
  '',
])('“%s” in a frame is no mark', async (read) => {
  expect(await markRead(read)).toBeNull();
});

it('what stands in a frame is read level, as it is and without thin print; a page without frames and ink is not read', async () => {
  const looks: Look[] = [];
  await stampedMark([page], async (_page, _box, look) => {
    looks.push(look);
    return [];
  });
  expect(looks.map(({ ink }) => ink)).toEqual(['as_it_is', 'thick_only']);
  expect(looks.every((look) => look.frame === frame)).toBe(true);
  const { frames: _, ...without } = page;
  expect(boxStamps([without])).toEqual([]);
});

it('a page with a mark in print ends with its number, without a look at its pixels', async () => {
  const text = pageOfText(['MẬT', 'Kính gửi: Ủy ban nhân dân xã']);
  const pixels = () => Promise.reject(new Error('not needed'));
  await expect(refuseSecretPage({ text, rgb: pixels }, 7, {} as OcrEngine)).rejects.toMatchObject({
    code: 'SECRET_PAPER',
    details: { page: 7 },
  });
});

it('a coloured stamp is read in its own colour too, for another may lie across it', async () => {
  const box = { x0: 300, y0: 400, x1: 620, y1: 480 };
  const inksRead = async (kind: 'stamp' | 'handwriting'): Promise<readonly string[]> => {
    const asked: string[] = [];
    const { frames: _, ...text } = page;
    await stampedMark([{ ...text, inks: [{ kind, box }] }], async (_page, _box, { ink }) => {
      asked.push(ink);
      return [];
    });
    return asked;
  };
  expect(await inksRead('stamp')).toEqual(['coloured_only', 'coloured_only', 'red_only']);
  expect(await inksRead('handwriting')).toEqual(['coloured_only', 'coloured_only', 'blue_only']);
});
