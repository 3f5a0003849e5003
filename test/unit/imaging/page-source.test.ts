import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { identity } from '../../../src/imaging/affine.ts';
import { encodeG4 } from '../../../src/imaging/encode.ts';
import type { EncodedImage } from '../../../src/imaging/encoded-image.ts';
import { exifTurn, imageResolution } from '../../../src/imaging/image-file.ts';
import { defaultImageLimits } from '../../../src/imaging/limits.ts';
import { openPageSources } from '../../../src/imaging/page-source.ts';
import type { GrayImage } from '../../../src/imaging/raster.ts';
import { assemblePdfA } from '../../../src/pdf/archive/assemble.ts';
import { linedPage } from '../../support/pages.ts';
import { buildPng } from '../../support/png-builder.ts';

const W = 620;
const H = 877;
const page: GrayImage = linedPage(W, H);
const picture = () =>
  sharp(page.pixels, { raw: { width: W, height: H, channels: 1 } })
    .toColourspace('b-w')
    .withMetadata({ density: 75 });
const load = async (bytes: Uint8Array, index = 0) => (await openPageSources(bytes)).page(index).load();
const asPdf = async (image: EncodedImage) =>
  assemblePdfA([{ widthPx: W, heightPx: H, dpi: 75, layers: [{ image, toPage: identity }], text: null }], {
    title: 'một trang',
  });
const difference = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

