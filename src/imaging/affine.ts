/**
 * An affine map in PDF order: x' = a·x + c·y + e, y' = b·x + d·y + f. Pixel maps take px with the origin top left and
 * y downwards, a pixel's corner (not its centre) at integer coordinates.
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const identity: Affine = [1, 0, 0, 1, 0, 0];

/** First `first`, then `then`. */
export function compose(first: Affine, then: Affine): Affine {
  const [a, b, c, d, e, f] = first;
  const [A, B, C, D, E, F] = then;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

export function invert([a, b, c, d, e, f]: Affine): Affine {
  const det = a * d - b * c;
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}

export const apply = ([a, b, c, d, e, f]: Affine, x: number, y: number): readonly [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];

export const scaling = (x: number, y = x): Affine => [x, 0, 0, y, 0, 0];

/** Mirrors left and right of an image `widthPx` wide. */
export const mirror = (widthPx: number): Affine => [-1, 0, 0, 1, widthPx, 0];

/** Clockwise quarter turns of an image `widthPx` × `heightPx`, back to the origin. */
export function quarterTurn(turns: number, widthPx: number, heightPx: number): Affine {
  switch (((turns % 4) + 4) % 4) {
    case 1:
      return [0, 1, -1, 0, heightPx, 0];
    case 2:
      return [-1, 0, 0, -1, widthPx, heightPx];
    case 3:
      return [0, -1, 1, 0, 0, widthPx];
    default:
      return identity;
  }
}

/** Turn by `degrees` clockwise (as seen, y downwards) about the centre of a `widthPx` × `heightPx` image. */
export function turnAbout(degrees: number, widthPx: number, heightPx: number): Affine {
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const cx = widthPx / 2;
  const cy = heightPx / 2;
  return [cos, sin, -sin, cos, cx - cos * cx + sin * cy, cy - sin * cx - cos * cy];
}
