import type { DocumentType } from '../domain/document-types/document-type.ts';
import type { FieldRemark, FieldSource } from '../domain/field.ts';
import type { BoxPx } from '../domain/geometry.ts';
import type { MachineReadings } from './machine-readable.ts';

export const NO_EXPIRY = 'không thời hạn';

export interface CodeValue {
  readonly value: string;
  readonly source: FieldSource;
  readonly page: number;
  readonly boxPx: BoxPx;
  readonly remarks: readonly FieldRemark[];
}

/** Fields that a code on the paper gives, as the type's `machineReadable` maps them; the QR speaks before the MRZ. */
export function machineValues(type: DocumentType, machine: MachineReadings): Map<string, CodeValue> {
  const out = new Map<string, CodeValue>();
  const put = (name: string, value: unknown, rest: Omit<CodeValue, 'value'>): void => {
    if (typeof value === 'string' && value !== '' && !out.has(name)) out.set(name, { value, ...rest });
  };
  const { cccd_qr: card, mrz_td1: zone, qr } = type.machineReadable ?? {};
  const { card: cardQr, mrz } = machine;
  if (card && cardQr?.check.parts) {
    const parts: Readonly<Record<string, unknown>> = {
      personal_id: cardQr.check.parts.personalId,
      old_identity_number: cardQr.check.parts.oldIdentityNumber,
      full_name: cardQr.check.parts.fullName,
      birth_date: cardQr.check.parts.birthDate,
      gender: cardQr.check.parts.gender,
      address: cardQr.check.parts.address,
      issue_date: cardQr.check.parts.issueDate,
    };
    const rest = {
      source: 'qr',
      page: cardQr.code.page,
      boxPx: cardQr.code.boxPx,
      remarks: cardQr.check.remarks,
    } as const;
    for (const [name, part] of Object.entries(card)) put(name, parts[part], rest);
  }
  if (zone && mrz !== null) {
    const parts: Readonly<Record<string, unknown>> = {
      personal_id: mrz.parts.personalId,
      birth_date: mrz.parts.birthDate,
      gender: mrz.parts.gender,
      expiry_date: mrz.parts.expiryDate ?? NO_EXPIRY,
    };
    const rest = { source: 'mrz', page: mrz.page, boxPx: mrz.boxPx, remarks: mrz.remarks } as const;
    for (const [name, part] of Object.entries(zone)) put(name, parts[part], rest);
  }
  const other = machine.codes.find((code) => code !== cardQr?.code);
  if (qr && other)
    for (const name of Object.keys(qr))
      put(name, other.text, { source: 'qr', page: other.page, boxPx: other.boxPx, remarks: [] });
  return out;
}
