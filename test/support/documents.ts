import sharp from 'sharp';
import { assemblePdfA } from '../../src/pdf/archive/assemble.ts';
import type { Flavour } from '../../src/pdf/archive/structural-checks.ts';
import { dict, isDict, isRef, isStream, type PdfRef, stream } from '../../src/pdf/reader/objects.ts';
import { openPdf } from '../../src/pdf/reader/pdf-file.ts';
import { beginUpdate } from '../../src/pdf/writer/incremental-update.ts';
import { pageOfText } from './page-of-text.ts';
import { linedPage } from './pages.ts';
import { latin, newPdf, type Update } from './pdf-builder.ts';

/** A scan as the product archives it: PDF/A-2u, an image of lines with an invisible text layer, A4 at 100 dpi. */
export async function archivedScan(
  text: readonly string[] = ['GIẤY KHAI SINH', 'Họ và tên: Trần Thị Thí Dụ'],
): Promise<Uint8Array> {
  const [widthPx, heightPx] = [827, 1169];
  const image = linedPage(widthPx, heightPx);
  const { pixels } = image;
  const jpeg = await sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .jpeg()
    .toBuffer();
  const page = pageOfText(text);
  const scale = widthPx / page.widthPx;
  const scaled = JSON.parse(JSON.stringify(page.lines), (key, value) =>
    ['x0', 'y0', 'x1', 'y1', 'rowHeightPx'].includes(key) ? value * scale : value,
  );
  return assemblePdfA(
    [
      {
        widthPx,
        heightPx,
        dpi: 100,
        layers: [
          {
            image: { kind: 'jpeg', bytes: new Uint8Array(jpeg), components: 1, widthPx, heightPx },
            toPage: [1, 0, 0, 1, 0, 0],
          },
        ],
        text: { widthPx, heightPx, dpi: 100, lines: scaled },
      },
    ],
    { title: 'Giấy khai sinh', created: new Date('2026-11-22T03:10:00Z') },
  );
}

/** The same scan as another flavour of PDF/A, which it meets as well: its claim differs, and for 1b its ICC version. */
export async function scanAs(flavour: Flavour): Promise<Uint8Array> {
  const text = Buffer.from(await archivedScan()).toString('latin1');
  const claiming = latin(
    text
      .replace('<pdfaid:part>2<', `<pdfaid:part>${flavour[0]}<`)
      .replace('<pdfaid:conformance>U<', `<pdfaid:conformance>${flavour[1]?.toUpperCase()}<`),
  );
  if (flavour !== '1b') return claiming;
  const file = openPdf(claiming);
  const intent = file.latest.resolve(file.latest.getArray(file.latest.catalog, 'OutputIntents')?.items[0]);
  const reference = isDict(intent) ? intent.entries.get('DestOutputProfile') : undefined;
  const profile = file.latest.resolve(reference);
  if (!isRef(reference ?? null) || !isStream(profile)) throw new Error('the scan has no ICC profile');
  const icc = Buffer.from(file.latest.decode(profile).bytes);
  icc[8] = 2;
  const update = beginUpdate(file);
  update.set(reference as PdfRef, stream(dict({ N: 3 }), icc));
  return Buffer.concat([claiming, update.finish()]);
}

const plainObjects = {
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>',
  4: { entries: '', data: 'BT /F 14 Tf 90 700 Td (Quyet dinh) Tj 0 -20 Td (Noi dung) Tj ET' },
  // every letter a box: a font that needs no file
  5: `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 32 /LastChar 122 /Widths [${'600 '.repeat(91)}] /Resources << >> /CharProcs << /box 6 0 R >> /Encoding << /Type /Encoding /Differences [33 ${'/box '.repeat(90)}] >> >>`,
  6: { entries: '', data: '600 0 0 0 500 700 d1 0 0 500 700 re f' },
};

/** A born-digital letter with visible text; `changes` replaces or adds objects. */
export function letter(changes: Update['objects'] = {}, kind: 'table' | 'stream' = 'table'): Uint8Array {
  return newPdf({ objects: { ...plainObjects, ...changes }, kind });
}
