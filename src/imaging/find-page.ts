import type { Point, Quad } from './homography.ts';
import { type GrayImage, type RgbImage, toGray } from './raster.ts';

/** A page is found when it covers this share of the picture at least … */
const LEAST_AREA = 0.2;
/** … and this share of samples along each of its edges shows paper inside and something darker or coloured outside. */
const LEAST_SUPPORT = 0.55;
/** Step of brightness (0-255) that makes an edge. */
const LEAST_STEP = 14;
const SAMPLES_PER_EDGE = 60;

/**
 * The page in a photograph: a bright four-sided sheet on something darker, its edges fitted to where the picture steps
 * from paper to desk. Null when there is none, or when the page fills the picture. `image` is small (long side about
 * 1,000 px); corners are in its px, clockwise from the upper left.
 */
export function findPage(image: RgbImage): Quad | null {
  const paper = paperness(image);
  const rough = roughQuad(paper);
  if (rough === null) return null;
  let quad = rough;
  let supported = 1;
  for (const reach of [0.05, 0.02]) {
    const fitted = refine(paper, quad, reach * Math.max(paper.widthPx, paper.heightPx));
    if (fitted === null) return null;
    quad = fitted.quad;
    supported = fitted.support;
  }
  if (supported < LEAST_SUPPORT || !isPlausible(quad, paper)) return null;
  return quad;
}

/** Bright and colourless is paper; a wooden desk loses by its colour, a dark one by its brightness. */
function paperness(image: RgbImage): GrayImage {
  const gray = toGray(image);
  for (let i = 0, j = 0; i < gray.pixels.length; i++, j += 3) {
    const r = image.pixels[j]!;
    const g = image.pixels[j + 1]!;
    const b = image.pixels[j + 2]!;
    const chroma = Math.max(r, g, b) - Math.min(r, g, b);
    gray.pixels[i] = Math.max(0, gray.pixels[i]! - chroma);
  }
  return gray;
}

/** Side of a cell of the rough search, px. */
const CELL = 8;

/** Largest bright region, as the four-sided hull around it. */
function roughQuad(image: GrayImage): Quad | null {
  const columns = Math.floor(image.widthPx / CELL);
  const rows = Math.floor(image.heightPx / CELL);
  if (columns < 8 || rows < 8) return null;
  const cells = new Uint8Array(columns * rows);
  const values = new Uint8Array(CELL * CELL);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      for (let y = 0, n = 0; y < CELL; y++)
        for (let x = 0; x < CELL; x++, n++)
          values[n] = image.pixels[(row * CELL + y) * image.widthPx + column * CELL + x]!;
      cells[row * columns + column] = values.sort()[Math.floor(CELL * CELL * 0.7)]!;
    }
  const region = largestRegion(cells, columns, rows, otsu(cells));
  if (region.length < LEAST_AREA * columns * rows) return null;
  const points = region.flatMap((cell): Point[] => {
    const x = (cell % columns) * CELL;
    const y = Math.floor(cell / columns) * CELL;
    return [
      [x, y],
      [x + CELL, y],
      [x + CELL, y + CELL],
      [x, y + CELL],
    ];
  });
  return fourSides(convexHull(points));
}

function otsu(values: Uint8Array): number {
  const histogram = new Float64Array(256);
  for (const value of values) histogram[value]!++;
  let total = 0;
  for (let i = 0; i < 256; i++) total += i * histogram[i]!;
  let [best, threshold, count, sum] = [-1, 128, 0, 0];
  for (let i = 0; i < 255; i++) {
    count += histogram[i]!;
    sum += i * histogram[i]!;
    const rest = values.length - count;
    if (count === 0 || rest === 0) continue;
    const between = count * rest * (sum / count - (total - sum) / rest) ** 2;
    if (between > best) {
      best = between;
      threshold = i;
    }
  }
  return threshold;
}

