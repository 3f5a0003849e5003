import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { SohoaError } from '../../../src/domain/errors.ts';
import { openPageSources } from '../../../src/imaging/page-source.ts';
import { latin, newPdf, type ObjectBody } from '../../support/pdf-builder.ts';
import { buildTiff, pageTags, resolutionTags } from '../../support/tiff-builder.ts';

/** What becomes of a file: the code it is refused with, or the size of its first page. */
async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    const sources = await openPageSources(bytes);
    try {
      const page = await sources.page(0).load();
      await page.decode(Math.min(100, page.widthPx), Math.min(100, page.heightPx));
      await page.encoded();
      return `${page.widthPx} × ${page.heightPx}`;
    } finally {
      sources.close();
    }
  } catch (thrown) {
    // anything else would end as an internal fault, with the blame on us
    expect(thrown).toBeInstanceOf(SohoaError);
    return (thrown as SohoaError).code;
  }
}

const chunk = (name: string, body: Uint8Array): Buffer => {
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length);
  out.write(name, 4, 'latin1');
  out.set(body, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
};
/** A PNG that says this size and holds these row bytes. */
function png(widthPx: number, heightPx: number, colour: 0 | 2, rows: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx);
  header.writeUInt32BE(heightPx, 4);
  header[8] = 8;
  header[9] = colour;
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
}
/** A JPEG header of this size with a scan of two bytes. */
function jpegHeader(widthPx: number, heightPx: number): Buffer {
  const out = Buffer.from(
    'ffd8ffc0001108000000000301220002110103110 1ffda000c03010002110311003f00ffd9'.replace(' ', ''),
    'hex',
  );
  out.writeUInt16BE(heightPx, 7);
  out.writeUInt16BE(widthPx, 9);
  return out;
}

