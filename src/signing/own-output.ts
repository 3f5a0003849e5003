import { SohoaError } from '../domain/errors.ts';
import { type SignatureLevel, type SignatureResult, verdictOf, verdictText } from '../domain/signature-report.ts';
import { type Text, text } from '../domain/text.ts';
import { archiveClaim } from '../pdf/appearance/archive-claim.ts';
import { checkPdfA } from '../pdf/archive/structural-checks.ts';
import { openPdf } from '../pdf/reader/pdf-file.ts';
import { listSignatures } from '../pdf/reader/signature-fields.ts';
import { slotsByName } from './gates.ts';
import type { SignatureVerifier } from './ports.ts';
import type { SigningIntent } from './prepared.ts';
import type { PadesLevel } from './request.ts';

const order: readonly SignatureLevel[] = ['PKCS7', 'B-B', 'B-T', 'B-LT', 'B-LTA'];

/**
 * After signing, and again after storing: the bytes that were there are there unchanged, what is new verifies HỢP LỆ, is the
 * one intended and has the level asked; earlier signatures are no worse off. The result of the new one comes back.
 * Errors: OUTPUT_NOT_VALID, the document must not be used; REVOCATION_UNAVAILABLE, a status cannot be had now: it waits.
 */
export async function checkOutput(
  base: Uint8Array,
  output: Uint8Array,
  intent: SigningIntent,
  verifier: SignatureVerifier,
): Promise<SignatureResult> {
  const earlier = new Set(listSignatures(openPdf(base)).map((one) => one.fieldName));
  const results = await checkRevisions(base, output, verifier, (field) => !earlier.has(field));
  const made = results.find((result) => result.field === intent.field);
  if (made === undefined) throw failed(text('không thấy chữ ký mới.', 'the new signature is not found.'));
  if (made.signer !== null && made.signer.sha256 !== intent.certificateSha256)
    throw failed(text('chứng thư khác với dự định.', 'another certificate than intended.'));
  checkLevel(made, intent.level);
  return made;
}

/**
 * The same after raising what is signed already: every signature of the file has at least the level. A sound one in the
 * older form (`adbe.pkcs7.detached`) has no level by its own nature; the stamp over it preserves it all the same.
 */
export async function checkExtended(
  base: Uint8Array,
  output: Uint8Array,
  level: PadesLevel,
  verifier: SignatureVerifier,
): Promise<void> {
  const results = await checkRevisions(base, output, verifier, () => true);
  for (const result of results) if (result.kind === 'signature' && result.level !== 'PKCS7') checkLevel(result, level);
}

async function checkRevisions(
  base: Uint8Array,
  output: Uint8Array,
  verifier: SignatureVerifier,
  mustPass: (field: string) => boolean,
): Promise<readonly SignatureResult[]> {
  if (!startsWith(output, base)) throw failed(text('các byte cũ bị thay đổi.', 'earlier bytes were changed.'));
  checkArchiveForm(base, output);
  const names = listSignatures(openPdf(output)).map((one) => one.fieldName);
  const report = await verifier.verify(output, { slot: 'ANY', slots: slotsByName(names) });
  for (const result of report.signatures) checkVerdict(result, mustPass(result.field));
  return report.signatures;
}

/** CHƯA XÁC ĐỊNH stays allowed to a signature that others made, unless it is our revision that leaves it in doubt. */
function checkVerdict(result: SignatureResult, mustPass: boolean): void {
  if (result.indication === 'TOTAL_PASSED') return;
  const open = result.checks.filter(
    ({ required, status }) => required && (status === 'FAILED' || status === 'UNKNOWN'),
  );
  const touched = result.indication === 'TOTAL_FAILED' || open.some(({ group }) => group === 'later-changes');
  if (!touched && !mustPass) return;
  const reason = sentenceOf(result);
  const comesLater = !touched && open.length > 0 && open.every(({ subIndication }) => subIndication === 'TRY_LATER');
  if (comesLater) throw new SohoaError('REVOCATION_UNAVAILABLE', { reason_vi: reason.vi, reason_en: reason.en });
  throw failed(reason);
}

function checkLevel({ field, level }: SignatureResult, wanted: PadesLevel): void {
  if (level !== null && order.indexOf(level) >= order.indexOf(wanted)) return;
  const levels = `${field}: ${level ?? '—'} < ${wanted}`;
  throw failed(text(`mức chữ ký thấp hơn yêu cầu (${levels}).`, `the level is below the one asked (${levels}).`));
}

/** What was PDF/A before is PDF/A after, in the flavour that the file claims (rules.md R3.1). */
function checkArchiveForm(base: Uint8Array, output: Uint8Array): void {
  if (archiveClaim(openPdf(base).latest).part === null || checkPdfA(base).length > 0) return;
  const [fault] = checkPdfA(output);
  if (fault === undefined) return;
  throw failed(text(`không còn đạt PDF/A (${fault.clause}).`, `no longer PDF/A (${fault.clause}: ${fault.message}).`));
}

/** True when the first bytes of `whole` are exactly `start`. */
export function startsWith(whole: Uint8Array, start: Uint8Array): boolean {
  if (whole.length < start.length) return false;
  return Buffer.compare(whole.subarray(0, start.length), start) === 0;
}

const failed = (reason: Text): SohoaError =>
  new SohoaError('OUTPUT_NOT_VALID', { reason_vi: reason.vi, reason_en: reason.en });

function sentenceOf(result: SignatureResult): Text {
  const verdict = verdictText[verdictOf[result.indication]];
  const row = result.checks.find((check) => check.required && check.status !== 'PASSED' && check.status !== 'WARNING');
  return text(
    `${result.field}: ${verdict.vi}. ${row?.message.vi ?? ''}`,
    `${result.field}: ${verdict.en}. ${row?.message.en ?? ''}`,
  );
}
