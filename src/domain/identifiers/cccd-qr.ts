import type { FieldRemark } from '../field.ts';
import { type Check, checked, fault, warning } from './check.ts';
import { checkPersonalId, type Gender } from './personal-id.ts';
import { isRealDate } from './vietnamese-date.ts';

export interface CardQr {
  readonly personalId: string;
  /** Number of the earlier CMND; null when the field is empty. */
  readonly oldIdentityNumber: string | null;
  readonly fullName: string;
  /** ISO dates. */
  readonly birthDate: string;
  readonly gender: Gender;
  readonly address: string;
  readonly issueDate: string;
  /** Fields after the seventh, kept raw (the content of the 2024 card is unverified). */
  readonly extras: readonly string[];
}

const compactDate = (field: string): string => `${field.slice(4)}-${field.slice(2, 4)}-${field.slice(0, 2)}`;

/**
 * The QR of the citizen card: `số|số CMND cũ|họ tên|ddMMyyyy|Nam/Nữ|địa chỉ|ddMMyyyy cấp`, UTF-8 (rules.md J.3).
 * `parts` is set whenever seven fields are there, so that a faulty card can still be shown.
 */
export function readCardQr(content: string, today?: string): Check<CardQr> {
  const fields = content
    .normalize('NFC')
    .split('|')
    .map((field) => field.trim());
  if (fields.length < 7)
    return checked<CardQr>(null, [
      fault(
        'CARD_QR_FIELDS',
        `Mã QR thiếu trường: cần 7, có ${fields.length}.`,
        `The QR code lacks fields: 7 needed, ${fields.length} found.`,
      ),
    ]);
  const [personalId = '', oldIdentity = '', fullName = '', birth = '', gender = '', address = '', issue = ''] = fields;
  const remarks: FieldRemark[] = [];
  const birthDate = compactDate(birth);
  const issueDate = compactDate(issue);
  if (!/^\d{8}$/.test(birth) || !isRealDate(birthDate))
    remarks.push(
      fault(
        'CARD_QR_BIRTH_DATE',
        'Ngày sinh trong mã QR không tồn tại.',
        'The birth date in the QR code does not exist.',
      ),
    );
  if (!/^\d{8}$/.test(issue) || !isRealDate(issueDate))
    remarks.push(
      fault(
        'CARD_QR_ISSUE_DATE',
        'Ngày cấp trong mã QR không tồn tại.',
        'The issue date in the QR code does not exist.',
      ),
    );
  else if (issueDate < birthDate)
    remarks.push(fault('CARD_QR_ORDER', 'Ngày cấp trước ngày sinh.', 'Issued before the date of birth.'));
  if (gender !== 'Nam' && gender !== 'Nữ')
    remarks.push(
      fault('CARD_QR_GENDER', 'Giới tính trong mã QR không đọc được.', 'The sex in the QR code is unreadable.'),
    );
  if (oldIdentity !== '' && !/^(\d{9}|\d{12})$/.test(oldIdentity))
    remarks.push(
      warning(
        'CARD_QR_OLD_NUMBER',
        'Số CMND cũ trong mã QR không đúng dạng.',
        'The old number in the QR code is malformed.',
      ),
    );
  if (fullName === '') remarks.push(fault('CARD_QR_NAME', 'Mã QR không có họ tên.', 'The QR code has no name.'));
  remarks.push(
    ...checkPersonalId(personalId, { birthDate, gender, ...(today === undefined ? {} : { today }) }).remarks,
  );
  if (fields.length > 7)
    remarks.push(
      warning(
        'CARD_QR_EXTRA',
        `Mã QR thừa ${fields.length - 7} trường, phần dư được giữ nguyên.`,
        `The QR code has ${fields.length - 7} further fields, kept as they are.`,
      ),
    );
  const parts: CardQr = {
    personalId,
    oldIdentityNumber: oldIdentity === '' ? null : oldIdentity,
    fullName,
    birthDate,
    gender: gender === 'Nữ' ? 'Nữ' : 'Nam',
    address,
    issueDate,
    extras: fields.slice(7),
  };
  return checked(parts, remarks);
}
