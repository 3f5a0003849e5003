import type { ComponentOrigin, ComponentState, Treatment, Waiting } from '../domain/component.ts';
import type { Dossier } from '../domain/dossier.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { ExtractedField, FieldDecision, FieldDecisionAction, FieldStatus } from '../domain/field.ts';
import type { SlotId } from '../domain/five-steps.ts';
import type { Text } from '../domain/text.ts';
import type { HandOffRecords } from './hand-offs.ts';
import type { RenewalRecords } from './renewal-records.ts';

/**
 * What the flow asks of the outside, in verbs of the domain. No port leaks a connection, a transaction handle of a
 * driver or an SQL row. Moments are `Date`, digests are lower-case sha256 hex, ids are opaque.
 */

// ── Bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Content-addressed bytes. What `put` returned stays readable and unchanged. */
export interface BlobStore {
  /** Stores the bytes durably (fsync, then rename), reads them back and returns their sha256. Idempotent. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes, digest checked. Throws NOT_FOUND or STORE_CORRUPT. */
  get(sha256: string): Promise<Uint8Array>;
  has(sha256: string): Promise<boolean>;
  /** Removes the bytes for good; nothing happens when they are not there. Only `erase.ts` may ask for it. */
  remove(sha256: string): Promise<void>;
}

/** A blob store on a disk, for tools that want a file name. The file is read-only to everyone else. */
export interface FileBlobStore extends BlobStore {
  path(sha256: string): string;
}

// ── Queue ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A job is a queue name and an id; nothing else enters the queue (no names, no text, no PIN). */
export type QueueName = 'component' | (string & {});

/** The same (id, turn) is not added twice while it waits or runs; a higher turn is new work on the same id. */
export interface JobRef {
  readonly id: string;
  readonly turn: number;
}

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
}

/**
 * At-least-once delivery of ids. Disposable: SQL knows what is to be done, `dispatchDue` (dispatch.ts) re-enqueues it.
 */
export interface JobQueue {
  /** Which engine carries it, and what is unsafe about its settings: for `doctor` and the start-up log. */
  readonly engine: 'pglite' | 'postgres' | 'redis';
  readonly warnings: readonly Text[];
  enqueue(queue: QueueName, jobs: readonly JobRef[]): Promise<void>;
  /** Starts taking jobs. The handler must not throw for an expected failure: those belong to SQL. */
  work(
    queue: QueueName,
    handler: (id: string) => Promise<void>,
    options: { readonly concurrency: number },
  ): Promise<void>;
  counts(queue: QueueName): Promise<QueueCounts>;
  /** Takes no new jobs, waits for the running ones at most `deadlineMs`, then lets go; safe to call twice. */
  close(deadlineMs: number): Promise<void>;
}

// ── Records ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** All records. Each verb is one atomic act; several acts become one inside `transaction`. */
export interface Records {
  readonly dossiers: DossierRecords;
  readonly components: ComponentRecords;
  readonly stageRuns: StageRunRecords;
  readonly signatureSlots: SignatureSlotRecords;
  readonly handOffs: HandOffRecords;
  readonly warehouse: WarehouseRecords;
  readonly renewals: RenewalRecords;
  readonly codes: CodeCounters;
  readonly outbox: OutboxRecords;
  readonly reviews: ReviewRecords;
  readonly fields: FieldRecords;
  readonly erasures: ErasureRecords;
  readonly events: EventRecords;
  readonly audit: AuditRecords;
}

