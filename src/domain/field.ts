import type { BoxPx } from './geometry.ts';

/** Where a value was read (rules.md R1.5): `nguồn` qr | mrz | chip | ocr | tay | csdl. */
export type FieldSource = 'qr' | 'mrz' | 'chip' | 'ocr' | 'manual' | 'database';

/** What policy says of a value: taken without a hand, put before a person, or not on the paper. */
export type FieldStatus = 'accepted' | 'review' | 'not_found';

/** A remark of a validator or cross-check: `ok | cảnh_báo | sai` (rules.md R5.1). It never blocks storage. */
export interface FieldRemark {
  readonly code: string;
  readonly severity: 'warning' | 'error';
  readonly vi: string;
  readonly en: string;
}

export interface ExtractedField {
  /** Normalised value (dates ISO 8601, numbers without separators, names as printed); null when not found. NFC. */
  readonly value: string | null;
  /** As printed and read. */
  readonly raw: string | null;
  /** Calibrated probability 0 to 1 that `value` is exactly right. */
  readonly confidence: number;
  readonly source: FieldSource;
  /** 1-based page of the document; null when not found. */
  readonly page: number | null;
  readonly boxPx: BoxPx | null;
  readonly status: FieldStatus;
  readonly remarks: readonly FieldRemark[];
  /** Other readings to offer to the reviewer, best first; never applied by themselves. */
  readonly candidates: readonly string[];
  /** An address in the units since 01/07/2025 (rules.md R8.1): a suggestion, the value stays as printed. */
  readonly successor?: string;
}

export interface Extraction {
  /** Id in `document-types/`, or `unknown` (`không_rõ`). */
  readonly documentType: string;
  readonly typeConfidence: number;
  readonly fields: Readonly<Record<string, ExtractedField>>;
  /** A secrecy mark was read (MẬT, TỐI MẬT, TUYỆT MẬT): the component stops, nothing is kept. */
  readonly secrecyMark: string | null;
  /** The only side that was seen of a card that has two; absent for whole cards and other papers. */
  readonly side?: string;
  /** Parts of the pages that are no print: stamps and pens, noted and not read as text; absent when not looked for. */
  readonly unreadRegions?: readonly UnreadRegion[];
}

export interface UnreadRegion {
  readonly kind: 'stamp' | 'handwriting';
  /** 1-based page of the document. */
  readonly page: number;
  readonly boxPx: BoxPx;
}

/** What a decision of an officer was: the value stands, was changed, was typed in, or is not on the paper. */
export type FieldDecisionAction = 'confirmed' | 'corrected' | 'entered' | 'absent';

/** What an officer did with one field: kept with who, when, before and after (rules.md R1.5). */
export interface FieldDecision {
  readonly field: string;
  readonly action: FieldDecisionAction;
  /** Who: the officer's id in the one-stop shop. */
  readonly by: string;
  /** ISO 8601 +07:00. */
  readonly at: string;
  readonly before: string | null;
  readonly after: string | null;
}
