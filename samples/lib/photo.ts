import { composePage, type Degraded } from './compose-page.ts';
import { addNoise, blurred, clamp, smoothNoise } from './pixels.ts';
import type { Chance } from './random.ts';
import type { Pixels } from './raster.ts';
import { type Corner, homography, warp } from './warp.ts';

/** What a phone does to a page lying on a desk. */
export interface PhotoRecipe {
  readonly widthPx: number;
  readonly heightPx: number;
  /** How far each corner of the page strays from a centred rectangle, fraction of the image's short side. */
  readonly perspective: number;
  /** Depth of the shadow of hand and phone, 0 to 1. */
  readonly shadow: number;
  readonly noise: number;
  readonly blurPx: number;
  readonly turnDeg: number;
  readonly dryInk: number;
}

/** A desk: wood grain from stretched noise, brown or gray. */
function desk(random: Chance, width: number, height: number): Uint8Array {
  const base = random.pick([
    [126, 92, 62],
    [96, 74, 58],
    [150, 122, 92],
    [88, 92, 98],
  ] as const);
  const grain = smoothNoise(random, width * 0.04 + 8, height, 6);
  const broad = smoothNoise(random, width, height, Math.round(width / 5));
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const light = 0.78 + 0.22 * grain(x * 0.04, y) + 0.16 * broad(x, y);
      for (let c = 0; c < 3; c++) data[at + c] = clamp(base[c]! * light);
    }
  return data;
}

/** A page on a desk seen by a phone: perspective, uneven light, a shadow, soft focus and noise. */
export async function photographPage(
  print: Pixels,
  ink: Pixels | null,
  recipe: PhotoRecipe,
  random: Chance,
): Promise<Degraded> {
  const page = composePage(
    print,
    ink,
    { paper: [250, 247, 240], faint: 0, dryInk: recipe.dryInk, showThrough: 0 },
    random.branch('ink'),
  );
  const { widthPx: width, heightPx: height } = recipe;
  const scale = Math.min((width * 0.86) / page.width, (height * 0.88) / page.height);
  const halfWidth = (page.width * scale) / 2;
  const halfHeight = (page.height * scale) / 2;
  const stray = recipe.perspective * Math.min(width, height);
  const turn = (recipe.turnDeg * Math.PI) / 180;
  const corner = (sx: number, sy: number): Corner => {
    const x = sx * halfWidth + random.real(-1, 1) * stray - sx * sy * stray * 0.6;
    const y = sy * halfHeight + random.real(-1, 1) * stray;
    return [width / 2 + x * Math.cos(turn) - y * Math.sin(turn), height / 2 + x * Math.sin(turn) + y * Math.cos(turn)];
  };
  const corners: [Corner, Corner, Corner, Corner] = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
  const matrix = homography(corners, [
    [0, 0],
    [page.width, 0],
    [page.width, page.height],
    [0, page.height],
  ]);
  let photo = warp(page, width, height, matrix, desk(random.branch('desk'), width, height));
  // Light falls off from a lamp; the shadow of hand and phone is a soft half-plane.
  const lampX = random.real(0.1, 0.9) * width;
  const lampY = random.real(-0.2, 0.4) * height;
  const reach = Math.hypot(width, height);
  const angle = random.real(-0.7, 0.7);
  const offset = random.real(0.25, 0.65);
  const warm = random.real(0.93, 1);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const lamp = 1.04 - 0.3 * (Math.hypot(x - lampX, y - lampY) / reach);
      const side = (x / width) * Math.cos(angle) + (y / height) * Math.sin(angle) - offset;
      const soft = 1 / (1 + Math.exp(-side * 22));
      const light = lamp * (1 - recipe.shadow * soft);
      photo.data[at] = clamp(photo.data[at]! * light);
      photo.data[at + 1] = clamp(photo.data[at + 1]! * light * (0.985 + 0.015 * warm));
      photo.data[at + 2] = clamp(photo.data[at + 2]! * light * warm);
    }
  photo = await blurred(photo, recipe.blurPx);
  addNoise(photo, recipe.noise, random.branch('noise'));
  return { pixels: photo, corners };
}
