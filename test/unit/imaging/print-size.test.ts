import { describe, expect, it } from 'vitest';
import type { PageImage } from '../../../src/imaging/page-image.ts';
import type { PreparationOptions } from '../../../src/imaging/preparation-steps.ts';
import { flattenPage } from '../../../src/imaging/prepare-page.ts';
import { printSize } from '../../../src/imaging/print-size.ts';
import { blankGray } from '../../../src/imaging/raster.ts';

const [WIDTH_MM, HEIGHT_MM] = [210, 70];

/** Rows of square letters of `sizeMm`, with headings five times as large and specks, at `widthPx` × `heightPx`. */
function printed(sizeMm: number, widthPx: number, heightPx: number): Uint8Array {
  const k = widthPx / WIDTH_MM;
  const pixels = new Uint8Array(widthPx * heightPx).fill(250);
  const square = (x: number, y: number, side: number): void => {
    const [x0, x1] = [Math.round(x * k), Math.round((x + side) * k)];
    for (let row = Math.round(y * k); row < Math.round((y + side) * k); row++)
      pixels.fill(20, row * widthPx + x0, row * widthPx + x1);
  };
  for (let y = 25; y < HEIGHT_MM - 10; y += 3.2 * sizeMm)
    for (let x = 20; x < WIDTH_MM - 20; x += 1.9 * sizeMm) square(x, y, sizeMm);
  for (let x = 40; x < 150; x += 9 * sizeMm) square(x, 10, Math.min(8, 5 * sizeMm));
  for (let i = 0; i < 900; i++) square(5 + ((i * 7919) % 2000) / 10, 5 + ((i * 104729) % 600) / 10, 0.12);
  return pixels;
}

const image = (sizeMm: number, dpi: number): PageImage => {
  const [widthPx, heightPx] = [Math.round((WIDTH_MM * dpi) / 25.4), Math.round((HEIGHT_MM * dpi) / 25.4)];
  return {
    widthPx,
    heightPx,
    dpiX: dpi,
    dpiY: dpi,
    dpiSource: 'metadata',
    mirrored: false,
    quarterTurns: 0,
    fromCamera: false,
    text: null,
    encoded: () => Promise.reject(new Error('not asked for')),
    decode: async (w, h) => {
      const gray = printed(sizeMm, w, h);
      const pixels = new Uint8Array(gray.length * 3);
      for (let i = 0; i < gray.length; i++) pixels.fill(gray[i]!, i * 3, i * 3 + 3);
      return { pixels, widthPx: w, heightPx: h };
    },
  };
};
const dpiOf = async (sizeMm: number, dpi: number, options: PreparationOptions = {}): Promise<number> =>
  Math.round((await flattenPage(image(sizeMm, dpi), options)).dpi);

describe('the size of print', () => {
  it('is that of most letters, not of headings or specks', () => {
    const [w, h] = [1654, 551];
    const size = printSize({ pixels: printed(2, w, h), widthPx: w, heightPx: h, dpi: 200 });
    expect(Math.abs(size! - (2 * 200) / 25.4)).toBeLessThan(1.2);
  });

  it('of an empty page is not known', () => {
    expect(printSize({ ...blankGray(1000, 1000), dpi: 200 })).toBeNull();
  });

  it('decides how finely a page is read: usual and large print at 200 dpi', async () => {
    expect([await dpiOf(2, 300), await dpiOf(5, 300)]).toEqual([200, 200]);
  });

  it('decides how finely a page is read: small print at as many px as it needs and the image has', async () => {
    const needed = await dpiOf(1.2, 600);
    expect(needed).toBeGreaterThan(280);
    expect(needed).toBeLessThan(360);
    expect(await dpiOf(1.2, 250)).toBe(250);
    expect(await dpiOf(0.7, 600)).toBe(400);
  });

  it('decides nothing when the step is left out, or a resolution is asked for', async () => {
    expect(await dpiOf(1.2, 600, { without: ['resolution'] })).toBe(200);
    expect(await dpiOf(1.2, 600, { ocrDpi: 150 })).toBe(150);
  });
});
