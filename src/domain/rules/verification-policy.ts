import type { TrustStoreName } from '../signature-report.ts';
import { text } from '../text.ts';
import { profileInForce, type RuleProfile, vietnamDay } from './rule-profile.ts';

/** A slot of the dossier, or `ANY` when the verifier does not know which one the file is for. */
export type VerificationSlot =
  | 'OPERATOR_SCAN'
  | 'PERSON_COMPETENT'
  | 'AGENCY_ISSUED'
  | 'COPY_SAO_Y'
  | 'CITIZEN'
  | 'ANY';

/**
 * Freshness of CRL and OCSP data at the control time t (signatures.md 2.11).
 * `window`: thisUpdate ≤ t ≤ nextUpdate, without nextUpdate `ocspLifetimeMs` · `max-age`: t − thisUpdate ≤ `maxAgeMs` ·
 * `after-signature`: thisUpdate after the best signature time.
 */
export type Freshness =
  | { readonly mode: 'window'; readonly ocspLifetimeMs: number }
  | { readonly mode: 'max-age'; readonly maxAgeMs: number }
  | { readonly mode: 'after-signature' };

export interface SlotRules {
  /** Stores whose anchors end an acceptable path (rules.md R4.2). */
  readonly stores: readonly TrustStoreName[];
  /** Stores whose TSA anchors are acceptable: a stamp proves a time, not an office, so both by default. */
  readonly timestampStores: readonly TrustStoreName[];
  /** Checks that are shown and never change the overall value; every other check is required (rules.md R4.3).
   * Leaving `timestamp` out of the list makes a trusted time stamp a condition of HỢP LỆ. */
  readonly informative: readonly string[];
  readonly freshness: Freshness;
  /** What a signer other than the expected one is: shown as a warning, or decisive. */
  readonly identityMismatch: 'warning' | 'failed';
  /** Later form values without DocMDP, and later annotations away from page ink (signatures.md 2.6). */
  readonly laterFormValues: 'allowed' | 'unknown';
  readonly laterAnnotations: 'allowed' | 'unknown';
  /** How far a claimed time may lie after the stamp, and how far a stamp may lie after now, ms. */
  readonly clockSkewMs: number;
}

export type VerificationPolicy = Readonly<Record<VerificationSlot, SlotRules>>;

const common: SlotRules = {
  stores: ['cong_vu', 'cong_cong'],
  timestampStores: ['cong_vu', 'cong_cong'],
  informative: ['timestamp', 'timestamp-order'],
  freshness: { mode: 'window', ocspLifetimeMs: 30 * 60_000 },
  identityMismatch: 'warning',
  laterFormValues: 'allowed',
  laterAnnotations: 'allowed',
  clockSkewMs: 60_000,
};

const government: SlotRules = { ...common, stores: ['cong_vu'] };

/** Rules of verification by slot, dated; the newest in force at the moment of verification applies. */
export const verificationPolicies: readonly RuleProfile<VerificationPolicy>[] = [
  {
    id: 'KIEM-TRA-2025',
    name: 'Chính sách kiểm tra chữ ký theo vị trí ký',
    effectiveFrom: null,
    effectiveTo: null,
    legalBasis: ['NĐ 23/2025/NĐ-CP Đ15-17', 'TT 15/2025/TT-BKHCN Đ5-6', 'NĐ 68/2024/NĐ-CP', 'TT 01/2023/TT-VPCP Đ8.1'],
    status: 'unverified',
    unverified: [
      text('TT 15/2025 Phụ lục II (tiêu chí hiệu lực)', 'TT 15/2025, appendix II (criteria of validity)'),
      text('NĐ 68/2024, điều về kiểm tra chữ ký', 'NĐ 68/2024, the article on verifying signatures'),
      text(
        'người số hóa dùng chứng thư công cộng (nguoi_so_hoa.chung_thu_cong_cong)',
        'digitizing persons with a public certificate (nguoi_so_hoa.chung_thu_cong_cong)',
      ),
    ],
    value: {
      CITIZEN: { ...common, stores: ['cong_cong'] },
      PERSON_COMPETENT: government,
      AGENCY_ISSUED: government,
      COPY_SAO_Y: government,
      OPERATOR_SCAN: common,
      ANY: common,
    },
  },
];

/** The policy in force at a moment. There is always one: the first is open since ever. */
export function verificationPolicyAt(moment: Date): RuleProfile<VerificationPolicy> {
  const policy = profileInForce(verificationPolicies, vietnamDay(moment));
  if (policy === undefined) throw new RangeError('no verification policy in force');
  return policy;
}
