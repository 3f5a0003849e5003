import { SohoaError } from '../domain/errors.ts';
import { judgeAlgorithm } from '../domain/rules/algorithms.ts';
import type { SignatureProfile, SignatureProfileId } from '../domain/rules/signature-profiles.ts';
import type { VerificationSlot } from '../domain/rules/verification-policy.ts';
import type { FileReport, SignatureResult } from '../domain/signature-report.ts';
import type { PdfFile } from '../pdf/reader/model.ts';
import { openPdf } from '../pdf/reader/pdf-file.ts';
import { listSignatures, type SignatureField } from '../pdf/reader/signature-fields.ts';
import { allStructureFindings } from '../pdf/reader/structure-findings.ts';
import { inspectBeforeSigning } from '../pdf/revision-diff/inspect-before-signing.ts';
import { worstFinding } from '../pki/finding.ts';
import { keyUse } from '../pki/signature-algorithm.ts';
import type { CertificateJudge, SignatureVerifier } from './ports.ts';
import { refusal } from './refusal.ts';
import type { IntendedSigner } from './request.ts';
import { pageOrigins } from './scan-check.ts';

/**
 * Before the key is touched (issue of the state duty to check the certificate first, NĐ 23/2025 Đ15; rules.md R4.7):
 * strong key, right usage, path to the store of the slot, nothing revoked, status fresh.
 * Errors: SIGN_REFUSED (certificate-not-valid, wrong-store), REVOCATION_UNAVAILABLE when the status cannot be had now.
 */
export async function checkSigner(
  profile: SignatureProfile,
  signer: IntendedSigner,
  judge: CertificateJudge,
  at: Date,
): Promise<void> {
  const { certificate } = signer;
  const unusable = (why_vi: string, why_en: string) => refusal('certificate-not-valid', { why_vi, why_en });
  const use = keyUse(certificate.publicKey);
  if (judgeAlgorithm(use, at).state !== 'accepted')
    throw unusable(`khóa ${use.name} ${use.bits} bit quá yếu`, `key ${use.name} of ${use.bits} bits is too weak`);
  const usage = certificate.keyUsage;
  if (usage !== null && !usage.has('digitalSignature') && !usage.has('nonRepudiation'))
    throw unusable('không có quyền ký số', 'its key usage does not allow signing');
  const judgement = await judge.judge(certificate, {
    purpose: 'signing',
    controlTime: at,
    proven: true,
    candidates: signer.chain,
    evidence: [],
  });
  const worst = worstFinding(judgement.findings);
  if (judgement.state === 'invalid') throw unusable(worst?.text.vi ?? '', worst?.text.en ?? '');
  if (judgement.store !== null && !profile.stores.includes(judgement.store))
    throw refusal('wrong-store', { found: judgement.store, wanted: profile.stores.join(', ') });
  if (judgement.state === 'undetermined')
    throw new SohoaError('REVOCATION_UNAVAILABLE', {
      reason_vi: worst?.text.vi ?? '',
      reason_en: worst?.text.en ?? '',
    });
}

export interface InputContext {
  readonly verifier: SignatureVerifier;
  /** What the dossier knows of the file; null: only the file itself is asked. */
  readonly origin: 'paper' | 'born_digital' | null;
  /** A named person looked at what `needs-a-person` said and lets it pass. */
  readonly reviewed?: boolean;
}

/**
 * The rules of the slot about what is signed (rules.md R2.6, R10.3). No earlier signature may be KHÔNG HỢP LỆ, whatever the
 * profile. Errors: SIGN_REFUSED with the rule.
 */
export async function checkInput(bytes: Uint8Array, profile: SignatureProfile, context: InputContext): Promise<void> {
  const file = openPdf(bytes);
  inspect(file, context);
  const signatures = listSignatures(file);
  if (profile.requires === 'unsigned' && signatures.length > 0)
    throw refusal('input-signed', { field: signatures[0]?.fieldName ?? '', profile: profile.id });
  if (profile.requires === 'scan-of-paper') checkScan(file, signatures, context);
  if (signatures.length === 0) {
    if (profile.requires === 'copy-sao-y') throw noSaoY();
    if (profile.requires === 'leader-valid' || profile.requires === 'certifier-valid') throw noLeader();
    return;
  }
  const names = signatures.map((one) => one.fieldName);
  const report = await context.verifier.verify(bytes, { slot: slotOfEarlier(profile), slots: slotsByName(names) });
  for (const result of report.signatures)
    if (result.indication === 'TOTAL_FAILED')
      throw refusal('earlier-signature-invalid', { field: result.field, ...reasonOf(result) });
  if (profile.requires === 'copy-sao-y' && !passed(report, 'COPY_SAO_Y')) throw noSaoY();
  if (profile.requires === 'leader-valid') checkPersonal(report, 'PERSON_COMPETENT');
  if (profile.requires === 'certifier-valid') checkPersonal(report, 'CERTIFIED_COPY');
}

