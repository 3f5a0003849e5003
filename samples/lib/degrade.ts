import sharp from 'sharp';
import type { Chance } from './random.ts';
import type { Pixels } from './raster.ts';

/** What a scanner does to a page. Every value is given, so that a page can be made again from its recipe. */
export interface ScanRecipe {
  readonly mode: 'colour' | 'gray' | 'bilevel';
  /** Turn of the paper on the glass, degrees clockwise, small. */
  readonly skewDeg: number;
  /** Standard deviation of the sensor noise, gray levels. */
  readonly noise: number;
  /** Gaussian blur of the optics, px. */
  readonly blurPx: number;
  /** 0 full black … 0.7 a dying toner cartridge. */
  readonly faint: number;
  /** 0 even ink … 1 a dry stamp pad. */
  readonly dryInk: number;
  /** Dust and toner specks per page. */
  readonly specks: number;
  /** 0 none … 0.25 the other side shows through. */
  readonly showThrough: number;
  /** Paper colour, RGB 0 to 255. */
  readonly paper: readonly [number, number, number];
  /** Gray shadow along the binding edge, 0 to 1. */
  readonly edgeShadow: number;
  /** Two filing holes at the left edge, dark as the open lid behind them. */
  readonly punchHoles: boolean;
  /** Dark margin of the open lid around a page that does not fill the glass, px at the right and the bottom. */
  readonly lidPx: number;
  /** Clockwise quarter turns of the finished image (a sideways feed). */
  readonly quarterTurns: 0 | 1 | 2 | 3;
  /** Threshold of bilevel pages, gray level. */
  readonly threshold: number;
}

export const cleanScan: ScanRecipe = {
  mode: 'colour',
  skewDeg: 0,
  noise: 2,
  blurPx: 0.6,
  faint: 0,
  dryInk: 0.4,
  specks: 0,
  showThrough: 0,
  paper: [252, 251, 248],
  edgeShadow: 0,
  punchHoles: false,
  lidPx: 0,
  quarterTurns: 0,
  threshold: 150,
};

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

export type Corner = readonly [number, number];

/** A page as degraded; `corners` are the page's corners in the image (top left, then clockwise), px, before quarter turns. */
export interface Degraded {
  readonly pixels: Pixels;
  readonly corners: readonly [Corner, Corner, Corner, Corner];
}

const clamp = (value: number): number => Math.max(0, Math.min(255, value));

/** Smooth noise in [0, 1]: a lattice of random values, bilinear between them, `cell` px apart. */
function smoothNoise(random: Chance, width: number, height: number, cell: number): (x: number, y: number) => number {
  const columns = Math.ceil(width / cell) + 2;
  const rows = Math.ceil(height / cell) + 2;
  const lattice = Float32Array.from({ length: columns * rows }, () => random.next());
  return (x, y) => {
    const gx = Math.max(0, Math.min(x / cell, columns - 1.001));
    const gy = Math.max(0, Math.min(y / cell, rows - 1.001));
    const ix = Math.floor(gx);
    const iy = Math.floor(gy);
    const fx = gx - ix;
    const fy = gy - iy;
    const at = iy * columns + ix;
    const top = lattice[at]! * (1 - fx) + lattice[at + 1]! * fx;
    const bottom = lattice[at + columns]! * (1 - fx) + lattice[at + columns + 1]! * fx;
    return top * (1 - fy) + bottom * fy;
  };
}

/** The layers on paper: print and ink multiplied onto the paper colour, the ink wearing thin in patches. */
export function composePage(
  print: Pixels,
  ink: Pixels | null,
  recipe: Pick<ScanRecipe, 'paper' | 'faint' | 'dryInk' | 'showThrough'>,
  random: Chance,
): Pixels {
  const { width, height } = print;
  const data = new Uint8Array(width * height * 3);
  const coarse = smoothNoise(random, width, height, 37);
  const fine = smoothNoise(random, width, height, 3);
  const fade = smoothNoise(random, width, height, 260);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const inked = ink !== null && ink.data[at]! + ink.data[at + 1]! + ink.data[at + 2]! < 765;
      const cover = inked ? 1 - recipe.dryInk * (0.25 + 0.75 * coarse(x, y)) * (0.35 + 0.65 * fine(x, y)) : 0;
      const toner =
        recipe.faint === 0 ? 1 : 1 - recipe.faint * (0.55 + 0.45 * fade(x, y)) - recipe.faint * 0.25 * fine(x, y);
      const through =
        recipe.showThrough === 0 ? 1 : 1 - recipe.showThrough * (1 - print.data[at + 3 * (width - 1 - 2 * x)]! / 255);
      for (let c = 0; c < 3; c++) {
        const printed = 255 - (255 - print.data[at + c]!) * toner;
        const worn = inked ? 255 - (255 - ink!.data[at + c]!) * cover : 255;
        data[at + c] = (recipe.paper[c]! * printed * worn * through) / 65025;
      }
    }
  return { width, height, channels: 3, data };
}