describe('hostile images', () => {
  const fax = { widthPx: 600, heightPx: 800, bits: 1, compression: 1, photometric: 0 };
  it.each<[string, string, () => Uint8Array]>([
    ['a PNG of 2,147,483,647 px a side', 'IMAGE_UNREADABLE', () => png(0x7fffffff, 0x7fffffff, 2, Buffer.alloc(9))],
    ['a PNG without width', 'IMAGE_UNREADABLE', () => png(0, 10, 2, Buffer.alloc(9))],
    ['a PNG with fewer rows than it says', 'IMAGE_UNREADABLE', () => png(2000, 3000, 0, Buffer.alloc(99))],
    ['a PNG of 20,000 × 20,000 px', 'IMAGE_TOO_MANY_PIXELS', () => png(20_000, 20_000, 0, Buffer.alloc(9))],
    ['1 × 60,000 px', 'IMAGE_TOO_MANY_PIXELS', () => png(1, 60_000, 0, Buffer.alloc(120_000))],
    ['60,000 × 1 px', 'IMAGE_TOO_MANY_PIXELS', () => png(60_000, 1, 0, Buffer.alloc(60_001))],
    [
      '1 × 29,000 px, within the limits and still no page',
      'IMAGE_UNREADABLE',
      () => png(1, 29_000, 0, Buffer.alloc(58_000)),
    ],
    ['a single pixel', 'IMAGE_UNREADABLE', () => png(1, 1, 0, Buffer.alloc(2))],
    ['a JPEG of 65,535 × 65,535 px', 'IMAGE_UNREADABLE', () => jpegHeader(65_535, 65_535)],
    ['a JPEG of 30,001 px', 'IMAGE_TOO_MANY_PIXELS', () => jpegHeader(30_001, 100)],
    ['a JPEG header and nothing else', 'IMAGE_UNREADABLE', () => jpegHeader(2000, 3000)],
    ['four bytes of a JPEG', 'IMAGE_UNREADABLE', () => Buffer.from('ffd8ffe0', 'hex')],
    [
      'SVG behind the first bytes of a JPEG',
      'IMAGE_UNREADABLE',
      () => Buffer.concat([Buffer.from('ffd8ff', 'hex'), latin('<svg xmlns="http://www.w3.org/2000/svg"/>')]),
    ],
    [
      'SVG',
      'FILE_TYPE_UNKNOWN',
      () => latin('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    ],
    ['HTML', 'FILE_TYPE_UNKNOWN', () => latin('<html><script>alert(1)</script></html>')],
    ['zeros', 'FILE_TYPE_UNKNOWN', () => new Uint8Array(5000)],
    ['a HEIF photograph', 'IMAGE_HEIF', () => latin('\0\0\0\x18ftypheic\0\0\0\0heicmif1')],
    [
      'a TIFF that says 2,147,483,647 px',
      'IMAGE_UNREADABLE',
      () =>
        buildTiff([
          { tags: pageTags({ ...fax, widthPx: 0x7fffffff, heightPx: 0x7fffffff }), strip: Buffer.alloc(100) },
        ]),
    ],
    [
      'a TIFF whose strip is too short',
      'IMAGE_UNREADABLE',
      () => buildTiff([{ tags: pageTags({ ...fax, widthPx: 5000, heightPx: 5000 }), strip: Buffer.alloc(100) }]),
    ],
    [
      'Group 4 data that are noise',
      'IMAGE_UNREADABLE',
      () =>
        buildTiff([
          {
            tags: pageTags({ ...fax, compression: 4 }),
            strip: Buffer.from(Array.from({ length: 900 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 255)),
          },
        ]),
    ],
    [
      'a TIFF of 6,000 directories',
      'PDF_TOO_MANY_PAGES',
      () =>
        buildTiff(
          Array.from({ length: 6000 }, () => ({
            tags: pageTags({ ...fax, widthPx: 16, heightPx: 16 }),
            strip: Buffer.alloc(32),
          })),
        ),
    ],
  ])('%s: %s', async (_, code, make) => {
    expect(await outcome(make())).toBe(code);
  });

  it('a TIFF of 0 dpi is a page of the size of paper', async () => {
    const bytes = buildTiff([{ tags: [...pageTags(fax), ...resolutionTags(0, 0, 2)], strip: Buffer.alloc(75 * 800) }]);
    expect(await outcome(bytes)).toBe('600 × 800');
    const page = await (await openPageSources(bytes)).page(0).load();
    expect(page.dpiSource).toBe('assumed');
  });

  it('a picture in a TIFF of more than 4 GB, as BigTIFF says it, is read', async () => {
    const bytes = await sharp({ create: { width: 600, height: 800, channels: 3, background: 'white' } })
      .tiff({ bigtiff: true })
      .toBuffer();
    expect(await outcome(bytes)).toBe('600 × 800');
  });
});

describe('hostile PDFs', () => {
  const pages = (page: string, more: Readonly<Record<number, ObjectBody>> = {}, tree?: string): Uint8Array =>
    newPdf({
      objects: {
        1: '<< /Type /Catalog /Pages 2 0 R >>',
        2: tree ?? '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
        3: `<< /Type /Page /Parent 2 0 R ${page} >>`,
        ...more,
      },
    });
  const a4 = '/MediaBox [0 0 595 842]';
  const flate = (text: string, entries = ''): ObjectBody => ({
    entries: `${entries} /Filter /FlateDecode`,
    data: deflateSync(latin(text), { level: 9 }),
  });

  it.each<[string, string, () => Uint8Array]>([
    [
      'of 100,000 pages',
      'PDF_TOO_MANY_PAGES',
      () => pages(a4, {}, `<< /Type /Pages /Count 100000 /Kids [${'3 0 R '.repeat(100_000)}] >>`),
    ],
    [
      'whose page tree bites its tail',
      'PAGE_UNREADABLE',
      () => pages(a4, {}, '<< /Type /Pages /Count 5 /Kids [2 0 R 2 0 R] >>'),
    ],
    ['with a page of 14,400,000 pt', 'IMAGE_UNREADABLE', () => pages('/MediaBox [0 0 14400000 14400000]')],
    ['with a page of 2 × 800 pt', 'IMAGE_UNREADABLE', () => pages('/MediaBox [0 0 2 800]')],
    [
      'with an image that says 60,000 × 60,000 px',
      'IMAGE_TOO_MANY_PIXELS',
      () =>
        pages(`${a4} /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >>`, {
          4: flate('q 595 0 0 842 0 0 cm /I Do Q'),
          5: flate(
            'short',
            '/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB',
          ),
        }),
    ],
    [
      'whose scan cannot be decoded: a blank page would be a lie',
      'PAGE_UNREADABLE',
      () =>
        pages(`${a4} /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >>`, {
          4: flate('q 595 0 0 842 0 0 cm /I Do Q'),
          5: {
            entries:
              '/Type /XObject /Subtype /Image /Width 2000 /Height 3000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode',
            data: jpegHeader(2000, 3000),
          },
        }),
    ],
    [
      'whose object streams contain each other',
      'PDF_UNREADABLE',
      () => {
        const nested = (holds: number): ObjectBody => ({
          entries: '/Type /ObjStm /N 1 /First 4',
          data: `${holds} 0 << /Type /Catalog >>`,
        });
        return newPdf({ objects: { 4: nested(5), 5: nested(4) }, kind: 'stream', root: '6 0 R' });
      },
    ],
  ])('%s: %s', async (_, code, make) => {
    expect(await outcome(make())).toBe(code);
  });
});
