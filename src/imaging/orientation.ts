import { type GrayImage, shrinkGray, turnGray } from './raster.ts';
import { INK_BELOW, measureSkew } from './skew.ts';

/** Resolution at which lines are looked for. */
const LOOK_DPI = 100;
/** Side of a tile: some four lines of text, so that borders and rules spoil few tiles. */
const TILE_PX = 96;
const LEAST_INK = 0.03;
const MOST_INK = 0.4;

export interface LineAxis {
  /** Whether lines run along the width (0) or the height (1). */
  readonly turns: 0 | 1;
  /** Skew of the lines once they run along the width, clockwise positive. */
  readonly skewDeg: number;
}

/**
 * The direction of the lines: each tile with as much ink as text votes for the direction in which its ink comes in
 * steps. Tiles are sheared by the skew that the page would have, else lines run together from 3° on.
 */
export function lineAxis(flat: GrayImage & { readonly dpi: number }): LineAxis {
  const small = shrinkGray(flat, Math.max(1, Math.round(flat.dpi / LOOK_DPI)));
  const skews = [measureSkew(small).degrees, measureSkew(turnGray(small, 1)).degrees] as const;
  const { pixels, widthPx, heightPx } = small;
  const [down, aside] = skews.map((degrees) =>
    Int16Array.from({ length: TILE_PX }, (_, i) => Math.round((i - TILE_PX / 2) * Math.tan((degrees * Math.PI) / 180))),
  );
  let votes = 0;
  for (let top = 0; top + TILE_PX / 2 <= heightPx; top += TILE_PX / 2)
    for (let left = 0; left + TILE_PX / 2 <= widthPx; left += TILE_PX / 2) {
      const w = Math.min(TILE_PX, widthPx - left);
      const h = Math.min(TILE_PX, heightPx - top);
      const rows = new Uint16Array(h);
      const columns = new Uint16Array(w);
      let ink = 0;
      for (let y = 0; y < h; y++)
        for (let x = 0; x < w; x++)
          if (pixels[(top + y) * widthPx + left + x]! < INK_BELOW) {
            const row = y - down![x]!;
            // turned by a quarter the columns' lines run down to the right when here they lean to the left
            const column = x + aside![y]!;
            if (row >= 0 && row < h) rows[row]!++;
            if (column >= 0 && column < w) columns[column]!++;
            ink++;
          }
      if (ink < LEAST_INK * w * h || ink > MOST_INK * w * h) continue;
      const along = steps(rows) / (w * w);
      const across = steps(columns) / (h * h);
      votes += (along - across) / (along + across + 1e-9);
    }
  const turns = votes >= 0 ? 0 : 1;
  return { turns, skewDeg: skews[turns] };
}

/** Letters of a typewriter stand 2.5 mm apart in columns, lines at least 4 mm: over so many px the former blur away. */
const BLUR_PX = 7;

function steps(profile: Uint16Array): number {
  let sum = 0;
  // the difference of two neighbouring blurred values, scaled by BLUR_PX
  for (let i = BLUR_PX; i < profile.length; i++) sum += (blurred(profile, i) - blurred(profile, i - 3)) ** 2;
  return sum / profile.length;
}

function blurred(profile: Uint16Array, end: number): number {
  let sum = 0;
  for (let i = Math.max(0, end - BLUR_PX + 1); i <= end; i++) sum += profile[i]!;
  return sum;
}

/**
 * How much more ink stands above the bodies of the letters than below them, in parts of both: ascenders and the marks of
 * Vietnamese vowels stand above, so a page of text is positive upright and negative upside down. The image must have
 * its lines along the width and be deskewed.
 */
export function ascenderBalance(upright: GrayImage & { readonly dpi: number }): number {
  const { pixels, widthPx, heightPx } = shrinkGray(upright, Math.max(1, Math.round(upright.dpi / (LOOK_DPI * 2))));
  const strip = TILE_PX;
  let above = 0;
  let below = 0;
  const profile = new Uint16Array(heightPx);
  for (let left = 0; left + strip <= widthPx; left += strip) {
    profile.fill(0);
    for (let y = 0; y < heightPx; y++) {
      let ink = 0;
      for (let i = y * widthPx + left; i < y * widthPx + left + strip; i++) if (pixels[i]! < INK_BELOW) ink++;
      profile[y] = ink;
    }
    for (let y = 0; y < heightPx; ) {
      if (profile[y]! < 2) {
        y++;
        continue;
      }
      const start = y;
      let peak = 0;
      let total = 0;
      while (y < heightPx && profile[y]! >= 2) {
        peak = Math.max(peak, profile[y]!);
        total += profile[y]!;
        y++;
      }
      const height = y - start;
      // a text line at 200 dpi is 12 to 80 px high and is no rule
      if (height < 12 || height > 80 || peak > strip * 0.8 || total < height * 4) continue;
      let bodyTop = start;
      while (profile[bodyTop]! < peak * 0.45) bodyTop++;
      let bodyBottom = y - 1;
      while (profile[bodyBottom]! < peak * 0.45) bodyBottom--;
      for (let i = start; i < bodyTop; i++) above += profile[i]!;
      for (let i = bodyBottom + 1; i < y; i++) below += profile[i]!;
    }
  }
  return above + below === 0 ? 0 : (above - below) / (above + below);
}
