import type {
  CheckStatus,
  FileReport,
  RevocationSummary,
  SignatureResult,
  TimestampResult,
  TrustStoreName,
  Verdict,
} from '../domain/signature-report.ts';
import { verdictOf, verdictText } from '../domain/signature-report.ts';
import { fill, type Language, type Text, text } from '../domain/text.ts';
import { groupLines } from './report-groups.ts';

export interface TextReportOptions {
  /** Name to show for the file. */
  readonly file: string;
  readonly language: Language;
  /** `simple`: what a stranger needs · `detailed`: every check, every change, every certificate. */
  readonly view: 'simple' | 'detailed';
}

const marks: Readonly<Record<CheckStatus, string>> = { PASSED: '✓', WARNING: '!', FAILED: '✗', UNKNOWN: '?' };

const storeNames: Readonly<Record<TrustStoreName, Text>> = {
  cong_vu: text('chứng thư chuyên dùng công vụ', 'government certificate'),
  cong_cong: text('chứng thư công cộng', 'public certificate'),
};

/** What to do now, in one sentence per verdict; the reader is a clerk, not an engineer. */
const advice: Readonly<Record<Verdict, Text>> = {
  HOP_LE: text(
    'Mọi chữ ký số trên tệp đều hợp lệ; nội dung đã ký không bị thay đổi.',
    'Every signature of the file is valid; what was signed has not been changed.',
  ),
  KHONG_HOP_LE: text(
    'Không dùng tệp này làm căn cứ. Hãy đề nghị người nộp gửi lại bản gốc đã ký.',
    'Do not rely on this file. Ask for the original signed file again.',
  ),
  CHUA_XAC_DINH: text(
    'Chưa đủ căn cứ để kết luận. Hãy xem lý do bên dưới; không coi là hợp lệ.',
    'There is not enough to conclude. See the reasons below; do not treat it as valid.',
  ),
  KHONG_CO_CHU_KY: text('Tệp không có chữ ký số nào.', 'The file bears no digital signature.'),
};

const onlyTimestamps = text(
  'Tệp chỉ có dấu thời gian, không có chữ ký của ai.',
  'The file bears only time stamps; nobody signed it.',
);
const onlyFields = text(
  'Tệp có ô ký nhưng chưa ai ký: {fields}.',
  'The file has signature fields that nobody has signed: {fields}.',
);
const headline = text(
  'Kiểm tra lúc {time}. {signatures} chữ ký, {stamps} dấu thời gian tài liệu.',
  'Checked at {time}. {signatures} signature(s), {stamps} document timestamp(s).',
);
const signedAt = text('Ký trước hoặc vào lúc {time} ({basis}).', 'Signed at or before {time} ({basis}).');
const claimedAt = text(
  'Người ký khai thời điểm {time} (chưa có dấu thời gian chứng minh).',
  'The signer claims {time} (no time stamp proves it).',
);
const stampedAt = text('Đóng dấu lúc {time}.', 'Stamped at {time}.');
const byStamp = text('theo dấu thời gian', 'by time stamp');
const levelAndStore = text('Mức {level}; {store}.', 'Level {level}; {store}.');
const recheck = text('Sẽ kiểm tra lại từ {time}.', 'It will be checked again from {time}.');
const documentTimestamp = text('Dấu thời gian tài liệu', 'Document timestamp');
const unknownSigner = text('Không đọc được người ký', 'Signer not readable');
const noStore = text('không thuộc kho tin cậy nào', 'of no trust store');

/** The report in words: verdict first, then what to do, then each signature. Lines end with `\n`. */
export function renderReport(report: FileReport, options: TextReportOptions): string {
  const { language } = options;
  const say = (sentence: Text, values: Readonly<Record<string, string | number>> = {}): string =>
    fill(sentence, values)[language];
  const signatures = report.signatures.filter((signature) => signature.kind === 'signature').length;
  const lines = [
    `${options.file}: ${say(verdictText[report.verdict])}`,
    `  ${say(headline, {
      time: readableTime(report.verifiedAt, language),
      signatures,
      stamps: report.signatures.length - signatures,
    })}`,
    `  ${say(fileAdvice(report), { fields: report.unsignedFields.join(', ') })}`,
  ];
  if (report.problem) lines.push(`  ${marks.FAILED} ${say(report.problem.text)}`);
  for (const remark of report.remarks) lines.push(`  ${marks.WARNING} ${say(remark)}`);
  report.signatures.forEach((signature, index) => {
    lines.push('', ...signatureLines(signature, index + 1, options, say));
  });
  return `${lines.join('\n')}\n`;
}

/** What to do now; `{fields}` stands for the unsigned fields. */
export function fileAdvice(report: FileReport): Text {
  if (report.verdict !== 'KHONG_CO_CHU_KY') return advice[report.verdict];
  if (report.contains === 'timestamps-only') return onlyTimestamps;
  return report.contains === 'unsigned-fields' ? onlyFields : advice.KHONG_CO_CHU_KY;
}

type Say = (sentence: Text, values?: Readonly<Record<string, string | number>>) => string;

/** Who signed, and the sentences about when, at what level and until when it is open. */
export function signatureHeading(
  signature: SignatureResult,
  language: Language,
): { readonly name: string; readonly facts: readonly string[] } {
  const say: Say = (sentence, values = {}) => fill(sentence, values)[language];
  const facts: string[] = [];
  const time = signingTimeLine(signature, language, say);
  if (time) facts.push(time);
  if (signature.level)
    facts.push(
      say(levelAndStore, {
        level: signature.level,
        store: say(signature.signer?.trustStore ? storeNames[signature.signer.trustStore] : noStore),
      }),
    );
  if (signature.recheckAfter) facts.push(say(recheck, { time: readableTime(signature.recheckAfter, language) }));
  return { name: signerName(signature, say), facts };
}

