import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki } from '../../certs-test/pki.ts';
import { fixedClock } from '../../src/domain/clock.ts';
import { type SignatureProfileId, signatureProfileOn } from '../../src/domain/rules/signature-profiles.ts';
import { openPageRenderer } from '../../src/pdf/appearance/page-ink.ts';
import type { BoxMm } from '../../src/pdf/appearance/page-view.ts';
import type { SigningKey } from '../../src/pki/keys/signing-key.ts';
import { union } from '../../src/signing/box-geometry.ts';
import { completeSignature, signPrepared } from '../../src/signing/complete.ts';
import { type PrepareDeps, prepareSignature } from '../../src/signing/prepare.ts';
import type { StampOrder } from '../../src/signing/request.ts';
import { intendedSigner } from '../../src/signing/sign-document.ts';
import { archivedScan } from '../support/documents.ts';
import { newPdf } from '../support/pdf-builder.ts';
import { byPdfium, byPoppler, difference } from '../support/renderers.ts';
import { anyRequest, tinos } from '../support/signing-kit.ts';
import { agencySeal, handwriting } from '../support/stamps.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hasTool } from '../support/tools.ts';
import { a4, letterOn } from '../support/typeset.ts';

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
  folder = temporaryFolder('golden');
  deps = { clock: fixedClock(new Date('2026-11-22T03:15:30Z')), font: tinos(), renderer: await openPageRenderer() };
  images = { hand: await handwriting(), seal: await agencySeal() };
});
afterAll(() => {
  deps.renderer.close();
});

async function sign(
  bytes: Uint8Array,
  profile: SignatureProfileId,
): Promise<{ readonly bytes: Uint8Array; readonly box: BoxMm }> {
  const { image: kind } = signatureProfileOn(profile, anyRequest.receptionDay).value;
  const image = kind === 'handwritten' ? images.hand : kind === 'seal' ? images.seal : null;
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

/** An empty page that claims PDF/A-1b: the image gets hard edges there. */
const blankAs1b = (): Uint8Array =>
  newPdf({
    objects: {
      1: '<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>',
      2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
      4: { entries: '/Type /Metadata /Subtype /XML', data: '<pdfaid:part>1</pdfaid:part>' },
    },
  });

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

async function looksAs(name: string, picture: Buffer): Promise<number> {
  const path = join(pictures, `${name}.png`);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(pictures, { recursive: true });
    writeFileSync(path, picture);
  }
  expect(existsSync(path), `${name}.png`).toBe(true);
  return difference(picture, readFileSync(path));
}

interface Made {
  readonly bytes: Uint8Array;
  readonly box: BoxMm;
}

/** A handwritten signature and the seal over its left third. */
async function twice(base: Uint8Array, person: SignatureProfileId, agency: SignatureProfileId): Promise<Made> {
  const personal = await sign(base, person);
  const issued = await sign(personal.bytes, agency);
  return { bytes: issued.bytes, box: union(personal.box, issued.box) };
}

const cases: readonly [string, () => Promise<Made>][] = [
  ['operator-scan', async () => sign(await archivedScan(), 'OPERATOR_SCAN')],
  ['copy-sao-y', async () => sign(await archivedScan(), 'COPY_SAO_Y')],
  ['copy-sao-luc', async () => sign(await archivedScan(), 'COPY_SAO_LUC')],
  ['copy-trich-sao', async () => sign(await archivedScan(), 'COPY_TRICH_SAO')],
  ['attachment', async () => sign(await archivedScan(), 'ATTACHMENT')],
  ['archive-tt02', async () => sign(blank('/MediaBox [0 0 595 842]'), 'ARCHIVE_TT02')],
  ['person-and-seal', () => twice(blank('/MediaBox [0 0 595 842]'), 'PERSON_COMPETENT', 'AGENCY_ISSUED')],
  ['person-and-seal-turned-90', () => twice(letterOn({ ...a4, rotate: 90 }), 'PERSON_COMPETENT', 'AGENCY_ISSUED')],
  ['person-and-seal-in-pdfa-1', () => twice(blankAs1b(), 'PERSON_COMPETENT', 'AGENCY_ISSUED')],
  ['certified-copy', () => twice(blank('/MediaBox [0 0 595 842]'), 'CERTIFIED_COPY', 'CERTIFIED_COPY_SEAL')],
  ...([90, 180, 270] as const).map((turn): [string, () => Promise<Made>] => [
    `copy-turned-${turn}`,
    async () => sign(blank(`/MediaBox [0 0 595 842] /Rotate ${turn}`), 'COPY_SAO_Y'),
  ]),
  ['copy-crop-box', async () => sign(blank('/MediaBox [-50 -40 700 900] /CropBox [20 30 615 872]'), 'COPY_SAO_Y')],
  ['copy-slip', async () => sign(blank('/MediaBox [0 0 210 298]'), 'COPY_SAO_Y')],
];

describe.each(cases)('%s', (name, make) => {
  it('is drawn by PDFium as it was looked at', async () => {
    const { bytes, box } = await make();
    expect(await looksAs(name, await crop(await byPdfium(bytes, dpi), box))).toBeLessThan(1.5);
  });

  it.skipIf(!hasTool('pdftoppm'))('is drawn by Poppler alike', async () => {
    const { bytes, box } = await make();
    const picture = await crop(byPoppler(bytes, dpi), box);
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
