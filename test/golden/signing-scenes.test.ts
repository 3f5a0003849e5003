import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki } from '../../certs-test/pki.ts';
import { fixedClock } from '../../src/domain/clock.ts';
import type { SignatureProfileId } from '../../src/domain/rules/signature-profiles.ts';
import { openPageRenderer } from '../../src/pdf/appearance/page-ink.ts';
import type { BoxMm } from '../../src/pdf/appearance/page-view.ts';
import type { SigningKey } from '../../src/pki/keys/signing-key.ts';
import { common, overlaps } from '../../src/signing/box-geometry.ts';
import { completeSignature, signPrepared } from '../../src/signing/complete.ts';
import { type PrepareDeps, prepareSignature } from '../../src/signing/prepare.ts';
import type { SigningIntent } from '../../src/signing/prepared.ts';
import type { StampOrder } from '../../src/signing/request.ts';
import { intendedSigner } from '../../src/signing/sign-document.ts';
import { byPdfium, byPoppler, difference } from '../support/renderers.ts';
import { anyRequest, tinos } from '../support/signing-kit.ts';
import { agencySeal, handwriting } from '../support/stamps.ts';
import { hasTool } from '../support/tools.ts';
import { a4, letterOn, pictureOn, type Sheet } from '../support/typeset.ts';

/**
 * A decision with a QR code that gets every visible signature of its way on one page, on paper of every shape. The whole
 * page stands beside a picture that was looked at; what must hold on every page is also measured.
 * After a wanted change: `UPDATE_GOLDEN=1 npx vitest run test/golden/signing-scenes.test.ts`, and look at them again.
 */
const pictures = join(import.meta.dirname, 'signing');
const sealMm = 36;
let deps: PrepareDeps;
let key: SigningKey;
let images: Readonly<Partial<Record<SignatureProfileId, StampOrder>>>;
beforeAll(async () => {
  key = await (await loadTestPki()).key('leader');
  deps = { clock: fixedClock(new Date('2026-11-22T03:15:30Z')), font: tinos(), renderer: await openPageRenderer() };
  images = { PERSON_COMPETENT: await handwriting(), AGENCY_ISSUED: await agencySeal() };
});
afterAll(() => deps.renderer.close());

interface Scene {
  readonly base: Uint8Array;
  readonly bytes: Uint8Array;
  readonly intents: readonly SigningIntent[];
}

async function scene(base: Uint8Array, profiles: readonly SignatureProfileId[]): Promise<Scene> {
  let bytes = base;
  const intents: SigningIntent[] = [];
  for (const profile of profiles) {
    const request = { ...anyRequest, profile, image: images[profile] ?? null };
    const prepared = await prepareSignature(bytes, request, intendedSigner(key), deps);
    bytes = completeSignature(prepared, await signPrepared(prepared, key));
    intents.push(prepared.intent);
  }
  return { base, bytes, intents };
}

const boxOf = ({ intents }: Scene, profile: SignatureProfileId): BoxMm =>
  intents.find((intent) => intent.profile === profile)?.box as BoxMm;

