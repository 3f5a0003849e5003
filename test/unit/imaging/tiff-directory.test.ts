import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { identity } from '../../../src/imaging/affine.ts';
import { encodeG4 } from '../../../src/imaging/encode.ts';
import type { BilevelImage, EncodedImage } from '../../../src/imaging/encoded-image.ts';
import { openPageSources } from '../../../src/imaging/page-source.ts';
import { tiffDirectory } from '../../../src/imaging/tiff-directory.ts';
import { assemblePdfA } from '../../../src/pdf/archive/assemble.ts';
import { linedPage } from '../../support/pages.ts';
import { buildTiff, pageTags, resolutionTags, type TiffTag } from '../../support/tiff-builder.ts';

// sides that are multiples of 16, so that the coded image is the page itself
const W = 640;
const H = 880;
const page = linedPage(W, H);
const bits = { ...page, pixels: page.pixels.map((value) => (value < 128 ? 0 : 255)) };
let g4: BilevelImage;
let jpeg: Buffer;

beforeAll(async () => {
  g4 = await encodeG4(bits);
  jpeg = await sharp(page.pixels, { raw: { width: W, height: H, channels: 1 } })
    .toColourspace('b-w')
    .jpeg({ quality: 80, optimiseCoding: false })
    .toBuffer();
});

const load = async (bytes: Uint8Array, index = 0) => (await openPageSources(bytes)).page(index).load();
const asPdf = (image: EncodedImage) =>
  assemblePdfA([{ widthPx: W, heightPx: H, dpi: 75, layers: [{ image, toPage: identity }], text: null }], {
    title: 'một trang',
  });
/** The first channel. */
const grayOf = (pixels: Uint8Array): Uint8Array => pixels.filter((_, i) => i % 3 === 0);
const g4Tiff = (photometric: 0 | 1, more: readonly TiffTag[] = [], options: { big?: boolean } = {}): Uint8Array =>
  buildTiff(
    [
      {
        tags: [...pageTags({ widthPx: W, heightPx: H, bits: 1, compression: 4, photometric }), ...more],
        strip: g4.bytes,
      },
    ],
    options,
  );