/** 3 × 3 projective matrix that carries four points to four others (Gaussian elimination of the eight equations). */
export function homography(from: readonly Corner[], to: readonly Corner[]): readonly number[] {
  const rows: number[][] = [];
  for (let i = 0; i < 4; i++) {
    const [x, y] = from[i]!;
    const [u, v] = to[i]!;
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  }
  for (let column = 0; column < 8; column++) {
    let pivot = column;
    for (let row = column + 1; row < 8; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < 8; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let k = column; k < 9; k++) rows[row]![k]! -= factor * rows[column]![k]!;
    }
  }
  return [...rows.map((row, index) => row[8]! / row[index]!), 1];
}

/** Samples `source` through `matrix` (output px → source px, centres at .5), bilinear; `background` fills the outside (RGB). */
function warp(
  source: Pixels,
  width: number,
  height: number,
  matrix: readonly number[],
  background: Uint8Array | readonly [number, number, number],
): Pixels {
  const data = new Uint8Array(width * height * 3);
  const [a, b, c, d, e, f, g, h, i] = matrix as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const sw = source.width;
  const sh = source.height;
  const from = source.data;
  const flat = background.length === 3;
  for (let y = 0, at = 0; y < height; y++) {
    const py = y + 0.5;
    for (let x = 0; x < width; x++, at += 3) {
      const px = x + 0.5;
      const w = g * px + h * py + i;
      const u = (a * px + b * py + c) / w - 0.5;
      const v = (d * px + e * py + f) / w - 0.5;
      const ix = Math.floor(u);
      const iy = Math.floor(v);
      if (ix < 0 || iy < 0 || ix >= sw - 1 || iy >= sh - 1) {
        const back = flat ? 0 : at;
        data[at] = background[back]!;
        data[at + 1] = background[back + 1]!;
        data[at + 2] = background[back + 2]!;
        continue;
      }
      const fx = u - ix;
      const fy = v - iy;
      const p = (iy * sw + ix) * 3;
      const q = p + sw * 3;
      for (let channel = 0; channel < 3; channel++) {
        const top = from[p + channel]! * (1 - fx) + from[p + 3 + channel]! * fx;
        const bottom = from[q + channel]! * (1 - fx) + from[q + 3 + channel]! * fx;
        data[at + channel] = top * (1 - fy) + bottom * fy + 0.5;
      }
    }
  }
  return { width, height, channels: 3, data };
}

const raw = (pixels: Pixels) =>
  sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: pixels.channels } });

async function blurred(pixels: Pixels, sigma: number): Promise<Pixels> {
  if (sigma < 0.3) return pixels;
  const { data } = await raw(pixels).blur(sigma).raw().toBuffer({ resolveWithObject: true });
  return { ...pixels, data: new Uint8Array(data) };
}

/** Adds Gaussian noise, the same on the three channels but for a little colour, as sensors do. In place. */
function addNoise(pixels: Pixels, sigma: number, random: Chance): void {
  if (sigma <= 0) return;
  const table = Float32Array.from({ length: 65536 }, () => random.normal() * sigma);
  let state = random.int(1, 0x7fffffff);
  const { data, channels } = pixels;
  for (let at = 0; at < data.length; at += channels) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const common = table[state >>> 16]!;
    for (let c = 0; c < channels; c++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      data[at + c] = clamp(data[at + c]! + common + (channels === 3 ? 0.35 * table[state >>> 16]! : 0) + 0.5);
    }
  }
}

function addSpecks(pixels: Pixels, count: number, random: Chance): void {
  for (let speck = 0; speck < count; speck++) {
    const radius = random.maybe(0.85) ? 1 : random.int(2, 3);
    const cx = random.int(4, pixels.width - 5);
    const cy = random.int(4, pixels.height - 5);
    const level = random.int(30, 130);
    for (let y = -radius; y <= radius; y++)
      for (let x = -radius; x <= radius; x++) {
        if (x * x + y * y > radius * radius) continue;
        const at = ((cy + y) * pixels.width + cx + x) * pixels.channels;
        for (let c = 0; c < pixels.channels; c++) pixels.data[at + c] = Math.min(pixels.data[at + c]!, level);
      }
  }
}

