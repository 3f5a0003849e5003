import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { compose, quarterTurn, turnAbout } from '../../../../src/imaging/affine.ts';
import type { JpegImage } from '../../../../src/imaging/encoded-image.ts';
import type { PageText, TextLine } from '../../../../src/ocr/page-text.ts';
import type { ArchivePage } from '../../../../src/pdf/archive/archive-page.ts';
import { assemblePdfA } from '../../../../src/pdf/archive/assemble.ts';
import { linedPage } from '../../../support/pages.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const missing = (program: string): boolean =>
  process.env.CI !== 'true' && !(process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
const W = 1240;
const H = 1754;
const metadata = {
  title: 'Giấy khai sinh & <bản sao>',
  identifier: 'HS-001',
  created: new Date('2026-11-22T03:15:30Z'),
};

const line = (y: number, text: string, block = 0): TextLine => {
  let x = 100;
  const words = text.split(' ').map((word) => {
    const box = { x0: x, y0: y, x1: x + word.length * 18, y1: y + 36 };
    x = box.x1 + 14;
    return { text: word, box, confidence: 90 };
  });
  return { words, box: { x0: 100, y0: y, x1: x - 14, y1: y + 36 }, block, rowHeightPx: 36 };
};
const text: PageText = {
  widthPx: W,
  heightPx: H,
  dpi: 150,
  lines: [
    line(120, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
    line(180, 'Độc lập - Tự do - Hạnh phúc'),
    line(400, 'Kính gửi: Ủy ban nhân dân phường Ễ Ỷ Ặ ỡ', 1),
  ],
};

let jpeg: JpegImage;
let folder: string;
const file = (bytes: Uint8Array): string => {
  const path = join(folder, 'x.pdf');
  writeFileSync(path, bytes);
  return path;
};

beforeAll(async () => {
  folder = temporaryFolder('archive');
  const page = linedPage(W, H);
  const bytes = await sharp(page.pixels, { raw: { width: W, height: H, channels: 1 } })
    .toColourspace('b-w')
    .jpeg({ quality: 60 })
    .toBuffer();
  jpeg = { kind: 'jpeg', bytes, widthPx: W, heightPx: H, components: 1 };
});

const page = (over: Partial<ArchivePage> = {}): ArchivePage => ({
  widthPx: W,
  heightPx: H,
  dpi: 150,
  layers: [{ image: jpeg, toPage: turnAbout(-1.5, W, H) }],
  text,
  ...over,
});

describe('the archival file', () => {
  it('holds the JPEG byte for byte', async () => {
    const pdf = Buffer.from(await assemblePdfA([page()], metadata));
    expect(pdf.includes(Buffer.from(jpeg.bytes))).toBe(true);
  });

  it('has the same bytes when it is made twice, and others for another title', async () => {
    const [once, twice, other] = await Promise.all([
      assemblePdfA([page(), page()], metadata),
      assemblePdfA([page(), page()], metadata),
      assemblePdfA([page(), page()], { ...metadata, title: 'khác' }),
    ]);
    expect(Buffer.compare(once, twice)).toBe(0);
    expect(Buffer.compare(once, other)).not.toBe(0);
  });

  it('claims PDF/A-2u with a text layer and PDF/A-2b without', async () => {
    const claim = async (pages: ArchivePage[]) => {
      const pdf = Buffer.from(await assemblePdfA(pages, metadata)).toString('utf8');
      return /<pdfaid:part>(\d)<\/pdfaid:part>\s*<pdfaid:conformance>(\w)</.exec(pdf)?.slice(1).join('');
    };
    expect(await claim([page()])).toBe('2U');
    expect(await claim([page({ text: null })])).toBe('2B');
  });

  it('escapes the title in its metadata and shows the time of Vietnam', async () => {
    const pdf = Buffer.from(await assemblePdfA([page()], metadata)).toString('utf8');
    expect(pdf).toContain('Giấy khai sinh &amp; &lt;bản sao&gt;');
    expect(pdf).toContain('<xmp:CreateDate>2026-11-22T10:15:30+07:00</xmp:CreateDate>');
  });

  it('starts and ends as PDF/A wants it', async () => {
    const pdf = Buffer.from(await assemblePdfA([page()], metadata)).toString('latin1');
    expect(pdf).toMatch(/^%PDF-1\.7\n%[\x80-\xff]{4}\n/);
    expect(pdf).toMatch(/\nstartxref\n\d+\n%%EOF\n$/);
  });

  it.skipIf(missing('qpdf'))('is clean for qpdf', async () => {
    const out = execFileSync('qpdf', ['--check', file(await assemblePdfA([page(), page()], metadata))]).toString();
    expect(out).toContain('No syntax or stream encoding errors found');
  });

  it.skipIf(missing('pdftotext'))('gives its lines in reading order, every Vietnamese letter included', async () => {
    const path = file(await assemblePdfA([page()], metadata));
    const out = execFileSync('pdftotext', [path, '-']).toString().normalize('NFC');
    expect(out.split('\n').filter((row) => row.trim() !== '' && row !== '\f')).toEqual([
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Kính gửi: Ủy ban nhân dân phường Ễ Ỷ Ặ ỡ',
    ]);
  });

  it.skipIf(missing('pdftotext'))('puts each word over its ink, on turned lines too', async () => {
    const turned: TextLine = {
      words: [
        { text: 'Mẫu', box: { x0: 1100, y0: 300, x1: 1130, y1: 380 }, confidence: 90 },
        { text: 'số', box: { x0: 1100, y0: 400, x1: 1130, y1: 450 }, confidence: 90 },
      ],
      box: { x0: 1100, y0: 300, x1: 1130, y1: 450 },
      block: 2,
      rowHeightPx: 30,
      quarterTurns: 1,
    };
    const path = file(await assemblePdfA([page({ text: { ...text, lines: [...text.lines, turned] } })], metadata));
    const out = execFileSync('pdftotext', ['-bbox', path, '-']).toString().normalize('NFC');
    for (const { words } of [...text.lines, turned])
      for (const { text: word, box } of words) {
        const found = [
          ...out.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g),
        ].filter((match) => match[5] === word);
        const near = found.some(([, ...numbers]) =>
          [box.x0, box.y0, box.x1, box.y1].every((edge, i) => Math.abs(Number(numbers[i]) - (edge * 72) / 150) < 2.5),
        );
        expect(near, `${word} at ${JSON.stringify(box)}`).toBe(true);
      }
  });

  it.skipIf(missing('pdftotext'))('keeps a column together whose rows were measured unevenly', async () => {
    const rows = ['Cán bộ tiếp nhận', 'quét mã trên thẻ', 'để đối chiếu tên'].map((content, row) => ({
      ...line(600 + row * 44, content, 3),
      rowHeightPx: [34, 38, 41][row]!,
    }));
    const across = ['Đề nghị ông bà', 'bổ sung giấy tờ', 'trong thời hạn'].map((content, row) => {
      const left = line(600 + row * 44, content, 4);
      const shift = (box: (typeof left)['box']) => ({ ...box, x0: box.x0 + 560, x1: box.x1 + 560 });
      const words = left.words.map((word) => ({ ...word, box: shift(word.box) }));
      return { ...left, words, box: shift(left.box), rowHeightPx: [41, 35, 38][row]! };
    });
    const path = file(await assemblePdfA([page({ text: { ...text, lines: [...rows, ...across] } })], metadata));
    const lines = execFileSync('pdftotext', [path, '-'])
      .toString()
      .normalize('NFC')
      .split(/\s*\n\s*/);
    const wanted = [...rows, ...across].map(({ words }) => words.map((word) => word.text).join(' '));
    expect(lines.filter((row) => wanted.includes(row))).toEqual(wanted);
  });

  it.skipIf(missing('pdftoppm'))('shows a scan that lies sideways and askew upright and straight', async () => {
    const straight = linedPage(W, H);
    // the scanner saw the page turned by one quarter and 2° askew
    const sideways = linedPage(H, W, compose(turnAbout(2, W, H), quarterTurn(3, W, H)));
    void straight;
    const scan = await sharp(sideways.pixels, { raw: { width: H, height: W, channels: 1 } })
      .toColourspace('b-w')
      .jpeg({ quality: 90 })
      .toBuffer();
    const image: JpegImage = { kind: 'jpeg', bytes: scan, widthPx: H, heightPx: W, components: 1 };
    const toPage = compose(quarterTurn(1, H, W), turnAbout(-2, W, H));
    const pdf = file(await assemblePdfA([page({ layers: [{ image, toPage }], text: null })], metadata));
    execFileSync('pdftoppm', ['-r', '150', '-gray', '-png', pdf, join(folder, 'shown')]);
    const shown = await sharp(readFileSync(join(folder, 'shown-1.png')))
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([shown.info.width, shown.info.height]).toEqual([W, H]);
    const { measureSkew } = await import('../../../../src/imaging/skew.ts');
    const measured = measureSkew({ pixels: shown.data, widthPx: W, heightPx: H });
    expect(Math.abs(measured.degrees)).toBeLessThan(0.06);
  });
});
