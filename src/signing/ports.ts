import type { VerificationSlot } from '../domain/rules/verification-policy.ts';
import type { FileReport, TrustStoreName } from '../domain/signature-report.ts';
import type { ValidationMaterial } from '../pdf/writer/security-store.ts';
import type { Certificate } from '../pki/certificate.ts';
import type { Finding } from '../pki/finding.ts';
import type { StatusEvidence } from '../pki/status-evidence.ts';
import type { PreparedSignature } from './prepared.ts';

/** The verification room, which this one does not know: it is handed in by whoever composes both. */
export interface SignatureVerifier {
  verify(
    bytes: Uint8Array,
    request: {
      readonly slot: VerificationSlot;
      /** Slots of single fields, by name, where they differ. */
      readonly slots: Readonly<Record<string, VerificationSlot>>;
    },
  ): Promise<FileReport>;
}

/** What is known of one certificate at a moment: its path to a pinned anchor and the status of everything on it. */
export interface CertificateJudgement {
  /** `undetermined`: nothing wrong found, but a status could not be had; the caller waits. */
  readonly state: 'valid' | 'invalid' | 'undetermined';
  /** Store whose anchor the path reached. */
  readonly store: TrustStoreName | null;
  readonly findings: readonly Finding[];
  /** Certificates, CRLs and OCSP responses that the answer rests on: what `/DSS` needs. */
  readonly material: ValidationMaterial;
}

export interface CertificateQuestion {
  readonly purpose: 'signing' | 'timestamping';
  /** Now before signing; the proven time of a signature; genTime of a token. */
  readonly controlTime: Date;
  /** False when the control time is only "now": expired and revoked are then undetermined, not invalid. */
  readonly proven: boolean;
  /** Certificates that came with the signature or token: candidates, never trust. */
  readonly candidates: readonly Certificate[];
  /** CRLs and OCSP responses that the file holds already. */
  readonly evidence: readonly StatusEvidence[];
}

export interface CertificateJudge {
  judge(certificate: Certificate, question: CertificateQuestion): Promise<CertificateJudgement>;
}

/** Stores the phases of one signature on one slot, so that a crash never signs twice (architecture, promise 2). */
export interface SigningJournal {
  load(): Promise<{ readonly prepared: PreparedSignature; readonly cms: Uint8Array | null } | null>;
  /** Before the key is touched. */
  prepared(prepared: PreparedSignature): Promise<void>;
  /** Right after the key was used, with or without a time stamp inside. */
  signed(cms: Uint8Array): Promise<void>;
}

/** For a signature whose loss in a crash is acceptable: commands, tests. */
export function memoryJournal(): SigningJournal {
  let kept: { readonly prepared: PreparedSignature; readonly cms: Uint8Array | null } | null = null;
  return {
    load: async () => kept,
    prepared: async (prepared) => {
      kept = { prepared, cms: null };
    },
    signed: async (cms) => {
      if (kept !== null) kept = { ...kept, cms };
    },
  };
}
