import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { blankGray } from '../../../src/imaging/raster.ts';
import { createOcrEngine } from '../../../src/ocr/choose-engine.ts';
import type { Recognised } from '../../../src/ocr/engine.ts';
import { bestIntModel, fastModel } from '../../../src/ocr/models.ts';
import { createTesseractJs } from '../../../src/ocr/tesseract-js.ts';
import { createTesseractNative } from '../../../src/ocr/tesseract-native.ts';

const missing =
  process.env.CI !== 'true' &&
  !(process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, 'tesseract')));
const blank = { ...blankGray(400, 300), dpi: 200 };
/** Hatched all over: hard for the layout analysis. */
const noise = { ...blankGray(1600, 2300), dpi: 200 };
for (let i = 0; i < noise.pixels.length; i++) noise.pixels[i] = (i * 2654435761) % 251 < 120 ? 0 : 255;

async function printed(line: string) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="120"><rect width="900" height="120" fill="white"/><text x="30" y="75" font-size="40">${line}</text></svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data), widthPx: info.width, heightPx: info.height, dpi: 200 };
}

/** Names of the programs that this process has started and that still run (proc(5)); none outside Linux. */
const childProcesses = (): readonly string[] =>
  process.platform !== 'linux'
    ? []
    : readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((pid) => {
          try {
            const [, name, rest] = /^\d+ \((.*)\) \S (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))!;
            return Number(rest!.split(' ')[0]) === process.pid ? [name!] : [];
          } catch {
            return [];
          }
        });

const textOf = ({ lines }: Recognised): string =>
  lines.map(({ words }) => words.map(({ text }) => text).join(' ')).join('\n');

describe('engines', () => {
  it('find their models on disk', () => {
    for (const { folder, language, gzip } of [fastModel(), bestIntModel()])
      expect(existsSync(join(folder, `${language}.traineddata${gzip ? '.gz' : ''}`))).toBe(true);
  });

  it('in tesseract.js read nothing on a blank page, with either model', async () => {
    for (const model of [fastModel(), bestIntModel()]) {
      const engine = createTesseractJs({ workers: 1, model });
      expect(await engine.recognise(blank)).toEqual({ lines: [] });
      await engine.close();
    }
  });

  it('in tesseract.js give a page up after its time and read the next one', async () => {
    const engine = createTesseractJs({ workers: 1 });
    await engine.recognise(blank);
    // at once, or while it reads: a rejection that nobody handles would be told by the test runner
    for (const timeoutMs of [1, 3, 20])
      await expect(engine.recognise(noise, { timeoutMs })).rejects.toMatchObject({ code: 'LIMIT_TIME' });
    expect(await engine.recognise(blank)).toEqual({ lines: [] });
    await engine.close();
  });

  it.each(missing ? (['tesseract.js'] as const) : (['tesseract.js', 'tesseract'] as const))(
    'tell once when %s has the picture, before it has read it',
    async (choice) => {
      const engine = await createOcrEngine(choice, { workers: 1 });
      const log: string[] = [];
      const picture = await printed('Giấy chứng nhận');
      await engine.recognise(picture, { segmentation: 'block', meanwhile: () => log.push('has it') });
      log.push('read');
      expect(log).toEqual(['has it', 'read']);
      await engine.close();
    },
  );

  it('that are asked for and not installed say so', async () => {
    const work = createTesseractNative({ model: fastModel(), workers: 1, program: 'no-such-tesseract' });
    await expect(work).rejects.toMatchObject({ code: 'OCR_FAILED' });
  });

  it.skipIf(missing)('installed read nothing on a blank page and give a page up after its time', async () => {
    const engine = await createOcrEngine('tesseract', { workers: 1, model: bestIntModel() });
    expect(await engine.recognise(blank)).toEqual({ lines: [] });
    await expect(engine.recognise(noise, { timeoutMs: 20 })).rejects.toMatchObject({ code: 'LIMIT_TIME' });
    await engine.close();
  });

  it.skipIf(missing)('installed give each of many pages that are read at once its own text', async () => {
    const engine = await createOcrEngine('tesseract', { workers: 2 });
    const wanted = ['Giấy chứng nhận', 'Thẻ căn cước', 'Tờ khai', 'Quyết định', 'Biên bản'];
    const pictures = await Promise.all(wanted.map(printed));
    const read = await Promise.all(pictures.map((picture) => engine.recognise(picture, { segmentation: 'block' })));
    expect(read.map(textOf)).toEqual(wanted);
    await engine.close();
  });

  it.skipIf(missing)('installed that were closed leave nothing running, also when they had hardly begun', async () => {
    const engine = await createOcrEngine('tesseract', { workers: 1 });
    await engine.close();
    await expect.poll(() => childProcesses().filter((name) => name.startsWith('tesseract'))).toEqual([]);
  });
});
