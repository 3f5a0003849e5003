import type { AlgorithmUse } from '../domain/rules/algorithms.ts';
import type { SlotRules } from '../domain/rules/verification-policy.ts';
import type { Coverage, LaterChanges, SignerIdentity, TrustStoreName } from '../domain/signature-report.ts';
import type { Text } from '../domain/text.ts';
import type { FindingSeverity } from '../pdf/reader/findings.ts';
import type { StructuralCheck } from '../pdf/reader/signature-findings.ts';
import type { RevisionChange } from '../pdf/revision-diff/changes.ts';
import type { Overlap } from '../pdf/revision-diff/overlaps.ts';
import type { PermissionFinding } from '../pdf/revision-diff/permissions.ts';
import type { Certificate } from '../pki/certificate.ts';
import type { CertificateValidation } from '../pki/certificate-validation.ts';
import type { CheckId } from '../pki/finding.ts';
import type { ExpectedSigner } from './identity.ts';
import type { PdfAFacts } from './pdfa-facts.ts';

/**
 * What is established about one signature, before any rule judges it. Checks read facts and nothing else, so each can be
 * tested without a PDF. A fact that is a function is worked out when first asked and then kept; it throws
 * `Unanswerable` when it cannot be established, and any other exception is a fault (CHƯA XÁC ĐỊNH under the check's name).
 */
export interface SignatureFacts {
  /** A token inside a CMS is judged by the same checks as a signature; it has no place in the document. */
  readonly kind: 'signature' | 'document-timestamp' | 'signature-time-stamp';
  /** Null for a token inside a CMS. */
  readonly placed: PlacedFacts | null;
  readonly rules: SlotRules;
  /** Moment of the verdict: the clock's now, or the `at` of the request. */
  readonly now: Date;
  readonly expected: ExpectedSigner | null;
  cms(): CmsFacts;
  /** Best signature time and the stamps behind it. For a token: the proof that covers it, else now. */
  time(): Promise<TimeFacts>;
  trust(): Promise<TrustFacts>;
}

/** What the document says of a signature field. */
export interface PlacedFacts {
  readonly fieldNames: readonly string[];
  readonly subFilter: string | null;
  /** The dictionary's /Type where it is written. */
  readonly dictionaryType: string | null;
  readonly coverage: Coverage;
  /** What the strict reader found against this signature or its file, by the check that it answers. */
  findings(check: StructuralCheck | 'no-unaccounted-bytes'): readonly StructureFinding[];
  changes(): ChangeFacts;
  /** The PDF/A claim of the file; null when the request does not ask for it. */
  pdfa(): PdfAFacts | null;
}

export interface StructureFinding {
  readonly severity: FindingSeverity;
  readonly text: Text;
}

export interface ChangeFacts {
  readonly pagesSigned: number;
  readonly pagesNow: number;
  /** Worst level after this signature. */
  readonly level: LaterChanges;
  readonly changes: readonly RevisionChange[];
  /** What permissions in force say of the changes. */
  readonly permissions: readonly PermissionFinding[];
  /** A signature of the file certifies it (DocMDP). */
  readonly certified: boolean;
  /** Annotations that came to lie over what the signed revision showed. */
  readonly overlaps: readonly Overlap[];
  /** Later signature fields that nobody signed and that paint something. */
  readonly painted: readonly string[];
  /** Is the later signature in this field itself HỢP LỆ? */
  isValid(fieldName: string): boolean;
}

/** What the CMS (or the bare signature of `adbe.x509.rsa_sha1`) says, without trust. */
export interface CmsFacts {
  /** Does the digest of the signed bytes equal the one that was signed? Null when the algorithm is not known. */
  readonly digestMatches: boolean | null;
  /** Does the signature value verify with the certificate? Null when it cannot be tried. */
  readonly signatureIntact: boolean | null;
  readonly certificate: Certificate | null;
  /** An ESS signing-certificate attribute is there and names the certificate. */
  readonly bound: boolean;
  readonly identity: SignerIdentity | null;
  /** Claimed by the signer in the CMS. */
  readonly signingTime: Date | null;
  readonly scheme: string | null;
  /** Digests and keys of this signature itself, each once. */
  readonly uses: readonly AlgorithmUse[];
  /** genTime of a time-stamp token; null for signatures. */
  readonly genTime: Date | null;
  /** What is wrong or unusual, by the check that it answers; nothing that passed. */
  findings(check: CheckId): readonly StructureFinding[];
}

