import { describe, expect, it } from 'vitest';
import { cleanPage } from '../../../src/imaging/clean.ts';
import { inkComponents } from '../../../src/imaging/components.ts';
import { blankGray, type GrayImage } from '../../../src/imaging/raster.ts';

const DPI = 200;
const mm = (value: number): number => Math.round((value * DPI) / 25.4);

function draw(image: GrayImage, x: number, y: number, w: number, h: number): void {
  for (let row = y; row < y + h; row++) image.pixels.fill(10, row * image.widthPx + x, row * image.widthPx + x + w);
}
const inkIn = (image: GrayImage, x: number, y: number, w: number, h: number): number => {
  let ink = 0;
  for (let row = y; row < y + h; row++)
    for (let column = x; column < x + w; column++) if (image.pixels[row * image.widthPx + column]! < 128) ink++;
  return ink;
};
const clean = (image: GrayImage) => cleanPage({ ...image, dpi: DPI });

describe('pieces of ink', () => {
  it('are joined over corners and counted with their box and area', () => {
    const image = blankGray(40, 40);
    draw(image, 5, 5, 4, 2);
    draw(image, 9, 7, 3, 3); // touches the first at one corner
    draw(image, 20, 20, 2, 2);
    const { components } = inkComponents(image, 128);
    expect(components.map(({ x0, y0, x1, y1, area }) => [x0, y0, x1, y1, area])).toEqual([
      [5, 5, 12, 10, 17],
      [20, 20, 22, 22, 4],
    ]);
  });

  it('of the form of a U are one', () => {
    const image = blankGray(40, 40);
    draw(image, 5, 5, 2, 20);
    draw(image, 15, 5, 2, 20);
    draw(image, 5, 25, 12, 2);
    expect(inkComponents(image, 128).components).toHaveLength(1);
  });
});

