import {
  type CheckStatus,
  type FileReport,
  type SignatureResult,
  type Verdict,
  verdictOf,
  verdictText,
} from '../domain/signature-report.ts';
import { type Language, type Text, text } from '../domain/text.ts';
import { groupLines } from './report-groups.ts';
import { type Column, createSheet, type Mark, type ReportFonts, type Rgb, type Sheet } from './report-sheet.ts';
import { fileAdvice, readableTime, readableTimes, signatureHeading } from './report-text.ts';

/** A4, pt; margins of NĐ 30 Phụ lục I (30 mm left, 15 mm right, 20 mm above and below). */
export const page = { widthPt: 595.28, heightPt: 841.89 };
const margin = { left: 85, right: 42.5, top: 54, bottom: 54 };
const full: Column = { x: margin.left, width: page.widthPt - margin.left - margin.right };
const centred: Column = { ...full, align: 'centre' };
/** Height of the foot: to whom it speaks, on the right the place of the signature (profile VERIFICATION_REPORT). */
const footTopPt = margin.bottom + 76;

export interface PageOptions {
  /** Name to show for the file. */
  readonly file: string;
  readonly language: Language;
  readonly fonts: ReportFonts;
  /** Who gives the report; null: nobody is named. */
  readonly agency: string | null;
  /** False: the page itself says that nobody signed it. */
  readonly signed: boolean;
}

const gray: Rgb = [0.33, 0.33, 0.33];
const hairline: Rgb = [0.72, 0.72, 0.72];
/** Dark enough to be read from a copy in black and white; the words say the same as the colours. */
const verdictRgb: Readonly<Record<Verdict, Rgb>> = {
  HOP_LE: [0.05, 0.36, 0.18],
  KHONG_HOP_LE: [0.66, 0.06, 0.06],
  CHUA_XAC_DINH: [0.5, 0.31, 0],
  KHONG_CO_CHU_KY: [0.25, 0.25, 0.25],
};
const tint = (rgb: Rgb): Rgb => [1 - (1 - rgb[0]) * 0.07, 1 - (1 - rgb[1]) * 0.07, 1 - (1 - rgb[2]) * 0.07];
const statusRgb: Readonly<Record<CheckStatus, Rgb>> = {
  PASSED: verdictRgb.HOP_LE,
  WARNING: verdictRgb.CHUA_XAC_DINH,
  FAILED: verdictRgb.KHONG_HOP_LE,
  UNKNOWN: verdictRgb.CHUA_XAC_DINH,
};

export const words = {
  title: text('BÁO CÁO KIỂM TRA CHỮ KÝ SỐ', 'SIGNATURE VERIFICATION REPORT'),
  checkedAt: text('Kiểm tra tại thời điểm {value}', 'Checked as of {value}'),
  result: text('Kết luận', 'Conclusion'),
  file: text('Tệp được kiểm tra', 'File'),
  size: text('Dung lượng', 'Size'),
  policy: text('Chính sách áp dụng', 'Policy'),
  tool: text('Phần mềm', 'Software'),
  bytes: text('{value} byte', '{value} bytes'),
  more: text(
    '… và {value} chữ ký khác; xem báo cáo chi tiết (JSON).',
    '… and {value} more signatures; see the detailed report (JSON).',
  ),
  passed: text('Đạt: {value}.', 'Passed: {value}.'),
  headingsOnly: text(
    'Một số chữ ký chỉ nêu kết luận; từng mục kiểm tra xem báo cáo chi tiết (JSON).',
    'Of some signatures only the conclusion is listed; for every check see the detailed report (JSON).',
  ),
  scope: text(
    'Báo cáo này chỉ nói về đúng tệp có mã SHA-256 ghi trên; tệp khác dù một byte là tệp khác. Giá trị của kết luận tính tại thời điểm kiểm tra nêu trên.',
    'This report speaks only of the file with the SHA-256 above; a file that differs in a single byte is another file. The conclusion holds as of the moment above.',
  ),
  signer: text('NGƯỜI KIỂM TRA', 'VERIFIED BY'),
  signedHere: text('(ký số)', '(digitally signed)'),
  unsigned: text('BẢN NÀY CHƯA ĐƯỢC KÝ SỐ', 'THIS COPY IS NOT SIGNED'),
  unsignedWhy: text(
    'Chỉ để tham khảo: không chứng minh được ai lập báo cáo và nội dung có bị sửa hay không.',
    'For information only: it proves neither who made it nor that it was not altered.',
  ),
};
/** Words instead of signs: a printed page must be read without colour or symbols that a font may lack. */
const statusWords: Readonly<Record<CheckStatus, Text>> = {
  PASSED: text('Đạt', 'Passed'),
  WARNING: text('Lưu ý', 'Note'),
  FAILED: text('Không đạt', 'Failed'),
  UNKNOWN: text('Chưa rõ', 'Unknown'),
};
/** What is open and decides nothing (a time stamp that no rule asks for) is told apart from what keeps a signature from HỢP LỆ. */
const notDeciding = text('Tham khảo', 'For info');

