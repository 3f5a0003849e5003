import type { AuditRecords } from './audit.ts';
import type { CodeCounters } from './codes.ts';
import type { ComponentRecords } from './components.ts';
import type { DossierRecords } from './dossiers.ts';
import type { ErasureRecords } from './erasures.ts';
import type { EventRecords } from './events.ts';
import type { FieldRecords } from './fields.ts';
import type { HandOffRecords } from './hand-offs.ts';
import type { OutboxRecords } from './outbox.ts';
import type { RenewalRecords } from './renewals.ts';
import type { ReviewRecords } from './reviews.ts';
import type { SignatureSlotRecords } from './signature-slots.ts';
import type { StageRunRecords } from './stage-runs.ts';
import type { WarehouseRecords } from './warehouse.ts';

/**
 * What the flow asks of the outside stands in this folder, one file a subject, in verbs of the domain. No port leaks a
 * connection, a transaction handle of a driver or an SQL row. Moments are `Date`, digests are lower-case sha256 hex, ids
 * are opaque.
 */

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
