import { text } from '../text.ts';
import type { RuleProfile } from './rule-profile.ts';

/** How an algorithm is used; each use is judged at its own control time (signatures.md 2.12). */
export type AlgorithmFamily = 'digest' | 'RSA' | 'ECDSA' | 'EdDSA' | 'DSA';

export interface AlgorithmRule {
  readonly family: AlgorithmFamily;
  /** Name of the digest, curve-free for ECDSA; null = every one of the family. */
  readonly name: string | null;
  /** Smallest key of this row in bits; 0 for digests. The row with the largest `minBits` not above the key applies. */
  readonly minBits: number;
  /** Last day on which the use is acceptable, `YYYY-MM-DD`; null = open; `never` = at no time. */
  readonly acceptableUntil: string | null | 'never';
}

/**
 * The dated table. What new signatures may use is TT 15/2025 (rules.md I, R4.5): SHA-2, SHA-3, RSA ≥ 2048, ECDSA ≥ 256.
 * The sunset days of weaker algorithms follow ETSI TS 119 312 and are not verified against its text.
 */
export const algorithmProfile: RuleProfile<readonly AlgorithmRule[]> = {
  id: 'TT15-2025-THUAT-TOAN',
  name: 'Thuật toán được chấp nhận khi kiểm tra chữ ký',
  effectiveFrom: null,
  effectiveTo: null,
  legalBasis: ['TT 15/2025/TT-BKHCN', 'ETSI TS 119 312'],
  status: 'unverified',
  unverified: [
    text(
      'ngày hết chấp nhận của MD5, SHA-1, SHA-224, RSA < 2048, ECDSA < 256, DSA',
      'last days of MD5, SHA-1, SHA-224, RSA < 2048, ECDSA < 256 and DSA',
    ),
  ],
  value: [
    ...[
      'SHA-256',
      'SHA-384',
      'SHA-512',
      'SHA-512/224',
      'SHA-512/256',
      'SHA3-224',
      'SHA3-256',
      'SHA3-384',
      'SHA3-512',
      'SHAKE256',
    ].map((name): AlgorithmRule => ({ family: 'digest', name, minBits: 0, acceptableUntil: null })),
    { family: 'digest', name: 'SHA-224', minBits: 0, acceptableUntil: '2025-12-31' },
    { family: 'digest', name: 'SHA-1', minBits: 0, acceptableUntil: '2012-07-31' },
    { family: 'digest', name: 'MD5', minBits: 0, acceptableUntil: '2004-08-01' },
    { family: 'RSA', name: null, minBits: 2048, acceptableUntil: null },
    { family: 'RSA', name: null, minBits: 1536, acceptableUntil: '2016-01-01' },
    { family: 'RSA', name: null, minBits: 1024, acceptableUntil: '2009-08-01' },
    { family: 'RSA', name: null, minBits: 0, acceptableUntil: 'never' },
    { family: 'ECDSA', name: null, minBits: 256, acceptableUntil: null },
    { family: 'ECDSA', name: null, minBits: 224, acceptableUntil: '2016-01-01' },
    { family: 'ECDSA', name: null, minBits: 160, acceptableUntil: '2013-01-01' },
    { family: 'ECDSA', name: null, minBits: 0, acceptableUntil: 'never' },
    { family: 'EdDSA', name: null, minBits: 250, acceptableUntil: null },
    { family: 'DSA', name: null, minBits: 2048, acceptableUntil: '2015-12-31' },
    { family: 'DSA', name: null, minBits: 0, acceptableUntil: '2009-08-01' },
  ],
};

/** One use of an algorithm on the path of trust. */
export interface AlgorithmUse {
  readonly family: AlgorithmFamily;
  readonly name: string;
  /** Key size in bits; 0 for a digest. */
  readonly bits: number;
}

/**
 * `accepted` = fine at that moment; `sunset` = was acceptable until the day given; `unknown` = not in the table (never a
 * crash, never a pass).
 * @param at control time of this use, not the moment of verification
 */
export function judgeAlgorithm(
  use: AlgorithmUse,
  at: Date,
  rules: readonly AlgorithmRule[] = algorithmProfile.value,
):
  | { readonly state: 'accepted' }
  | { readonly state: 'sunset'; readonly until: string | null }
  | { readonly state: 'unknown' } {
  const rule = rules
    .filter(
      ({ family, name, minBits }) =>
        family === use.family && (name === null || name === use.name) && minBits <= use.bits,
    )
    .reduce<AlgorithmRule | null>((best, row) => (best === null || row.minBits > best.minBits ? row : best), null);
  if (rule === null) return { state: 'unknown' };
  if (rule.acceptableUntil === null) return { state: 'accepted' };
  if (rule.acceptableUntil === 'never') return { state: 'sunset', until: null };
  return at.toISOString().slice(0, 10) <= rule.acceptableUntil
    ? { state: 'accepted' }
    : { state: 'sunset', until: rule.acceptableUntil };
}

/** The end of the last day on which the use was acceptable, when that lies before `now`; the epoch for `never`. Null = acceptable. */
export function sunsetOf(use: AlgorithmUse, now: Date): Date | null {
  const judged = judgeAlgorithm(use, now);
  if (judged.state !== 'sunset') return null;
  return judged.until === null ? new Date(0) : new Date(`${judged.until}T23:59:59Z`);
}
