import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { identity } from '../../../src/imaging/affine.ts';
import { encodeG4 } from '../../../src/imaging/encode.ts';
import type { BilevelImage, EncodedImage } from '../../../src/imaging/encoded-image.ts';
import { openPageSources } from '../../../src/imaging/page-source.ts';
import { assemblePdfA } from '../../../src/pdf/archive/assemble.ts';
import { checkPdfA } from '../../../src/pdf/archive/structural-checks.ts';
import { linedPage } from '../../support/pages.ts';
import { newPdf, type ObjectBody } from '../../support/pdf-builder.ts';

// sides that are multiples of 16, so that the coded image is the page itself
const W = 640;
const H = 880;
const page = linedPage(W, H);
const bits = { ...page, pixels: page.pixels.map((value) => (value < 128 ? 0 : 255)) };
let g4: BilevelImage;
beforeAll(async () => {
  g4 = await encodeG4(bits);
});

/** A page of one image stream, as large as the image at 75 dpi. */
const scanned = (entries: string, data: Uint8Array, more: Readonly<Record<number, ObjectBody>> = {}, size = [W, H]) => {
  const [w, h] = size.map((px) => (px * 72) / 75);
  return newPdf({
    objects: {
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      2: '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
      3: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>`,
      4: { entries: '', data: `q ${w} 0 0 ${h} 0 0 cm /I Do Q` },
      5: { entries: `/Type /XObject /Subtype /Image /Width ${size[0]} /Height ${size[1]} ${entries}`, data },
      ...more,
    },
  });
};
const load = async (bytes: Uint8Array) => (await openPageSources(bytes)).page(0).load();
const archived = (image: EncodedImage) =>
  assemblePdfA(
    [
      {
        widthPx: image.widthPx,
        heightPx: image.heightPx,
        dpi: 75,
        layers: [{ image, toPage: identity }],
        text: null,
      },
    ],
    { title: 'một trang' },
  );
const grayOf = (pixels: Uint8Array): Uint8Array => pixels.filter((_, i) => i % 3 === 0);
const gray = '/ColorSpace /DeviceGray /BitsPerComponent 1';
const fax = (more = '') => `${gray} /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${W} ${more} >>`;

/**
 * The embedded organisation of JBIG2 (ITU-T T.88 annex D.3): a page and one generic region, whose data, coded by MMR
 * (6.2.6), are those of Group 4.
 */
function jbig2(data: Uint8Array): { readonly shared: Buffer; readonly own: Buffer } {
  const segment = (number: number, type: number, body: Uint8Array): Buffer => {
    const head = Buffer.alloc(11);
    head.writeUInt32BE(number);
    head[4] = type;
    head[6] = 1; // of page 1
    head.writeUInt32BE(body.length, 7);
    return Buffer.concat([head, body]);
  };
  const size = Buffer.alloc(8);
  size.writeUInt32BE(W);
  size.writeUInt32BE(H, 4);
  const pageInfo = Buffer.concat([size, Buffer.alloc(8), Buffer.from([0, 0, 0])]);
  const region = Buffer.concat([size, Buffer.alloc(8), Buffer.from([0, 1]), data]);
  // a comment (7.4.15.1) is what an image without symbols can share
  const comment = Buffer.concat([Buffer.from([0x20, 0, 0, 0]), Buffer.from('by\0test\0\0')]);
  return { shared: segment(0, 62, comment), own: Buffer.concat([segment(1, 48, pageInfo), segment(2, 38, region)]) };
}

describe('a scanned PDF whose page is one image', () => {
  it.each([
    ['', false],
    ['/BlackIs1 true', true],
  ] as const)('of Group 4 %s gives its stream byte for byte', async (more, inverted) => {
    const image = await load(scanned(fax(more), g4.bytes));
    const encoded = await image.encoded();
    expect(encoded).toMatchObject({ kind: 'g4', blackIs1: inverted });
    expect(Buffer.compare(encoded.bytes, g4.bytes)).toBe(0);
    const again = await load(await archived(encoded));
    const expected = bits.pixels.map((value) => (inverted ? 255 - value : value));
    expect(Buffer.compare(grayOf((await again.decode(W, H)).pixels), Buffer.from(expected))).toBe(0);
  });

  it('of Group 4 with a decode array or byte-aligned rows is coded again, with the same pixels', async () => {
    const image = await load(scanned(`${fax()} /Decode [1 0]`, g4.bytes));
    const encoded = await image.encoded();
    expect(Buffer.compare(encoded.bytes, g4.bytes)).not.toBe(0);
    const again = await load(await archived(encoded));
    const seen = grayOf((await again.decode(W, H)).pixels);
    expect(seen.every((value, i) => value === 255 - bits.pixels[i]!)).toBe(true);
  });

  it('of JBIG2 gives its stream, and the segments it shares, byte for byte', async () => {
    const { shared, own } = jbig2(g4.bytes);
    const pdf = scanned(`${gray} /Filter /JBIG2Decode /DecodeParms << /JBIG2Globals 6 0 R >>`, own, {
      6: { entries: '', data: shared },
    });
    const image = await load(pdf);
    const encoded = await image.encoded();
    expect(encoded).toMatchObject({ kind: 'jbig2', globals: Uint8Array.from(shared) });
    expect(Buffer.compare(encoded.bytes, own)).toBe(0);
    const made = await archived(encoded);
    expect(checkPdfA(made)).toEqual([]);
    // nobody here can code JBIG2, and PDFium leaves MMR regions white, so the streams are compared, not the pixels
    expect(Buffer.from(made).includes(own) && Buffer.from(made).includes(shared)).toBe(true);
    expect(Buffer.from(made).toString('latin1')).toMatch(
      /\/Filter \/JBIG2Decode \/DecodeParms << \/JBIG2Globals \d+ 0 R >>/,
    );
  });

  it('of JPEG 2000 gives its file byte for byte where it says its own colours', async () => {
    const jp2 = readFileSync(new URL('fixtures/red-box-48x64.jp2', import.meta.url));
    const image = await load(scanned('/Filter /JPXDecode', jp2, {}, [48, 64]));
    const encoded = await image.encoded();
    expect(encoded.kind).toBe('jpx');
    expect(Buffer.compare(encoded.bytes, jp2)).toBe(0);
    const made = await archived(encoded);
    expect(checkPdfA(made)).toEqual([]);
    const { pixels } = await (await load(made)).decode(48, 64);
    const at = (12 * 48 + 20) * 3;
    expect(pixels[at]).toBeGreaterThan(200);
    expect(pixels[at + 1]).toBeLessThan(60);
  });
});
