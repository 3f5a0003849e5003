import { fill, type Text, text } from '../../domain/text.ts';
import type { FindingSeverity } from '../reader/findings.ts';
import type { PdfFile, PdfRevision } from '../reader/model.ts';
import { isArray, isDict, isName, isString, type PdfDict, type PdfObject, refKey } from '../reader/objects.ts';
import type { SignatureField } from '../reader/signature-fields.ts';
import { textOf } from '../reader/text-string.ts';
import type { ChangeCode, RevisionChange } from './changes.ts';

export type PermissionCheck = 'docmdp' | 'fieldmdp' | 'sigfieldlock' | 'certification-first';

/** Something that a permission in force forbids, or a permission that is itself unsound. */
export interface PermissionFinding {
  readonly check: PermissionCheck;
  readonly severity: FindingSeverity;
  readonly text: Text;
  /** The change that breaks the permission; null when the permission itself is at fault. */
  readonly change: RevisionChange | null;
}

/** 1 no changes, 2 form filling and signing, 3 annotations as well (12.8.2.2). */
type Level = 1 | 2 | 3;

/** What one signature of the file asks of everything after it. */
export interface Permission {
  readonly owner: SignatureField;
  /** From a DocMDP reference or from /Lock /P; null when it says nothing. */
  readonly level: Level | 'malformed' | null;
  readonly certifies: boolean;
  readonly fieldMdp: FieldLock | null;
  readonly lock: FieldLock | null;
}

export interface FieldLock {
  readonly action: 'All' | 'Include' | 'Exclude' | 'malformed';
  readonly fields: readonly string[];
}

/**
 * Judges the changes after `signature` by every permission of the file that was in force when they were made
 * (signatures.md 2.6): the strictest DocMDP wins, locks bind the fields they name with their descendants.
 */
export function judgePermissions(
  file: PdfFile,
  signatures: readonly SignatureField[],
  signature: SignatureField,
  changes: readonly RevisionChange[],
): readonly PermissionFinding[] {
  const permissions = signatures.map((one) => permissionOf(file, one));
  const findings = certificationFindings(file, signatures, permissions, signature);
  for (const permission of permissions) {
    const later = changes.filter((one) => one.revision - 1 > permission.owner.revisionIndex);
    findings.push(...levelFindings(permission, later));
    findings.push(...lockFindings('fieldmdp', permission.owner, permission.fieldMdp, later));
    findings.push(...lockFindings('sigfieldlock', permission.owner, permission.lock, later));
  }
  return unique(findings);
}