interface Raster {
  readonly rgb: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly perMm: number;
}
async function raster(bytes: Uint8Array, dpi: number, userUnit = 1): Promise<Raster> {
  const { data, info } = await sharp(await byPdfium(bytes, dpi))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { rgb: data, widthPx: info.width, heightPx: info.height, perMm: dpi / userUnit / 25.4 };
}
/** What is red and was not so before: the seal as a reader's ruler measures it. */
function sealBox(before: Raster, after: Raster): BoxMm {
  let [x0, y0, x1, y1] = [after.widthPx, after.heightPx, 0, 0];
  for (let at = 0; at < after.rgb.length; at += 3) {
    const [r = 0, g = 0, b = 0] = after.rgb.subarray(at, at + 3);
    const isRed =
      r > 140 &&
      g < 110 &&
      b < 110 &&
      Math.abs(r - (before.rgb[at] as number)) + Math.abs(g - (before.rgb[at + 1] as number)) > 40;
    if (!isRed) continue;
    const pixel = at / 3;
    const [x, y] = [pixel % after.widthPx, Math.floor(pixel / after.widthPx)];
    [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x + 1), Math.max(y1, y + 1)];
  }
  const mm = (pixels: number): number => pixels / after.perMm;
  return { x: mm(x0), y: mm(y0), width: mm(x1 - x0), height: mm(y1 - y0) };
}
/** Share of the dark pixels of the base inside a box that are no longer dark. */
function lostInk(before: Raster, after: Raster, box: BoxMm): number {
  let [dark, lost] = [0, 0];
  const { widthPx, heightPx, perMm } = before;
  for (let y = Math.max(0, Math.floor(box.y * perMm)); y < Math.min(heightPx, (box.y + box.height) * perMm); y++)
    for (let x = Math.max(0, Math.floor(box.x * perMm)); x < Math.min(widthPx, (box.x + box.width) * perMm); x++) {
      const at = (y * widthPx + x) * 3;
      if ((before.rgb[at + 1] as number) > 90) continue;
      dark += 1;
      if ((after.rgb[at + 1] as number) > 130) lost += 1;
    }
  return dark === 0 ? 0 : lost / dark;
}
function inkUnder(before: Raster, box: BoxMm): number {
  let dark = 0;
  const { widthPx, heightPx, perMm } = before;
  for (let y = Math.max(0, Math.floor(box.y * perMm)); y < Math.min(heightPx, (box.y + box.height) * perMm); y++)
    for (let x = Math.max(0, Math.floor(box.x * perMm)); x < Math.min(widthPx, (box.x + box.width) * perMm); x++)
      if ((before.rgb[(y * widthPx + x) * 3 + 1] as number) < 110) dark += 1;
  return dark;
}

const issued = ['OPERATOR_SCAN', 'COPY_SAO_Y', 'PERSON_COMPETENT', 'AGENCY_ISSUED'] as const;
const sheets: readonly [string, Sheet][] = [
  ['a4', a4],
  ['landscape', { mediaBox: [0, 0, 841.89, 595.28] }],
  ['turned-90', { mediaBox: [0, 0, 841.89, 595.28], rotate: 90 }],
  ['turned-180-cropped', { mediaBox: [-30, -40, 640, 900], cropBox: [-10, 20, 585, 860], rotate: 180 }],
  ['turned-270-cropped', { mediaBox: [0, 0, 900, 700], cropBox: [30, 40, 870, 640], rotate: 270 }],
  ['legal', { mediaBox: [0, 0, 612, 1008] }],
  ['a3', { mediaBox: [0, 0, 841.89, 1190.55] }],
  ['user-unit-2', { mediaBox: [0, 0, 297.64, 420.94], userUnit: 2 }],
];

describe.each(sheets)('every signature of a decision on one page: %s', (name, sheet) => {
  let made: Scene;
  let before: Raster;
  let after: Raster;
  const userUnit = sheet.userUnit ?? 1;
  beforeAll(async () => {
    made = await scene(letterOn(sheet, { code: true }), issued);
    before = await raster(made.base, 144, userUnit);
    after = await raster(made.bytes, 144, userUnit);
  });

  it('looks as it was looked at', async () => {
    const picture = await sharp(await byPdfium(made.bytes, 60))
      .png({ palette: true, colours: 32 })
      .toBuffer();
    const path = join(pictures, `page-${name}.png`);
    if (process.env.UPDATE_GOLDEN === '1') {
      mkdirSync(pictures, { recursive: true });
      writeFileSync(path, picture);
    }
    expect(existsSync(path), path).toBe(true);
    expect(await difference(picture, readFileSync(path))).toBeLessThan(0.6);
  });

  it.skipIf(!hasTool('pdftoppm'))('looks alike in the other renderer', async () => {
    expect(await difference(byPoppler(made.bytes, 60), await byPdfium(made.bytes, 60))).toBeLessThan(6);
  });

  it('no block lies over another, but the seal over the left third of the personal signature', () => {
    const seal = sealBox(before, after);
    const personal = boxOf(made, 'PERSON_COMPETENT');
    for (const [index, one] of made.intents.entries())
      for (const other of made.intents.slice(index + 1)) {
        const both = [one.profile, other.profile];
        const isSealOverPerson = both.includes('AGENCY_ISSUED') && both.includes('PERSON_COMPETENT');
        expect([both, overlaps(one.box as BoxMm, other.box as BoxMm)]).toEqual([both, isSealOverPerson]);
      }
    const covered = common(seal, personal);
    expect(covered.x).toBeCloseTo(personal.x, 6);
    expect(covered.width / personal.width).toBeGreaterThan(0.25);
    expect(covered.width / personal.width).toBeLessThan(0.42);
  });

  it('no text block stands on ink of the page, and the seal leaves what it touches readable', () => {
    for (const profile of ['OPERATOR_SCAN', 'COPY_SAO_Y', 'PERSON_COMPETENT'] as const)
      expect([profile, inkUnder(before, boxOf(made, profile))]).toEqual([profile, 0]);
    expect(lostInk(before, after, boxOf(made, 'AGENCY_ISSUED'))).toBeLessThan(0.02);
  });

  it('the seal measures what it measures in reality', () => {
    const { width, height } = sealBox(before, after);
    expect(Math.abs(width - sealMm)).toBeLessThan(0.4);
    expect(Math.abs(height - sealMm)).toBeLessThan(0.4);
  });
});

