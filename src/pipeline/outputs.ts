import type { ComponentOrigin } from '../domain/component.ts';
import type { SignatureLevel, SignatureResult, Verdict } from '../domain/signature-report.ts';
import type { BlobStore } from './ports/blobs.ts';
import type { FieldReading } from './ports/fields.ts';
import type { Stage } from './stage.ts';
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
      /** Keys of rules.md O.1 that nobody has verified yet. */
      readonly unverified: readonly string[];
      readonly vi: string;
      readonly en: string;
    };
    /** The paper is already in the warehouse and is used again. */
    readonly reuse: { readonly documentId: string; readonly version: number; readonly sha256: string } | null;
    /** Still valid papers of this type that the warehouse already held when this one was brought. */
    readonly held: readonly string[];
  };
  verify_input: VerificationOutput;
  digitize: {
    readonly document: string;
    /** Blob of the PageText array. */
    readonly texts: string;
    /** `thumbnail`: blob of a small JPEG of a page with findings. */
    readonly pages: readonly (Omit<DigitizedPage, 'text' | 'thumbnail'> & { readonly thumbnail?: string })[];
    readonly bytesIn: number;
    readonly bytesOut: number;
  };
  separate: {
    /** Papers the file seems to hold, 1-based pages each; one paper in its own order needs nobody. */
    readonly papers: readonly SuggestedPaper[];
  };
  sign_operator: SignedOutput;
  extract: {
    /** Blob of the Extraction (domain/field.ts), as the machine read it. */
    readonly extraction: string;
    readonly documentType: string;
    /** Version of the type's description; null for an unknown type. */
    readonly typeVersion: number | null;
    readonly typeConfidence: number;
    readonly accepted: number;
    readonly review: number;
    readonly notFound: number;
    /** Fields that a person should look at, most needed first (extraction/review.ts). */
    readonly doubtful: readonly { readonly field: string; readonly required: boolean }[];
    /** Blob of the PDF that boxes lie on, and the sizes of its pages in the px of the boxes. */
    readonly view: string;
    readonly pages: readonly { readonly widthPx: number; readonly heightPx: number }[];
    readonly readings: readonly FieldReading[];
    /** The only side seen of a card of two sides; null for whole papers. */
    readonly side: string | null;
  };
  confirm: {
    /** Blob of the Extraction after officers decided. */
    readonly extraction: string;
    readonly documentType: string;
    /** `mã loại giấy tờ` of the operator, else the id of the type. */
    readonly typeCode: string;
    readonly accepted: number;
    readonly review: number;
    readonly notFound: number;
    readonly symbol: string;
    readonly validUntil: string | null;
    /** How many times officers decided: 0 when everything was read surely. */
    readonly revision: number;
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

export interface SuggestedPaper {
  /** 1-based over all files of the component, in the order of the paper (front before back). */
  readonly pages: readonly number[];
  readonly documentType: string;
  readonly confidence: number;
  readonly vi: string;
  readonly en: string;
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

/** JSON in a blob: stage outputs name it by digest. */
export const readJson = async <T>(blobs: BlobStore, sha256: string): Promise<T> =>
  JSON.parse(new TextDecoder().decode(await blobs.get(sha256)));

export const writeJson = (blobs: BlobStore, value: unknown): Promise<string> =>
  blobs.put(new TextEncoder().encode(JSON.stringify(value)));
