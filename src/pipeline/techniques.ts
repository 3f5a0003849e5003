import type { ComponentOrigin } from '../domain/component.ts';
import type { DocumentTypes } from '../domain/document-types/registry.ts';
import type { Extraction } from '../domain/field.ts';
import type { SlotId } from '../domain/five-steps.ts';
import type { BoxPx } from '../domain/geometry.ts';
import type { BlockValue } from '../domain/rules/signature-profiles.ts';
import type { VerificationSlot } from '../domain/rules/verification-policy.ts';
import type { FileReport } from '../domain/signature-report.ts';
import type { PaperSuggestion } from '../extraction/split.ts';
import type { PageText } from '../ocr/page-text.ts';
import type { HandOff, ReturnedSignature } from '../signing/hand-off.ts';
import type { SigningJournal } from '../signing/ports.ts';
import type { PreparedSignature, SigningIntent } from '../signing/prepared.ts';
import type { SigningRemark } from '../signing/remarks.ts';
import type { PadesLevel, RequestedPlace } from '../signing/request.ts';
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
  /** How the pages of one file seem to be papers. */
  papers(texts: readonly PageText[]): Promise<readonly PaperSuggestion[]>;
  /** A part of a page as PNG, for the eyes of an officer. */
  picture(request: PictureRequest): Promise<Uint8Array>;
  readonly documentTypes: DocumentTypes;
  verify(pdf: Uint8Array, request: VerifyRequest): Promise<FileReport>;
  readonly signer: Signer;
}

/** Settings that change what a stage makes: they enter its key. */
export interface StageSettings {
  readonly recognition: Readonly<Record<string, unknown>>;
  readonly signatureLevel: PadesLevel;
  readonly codeTemplate: string;
  /** `-KQ(n)` or `-KQn` (rules.md R1.7a): both are read, one is written. */
  readonly resultCodeForm: 'KQ(n)' | 'KQn';
  /** Which doubtful fields keep a paper from its code and the warehouse until an officer decided. */
  readonly reviewGate: 'required' | 'all' | 'none';
  /** Names what reads: software, recognition model, calibration. Kept with every measurement, part of no key. */
  readonly reader: string;
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
  /** The same in words; left out where there is nothing to say. */
  readonly remarks?: readonly { readonly code: string; readonly vi: string; readonly en: string }[];
  /** A small JPEG of a page with findings; never part of what `digitize --json` prints. */
  readonly thumbnail?: Uint8Array;
}

export interface ExtractRequest {
  readonly texts: readonly PageText[];
  /** The document whose pages the texts stand on, for QR codes and MRZ. */
  readonly pdf: Uint8Array;
  readonly paperType: string | null;
  /** Moment whose rules apply. */
  readonly at: Date;
}

export interface PictureRequest {
  readonly pdf: Uint8Array;
  /** 1-based. */
  readonly page: number;
  /** Size of the page in the px of the boxes. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** The part to show; null: the whole page. */
  readonly cropPx: BoxPx | null;
  /** Framed, when given. */
  readonly markPx: BoxPx | null;
  /** Wider pictures are made smaller. */
  readonly maxWidthPx: number;
}

export interface VerifyRequest {
  readonly slot: VerificationSlot;
  /** Slots of single fields, by name, where they differ. */
  readonly slots?: Readonly<Record<string, VerificationSlot>>;
  /** As of this moment; else now. */
  readonly at?: Date;
  readonly applicant?: ExpectedSigner;
  /** Opens an encrypted file. */
  readonly password?: string;
  /** Show whether the file keeps the PDF/A flavour that it claims. */
  readonly pdfa?: boolean;
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
  /** Further texts of the block (document number, words of a certification …). */
  readonly values?: Readonly<Partial<Record<BlockValue, string>>>;
  /** What a person asks of one signature otherwise than its profile and the settings say. */
  readonly custom?: SignatureCustom;
}

export interface SignatureCustom {
  readonly level?: PadesLevel;
  readonly place?: RequestedPlace;
  /** `/Reason` instead of the profile's. */
  readonly reason?: string;
  readonly location?: string;
  /** A named person looked at what `needs-a-person` said and lets it pass. */
  readonly reviewed?: boolean;
}

export interface SignedBytes {
  readonly bytes: Uint8Array;
  readonly level: PadesLevel;
}

/** A signature with what was decided about it. */
export interface MadeSignature extends SignedBytes {
  readonly intent: SigningIntent;
  /** What a person should know of it: a block that was moved or shrunk, a time apart from its stamp. */
  readonly remarks: readonly SigningRemark[];
}

export interface HandOffTerms {
  /** Whose certificate must have signed; null: any that the slot accepts. */
  readonly certificateSha256: string | null;
  readonly expiresAfterMs: number;
}

export interface Signer {
  /**
   * Gates, placement, appearance, key, own check. The journal keeps the prepared bytes before the key is touched and the
   * CMS right after (promise 2); called again with the same journal it goes on where it stopped.
   * Throws KEY_*, SIGN_REFUSED, TSA_UNAVAILABLE, REVOCATION_UNAVAILABLE, OUTPUT_NOT_VALID.
   */
  sign(document: Uint8Array, order: SignatureOrder, journal: SigningJournal): Promise<MadeSignature>;
  /** Only what comes before the key: gates, placement, appearance, intent in the journal. Throws as `sign`. */
  prepare(document: Uint8Array, order: SignatureOrder, journal: SigningJournal): Promise<void>;
  /** Whether one authorisation of the holder covers many documents of this slot, so that a dossier's are gathered. */
  gathers(slot: SlotId): boolean;
  /** The CMS of each prepared document under one authorisation, in the order given. Throws KEY_*. */
  signTogether(slot: SlotId, batch: readonly PreparedSignature[]): Promise<readonly Uint8Array[]>;
  /** How the signer's own software fills this slot; null when a key of ours does. Throws KEY_UNAVAILABLE. */
  handOffTerms(slot: SlotId): Promise<HandOffTerms | null>;
  /** The rules of the slot about the document, before it is handed off. Throws SIGN_REFUSED. */
  checkBeforeHandOff(document: Uint8Array, order: SignatureOrder): Promise<void>;
  /** Judges what came back as hostile (signing/hand-off.ts). Throws SIGN_REFUSED. */
  acceptReturned(handOff: HandOff, base: Uint8Array, returned: Uint8Array): Promise<ReturnedSignature>;
  /** Long-term data and a document timestamp over all signatures of the file, up to the configured level. */
  extend(document: Uint8Array): Promise<SignedBytes>;
  /** Renews the proof of a stored document: data of its last stamp and a new stamp over everything (B-LTA). */
  renew(document: Uint8Array): Promise<Uint8Array>;
}
