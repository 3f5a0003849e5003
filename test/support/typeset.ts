import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { fontObjects } from '../../src/pdf/appearance/font-objects.ts';
import { ptPerMm } from '../../src/pdf/appearance/page-view.ts';
import { array, dict, name, type PdfObject, type PdfRef, ref, stream } from '../../src/pdf/reader/objects.ts';
import { openPdf } from '../../src/pdf/reader/pdf-file.ts';
import { beginUpdate } from '../../src/pdf/writer/incremental-update.ts';
import { numberText } from '../../src/pdf/writer/serialise.ts';
import { newPdf } from './pdf-builder.ts';
import { tinos } from './signing-kit.ts';

/** How a page lies: boxes in pt, its turn, the unit. What is drawn on it stands upright for the reader all the same. */
export interface Sheet {
  readonly mediaBox: readonly [number, number, number, number];
  readonly cropBox?: readonly [number, number, number, number];
  readonly rotate?: 0 | 90 | 180 | 270;
  readonly userUnit?: number;
}

export const a4: Sheet = { mediaBox: [0, 0, 595.28, 841.89] };

/** One line of text; `x` is its middle, `y` its baseline, both as shares of the page as shown, from the top left. */
type Line = readonly [text: string, x: number, y: number, sizePt: number];

const letterLines: readonly Line[] = [
  ['ỦY BAN NHÂN DÂN XÃ MẪU', 0.27, 0.085, 12],
  ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 0.7, 0.085, 12],
  ['Độc lập - Tự do - Hạnh phúc', 0.7, 0.105, 13],
  ['Số: 12/2026/QĐ-UBND', 0.27, 0.125, 13],
  ['Ví Dụ, ngày 20 tháng 11 năm 2026', 0.7, 0.135, 13],
  ['QUYẾT ĐỊNH', 0.52, 0.19, 14],
  ['Về việc công nhận kết quả giải quyết thủ tục hành chính', 0.52, 0.215, 14],
  ...Array.from(
    { length: 11 },
    (_, row): Line => [
      'Căn cứ Luật Tổ chức chính quyền địa phương; theo đề nghị của công chức',
      0.54,
      0.27 + row * 0.03,
      14,
    ],
  ),
  ['CHỦ TỊCH', 0.72, 0.7, 14],
  ['Trần Thị Thí Dụ', 0.72, 0.86, 14],
  ['Nơi nhận: như Điều 3; lưu VT.', 0.27, 0.7, 11],
];

/** A decision of a commune as NĐ 30 lays it out, set in embedded Tinos; letters keep their share of an A4 page. */
export function letterOn(sheet: Sheet, options: { readonly code?: boolean } = {}): Uint8Array {
  const { widthPt, heightPt } = shownSize(sheet);
  const scale = Math.min(widthPt / 595.28, heightPt / 841.89);
  const font = tinos();
  const subset = font.subset(letterLines.map(([text]) => text));
  const content = letterLines.map(([text, x, y, size]) => {
    const left = x * widthPt - font.widthPt(text, size * scale) / 2;
    const codes = Buffer.from(subset.encode(text)).toString('hex');
    return `BT /F0 ${number(size * scale)} Tf 1 0 0 1 ${number(left)} ${number(heightPt * (1 - y))} Tm <${codes}> Tj ET`;
  });
  if (options.code)
    content.push(codeSquare(8 * ptPerMm * scale, heightPt - 20 * ptPerMm * scale, 14 * ptPerMm * scale));
  return drawn(sheet, content.join('\n'), (add) => ({
    Font: dict({ F0: fontObjects(subset, add, { cidSet: false }) }),
  }));
}

/** A picture that fills the page, as a photographed or scanned paper does. */
export async function pictureOn(sheet: Sheet, picture: Buffer): Promise<Uint8Array> {
  const { widthPt, heightPt } = shownSize(sheet);
  const { data, info } = await sharp(picture).removeAlpha().jpeg({ quality: 80 }).toBuffer({ resolveWithObject: true });
  const image = stream(
    dict({
      Type: name('XObject'),
      Subtype: name('Image'),
      Width: info.width,
      Height: info.height,
      ColorSpace: name('DeviceRGB'),
      BitsPerComponent: 8,
      Filter: name('DCTDecode'),
    }),
    data,
  );
  const content = `q ${number(widthPt)} 0 0 ${number(heightPt)} 0 0 cm /I0 Do Q`;
  return drawn(sheet, content, (add) => ({ XObject: dict({ I0: add(image) }) }));
}

function drawn(
  sheet: Sheet,
  content: string,
  resources: (add: (object: PdfObject) => PdfRef) => Readonly<Record<string, PdfObject>>,
): Uint8Array {
  const base = newPdf({
    objects: {
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1 1] >>',
    },
  });
  const update = beginUpdate(openPdf(base));
  const { add } = update;
  const text = `q ${upright(sheet).map(number).join(' ')} cm\n${content}\nQ\n`;
  const page = dict({
    Type: name('Page'),
    Parent: ref(2),
    MediaBox: array(sheet.mediaBox),
    ...(sheet.cropBox === undefined ? {} : { CropBox: array(sheet.cropBox) }),
    ...(sheet.rotate === undefined ? {} : { Rotate: sheet.rotate }),
    ...(sheet.userUnit === undefined ? {} : { UserUnit: sheet.userUnit }),
    Resources: dict(resources(add)),
    Contents: add(stream(dict({ Filter: name('FlateDecode') }), deflateSync(Buffer.from(text, 'latin1')))),
  });
  update.set(ref(3), page);
  return Buffer.concat([base, update.finish()]);
}

const number = (value: number): string => numberText(Math.round(value * 1000) / 1000);

function shownSize({ mediaBox, cropBox, rotate = 0 }: Sheet): { readonly widthPt: number; readonly heightPt: number } {
  const [x0, y0, x1, y1] = cropBox ?? mediaBox;
  const size = [x1 - x0, y1 - y0] as const;
  return rotate % 180 === 0 ? { widthPt: size[0], heightPt: size[1] } : { widthPt: size[1], heightPt: size[0] };
}

/** From a page as shown, origin bottom left, to user space. */
function upright({ mediaBox, cropBox, rotate = 0 }: Sheet): readonly number[] {
  const [x0, y0, x1, y1] = cropBox ?? mediaBox;
  if (rotate === 90) return [0, 1, -1, 0, x1, y0];
  if (rotate === 180) return [-1, 0, 0, -1, x1, y1];
  if (rotate === 270) return [0, -1, 1, 0, x0, y1];
  return [1, 0, 0, 1, x0, y0];
}

/** Looks to a reader of ink as a QR code does: finder squares and a dense pattern that repeats from run to run. */
function codeSquare(left: number, bottom: number, side: number): string {
  const modules = 25;
  const module = side / modules;
  const isDark = (x: number, y: number): boolean => {
    for (const [fx, fy] of [
      [0, 0],
      [18, 0],
      [0, 18],
    ] as const) {
      const ring = Math.max(Math.abs(x - fx - 3), Math.abs(y - fy - 3));
      if (ring <= 4) return ring === 3 || ring <= 1;
    }
    return (x * 7 + y * 13 + x * y) % 5 < 2;
  };
  const squares: string[] = [];
  for (let y = 0; y < modules; y++)
    for (let x = 0; x < modules; x++)
      if (isDark(x, y))
        squares.push(
          `${number(left + x * module)} ${number(bottom + side - (y + 1) * module)} ${number(module)} ${number(module)} re`,
        );
  return `0 g ${squares.join('\n')} f`;
}
