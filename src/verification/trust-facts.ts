import type { Certificate } from '../pki/certificate.ts';
import type { DocumentSecurityStore } from './dss.ts';
import type { TrustFacts } from './facts.ts';
import type { VerificationDeps } from './request.ts';
import type { TrustQuestion } from './signature-facts.ts';

export interface Trust {
  readonly candidates: readonly Certificate[];
  judge(question: TrustQuestion): Promise<TrustFacts>;
}

/** Paths and status for the certificates of one file. */
export function openTrust(
  _dss: DocumentSecurityStore,
  _options: { readonly deps: VerificationDeps; readonly now: Date },
): Trust {
  return {
    candidates: [],
    judge: async () => ({
      outcome: { kind: 'incomplete' },
      path: [],
      status: [],
      uses: [],
      embedded: { complete: false, revision: 0 },
    }),
  };
}
