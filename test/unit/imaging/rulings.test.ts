import { describe, expect, it } from 'vitest';
import { blankGray, type GrayImage } from '../../../src/imaging/raster.ts';
import { findRulings, withoutRulings } from '../../../src/imaging/rulings.ts';

const DPI = 200;
const mm = (value: number): number => Math.round((value * DPI) / 25.4);
const page = (): GrayImage => blankGray(mm(120), mm(60));

function draw(image: GrayImage, x: number, y: number, w: number, h: number): void {
  for (let row = y; row < y + h; row++) image.pixels.fill(10, row * image.widthPx + x, row * image.widthPx + x + w);
}
const inkIn = (image: GrayImage, x: number, y: number, w: number, h: number): number => {
  let ink = 0;
  for (let row = y; row < y + h; row++)
    for (let column = x; column < x + w; column++) if (image.pixels[row * image.widthPx + column]! < 128) ink++;
  return ink;
};
const ruled = (image: GrayImage): GrayImage => {
  const copy = { ...image, dpi: DPI };
  return withoutRulings(copy, findRulings(copy));
};
const same = (a: GrayImage, b: GrayImage): boolean => Buffer.compare(a.pixels, b.pixels) === 0;

describe('rulings', () => {
  it('of a table stay, since recognition tells cells apart by them', () => {
    const table = page();
    for (let row = 0; row < 5; row++)
      for (let column = 0; column < 8; column++)
        draw(table, mm(13) + column * mm(12), mm(10) + row * mm(8), mm(1.5), mm(2.8));
    for (let row = 0; row <= 5; row++) draw(table, mm(10), mm(5) + row * mm(8), mm(96), 2);
    for (let column = 0; column <= 8; column++) draw(table, mm(10) + column * mm(12), mm(5), 2, mm(40) + 2);
    expect(same(ruled(table), table)).toBe(true);
  });

  it('that no word touches stay', () => {
    const image = page();
    draw(image, mm(10), mm(30), mm(90), 2);
    for (let i = 0; i < 20; i++) draw(image, mm(12) + i * mm(4), mm(25), mm(2), mm(3));
    expect(same(ruled(image), image)).toBe(true);
  });

  it('that run through tails and dots below leave them', () => {
    const image = page();
    draw(image, mm(10), mm(30), mm(90), 2);
    draw(image, mm(30), mm(27), 3, mm(5)); // a tail
    draw(image, mm(50), mm(30) - 1, 4, 4); // the dot of a vowel, the line in its middle
    draw(image, mm(70), mm(27), mm(2), mm(30) - mm(27)); // a letter that stands on it
    const cleaned = ruled(image);
    expect(inkIn(cleaned, mm(30), mm(27), 3, mm(5))).toBe(3 * mm(5));
    expect(inkIn(cleaned, mm(50), mm(30) - 1, 4, 4)).toBe(16);
    expect(inkIn(cleaned, mm(70), mm(27), mm(2), mm(30) - mm(27))).toBe(mm(2) * (mm(30) - mm(27)));
    const left = inkIn(cleaned, 0, mm(29), image.widthPx, mm(3)) - inkIn(cleaned, mm(30), mm(29), 3, mm(3)) - 16;
    expect(left).toBeLessThan(mm(2) * (mm(30) - mm(29)) + 2 * mm(2) + 12);
  });

  it('that lean a little and are worn go too', () => {
    const image = page();
    for (let x = mm(10); x < mm(110); x++)
      if (x % 31 !== 0) draw(image, x, mm(20) + Math.round(x * Math.tan((0.3 * Math.PI) / 180)), 1, 2);
    const words = page();
    for (let i = 0; i < 10; i++) draw(words, mm(20) + i * mm(4), mm(17), mm(2), mm(3) - 2);
    for (let at = 0; at < image.pixels.length; at++) image.pixels[at] = Math.min(image.pixels[at]!, words.pixels[at]!);
    expect(same(ruled(image), words)).toBe(true);
  });

  it('round single digits go, joined or apart, and the digits stay', () => {
    for (const step of [mm(5.6), mm(6.8)]) {
      const digits = page();
      for (let i = 0; i < 12; i++) draw(digits, mm(12) + i * step, mm(21), mm(1.6), mm(3));
      const boxed = { ...digits, pixels: digits.pixels.slice() };
      for (let i = 0; i < 12; i++) {
        const x = mm(10) + i * step;
        for (const y of [mm(19.5), mm(25.5)]) draw(boxed, x, y, mm(5.6), 2);
        for (const side of [x, x + mm(5.6) - 2]) draw(boxed, side, mm(19.5), 2, mm(6) + 2);
      }
      expect(same(ruled(boxed), digits)).toBe(true);
    }
  });

  it('are not seen in large letters, dashes, bars, and words on a row of dots', () => {
    const image = page();
    for (let i = 0; i < 6; i++) {
      draw(image, mm(10) + i * mm(8), mm(5), mm(5), 5); // bars of a large T, in a row
      draw(image, mm(12) + i * mm(8), mm(5), 5, mm(6));
    }
    draw(image, mm(70), mm(8), mm(6), 3); // a long dash
    draw(image, mm(10), mm(18), mm(60), mm(3)); // a bar
    for (let i = 0; i < 60; i++) draw(image, mm(10) + i * 9, mm(30), 3, 3);
    for (let i = 0; i < 30; i++) draw(image, mm(20) + i * 14, mm(30) - 15, 10, 18);
    expect(same(ruled(image), image)).toBe(true);
  });

  it('are not looked for in a hatching', () => {
    const image = blankGray(2400, 3000);
    for (let y = 0; y < 3000; y += 6) for (let x = 0; x + 40 < 2400; x += 44) draw(image, x, y, 38, 2);
    expect(findRulings({ ...image, dpi: DPI })).toEqual({ across: [], down: [] });
  });
});
