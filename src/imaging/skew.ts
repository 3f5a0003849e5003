import { type GrayImage, shrinkGray } from './raster.ts';

/** Ink on a flattened page is darker than this. */
export const INK_BELOW = 160;
/** Resolution at which profiles are taken; higher gives nothing (measured: 0.02° either way). */
const PROFILE_LONG_SIDE_PX = 1170;
const STRIP_PX = 12;
const WIDEST_SKEW_DEG = 8;

export interface SkewMeasure {
  /** How far the lines run down to the right, in degrees: clockwise positive. */
  readonly degrees: number;
  /** Sharpness of the best profile, comparable between a page and the same page turned by 90°. */
  readonly sharpness: number;
}

/** Angle of the text lines of a flattened page by projection profiles, within ±8°. */
export function measureSkew(image: GrayImage): SkewMeasure {
  const small = shrinkGray(
    image,
    Math.max(1, Math.round(Math.max(image.widthPx, image.heightPx) / PROFILE_LONG_SIDE_PX)),
  );
  const strips = stripProfiles(small);
  const profile = new Float32Array(small.heightPx);
  let best = 0;
  let sharpness = profileSharpness(strips, profile, 0);
  const search = (from: number, to: number, step: number): void => {
    for (let degrees = from; degrees <= to + 1e-9; degrees += step) {
      const value = profileSharpness(strips, profile, degrees);
      if (value > sharpness) {
        sharpness = value;
        best = degrees;
      }
    }
  };
  search(-WIDEST_SKEW_DEG, WIDEST_SKEW_DEG, 0.25);
  search(best - 0.25, best + 0.25, 0.05);
  search(best - 0.04, best + 0.04, 0.01);
  return { degrees: Math.round(best * 100) / 100, sharpness };
}

/** Ink counts of each row, per vertical strip of STRIP_PX columns. */
function stripProfiles({ pixels, widthPx, heightPx }: GrayImage): readonly Float32Array[] {
  const count = Math.floor(widthPx / STRIP_PX);
  const strips = Array.from({ length: count }, () => new Float32Array(heightPx));
  for (let strip = 0; strip < count; strip++) {
    const column = strips[strip]!;
    for (let y = 0; y < heightPx; y++) {
      let ink = 0;
      const start = y * widthPx + strip * STRIP_PX;
      for (let i = start; i < start + STRIP_PX; i++) if (pixels[i]! < INK_BELOW) ink++;
      // a strip that is ink all across is a rule, a border or a picture; it says less about lines than text does
      column[y] = ink === STRIP_PX ? STRIP_PX / 2 : ink;
    }
  }
  return strips;
}

/** Sum of squared steps of the row profile after the strips are moved back by the angle; `profile` is scratch space. */
function profileSharpness(strips: readonly Float32Array[], profile: Float32Array, degrees: number): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const height = profile.length;
  profile.fill(0);
  for (let index = 0; index < strips.length; index++) {
    const strip = strips[index]!;
    const shift = slope * (index - strips.length / 2) * STRIP_PX;
    const whole = Math.floor(shift);
    const part = shift - whole;
    const rest = 1 - part;
    const to = Math.min(height, height - whole - 1);
    for (let y = Math.max(0, -whole); y < to; y++)
      profile[y] = profile[y]! + strip[y + whole]! * rest + strip[y + whole + 1]! * part;
  }
  let sum = 0;
  let total = 0;
  for (let y = 1; y < height; y++) {
    const step = profile[y]! - profile[y - 1]!;
    sum += step * step;
    total += profile[y]!;
  }
  return total === 0 ? 0 : sum / total;
}