describe('a TIFF page of one strip', () => {
  it.each([
    ['white is 0', 0, false],
    ['black is 0, so the same data show the page inverted', 1, true],
  ] as const)('of Group 4 reaches the archive with every pixel: %s', async (_, photometric, inverted) => {
    for (const big of [false, true]) {
      const image = await load(g4Tiff(photometric, [], { big }));
      const encoded = await image.encoded();
      expect(encoded.kind).toBe('g4');
      // the image library, which knows TIFF, and PDFium, which reads what we wrote, see the same page
      const seen = grayOf((await image.decode(W, H)).pixels);
      expect(seen.every((value, i) => value === (inverted ? 255 - bits.pixels[i]! : bits.pixels[i]))).toBe(true);
      const again = await load(await asPdf(encoded));
      expect(Buffer.compare(grayOf((await again.decode(W, H)).pixels), seen)).toBe(0);
    }
  });

  it('of Group 4 that only libtiff understands is coded anew, and no row is lost', async () => {
    // libtiff's own test file; PDFium and Poppler lose their way after some rows of the strip as it is
    const strange = readFileSync(new URL('fixtures/testfax4.tiff', import.meta.url));
    const image = await load(strange);
    const again = await load(
      await assemblePdfA(
        [
          {
            widthPx: image.widthPx,
            heightPx: image.heightPx,
            dpi: 300,
            layers: [{ image: await image.encoded(), toPage: identity }],
            text: null,
          },
        ],
        { title: 'biểu mẫu' },
      ),
    );
    const [seen, kept] = await Promise.all([image, again].map((each) => each.decode(1200, 1648)));
    const off = kept!.pixels.reduce((sum, value, i) => sum + Math.abs(value - seen!.pixels[i]!), 0);
    expect(off / kept!.pixels.length).toBeLessThan(8); // the coded image is some white columns wider
  });

  it.each([
    ['strips', 273, {}],
    ['tiles', 324, { tile: true, tileWidth: 128, tileHeight: 128 }],
  ] as const)('with damaged %s is refused, and shows no blank instead', async (_, places, options) => {
    const whole = await sharp(page.pixels, { raw: { width: W, height: H, channels: 1 } })
      .toColourspace('b-w')
      .tiff({ compression: 'lzw', ...options })
      .toBuffer();
    const directory = whole.readUInt32LE(4);
    const at = Array.from({ length: whole.readUInt16LE(directory) }, (_, i) => directory + 2 + i * 12).find(
      (entry) => whole.readUInt16LE(entry) === places,
    )!;
    // the third of them
    const strip = whole.readUInt32LE(whole.readUInt32LE(at + 8) + 8);
    whole.fill(0xff, strip, strip + 40);
    const image = await load(whole);
    await expect(image.decode(W, H)).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
    await expect(image.encoded()).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
  });

  it('with a tag that nobody knows, which libtiff warns of, is read all the same', async () => {
    const image = await load(g4Tiff(0, [{ tag: 65_000, type: 'short', value: 7 }]));
    expect(grayOf((await image.decode(W, H)).pixels).every((value, i) => value === bits.pixels[i])).toBe(true);
    expect((await image.encoded()).kind).toBe('g4');
  });

  it('with gray and alpha in planes of their own is refused: libvips reads one for the other', async () => {
    const tags = pageTags({ widthPx: 64, heightPx: 64, bits: 8, compression: 1, photometric: 1, samples: 2 });
    const apart: TiffTag = { tag: 284, type: 'short', value: 2 };
    const tiff = buildTiff([{ tags: [...tags, apart], strip: Buffer.alloc(64 * 64 * 2) }]);
    await expect(load(tiff)).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
  });

  it('of JPEG with its tables kept apart becomes the whole JPEG', async () => {
    // the JPEG cut as TIFF Technical Note 2 asks: quantisation and Huffman tables in one place, the rest in another
    const tables: Buffer[] = [];
    const rest: Buffer[] = [];
    let at = 2;
    for (; jpeg[at + 1] !== 0xda; ) {
      const end = at + 2 + jpeg.readUInt16BE(at + 2);
      (jpeg[at + 1] === 0xdb || jpeg[at + 1] === 0xc4 ? tables : rest).push(jpeg.subarray(at, end));
      at = end;
    }
    const begin = Buffer.from([0xff, 0xd8]);
    const tiff = buildTiff([
      {
        tags: [
          ...pageTags({ widthPx: W, heightPx: H, bits: 8, compression: 7, photometric: 1 }),
          { tag: 347, type: 'bytes', value: Buffer.concat([begin, ...tables, Buffer.from([0xff, 0xd9])]) },
        ],
        strip: Buffer.concat([begin, ...rest, jpeg.subarray(at)]),
      },
    ]);
    const encoded = await (await load(tiff)).encoded();
    expect(encoded).toMatchObject({ kind: 'jpeg', widthPx: W, heightPx: H, components: 1 });
    const decoded = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
    expect(Buffer.compare(await decoded(encoded.bytes), await decoded(jpeg))).toBe(0);
  });

  it('of JPEG in the old style, standing whole in the file, gives that JPEG', async () => {
    const tags = pageTags({ widthPx: W, heightPx: H, bits: 8, compression: 6, photometric: 1 });
    const old = (offset: number): TiffTag[] => [
      { tag: 274, type: 'short', value: 6 },
      { tag: 513, type: 'long', value: offset },
      { tag: 514, type: 'long', value: jpeg.length },
    ];
    // buildTiff puts the strip right after its header
    const image = await load(buildTiff([{ tags: [...tags, ...old(8), ...resolutionTags(150, 150, 2)], strip: jpeg }]));
    expect([image.widthPx, image.heightPx, image.dpiX, image.quarterTurns]).toEqual([W, H, 150, 1]);
    const encoded = await image.encoded();
    expect(Buffer.compare(encoded.bytes, jpeg)).toBe(0);
    expect(
      Buffer.compare((await image.decode(W, H)).pixels, await sharp(jpeg).toColourspace('srgb').raw().toBuffer()),
    ).toBe(0);
    // pieces of it are refused
    const pieces = await load(buildTiff([{ tags: [...tags, ...old(60)], strip: jpeg }]));
    await expect(pieces.decode(W, H)).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
  });

  it('of JPEG in RGB, whose channels a PDF reader would take for YCbCr, is coded again', async () => {
    const colour = await sharp(page.pixels, { raw: { width: W, height: H, channels: 1 } })
      .toColourspace('srgb')
      .jpeg({ chromaSubsampling: '4:4:4' })
      .toBuffer();
    const of = (photometric: number) =>
      tiffDirectory(
        buildTiff([
          {
            tags: pageTags({ widthPx: W, heightPx: H, bits: 8, compression: 7, photometric, samples: 3 }),
            strip: colour,
          },
        ]),
        0,
      )?.data;
    expect(of(2)).toBeNull();
    expect(of(6)?.kind).toBe('jpeg');
  });
});

