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
