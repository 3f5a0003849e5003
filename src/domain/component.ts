import type { GateId, SlotId } from './five-steps.ts';
import type { Verdict } from './signature-report.ts';
import type { Text } from './text.ts';

/** How a component came: on paper (scan, photo) or as a born-digital PDF, which is never re-rendered. */
export type ComponentOrigin = 'paper' | 'born_digital';

/**
 * What the dossier wants of it: a copy of paper (sao y), of a copy (sao lục) or of a part (trích sao), a separate
 * attachment, a certified e-copy (chứng thực), an archival record, the agency's seal on an issued result, the leader's
 * signature and then the seal on a result that is not signed yet, or nothing more.
 */
export const treatments = [
  'certified-copy',
  'copy-of-copy',
  'extract-copy',
  'attachment',
  'certified-e-copy',
  'archive',
  'result',
  'result-to-sign',
  'none',
] as const;
export type Treatment = (typeof treatments)[number];

/** The signatures that a treatment asks of the agency, in the order in which they are made (rules.md F). */
export const treatmentSlots: Readonly<Record<Treatment, readonly SlotId[]>> = {
  'certified-copy': ['COPY_SAO_Y'],
  'copy-of-copy': ['COPY_SAO_LUC'],
  'extract-copy': ['COPY_TRICH_SAO'],
  attachment: ['ATTACHMENT'],
  'certified-e-copy': ['CERTIFIED_COPY', 'CERTIFIED_COPY_SEAL'],
  archive: ['ARCHIVE_TT02'],
  result: ['AGENCY_ISSUED'],
  'result-to-sign': ['PERSON_COMPETENT', 'AGENCY_ISSUED'],
  none: [],
};

/** True for what the dossier hands out as its result. */
export const isResult = (treatment: Treatment): boolean => treatment === 'result' || treatment === 'result-to-sign';

export type ComponentState = 'queued' | 'running' | 'waiting' | 'done' | 'failed' | 'refused';

/** Nothing more happens to it by itself. */
export const isSettled = (state: ComponentState): boolean =>
  state === 'done' || state === 'failed' || state === 'refused';

/** Named states in which nothing is lost (architecture, promise 3). */
export type WaitKind = 'review' | 'signature' | 'timestamp' | 'revocation' | 'sharing';

export interface Waiting {
  readonly kind: WaitKind;
  readonly slot: SlotId | null;
  readonly reason: Text;
  /** ISO 8601: since when it waits without anybody having asked for another look; looks come the rarer the longer ago. */
  readonly since?: string;
}

export const waitNames: Readonly<Record<WaitKind, Text>> = {
  review: { vi: 'chờ cán bộ xem', en: 'awaiting an officer' },
  signature: { vi: 'chờ ký', en: 'awaiting signature' },
  timestamp: { vi: 'chờ dấu thời gian', en: 'awaiting timestamp' },
  revocation: { vi: 'chờ trạng thái chứng thư', en: 'awaiting certificate status' },
  sharing: { vi: 'chờ chia sẻ', en: 'awaiting sharing' },
};

export interface ComponentSummary {
  readonly id: string;
  readonly name: string;
  readonly origin: ComponentOrigin | null;
  readonly treatment: Treatment;
  readonly state: ComponentState;
  readonly waiting: Waiting | null;
  /** Code and sentence of a failure or refusal. */
  readonly error: { readonly code: string; readonly text: Text } | null;
  /** Verdict over the document as it stands; null before it was verified. */
  readonly verdict: Verdict | null;
  /** Slots that bear a signature verified HỢP LỆ. */
  readonly signedSlots: readonly SlotId[];
  /** Gates that this component keeps closed, with the reason. */
  readonly closedGates: readonly { readonly gate: GateId; readonly reason: Text }[];
}
