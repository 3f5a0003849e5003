import type { ComponentOrigin, ComponentState, Treatment, Waiting } from '../../domain/component.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { JobRef } from './queue.ts';

/** One file as it came in. */
export interface SourceFile {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** What is submitted of a component: everything that decides its outcome, and nothing that changes later. */
export interface ComponentInput {
  readonly id: string;
  readonly dossierId: string;
  /** Order in the dossier, 0-based. */
  readonly ordinal: number;
  readonly name: string;
  readonly treatment: Treatment;
  /** Page sources in order (one PDF, or one image per page). */
  readonly sources: readonly SourceFile[];
  /** Declared type, class of rules.md B, mã thành phần, waived checks …: as submitted. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface ComponentRecord extends ComponentInput {
  readonly agency: string;
  /** Set by the first stage that knows. */
  readonly origin: ComponentOrigin | null;
  readonly state: ComponentState;
  readonly waiting: Waiting | null;
  /** Not before this moment; null: as soon as possible (when queued) or only when woken (when waiting). */
  readonly retryAt: Date | null;
  readonly error: { readonly code: ErrorCode; readonly details: Readonly<Record<string, string | number>> } | null;
  /** The stage it runs, waits in or failed in. */
  readonly stage: string | null;
  /** Fencing token: grows with every claim. */
  readonly fence: number;
  /** Consecutive attempts that ended in a retryable error. */
  readonly attempts: number;
  /** Consecutive claims whose worker died without a word. */
  readonly crashes: number;
  /** Facts for lists and reports that stages keep up to date (verdict, signed slots, closed gates, type, code). */
  readonly summary: Readonly<Record<string, unknown>>;
  readonly updatedAt: Date;
}

/** A claim on a component: the right to write its results until somebody claims it after you. */
export interface Claim {
  readonly component: ComponentRecord;
  readonly fence: number;
}

export interface ComponentRecords {
  /** Adds it in state `queued`; adding the same id twice changes nothing. */
  add(component: ComponentInput, now: Date): Promise<void>;
  get(id: string): Promise<ComponentRecord | null>;
  ofDossier(dossierId: string): Promise<readonly ComponentRecord[]>;
  /** Takes the component over with a new fence, or null when it is settled, not yet due, or held by a live lease. */
  claim(id: string, worker: string, now: Date, leaseMs: number): Promise<Claim | null>;
  /** Keeps the lease alive; false when another worker took over. */
  renew(id: string, fence: number, now: Date, leaseMs: number): Promise<boolean>;
  /** Locks the row until the transaction ends. Throws STALE_WORKER when the fence is no longer the newest. */
  requireFence(id: string, fence: number): Promise<void>;
  /** Writes where the component stands, under its fence (STALE_WORKER). A state other than `running` ends the lease. */
  settle(id: string, fence: number, to: ComponentStanding, now: Date): Promise<void>;
  /** Merges facts into `summary` and sets `origin` when given, under the fence (STALE_WORKER). */
  describe(id: string, fence: number, facts: ComponentFacts): Promise<void>;
  /**
   * Merges what a person decided into `summary`, whoever holds the component: a fact of another hand than the stages'.
   * Follow it by `wake` and `reopen`, so that the stages that depend on it run again.
   */
  note(id: string, summary: Readonly<Record<string, unknown>>): Promise<void>;
  /** Takes away everything that tells of the content: name, sources, details, summary. The row stays as the fact. */
  scrub(id: string, name: string, summary: Readonly<Record<string, unknown>>): Promise<void>;
  /**
   * Makes waiting components, and those that back off, due now; returns their ids. One that is running is looked at
   * again as soon as it waits or is done, so that no call is lost. Pauses between looks begin short again.
   */
  wake(which: WakeSelection, now: Date): Promise<readonly string[]>;
  /** Queues settled components (done, failed, refused) again: re-processing, or another try after a repair. */
  reopen(ids: readonly string[], now: Date): Promise<readonly string[]>;
  /** What is due: queued or retry time reached or lease run out, fairly spread over agencies, and marks them sent. */
  takeDue(now: Date, options: TakeOptions): Promise<readonly JobRef[]>;
  /** Ends every lease: only for the sole owner of the records, at start-up. */
  releaseLeases(): Promise<void>;
  /** How many components stand in each state. */
  countByState(): Promise<Readonly<Partial<Record<ComponentState, number>>>>;
}

export interface TakeOptions {
  readonly limit: number;
  /** Ids already handed out are handed out again after this, ms. */
  readonly resendAfterMs: number;
  /** Share of each agency in the order of turns; default 1. */
  readonly weights?: Readonly<Record<string, number>>;
}

export type WakeSelection = { readonly ids: readonly string[] } | { readonly waitingFor: Waiting['kind'] };

export interface ComponentStanding {
  readonly state: ComponentState;
  readonly stage: string | null;
  readonly waiting?: Waiting;
  readonly retryAt?: Date;
  readonly error?: ComponentRecord['error'];
  /** Also ends the count of crashes when 0. */
  readonly attempts?: number;
}

export interface ComponentFacts {
  readonly origin?: ComponentOrigin;
  readonly summary?: Readonly<Record<string, unknown>>;
}
