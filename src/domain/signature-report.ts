import type { Text } from './text.ts';

/** Vocabulary of ETSI EN 319 102-1 clause 5 and the three values of rules.md R4.3. */
export type Verdict = 'HOP_LE' | 'KHONG_HOP_LE' | 'CHUA_XAC_DINH' | 'KHONG_CO_CHU_KY';
export type Indication = 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE';
export type FailedSubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'EXPIRED'
  | 'NOT_YET_VALID';
export type IndeterminateSubIndication =
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'POLICY_PROCESSING_ERROR'
  | 'SIGNATURE_POLICY_NOT_AVAILABLE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'REVOCATION_OUT_OF_BOUNDS_NO_POE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'GENERIC';
export type SubIndication = FailedSubIndication | IndeterminateSubIndication;
export type CheckStatus = 'PASSED' | 'WARNING' | 'FAILED' | 'UNKNOWN';
export type Coverage = 'WHOLE_FILE' | 'WHOLE_REVISION' | 'PARTIAL' | 'INVALID';
/** The worst kind of change after a signature, mildest first. */
export const laterChangeLevels = ['NONE', 'LTV', 'FORM_AND_SIGNATURES', 'ANNOTATIONS', 'OTHER'] as const;
export type LaterChanges = (typeof laterChangeLevels)[number];
export type SignatureLevel = 'PKCS7' | 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

/** One row of the report: one question, one answer (EU DSS style). */
export interface CheckRow {
  /** Stable id, for example `message-digest` (signatures.md 2.1). */
  readonly id: string;
  /** Group of rules.md R4.3: toàn_vẹn, phạm_vi … as an ASCII key, for example `integrity`. */
  readonly group: CheckGroup;
  readonly question: Text;
  readonly status: CheckStatus;
  readonly message: Text;
  /** Set when the status is FAILED or UNKNOWN and the row decides the indication. */
  readonly subIndication?: SubIndication;
  /** False: shown, without changing the overall value (profile data). */
  readonly required: boolean;
}

export type CheckGroup =
  | 'integrity'
  | 'coverage'
  | 'later-changes'
  | 'chain'
  | 'validity'
  | 'revocation'
  | 'timestamp'
  | 'algorithm'
  | 'purpose'
  | 'signer'
  | 'archive';

/** The typed identity of rules.md H.2. */
export interface SignerIdentity {
  readonly commonName: string;
  /** Printable subject, RFC 4514 order as in the certificate. */
  readonly subject: string;
  readonly organization: string | null;
  readonly idKind: 'CCCD' | 'CMND' | 'MST' | 'HC' | 'BHXH' | null;
  readonly idNumber: string | null;
  readonly serialHex: string;
  readonly sha256: string;
  /** The pinned store whose anchor the path reached. */
  readonly trustStore: TrustStoreName | null;
  readonly remarks: readonly Text[];
}

/** The two Vietnamese hierarchies (rules.md H.1): government (`công_vụ`) and public (`công_cộng`). */
export type TrustStoreName = 'cong_vu' | 'cong_cong';

export interface LaterChange {
  readonly revision: number;
  readonly level: LaterChanges;
  /** For example `Root.Pages.Kids[0].Contents`. */
  readonly path: string;
  readonly page: number | null;
  readonly boxPt: readonly [number, number, number, number] | null;
  readonly text: Text;
}

export interface SignatureResult {
  /** Fully qualified field name. */
  readonly field: string;
  readonly kind: 'signature' | 'document-timestamp';
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly integrity: { readonly byteRange: boolean; readonly digest: boolean; readonly signature: boolean };
  readonly coverage: Coverage;
  readonly laterChanges: LaterChanges;
  readonly changes: readonly LaterChange[];
  readonly level: SignatureLevel | null;
  readonly signer: SignerIdentity | null;
  /** Claimed by the signer; ISO 8601 +07:00. */
  readonly signingTime: string | null;
  /** Best-signature-time: earliest proof of existence (signatures.md 2.11); ISO 8601 +07:00. */
  readonly bestSignatureTime: string | null;
  /** 1-based revision that the byte range ends. */
  readonly revision: number | null;
  readonly checks: readonly CheckRow[];
  /** Every field that reaches this signature dictionary; more than one is a warning. `field` is the first. */
  readonly fieldNames: readonly string[];
  /** Slot of the dossier whose policy was applied, or `ANY`. */
  readonly slot: string;
  readonly subFilter: string | null;
  /** For example `RSASSA-PKCS1-v1_5, SHA-256` (rules.md R4.5: recorded). */
  readonly scheme: string | null;
  /** What the signed revision says of itself; none of it is proof. */
  readonly claimed: { readonly name: string | null; readonly reason: string | null; readonly location: string | null };
  readonly timestamps: readonly TimestampResult[];
  /** Path from the signer to the anchor as far as it could be built, signer first. */
  readonly certificates: readonly CertificateSummary[];
  readonly revocation: readonly RevocationSummary[];
  /** Set when the answer may change by itself: the earliest useful moment of a re-check (rules.md R4.10). */
  readonly recheckAfter: string | null;
}

