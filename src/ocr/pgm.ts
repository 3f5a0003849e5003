import type { GrayImage } from '../imaging/raster.ts';

/** A binary PGM (P5): Leptonica reads it without a decoder, which saves the PNG round trip. */
export function encodePgm(image: GrayImage): Uint8Array {
  const head = Buffer.from(`P5\n${image.widthPx} ${image.heightPx}\n255\n`, 'latin1');
  return Buffer.concat([head, image.pixels]);
}
