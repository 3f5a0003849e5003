import type { ColumnType, Generated, Kysely } from 'kysely';
import type { ComponentOrigin, ComponentState, Treatment } from '../../domain/component.ts';
import type { FieldDecisionAction, FieldSource, FieldStatus } from '../../domain/field.ts';
import type { SlotId } from '../../domain/five-steps.ts';
import type { DeliveryState } from '../../pipeline/ports/outbox.ts';
import type { ReviewTask } from '../../pipeline/ports/reviews.ts';
import type { SignatureSlot } from '../../pipeline/ports/signature-slots.ts';
import type { StageRun } from '../../pipeline/ports/stage-runs.ts';
import type { HandOffState } from '../../signing/hand-off.ts';

/** The tables of schema `sohoa`, as migrations.ts makes them. One dialect: PostgreSQL 13 or newer, PGlite included. */
export interface Tables {
  dossier: {
    id: string;
    code: string;
    agency: string;
    procedure: string;
    owner_id: string | null;
    owner_name: string | null;
    received_at: string;
    details: JsonColumn;
    created_at: Date;
  };
  component: {
    id: string;
    dossier_id: string;
    agency: string;
    ordinal: number;
    name: string;
    treatment: Treatment;
    sources: JsonColumn;
    details: JsonColumn;
    origin: ComponentOrigin | null;
    state: ComponentState;
    waiting: JsonColumn;
    retry_at: Date | null;
    error: JsonColumn;
    stage: string | null;
    fence: number;
    attempts: number;
    crashes: number;
    summary: JsonColumn;
    worker: string | null;
    lease_until: Date | null;
    /** When it was last handed to the queue. */
    sent_at: Date | null;
    /** How often it was: the turn of its job. */
    sends: number;
    /** Woken while running: it is looked at again as soon as it waits. */
    woken: boolean;
    created_at: Date;
    updated_at: Date;
  };
  stage_run: {
    component_id: string;
    stage: string;
    key: string;
    state: StageRun['state'];
    fence: number;
    output: string | null;
    attempts: number;
    first_started_at: Date;
    started_at: Date;
    finished_at: Date | null;
    ms: number | null;
    error: JsonColumn;
  };
  signature_slot: {
    component_id: string;
    slot: SlotId;
    state: SignatureSlot['state'];
    base: string;
    intent: string;
    details: JsonColumn;
    cms: string | null;
    signed: string | null;
    fence: number;
    updated_at: Date;
    /** Component that asks for one authorisation over several intents, this one among them. */
    held_by: string | null;
    held_until: Date | null;
    refusal: JsonColumn;
  };
  hand_off: {
    id: string;
    component_id: string;
    slot: SlotId;
    state: HandOffState;
    /** The whole record (pipeline/ports/hand-offs.ts). */
    content: JsonColumn;
    created_at: Date;
  };
  /** When the proof of a document must be looked at again; one row a document, made by the sweep that first meets it. */
  renewal: {
    document_id: string;
    version: number;
    due_at: Date;
    attempts: number;
    reason: JsonColumn;
  };
  /** One row per document: gives out versions, one at a time. */
  document_head: { id: string; code: string; latest: number };
  document: {
    id: string;
    version: number;
    code: string;
    code_owner: string;
    code_type: string;
    code_symbol: string;
    code_number: number;
    component_id: string;
    dossier_id: string;
    agency: string;
    owner_id: string | null;
    document_type: string;
    sha256: string;
    size_bytes: number;
    metadata: JsonColumn;
    valid_until: string | null;
    stored_at: Date;
  };
  code_number: { prefix: string; holder: string; number: number };
  code_counter: { prefix: string; value: number };
  outbox: {
    id: string;
    destination: string;
    idempotency_key: string;
    component_id: string;
    payload: JsonColumn;
    state: DeliveryState;
    attempts: number;
    next_attempt_at: Date | null;
    last_error: string | null;
    receipt: string | null;
    created_at: Date;
    updated_at: Date;
  };
  review_task: {
    id: string;
    component_id: string;
    kind: string;
    state: ReviewTask['state'];
    payload: JsonColumn;
    resolution: JsonColumn;
    resolved_by: string | null;
    created_at: Date;
    resolved_at: Date | null;
    /** Grows with every decision and every change of what is asked. */
    version: Generated<number>;
  };
  /** What the machine made of each field, without the value: the ground of quality reports. */
  field_reading: {
    component_id: string;
    field: string;
    document_type: string;
    type_version: number | null;
    reader: string | null;
    status: FieldStatus;
    confidence: number;
    source: FieldSource;
    read_at: Date;
  };
  field_decision: {
    component_id: string;
    version: number;
    field: string;
    document_type: string;
    action: FieldDecisionAction;
    officer: string;
    decided_at: Date;
    before_value: string | null;
    after_value: string | null;
    as_read: boolean;
  };
  /** Blobs that must go: written in the transaction that decides it, removed when the files are gone. */
  erasure: { component_id: string; sha256: string };
  /** One row: numbers events and audit entries in commit order (its lock is held until the transaction ends). */
  ledger: { one: boolean; event_id: number; audit_sequence: number; audit_hash: string };
  event: {
    id: number;
    dossier_id: string;
    component_id: string | null;
    kind: string;
    data: JsonColumn;
    at: Date;
  };
  audit_log: {
    sequence: number;
    previous: string;
    at: string;
    actor: string;
    action: string;
    subject: string;
    /** Canonical JSON as hashed (text: jsonb would reorder it). */
    details: string;
    hash: string;
  };
  audit_checkpoint: { sequence: number; hash: string; at: Date; token: Uint8Array | null };
}

/** jsonb: read as a value, written as text, so that both drivers agree on arrays and strings. */
export type JsonColumn = ColumnType<unknown, string | null, string | null>;

/** Something SQL runs on: the whole database or an open transaction, with schema `sohoa` set. */
export type Sql = Kysely<Tables>;

export const json = (value: unknown): string => JSON.stringify(value);

/** Runs several statements as one act: joins the transaction that is open, else opens one. */
export function atomically<T>(sql: Sql, work: (sql: Sql) => Promise<T>): Promise<T> {
  return sql.isTransaction ? work(sql) : sql.transaction().execute((transaction) => work(transaction));
}
