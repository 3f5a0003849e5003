import type { CheckGroup, CheckRow, CheckStatus } from '../domain/signature-report.ts';
import { type Text, text } from '../domain/text.ts';

/** The groups of rules.md R4.3 in the order in which a reader asks, with the check that speaks for a group that passed. */
export const reportGroups: readonly { readonly group: CheckGroup; readonly name: Text; readonly principal: string }[] =
  [
    { group: 'integrity', name: text('Toàn vẹn', 'Integrity'), principal: 'signature-intact' },
    { group: 'coverage', name: text('Phạm vi', 'Coverage'), principal: 'coverage' },
    { group: 'later-changes', name: text('Thay đổi sau ký', 'Later changes'), principal: 'undefined-changes' },
    { group: 'signer', name: text('Người ký', 'Signer'), principal: 'identity' },
    { group: 'chain', name: text('Đường dẫn tin cậy', 'Trust path'), principal: 'chain' },
    { group: 'validity', name: text('Hiệu lực', 'Validity'), principal: 'validity' },
    { group: 'revocation', name: text('Thu hồi', 'Revocation'), principal: 'revocation' },
    { group: 'purpose', name: text('Mục đích', 'Purpose'), principal: 'key-usage' },
    { group: 'algorithm', name: text('Thuật toán', 'Algorithms'), principal: 'algorithms' },
    { group: 'timestamp', name: text('Dấu thời gian', 'Time stamp'), principal: 'timestamp' },
    { group: 'archive', name: text('Dạng lưu trữ', 'Archival form'), principal: 'pdfa' },
  ];

export interface GroupLine {
  readonly group: CheckGroup;
  readonly name: Text;
  readonly status: CheckStatus;
  readonly message: Text;
  readonly required: boolean;
}

const severity: Readonly<Record<CheckStatus, number>> = { FAILED: 3, UNKNOWN: 2, WARNING: 1, PASSED: 0 };

/** One line a group: the worst required row, else the worst other one; a group that passed speaks through its principal check. */
export function groupLines(rows: readonly CheckRow[]): GroupLine[] {
  return reportGroups.flatMap(({ group, name, principal }) => {
    const own = rows.filter((row) => row.group === group);
    const worst = own.reduce<CheckRow | null>(
      (best, row) => (best === null || rank(row) > rank(best) ? row : best),
      null,
    );
    if (worst === null) return [];
    const speaker = worst.status === 'PASSED' ? (own.find((row) => row.id === principal) ?? worst) : worst;
    const message = group === 'integrity' && speaker.id === principal ? integrityOf(speaker, rows) : speaker.message;
    return [{ group, name, status: speaker.status, message, required: speaker.required }];
  });
}

/** The sentence of rules.md R4.3, where it is true: a later revision may say something else than the signed one. */
function integrityOf({ status, message }: CheckRow, rows: readonly CheckRow[]): Text {
  if (status !== 'PASSED') return message;
  const changed = rows.some(
    (row) => row.group === 'later-changes' && (row.status === 'FAILED' || row.status === 'UNKNOWN'),
  );
  return changed ? intactThen : intact;
}
const intact = text('Nội dung không bị thay đổi kể từ khi ký.', 'The content is unchanged since it was signed.');
const intactThen = text(
  'Phiên bản đã ký còn nguyên vẹn bên trong tệp; phần thêm vào sau đó xem mục “Thay đổi sau ký”.',
  'The signed revision is intact inside the file; for what was added afterwards see “Later changes”.',
);

const rank = (row: CheckRow): number => severity[row.status] * 2 + (row.required ? 1 : 0);
