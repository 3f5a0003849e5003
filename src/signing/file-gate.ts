import { archiveClaim } from '../pdf/appearance/archive-claim.ts';
import { checkHybridViews } from '../pdf/reader/hybrid-views.ts';
import type { PdfFile, PdfRevision } from '../pdf/reader/model.ts';
import { isArray, isDict, isName, isString, type PdfDict, type PdfObject } from '../pdf/reader/objects.ts';
import type { SignatureField } from '../pdf/reader/signature-fields.ts';
import { textOf } from '../pdf/reader/text-string.ts';
import { refusal } from './refusal.ts';

/**
 * What the file itself forbids or what we could not sign honestly (signatures.md 1.6): structure that readers see
 * differently, XFA, certification with P=1, locks over the field. SohoaError SIGN_REFUSED names the rule.
 */
export function checkFile(file: PdfFile, signatures: readonly SignatureField[], field: IntendedField): void {
  checkStructure(file);
  checkPermissions(file, signatures, field);
}

/** The field that will be signed; null for a revision that signs nothing. */
export type IntendedField = { readonly name: string; readonly exists: boolean } | null;

function checkStructure(file: PdfFile): void {
  const unsuitable = (why_vi: string, why_en: string) => refusal('file-unsuitable', { why_vi, why_en });
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

/** DocMDP, FieldMDP and `/Lock` of every signature, the strictest of all (signatures.md 2.6). */
function checkPermissions(file: PdfFile, signatures: readonly SignatureField[], field: IntendedField): void {
  for (const signature of signatures) {
    const revision = file.revisions[signature.revisionIndex] as PdfRevision;
    const permissions = [...transforms(revision, signature)];
    const lock = revision.getDict(signature.field, 'Lock');
    if (lock !== null) permissions.push({ method: 'FieldMDP', parameters: lock });
    for (const { method, parameters } of permissions) {
      const level = revision.get(parameters, 'P');
      if ((method === 'DocMDP' || parameters === lock) && level === 1)
        throw refusal('locked-by-certification', { field: signature.fieldName });
      if (method === 'FieldMDP' && field !== null && locks(revision, parameters, field))
        throw refusal('locked-field', { field: signature.fieldName, locked: field.name });
    }
  }
}

interface Transform {
  readonly method: string;
  readonly parameters: PdfDict;
}

function transforms(revision: PdfRevision, signature: SignatureField): readonly Transform[] {
  if (signature.dict === null) return [];
  const references = revision.getArray(signature.dict, 'Reference');
  return (references?.items ?? []).flatMap((item) => {
    const reference = revision.resolve(item);
    if (!isDict(reference)) return [];
    const method = revision.get(reference, 'TransformMethod');
    const parameters = revision.getDict(reference, 'TransformParams');
    return isName(method) && parameters !== null ? [{ method: method.name, parameters }] : [];
  });
}

/** A lock binds the fields it names with their descendants; a new field only where a parent of it is named (2.6). */
function locks(revision: PdfRevision, parameters: PdfDict, field: NonNullable<IntendedField>): boolean {
  const action = revision.get(parameters, 'Action');
  const listed = names(revision, revision.get(parameters, 'Fields'));
  const below = listed.some((one) => field.name.startsWith(`${one}.`));
  if (!field.exists) return isName(action, 'Include') && below;
  if (isName(action, 'All')) return true;
  const hit = below || listed.includes(field.name);
  return isName(action, 'Include') ? hit : isName(action, 'Exclude') && !hit;
}

function names(revision: PdfRevision, object: PdfObject): readonly string[] {
  if (!isArray(object)) return [];
  return object.items
    .map((item) => revision.resolve(item))
    .filter((item) => isString(item))
    .map((item) => textOf(item));
}