export interface TimeFacts {
  /** Earliest proof of existence, or now. */
  readonly best: Date;
  /** What proves it; `now` when nothing does. */
  readonly basis: StampFacts['kind'] | 'now';
  readonly stamps: readonly StampFacts[];
}

export interface StampFacts {
  /** `evidence-time-stamp`: over a bundle of evidence, and so over the whole file and all that the bundle keeps. */
  readonly kind: 'signature-time-stamp' | 'document-timestamp' | 'evidence-time-stamp';
  readonly field: string | null;
  readonly genTime: Date | null;
  readonly tsa: string | null;
  readonly status: 'PASSED' | 'FAILED' | 'UNKNOWN';
  readonly message: Text;
  /** Imprint and signature of the token are sound, whatever is known of its authority: what a level is made of. */
  readonly sound: boolean;
  /** 0-based revision that a document timestamp ends; null for every other stamp. */
  readonly revision: number | null;
  /** The file holds the status of every certificate of the authority's path. */
  readonly embeddedComplete: boolean;
}

export interface TrustFacts {
  readonly outcome:
    | { readonly kind: 'trusted'; readonly store: TrustStoreName; readonly anchor: string }
    /** A sound path, to an anchor that this slot does not accept. */
    | { readonly kind: 'wrong-store'; readonly store: TrustStoreName; readonly anchor: string }
    /** A complete path that is broken or ends at an unknown root. */
    | { readonly kind: 'untrusted'; readonly reason: Text }
    /** A path that may be sound, but the search or an anchor's end of trust leaves it open. */
    | { readonly kind: 'doubtful'; readonly reason: Text }
    | { readonly kind: 'incomplete' };
  /** A CA of the path that was outside its validity at the control time. */
  readonly expiredCa: Certificate | null;
  /** Signer first, anchor last; as far as it could be built. */
  readonly path: readonly Certificate[];
  /** Every certificate of the path but the anchor. */
  readonly status: readonly StatusFacts[];
  /** Uses by the certificates of the path and by the status data, each with the proof of what is signed by it. */
  readonly uses: readonly DatedUse[];
  /**
   * Past validation (EN 319 102-1 5.6.2); null when nothing on the path has expired, was revoked or has faded since, so
   * that the present needs no proof of the past.
   */
  readonly past: PastFacts | null;
  /** Does the file itself hold usable status for every certificate of the path, and the last revision needed for it. */
  readonly embedded: { readonly complete: boolean; readonly revision: number };
  /** DER objects that the answer rests on, for the evidence bundle. */
  readonly material: CertificateValidation['material'];
}

export interface DatedUse {
  readonly use: AlgorithmUse;
  /** Earliest proof that what is signed by it existed; null = only now. */
  readonly provenAt: Date | null;
}

export interface PastFacts {
  readonly state: 'passed' | 'undetermined';
  /** Why the present does not suffice. */
  readonly cause: 'expired' | 'revoked' | 'ca-revoked' | 'algorithm';
  readonly controlTime: Date | null;
}

/** The status information that decides for one certificate of the path. */
export interface StatusFacts {
  readonly certificate: Certificate;
  readonly isSigner: boolean;
  readonly status: 'good' | 'revoked' | 'on-hold' | 'unknown';
  /** Good, and new enough for the control time under the freshness rule. */
  readonly fresh: boolean;
  readonly source: 'OCSP' | 'CRL' | null;
  readonly origin: string | null;
  readonly thisUpdate: Date | null;
  readonly nextUpdate: Date | null;
  readonly revokedAt: Date | null;
  readonly reason: string | null;
  /** The issuer says that the key was not safe since then. */
  readonly invalidSince: Date | null;
  /** The data could be relied on: their signer was valid, or a proof of existence from that time covers them. */
  readonly proven: boolean;
  /** Why nothing usable was found. */
  readonly problem: Text | null;
  /** A later attempt may tell more: a source exists. */
  readonly published: boolean;
  /** Something answered, though nothing that it said can be used. */
  readonly reached: boolean;
  readonly recheckAfter: Date | null;
}
