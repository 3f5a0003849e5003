import { readFileSync } from 'node:fs';
import type { FileReport } from '../domain/signature-report.ts';
import { fontObjects } from '../pdf/appearance/font-objects.ts';
import { bufferSink, ObjectWriter, pdfNumber } from '../pdf/archive/object-writer.ts';
import { xmpPacket } from '../pdf/archive/xmp.ts';
import { isStream, type PdfObject, type PdfRef, ref } from '../pdf/reader/objects.ts';
import { serialise } from '../pdf/writer/serialise.ts';
import { type PageOptions, page, reportMarks, words } from './report-page.ts';
import type { Mark, Rgb, Weight } from './report-sheet.ts';

export interface PdfReportOptions extends PageOptions {
  readonly createdAt: Date;
}

/**
 * The result on one printable A4 page, PDF/A-2u, the same bytes for the same report. The caller signs it by the profile
 * VERIFICATION_REPORT, whose place the page keeps free; a page that nobody will sign says so (`signed: false`).
 */
export async function pdfReport(report: FileReport, options: PdfReportOptions): Promise<Uint8Array> {
  const marks = reportMarks(report, options);
  const sink = bufferSink();
  const writer = new ObjectWriter(sink);
  await writer.begin();
  const catalog = writer.reserve();
  const tree = writer.reserve();
  const leaf = writer.reserve();
  const content = writer.reserve();
  const xmp = writer.reserve();
  const intent = writer.reserve();
  const profile = writer.reserve();
  const parts: { readonly number: number; readonly object: PdfObject }[] = [];
  const add = (object: PdfObject): PdfRef => {
    const number = writer.reserve();
    parts.push({ number, object });
    return ref(number);
  };
  const face = (weight: Weight) => {
    const subset = options.fonts[weight].subset(
      marks.flatMap((mark) => (mark.kind === 'text' && mark.weight === weight ? [mark.text] : [])),
    );
    return { encode: (text: string) => subset.encode(text), object: fontObjects(subset, add, { cidSet: false }) };
  };
  const faces = { regular: face('regular'), bold: face('bold') };

  await writer.object(
    catalog,
    `<< /Type /Catalog /Pages ${tree} 0 R /Metadata ${xmp} 0 R /OutputIntents [${intent} 0 R] /Lang (${options.language}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  await writer.object(tree, `<< /Type /Pages /Count 1 /Kids [${leaf} 0 R] >>`);
  await writer.object(
    leaf,
    `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${page.widthPt} ${page.heightPt}] /Resources << /Font << /F1 ${faces.regular.object.number} 0 R /F2 ${faces.bold.object.number} 0 R >> >> /Contents ${content} 0 R >>`,
  );
  const operators = marks.map((mark) => drawn(mark, (weight, text) => faces[weight].encode(text))).join('');
  await writer.deflated(content, '', Buffer.from(operators, 'latin1'));
  for (const { number, object } of parts) await writeObject(writer, number, object);
  const title = `${words.title[options.language]}: ${options.file}`;
  const metadata = { title, created: options.createdAt, identifier: report.sha256, language: options.language };
  await writer.stream(xmp, '/Type /Metadata /Subtype /XML', xmpPacket(metadata, 'U', 'sohoa'));
  await writer.object(
    intent,
    `<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile ${profile} 0 R >>`,
  );
  const icc = readFileSync(new URL('../pdf/archive/assets/srgb.icc', import.meta.url));
  await writer.deflated(profile, '/N 3', icc);
  await writer.finish(catalog);
  return sink.bytes();
}

const fontNames: Readonly<Record<Weight, string>> = { regular: 'F1', bold: 'F2' };
const numbers = (...values: readonly number[]): string => values.map((value) => pdfNumber(value)).join(' ');
const fill = (rgb: Rgb): string => `${numbers(...rgb)} rg`;
const stroke = (rgb: Rgb): string => `${numbers(...rgb)} RG`;

function drawn(mark: Mark, encode: (weight: Weight, text: string) => Uint8Array): string {
  if (mark.kind === 'rule')
    return `${stroke(mark.rgb)} 0.5 w ${numbers(mark.x, mark.y)} m ${numbers(mark.x + mark.width, mark.y)} l S\n`;
  if (mark.kind === 'box') {
    const paint = mark.fill === null ? 'S' : mark.stroke === null ? 'f' : 'B';
    const colours = `${mark.fill === null ? '' : fill(mark.fill)} ${mark.stroke === null ? '' : stroke(mark.stroke)}`;
    return `${colours} 0.8 w ${numbers(mark.x, mark.y, mark.width, mark.height)} re ${paint}\n`;
  }
  const hex = Buffer.from(encode(mark.weight, mark.text)).toString('hex');
  const font = `/${fontNames[mark.weight]} ${pdfNumber(mark.sizePt)} Tf`;
  return `BT ${fill(mark.rgb)} ${font} 1 0 0 1 ${numbers(mark.x, mark.y)} Tm <${hex}> Tj ET\n`;
}

async function writeObject(writer: ObjectWriter, number: number, object: PdfObject): Promise<void> {
  if (!isStream(object)) return writer.object(number, Buffer.from(serialise(object)).toString('latin1'));
  const entries = Buffer.from(serialise(object.dict)).toString('latin1').slice(2, -2);
  return writer.stream(number, entries, object.raw);
}
