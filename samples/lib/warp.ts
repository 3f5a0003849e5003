import type { Pixels } from './raster.ts';

/** A point in px. */
export type Corner = readonly [number, number];

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
export function warp(
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
