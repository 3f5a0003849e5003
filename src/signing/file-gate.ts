import type { PdfFile, PdfRevision } from '../pdf/reader/model.ts';
import { isArray, isDict, isName, isString, type PdfDict, type PdfObject } from '../pdf/reader/objects.ts';
import type { SignatureField } from '../pdf/reader/signature-fields.ts';
import { textOf } from '../pdf/reader/text-string.ts';
import { refusal } from './refusal.ts';

/**
 * What the file itself forbids or what we could not sign honestly (signatures.md 1.6): structure that readers see
 * differently, XFA, certification with P=1, locks over the field. SohoaError SIGN_REFUSED names the rule.
 */
export function checkFile(file: PdfFile, signatures: readonly SignatureField[], fieldName: string): void {
  checkStructure(file);
  checkPermissions(file, signatures, fieldName);
}

function checkStructure(file: PdfFile): void {
  const unsuitable = (why_vi: string, why_en: string) => refusal('file-unsuitable', { why_vi, why_en });
  if (file.headerOffset !== 0) throw unsuitable('có dữ liệu trước %PDF-', 'bytes stand before %PDF-');
  if (file.latest.xrefKind === 'hybrid') throw unsuitable('bảng tham chiếu kép (hybrid)', 'hybrid cross-references');
  const fault = file.findings.find((finding) => finding.severity === 'failed');
  if (fault !== undefined) throw refusal('file-unsuitable', { why_vi: fault.text.vi, why_en: fault.text.en });
  const form = file.latest.getDict(file.latest.catalog, 'AcroForm');
  if (form?.entries.has('XFA')) throw unsuitable('biểu mẫu XFA', 'an XFA form');
}

/** DocMDP, FieldMDP and `/Lock` of every signature, the strictest of all (signatures.md 2.6). */
function checkPermissions(file: PdfFile, signatures: readonly SignatureField[], fieldName: string): void {
  for (const signature of signatures) {
    const revision = file.revisions[signature.revisionIndex] as PdfRevision;
    const permissions = [...transforms(revision, signature)];
    const lock = revision.getDict(signature.field, 'Lock');
    if (lock !== null) permissions.push({ method: 'FieldMDP', parameters: lock });
    for (const { method, parameters } of permissions) {
      const level = revision.get(parameters, 'P');
      if ((method === 'DocMDP' || parameters === lock) && level === 1)
        throw refusal('locked-by-certification', { field: signature.fieldName });
      if (method === 'FieldMDP' && locks(revision, parameters, fieldName))
        throw refusal('locked-field', { field: signature.fieldName, locked: fieldName });
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

/** A field is locked with its descendants; a new field under a locked parent too. */
function locks(revision: PdfRevision, parameters: PdfDict, fieldName: string): boolean {
  const action = revision.get(parameters, 'Action');
  if (isName(action, 'All')) return true;
  const listed = names(revision, revision.get(parameters, 'Fields'));
  const hit = listed.some((one) => fieldName === one || fieldName.startsWith(`${one}.`));
  if (isName(action, 'Include')) return hit;
  return isName(action, 'Exclude') && !hit;
}

function names(revision: PdfRevision, object: PdfObject): readonly string[] {
  if (!isArray(object)) return [];
  return object.items
    .map((item) => revision.resolve(item))
    .filter((item) => isString(item))
    .map((item) => textOf(item));
}
