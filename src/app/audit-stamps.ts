import type { Clock } from '../domain/clock.ts';
import { SohoaError } from '../domain/errors.ts';
import type { Stamp, VerifyStamp } from '../pipeline/audit.ts';
import { worstFinding } from '../pki/finding.ts';
import { digest } from '../pki/hashes.ts';
import { verifyTimestamp } from '../pki/timestamp.ts';
import type { CertificateJudge } from '../signing/ports.ts';
import type { StampSource } from '../signing/stamp-source.ts';

/** How the audit chain's head is bound to a moment, and how that is checked again. */
export interface AuditStamps {
  /** Null when no timestamp server is configured: checkpoints then bear none. */
  readonly stamp: Stamp | null;
  /** The token holds for the head, and its authority has a path to a pinned anchor at its own time. */
  readonly verify: VerifyStamp;
}

export function createAuditStamps(source: StampSource | null, judge: CertificateJudge, clock: Clock): AuditStamps {
  return {
    stamp: source === null ? null : async (head) => (await source.request((hash) => digest(hash, head))).der,
    verify: async (token, head) => {
      const result = verifyTimestamp(token, {
        imprintOf: (hash) => digest(hash, head),
        now: clock.now(),
        clockSkewMs: 60_000,
      });
      const fault = (reason: string) => new SohoaError('TSA_UNAVAILABLE', { reason });
      const { info, certificate, signedData } = result;
      const worst = worstFinding(result.findings);
      if (!result.sound || info === null || certificate === null || signedData === null)
        throw fault(worst?.text.en ?? 'unreadable token');
      const { state, store, findings } = await judge.judge(certificate, {
        purpose: 'timestamping',
        controlTime: info.genTime,
        proven: true,
        candidates: signedData.certificates,
        evidence: [],
      });
      // A path to a pinned anchor is required; a status that cannot be had without a network is not.
      if (state === 'invalid' || store === null)
        throw fault(`${worstFinding(findings)?.text.en ?? 'authority not trusted'} (trust stores: SOHOA_TRUST_DIR)`);
    },
  };
}
