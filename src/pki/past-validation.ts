import { vietnamTime } from '../domain/clock.ts';
import type { Freshness } from '../domain/rules/verification-policy.ts';
import type { Certificate } from './certificate.ts';
import { type Finding, finding } from './finding.ts';
import { freshUntil } from './freshness.ts';
import type { CertificateStatus } from './revocation.ts';

/** What is proven to have existed when; null = only now. */
export interface ProofsOfExistence {
  certificate(certificate: Certificate): Date | null;
  evidence(status: CertificateStatus): Date | null;
  /** Of the signature value: the earliest valid time stamp over it. */
  readonly signature: Date | null;
}

export interface PastValidationRequest {
  /** Leaf first, anchor last; sound by `validatePath`. */
  readonly path: readonly Certificate[];
  /** Of every certificate below the anchor, leaf first. */
  readonly statuses: readonly CertificateStatus[];
  readonly proofs: ProofsOfExistence;
  readonly now: Date;
  readonly freshness: Freshness;
  /** When the weakest algorithm of a certificate's signature ceased to be acceptable; null = still acceptable. */
  readonly algorithmSunset: (certificate: Certificate) => Date | null;
}

export type PastValidation =
  /** The path was good at `controlTime`, and the signature is proven to be no younger. */
  | { readonly state: 'passed'; readonly controlTime: Date; readonly finding: Finding }
  | { readonly state: 'undetermined'; readonly controlTime: Date | null; readonly finding: Finding };

/**
 * Past certificate validation (EN 319 102-1 5.6.2.1, "validation time sliding"), signatures.md 2.11: from the anchor down,
 * the control time slides back to when each CA was last known good by evidence that is proven to have existed by then; the
 * signature must be proven to have existed at that time. Good news count until the end of their freshness, where the standard
 * takes their issue: the rule that calls them fresh for a signature then also calls them fresh here. It makes an old signature valid whose certificate has since
 * expired, whose CA was revoked later, or whose algorithm has faded.
 */
export function validatePast(request: PastValidationRequest): PastValidation {
  const { path, statuses, proofs, now } = request;
  let controlTime = now;
  for (let index = path.length - 2; index >= 0; index--) {
    const certificate = path[index];
    const status = statuses[index];
    if (certificate === undefined || status === undefined) continue;
    const slid = slide(certificate, status, controlTime, request);
    if (slid === null) return undetermined(null, now);
    controlTime = slid;
  }
  const { signature } = proofs;
  if (signature === null || signature > controlTime) return undetermined(controlTime, controlTime);
  const leaf = path[0];
  if (leaf !== undefined && (signature < leaf.notBefore || signature > leaf.notAfter))
    return undetermined(controlTime, leaf.notAfter);
  return { state: 'passed', controlTime, finding: finding('PAST_VALID', { time: vietnamTime(controlTime) }) };
}

const undetermined = (controlTime: Date | null, before: Date): PastValidation => ({
  state: 'undetermined',
  controlTime,
  finding: finding('PAST_NO_POE', { time: vietnamTime(before) }),
});

/** The control time after one certificate, or null when nothing proven says that it was good. */
function slide(
  certificate: Certificate,
  status: CertificateStatus,
  controlTime: Date,
  { proofs, freshness, algorithmSunset, now }: PastValidationRequest,
): Date | null {
  const { thisUpdate } = status;
  if (thisUpdate === null || !['good', 'revoked', 'on-hold'].includes(status.status)) return null;
  // the certificate and the evidence must both be proven from a time at or before the control time; without a proof, now
  const seen = [proofs.certificate(certificate), proofs.evidence(status)];
  if (seen.some((proof) => (proof ?? now) > controlTime)) return null;
  let slid = controlTime;
  if (status.status !== 'good' && status.revokedAt === null) return null;
  if (status.revokedAt !== null)
    slid = earliest(slid, earliest(status.revokedAt, status.invalidSince ?? status.revokedAt));
  else slid = earliest(slid, freshUntil({ thisUpdate, nextUpdate: status.nextUpdate }, freshness));
  const sunset = algorithmSunset(certificate);
  if (sunset !== null) slid = earliest(slid, sunset);
  return earliest(slid, certificate.notAfter);
}

const earliest = (a: Date, b: Date): Date => (a < b ? a : b);
