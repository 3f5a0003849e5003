import type { BoxPx } from '../domain/geometry.ts';

/** Boxes, in cells of a grid of `columns` × `rows`, of marked cells no more than `reach` cells apart, in reading order of their first cell. */
export function touchingCells(
  isMarked: (cell: number) => boolean,
  { columns, rows, reach = 1 }: { readonly columns: number; readonly rows: number; readonly reach?: number },
): readonly BoxPx[] {
  const seen = new Uint8Array(columns * rows);
  const found: BoxPx[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || !isMarked(start)) continue;
    let [x0, y0, x1, y1] = [columns, rows, 0, 0];
    const stack = [start];
    seen[start] = 1;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % columns;
      const y = (at - x) / columns;
      [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x + 1), Math.max(y1, y + 1)];
      for (let ny = Math.max(0, y - reach); ny <= Math.min(rows - 1, y + reach); ny++)
        for (let nx = Math.max(0, x - reach); nx <= Math.min(columns - 1, x + reach); nx++) {
          const next = ny * columns + nx;
          if (seen[next] === 1 || !isMarked(next)) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    found.push({ x0, y0, x1, y1 });
  }
  return found;
}
