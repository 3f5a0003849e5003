import { describe, expect, it, vi } from 'vitest';
import { SohoaError } from '../../../src/domain/errors.ts';
import { regionReader } from '../../../src/extraction/region-reader.ts';
import type { RgbImage } from '../../../src/imaging/raster.ts';
import type { OcrEngine, OcrImage, RecogniseOptions } from '../../../src/ocr/engine.ts';

/** A white page with one black, one red and one blue square of 40 px, side by side from (100, 100). */
function page(): RgbImage {
  const [widthPx, heightPx] = [600, 400];
  const pixels = new Uint8Array(widthPx * heightPx * 3).fill(250);
  const inks = [
    [20, 20, 20],
    [210, 30, 35],
    [30, 50, 160],
  ];
  inks.forEach((ink, index) => {
    for (let y = 100; y < 140; y++)
      for (let x = 100 + index * 60; x < 140 + index * 60; x++) pixels.set(ink, (y * widthPx + x) * 3);
  });
  return { pixels, widthPx, heightPx };
}

function engine(lines: (image: OcrImage, options: RecogniseOptions) => never[] | ReturnType<typeof word>[]) {
  const seen: { image: OcrImage; options: RecogniseOptions }[] = [];
  const stub: OcrEngine = {
    name: 'tesseract.js',
    version: 'stub',
    recognise: async (image, options = {}) => {
      seen.push({ image, options });
      return { lines: lines(image, options) };
    },
    close: async () => {},
  };
  return { stub, seen };
}

/** A word that fills the image that was read. */
const word = ({ widthPx, heightPx }: OcrImage) => {
  const box = { x0: 0, y0: 0, x1: widthPx, y1: heightPx };
  return { words: [{ text: 'a', box, confidence: 90 }], box, block: 0, rowHeightPx: heightPx };
};

const row = { x0: 90, y0: 90, x1: 310, y1: 150 };
/** How many pixels of the image are dark. */
const dark = ({ pixels }: OcrImage): number => pixels.reduce((sum, value) => sum + (value < 150 ? 1 : 0), 0);

describe('a part of a page read again', () => {
  it('gives boxes in px of the page, whatever the scale of the reading', async () => {
    for (const dpi of [150, 200, 300]) {
      const { stub } = engine((image) => [word(image)]);
      const [line] = await regionReader([{ dpi, rgb: async () => page() }], stub)(0, row, {
        ink: 'as_it_is',
        shape: 'block',
      });
      expect(Math.abs((line?.box.x0 ?? 0) - row.x0)).toBeLessThanOrEqual(1);
      expect(Math.abs((line?.box.x1 ?? 0) - row.x1)).toBeLessThanOrEqual(1);
      expect(Math.abs((line?.words[0]?.box.y1 ?? 0) - row.y1)).toBeLessThanOrEqual(1);
    }
  });

  it('keeps all ink, black ink only, or coloured ink only', async () => {
    const { stub, seen } = engine(() => []);
    const read = regionReader([{ dpi: 300, rgb: async () => page() }], stub);
    for (const ink of ['as_it_is', 'black_only', 'coloured_only'] as const)
      await read(0, { x0: 60, y0: 40, x1: 340, y1: 200 }, { ink, shape: 'block' });
    const square = 40 * 40;
    const counts = seen.map(({ image }) => Math.round(dark(image) / square));
    expect(counts).toEqual([3, 1, 2]);
  });

  it('renders a page once, reads a line as a line, and knows no page beyond the last', async () => {
    const { stub, seen } = engine(() => []);
    const rgb = vi.fn(async () => page());
    const read = regionReader([{ dpi: 300, rgb }], stub);
    await read(0, row, { ink: 'as_it_is', shape: 'line' });
    await read(0, row, { ink: 'black_only', shape: 'line' });
    expect(await read(1, row, { ink: 'as_it_is', shape: 'line' })).toEqual([]);
    expect(rgb).toHaveBeenCalledTimes(1);
    expect(seen.map(({ options }) => options.segmentation)).toEqual(['line', 'line']);
  });

  it('gives nothing for a line that takes too long, and passes on any other failure', async () => {
    const failing = (code: 'LIMIT_TIME' | 'OCR_FAILED') =>
      engine(() => {
        throw new SohoaError(code, { limit_ms: 1, reason: 'x' });
      }).stub;
    const read = (code: 'LIMIT_TIME' | 'OCR_FAILED') =>
      regionReader([{ dpi: 300, rgb: async () => page() }], failing(code))(0, row, { ink: 'as_it_is', shape: 'line' });
    expect(await read('LIMIT_TIME')).toEqual([]);
    await expect(read('OCR_FAILED')).rejects.toMatchObject({ code: 'OCR_FAILED' });
  });
});
