import { vietnamTime } from '../domain/clock.ts';
import { type Finding, finding } from './finding.ts';
import type { CertificateStatus } from './revocation.ts';

/**
 * What a status means for a signature with this control time (signatures.md 2.11): revoked before it is a failure when the
 * time is proven and undetermined when only now is known; revoked after it leaves the signature standing.
 */
export function statusFinding(
  status: CertificateStatus,
  { controlTime, proven }: { readonly controlTime: Date; readonly proven: boolean },
  isLeaf: boolean,
): Finding {
  const subject = status.certificate.subject.printed;
  const updated = status.thisUpdate === null ? '-' : vietnamTime(status.thisUpdate);
  switch (status.status) {
    case 'good':
      if (!status.fresh) {
        const next = status.recheckAfter === null ? '-' : vietnamTime(status.recheckAfter);
        return finding('STATUS_STALE', { subject, time: updated, next });
      }
      return finding('NOT_REVOKED', { subject, source: status.source ?? '-', time: updated });
    case 'revoked': {
      const time = status.revokedAt === null ? '-' : vietnamTime(status.revokedAt);
      if (status.revokedAt !== null && status.revokedAt > controlTime)
        return finding('REVOKED_LATER', { subject, time });
      if (proven) return finding('REVOKED', { subject, time });
      return finding(isLeaf ? 'REVOKED_NO_POE' : 'REVOKED_CA_NO_POE', { subject, time });
    }
    case 'on-hold':
      return finding('ON_HOLD', { subject });
    case 'unknown':
      return finding('STATUS_UNKNOWN', { subject });
    case 'unavailable':
      return finding('STATUS_UNAVAILABLE', { subject });
    case 'not-published':
      return finding('STATUS_NOT_PUBLISHED', { subject });
    case 'not-needed':
      return finding('STATUS_NOT_NEEDED', { subject });
  }
}