describe('the resolution of a TIFF page', () => {
  it.each([
    ['a fax, coarse across the lines', 204, 98, 2, 204, 98],
    ['per centimetre', 40, 40, 3, 101.6, 101.6],
  ] as const)('is told for each direction: %s', async (_, x, y, unit, dpiX, dpiY) => {
    const image = await load(g4Tiff(0, resolutionTags(x, y, unit)));
    expect(image.dpiX).toBeCloseTo(dpiX, 1);
    expect(image.dpiY).toBeCloseTo(dpiY, 1);
    expect(image.dpiSource).toBe('metadata');
  });

  it.each([
    ['no unit', 204, 204, 1],
    ['nothing', 0, 0, 2],
    ['a hundred times finer one way', 60, 2400, 2],
  ] as const)('that says %s is taken from the size of the paper', async (_, x, y, unit) => {
    const image = await load(g4Tiff(0, resolutionTags(x, y, unit)));
    expect(image.dpiSource).toBe('assumed');
    expect(image.dpiX).toBeCloseTo(W / (210 / 25.4), 1); // A4, by the side that fills it
  });
});

describe('a hostile TIFF directory', () => {
  it('whose chain bites its tail is no directory beyond its own, and its pages are limited', async () => {
    const tiff = buildTiff(
      [{ tags: pageTags({ widthPx: W, heightPx: H, bits: 1, compression: 4, photometric: 0 }), strip: g4.bytes }],
      { loop: true },
    );
    expect(tiffDirectory(tiff, 100_000)).not.toBeNull(); // ends
    const opened = openPageSources(tiff).then(({ count }) => count);
    await expect(opened.catch((error: { code: string }) => error.code)).resolves.toSatisfy(
      (outcome) => outcome === 1 || outcome === 'IMAGE_UNREADABLE',
    );
  });

  it('that points beyond the file or lies about its counts is left to the image library', () => {
    const good = Buffer.from(g4Tiff(0));
    const beyond = Buffer.from(good);
    beyond.writeUInt32LE(0xfffffff0, 4);
    expect(tiffDirectory(beyond, 0)).toBeNull();
    const manyOffsets = buildTiff([
      {
        tags: [
          ...pageTags({ widthPx: W, heightPx: H, bits: 1, compression: 4, photometric: 0 }),
          { tag: 700, type: 'long', value: 8, count: 0x3fffffff },
        ],
        strip: g4.bytes,
      },
    ]);
    expect(() => tiffDirectory(manyOffsets, 0)).not.toThrow();
  });
});
