import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import type { Pixels } from './raster.ts';

/** Resolution is kept in the file, as scanners write it. */
const image = (pixels: Pixels, dpi: number | null) => {
  const base = sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: pixels.channels } });
  return (pixels.channels === 1 ? base.toColourspace('b-w') : base).withMetadata(dpi === null ? {} : { density: dpi });
};

export interface JpegOptions {
  readonly quality: number;
  readonly dpi: number | null;
  /** EXIF orientation tag 1 to 8; the pixels are stored as given. */
  readonly orientation?: number;
  readonly progressive?: boolean;
}

export async function toJpeg(pixels: Pixels, options: JpegOptions): Promise<Uint8Array> {
  const metadata = {
    ...(options.dpi === null ? {} : { density: options.dpi }),
    ...(options.orientation === undefined ? {} : { orientation: options.orientation }),
  };
  return image(pixels, options.dpi)
    .withMetadata(metadata)
    .jpeg({ quality: options.quality, progressive: options.progressive ?? false, chromaSubsampling: '4:2:0' })
    .toBuffer();
}

export const toPng = async (pixels: Pixels, dpi: number | null): Promise<Uint8Array> =>
  image(pixels, dpi).png({ compressionLevel: 9 }).toBuffer();

/** A TIFF of one or more pages of one size; bilevel as CCITT G4, the rest as JPEG in TIFF or LZW. */
export async function toTiff(
  pages: readonly Pixels[],
  dpi: number,
  compression: 'ccittfax4' | 'lzw' | 'jpeg',
  quality = 90,
): Promise<Uint8Array> {
  const first = pages[0]!;
  const all = new Uint8Array(first.data.length * pages.length);
  for (const [index, page] of pages.entries()) all.set(page.data, index * first.data.length);
  const stack = sharp(all, {
    raw: {
      width: first.width,
      height: first.height * pages.length,
      channels: first.channels,
      pageHeight: first.height,
    },
  });
  const perMm = dpi / 25.4;
  return (first.channels === 1 ? stack.toColourspace('b-w') : stack)
    .tiff({
      compression,
      quality,
      xres: perMm,
      yres: perMm,
      resolutionUnit: 'inch',
      ...(compression === 'ccittfax4' ? { bitdepth: 1 as const } : {}),
    })
    .toBuffer();
}

/** A PDF as scanners make it: one JPEG a page, page size = px / dpi, no text. */
export async function toScannedPdf(
  jpegs: readonly { readonly jpeg: Uint8Array; readonly dpi: number }[],
  scannedAt: Date,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setProducer('Scanner');
  pdf.setCreationDate(scannedAt);
  pdf.setModificationDate(scannedAt);
  for (const { jpeg, dpi } of jpegs) {
    const picture = await pdf.embedJpg(jpeg);
    const size: [number, number] = [(picture.width * 72) / dpi, (picture.height * 72) / dpi];
    pdf.addPage(size).drawImage(picture, { x: 0, y: 0, width: size[0], height: size[1] });
  }
  return pdf.save({ useObjectStreams: false });
}