/** A proof of existence: a signature time stamp, or a document timestamp whose revision contains the signature. */
export interface TimestampResult {
  /** `evidence-time-stamp`: not in the file, over the bundle of evidence that it was judged by. */
  readonly kind: 'signature-time-stamp' | 'document-timestamp' | 'evidence-time-stamp';
  /** Field of a document timestamp. */
  readonly field: string | null;
  /** ISO 8601 +07:00; null when the token cannot be read. */
  readonly genTime: string | null;
  readonly tsa: string | null;
  readonly status: 'PASSED' | 'FAILED' | 'UNKNOWN';
  readonly message: Text;
}

export interface CertificateSummary {
  readonly subject: string;
  readonly issuer: string;
  readonly serialHex: string;
  readonly sha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/** The status information that decided for one certificate. */
export interface RevocationSummary {
  readonly certificate: string;
  readonly source: 'OCSP' | 'CRL' | null;
  /** Where the data came from, for example `dss`, `cms`, `cache`, `network`. */
  readonly origin: string | null;
  readonly thisUpdate: string | null;
  readonly nextUpdate: string | null;
  readonly revokedAt: string | null;
  readonly status: 'good' | 'revoked' | 'on-hold' | 'unknown';
}

/** What a file without a verdict on a signature contains; told apart because the counter must act differently. */
export type FileContent = 'signatures' | 'timestamps-only' | 'unsigned-fields' | 'nothing' | 'unreadable';

export interface FileReport {
  readonly verdict: Verdict;
  readonly signatures: readonly SignatureResult[];
  /** Moment for which the verdict was given, ISO 8601 +07:00. */
  readonly verifiedAt: string;
  readonly policy: string;
  readonly contains: FileContent;
  readonly unsignedFields: readonly string[];
  /** SHA-256 of the file, lower-case hex: the report speaks of these bytes only. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Why nothing or not everything could be judged: unreadable, encrypted, a limit; null when all was judged. */
  readonly problem: { readonly code: string; readonly text: Text } | null;
  /** Findings of the reader that change no answer by themselves. */
  readonly remarks: readonly Text[];
  /** Name and version of this software, for the evidence. */
  readonly tool: string;
}

export const verdictOf: Readonly<Record<Indication, Verdict>> = {
  TOTAL_PASSED: 'HOP_LE',
  TOTAL_FAILED: 'KHONG_HOP_LE',
  INDETERMINATE: 'CHUA_XAC_DINH',
};

export const verdictText: Readonly<Record<Verdict, Text>> = {
  HOP_LE: { vi: 'HỢP LỆ', en: 'VALID' },
  KHONG_HOP_LE: { vi: 'KHÔNG HỢP LỆ', en: 'INVALID' },
  CHUA_XAC_DINH: { vi: 'CHƯA XÁC ĐỊNH', en: 'UNDETERMINED' },
  KHONG_CO_CHU_KY: { vi: 'KHÔNG CÓ CHỮ KÝ', en: 'NO SIGNATURE' },
};

/**
 * A file is as good as its worst signature, document timestamps counted; a file in which nobody signed is not good
 * (never HỢP LỆ by default), whatever its timestamps say, unless one of them proves an alteration.
 */
export function overallVerdict(signatures: readonly Pick<SignatureResult, 'indication' | 'kind'>[]): Verdict {
  if (signatures.some((signature) => signature.indication === 'TOTAL_FAILED')) return 'KHONG_HOP_LE';
  if (!signatures.some((signature) => signature.kind === 'signature')) return 'KHONG_CO_CHU_KY';
  if (signatures.some((signature) => signature.indication === 'INDETERMINATE')) return 'CHUA_XAC_DINH';
  return 'HOP_LE';
}
