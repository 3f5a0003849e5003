import sharp from 'sharp';
import type { OcrImage } from './engine.ts';

/** Resolutions that Tesseract believes; it guesses beyond them. */
const [LEAST_DPI, MOST_DPI] = [70, 2400];
const MM_PER_INCH = 25.4;

/**
 * An uncompressed gray TIFF with its resolution: Leptonica takes it in whole rows, where it takes a PGM byte by byte
 * (8 % of the time of a page).
 */
export const encodeOcrTiff = ({ pixels, widthPx, heightPx, dpi }: OcrImage): Promise<Buffer> => {
  const perMm = Math.min(MOST_DPI, Math.max(LEAST_DPI, Math.round(dpi))) / MM_PER_INCH;
  return sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 1 }, limitInputPixels: false })
    .toColourspace('b-w')
    .tiff({ compression: 'none', xres: perMm, yres: perMm, resolutionUnit: 'inch' })
    .toBuffer();
};
