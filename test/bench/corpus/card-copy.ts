import type { Layers } from '../../../samples/lib/capture.ts';
import type { Pixels } from '../../../samples/lib/raster.ts';
import type { drawnPages, FieldRecord } from '../../../samples/lib/truth.ts';

/** Both sides of a card copied onto one A4 page, front above back, as offices do. Boxes move with them. */
export function onOnePage(
  layers: readonly Layers[],
  pages: ReturnType<typeof drawnPages>,
  fields: Readonly<Record<string, FieldRecord>>,
  dpi: number,
) {
  const widthMm = 210;
  const heightMm = 297;
  const at = layers.map((_, index) => ({ x: (widthMm - pages[index]!.width_mm) / 2, y: 38 + index * 92 }));
  const blank = (): Pixels => {
    const width = Math.round((widthMm * dpi) / 25.4);
    const height = Math.round((heightMm * dpi) / 25.4);
    return { width, height, channels: 3, data: new Uint8Array(width * height * 3).fill(255) };
  };
  const paste = (which: 'print' | 'ink'): Pixels => {
    const page = blank();
    for (const [index, layer] of layers.entries()) {
      const source = layer[which];
      const left = Math.round((at[index]!.x * dpi) / 25.4);
      const top = Math.round((at[index]!.y * dpi) / 25.4);
      for (let y = 0; y < source.height; y++)
        page.data.set(
          source.data.subarray(y * source.width * 3, (y + 1) * source.width * 3),
          ((top + y) * page.width + left) * 3,
        );
    }
    return page;
  };
  const moved = <B extends { readonly x: number; readonly y: number }>(box: B, index: number): B => ({
    ...box,
    x: box.x + at[index]!.x,
    y: box.y + at[index]!.y,
  });
  let block = 0;
  const lines = pages.flatMap((page, index) => {
    const own = page.lines.map((line) => ({ ...line, block: line.block + block, box_mm: moved(line.box_mm, index) }));
    block += Math.max(0, ...page.lines.map((line) => line.block)) + 1;
    return own;
  });
  return {
    layers: [{ print: paste('print'), ink: paste('ink') }],
    pages: [{ page: 1, width_mm: widthMm, height_mm: heightMm, lines }],
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [
        name,
        { ...field, page: 1, box_mm: moved(field.box_mm, field.page - 1) },
      ]),
    ),
  };
}
