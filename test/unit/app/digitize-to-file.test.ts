import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import { digitizeToFile } from '../../../src/app/digitize-to-file.ts';
import { SohoaError } from '../../../src/domain/errors.ts';
import { defaultImageLimits } from '../../../src/imaging/limits.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import { checkPdfA } from '../../../src/pdf/archive/structural-checks.ts';
import { linedPage } from '../../support/pages.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('digitize');
});

/** A page of `width` px at `dpi`; every width reads as another text. */
async function scan(name: string, width: number, dpi: number): Promise<string> {
  const height = Math.round(width * 1.4);
  const path = join(folder, name);
  writeFileSync(
    path,
    await sharp(linedPage(width, height).pixels, { raw: { width, height, channels: 1 } })
      .withMetadata({ density: dpi })
      .jpeg()
      .toBuffer(),
  );
  return path;
}

/** Reads what it is given without looking; fails from its `failAt`th page on. */
function reader(failAt = Number.POSITIVE_INFINITY): OcrEngine & { readonly pages: () => number } {
  let pages = 0;
  return {
    name: 'tesseract.js',
    version: 'test',
    pages: () => pages,
    recognise: async (image) => {
      if (++pages >= failAt) throw new SohoaError('OCR_FAILED', { reason: 'the test pulled the plug' });
      const box = { x0: 10, y0: 10, x1: 200, y1: 40 };
      const words = Array.from({ length: 12 }, () => ({ text: `rộng${image.widthPx}`, box, confidence: 95 }));
      return { lines: [{ words, box, block: 0, rowHeightPx: 30 }] };
    },
    close: async () => {},
  };
}
const options = {
  metadata: { title: 'thử' },
  limits: defaultImageLimits,
  jobs: 1,
  preparation: { without: ['orient'] },
} as const;

describe('digitizing to a file', () => {
  it('goes on with the pages that an interrupted run had read, and comes to the same bytes', async () => {
    const inputs = await Promise.all([900, 920, 940, 960].map((width) => scan(`${width}.jpg`, width, 220)));
    const whole = join(folder, 'whole.pdf');
    await digitizeToFile(inputs, whole, options, reader());
    const output = join(folder, 'out.pdf');
    const broken = digitizeToFile(inputs, output, options, reader(4));
    await expect(broken).rejects.toMatchObject({ code: 'OCR_FAILED' });
    expect(existsSync(output)).toBe(false);
    expect(readdirSync(`${output}.pages`).filter((name) => name.startsWith('output-'))).toEqual([]);
    const second = reader();
    const made = await digitizeToFile(inputs, output, options, second);
    expect(made.resumed).toBe(3);
    expect(second.pages()).toBe(1);
    expect(Buffer.compare(readFileSync(output), readFileSync(whole))).toBe(0);
    expect(checkPdfA(readFileSync(output))).toEqual([]);
    expect(existsSync(`${output}.pages`)).toBe(false);
  });

  it('reads pages again that an interrupted run had prepared in another way', async () => {
    const inputs = await Promise.all([900, 920, 940].map((width) => scan(`${width}.jpg`, width, 220)));
    const output = join(folder, 'out.pdf');
    const broken = digitizeToFile(inputs, output, options, reader(3));
    await expect(broken).rejects.toMatchObject({ code: 'OCR_FAILED' });
    const other = { ...options, preparation: { without: ['orient', 'rulings'] } } as const;
    expect((await digitizeToFile(inputs, output, other, reader())).resumed).toBe(0);
  });

  it('leaves nothing of an input that cannot be read', async () => {
    const bad = join(folder, 'bad.jpg');
    writeFileSync(bad, readFileSync(new URL('../../../samples/hostile/anh-dut.jpg', import.meta.url)));
    const inputs = [await scan('a.jpg', 900, 220), bad];
    const work = digitizeToFile(inputs, join(folder, 'out', 'out.pdf'), options, reader());
    await expect(work).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
    expect(readdirSync(join(folder, 'out'))).toEqual([]);
  });

  it('writes the texts asked for and a picture of each page with a finding', async () => {
    const inputs = [await scan('fine.jpg', 900, 220), await scan('coarse.jpg', 920, 110)];
    const output = join(folder, 'out.pdf');
    const made = await digitizeToFile(
      inputs,
      output,
      { ...options, exports: ['txt', 'alto'], declaredPages: 3 },
      reader(),
    );
    expect(made.exports).toEqual([join(folder, 'out.txt'), join(folder, 'out.alto.xml')]);
    expect(readFileSync(made.exports[0]!, 'utf8').split('\f')).toHaveLength(3);
    expect(made.findings.map(({ code, page }) => [code, page])).toEqual([
      ['LOW_RESOLUTION', 2],
      ['PAGE_COUNT', null],
    ]);
    const picture = await sharp(readFileSync(made.findings[0]!.thumbnail!)).metadata();
    expect(picture.format).toBe('jpeg');
    expect(picture.width! / picture.height!).toBeCloseTo(1 / 1.4, 1);
    expect(readdirSync(join(folder, 'out.findings'))).toEqual(['page-0002.jpg']);
  });

  it('asks the size of a file before reading it, and says which file is missing', async () => {
    const input = await scan('a.jpg', 900, 220);
    const small = { ...options, limits: { ...defaultImageLimits, maxFileBytes: 10 } };
    await expect(digitizeToFile([input], join(folder, 'o.pdf'), small, reader())).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
    await expect(digitizeToFile([`${input}x`], join(folder, 'o.pdf'), options, reader())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
