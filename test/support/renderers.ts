import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';

/** Page 1 with its annotations as PDFium draws it, PNG without transparency. */
export async function byPdfium(bytes: Uint8Array, dpi: number): Promise<Buffer> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const page = document.getPage(0);
  const { data, width, height } = await page.render({ scale: dpi / 72, render: 'bitmap', renderFormFields: true });
  const picture = await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png()
    .toBuffer();
  document.destroy();
  library.destroy();
  return picture;
}

/** The same as Poppler draws it. */
export function byPoppler(bytes: Uint8Array, dpi: number): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'sohoa-poppler-'));
  try {
    const path = join(folder, 'page.pdf');
    writeFileSync(path, bytes);
    const options = ['-cropbox', '-r', String(dpi), '-f', '1', '-l', '1', '-png', '-singlefile'];
    execFileSync('pdftoppm', [...options, path, join(folder, 'page')], { stdio: 'pipe' });
    return readFileSync(join(folder, 'page.png'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Mean difference of two pictures, 0 to 255, after both are blurred by a pixel: letters may be hinted differently. */
export async function difference(a: Buffer, b: Buffer): Promise<number> {
  const { width = 0, height = 0 } = await sharp(b).metadata();
  const raw = (picture: Buffer): Promise<Buffer> =>
    sharp(picture).removeAlpha().resize(width, height, { fit: 'fill' }).blur(1).raw().toBuffer();
  const [left, right] = await Promise.all([raw(a), raw(b)]);
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += Math.abs((left[index] as number) - (right[index] as number));
  return sum / left.length;
}
