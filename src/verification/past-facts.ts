import { sunsetOf } from '../domain/rules/algorithms.ts';
import type { Freshness } from '../domain/rules/verification-policy.ts';
import type { CertificateValidation } from '../pki/certificate-validation.ts';
import { validatePast } from '../pki/past-validation.ts';
import type { PastFacts } from './facts.ts';
import type { Proofs } from './proofs.ts';

/**
 * Does the path need the past, and does the past bear it out? Only for a complete path: what cannot be built has no past.
 * @param now moment of the verdict
 */
export function judgePast(
  { trust, path, statuses, uses }: CertificateValidation,
  proofs: Proofs,
  freshness: Freshness,
  now: Date,
): PastFacts | null {
  if (trust.kind === 'incomplete' || trust.kind === 'untrusted' || statuses.length === 0) return null;
  const sunsets = uses.flatMap(({ use, certificate, evidence }) => {
    const until = evidence === null ? sunsetOf(use, now) : null;
    return until === null ? [] : [{ certificate, until }];
  });
  const revoked = statuses.filter(({ status }) => status === 'revoked' || status === 'on-hold');
  const cause: PastFacts['cause'] | null = revoked.some(({ certificate }) => certificate !== path[0])
    ? 'ca-revoked'
    : revoked.length > 0
      ? 'revoked'
      : path.slice(0, -1).some(({ notAfter }) => notAfter < now)
        ? 'expired'
        : sunsets.length > 0
          ? 'algorithm'
          : null;
  if (cause === null) return null;
  const { state, controlTime } = validatePast({
    path,
    statuses,
    proofs: {
      signature: proofs.signature,
      certificate: proofs.certificate,
      evidence: ({ evidence }) => proofs.evidence(evidence),
    },
    now,
    freshness,
    algorithmSunset: (certificate) => {
      const own = sunsets.filter((one) => one.certificate === certificate).map(({ until }) => until.getTime());
      return own.length === 0 ? null : new Date(Math.min(...own));
    },
  });
  return { state, cause, controlTime };
}