/** Two holes of 6 mm, 80 mm apart, 12 mm from the left edge of an A4 page. */
function punch(page: Pixels): void {
  const mm = page.width / 210;
  for (const offset of [-40, 40]) {
    const cx = Math.round(12 * mm);
    const cy = Math.round(page.height / 2 + offset * mm);
    const radius = Math.round(3 * mm);
    for (let y = -radius; y <= radius; y++)
      for (let x = -radius; x <= radius; x++) {
        if (x * x + y * y > radius * radius) continue;
        const at = ((cy + y) * page.width + cx + x) * 3;
        page.data.fill(45, at, at + 3);
      }
  }
}

export function toGray(pixels: Pixels): Pixels {
  if (pixels.channels === 1) return pixels;
  const data = new Uint8Array(pixels.width * pixels.height);
  for (let to = 0, from = 0; to < data.length; to++, from += 3)
    data[to] = 0.299 * pixels.data[from]! + 0.587 * pixels.data[from + 1]! + 0.114 * pixels.data[from + 2]! + 0.5;
  return { width: pixels.width, height: pixels.height, channels: 1, data };
}

/** Clockwise quarter turns of the pixels. */
export function turned(pixels: Pixels, quarterTurns: number): Pixels {
  const { width, height, channels } = pixels;
  const times = ((quarterTurns % 4) + 4) % 4;
  if (times === 0) return pixels;
  const out = times === 2 ? { width, height } : { width: height, height: width };
  const data = new Uint8Array(pixels.data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [nx, ny] =
        times === 1 ? [height - 1 - y, x] : times === 2 ? [width - 1 - x, height - 1 - y] : [y, width - 1 - x];
      for (let c = 0; c < channels; c++)
        data[(ny * out.width + nx) * channels + c] = pixels.data[(y * width + x) * channels + c]!;
    }
  return { ...out, channels, data };
}

/** A page off the flat-bed: layers, skew, optics, noise, mode, sideways feed. Bilevel pages come as gray 0/255. */
export async function scanPage(
  print: Pixels,
  ink: Pixels | null,
  recipe: ScanRecipe,
  random: Chance,
): Promise<Degraded> {
  let page = composePage(print, ink, recipe, random.branch('ink'));
  const { width, height } = page;
  if (recipe.punchHoles) punch(page);
  const radians = (recipe.skewDeg * Math.PI) / 180;
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  const cx = width / 2;
  const cy = height / 2;
  // output → source: turn back about the centre
  if (recipe.skewDeg !== 0)
    page = warp(
      page,
      width,
      height,
      [cos, sin, cx - cos * cx - sin * cy, -sin, cos, cy + sin * cx - cos * cy, 0, 0, 1],
      [clamp(recipe.paper[0] - 14), clamp(recipe.paper[1] - 14), clamp(recipe.paper[2] - 13)],
    );
  const forward = ([x, y]: Corner): Corner => [
    cx + cos * (x - cx) - sin * (y - cy),
    cy + sin * (x - cx) + cos * (y - cy),
  ];
  page = await blurred(page, recipe.blurPx);
  if (recipe.edgeShadow > 0) {
    const reach = width * 0.06;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < reach; x++) {
        const keep = 1 - recipe.edgeShadow * (1 - x / reach) ** 2;
        for (let c = 0; c < 3; c++) page.data[(y * width + x) * 3 + c]! *= keep;
      }
  }
  if (recipe.lidPx > 0)
    for (let y = 0; y < height; y++)
      for (let x = y < height - recipe.lidPx ? width - recipe.lidPx : 0; x < width; x++)
        page.data.fill(38 + ((x + y) % 5), (y * width + x) * 3, (y * width + x) * 3 + 3);
  addSpecks(page, recipe.specks, random.branch('specks'));
  addNoise(page, recipe.noise, random.branch('noise'));
  if (recipe.mode !== 'colour') page = toGray(page);
  if (recipe.mode === 'bilevel')
    for (let at = 0; at < page.data.length; at++) page.data[at] = page.data[at]! < recipe.threshold ? 0 : 255;
  return {
    pixels: turned(page, recipe.quarterTurns),
    corners: [forward([0, 0]), forward([width, 0]), forward([width, height]), forward([0, height])],
  };
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
