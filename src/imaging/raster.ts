/** Eight-bit gray pixels, row by row, 0 = black, 255 = white. */
export interface GrayImage {
  readonly pixels: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Eight-bit RGB pixels, interleaved, row by row, sRGB. */
export interface RgbImage {
  readonly pixels: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A new gray image; white unless told otherwise. */
export function blankGray(widthPx: number, heightPx: number, value = 255): GrayImage {
  return { pixels: new Uint8Array(widthPx * heightPx).fill(value), widthPx, heightPx };
}

/** Luma (Rec. 601 weights in integers), as scanners and Tesseract take it. */
export function toGray(image: RgbImage): GrayImage {
  const { pixels, widthPx, heightPx } = image;
  const gray = new Uint8Array(widthPx * heightPx);
  for (let i = 0, j = 0; i < gray.length; i++, j += 3)
    gray[i] = (pixels[j]! * 77 + pixels[j + 1]! * 150 + pixels[j + 2]! * 29) >> 8;
  return { pixels: gray, widthPx, heightPx };
}

/** The image turned clockwise by `turns` × 90°. */
export function turnGray(image: GrayImage, turns: number): GrayImage {
  const { pixels, widthPx: w, heightPx: h } = image;
  const quarter = ((turns % 4) + 4) % 4;
  if (quarter === 0) return image;
  const out = new Uint8Array(w * h);
  if (quarter === 2) {
    for (let i = 0, j = out.length - 1; j >= 0; i++, j--) out[j] = pixels[i]!;
    return { pixels: out, widthPx: w, heightPx: h };
  }
  // in tiles, so that the column-wise side stays in the cache
  const tile = 32;
  for (let ty = 0; ty < h; ty += tile)
    for (let tx = 0; tx < w; tx += tile)
      for (let y = ty; y < Math.min(h, ty + tile); y++)
        for (let x = tx; x < Math.min(w, tx + tile); x++)
          out[quarter === 1 ? x * h + (h - 1 - y) : (w - 1 - x) * h + y] = pixels[y * w + x]!;
  return { pixels: out, widthPx: h, heightPx: w };
}

/** Mean of `factor` × `factor` cells; the remainder at the right and lower edge is dropped. */
export function shrinkGray(image: GrayImage, factor: number): GrayImage {
  if (factor <= 1) return image;
  const { pixels, widthPx } = image;
  const w = Math.floor(widthPx / factor);
  const h = Math.floor(image.heightPx / factor);
  const out = new Uint8Array(w * h);
  const area = factor * factor;
  const sums = new Uint32Array(w);
  for (let y = 0; y < h; y++) {
    sums.fill(0);
    for (let dy = 0; dy < factor; dy++) {
      let i = (y * factor + dy) * widthPx;
      for (let x = 0; x < w; x++) {
        let sum = 0;
        for (let dx = 0; dx < factor; dx++) sum += pixels[i++]!;
        sums[x]! += sum;
      }
    }
    for (let x = 0; x < w; x++) out[y * w + x] = sums[x]! / area;
  }
  return { pixels: out, widthPx: w, heightPx: h };
}
