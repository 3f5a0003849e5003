import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, PDFHexString, PDFName, PDFNumber } from 'pdf-lib';
import sharp from 'sharp';
import { toJpeg } from './lib/encode.ts';
import type { Chance } from './lib/random.ts';
import type { Pixels } from './lib/raster.ts';

export interface HostileInput {
  readonly file: string;
  /** Code of `src/domain/errors.ts` the component should end with. */
  readonly expect: string;
  readonly what: string;
}

const bytes = (random: Chance, length: number): Uint8Array => Uint8Array.from({ length }, () => random.int(0, 255));
const hex = (data: Uint8Array): PDFHexString => PDFHexString.of(Buffer.from(data).toString('hex'));

/** A well-formed PDF under the standard security handler with a password nobody knows (owner and user entries are noise). */
async function encryptedPdf(random: Chance): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const page = pdf.addPage([595.28, 841.89]);
  page.node.set(PDFName.of('Contents'), pdf.context.register(pdf.context.stream(bytes(random, 400))));
  pdf.context.trailerInfo.ID = pdf.context.obj([hex(bytes(random, 16)), hex(bytes(random, 16))]);
  pdf.context.trailerInfo.Encrypt = pdf.context.register(
    pdf.context.obj({
      Filter: 'Standard',
      V: PDFNumber.of(2),
      R: PDFNumber.of(3),
      Length: PDFNumber.of(128),
      P: PDFNumber.of(-3904),
      O: hex(bytes(random, 32)),
      U: hex(bytes(random, 32)),
    }),
  );
  return pdf.save({ useObjectStreams: false });
}

/** An A4 page at 150 dpi on which there is nothing but noise: nobody can read it. */
async function noisePage(random: Chance): Promise<Uint8Array> {
  const pixels: Pixels = { width: 1240, height: 1754, channels: 1, data: new Uint8Array(1240 * 1754) };
  for (let at = 0; at < pixels.data.length; at++) pixels.data[at] = 128 + 70 * random.normal();
  const { data } = await sharp(pixels.data, { raw: { width: 1240, height: 1754, channels: 1 } })
    .blur(2.2)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return toJpeg({ ...pixels, data: new Uint8Array(data) }, { quality: 40, dpi: 150 });
}

/** Writes the hostile inputs; `good` is a sound JPEG to cut short and a sound PDF to break. */
export async function writeHostileInputs(
  folder: string,
  random: Chance,
  good: { readonly jpeg: Uint8Array; readonly pdf: Uint8Array },
): Promise<HostileInput[]> {
  const inputs: HostileInput[] = [];
  const put = async (file: string, content: Uint8Array | string, expect: string, what: string): Promise<void> => {
    await writeFile(join(folder, file), content);
    inputs.push({ file: `hostile/${file}`, expect, what });
  };
  await put('tep-rong.pdf', new Uint8Array(0), 'FILE_EMPTY', 'empty file');
  await put(
    'van-ban.jpg',
    'Đây là văn bản thuần, không phải ảnh.\n'.repeat(40),
    'FILE_TYPE_UNKNOWN',
    'text named .jpg',
  );
  await put(
    'anh-dut.jpg',
    good.jpeg.slice(0, Math.min(60_000, Math.floor(good.jpeg.length * 0.35))),
    'IMAGE_UNREADABLE',
    'truncated JPEG',
  );
  const bomb = await sharp({
    create: { width: 20_000, height: 20_000, channels: 3, background: '#ffffff' },
    limitInputPixels: false,
  })
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
    .toBuffer();
  await put('anh-20000x20000.png', bomb, 'IMAGE_TOO_MANY_PIXELS', '20,000 × 20,000 px PNG in a small file');
  await put('mat-khau.pdf', await encryptedPdf(random.branch('encrypted')), 'PDF_ENCRYPTED', 'encrypted PDF');
  await put(
    'pdf-hong.pdf',
    good.pdf.slice(0, Math.floor(good.pdf.length * 0.3)),
    'PDF_UNREADABLE',
    'PDF cut off before its cross-reference section',
  );
  await put('khong-ro.dat', bytes(random.branch('unknown'), 2048), 'FILE_TYPE_UNKNOWN', 'unknown type');
  await put('trang-nhieu.jpg', await noisePage(random.branch('noise')), 'PAGE_UNREADABLE', 'a page of noise');
  return inputs;
}
