import type { RectPt } from './model.ts';
import { isArray, type PdfObject } from './objects.ts';

/** a b c d e f of ISO 32000-1 8.3.3: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** `first` applied before `second`. */
export function multiply(first: Matrix, second: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [A, B, C, D, E, F] = second;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

/** The box around a transformed box. */
export function boxOf(matrix: Matrix, box: RectPt): RectPt {
  const [a, b, c, d, e, f] = matrix;
  const xs: number[] = [];
  const ys: number[] = [];
  for (const x of [box[0], box[2]]) {
    for (const y of [box[1], box[3]]) {
      xs.push(a * x + c * y + e);
      ys.push(b * x + d * y + f);
    }
  }
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** A matrix of six direct numbers; the identity for anything else. */
export function readMatrix(object: PdfObject): Matrix {
  if (!isArray(object) || object.items.length !== 6) return identity;
  if (!object.items.every((item) => typeof item === 'number')) return identity;
  return object.items as unknown as Matrix;
}
