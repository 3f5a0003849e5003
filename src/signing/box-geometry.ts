import type { BoxMm } from '../pdf/appearance/page-view.ts';

export const inside = (box: BoxMm, outer: BoxMm): boolean =>
  box.x >= outer.x - 1e-6 &&
  box.y >= outer.y - 1e-6 &&
  box.x + box.width <= outer.x + outer.width + 1e-6 &&
  box.y + box.height <= outer.y + outer.height + 1e-6;
export const overlaps = (a: BoxMm, b: BoxMm): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
export const grown = (box: BoxMm, byX: number, byY: number): BoxMm => ({
  x: box.x - byX,
  y: box.y - byY,
  width: box.width + 2 * byX,
  height: box.height + 2 * byY,
});
export const areaOf = (box: BoxMm): number => box.width * box.height;

export function union(a: BoxMm, b: BoxMm): BoxMm {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const width = Math.max(a.x + a.width, b.x + b.width) - x;
  return { x, y, width, height: Math.max(a.y + a.height, b.y + b.height) - y };
}

export function common(a: BoxMm, b: BoxMm): BoxMm {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  };
}
