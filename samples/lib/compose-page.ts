import { smoothNoise } from './pixels.ts';
import type { Chance } from './random.ts';
import type { Pixels } from './raster.ts';
import type { Corner } from './warp.ts';

/** What age and the office's printer did to a page before any camera saw it. */
export interface PaperWear {
  /** 0 full black … 0.7 a dying toner cartridge. */
  readonly faint: number;
  /** 0 even ink … 1 a dry stamp pad. */
  readonly dryInk: number;
  /** 0 none … 0.25 the other side shows through. */
  readonly showThrough: number;
  /** Paper colour, RGB 0 to 255. */
  readonly paper: readonly [number, number, number];
}

/** A page as degraded; `corners` are the page's corners in the image (top left, then clockwise), px, before quarter turns. */
export interface Degraded {
  readonly pixels: Pixels;
  readonly corners: readonly [Corner, Corner, Corner, Corner];
}

/** The layers on paper: print and ink multiplied onto the paper colour, the ink wearing thin in patches. */
export function composePage(print: Pixels, ink: Pixels | null, wear: PaperWear, random: Chance): Pixels {
  const { width, height } = print;
  const data = new Uint8Array(width * height * 3);
  const coarse = smoothNoise(random, width, height, 37);
  const fine = smoothNoise(random, width, height, 3);
  const fade = smoothNoise(random, width, height, 260);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const inked = ink !== null && ink.data[at]! + ink.data[at + 1]! + ink.data[at + 2]! < 765;
      const cover = inked ? 1 - wear.dryInk * (0.25 + 0.75 * coarse(x, y)) * (0.35 + 0.65 * fine(x, y)) : 0;
      const toner = wear.faint === 0 ? 1 : 1 - wear.faint * (0.55 + 0.45 * fade(x, y)) - wear.faint * 0.25 * fine(x, y);
      const through =
        wear.showThrough === 0 ? 1 : 1 - wear.showThrough * (1 - print.data[at + 3 * (width - 1 - 2 * x)]! / 255);
      for (let c = 0; c < 3; c++) {
        const printed = 255 - (255 - print.data[at + c]!) * toner;
        const worn = inked ? 255 - (255 - ink!.data[at + c]!) * cover : 255;
        data[at + c] = (wear.paper[c]! * printed * worn * through) / 65025;
      }
    }
  return { width, height, channels: 3, data };
}
