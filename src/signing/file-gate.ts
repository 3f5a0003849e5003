import { archiveClaim } from '../pdf/appearance/archive-claim.ts';
import { checkHybridViews } from '../pdf/reader/hybrid-views.ts';
import type { PdfFile } from '../pdf/reader/model.ts';
import type { SignatureField } from '../pdf/reader/signature-fields.ts';
import { isLocked, permissionOf } from '../pdf/revision-diff/permissions.ts';
import { refusal } from './refusal.ts';

/**
 * What the file itself forbids or what we could not sign honestly (signatures.md 1.6): structure that readers see
 * differently, XFA, certification with P=1, locks over the field. SohoaError SIGN_REFUSED names the rule.
 */
export function checkFile(file: PdfFile, signatures: readonly SignatureField[], field: IntendedField): void {
  checkStructure(file);
  checkPermissions(file, signatures, field);
}

const unsuitable = (why_vi: string, why_en: string) => refusal('file-unsuitable', { why_vi, why_en });

/** The field that will be signed; null for a revision that signs nothing. */
export type IntendedField = { readonly name: string; readonly exists: boolean } | null;

function checkStructure(file: PdfFile): void {
  if (file.headerOffset !== 0) throw unsuitable('có dữ liệu trước %PDF-', 'bytes stand before %PDF-');
  const hybrid = file.revisions.some((revision) => revision.xrefKind === 'hybrid');
  if (hybrid && archiveClaim(file.latest).part !== null)
    throw unsuitable('bảng tham chiếu kép (hybrid) trong tệp lưu trữ', 'hybrid cross-references in an archival file');
  const findings = hybrid ? [...file.findings, ...checkHybridViews(file, file.latest)] : file.findings;
  const fault = findings.find((finding) => finding.severity === 'failed');
  if (fault !== undefined) throw refusal('file-unsuitable', { why_vi: fault.text.vi, why_en: fault.text.en });
  const form = file.latest.getDict(file.latest.catalog, 'AcroForm');
  if (form?.entries.has('XFA')) throw unsuitable('biểu mẫu XFA', 'an XFA form');
}

/**
 * DocMDP, FieldMDP and `/Lock` of every signature, by the very rules by which a verifier will judge the new revision
 * (signatures.md 2.6): what it would call a violation is not begun.
 */
function checkPermissions(file: PdfFile, signatures: readonly SignatureField[], field: IntendedField): void {
  for (const signature of signatures) {
    const { level, fieldMdp, lock } = permissionOf(file, signature);
    const locks = [fieldMdp, lock].filter((one) => one !== null);
    if (level === 'malformed' || locks.some(({ action }) => action === 'malformed'))
      throw unsuitable(
        `quyền hoặc khóa của chữ ký ${signature.fieldName} không đọc được`,
        `the permissions of signature ${signature.fieldName} are malformed`,
      );
    if (level === 1) throw refusal('locked-by-certification', { field: signature.fieldName });
    if (field === null) continue;
    const change = field.exists ? 'signature-field-signed' : 'signature-field-added';
    if (locks.some((one) => isLocked(one, field.name, change)))
      throw refusal('locked-field', { field: signature.fieldName, locked: field.name });
  }
}