/** `all`: a line for each group of checks · `brief`: what is not in order, and the names of the rest · `heading`: neither. */
type Detail = 'all' | 'brief' | 'heading';
type DetailOf = (signature: SignatureResult) => Detail;

const isGood = ({ indication }: SignatureResult): boolean => indication === 'TOTAL_PASSED';
/** From the most to the least; a signature that is not good keeps its reasons longest. */
const fullness: readonly DetailOf[] = [
  () => 'all',
  ({ kind }) => (kind === 'signature' ? 'all' : 'brief'),
  (signature) => (isGood(signature) ? 'brief' : 'all'),
  () => 'brief',
  (signature) => (isGood(signature) ? 'heading' : 'brief'),
  () => 'heading',
];

/** What stands on the page. Many signatures shrink it step by step; what was left out is said. */
export function reportMarks(report: FileReport, options: PageOptions): readonly Mark[] {
  const count = report.signatures.length;
  const fewer = Array.from({ length: count }, (_, index) => [() => 'heading' as const, count - 1 - index] as const);
  for (const [detail, shown] of [...fullness.map((one) => [one, count] as const), ...fewer]) {
    const sheet = writeBody(report, options, detail, shown);
    if (sheet.y >= footTopPt || shown === 0) return [...sheet.marks, ...foot(options)];
  }
  return foot(options);
}