function signatureLines(signature: SignatureResult, number: number, options: TextReportOptions, say: Say): string[] {
  const { name, facts } = signatureHeading(signature, options.language);
  const lines = [
    `  ${number}. ${name} — ${say(verdictText[verdictOf[signature.indication]])}`,
    ...facts.map((fact) => `     ${fact}`),
  ];
  if (options.view === 'simple') {
    for (const line of groupLines(signature.checks))
      lines.push(
        `     ${mark(line.status, line.required)} ${say(line.name)}: ${readableTimes(say(line.message), options.language)}`,
      );
    return lines;
  }
  for (const row of signature.checks)
    lines.push(
      `     ${mark(row.status, row.required)} ${row.id}: ${say(row.question)} ${readableTimes(say(row.message), options.language)}`,
    );
  const moment = (iso: string | null): string => (iso === null ? '?' : readableTime(iso, options.language));
  for (const stamp of signature.timestamps) {
    const field = stamp.field ? ` (${stamp.field})` : '';
    lines.push(
      `     · ${say(stampKinds[stamp.kind])}${field}: ${stamp.tsa ?? '?'}, ${moment(stamp.genTime)} — ${say(stamp.message)}`,
    );
  }
  for (const certificate of signature.certificates)
    lines.push(`     · ${certificate.subject} [${certificate.serialHex}] SHA-256 ${certificate.sha256}`);
  for (const status of signature.revocation) {
    const from =
      status.source === null
        ? ''
        : ` (${status.source}, ${say(origins[status.origin ?? ''] ?? noOrigin)}, ${moment(status.thisUpdate)})`;
    lines.push(`     · ${status.certificate}: ${say(statusWords[status.status])}${from}`);
  }
  for (const change of signature.changes)
    lines.push(
      `     ${say(changed, { revision: change.revision })} ${change.level} ${change.path}: ${say(change.text)}`,
    );
  return lines;
}

const stampKinds: Readonly<Record<TimestampResult['kind'], Text>> = {
  'signature-time-stamp': text('dấu thời gian trong chữ ký', 'signature time stamp'),
  'document-timestamp': text('dấu thời gian tài liệu', 'document timestamp'),
  'evidence-time-stamp': text('dấu thời gian của gói bằng chứng', 'time stamp of the evidence bundle'),
};
const statusWords: Readonly<Record<RevocationSummary['status'], Text>> = {
  good: text('không bị thu hồi', 'not revoked'),
  revoked: text('đã bị thu hồi', 'revoked'),
  'on-hold': text('đang bị tạm dừng', 'on hold'),
  unknown: text('chưa rõ', 'unknown'),
};
const origins: Readonly<Record<string, Text>> = {
  dss: text('trong tệp (DSS)', 'in the file (DSS)'),
  cms: text('trong chữ ký', 'in the signature'),
  cache: text('đã lưu từ trước', 'kept from before'),
  network: text('lấy từ mạng', 'from the network'),
};
const noOrigin = text('không rõ nguồn', 'origin not known');
const changed = text('Δ phiên bản {revision}:', 'Δ revision {revision}:');

/** An answer that changes nothing is shown with a dash, so that a clerk does not take it for an alarm. */
const mark = (status: CheckStatus, required: boolean): string =>
  status === 'UNKNOWN' && !required ? '–' : marks[status];

function signerName(signature: SignatureResult, say: Say): string {
  const { signer } = signature;
  if (signer === null) return say(signature.kind === 'document-timestamp' ? documentTimestamp : unknownSigner);
  const id = signer.idNumber ? ` (${signer.idKind ?? ''} ${signer.idNumber})` : '';
  const office = signer.organization && signer.organization !== signer.commonName ? `, ${signer.organization}` : '';
  const prefix = signature.kind === 'document-timestamp' ? `${say(documentTimestamp)}: ` : '';
  return `${prefix}${signer.commonName}${id}${office}`;
}

function signingTimeLine(signature: SignatureResult, language: Language, say: Say): string | null {
  if (signature.kind === 'document-timestamp')
    return signature.signingTime && say(stampedAt, { time: readableTime(signature.signingTime, language) });
  const proven = signature.timestamps.some(({ kind, status }) => kind !== 'evidence-time-stamp' && status === 'PASSED');
  if (proven && signature.bestSignatureTime)
    return say(signedAt, { time: readableTime(signature.bestSignatureTime, language), basis: say(byStamp) });
  return signature.signingTime ? say(claimedAt, { time: readableTime(signature.signingTime, language) }) : null;
}

/** Every moment inside a sentence as offices write it. */
export const readableTimes = (sentence: string, language: Language): string =>
  sentence.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+07:00/g, (iso) => readableTime(iso, language));

/** `2026-11-22T10:15:30+07:00` → `10:15:30 ngày 22/11/2026` (Vietnam time, as offices write it). */
export function readableTime(iso: string, language: Language): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2}:\d{2})/.exec(iso);
  if (match === null) return iso;
  const [, year, month, day, time] = match;
  return language === 'vi' ? `${time} ngày ${day}/${month}/${year}` : `${year}-${month}-${day} ${time} (UTC+7)`;
}
