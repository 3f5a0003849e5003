import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki } from '../../certs-test/pki.ts';
import { fixedClock } from '../../src/domain/clock.ts';
import type { SignatureProfileId } from '../../src/domain/rules/signature-profiles.ts';
import { openPageRenderer } from '../../src/pdf/appearance/page-ink.ts';
import type { BoxMm } from '../../src/pdf/appearance/page-view.ts';
import type { SigningKey } from '../../src/pki/keys/signing-key.ts';
import { completeSignature, signPrepared } from '../../src/signing/complete.ts';
import { type PrepareDeps, prepareSignature } from '../../src/signing/prepare.ts';
import type { StampOrder } from '../../src/signing/request.ts';
import { intendedSigner } from '../../src/signing/sign-document.ts';
import { archivedScan } from '../support/documents.ts';
import { newPdf } from '../support/pdf-builder.ts';
import { anyRequest, tinos } from '../support/signing-kit.ts';
import { hasTool } from '../support/tools.ts';

/**
 * Blocks as two renderers draw them, beside pictures that were looked at (`signing/*.png`). After a wanted change:
 * `UPDATE_GOLDEN=1 npx vitest run test/golden/signing-blocks.test.ts`, and look at them again.
 */
const dpi = 144;
const pictures = join(import.meta.dirname, 'signing');
let deps: PrepareDeps;
let key: SigningKey;
let folder: string;
let images: { readonly hand: StampOrder; readonly seal: StampOrder };
beforeAll(async () => {
  key = await (await loadTestPki()).key('leader');
  folder = mkdtempSync(join(tmpdir(), 'sohoa-golden-'));
  deps = { clock: fixedClock(new Date('2026-11-22T03:15:30Z')), font: tinos(), renderer: await openPageRenderer() };
  images = { hand: await drawn(handSvg, 40), seal: await drawn(sealSvg, 36) };
});
afterAll(() => {
  deps.renderer.close();
  rmSync(folder, { recursive: true });
});

const handSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="260"><path d="M20 200 C 90 20 150 20 165 170 S 235 235 270 120 S 330 40 370 160 S 455 225 620 70" fill="none" stroke="#1530b8" stroke-width="10"/></svg>';
const sealSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600" fill="none" stroke="#d8101c"><circle cx="300" cy="300" r="290" stroke-width="12"/><circle cx="300" cy="300" r="200" stroke-width="6"/><polygon points="300,190 326,268 408,268 342,316 367,394 300,346 233,394 258,316 192,268 274,268" fill="#d8101c"/></svg>';

async function drawn(svg: string, widthMm: number): Promise<StampOrder> {
  const png = new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer());
  return { png, widthMm, validFrom: null, validTo: null };
}

async function sign(
  bytes: Uint8Array,
  profile: SignatureProfileId,
): Promise<{ readonly bytes: Uint8Array; readonly box: BoxMm }> {
  const image = profile === 'PERSON_COMPETENT' ? images.hand : profile === 'AGENCY_ISSUED' ? images.seal : null;
  const prepared = await prepareSignature(bytes, { ...anyRequest, profile, image }, intendedSigner(key), deps);
  return { bytes: completeSignature(prepared, await signPrepared(prepared, key)), box: prepared.intent.box as BoxMm };
}

/** A page without ink, turned and cut as told. */
const blank = (entries: string): Uint8Array =>
  newPdf({
    objects: {
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      3: `<< /Type /Page /Parent 2 0 R ${entries} >>`,
    },
  });

async function byPdfium(bytes: Uint8Array): Promise<Buffer> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const { data, width, height } = await document
    .getPage(0)
    .render({ scale: dpi / 72, render: 'bitmap', renderFormFields: true });
  const picture = await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png()
    .toBuffer();
  document.destroy();
  library.destroy();
  return picture;
}

function byPoppler(bytes: Uint8Array): Buffer {
  const path = join(folder, 'page.pdf');
  writeFileSync(path, bytes);
  execFileSync(
    'pdftoppm',
    ['-cropbox', '-r', String(dpi), '-f', '1', '-l', '1', '-png', '-singlefile', path, join(folder, 'page')],
    {
      stdio: 'pipe',
    },
  );
  return readFileSync(join(folder, 'page.png'));
}

async function crop(picture: Buffer, box: BoxMm): Promise<Buffer> {
  const perMm = dpi / 25.4;
  const margin = 2;
  const { width = 0, height = 0 } = await sharp(picture).metadata();
  const left = Math.max(0, Math.floor((box.x - margin) * perMm));
  const top = Math.max(0, Math.floor((box.y - margin) * perMm));
  return sharp(picture)
    .extract({
      left,
      top,
      width: Math.min(width - left, Math.ceil((box.width + 2 * margin) * perMm)),
      height: Math.min(height - top, Math.ceil((box.height + 2 * margin) * perMm)),
    })
    .png({ palette: true, colours: 64 })
    .toBuffer();
}