function largestRegion(cells: Uint8Array, columns: number, rows: number, above: number): readonly number[] {
  const seen = new Uint8Array(cells.length);
  let largest: number[] = [];
  for (let start = 0; start < cells.length; start++) {
    if (seen[start] === 1 || cells[start]! <= above) continue;
    const region: number[] = [];
    const stack = [start];
    seen[start] = 1;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      region.push(at);
      const x = at % columns;
      const y = (at - x) / columns;
      for (const [nx, ny] of [
        [x - 1, y],
        [x + 1, y],
        [x, y - 1],
        [x, y + 1],
      ] as const) {
        if (nx < 0 || ny < 0 || nx >= columns || ny >= rows) continue;
        const next = ny * columns + nx;
        if (seen[next] === 1 || cells[next]! <= above) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    if (region.length > largest.length) largest = region;
  }
  return largest;
}

const cross = (o: Point, a: Point, b: Point): number => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);

/** Clockwise as seen (y downwards), by the monotone chain. */
function convexHull(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of list) {
      while (chain.length >= 2 && cross(chain[chain.length - 2]!, chain[chain.length - 1]!, point) <= 0) chain.pop();
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** Takes sides away one by one, each time the one whose removal adds least area, until four are left. */
function fourSides(hull: readonly Point[]): Quad | null {
  const polygon = [...hull];
  while (polygon.length > 4) {
    let best: { index: number; corner: Point; area: number } | null = null;
    for (let i = 0; i < polygon.length; i++) {
      const at = (offset: number): Point => polygon[(i + offset + polygon.length) % polygon.length]!;
      const corner = meet(at(-1), at(0), at(2), at(1));
      if (corner === null) continue;
      const area = Math.abs(cross(at(0), corner, at(1))) / 2;
      // the new corner must lie beyond both ends of the side that goes
      if (cross(at(0), at(1), corner) > 0) continue;
      if (best === null || area < best.area) best = { index: i, corner, area };
    }
    if (best === null) return null;
    const next = (best.index + 1) % polygon.length;
    polygon[best.index] = best.corner;
    polygon.splice(next, 1);
  }
  return polygon.length === 4 ? fromUpperLeft(polygon as unknown as Quad) : null;
}

/** Where the line a–b meets the line c–d; null when they are parallel. */
function meet(a: Point, b: Point, c: Point, d: Point): Point | null {
  const det = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  if (Math.abs(det) < 1e-9) return null;
  const t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / det;
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}

function fromUpperLeft(quad: Quad): Quad {
  let first = 0;
  for (let i = 1; i < 4; i++) if (quad[i]![0] + quad[i]![1] < quad[first]![0] + quad[first]![1]) first = i;
  const clockwise = area(quad) > 0 ? quad : ([quad[0], quad[3], quad[2], quad[1]] as const);
  const start = clockwise.indexOf(quad[first]!);
  return [0, 1, 2, 3].map((i) => clockwise[(start + i) % 4]!) as unknown as Quad;
}

const area = (quad: Quad): number =>
  quad.reduce((sum, [x, y], i) => sum + x * quad[(i + 1) % 4]![1] - y * quad[(i + 1) % 4]![0], 0) / 2;

/** Moves each side to where the picture steps down from inside to outside, within `reach` px, and fits a line. */
function refine(image: GrayImage, quad: Quad, reach: number): { readonly quad: Quad; readonly support: number } | null {
  const lines: { point: Point; direction: Point }[] = [];
  let support = 1;
  for (let side = 0; side < 4; side++) {
    const [ax, ay] = quad[side]!;
    const [bx, by] = quad[(side + 1) % 4]!;
    const length = Math.hypot(bx - ax, by - ay);
    if (length < 20) return null;
    // outwards of a clockwise quad, y downwards
    const nx = (by - ay) / length;
    const ny = -(bx - ax) / length;
    const found: Point[] = [];
    for (let i = 0; i < SAMPLES_PER_EDGE; i++) {
      const t = 0.04 + (0.92 * i) / (SAMPLES_PER_EDGE - 1);
      const at = steepest(image, ax + (bx - ax) * t, ay + (by - ay) * t, nx, ny, reach);
      if (at !== null) found.push(at);
    }
    const line = fitLine(found, Math.max(2, reach * 0.08));
    if (line === null) {
      lines.push({ point: [ax, ay], direction: [(bx - ax) / length, (by - ay) / length] });
      support = 0;
    } else {
      lines.push(line);
      support = Math.min(support, line.inliers / SAMPLES_PER_EDGE);
    }
  }
  const corners = lines.map(({ point, direction }, side) => {
    const before = lines[(side + 3) % 4]!;
    return meet(before.point, [before.point[0] + before.direction[0], before.point[1] + before.direction[1]], point, [
      point[0] + direction[0],
      point[1] + direction[1],
    ]);
  });
  if (corners.some((corner) => corner === null)) return null;
  return { quad: corners as unknown as Quad, support };
}

/** Place of the steepest fall of brightness along the outward normal; null when none is an edge. */
function steepest(image: GrayImage, x: number, y: number, nx: number, ny: number, reach: number): Point | null {
  const { pixels, widthPx, heightPx } = image;
  const value = (offset: number): number => {
    const px = Math.round(x + nx * offset);
    const py = Math.round(y + ny * offset);
    // beyond the picture is no desk: an edge there is not seen
    return px < 0 || py < 0 || px >= widthPx || py >= heightPx ? -1 : pixels[py * widthPx + px]!;
  };
  let best = LEAST_STEP;
  let place: number | null = null;
  for (let offset = -reach; offset <= reach; offset++) {
    const inside = [value(offset - 1), value(offset - 2), value(offset - 3)];
    const outside = [value(offset + 1), value(offset + 2), value(offset + 3)];
    if (inside.includes(-1) || outside.includes(-1)) continue;
    const step = (inside[0]! + inside[1]! + inside[2]! - outside[0]! - outside[1]! - outside[2]!) / 3;
    if (step > best) {
      best = step;
      place = offset;
    }
  }
  return place === null ? null : [x + nx * place, y + ny * place];
}

/** The line most points agree on, by trying pairs, then least squares over those within `tolerance` px. */
function fitLine(
  points: readonly Point[],
  tolerance: number,
): { readonly point: Point; readonly direction: Point; readonly inliers: number } | null {
  if (points.length < SAMPLES_PER_EDGE * 0.3) return null;
  const near = (a: Point, b: Point): Point[] => {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    return length === 0 ? [] : points.filter((point) => Math.abs(cross(a, b, point)) / length <= tolerance);
  };
  let best: Point[] = [];
  // every pair that is far apart enough: few hundred tries, no chance involved
  for (let i = 0; i < points.length; i += 2)
    for (let j = i + Math.floor(points.length / 3); j < points.length; j += 3) {
      const agreeing = near(points[i]!, points[j]!);
      if (agreeing.length > best.length) best = agreeing;
    }
  if (best.length < 2) return null;
  const cx = best.reduce((sum, [x]) => sum + x, 0) / best.length;
  const cy = best.reduce((sum, [, y]) => sum + y, 0) / best.length;
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of best) {
    xx += (x - cx) ** 2;
    xy += (x - cx) * (y - cy);
    yy += (y - cy) ** 2;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return { point: [cx, cy], direction: [Math.cos(angle), Math.sin(angle)], inliers: best.length };
}

/** Convex, of the size and shape of a page seen at an angle, inside the picture and not all of it. */
function isPlausible(quad: Quad, image: GrayImage): boolean {
  const whole = image.widthPx * image.heightPx;
  const size = area(quad);
  if (size < LEAST_AREA * whole || size > 0.985 * whole) return false;
  const margin = 0.02 * Math.max(image.widthPx, image.heightPx);
  const side = (i: number): number =>
    Math.hypot(quad[(i + 1) % 4]![0] - quad[i]![0], quad[(i + 1) % 4]![1] - quad[i]![1]);
  for (let i = 0; i < 4; i++) {
    const [x, y] = quad[i]!;
    if (x < -margin || y < -margin || x > image.widthPx + margin || y > image.heightPx + margin) return false;
    const turn = cross(quad[i]!, quad[(i + 1) % 4]!, quad[(i + 2) % 4]!) / (side(i) * side((i + 1) % 4));
    // sine of the corner's angle: 0.8 is 53° to 127°
    if (turn < 0.8) return false;
    const ratio = side(i) / side((i + 2) % 4);
    if (ratio < 0.6 || ratio > 1.67) return false;
  }
  return true;
}
