import { readFileSync } from 'node:fs';
import {
  type CheckStatus,
  type FileReport,
  type SignatureResult,
  verdictOf,
  verdictText,
} from '../domain/signature-report.ts';
import { type Language, type Text, text } from '../domain/text.ts';
import type { BlockFont } from '../pdf/appearance/font.ts';
import { fontObjects } from '../pdf/appearance/font-objects.ts';
import { bufferSink, ObjectWriter, pdfNumber } from '../pdf/archive/object-writer.ts';
import { xmpPacket } from '../pdf/archive/xmp.ts';
import { isStream, type PdfObject, type PdfRef, ref } from '../pdf/reader/objects.ts';
import { serialise } from '../pdf/writer/serialise.ts';
import { groupLines } from './report-groups.ts';
import { fileAdvice, readableTime, signatureHeading } from './report-text.ts';

export interface PdfReportOptions {
  /** Name to show for the file. */
  readonly file: string;
  readonly language: Language;
  /** With every Vietnamese letter; embedded as a subset. */
  readonly font: BlockFont;
  readonly createdAt: Date;
}

interface Line {
  readonly text: string;
  readonly sizePt: number;
  /** Shade of the letters, 0 black to 1 white. */
  readonly gray?: number;
  readonly indentPt?: number;
  readonly spaceBeforePt?: number;
  readonly centred?: boolean;
}

const page = { widthPt: 595.28, heightPt: 841.89 };
/** Margins of NĐ 30 Phụ lục I; the top stays free for the block of whoever signs the report. */
const margin = { leftPt: 85, rightPt: 48, topPt: 90, bottomPt: 57 };
const leading = 1.28;

const words = {
  title: text('KẾT QUẢ KIỂM TRA CHỮ KÝ SỐ', 'RESULT OF SIGNATURE VERIFICATION'),
  file: text('Tệp: {value}', 'File: {value}'),
  checkedAt: text('Thời điểm kiểm tra: {value}', 'Checked at: {value}'),
  policy: text('Chính sách: {value}', 'Policy: {value}'),
  tool: text('Phần mềm: {value}', 'Software: {value}'),
  result: text('Kết luận: {value}', 'Conclusion: {value}'),
  more: text(
    '… và {value} chữ ký khác, xem báo cáo chi tiết.',
    '… and {value} more signatures; see the detailed report.',
  ),
};
/** Words instead of signs: a printed page must be read without colour or symbols that a font may lack. */
const statusWords: Readonly<Record<CheckStatus, Text>> = {
  PASSED: text('Đạt', 'Passed'),
  WARNING: text('Lưu ý', 'Note'),
  FAILED: text('KHÔNG ĐẠT', 'FAILED'),
  UNKNOWN: text('Chưa rõ', 'Unknown'),
};

/**
 * The result on one printable A4 page, PDF/A-2u, the same bytes for the same report; the caller signs it. Many signatures
 * shrink it first to what is not in order, then to their headings, then to as many as the page holds.
 */
export async function pdfReport(report: FileReport, options: PdfReportOptions): Promise<Uint8Array> {
  return writePage(fitted(report, options), report, options);
}

type Detail = 'all' | 'exceptions' | 'headings';

function fitted(report: FileReport, options: PdfReportOptions): readonly Line[] {
  for (const detail of ['all', 'exceptions', 'headings'] as const) {
    const lines = wrapped(reportLines(report, options, detail, report.signatures.length), options.font);
    if (heightOf(lines) <= room) return lines;
  }
  for (let shown = report.signatures.length - 1; shown > 0; shown--) {
    const lines = wrapped(reportLines(report, options, 'headings', shown), options.font);
    if (heightOf(lines) <= room) return lines;
  }
  return wrapped(reportLines(report, options, 'headings', 0), options.font);
}

const room = page.heightPt - margin.topPt - margin.bottomPt;
const heightOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + line.sizePt * leading + (line.spaceBeforePt ?? 0), 0);

function reportLines(report: FileReport, options: PdfReportOptions, detail: Detail, shown: number): Line[] {
  const { language } = options;
  const say = (sentence: Text, value: string | number = ''): string =>
    sentence[language].replace('{value}', () => String(value));
  const lines: Line[] = [
    { text: say(words.title), sizePt: 14, centred: true },
    { text: say(words.file, options.file), sizePt: 10.5, spaceBeforePt: 10 },
    { text: `SHA-256: ${report.sha256}`, sizePt: 8.5 },
    { text: say(words.checkedAt, readableTime(report.verifiedAt, language)), sizePt: 10.5 },
    { text: `${say(words.policy, report.policy)} · ${say(words.tool, report.tool)}`, sizePt: 8.5 },
    { text: say(words.result, verdictText[report.verdict][language]), sizePt: 13, spaceBeforePt: 8 },
    { text: fileAdvice(report)[language].replace('{fields}', report.unsignedFields.join(', ')), sizePt: 10.5 },
  ];
  if (report.problem) lines.push({ text: report.problem.text[language], sizePt: 10.5 });
  report.signatures.slice(0, shown).forEach((signature, index) => {
    lines.push(...signatureLines(signature, index + 1, language, detail));
  });
  const rest = report.signatures.length - shown;
  if (rest > 0) lines.push({ text: say(words.more, rest), sizePt: 10, spaceBeforePt: 8 });
  return lines;
}

