import type { GateId, SlotId } from './five-steps.ts';
import type { Verdict } from './signature-report.ts';
import type { Text } from './text.ts';

/** How a component came: on paper (scan, photo) or as a born-digital PDF, which is never re-rendered. */
export type ComponentOrigin = 'paper' | 'born_digital';

/** What the dossier wants of it: a certified copy (sao y), the agency's seal on an issued result, or nothing more. */
export type Treatment = 'certified-copy' | 'result' | 'none';

export type ComponentState = 'queued' | 'running' | 'waiting' | 'done' | 'failed' | 'refused';

/** Nothing more happens to it by itself. */
export const isSettled = (state: ComponentState): boolean =>
  state === 'done' || state === 'failed' || state === 'refused';

/** Named states in which nothing is lost (architecture, promise 3). */
export type WaitKind = 'signature' | 'timestamp' | 'revocation' | 'sharing';

export interface Waiting {
  readonly kind: WaitKind;
  readonly slot: SlotId | null;
  readonly reason: Text;
}

export const waitNames: Readonly<Record<WaitKind, Text>> = {
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
