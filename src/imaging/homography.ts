import type { RgbImage } from './raster.ts';

export type Point = readonly [x: number, y: number];
/** Corners of a page in an image, clockwise from the one that becomes the upper left. */
export type Quad = readonly [Point, Point, Point, Point];
/** Row-major 3 × 3 with the last entry 1. */
export type Homography = readonly number[];

/** The projective map that takes the corners of the rectangle 0,0 – width,height to the quad. */
export function fromRectangle(widthPx: number, heightPx: number, [p0, p1, p2, p3]: Quad): Homography {
  // Heckbert, Fundamentals of Texture Mapping (1989), section 2.2.3: unit square to quadrilateral
  const dx1 = p1[0] - p2[0];
  const dx2 = p3[0] - p2[0];
  const dx3 = p0[0] - p1[0] + p2[0] - p3[0];
  const dy1 = p1[1] - p2[1];
  const dy2 = p3[1] - p2[1];
  const dy3 = p0[1] - p1[1] + p2[1] - p3[1];
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (dx3 * dy2 - dx2 * dy3) / det;
  const h = (dx1 * dy3 - dx3 * dy1) / det;
  const unit = [
    p1[0] - p0[0] + g * p1[0],
    p3[0] - p0[0] + h * p3[0],
    p0[0],
    p1[1] - p0[1] + g * p1[1],
    p3[1] - p0[1] + h * p3[1],
    p0[1],
    g,
    h,
    1,
  ];
  return unit.map((value, i) => (i % 3 === 0 ? value / widthPx : i % 3 === 1 ? value / heightPx : value));
}

export function project(m: Homography, x: number, y: number): Point {
  const w = m[6]! * x + m[7]! * y + 1;
  return [(m[0]! * x + m[1]! * y + m[2]!) / w, (m[3]! * x + m[4]! * y + m[5]!) / w];
}

/** The part of the image inside the quad, laid out as a rectangle, bilinear; outside the image the edge is repeated. */
export function rectify(image: RgbImage, quad: Quad, widthPx: number, heightPx: number): RgbImage {
  const m = fromRectangle(widthPx, heightPx, quad);
  const { pixels, widthPx: w, heightPx: h } = image;
  const out = new Uint8Array(widthPx * heightPx * 3);
  const row = w * 3;
  for (let y = 0, to = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++, to += 3) {
      const d = m[6]! * (x + 0.5) + m[7]! * (y + 0.5) + 1;
      const sx = Math.min(Math.max((m[0]! * (x + 0.5) + m[1]! * (y + 0.5) + m[2]!) / d - 0.5, 0), w - 1.001);
      const sy = Math.min(Math.max((m[3]! * (x + 0.5) + m[4]! * (y + 0.5) + m[5]!) / d - 0.5, 0), h - 1.001);
      const x0 = sx | 0;
      const y0 = sy | 0;
      const fx = sx - x0;
      const fy = sy - y0;
      const at = y0 * row + x0 * 3;
      for (let c = 0; c < 3; c++) {
        const top = pixels[at + c]! + (pixels[at + c + 3]! - pixels[at + c]!) * fx;
        const bottom = pixels[at + row + c]! + (pixels[at + row + c + 3]! - pixels[at + row + c]!) * fx;
        out[to + c] = top + (bottom - top) * fy + 0.5;
      }
    }
  return { pixels: out, widthPx, heightPx };
}