export interface Database extends Records {
  readonly engine: 'pglite' | 'postgres';
  /**
   * All or nothing. Keep it short and free of files and network: on the embedded engine it holds the only session.
   * Inside, use only the records it hands out. May be run again after a serialization failure.
   */
  transaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A dossier as submitted; `details` carries what the one-stop shop sent beside it (rules.md L), kept as it came. */
export interface DossierRecord extends Dossier {
  readonly details: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

export interface DossierRecords {
  /** Adds the dossier, or returns the one that already bears this code at this agency (submitting twice is harmless). */
  submit(dossier: DossierRecord): Promise<DossierRecord>;
  get(id: string): Promise<DossierRecord | null>;
  findByCode(agency: string, code: string): Promise<DossierRecord | null>;
  /** Newest first. */
  list(page: { readonly limit: number; readonly before?: Date }): Promise<readonly DossierRecord[]>;
}

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
   * again as soon as it waits or is done, so that no call is lost.
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

/** One stage over one set of inputs and parameters. */
export interface StageRun {
  readonly componentId: string;
  readonly stage: string;
  /** sha256 over (component, stage, input digests, parameter version). */
  readonly key: string;
  readonly state: 'running' | 'waiting' | 'failed' | 'done';
  readonly fence: number;
  /** Blob of the output's canonical JSON. */
  readonly output: string | null;
  readonly attempts: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Time of the run that finished it. */
  readonly ms: number | null;
  readonly error: ComponentRecord['error'];
}

export interface StageRunRecords {
  find(componentId: string, stage: string, key: string): Promise<StageRun | null>;
  /** Runs of a component, in the order in which they first started. */
  ofComponent(componentId: string): Promise<readonly StageRun[]>;
  begin(run: Pick<StageRun, 'componentId' | 'stage' | 'key' | 'fence'>, now: Date): Promise<void>;
  /** False when this key was done before: its effects must not be written again. */
  finish(
    run: Pick<StageRun, 'componentId' | 'stage' | 'key' | 'fence'>,
    output: string,
    now: Date,
    ms: number,
  ): Promise<boolean>;
  interrupt(
    run: Pick<StageRun, 'componentId' | 'stage' | 'key' | 'fence'>,
    state: 'waiting' | 'failed',
    error: ComponentRecord['error'],
    now: Date,
  ): Promise<void>;
}

/** The place of one signature on one component's document: prepared once, signed once. */
export interface SignatureSlot {
  readonly componentId: string;
  readonly slot: SlotId;
  /** `prepared`: the intent is stored, chờ ký · `signed`: the finished document is. */
  readonly state: 'prepared' | 'signed';
  /** Blob the signature goes on. */
  readonly base: string;
  /** Blob of the prepared bytes (placeholder, fixed signing time). */
  readonly intent: string;
  /** What completing needs beside the bytes (byte range, signing time, key id …). */
  readonly details: Readonly<Record<string, unknown>>;
  /** Blob of the CMS that the key made over the intent; null before the key was used. */
  readonly cms: string | null;
  /** Blob of the signed document. */
  readonly signed: string | null;
  /** Why the holder of the key would not sign this intent; null: nobody refused. */
  readonly refusal: { readonly code: ErrorCode; readonly details: Readonly<Record<string, string | number>> } | null;
  readonly updatedAt: Date;
}

export interface SignatureSlotRecords {
  get(componentId: string, slot: SlotId): Promise<SignatureSlot | null>;
  ofComponent(componentId: string): Promise<readonly SignatureSlot[]>;
  /**
   * Stores the intent before the key is touched, under the component's fence (STALE_WORKER). When one is stored for the
   * same base it stays and is returned: a resumed worker signs those bytes and no others. An unsigned intent over another
   * base, or for another certificate (a key that was replaced before it signed), gives way; SIGN_REFUSED when the slot is
   * signed already over another base.
   */
  prepare(
    fence: number,
    intent: Pick<SignatureSlot, 'componentId' | 'slot' | 'base' | 'intent' | 'details'>,
    now: Date,
  ): Promise<SignatureSlot>;
  /** Remembers the blob of the CMS right after the key was used, so that the key is never touched again for this intent. */
  keepSignature(fence: number, componentId: string, slot: SlotId, cms: string, now: Date): Promise<void>;
  /**
   * Takes all intents of the slot in this dossier that no key has signed and no other component holds, for one
   * authorisation; a component that holds some already gets the same ones again, so that its request does not change.
   * Without `owner`'s own intent nothing is taken. Papers that are settled are left out.
   */
  hold(dossierId: string, slot: SlotId, owner: string, now: Date, holdMs: number): Promise<readonly SignatureSlot[]>;
  /** As `keepSignature`, of an intent that was held: nothing happens when it is another or has its CMS already. */
  keepTogether(held: Pick<SignatureSlot, 'componentId' | 'slot' | 'intent'>, cms: string, now: Date): Promise<void>;
  /** Ends the holding; with a refusal when the holder of the key would not sign. */
  letGo(owner: string, slot: SlotId, refusal: SignatureSlot['refusal'], now: Date): Promise<void>;
  /** Marks it signed with the finished document; the same document twice is harmless, another one is SIGN_REFUSED. */
  complete(fence: number, componentId: string, slot: SlotId, signed: string, now: Date): Promise<void>;
}

/** One version of one document in the warehouse (kho); `metadata` is the record of rules.md D. */
export interface WarehouseDocument {
  /** Opaque, the same for all versions: names in URLs, files, logs (rules.md R1.7b). */
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly codeParts: CodeParts;
  readonly componentId: string;
  readonly dossierId: string;
  readonly agency: string;
  readonly ownerId: string | null;
  readonly documentType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Last day of validity, ISO 8601; null: without limit or not stated. */
  readonly validUntil: string | null;
  readonly storedAt: Date;
}

export interface WarehouseRecords {
  /**
   * Adds a version. The same sha256 under the same id changes nothing and returns the version that holds it. The code
   * may change with a version (a corrected type), but no two documents ever share one.
   */
  store(document: Omit<WarehouseDocument, 'version'>): Promise<WarehouseDocument>;
  latest(id: string): Promise<WarehouseDocument | null>;
  versions(id: string): Promise<readonly WarehouseDocument[]>;
  ofComponent(componentId: string): Promise<readonly WarehouseDocument[]>;
  /** Latest versions that the owner has, still valid on that day, newest first (rules.md R1.2). */
  findReusable(owner: string, documentType: string | null, day: string): Promise<readonly WarehouseDocument[]>;
  list(page: { readonly limit: number; readonly before?: Date }): Promise<readonly WarehouseDocument[]>;
  /** Puts corrected data on a version that is stored already: the bytes, the number and the time stay. */
  amend(id: string, version: number, data: WarehouseAmendment): Promise<void>;
  /** All versions that this owner ever had of the type, expired ones included, latest version of each, newest first. */
  ofOwner(owner: string, documentType: string | null): Promise<readonly WarehouseDocument[]>;
}

export type WarehouseAmendment = Pick<
  WarehouseDocument,
  'code' | 'codeParts' | 'documentType' | 'metadata' | 'validUntil'
>;

/** Parts of a digitized-paper code (rules.md R1.7): kept in their own columns, the code is never parsed back. */
export interface CodeParts {
  /** `{chu}`; empty keeps its separator. */
  readonly owner: string;
  /** `{loai}` */
  readonly type: string;
  /** `{kyhieu}` as printed. */
  readonly symbol: string;
  /** `{nn}` */
  readonly number: number;
}

export interface CodeCounters {
  /**
   * The number that `holder` has under this prefix: the next one, from 1, the first time, the same ever after. Atomic
   * among workers; a repeated run or a re-processing uses up no number.
   */
  next(prefix: string, holder: string): Promise<number>;
  /** Puts a number back that was given out before the records were lost. */
  restore(prefix: string, holder: string, number: number): Promise<void>;
  /** Numbers that no document in the warehouse bears, in order: the gaps that an inspector asks about. */
  gaps(limit: number): Promise<readonly CodeGap[]>;
}

export interface CodeGap {
  readonly prefix: string;
  readonly number: number;
  readonly componentId: string;
  /** Where its component stands; null when there is none any more. */
  readonly state: ComponentState | null;
  readonly errorCode: ErrorCode | null;
}

/** Delivery of one document version to one destination (rules.md R7.1, R7.4). */
export type DeliveryState = 'chua_gui' | 'da_nhan' | 'loi' | 'tu_choi';

export interface Delivery {
  readonly id: string;
  readonly destination: string;
  /** sha256 over (mã hồ sơ, mã giấy tờ, phiên bản, sha256): the same record is the same key for ever. */
  readonly idempotencyKey: string;
  readonly componentId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** `chua_gui` not sent · `da_nhan` received · `loi` failed, given up (dead letter) · `tu_choi` refused by the receiver. */
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly lastError: string | null;
  /** What the receiver answered when it took the record. */
  readonly receipt: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface OutboxRecords {
  /** Adds the delivery unless this key already goes to this destination. */
  add(
    delivery: Pick<Delivery, 'id' | 'destination' | 'idempotencyKey' | 'componentId' | 'payload'>,
    now: Date,
  ): Promise<void>;
  get(id: string): Promise<Delivery | null>;
  ofComponent(componentId: string): Promise<readonly Delivery[]>;
  /** Not sent and due; each is held by the caller until `now + holdMs`, so that two dispatchers do not send it at once. */
  takeDue(now: Date, options: { readonly limit: number; readonly holdMs: number }): Promise<readonly Delivery[]>;
  record(id: string, outcome: DeliveryOutcome, now: Date): Promise<void>;
  /** Puts dead letters and refusals back to `chua_gui`. */
  retry(ids: readonly string[], now: Date): Promise<void>;
  countByState(): Promise<Readonly<Record<string, Readonly<Partial<Record<DeliveryState, number>>>>>>;
}

export type DeliveryOutcome =
  | { readonly state: 'da_nhan'; readonly receipt: string }
  | { readonly state: 'tu_choi' | 'loi'; readonly error: string }
  | { readonly state: 'chua_gui'; readonly error: string; readonly nextAttemptAt: Date };

/**
 * What a person has to decide: `fields` doubtful fields or an unknown type · `split` one file that seems to hold several
 * papers · `undetermined` a verdict CHƯA XÁC ĐỊNH.
 */
export interface ReviewTask {
  readonly id: string;
  readonly componentId: string;
  readonly kind: string;
  readonly state: 'open' | 'done';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly resolution: Readonly<Record<string, unknown>> | null;
  readonly resolvedBy: string | null;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
  /** Grows with every decision and whenever something else is asked: who decides names the version he saw. */
  readonly version: number;
}

export interface ReviewRecords {
  /** Opens the task; one per (component, kind). Asked again with another payload, it is open again for that. */
  open(task: Pick<ReviewTask, 'id' | 'componentId' | 'kind' | 'payload'>, now: Date): Promise<void>;
  get(id: string): Promise<ReviewTask | null>;
  ofComponent(componentId: string): Promise<readonly ReviewTask[]>;
  /** Oldest first, after the given task. */
  list(filter: {
    readonly componentId?: string;
    readonly state?: ReviewTask['state'];
    readonly kind?: string;
    readonly limit: number;
  }): Promise<readonly ReviewTask[]>;
  /** False when it was resolved before. */
  resolve(id: string, by: string, resolution: Readonly<Record<string, unknown>>, now: Date): Promise<boolean>;
  /**
   * Writes a decision over the version that the officer saw and returns the new version; null when somebody decided in
   * between, and nothing is written then.
   */
  decide(
    id: string,
    version: number,
    decision: Pick<ReviewTask, 'state' | 'resolution'> & { readonly by: string },
    now: Date,
  ): Promise<number | null>;
  /** Of everything, how much is open: for health and reports. */
  countOpen(): Promise<Readonly<Record<string, number>>>;
}

/** What the machine made of one field, without its value. */
export type FieldReading = Pick<ExtractedField, 'status' | 'confidence' | 'source'> & { readonly field: string };

/** A kept decision; `asRead`: what stands now is what the machine had read. */
export interface KeptDecision extends FieldDecision {
  readonly componentId: string;
  /** Version of the review task that the decision made. */
  readonly version: number;
  readonly documentType: string;
  readonly asRead: boolean;
}

/** Equal rows of the quality report put together: how often a field of a type ended this way. */
export interface FieldOutcomeCount {
  readonly documentType: string;
  readonly field: string;
  readonly status: FieldStatus;
  /** Tenth of the confidence, 0 to 9. */
  readonly bin: number;
  /** The last decision of an officer; null: nobody looked. */
  readonly action: FieldDecisionAction | null;
  readonly asRead: boolean | null;
  readonly count: number;
  readonly confidenceSum: number;
}

export interface FieldRecords {
  /** What was read of a component, in place of what was read before. */
  read(componentId: string, documentType: string, readings: readonly FieldReading[], now: Date): Promise<void>;
  decide(decisions: readonly KeptDecision[]): Promise<void>;
  /** In the order in which they were made. */
  decisionsOf(componentId: string): Promise<readonly KeptDecision[]>;
  /** Fields read in a time, by type, field, status, tenth of confidence and last decision. */
  outcomes(period: { readonly from?: Date; readonly to?: Date }): Promise<readonly FieldOutcomeCount[]>;
}

/** Bytes that are to be removed; what stands here is removed even when the process dies in between (erase.ts). */
export interface ErasureRecords {
  add(componentId: string, digests: readonly string[]): Promise<void>;
  due(limit: number): Promise<readonly { readonly componentId: string; readonly sha256: string }[]>;
  done(componentId: string, sha256: string): Promise<void>;
  /** Whether a record of another component that still stands names these bytes. */
  isShared(sha256: string, componentId: string): Promise<boolean>;
  /** Removes every row that stages and officers wrote of a component: runs, slots, versions, deliveries, tasks, fields. */
  forget(componentId: string): Promise<void>;
}

/** Progress that a face can follow (SSE with Last-Event-ID): ids grow in commit order. */
export interface ProgressEvent {
  readonly id: number;
  readonly dossierId: string;
  readonly componentId: string | null;
  /** For example `stage.started`, `stage.done`, `component.waiting`. */
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

export interface EventRecords {
  append(event: Omit<ProgressEvent, 'id'>): Promise<void>;
  /** In order, after the given id. */
  after(
    id: number,
    options: { readonly dossierId?: string; readonly limit: number },
  ): Promise<readonly ProgressEvent[]>;
}

/** One act on a document. `details` carry digests and ids, never names or personal numbers. */
export interface AuditAct {
  readonly at: Date;
  /** Who: a person's id, a key's id, or `worker:<id>`. */
  readonly actor: string;
  /** What: `stage.done`, `signature.prepared`, `document.stored`, `document.read` … */
  readonly action: string;
  /** On what: an opaque id. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A link of the chain: `hash` = sha256 over the canonical JSON of everything else, `previous` included. */
export interface AuditEntry {
  /** From 1, without gaps. */
  readonly sequence: number;
  readonly previous: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

/** The chain's head at a moment, held against the past by a timestamp token when there is one. */
export interface AuditCheckpoint {
  readonly sequence: number;
  readonly hash: string;
  readonly at: Date;
  /** RFC 3161 token over the hash (DER), or null when no authority was reachable. */
  readonly token: Uint8Array | null;
}

export interface AuditRecords {
  append(act: AuditAct): Promise<AuditEntry>;
  /** In order, after the given sequence. */
  after(sequence: number, limit: number): Promise<readonly AuditEntry[]>;
  head(): Promise<{ readonly sequence: number; readonly hash: string }>;
  addCheckpoint(checkpoint: AuditCheckpoint): Promise<void>;
  checkpoints(): Promise<readonly AuditCheckpoint[]>;
  /** Puts consecutive archived entries back after the head, as they are (rebuild.ts). Throws AUDIT_BROKEN on a gap. */
  restore(entries: readonly AuditEntry[]): Promise<void>;
}

/** Append-only files beside SQL: what was archived there outlives the database. */
export interface AuditArchive {
  /** Sequence of the last archived entry; 0 when there is none. */
  lastSequence(): Promise<number>;
  /** Writes consecutive entries as one file, fsynced; a file that another process wrote first stays as it is. */
  append(entries: readonly AuditEntry[]): Promise<void>;
  addCheckpoint(checkpoint: AuditCheckpoint): Promise<void>;
  /** All archived entries in order. Throws AUDIT_BROKEN when a file cannot be read. */
  entries(): AsyncIterable<AuditEntry>;
  checkpoints(): Promise<readonly AuditCheckpoint[]>;
}

// ── Sharing ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** One destination's way of taking records; the idempotency key goes along, so that a repeat changes nothing there. */
export interface SharingSink {
  /** Throws SohoaError when there is no answer (NETWORK_*). */
  deliver(delivery: Delivery): Promise<SinkAnswer>;
}

export type SinkAnswer =
  | { readonly kind: 'received'; readonly receipt: string }
  /** The receiver will not take this record as it is. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Not now; `afterMs` when the receiver says when. */
  | { readonly kind: 'later'; readonly reason: string; readonly afterMs?: number };