function signatureLines(signature: SignatureResult, number: number, language: Language, detail: Detail): Line[] {
  const verdict = verdictText[verdictOf[signature.indication]][language];
  const { name, facts } = signatureHeading(signature, language);
  const lines: Line[] = [{ text: `${number}. ${name} — ${verdict}`, sizePt: 10.5, spaceBeforePt: 8 }];
  for (const fact of facts) lines.push({ text: fact, sizePt: 9, indentPt: 14 });
  if (detail === 'headings') return lines;
  for (const line of groupLines(signature.checks)) {
    if (detail === 'exceptions' && line.status === 'PASSED') continue;
    const status = statusWords[line.status][language];
    lines.push({ text: `${line.name[language]} (${status}): ${line.message[language]}`, sizePt: 9, indentPt: 14 });
  }
  return lines;
}

/** Breaks lines at spaces, long words anywhere; characters that the font lacks become a question mark. */
function wrapped(lines: readonly Line[], font: BlockFont): Line[] {
  return lines.flatMap((line) => {
    const widthPt = page.widthPt - margin.leftPt - margin.rightPt - (line.indentPt ?? 0);
    const drawable = replaceMissing(line.text, font);
    const rows: string[] = [];
    let row = '';
    for (const word of drawable.split(' ').flatMap((one) => pieces(one, widthPt, line.sizePt, font))) {
      const longer = row === '' ? word : `${row} ${word}`;
      if (font.widthPt(longer, line.sizePt) <= widthPt) row = longer;
      else {
        rows.push(row);
        row = word;
      }
    }
    rows.push(row);
    return rows.map((rowText, index) => ({
      ...line,
      text: rowText,
      spaceBeforePt: index === 0 ? (line.spaceBeforePt ?? 0) : 0,
    }));
  });
}

function replaceMissing(written: string, font: BlockFont): string {
  const clean = written.normalize('NFC').replace(/\p{C}/gu, ' ');
  const lacking = new Set(font.missing(clean));
  return lacking.size === 0 ? clean : [...clean].map((one) => (lacking.has(one) ? '?' : one)).join('');
}

function pieces(word: string, widthPt: number, sizePt: number, font: BlockFont): string[] {
  if (font.widthPt(word, sizePt) <= widthPt) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (font.widthPt(part + character, sizePt) > widthPt) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

async function writePage(lines: readonly Line[], report: FileReport, options: PdfReportOptions): Promise<Uint8Array> {
  const sink = bufferSink();
  const writer = new ObjectWriter(sink);
  await writer.begin();
  const [catalog, tree, leaf, content, xmp, intent, profile] = Array.from({ length: 7 }, () => writer.reserve());
  const subset = options.font.subset(lines.map((line) => line.text));
  const fontParts: { readonly number: number; readonly object: PdfObject }[] = [];
  const add = (object: PdfObject): PdfRef => {
    const number = writer.reserve();
    fontParts.push({ number, object });
    return ref(number);
  };
  const font = fontObjects(subset, add, { cidSet: false });

  let top = page.heightPt - margin.topPt;
  let operators = 'BT\n';
  for (const line of lines) {
    top -= line.sizePt * leading + (line.spaceBeforePt ?? 0);
    const width = options.font.widthPt(line.text, line.sizePt);
    const left = line.centred ? (page.widthPt - width) / 2 : margin.leftPt + (line.indentPt ?? 0);
    const hex = Buffer.from(subset.encode(line.text)).toString('hex');
    operators += `/F1 ${pdfNumber(line.sizePt)} Tf 1 0 0 1 ${pdfNumber(left)} ${pdfNumber(top)} Tm <${hex}> Tj\n`;
  }
  operators += 'ET\n';

  await writer.object(
    catalog!,
    `<< /Type /Catalog /Pages ${tree} 0 R /Metadata ${xmp} 0 R /OutputIntents [${intent} 0 R] /Lang (${options.language}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  await writer.object(tree!, `<< /Type /Pages /Count 1 /Kids [${leaf} 0 R] >>`);
  await writer.object(
    leaf!,
    `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${page.widthPt} ${page.heightPt}] /Resources << /Font << /F1 ${font.number} 0 R >> >> /Contents ${content} 0 R >>`,
  );
  await writer.deflated(content!, '', Buffer.from(operators, 'latin1'));
  for (const { number, object } of fontParts) await writeObject(writer, number, object);
  const title = `${words.title[options.language]}: ${options.file}`;
  const metadata = { title, created: options.createdAt, identifier: report.sha256, language: options.language };
  await writer.stream(xmp!, '/Type /Metadata /Subtype /XML', xmpPacket(metadata, 'U', 'sohoa'));
  await writer.object(
    intent!,
    `<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile ${profile} 0 R >>`,
  );
  const icc = readFileSync(new URL('../pdf/archive/assets/srgb.icc', import.meta.url));
  await writer.deflated(profile!, '/N 3', icc);
  await writer.finish(catalog!);
  return sink.bytes();
}

async function writeObject(writer: ObjectWriter, number: number, object: PdfObject): Promise<void> {
  if (!isStream(object)) return writer.object(number, Buffer.from(serialise(object)).toString('latin1'));
  const entries = Buffer.from(serialise(object.dict)).toString('latin1').slice(2, -2);
  return writer.stream(number, entries, object.raw);
}
