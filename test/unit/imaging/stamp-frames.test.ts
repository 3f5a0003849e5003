import { describe, expect, it } from 'vitest';
import { blankGray, type GrayImage } from '../../../src/imaging/raster.ts';
import { stampFrames } from '../../../src/imaging/stamp-frames.ts';
import { thickInk } from '../../../src/imaging/thick-ink.ts';

const DPI = 200;
const mm = DPI / 25.4;
const [WIDTH, HEIGHT] = [210, 297];

const page = (): GrayImage => blankGray(Math.round(WIDTH * mm), Math.round(HEIGHT * mm), 250);

/** A stroke from one place to another, mm. */
function stroke(image: GrayImage, from: readonly number[], to: readonly number[], thickMm = 0.5, ink = 40): void {
  const [x0 = 0, y0 = 0] = from;
  const [x1 = 0, y1 = 0] = to;
  const steps = Math.ceil(Math.hypot(x1 - x0, y1 - y0) * mm * 2);
  const half = Math.max(0, Math.round((thickMm * mm) / 2) - 1);
  for (let step = 0; step <= steps; step++) {
    const x = Math.round((x0 + ((x1 - x0) * step) / steps) * mm);
    const y = Math.round((y0 + ((y1 - y0) * step) / steps) * mm);
    for (let dy = -half; dy <= half; dy++)
      for (let dx = -half; dx <= half; dx++) image.pixels[(y + dy) * image.widthPx + x + dx] = ink;
  }
}

/** A frame with its upper left corner at (x, y), leaning by `turn` degrees clockwise, mm. */
function frame(
  image: GrayImage,
  [x, y, w, h]: readonly [number, number, number, number],
  turn: number,
  ink = 40,
): void {
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const at = (dx: number, dy: number): readonly number[] => [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
  const corners = [at(0, 0), at(w, 0), at(w, h), at(0, h)];
  for (const [index, corner] of corners.entries()) stroke(image, corner, corners[(index + 1) % 4]!, 0.5, ink);
}

/** Lines of print: letters 2 mm high with gaps between. */
function print(image: GrayImage, fromY: number, toY: number): void {
  for (let y = fromY; y < toY; y += 7)
    for (let x = 25; x < 185; x += 2.4) {
      stroke(image, [x, y], [x, y + 2.2], 0.3);
      stroke(image, [x, y + 1.1], [x + 1.3, y + 1.1], 0.2);
    }
}

const found = (image: GrayImage) => stampFrames({ ...image, dpi: DPI });

describe('frames of box stamps', () => {
  it.each([0, 4, -7, 10, -10])('are found with their size when they lean by %i degrees over print', (turn) => {
    const image = page();
    print(image, 60, 200);
    frame(image, [70, 110, 32, 10], turn);
    const [one, ...more] = found(image);
    expect(more).toEqual([]);
    expect(Math.abs(one!.turnDeg - turn)).toBeLessThan(1);
    expect(Math.abs(one!.widthPx / mm - 32)).toBeLessThan(1.5);
    expect(Math.abs(one!.heightPx / mm - 10)).toBeLessThan(1.5);
  });

  it('are found in faint ink and where two stamps overlap', () => {
    const image = page();
    frame(image, [60, 100, 25, 9], 3, 150);
    frame(image, [75, 105, 40, 16], -4, 150);
    expect(found(image)).toHaveLength(2);
  });

  it('are no cells of a table, no rulings and no lines of print', () => {
    const image = page();
    print(image, 150, 280);
    for (let y = 30; y <= 90; y += 10) stroke(image, [20, y], [190, y], 0.3);
    for (let x = 20; x <= 190; x += 34) stroke(image, [x, 30], [x, 90], 0.3);
    stroke(image, [60, 110], [100, 110]);
    stroke(image, [60, 120], [100, 120]);
    expect(found(image)).toEqual([]);
  });
});

it('strokes of regular print go, those of bold capitals stay', () => {
  const image = blankGray(200, 100, 255);
  const dot = (x: number, y: number): void => {
    image.pixels[y * 200 + x] = 0;
  };
  for (let y = 10; y < 90; y++) {
    for (let x = 40; x < 44; x++) dot(x, y);
    for (let x = 120; x < 129; x++) dot(x, y);
  }
  const thick = thickInk(image, 300);
  const inked = (x: number): boolean => thick.pixels[50 * 200 + x]! < 128;
  expect([40, 41, 42, 43].some(inked)).toBe(false);
  expect([121, 124, 127].every(inked)).toBe(true);
});