describe('an image file', () => {
  it('gives its JPEG to the archive byte for byte, progressive too', async () => {
    for (const progressive of [false, true]) {
      const jpeg = await picture().jpeg({ quality: 80, progressive }).toBuffer();
      const encoded = await (await load(jpeg)).encoded();
      expect(encoded).toMatchObject({ kind: 'jpeg', widthPx: W, heightPx: H });
      expect(Buffer.compare(encoded.bytes, jpeg)).toBe(0);
    }
  });

  it('in CMYK becomes RGB, for a PDF/A page with an sRGB intent holds no CMYK', async () => {
    const jpeg = await picture().toColourspace('cmyk').jpeg().toBuffer();
    expect(await (await load(jpeg)).encoded()).toMatchObject({ kind: 'jpeg', components: 3 });
  });

  it.each(['png', 'tiff', 'webp'] as const)('in %s keeps every pixel in the archive', async (format) => {
    const bytes = await picture()
      .toFormat(format, format === 'webp' ? { lossless: true } : format === 'tiff' ? { compression: 'lzw' } : {})
      .toBuffer();
    const pdf = await asPdf(await (await load(bytes)).encoded());
    const { pixels } = await (await load(pdf)).decode(W, H);
    expect(pixels.filter((_, i) => i % 3 === 0).every((value, i) => value === page.pixels[i])).toBe(true);
  });

  it('of one bit becomes Group 4 with the same pixels', async () => {
    const bytes = await sharp(
      page.pixels.map((value) => (value < 128 ? 0 : 255)),
      { raw: { width: W, height: H, channels: 1 } },
    )
      .toColourspace('b-w')
      .tiff({ bitdepth: 1, compression: 'ccittfax4', xres: 75 / 25.4, yres: 75 / 25.4 })
      .toBuffer();
    const source = await load(bytes);
    expect(source.dpiX).toBeCloseTo(75, 0);
    const encoded = await source.encoded();
    expect(encoded.kind).toBe('g4');
    expect(encoded.bytes.length).toBeLessThan(20_000);
    const rendered = await (await load(await asPdf(encoded))).decode(W, H);
    const gray = rendered.pixels.filter((_, i) => i % 3 === 0);
    expect(
      difference(
        gray,
        page.pixels.map((value) => (value < 128 ? 0 : 255)),
      ),
    ).toBeLessThan(3); // drawn at 300 dpi and shrunk, so edges are soft
  });

  it('of one bit whose halftone Group 4 would make larger keeps its own rows', async () => {
    const halftone = Uint8Array.from({ length: W * H }, (_, i) =>
      ((i % W) + Math.floor(i / W) * 3) % 5 < 2 ? 0 : 255,
    );
    const rows = Buffer.alloc(H * (1 + Math.ceil(W / 8)));
    halftone.forEach((value, i) => {
      const at = Math.floor(i / W) * (1 + Math.ceil(W / 8)) + 1 + ((i % W) >> 3);
      if (value === 255) rows[at]! |= 0x80 >> ((i % W) & 7);
    });
    const gray = buildPng({ widthPx: W, heightPx: H, bits: 1, colour: 0, data: deflateSync(rows) });
    const encoded = await (await load(gray)).encoded();
    const { pixels } = await (await load(await asPdf(encoded))).decode(W, H);
    expect(pixels.filter((_, i) => i % 3 === 0).every((value, i) => value === halftone[i])).toBe(true);
    expect(encoded.bytes.length).toBeLessThan(
      (await encodeG4({ pixels: halftone, widthPx: W, heightPx: H })).bytes.length,
    );
  });

  it('with several directories has as many pages', async () => {
    const frames = Buffer.concat([page.pixels, page.pixels.map((value) => 255 - value)]);
    const bytes = await sharp(frames, { raw: { width: W, height: H * 2, channels: 1, pageHeight: H } })
      .tiff()
      .toBuffer();
    const sources = await openPageSources(bytes);
    expect(sources.count).toBe(2);
    const second = await (await sources.page(1).load()).decode(W, H);
    expect(second.pixels[0]).toBe(0);
  });

  it.each([
    ['IMAGE_TOO_MANY_PIXELS', 'anh-20000x20000.png'],
    ['IMAGE_UNREADABLE', 'anh-dut.jpg'],
    ['FILE_TYPE_UNKNOWN', 'van-ban.jpg'],
    ['FILE_TYPE_UNKNOWN', 'khong-ro.dat'],
    ['PDF_ENCRYPTED', 'mat-khau.pdf'],
    ['PDF_UNREADABLE', 'pdf-hong.pdf'],
    ['FILE_EMPTY', 'tep-rong.pdf'],
  ])('that is hostile ends with %s', async (code, name) => {
    const bytes = readFileSync(new URL(`../../../samples/hostile/${name}`, import.meta.url));
    const whole = async () => {
      const image = await load(bytes);
      await image.decode(100, 100);
    };
    await expect(whole()).rejects.toMatchObject({ code });
  });

  it('of 1 × 60,000 px or more pages than allowed is refused on its header', async () => {
    const thin = await sharp({ create: { width: 60_000, height: 1, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    await expect(openPageSources(thin)).rejects.toMatchObject({ code: 'IMAGE_TOO_MANY_PIXELS' });
    const pdf = await asPdf(await (await load(await picture().png().toBuffer())).encoded());
    await expect(openPageSources(pdf, { ...defaultImageLimits, maxPages: 0 })).rejects.toMatchObject({
      code: 'PDF_TOO_MANY_PAGES',
    });
  });
});

describe('a PDF page that is one image', () => {
  it('gives back the JPEG it was made from, byte for byte', async () => {
    const jpeg = await picture().jpeg({ quality: 70 }).toBuffer();
    const pdf = await asPdf(await (await load(jpeg)).encoded());
    const again = await load(pdf);
    expect(again).toMatchObject({ widthPx: W, heightPx: H, quarterTurns: 0, mirrored: false, dpiSource: 'page-size' });
    expect(again.dpiX).toBeCloseTo(75);
    expect(Buffer.compare((await again.encoded()).bytes, jpeg)).toBe(0);
  });

  it.each([1, 2, 3])('turned by /Rotate %i quarters tells so', async (turns) => {
    const jpeg = await picture().jpeg().toBuffer();
    const pdf = Buffer.from(await asPdf(await (await load(jpeg)).encoded()));
    // same length, so the cross-reference table still holds
    const text = pdf.toString('latin1');
    const old = /\/Parent (\d+) 0 R \/MediaBox/.exec(text)![0];
    const rotated = text.replace(
      old,
      `/Rotate ${turns * 90}${' '.repeat(3 - String(turns * 90).length)}/MediaBox`
        .padEnd(old.length)
        .slice(0, old.length),
    );
    const page = await load(Buffer.from(rotated, 'latin1'));
    expect(page.quarterTurns).toBe(turns);
  });

  it('is rendered when something is drawn over the image', async () => {
    const jpeg = await (await load(await picture().jpeg().toBuffer())).encoded();
    const mark = await (
      await load(
        await sharp({ create: { width: W, height: H, channels: 3, background: 'red' } })
          .png()
          .toBuffer(),
      )
    ).encoded();
    const pdf = await assemblePdfA(
      [
        {
          widthPx: W,
          heightPx: H,
          dpi: 75,
          layers: [
            { image: jpeg, toPage: identity },
            { image: mark, toPage: [0.2, 0, 0, 0.2, 0, 0] },
          ],
          text: null,
        },
      ],
      { title: 'hai ảnh' },
    );
    const page = await load(pdf);
    expect(page.dpiX).toBe(300);
    const { pixels } = await page.decode(62, 88);
    expect([...pixels.subarray(0, 3)]).toEqual([255, 0, 0]);
  });
});

describe('resolution', () => {
  it('is what the file says when the page it gives is between a slip and A3', () => {
    expect(imageResolution(2480, 3508, 300)).toEqual({ dpi: 300, dpiY: 300, source: 'metadata' });
  });
  it('is that of an A4 sheet when the file says 1200 of what would be smaller than a card', () => {
    // witten.tif of the leptonica tests: a whole page of a journal
    expect(imageResolution(2293, 3106, 1200)).toMatchObject({ source: 'assumed' });
    expect(imageResolution(4044, 2550, 1200)).toEqual({ dpi: 1200, dpiY: 1200, source: 'metadata' });
    expect(imageResolution(1300, 900, 600)).toMatchObject({ source: 'metadata' });
  });
  it('is that of an A4 sheet when the file says 72 of a photograph, or nothing', () => {
    expect(imageResolution(3000, 4000, 72)).toMatchObject({ source: 'assumed' });
    expect(imageResolution(2480, 3508, undefined).dpi).toBeCloseTo(300, 0);
  });
});

describe('EXIF orientation', () => {
  it('6, a camera held upright, asks for one clockwise turn', () => {
    expect(exifTurn(6)).toEqual({ mirrored: false, quarterTurns: 1 });
  });
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i agrees with the image library', async (orientation) => {
    const marked = Buffer.alloc(6 * 4 * 3, 255);
    marked.fill(0, 0, 3); // one black corner
    const bytes = await sharp(marked, { raw: { width: 6, height: 4, channels: 3 } })
      .withMetadata({ orientation })
      .png()
      .toBuffer();
    const expected = await sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });
    const { mirrored, quarterTurns } = exifTurn(orientation);
    let ours = sharp(marked, { raw: { width: 6, height: 4, channels: 3 } });
    if (mirrored) ours = sharp(await ours.flop().raw().toBuffer(), { raw: { width: 6, height: 4, channels: 3 } });
    const turned = await ours
      .rotate(quarterTurns * 90)
      .raw()
      .toBuffer();
    expect(Buffer.compare(turned, expected.data)).toBe(0);
  });
});
