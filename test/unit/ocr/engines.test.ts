import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blankGray } from '../../../src/imaging/raster.ts';
import { createOcrEngine } from '../../../src/ocr/choose-engine.ts';
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
    await expect(engine.recognise(noise, { timeoutMs: 20 })).rejects.toMatchObject({ code: 'LIMIT_TIME' });
    expect(await engine.recognise(blank)).toEqual({ lines: [] });
    await engine.close();
  });

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
});
