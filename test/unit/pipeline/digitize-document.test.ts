import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { SohoaError } from '../../../src/domain/errors.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import { createTesseractJs } from '../../../src/ocr/tesseract-js.ts';
import { checkPdfA } from '../../../src/pdf/archive/structural-checks.ts';
import { digitizeDocument, type PageCache } from '../../../src/pipeline/digitize-document.ts';
import type { PageResult } from '../../../src/pipeline/digitize-page.ts';
import { linedPage } from '../../support/pages.ts';

const sample = (name: string): Uint8Array => readFileSync(new URL(`../../../samples/${name}`, import.meta.url));
const truth = (
  name: string,
): readonly { readonly lines: readonly { readonly text: string; readonly kind: string }[] }[] =>
  JSON.parse(Buffer.from(sample(`truth/${name}.json`)).toString('utf8')).pages;
const metadata = { title: 'thử' };
const words = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word.length > 1);

/** An engine that reads the page's size, later pages faster than earlier ones. */
const sizeReader = (): OcrEngine & { readonly open: () => number } => {
  let running = 0;
  let most = 0;
  return {
    name: 'tesseract.js',
    version: 'test',
    open: () => most,
    recognise: async (image) => {
      running++;
      most = Math.max(most, running);
      for (let turn = 0; turn < 2000 - image.widthPx; turn += 100)
        await new Promise((resolve) => setImmediate(resolve));
      running--;
      const text = `rộng${image.widthPx}`;
      const box = { x0: 10, y0: 10, x1: 200, y1: 40 };
      return {
        lines: [
          { words: Array.from({ length: 12 }, () => ({ text, box, confidence: 95 })), box, block: 0, rowHeightPx: 30 },
        ],
      };
    },
    close: async () => {},
  };
};

describe('digitizing a document', () => {
  it('keeps the order of pages that are read in parallel, with a bounded number in hand', async () => {
    const files = await Promise.all(
      [400, 500, 600, 700, 800].map((width) =>
        sharp(linedPage(width, 900).pixels, { raw: { width, height: 900, channels: 1 } })
          .withMetadata({ density: 100 })
          .jpeg()
          .toBuffer(),
      ),
    );
    const engine = sizeReader();
    const document = await digitizeDocument(files, { metadata, jobs: 2, preparation: { without: ['orient'] } }, engine);
    expect(document.pages.map((page) => page.widthPx)).toEqual([400, 500, 600, 700, 800]);
    expect(document.pages.map((page) => page.page)).toEqual([1, 2, 3, 4, 5]);
    expect(engine.open()).toBeLessThanOrEqual(3);
  });

  it('goes on with other pages while a slow one before them is read', async () => {
    const files = await Promise.all(
      [400, 500, 600, 700].map((width) =>
        sharp(linedPage(width, 900).pixels, { raw: { width, height: 900, channels: 1 } })
          .withMetadata({ density: 100 })
          .jpeg()
          .toBuffer(),
      ),
    );
    const reader = sizeReader();
    let release = (): void => {};
    const others = new Promise<void>((resolve) => {
      release = resolve;
    });
    const engine: OcrEngine = {
      ...reader,
      recognise: async (image, options) => {
        // the first page ends only after the last one has begun
        if (image.widthPx === 700) release();
        if (image.widthPx === 400) await others;
        return reader.recognise(image, options);
      },
    };
    const options = { metadata, jobs: 1, preparation: { without: ['orient'] }, secondLook: false } as const;
    const document = await digitizeDocument(files, options, engine);
    expect(document.pages.map((page) => page.widthPx)).toEqual([400, 500, 600, 700]);
  });

  it('takes only the pages asked for', async () => {
    const document = await digitizeDocument([sample('dossier-1/to-khai.pdf')], { metadata, pages: [2] }, sizeReader());
    expect(document.pages).toHaveLength(1);
  });

  it('keeps the image of a page that cannot be read in its time, and says so', async () => {
    const tooSlow: OcrEngine = {
      ...sizeReader(),
      recognise: async () => Promise.reject(new SohoaError('LIMIT_TIME', { limit_ms: 1 })),
    };
    const document = await digitizeDocument([sample('dossier-1/giay-khai-sinh.jpg')], { metadata }, tooSlow);
    expect(document.pages[0]?.findings.map(({ code }) => code)).toEqual(['UNREAD_PAGE']);
    expect(Buffer.from(document.pdf).includes(Buffer.from(sample('dossier-1/giay-khai-sinh.jpg')))).toBe(true);
  });

  it('takes pages from the cache when it is run again, and comes to the same bytes', async () => {
    const kept = new Map<string, PageResult>();
    const cache: PageCache = {
      get: async (key) => kept.get(key) ?? null,
      put: async (key, result) => void kept.set(key, result),
    };
    const files = [sample('dossier-1/to-khai.pdf')];
    const first = await digitizeDocument(files, { metadata, cache }, sizeReader());
    const broken: OcrEngine = { ...sizeReader(), recognise: async () => Promise.reject(new Error('not to be asked')) };
    const second = await digitizeDocument(files, { metadata, cache }, broken);
    expect(kept.size).toBe(2);
    expect(Buffer.compare(first.pdf, second.pdf)).toBe(0);
  });

  it('in the compact profile comes to a quarter of a colour scan and stays valid', async () => {
    const scan = sample('dossier-1/giay-khai-sinh.jpg');
    const document = await digitizeDocument([scan], { metadata, profile: 'compact' }, sizeReader());
    expect(document.bytesOut).toBeLessThan(scan.length / 4);
    expect(checkPdfA(document.pdf)).toEqual([]);
  });

  it('fails as a whole with the error of the page that fails', async () => {
    const good = sample('dossier-1/giay-khai-sinh.jpg');
    const work = digitizeDocument([good, sample('hostile/anh-dut.jpg')], { metadata }, sizeReader());
    await expect(work).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
  });
});

describe('reading the sample papers with tesseract.js', () => {
  const engine = createTesseractJs({ workers: 2 });
  afterAll(() => engine.close());

  it('finds nearly all printed words of a declaration scanned sideways and back to front, upright', async () => {
    const document = await digitizeDocument([sample('dossier-1/to-khai.pdf')], { metadata }, engine);
    for (const [index, page] of truth('to-khai').entries()) {
      const read = document.pages[index]!;
      expect(read.widthPx).toBeLessThan(read.heightPx);
      const printed = page.lines.filter((line) => line.kind === 'print').flatMap((line) => words(line.text));
      const found = new Set(words(read.text));
      const hits = printed.filter((word) => found.has(word)).length;
      expect(hits / printed.length).toBeGreaterThan(0.93);
    }
  });

  it('gives the same bytes again, though the workers have read other pages since', async () => {
    const run = () => digitizeDocument([sample('dossier-1/giay-khai-sinh.jpg')], { metadata }, engine);
    const [once, twice] = [await run(), await run()];
    expect(Buffer.compare(once.pdf, twice.pdf)).toBe(0);
  });
});