const odd: readonly [string, Sheet][] = [
  ['a-label', { mediaBox: [0, 0, 142, 85] }],
  ['a-slip', { mediaBox: [0, 0, 210, 298] }],
  ['a-plan', { mediaBox: [0, 0, 4252, 3118] }],
  ['a-wall', { mediaBox: [0, 0, 14_400, 10_000] }],
];
describe.each(odd)('copy blocks on paper far from A4: %s', (name, sheet) => {
  it('keep their share of the page, in both renderers, off its ink', async () => {
    const made = await scene(letterOn(sheet), ['OPERATOR_SCAN', 'COPY_SAO_Y']);
    const dpi = (72 * 900) / sheet.mediaBox[2];
    const before = await raster(made.base, dpi);
    for (const { profile, box } of made.intents) {
      expect([profile, inkUnder(before, box as BoxMm)]).toEqual([profile, 0]);
      const share = (box as BoxMm).width / (Math.min(sheet.mediaBox[2], sheet.mediaBox[3]) / (72 / 25.4));
      expect(share).toBeGreaterThan(0.15);
      expect(share).toBeLessThan(0.45);
    }
    if (hasTool('pdftoppm'))
      expect(await difference(byPoppler(made.bytes, dpi), await byPdfium(made.bytes, dpi))).toBeLessThan(8);
    const path = join(pictures, `page-${name}.png`);
    const picture = await sharp(await byPdfium(made.bytes, dpi))
      .resize(500)
      .png({ palette: true, colours: 32 })
      .toBuffer();
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, picture);
    expect(await difference(picture, readFileSync(path))).toBeLessThan(0.8);
  });
});

describe('photographs of paper', () => {
  /** The letter lying on a wooden desk, a little turned, in the light of a window. */
  async function photo(): Promise<Uint8Array> {
    const paper = await sharp(await byPdfium(letterOn(a4), 110))
      .ensureAlpha()
      .rotate(2.2, { background: { r: 0, g: 0, b: 0, alpha: 0 } })
      .png()
      .toBuffer();
    const { width = 0, height = 0 } = await sharp(paper).metadata();
    const [w, h] = [width + 160, height + 190];
    const desk = Buffer.alloc(w * h * 3);
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++) {
        const grain = 18 * Math.sin(y / 3 + 4 * Math.sin(x / 90)) + 10 * Math.sin(y / 11 + x / 70);
        const light = 1 - 0.25 * (x / w);
        for (const [band, tone] of [128, 92, 60].entries())
          desk[(y * w + x) * 3 + band] = Math.max(0, (tone + grain) * light);
      }
    const picture = await sharp(desk, { raw: { width: w, height: h, channels: 3 } })
      .composite([{ input: paper, left: 80, top: 95 }])
      .jpeg({ quality: 85 })
      .toBuffer();
    return pictureOn({ mediaBox: [0, 0, (w * 72) / 110, (h * 72) / 110] }, picture);
  }

  it('get their blocks beside the sheet or on its white, readable, off its print', async () => {
    const made = await scene(await photo(), ['OPERATOR_SCAN', 'COPY_SAO_Y']);
    const picture = await sharp(await byPdfium(made.bytes, 60))
      .png({ palette: true, colours: 64 })
      .toBuffer();
    const path = join(pictures, 'page-photo.png');
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, picture);
    expect(await difference(picture, readFileSync(path))).toBeLessThan(1.5);
    if (hasTool('pdftoppm'))
      expect(await difference(byPoppler(made.bytes, 60), await byPdfium(made.bytes, 60))).toBeLessThan(8);
    expect(overlaps(made.intents[0]?.box as BoxMm, made.intents[1]?.box as BoxMm)).toBe(false);
  });
});