/** Bytes that belong to nothing, views that differ, and what shadow attacks prepare (signatures.md 1.6, 3.2). */
function inspect(file: PdfFile, context: InputContext): void {
  const fault = allStructureFindings(file).find((finding) => finding.severity === 'failed');
  if (fault !== undefined) throw refusal('file-unsuitable', { why_vi: fault.text.vi, why_en: fault.text.en });
  if (context.reviewed === true) return;
  const shadow = inspectBeforeSigning(file).find((finding) => finding.severity === 'stop');
  if (shadow !== undefined) throw refusal('needs-a-person', { why_vi: shadow.text.vi, why_en: shadow.text.en });
}

/** The verifier judges a signature that no name explains by the rules of the slot that must be filled already. */
function slotOfEarlier(profile: SignatureProfile): VerificationSlot {
  if (profile.requires === 'leader-valid' || profile.requires === 'certifier-valid') return 'PERSON_COMPETENT';
  return profile.requires === 'copy-sao-y' ? 'COPY_SAO_Y' : 'ANY';
}

const noSaoY = () =>
  refusal('no-sao-y', { why_vi: 'tệp không có chữ ký sao y HỢP LỆ', why_en: 'no VALID sao y signature' });
const noLeader = () =>
  refusal('leader-not-valid', { why_vi: 'tệp chưa có chữ ký', why_en: 'the file bears no signature' });

/** Rules of verification by which a signature of each profile is judged. */
const slots: Readonly<Record<Exclude<SignatureProfileId, 'INVISIBLE'>, VerificationSlot>> = {
  OPERATOR_SCAN: 'OPERATOR_SCAN',
  COPY_SAO_Y: 'COPY_SAO_Y',
  COPY_SAO_LUC: 'COPY_SAO_Y',
  COPY_TRICH_SAO: 'COPY_SAO_Y',
  PERSON_COMPETENT: 'PERSON_COMPETENT',
  AGENCY_ISSUED: 'AGENCY_ISSUED',
  ATTACHMENT: 'AGENCY_ISSUED',
  ARCHIVE_TT02: 'AGENCY_ISSUED',
  CERTIFIED_COPY: 'ANY',
  CERTIFIED_COPY_SEAL: 'ANY',
  VERIFICATION_REPORT: 'ANY',
};

export const slotOfProfile = (profile: SignatureProfileId): VerificationSlot =>
  profile === 'INVISIBLE' ? 'ANY' : slots[profile];

/** Field names say which profile made a signature; what it proves is for the verifier. */
export const madeBy = (fieldName: string, profile: string): boolean =>
  fieldName.startsWith(`${profile}_`) && /^\d+$/.test(fieldName.slice(profile.length + 1));

/** The slots of the fields whose names say one. */
export function slotsByName(fieldNames: readonly string[]): Readonly<Record<string, VerificationSlot>> {
  const found: Record<string, VerificationSlot> = {};
  for (const fieldName of fieldNames)
    for (const [profile, slot] of Object.entries(slots)) if (madeBy(fieldName, profile)) found[fieldName] = slot;
  return found;
}

const passed = (report: FileReport, profile: string): boolean =>
  report.signatures.some((result) => madeBy(result.field, profile) && result.indication === 'TOTAL_PASSED');

/** R2.6: a scan of paper, signed by nobody but the one who captured it. */
function checkScan(file: PdfFile, signatures: readonly SignatureField[], context: InputContext): void {
  const notAScan = (why_vi: string, why_en: string) => refusal('not-a-scan', { why_vi, why_en });
  if (context.origin === 'born_digital') throw notAScan('tệp là văn bản điện tử', 'the file is an e-document');
  const foreign = signatures.find((one) => one.kind === 'signature' && !madeBy(one.fieldName, 'OPERATOR_SCAN'));
  if (foreign !== undefined)
    throw notAScan(`tệp đã có chữ ký “${foreign.fieldName}”`, `it bears the signature "${foreign.fieldName}"`);
  const page = pageOrigins(file).findIndex((origin) => origin !== 'image');
  if (page >= 0)
    throw notAScan(`trang ${page + 1} không phải ảnh chụp giấy tờ`, `page ${page + 1} is not an image of paper`);
}

/**
 * The personal signature: the one of that profile, or one made by another tool, whose name says nothing. A name that says
 * another slot never counts, since it was judged by that slot's rules.
 */
function checkPersonal(report: FileReport, profile: 'PERSON_COMPETENT' | 'CERTIFIED_COPY'): void {
  const named = report.signatures.filter((result) => madeBy(result.field, profile));
  const other = slotsByName(report.signatures.map((result) => result.field));
  const foreign = report.signatures.filter((result) => result.kind === 'signature' && !(result.field in other));
  const personal = named.length > 0 ? named : foreign;
  if (personal.length === 0) throw noLeader();
  const bad = personal.find((result) => result.indication !== 'TOTAL_PASSED');
  if (bad !== undefined) throw refusal('leader-not-valid', reasonOf(bad));
}

function reasonOf(result: SignatureResult): { readonly why_vi: string; readonly why_en: string } {
  const row =
    result.checks.find((check) => check.status === 'FAILED' && check.required) ??
    result.checks.find((check) => check.status === 'UNKNOWN' && check.required) ??
    result.checks.find((check) => check.status === 'FAILED');
  const fallback = result.subIndication ?? result.indication;
  return { why_vi: row?.message.vi ?? fallback, why_en: row?.message.en ?? fallback };
}