/** Mean difference of two pictures, 0 to 255, after both are blurred by a pixel: letters may be hinted differently. */
async function difference(a: Buffer, b: Buffer): Promise<number> {
  const { width = 0, height = 0 } = await sharp(b).metadata();
  const raw = (picture: Buffer): Promise<Buffer> =>
    sharp(picture).removeAlpha().resize(width, height, { fit: 'fill' }).blur(1).raw().toBuffer();
  const [left, right] = await Promise.all([raw(a), raw(b)]);
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += Math.abs((left[index] as number) - (right[index] as number));
  return sum / left.length;
}

async function looksAs(name: string, picture: Buffer): Promise<number> {
  const path = join(pictures, `${name}.png`);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(pictures, { recursive: true });
    writeFileSync(path, picture);
  }
  expect(existsSync(path), `${name}.png`).toBe(true);
  return difference(picture, readFileSync(path));
}

const cases: readonly [string, () => Promise<{ readonly bytes: Uint8Array; readonly box: BoxMm }>][] = [
  ['operator-scan', async () => sign(await archivedScan(), 'OPERATOR_SCAN')],
  ['copy-sao-y', async () => sign(await archivedScan(), 'COPY_SAO_Y')],
  ['attachment', async () => sign(await archivedScan(), 'ATTACHMENT')],
  [
    'person-and-seal',
    async () => {
      const personal = await sign(blank('/MediaBox [0 0 595 842]'), 'PERSON_COMPETENT');
      const issued = await sign(personal.bytes, 'AGENCY_ISSUED');
      const x = Math.min(personal.box.x, issued.box.x);
      const y = Math.min(personal.box.y, issued.box.y);
      const right = Math.max(personal.box.x + personal.box.width, issued.box.x + issued.box.width);
      const bottom = Math.max(personal.box.y + personal.box.height, issued.box.y + issued.box.height);
      return { bytes: issued.bytes, box: { x, y, width: right - x, height: bottom - y } };
    },
  ],
  ...([90, 180, 270] as const).map(
    (turn) =>
      [`copy-turned-${turn}`, async () => sign(blank(`/MediaBox [0 0 595 842] /Rotate ${turn}`), 'COPY_SAO_Y')] as [
        string,
        () => Promise<{ readonly bytes: Uint8Array; readonly box: BoxMm }>,
      ],
  ),
  ['copy-crop-box', async () => sign(blank('/MediaBox [-50 -40 700 900] /CropBox [20 30 615 872]'), 'COPY_SAO_Y')],
  ['copy-slip', async () => sign(blank('/MediaBox [0 0 210 298]'), 'COPY_SAO_Y')],
];

describe.each(cases)('%s', (name, make) => {
  it('is drawn by PDFium as it was looked at', async () => {
    const { bytes, box } = await make();
    expect(await looksAs(name, await crop(await byPdfium(bytes), box))).toBeLessThan(1.5);
  });

  it.skipIf(!hasTool('pdftoppm'))('is drawn by Poppler alike', async () => {
    const { bytes, box } = await make();
    const picture = await crop(byPoppler(bytes), box);
    expect(await difference(picture, readFileSync(join(pictures, `${name}.png`)))).toBeLessThan(12);
  });
});

describe('the text of a block', () => {
  it.skipIf(!hasTool('pdftotext'))('can be selected and searched, with every Vietnamese letter', async () => {
    const { bytes } = await sign(blank('/MediaBox [0 0 595 842]'), 'COPY_SAO_Y');
    const path = join(folder, 'text.pdf');
    writeFileSync(path, bytes);
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).normalize('NFC');
    expect(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ).toEqual(['Sao y', 'Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ', '2026-11-22T10:15:30+07:00']);
  });

  it.skipIf(!hasTool('pdffonts'))('is set in an embedded subset with a Unicode map', async () => {
    const { bytes } = await sign(blank('/MediaBox [0 0 595 842]'), 'COPY_SAO_Y');
    const path = join(folder, 'fonts.pdf');
    writeFileSync(path, bytes);
    const row = execFileSync('pdffonts', [path], { encoding: 'utf8' }).split('\n')[2] ?? '';
    expect(row).toMatch(/^[A-Z]{6}\+Tinos-Regular\s+CID TrueType\s+Identity-H\s+yes yes yes/);
  });
});
