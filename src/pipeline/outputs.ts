import type { ComponentOrigin } from '../domain/component.ts';
import type { SignatureLevel, SignatureResult, Verdict } from '../domain/signature-report.ts';
import type { Stage } from './engine.ts';
import type { DigitizedPage, Techniques } from './techniques.ts';

/**
 * What each stage leaves behind: JSON that names bytes by digest. Names of persons and texts of papers are in the blobs,
 * never in these records' keys.
 */
export interface Outputs {
  intake: {
    readonly origin: ComponentOrigin | null;
    readonly pages: number;
    /** Class of rules.md B and the reason, as decided under the dossier's rule profile. */
    readonly scope: {
      readonly class: string;
      readonly action: string;
      readonly profile: string;
      readonly article: string;
      readonly vi: string;
      readonly en: string;
    };
    /** The paper is already in the warehouse and is used again. */
    readonly reuse: { readonly documentId: string; readonly version: number; readonly sha256: string } | null;
  };
  verify_input: VerificationOutput;
  digitize: {
    readonly document: string;
    /** Blob of the PageText array. */
    readonly texts: string;
    readonly pages: readonly Omit<DigitizedPage, 'text'>[];
    readonly bytesIn: number;
    readonly bytesOut: number;
  };
  sign_operator: SignedOutput;
  extract: {
    /** Blob of the Extraction (domain/field.ts). */
    readonly extraction: string;
    readonly documentType: string;
    readonly typeConfidence: number;
    readonly accepted: number;
    readonly review: number;
    readonly notFound: number;
    readonly symbol: string;
    readonly validUntil: string | null;
  };
  issue_code: {
    readonly code: string;
    readonly owner: string;
    readonly type: string;
    readonly symbol: string;
    readonly number: number;
  };
  store: StoredOutput;
  sign_agency: SignedOutput;
  long_term: SignedOutput;
  verify_output: VerificationOutput;
  store_signed: StoredOutput;
  share: { readonly destinations: readonly string[] };
  receipts: { readonly received: readonly string[] };
}

/** A stage file exports this: the techniques go in, the table entry comes out. */
export type StageOf<Name extends keyof Outputs & string> = (techniques: Techniques) => Stage<Outputs, Name>;

export interface SignedOutput {
  readonly document: string;
  readonly level: SignatureLevel;
}

export interface VerificationOutput {
  /** Blob of the FileReport. */
  readonly report: string;
  readonly verdict: Verdict;
  readonly signatures: readonly {
    readonly field: string;
    readonly kind: SignatureResult['kind'];
    readonly level: SignatureLevel | null;
    readonly signer: string | null;
  }[];
}

export interface StoredOutput {
  readonly documentId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** The metadata record of rules.md D. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The document as it stands after the stages that ran: the newest revision, else the archived scan, else null. */
export function currentDocument(outputs: Readonly<Partial<Outputs>>): string | null {
  return (
    outputs.long_term?.document ??
    outputs.sign_agency?.document ??
    outputs.sign_operator?.document ??
    outputs.digitize?.document ??
    null
  );
}
