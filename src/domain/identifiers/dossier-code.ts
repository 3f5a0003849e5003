import type { FieldRemark } from '../field.ts';
import { type Check, checked, fault, warning } from './check.ts';
import { isRealDate } from './vietnamese-date.ts';

export interface DossierCodeParts {
  readonly agency: string;
  /** Day of reception, `YYYY-MM-DD`. */
  readonly day: string;
  readonly counter: number;
  readonly form: 'old' | 'new';
  /** n of `-KQ(n)`; null for the dossier itself. */
  readonly result: number | null;
}

const OLD_AGENCY = /^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/;
const NEW_AGENCY = /^[A-Z]\d{2}(\.\d{2,3}){0,3}$/;

/** Mã hồ sơ (TT 01/2018 and newer form) and mã kết quả `…-KQ(n)` (NĐ 45/2020 Đ14.3); rules.md E. */
export function checkDossierCode(input: string): Check<DossierCodeParts> {
  const code = input.normalize('NFC').replace(/\s/g, '');
  const match = /^(.+?)-(\d{6})-(\d{4,6})(?:-KQ(\()?(\d+)(\))?)?$/.exec(code);
  const agency = match?.[1] ?? '';
  const form = OLD_AGENCY.test(agency) ? 'old' : NEW_AGENCY.test(agency) ? 'new' : null;
  if (match === null || form === null)
    return checked<DossierCodeParts>(null, [
      fault('DOSSIER_CODE_FORM', 'Mã hồ sơ không đúng dạng.', 'The dossier code has neither of the two forms.'),
    ]);
  const [, , yymmdd = '', counter = '', open, result, close] = match;
  const day = `20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4)}`;
  if (!isRealDate(day))
    return checked<DossierCodeParts>(null, [
      fault(
        'DOSSIER_CODE_DATE',
        `Ngày trong mã hồ sơ không tồn tại (${yymmdd}).`,
        `The day in the dossier code does not exist (${yymmdd}).`,
      ),
    ]);
  const remarks: FieldRemark[] = [];
  if (result !== undefined && (open === undefined || close === undefined))
    remarks.push(
      warning(
        'RESULT_CODE_PARENTHESES',
        `Mã kết quả viết khác dạng “-KQ(${result})”.`,
        `The result code is not written as “-KQ(${result})”.`,
      ),
    );
  return checked(
    { agency, day, counter: Number(counter), form, result: result === undefined ? null : Number(result) },
    remarks,
  );
}

/** Mã TTHC: `1.001612`, or with the agency's tail (rules.md E). */
export function checkProcedureCode(input: string): Check<{ readonly code: string; readonly agency: string | null }> {
  const match = /^(\d\.\d{6})(?:\.(\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}))?$/.exec(input.trim());
  return match === null
    ? checked<{ code: string; agency: string | null }>(null, [
        fault('PROCEDURE_CODE_FORM', 'Mã thủ tục không đúng dạng d.dddddd.', 'The procedure code is not d.dddddd.'),
      ])
    : checked({ code: match[1] ?? '', agency: match[2] ?? null }, []);
}

/** Mã thành phần hồ sơ: `TP-H05.000001` (rules.md E). */
export function checkComponentCode(input: string): Check<{ readonly agency: string; readonly serial: string }> {
  const match = /^TP-([A-Z]\d{2}(?:\.\d{2,3}){0,3})\.(\d{6})$/.exec(input.trim());
  return match === null
    ? checked<{ agency: string; serial: string }>(null, [
        fault('COMPONENT_CODE_FORM', 'Mã thành phần hồ sơ không đúng dạng.', 'The component code is malformed.'),
      ])
    : checked({ agency: match[1] ?? '', serial: match[2] ?? '' }, []);
}
