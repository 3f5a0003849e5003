import { describe, expect, it } from 'vitest';
import type { BoxPx } from '../../../src/domain/geometry.ts';
import type { OcrImage } from '../../../src/ocr/engine.ts';
import type { TextLine } from '../../../src/ocr/page-text.ts';
import { lookAgain } from '../../../src/pipeline/second-look.ts';

const W = 1000;
const H = 800;
const DPI = 200;

/** White paper with dark boxes. */
function paper(...ink: readonly BoxPx[]): OcrImage {
  const pixels = new Uint8Array(W * H).fill(255);
  for (const { x0, y0, x1, y1 } of ink) for (let y = y0; y < y1; y++) pixels.fill(20, y * W + x0, y * W + x1);
  return { pixels, widthPx: W, heightPx: H, dpi: DPI };
}

/** Eight letters in a row. */
const letters = (x: number, y: number): BoxPx[] =>
  Array.from({ length: 8 }, (_, i) => ({ x0: x + i * 20, y0: y, x1: x + i * 20 + 12, y1: y + 22 }));

const line = (text: string, box: BoxPx, confidence: number, block = 0): TextLine => ({
  words: text.split(' ').map((word) => ({ text: word, box, confidence })),
  box,
  block,
  rowHeightPx: box.y1 - box.y0,
});

const rowBox = (x: number, y: number): BoxPx => ({ x0: x, y0: y, x1: x + 152, y1: y + 22 });
const textOf = (lines: readonly TextLine[]): string[] =>
  lines.map(({ words }) => words.map(({ text }) => text).join(' '));

describe('a second look', () => {
  const first = line('đầu trang', rowBox(100, 100), 95, 0);
  const last = line('cuối trang', rowBox(100, 600), 95, 1);

  it('is not taken when every letter was read and nothing is in doubt', async () => {
    const image = paper(...letters(100, 100), ...letters(100, 600));
    const result = await lookAgain(image, [first, last], () => Promise.reject(new Error('not to be asked')));
    expect(result).toEqual([first, last]);
  });

  it('reads print that was passed over and puts it where it stands, drawings taken out', async () => {
    const frame = [
      { x0: 400, y0: 300, x1: 700, y1: 304 },
      { x0: 400, y0: 304, x1: 404, y1: 480 },
    ];
    const image = paper(...letters(100, 100), ...letters(420, 350), ...letters(100, 600), ...frame);
    let darkRows = 0;
    const result = await lookAgain(image, [first, last], async (picture) => {
      for (let y = 0; y < picture.heightPx; y++)
        if (picture.pixels.subarray(y * picture.widthPx, (y + 1) * picture.widthPx).some((v) => v < 100)) darkRows++;
      return [line('Trần Văn Bình', rowBox(picture.widthPx / 2 - 76, picture.heightPx / 2 - 11), 93)];
    });
    expect(textOf(result)).toEqual(['đầu trang', 'Trần Văn Bình', 'cuối trang']);
    expect(result.map(({ block }) => block)).toEqual([0, 1, 2]);
    // the letters are 22 px high; of the frame nothing is left
    expect(darkRows).toBe(22);
    const { x0, y0 } = result[1]!.box;
    expect([Math.abs(x0 - 420), Math.abs(y0 - 350)].every((off) => off <= 1)).toBe(true);
  });

  it('doubts a line whose left column alone was read badly, and sets its two columns apart', async () => {
    const [left, right] = [rowBox(100, 350), rowBox(700, 360)];
    const across: TextLine = {
      words: [
        { text: 'ứ:T', box: left, confidence: 5 },
        { text: 'PHÓCHỦTỊCHXÃ', box: right, confidence: 95 },
      ],
      box: { ...left, x1: right.x1, y1: right.y1 },
      block: 1,
      rowHeightPx: 22,
    };
    const image = paper(...letters(100, 100), ...letters(100, 350), ...letters(700, 360));
    const result = await lookAgain(image, [first, across], async (picture) => [
      line('- Lưu: VT.', rowBox(20, picture.heightPx / 4 - 11), 90),
      line('PHÓ CHỦ TỊCH XÃ', rowBox(20, (picture.heightPx * 3) / 4 - 11), 96),
    ]);
    expect(textOf(result)).toEqual(['đầu trang', '- Lưu: VT.', 'PHÓ CHỦ TỊCH XÃ']);
  });

  it('replaces a doubtful line by a surer one, and keeps it when the second reading is no surer', async () => {
    const doubtful = line('Tru0ng hqc', rowBox(420, 350), 40, 1);
    const image = paper(...letters(100, 100), ...letters(420, 350));
    const again = (text: string, confidence: number) =>
      lookAgain(image, [first, doubtful], async (picture) => [
        line(text, rowBox(20, picture.heightPx / 2 - 11), confidence),
      ]);
    expect(textOf(await again('Trường học', 94))).toEqual(['đầu trang', 'Trường học']);
    expect(textOf(await again('Tr hc', 72))).toEqual(['đầu trang', 'Tru0ng hqc']);
    expect(textOf(await again('nghĩa gì', 30))).toEqual(['đầu trang', 'Tru0ng hqc']);
  });
});
