import sharp from 'sharp';
import type { BoxPx } from '../domain/geometry.ts';
import type { RgbImage } from './raster.ts';

/**
 * A part of a rendered page as PNG for a person to look at: cut out, `markPx` framed (both in px of the page), and made
 * smaller when wider than `maxWidthPx`. A box that reaches over the edge is cut at it.
 */
export async function pagePicture(
  page: RgbImage,
  options: { readonly cropPx: BoxPx | null; readonly markPx: BoxPx | null; readonly maxWidthPx: number },
): Promise<Uint8Array> {
  const { widthPx, heightPx } = page;
  const crop = inside(options.cropPx ?? { x0: 0, y0: 0, x1: widthPx, y1: heightPx }, page);
  const [width, height] = [crop.x1 - crop.x0, crop.y1 - crop.y0];
  const frame =
    options.markPx === null
      ? []
      : [{ input: Buffer.from(frameSvg(options.markPx, crop, width, height)), top: 0, left: 0 }];
  const cut = await sharp(page.pixels, {
    raw: { width: widthPx, height: heightPx, channels: 3 },
    limitInputPixels: false,
  })
    .extract({ left: crop.x0, top: crop.y0, width, height })
    .composite(frame)
    .png()
    .toBuffer();
  if (width <= options.maxWidthPx) return cut;
  return sharp(cut).resize({ width: options.maxWidthPx }).png({ palette: true, colours: 128 }).toBuffer();
}

function inside(box: BoxPx, { widthPx, heightPx }: RgbImage): BoxPx {
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)));
  const x0 = clamp(box.x0, widthPx - 1);
  const y0 = clamp(box.y0, heightPx - 1);
  return { x0, y0, x1: Math.max(x0 + 1, clamp(box.x1, widthPx)), y1: Math.max(y0 + 1, clamp(box.y1, heightPx)) };
}

/** A thin amber frame a little outside the box: it must not touch the letters it points at. */
function frameSvg(mark: BoxPx, crop: BoxPx, width: number, height: number): string {
  const line = Math.max(2, Math.round((mark.y1 - mark.y0) / 14));
  const gap = line * 2;
  const [x, y] = [mark.x0 - crop.x0 - gap, mark.y0 - crop.y0 - gap];
  const [w, h] = [mark.x1 - mark.x0 + 2 * gap, mark.y1 - mark.y0 + 2 * gap];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${2 * line}" fill="none" stroke="#d97706" stroke-width="${line}"/></svg>`;
}
