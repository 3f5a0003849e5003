import { describe, expect, it } from 'vitest';
import { turnAbout } from '../../../src/imaging/affine.ts';
import { flattenBackground } from '../../../src/imaging/flatten.ts';
import { ascenderBalance, lineAxis } from '../../../src/imaging/orientation.ts';
import { turnGray } from '../../../src/imaging/raster.ts';
import { measureSkew } from '../../../src/imaging/skew.ts';
import { findStamps, grayWithoutStamps } from '../../../src/imaging/stamps.ts';
import { warpGray } from '../../../src/imaging/warp.ts';
import { asRgb, linedPage, stampOn } from '../../support/pages.ts';

const W = 1240;
const H = 1754;
const DPI = 150;

describe('skew', () => {
  it.each([-5, -1.3, -0.2, 0, 0.4, 2.6, 5])('of %f degrees is measured within a twentieth of a degree', (degrees) => {
    const page = linedPage(W, H, turnAbout(degrees, W, H));
    expect(Math.abs(measureSkew(page).degrees - degrees)).toBeLessThan(0.05);
  });

  it('is gone after the page is turned back by it', () => {
    const page = linedPage(W, H, turnAbout(2.2, W, H));
    const straight = warpGray(page, turnAbout(-measureSkew(page).degrees, W, H), W, H);
    expect(Math.abs(measureSkew(straight).degrees)).toBeLessThan(0.05);
  });
});

describe('orientation', () => {
  const page = linedPage(W, H, turnAbout(1.5, W, H));
  it.each([0, 1, 2, 3])('of the lines is seen on a page turned by %i quarters', (turns) => {
    expect(lineAxis({ ...turnGray(page, turns), dpi: DPI })).toBe(turns % 2);
  });

  it('is told by ascenders: more ink above the bodies upright, more below upside down', () => {
    const straight = { ...linedPage(W, H), dpi: 200 };
    expect(ascenderBalance(straight)).toBeGreaterThan(0.5);
    expect(ascenderBalance({ ...turnGray(straight, 2), dpi: 200 })).toBeLessThan(-0.5);
  });
});

describe('flattening', () => {
  it('makes a page in a shadow white again and keeps its ink dark', () => {
    const page = linedPage(W, H);
    const shadowed = new Uint8Array(page.pixels.map((value, i) => value * (0.45 + (0.55 * (i % W)) / W)));
    const flat = flattenBackground({ ...page, pixels: shadowed });
    let [paper, ink, papers, inks] = [0, 0, 0, 0];
    for (let i = 0; i < flat.pixels.length; i++)
      if (page.pixels[i] === 255) {
        paper += flat.pixels[i]!;
        papers++;
      } else {
        ink += flat.pixels[i]!;
        inks++;
      }
    expect(paper / papers).toBeGreaterThan(245);
    expect(ink / inks).toBeLessThan(40);
  });
});

describe('stamps', () => {
  const mm = (value: number): number => (value * DPI) / 25.4;

  it('of seal size are found and lifted off while the print below stays', () => {
    const page = asRgb(linedPage(W, H));
    stampOn(page, 700, 900, mm(36));
    const { gray, stamps } = grayWithoutStamps(page, DPI);
    expect(stamps.length).toBeGreaterThan(0);
    const plain = linedPage(W, H);
    let worst = 0;
    for (let i = 0; i < gray.pixels.length; i++) worst = Math.max(worst, Math.abs(gray.pixels[i]! - plain.pixels[i]!));
    expect(worst).toBeLessThan(40);
  });

  it('are not seen in a red headline that stands by itself', () => {
    const page = asRgb(linedPage(W, H));
    for (let x = 300; x < 900; x += 22) stampOn(page, x, 70, mm(4));
    expect(findStamps(page, DPI)).toEqual([]);
  });

  it('are seen in a smaller mark when it lies over print', () => {
    const page = asRgb(linedPage(W, H));
    stampOn(page, 400, 1000, mm(9));
    expect(findStamps(page, DPI).map(({ colour }) => colour)).toContain('red');
  });
});