function unique(findings: readonly PermissionFinding[]): PermissionFinding[] {
  const seen = new Set<string>();
  return findings.filter((one) => {
    const key = `${one.check} ${one.severity} ${one.text.en}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Read in the revision that the signature ends, the strictest of its references and its field's /Lock. */
export function permissionOf(file: PdfFile, owner: SignatureField): Permission {
  const revision = file.revisions[owner.revisionIndex] as PdfRevision;
  let level: Permission['level'] = null;
  let certifies = false;
  let fieldMdp: FieldLock | null = null;
  const references = owner.dict === null ? null : revision.getArray(owner.dict, 'Reference');
  for (const item of references?.items ?? []) {
    const reference = revision.resolve(item);
    if (!isDict(reference)) continue;
    const method = revision.get(reference, 'TransformMethod');
    const parameters = revision.getDict(reference, 'TransformParams');
    if (isName(method, 'DocMDP')) {
      certifies = true;
      level = stricter(level, levelOf(parameters === null ? null : revision.get(parameters, 'P'), 2));
    } else if (isName(method, 'FieldMDP')) fieldMdp = lockOf(revision, parameters);
  }
  const lockDict = revision.getDict(owner.field, 'Lock');
  if (lockDict?.entries.has('P') === true) level = stricter(level, levelOf(revision.get(lockDict, 'P'), null));
  return { owner, level, certifies, fieldMdp, lock: lockDict === null ? null : lockOf(revision, lockDict) };
}

function levelOf(value: PdfObject, absent: Level | null): Permission['level'] {
  if (value === null) return absent;
  return value === 1 || value === 2 || value === 3 ? value : 'malformed';
}

function stricter(a: Permission['level'], b: Permission['level']): Permission['level'] {
  if (a === 'malformed' || b === 'malformed') return 'malformed';
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function lockOf(revision: PdfRevision, dict: PdfDict | null): FieldLock {
  const action = dict === null ? null : revision.get(dict, 'Action');
  const known = isName(action) && (action.name === 'All' || action.name === 'Include' || action.name === 'Exclude');
  const names = dict === null ? null : revision.get(dict, 'Fields');
  const fields = isArray(names)
    ? names.items.map((item) => revision.resolve(item)).flatMap((item) => (isString(item) ? [textOf(item)] : []))
    : [];
  const listed = isName(action, 'All') || isArray(names);
  return { action: known && listed ? (action.name as FieldLock['action']) : 'malformed', fields };
}

const sentence = {
  level: text(
    'Mức chứng nhận DocMDP P={level} của {owner} không cho phép: {change}',
    'DocMDP level P={level} of {owner} does not allow: {change}',
  ),
  extension: text(
    'Sau chứng nhận P=1 của {owner} có bổ sung dữ liệu dài hạn; ISO 32000-2 cho phép nhưng có phần mềm từ chối.',
    'Long-term data follow the certification P=1 of {owner}; ISO 32000-2 allows it, some readers refuse it.',
  ),
  levelMalformed: text(
    'Mức DocMDP của {owner} không phải 1, 2 hoặc 3.',
    'The DocMDP level of {owner} is not 1, 2 or 3.',
  ),
  lock: text('Trường {field} đã bị khóa bởi {owner}: {change}', 'Field {field} is locked by {owner}: {change}'),
  lockMalformed: text('Khóa trường của {owner} không hợp lệ.', 'The field lock of {owner} is malformed.'),
  notFirst: text(
    'Chữ ký chứng nhận {owner} không phải chữ ký đầu tiên.',
    'The certification signature {owner} is not the first signature.',
  ),
  second: text('Có hơn một chữ ký chứng nhận ({owner}).', 'There is more than one certification signature ({owner}).'),
  notNamed: text(
    '/Perms /DocMDP không trỏ tới chữ ký chứng nhận {owner}.',
    '/Perms /DocMDP does not name the certification signature {owner}.',
  ),
};

function finding(
  check: PermissionCheck,
  severity: FindingSeverity,
  template: Text,
  values: Readonly<Record<string, string | number>>,
  change: RevisionChange | null = null,
): PermissionFinding {
  const vi = fill(template, { ...values, ...(change === null ? {} : { change: change.text.vi }) }).vi;
  const en = fill(template, { ...values, ...(change === null ? {} : { change: change.text.en }) }).en;
  return { check, severity, text: { vi, en }, change };
}

/** The table of 2.6, columns P=1 to P=3. Without DocMDP the other checks of later changes decide alone. */
function levelFindings(permission: Permission, later: readonly RevisionChange[]): PermissionFinding[] {
  const { level } = permission;
  const owner = permission.owner.fieldName;
  if (level === null) return [];
  if (level === 'malformed') return [finding('docmdp', 'failed', sentence.levelMalformed, { owner })];
  return later.flatMap((one) => {
    if (one.level === 'LTV') {
      return level === 1 ? [finding('docmdp', 'warning', sentence.extension, { owner })] : [];
    }
    const allowed = (one.level === 'FORM_AND_SIGNATURES' && level >= 2) || (one.level === 'ANNOTATIONS' && level === 3);
    return allowed ? [] : [finding('docmdp', 'failed', sentence.level, { owner, level }, one)];
  });
}

/** Changes that touch the value, the look or the place of a field that existed. */
const touching: ReadonlySet<ChangeCode> = new Set([
  'field-filled',
  'appearance-unverified',
  'field-changed',
  'field-moved',
  'field-removed',
  'appearance-only',
  'appearance-differs',
  'signature-field-signed',
  'signed-field-changed',
]);
/** New fields: they concern a lock that names a parent of theirs. */
const adding: ReadonlySet<ChangeCode> = new Set([
  'field-added',
  'signature-added',
  'signature-field-added',
  'widget-placed',
  'timestamp-field-added',
]);

function lockFindings(
  check: 'fieldmdp' | 'sigfieldlock',
  owner: SignatureField,
  lock: FieldLock | null,
  later: readonly RevisionChange[],
): PermissionFinding[] {
  if (lock === null) return [];
  if (lock.action === 'malformed') {
    return [finding(check, 'failed', sentence.lockMalformed, { owner: owner.fieldName })];
  }
  return later.flatMap((one) => {
    const field = one.fieldName;
    if (field === null || !isLocked(lock, field, one.code)) return [];
    return [finding(check, 'failed', sentence.lock, { owner: owner.fieldName, field }, one)];
  });
}

/** Whether the lock forbids this change of this field. */
export function isLocked(lock: FieldLock, field: string, code: ChangeCode): boolean {
  const named = (name: string): boolean => field === name || field.startsWith(`${name}.`);
  if (adding.has(code)) return lock.action === 'Include' && lock.fields.some((name) => field.startsWith(`${name}.`));
  if (!touching.has(code)) return false;
  if (lock.action === 'All') return true;
  return lock.fields.some(named) === (lock.action === 'Include');
}

/** One certification signature, the first of all, named by /Perms /DocMDP; the fault is told of the one that certifies. */
function certificationFindings(
  file: PdfFile,
  signatures: readonly SignatureField[],
  permissions: readonly Permission[],
  signature: SignatureField,
): PermissionFinding[] {
  const certifying = permissions.filter((one) => one.certifies).map((one) => one.owner);
  const findings: PermissionFinding[] = [];
  const note = (template: Text, owner: SignatureField, severity: FindingSeverity): void => {
    findings.push(finding('certification-first', severity, template, { owner: owner.fieldName }));
  };
  for (const owner of certifying) {
    const earlier = signatures.some((one) => one.kind === 'signature' && one.revisionIndex < owner.revisionIndex);
    const first = certifying.every((one) => one.revisionIndex >= owner.revisionIndex);
    const concerns = owner === signature;
    if (earlier && concerns) note(sentence.notFirst, owner, 'failed');
    if (!first && (concerns || certifying.includes(signature))) note(sentence.second, owner, 'failed');
    if (concerns && !isNamedByPermissions(file, owner)) note(sentence.notNamed, owner, 'warning');
  }
  return findings;
}

function isNamedByPermissions(file: PdfFile, owner: SignatureField): boolean {
  const revision = file.revisions[owner.revisionIndex] as PdfRevision;
  const named = revision.getDict(revision.catalog, 'Perms')?.entries.get('DocMDP');
  if (owner.valueRef === null || named === undefined || named === null) return false;
  return typeof named === 'object' && named.kind === 'ref' && refKey(named) === refKey(owner.valueRef);
}
