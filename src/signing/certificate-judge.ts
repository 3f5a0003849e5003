import type { Clock } from '../domain/clock.ts';
import { SohoaError } from '../domain/errors.ts';
import type { Freshness } from '../domain/rules/verification-policy.ts';
import { validateCertificate } from '../pki/certificate-validation.ts';
import { worstFinding } from '../pki/finding.ts';
import type { IssuerSource } from '../pki/issuer-source.ts';
import type { StatusSource } from '../pki/status-source.ts';
import type { TimestampToken } from '../pki/timestamp.ts';
import { type TrustStores, trustStoreNames } from '../pki/trust-store.ts';
import type { CertificateJudge } from './ports.ts';

export interface CertificateJudgeOptions {
  readonly stores: TrustStores;
  readonly clock: Clock;
  readonly freshness: Freshness;
  /** Null: offline; every status not in the file is then undetermined. */
  readonly statusSource: StatusSource | null;
  readonly issuerSource: IssuerSource | null;
}

const clockSkewMs = 60_000;

/** Path and status by the pki room, over both stores: which one a slot accepts is said by its profile. */
export function createCertificateJudge(options: CertificateJudgeOptions): CertificateJudge {
  const { stores, clock, freshness, statusSource, issuerSource } = options;
  return {
    judge: async (certificate, question) => {
      const { trust, findings, material, state } = await validateCertificate({
        certificate,
        ...question,
        now: clock.now(),
        accepted: trustStoreNames,
        stores,
        freshness,
        clockSkewMs,
        statusSource,
        issuerSource,
      });
      const store = trust.kind === 'trusted' || trust.kind === 'wrong-store' ? trust.store : null;
      return { state, store, findings, material };
    },
  };
}

/**
 * Trust in a token that just came: path of its authority and status at genTime. SohoaError TSA_UNAVAILABLE, also when the
 * status cannot be had now: a stamp that nobody can rely on is none.
 */
export function stampJudge(judge: CertificateJudge): (token: TimestampToken) => Promise<void> {
  return async ({ certificate, info, signedData, authority }) => {
    const { state, findings } = await judge.judge(certificate, {
      purpose: 'timestamping',
      controlTime: info.genTime,
      proven: true,
      candidates: signedData.certificates,
      evidence: [],
    });
    if (state === 'valid') return;
    const worst = worstFinding(findings);
    throw new SohoaError('TSA_UNAVAILABLE', { reason: `${authority}: ${worst?.text.en ?? 'not trusted'}` });
  };
}
