import type { ComponentOrigin } from '../domain/component.ts';
import type { Extraction } from '../domain/field.ts';
import type { SlotId } from '../domain/five-steps.ts';
import type { VerificationSlot } from '../domain/rules/verification-policy.ts';
import type { FileReport } from '../domain/signature-report.ts';
import type { PageText } from '../ocr/page-text.ts';
import type { SigningJournal } from '../signing/ports.ts';
import type { PadesLevel } from '../signing/request.ts';
import type { ExpectedSigner } from '../verification/identity.ts';

/**
 * What the stages ask of the techniques. `app/techniques.ts` joins them to the rooms, so that hostile input is parsed in
 * a process that can be killed and a key is touched only where keys are held. All methods throw SohoaError only.
 */
export interface Techniques {
  readonly settings: StageSettings;
  /** What a file is, by its bytes. Throws FILE_* / IMAGE_* / PDF_* for what cannot be taken. */
  inspect(file: NamedBytes): Promise<FileNature>;
  /** Scan or photo pages → one PDF/A-2u with an invisible text layer. */
  digitize(files: readonly NamedBytes[], options: DigitizeOptions): Promise<DigitizedPaper>;
  /** The text a born-digital PDF carries; the file itself is never touched. */
  readText(pdf: Uint8Array): Promise<readonly PageText[]>;
  extract(request: ExtractRequest): Promise<Extraction>;
  verify(pdf: Uint8Array, request: VerifyRequest): Promise<FileReport>;
  readonly signer: Signer;
}

/** Settings that change what a stage makes: they enter its key. */
export interface StageSettings {
  readonly recognition: Readonly<Record<string, unknown>>;
  readonly signatureLevel: PadesLevel;
  readonly codeTemplate: string;
  /** Name → URL of each sharing destination. */
  readonly destinations: Readonly<Record<string, string>>;
}

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface FileNature {
  readonly kind: 'image' | 'pdf';
  readonly pages: number;
  /** The file bears at least one signature: it is never re-rendered. */
  readonly signed: boolean;
  /** Born digital: pages with text of their own rather than pictures of paper. */
  readonly text: boolean;
}

export interface DigitizeOptions {
  /** dc:title of the archival file. */
  readonly title: string;
  /** Creation moment in the metadata: the capture time, so that the same input gives the same bytes. */
  readonly createdAt: Date;
  /** `compact` splits print, paper and stamps (mixed raster content); `faithful` keeps the scanner's image. Default faithful. */
  readonly profile?: 'faithful' | 'compact';
  /** Pages to take, 1-based over all files in order; all when left out. */
  readonly pages?: readonly number[];
  readonly signal: AbortSignal;
  onPage(done: number, total: number): void;
}

export interface DigitizedPaper {
  readonly pdf: Uint8Array;
  readonly texts: readonly PageText[];
  readonly pages: readonly DigitizedPage[];
}

/** The fixed page shape of `digitize --json`. */
export interface DigitizedPage {
  readonly page: number;
  readonly width_px: number;
  readonly height_px: number;
  readonly dpi: number;
  /** Clockwise quarter turn that made the page upright. */
  readonly rotation_deg: number;
  /** Skew found and taken out by the page matrix, clockwise positive. */
  readonly skew_deg: number;
  readonly mean_confidence: number;
  readonly text: string;
  readonly ms: number;
  /** What a person should look at: blank, blurred, cut edge, low dpi … */
  readonly findings?: readonly string[];
}

export interface ExtractRequest {
  readonly texts: readonly PageText[];
  /** The document whose pages the texts stand on, for QR codes and MRZ. */
  readonly pdf: Uint8Array;
  readonly paperType: string | null;
  /** Moment whose rules apply. */
  readonly at: Date;
}

export interface VerifyRequest {
  readonly slot: VerificationSlot;
  /** Slots of single fields, by name, where they differ. */
  readonly slots?: Readonly<Record<string, VerificationSlot>>;
  /** As of this moment; else now. */
  readonly at?: Date;
  readonly applicant?: ExpectedSigner;
}

export interface SignatureOrder {
  readonly slot: SlotId;
  /** Day whose signature profiles apply. */
  readonly receivedAt: Date;
  /** Shown by OPERATOR_SCAN. */
  readonly capturedAt: Date;
  readonly operatorName: string | null;
  /** Paper or born digital, as intake found it; null when only the file is known. */
  readonly origin: ComponentOrigin | null;
}

export interface SignedBytes {
  readonly bytes: Uint8Array;
  readonly level: PadesLevel;
}

export interface Signer {
  /**
   * Gates, placement, appearance, key, own check. The journal keeps the prepared bytes before the key is touched and the
   * CMS right after (promise 2); called again with the same journal it goes on where it stopped.
   * Throws KEY_*, SIGN_REFUSED, TSA_UNAVAILABLE, REVOCATION_UNAVAILABLE, OUTPUT_NOT_VALID.
   */
  sign(document: Uint8Array, order: SignatureOrder, journal: SigningJournal): Promise<SignedBytes>;
  /** Long-term data and a document timestamp over all signatures of the file, up to the configured level. */
  extend(document: Uint8Array): Promise<SignedBytes>;
}
