import { expect, it } from 'vitest';
import type { Look } from '../../../src/extraction/region-reader.ts';
import { boxStamps, secrecyGate, stampedMark } from '../../../src/extraction/secrecy-stamps.ts';
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
  // crossed by other ink
  ['WA†', null],
  ['tWẶ†', 'MẬT'],
  ['%WẨ+', 'MẬT'],
  ['TUYẾT MA7', 'TUYỆT MẬT'],
  ['TUYỆT MÀ', 'TUYỆT MẬT'],
  ['tới MÁ [', 'TỐI MẬT'],
  ['TUYỆT', 'TUYỆT MẬT'],
  ['TÓ||MẶIW', 'TỐI MẬT'],
  ['QiÕi MẬT', 'TỐI MẬT'],
] as const)('“%s” in a frame is the mark %s', async (read, mark) => {
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
  'ĐẠT',
  'PHÒNG VẬT TƯ',
  'LUẬT SƯ',
  'TỔ MỘT CỬA',
  'ĐÃ THU TIỀN MẶT',
  'TUYỆT ĐỐI KHÔNG GẤP',
  '',
])('“%s” in a frame is no mark', async (read) => {
  expect(await markRead(read)).toBeNull();
});

const looksAt = async (text: PageText, lines: readonly string[] = []): Promise<readonly Look[]> => {
  const looks: Look[] = [];
  await stampedMark([text], async (_page, _box, look) => {
    looks.push(look);
    return lines.length === 0 ? [] : pageOfText(lines).lines;
  });
  return looks;
};

it('what stands in a frame is read by its thick strokes, then as it is; a page without frames and ink is not read', async () => {
  const looks = await looksAt(page);
  expect(looks.map(({ ink, shape }) => `${ink} ${shape}`)).toEqual([
    'as_it_is stamp',
    'as_it_is bold_stamp',
    'as_it_is block',
  ]);
  expect(looks.every((look) => look.frame === frame)).toBe(true);
  const { frames: _, ...without } = page;
  expect(boxStamps([without])).toEqual([]);
});

it('a page with a mark in print ends with its number', () => {
  const text = pageOfText(['MẬT', 'Kính gửi: Ủy ban nhân dân xã']);
  const { print } = secrecyGate({} as OcrEngine)(7);
  expect(() => print(text)).toThrow(expect.objectContaining({ code: 'SECRET_PAPER', details: { page: 7 } }));
});

const box = { x0: 300, y0: 400, x1: 620, y1: 480 };
const inked = (...inks: NonNullable<PageText['inks']>): PageText => ({ ...page, frames: [], inks });

it('coloured ink is searched for frames, also in its own colour; what has the shape of a stamp is read without one', async () => {
  const looks = async (kind: 'stamp' | 'handwriting', of: typeof box) =>
    (await looksAt(inked({ kind, box: of }))).map(({ ink, shape }) => `${ink} ${shape}`);
  const seal = { x0: 300, y0: 400, x1: 600, y1: 700 };
  expect(await looks('stamp', seal)).toEqual(['coloured_only stamp', 'red_only stamp']);
  expect(await looks('handwriting', box)).toEqual(['coloured_only stamp', 'blue_only stamp', 'coloured_only block']);
});

it('a frame that coloured ink crosses is read without the colour too', async () => {
  const across = { x0: 500, y0: 380, x1: 800, y1: 460 };
  const framed = await looksAt({ ...page, inks: [{ kind: 'stamp', box: across }] });
  expect(framed.filter((look) => look.frame === frame).map(({ ink }) => ink)).toEqual([
    'as_it_is',
    'as_it_is',
    'black_only',
    'as_it_is',
  ]);
});

it('a stamp that says something else is read once, in whatever ink it was found', async () => {
  const stamp = { ...page, inks: [{ kind: 'stamp' as const, box: frame.box }] };
  expect(await looksAt(stamp, ['SAO Y BẢN CHÍNH'])).toHaveLength(1);
});
