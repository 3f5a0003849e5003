import sharp from 'sharp';
import type { Chance } from './random.ts';
import type { Pixels } from './raster.ts';

export const clamp = (value: number): number => Math.max(0, Math.min(255, value));

/** Smooth noise in [0, 1]: a lattice of random values, bilinear between them, `cell` px apart. */
export function smoothNoise(
  random: Chance,
  width: number,
  height: number,
  cell: number,
): (x: number, y: number) => number {
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

const raw = (pixels: Pixels) =>
  sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: pixels.channels } });

/** Gaussian blur; below 0.3 px nothing. */
export async function blurred(pixels: Pixels, sigma: number): Promise<Pixels> {
  if (sigma < 0.3) return pixels;
  const { data } = await raw(pixels).blur(sigma).raw().toBuffer({ resolveWithObject: true });
  return { ...pixels, data: new Uint8Array(data) };
}

/** Adds Gaussian noise, the same on the three channels but for a little colour, as sensors do. In place. */
export function addNoise(pixels: Pixels, sigma: number, random: Chance): void {
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