describe('cleaning', () => {
  it('takes a row of leader dots away and leaves the words at its ends and an ellipsis', () => {
    const image = blankGray(900, 200);
    draw(image, 40, 80, 14, 22); // a letter
    for (let i = 0; i < 40; i++) draw(image, 70 + i * 12 + (i % 2), 98, 4, 4);
    draw(image, 560, 80, 14, 22);
    for (let i = 0; i < 3; i++) draw(image, 605 + i * 12, 98, 4, 4);
    const cleaned = clean(image);
    expect(inkIn(cleaned, 64, 90, 490, 20)).toBe(0);
    expect(inkIn(cleaned, 40, 80, 14, 22)).toBe(14 * 22);
    expect(inkIn(cleaned, 560, 80, 14, 22)).toBe(14 * 22);
    expect(inkIn(cleaned, 600, 90, 40, 20)).toBe(3 * 16);
  });

  it('takes the dots between and before the words of an answer away when they are in step, and keeps colons', () => {
    const image = blankGray(1100, 200);
    for (const y of [78, 98]) draw(image, 40, y, 4, 4); // the colon of the label
    for (let i = 0; i < 80; i++) if (i < 3 || i > 28 || i % 7 === 0) draw(image, 64 + i * 12, 98, 4, 4);
    for (let i = 3; i < 28; i++) if (i % 7 !== 0) draw(image, 62 + i * 12, 80, 9, 20);
    const cleaned = clean(image);
    expect(inkIn(cleaned, 36, 70, 16, 40)).toBe(2 * 16);
    expect(inkIn(cleaned, 60, 90, 36, 20)).toBe(0);
    expect(inkIn(cleaned, 60, 80, 1000, 22)).toBe(inkIn(image, 60, 80, 1000, 22) - 16 * (3 + 51 + 4));
  });

  it('takes dots away that run into the feet of an answer, and leaves its strokes, its tails and the label', () => {
    const image = blankGray(1100, 200);
    const answer = blankGray(1100, 200);
    for (let i = 0; i < 30; i++) {
      draw(answer, 200 + i * 17, 80, 8, 17); // feet stand on the upper half of the dots
      if (i % 5 === 0) draw(answer, 200 + i * 17, 80, 8, 28); // a tail goes on below them
    }
    draw(answer, 40, 80, 60, 20); // the label, level with the dots
    image.pixels.set(answer.pixels);
    for (let i = 0; i < 80; i++) draw(image, 124 + i * 12, 96, 4, 4);
    const cleaned = clean(image);
    expect(inkIn(cleaned, 0, 80, 1100, 16)).toBe(inkIn(answer, 0, 80, 1100, 16));
    expect(inkIn(cleaned, 0, 100, 1100, 20)).toBe(inkIn(answer, 0, 100, 1100, 20));
    const letters = inkIn(answer, 0, 97, 1100, 3);
    expect(inkIn(image, 0, 97, 1100, 3)).toBeGreaterThan(letters + 800);
    // at most the dots on tails stay
    expect(inkIn(cleaned, 0, 97, 1100, 3) - letters).toBeLessThan(6 * 2 * 12);
  });

  it('finds a leader of which an answer leaves few marks in a row by the step of the others on the page', () => {
    const image = blankGray(1100, 200);
    for (let i = 0; i < 60; i++) draw(image, 60 + i * 12, 50, 4, 4);
    for (let i = 0; i < 60; i++) if (i % 9 < 2) draw(image, 65 + i * 12, 120, 4, 4);
    for (let i = 0; i < 60; i++) if (i % 9 >= 2) draw(image, 63 + i * 12, 100, 9, 24);
    const cleaned = clean(image);
    expect(inkIn(cleaned, 0, 40, 1100, 20)).toBe(0);
    expect(inkIn(cleaned, 0, 90, 1100, 40)).toBe(46 * 9 * 24);
  });

  it('takes rows of dashes away but neither a few of them nor hyphens of a text', () => {
    const image = blankGray(900, 200);
    for (let i = 0; i < 30; i++) draw(image, 40 + i * 20, 50, 10, 3);
    for (let i = 0; i < 4; i++) draw(image, 40 + i * 20, 100, 10, 3);
    for (const x of [60, 150, 310, 420, 640, 700, 810]) draw(image, x, 150, 10, 3);
    const cleaned = clean(image);
    expect(inkIn(cleaned, 0, 40, 900, 20)).toBe(0);
    expect(inkIn(cleaned, 0, 90, 900, 100)).toBe(11 * 30);
  });

  it('keeps the dots under and over letters of a line of text', () => {
    const image = blankGray(900, 200);
    for (let i = 0; i < 30; i++) {
      draw(image, 40 + i * 22, 80, 12, 22);
      if (i % 3 === 0) draw(image, 44 + i * 22, 108, 4, 4);
    }
    const cleaned = clean(image);
    expect(inkIn(cleaned, 0, 104, 900, 20)).toBe(10 * 16);
  });

  it('takes filing holes and a dark margin away but not a black square in the text', () => {
    const image = blankGray(mm(100), mm(100));
    const r = mm(3);
    for (let y = -r; y <= r; y++) {
      const half = Math.floor(Math.sqrt(r * r - y * y));
      draw(image, mm(12) - half, mm(50) + y, 2 * half + 1, 1);
    }
    draw(image, mm(94), 0, mm(100) - mm(94), mm(100));
    draw(image, mm(40), mm(40), mm(6), mm(6));
    const cleaned = clean(image);
    expect(inkIn(cleaned, 0, 0, mm(20), mm(100))).toBe(0);
    expect(inkIn(cleaned, mm(93), 0, mm(100) - mm(93), mm(100))).toBe(0);
    expect(inkIn(cleaned, mm(40), mm(40), mm(6), mm(6))).toBe(mm(6) ** 2);
  });

  it('leaves the given image as it was', () => {
    const image = blankGray(300, 100);
    for (let i = 0; i < 12; i++) draw(image, 20 + i * 12, 50, 4, 4);
    const before = image.pixels.slice();
    clean(image);
    expect(Buffer.compare(image.pixels, before)).toBe(0);
  });
});
