import { describe, expect, it } from 'vitest';
import { attachedNotes } from '../../../src/imaging/attached-note.ts';
import type { RgbImage } from '../../../src/imaging/raster.ts';
import { asRgb, linedPage, stampOn } from '../../support/pages.ts';

const DPI = 100;
const W = 827;
const H = 1169;
type Colour = readonly [number, number, number];

/** A page of text on paper of this colour, and a slip on it, in mm, with writing on every third row. */
function paper(
  white: Colour,
  slip?: { at: readonly [number, number]; size: readonly [number, number]; colour: Colour },
): RgbImage {
  const image = asRgb(linedPage(W, H));
  for (let i = 0; i < image.pixels.length; i++) image.pixels[i] = (image.pixels[i]! * white[i % 3]!) / 255;
  if (slip === undefined) return image;
  const px = (mm: number): number => Math.round((mm * DPI) / 25.4);
  const [x0, y0] = [px(slip.at[0]), px(slip.at[1])];
  for (let y = y0; y < y0 + px(slip.size[1]); y++)
    for (let x = x0; x < x0 + px(slip.size[0]); x++) {
      const isWriting = y % 40 < 3 && x % 5 < 3;
      const grain = ((x * 7 + y * 3) % 9) - 6;
      for (let c = 0; c < 3; c++)
        image.pixels[(y * W + x) * 3 + c] = isWriting ? 60 : (slip.colour[c]! * white[c]!) / 255 + grain;
    }
  return image;
}
const plain: Colour = [252, 252, 250];
const yellow: Colour = [255, 240, 120];

describe('a slip of coloured paper on a page', () => {
  it.each<[string, Colour, Colour]>([
    ['yellow', plain, yellow],
    ['pink', plain, [255, 175, 195]],
    ['blue', plain, [160, 210, 250]],
    ['yellow on yellowed paper', [240, 226, 190], yellow],
  ])('is found: %s', (_, white, colour) => {
    const [note, ...more] = attachedNotes(paper(white, { at: [110, 60], size: [76, 76], colour }), DPI);
    expect(more).toEqual([]);
    expect(note!.x0).toBeCloseTo((110 * DPI) / 25.4, -1.2);
    expect(note!.y1).toBeCloseTo((136 * DPI) / 25.4, -1.2);
  });

  it.each<[string, () => RgbImage]>([
    ['a page of text', () => paper(plain)],
    ['yellowed paper', () => paper([235, 215, 165])],
    [
      'a pale printed tint, as cards have',
      () => paper(plain, { at: [40, 60], size: [86, 54], colour: [215, 238, 232] }),
    ],
    ['a coloured strip along a heading', () => paper(plain, { at: [20, 20], size: [150, 12], colour: yellow })],
    [
      'a red seal',
      () => {
        const image = paper(plain);
        stampOn(image, 500, 900, 150);
        return image;
      },
    ],
  ])('is not seen in %s', (_, make) => {
    expect(attachedNotes(make(), DPI)).toEqual([]);
  });
});
