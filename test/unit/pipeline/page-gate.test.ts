import { expect, it } from 'vitest';
import { SohoaError } from '../../../src/domain/errors.ts';
import type { PageImage } from '../../../src/imaging/page-image.ts';
import type { RgbImage } from '../../../src/imaging/raster.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import { digitizePage, type PageGate } from '../../../src/pipeline/digitize-page.ts';
import { asRgb, linedPage } from '../../support/pages.ts';

const WIDTH = 1000;
const HEIGHT = 1400;

/** A scan at 200 dpi; one that lies on its head is not known to. */
function scan(pixels: RgbImage): PageImage & { readonly decoded: () => number } {
  let decoded = 0;
  return {
    ...{ widthPx: WIDTH, heightPx: HEIGHT, dpiX: 200, dpiY: 200, dpiSource: 'metadata', mirrored: false },
    ...{ quarterTurns: 0, fromCamera: false, text: null },
    encoded: async () => ({ kind: 'jpeg', widthPx: WIDTH, heightPx: HEIGHT, bytes: new Uint8Array(8), components: 1 }),
    decode: async () => {
      decoded++;
      return pixels;
    },
    decoded: () => decoded,
  } as unknown as PageImage & { readonly decoded: () => number };
}

/** Reads words of the confidence that is next, and tells in `log` when it begins and ends. */
function reader(log: string[], ...confidences: readonly number[]): OcrEngine {
  let reading = 0;
  return {
    name: 'tesseract',
    version: 'test',
    recognise: async (_image, { meanwhile } = {}) => {
      log.push('reading');
      meanwhile?.();
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      log.push('read');
      const box = { x0: 100, y0: 100, x1: 300, y1: 130 };
      const confidence = confidences[Math.min(reading++, confidences.length - 1)]!;
      const words = Array.from({ length: 12 }, () => ({ text: 'bản', box, confidence }));
      return { lines: [{ words, box, block: 0, rowHeightPx: 30 }] };
    },
    close: async () => {},
  };
}

const page = asRgb(linedPage(WIDTH, HEIGHT));

it('the gate looks at the stamps while the page is read, before any of its text is known, and at the text afterwards', async () => {
  const log: string[] = [];
  const gate: PageGate = {
    stamps: async ({ text }) => void log.push(`stamps, ${text.lines.length} lines`),
    print: (text) => void log.push(`print, ${text.lines.length} line`),
  };
  await digitizePage(scan(page), reader(log, 95), { gate, secondLook: false, preparation: { without: ['orient'] } });
  expect(log).toEqual(['reading', 'stamps, 0 lines', 'read', 'print, 1 line']);
});

it('a page that is turned after its first reading is looked at as it stands in the end', async () => {
  const sides: number[] = [];
  const log: string[] = [];
  const gate: PageGate = {
    stamps: async ({ rgb }) => {
      const { pixels } = await rgb();
      // the first row with ink, counted from above
      sides.push(Math.floor(pixels.findIndex((shade) => shade < 128) / (3 * WIDTH)));
    },
    print: () => undefined,
  };
  const image = scan(page);
  const { rotationDeg } = await digitizePage(image, reader(log, 30, 95), { gate, secondLook: false });
  const first = Math.floor(page.pixels.findIndex((shade) => shade < 128) / (3 * WIDTH));
  const last = HEIGHT - 1 - Math.floor(page.pixels.findLastIndex((shade) => shade < 128) / (3 * WIDTH));
  expect(rotationDeg).toBe(180);
  expect(log.filter((word) => word === 'reading')).toHaveLength(2);
  expect(Math.abs(sides[0]! - first)).toBeLessThanOrEqual(1);
  expect(Math.abs(sides.at(-1)! - last)).toBeLessThanOrEqual(1);
  expect(image.decoded()).toBe(1);
});

it('what the gate throws of the stamps ends the work, also when it is thrown before the page is read', async () => {
  const gate: PageGate = {
    stamps: () => Promise.reject(new SohoaError('SECRET_PAPER', { page: 3 })),
    print: () => undefined,
  };
  const options = { gate, secondLook: false, preparation: { without: ['orient'] } } as const;
  await expect(digitizePage(scan(page), reader([], 95), options)).rejects.toMatchObject({ code: 'SECRET_PAPER' });
});