function writeBody(report: FileReport, options: PageOptions, detailOf: DetailOf, shown: number): Sheet {
  const { language } = options;
  const sheet = createSheet(page.heightPt - margin.top, options.fonts);
  const say = (sentence: Text, value: string | number = ''): string =>
    sentence[language].replace('{value}', () => String(value));
  if (options.agency !== null) {
    sheet.row([full, { text: options.agency.toLocaleUpperCase('vi'), sizePt: 10.5, weight: 'bold' }]);
    sheet.down(10);
  }
  sheet.row([centred, { text: say(words.title), sizePt: 15, weight: 'bold' }]);
  sheet.row([
    centred,
    { text: say(words.checkedAt, readableTime(report.verifiedAt, language)), sizePt: 10.5, rgb: gray },
  ]);
  sheet.down(10);
  writeConclusion(sheet, report, language);
  sheet.down(10);
  const fact = (name: Text, value: string): void => {
    const [left, right] = [
      { x: full.x, width: 98 },
      { x: full.x + 102, width: full.width - 102 },
    ];
    sheet.row([left, { text: say(name), sizePt: 9.5, rgb: gray }], [right, { text: value, sizePt: 9.5 }]);
    sheet.down(1);
  };
  fact(words.file, options.file);
  fact(text('SHA-256', 'SHA-256'), report.sha256);
  fact(words.size, say(words.bytes, report.sizeBytes.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB')));
  fact(words.policy, report.policy);
  fact(words.tool, report.tool);
  report.signatures.slice(0, shown).forEach((signature, index) => {
    writeSignature(sheet, signature, index + 1, language, detailOf(signature));
  });
  sheet.down(6);
  const small = { sizePt: 9, rgb: gray } as const;
  const rest = report.signatures.length - shown;
  if (rest > 0) sheet.row([full, { text: say(words.more, rest), ...small }]);
  if (report.signatures.slice(0, shown).some((signature) => detailOf(signature) === 'heading'))
    sheet.row([full, { text: say(words.headingsOnly), ...small }]);
  return sheet;
}

function writeConclusion(sheet: Sheet, report: FileReport, language: Language): void {
  const rgb = verdictRgb[report.verdict];
  const inner = { x: full.x + 12, width: full.width - 24, align: 'centre' } as const;
  sheet.frame(full, 7, { fill: tint(rgb), stroke: rgb }, () => {
    const conclusion = `${words.result[language]}: ${verdictText[report.verdict][language]}`;
    sheet.row([inner, { text: conclusion, sizePt: 17, weight: 'bold', rgb }]);
    const advice = fileAdvice(report)[language].replace('{fields}', () => report.unsignedFields.join(', '));
    sheet.row([inner, { text: advice, sizePt: 10.5 }]);
    if (report.problem) sheet.row([inner, { text: report.problem.text[language], sizePt: 10 }]);
  });
}

const indent = 12;
const columns = {
  name: { x: full.x + indent, width: 86 },
  status: { x: full.x + indent + 90, width: 52 },
  message: { x: full.x + indent + 146, width: full.width - indent - 146 },
} as const;

function writeSignature(
  sheet: Sheet,
  signature: SignatureResult,
  number: number,
  language: Language,
  detail: Detail,
): void {
  const verdict = verdictOf[signature.indication];
  const { name, facts } = signatureHeading(signature, language);
  const right = 108;
  sheet.down(detail === 'heading' ? 4 : 8);
  sheet.rule(full, hairline);
  sheet.down(3);
  sheet.row(
    [
      { x: full.x, width: full.width - right - 6 },
      { text: `${number}. ${name}`, sizePt: 10.5, weight: 'bold' },
    ],
    [
      { x: full.x + full.width - right, width: right, align: 'right' },
      { text: verdictText[verdict][language], sizePt: 10.5, weight: 'bold', rgb: verdictRgb[verdict] },
    ],
  );
  const facing = { x: full.x + indent, width: full.width - indent };
  sheet.row([facing, { text: facts.join(' '), sizePt: 9, rgb: gray }]);
  if (detail === 'heading') return;
  const lines = groupLines(signature.checks);
  const named = detail === 'brief' ? lines.filter(({ status }) => status === 'PASSED') : [];
  if (named.length > 0) {
    const names = named.map(({ name: one }) => one[language].toLocaleLowerCase('vi')).join(', ');
    sheet.row([facing, { text: words.passed[language].replace('{value}', names), sizePt: 9 }]);
  }
  for (const line of lines.filter((one) => !named.includes(one))) {
    const open = line.status === 'UNKNOWN' && !line.required;
    sheet.down(1.5);
    sheet.row(
      [columns.name, { text: line.name[language], sizePt: 9 }],
      [
        columns.status,
        {
          text: (open ? notDeciding : statusWords[line.status])[language],
          sizePt: 9,
          weight: line.status === 'FAILED' ? 'bold' : 'regular',
          rgb: open ? gray : statusRgb[line.status],
        },
      ],
      [columns.message, { text: readableTimes(line.message[language], language), sizePt: 9 }],
    );
  }
}

/** Left: what the report speaks of. Right: the place of the signature, or that there is none. */
function foot({ language, fonts, signed }: PageOptions): readonly Mark[] {
  const sheet = createSheet(footTopPt, fonts);
  sheet.rule(full, hairline);
  sheet.down(5);
  const left = { x: full.x, width: 205 };
  const right = { x: full.x + 232, width: full.width - 232, align: 'centre' } as const;
  const top = sheet.y;
  sheet.row([left, { text: words.scope[language], sizePt: 8.5, rgb: gray }]);
  sheet.down(sheet.y - top);
  if (signed) {
    sheet.row([right, { text: words.signer[language], sizePt: 10.5, weight: 'bold' }]);
    sheet.row([right, { text: words.signedHere[language], sizePt: 9, rgb: gray }]);
    return sheet.marks;
  }
  const rgb = verdictRgb.KHONG_HOP_LE;
  sheet.frame(right, 5, { fill: null, stroke: rgb }, () => {
    const inner = { x: right.x + 6, width: right.width - 12, align: 'centre' } as const;
    sheet.row([inner, { text: words.unsigned[language], sizePt: 10.5, weight: 'bold', rgb }]);
    sheet.row([inner, { text: words.unsignedWhy[language], sizePt: 8.5 }]);
  });
  return sheet.marks;
}
