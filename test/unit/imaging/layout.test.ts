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
  it.each([
    [1.5, 0],
    [1.5, 1],
    [1.5, 2],
    [1.5, 3],
    [-5, 0],
    [-5, 1],
    [4.2, 2],
    [4.2, 3],
  ])('and skew of lines that lean by %f degrees are seen on a page turned by %i quarters', (degrees, turns) => {
    const page = linedPage(W, H, turnAbout(degrees, W, H));
    const axis = lineAxis({ ...turnGray(page, turns), dpi: DPI });
    expect(axis.turns).toBe(turns % 2);
    expect(Math.abs(axis.skewDeg - degrees)).toBeLessThan(0.05);
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

describe('faint ink', () => {
  const W2 = 600;
  const faint = (ink: number): number[] => {
    const page = linedPage(W2, 800);
    const flat = flattenBackground({ ...page, pixels: page.pixels.map((v) => (v === 255 ? 250 : ink + v / 8)) });
    return [...flat.pixels].filter((_, i) => page.pixels[i]! < 60);
  };

  it('is made as dark as ink on a good print', () => {
    expect(Math.max(...faint(120))).toBeLessThan(90);
  });

  it('that may be the other side showing through stays as it is', () => {
    expect(Math.min(...faint(200))).toBeGreaterThan(195);
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
