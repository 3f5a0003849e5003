import type { Clock, Randomness } from '../domain/clock.ts';
import type { AuditArchive } from '../pipeline/ports/audit.ts';
import type { FileBlobStore } from '../pipeline/ports/blobs.ts';
import type { DossierRecord } from '../pipeline/ports/dossiers.ts';
import type { JobQueue } from '../pipeline/ports/queue.ts';
import type { Database } from '../pipeline/ports/records.ts';
import type { RenewalOptions, RenewalOutcome } from '../pipeline/renewal.ts';
import type { Config } from './config.ts';
import type { HandOffDesk } from './hand-offs.ts';
import type { DossierSubmission, SubmittedFile } from './submit-dossier.ts';
import type { OwnedTechniques } from './techniques.ts';

/**
 * The product in one object: what `compose.ts` wires and the faces call. `start` takes jobs; an app that is not started
 * can still submit and answer.
 */
export interface App {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly blobs: FileBlobStore;
  readonly database: Database;
  readonly queue: JobQueue;
  /** The audit chain in files, beside SQL. */
  readonly auditArchive: AuditArchive;
  readonly techniques: OwnedTechniques;
  /** Documents that the signers' own software signs. */
  readonly handOffs: HandOffDesk;
  submit(submission: DossierSubmission, files: readonly SubmittedFile[]): Promise<DossierRecord>;
  /** One sweep over the store for proofs that end soon; `start` does it every day by itself. */
  renew(options: Pick<RenewalOptions, 'dryRun' | 'limit'>): Promise<readonly RenewalOutcome[]>;
  /** Takes jobs from the queue, sweeps due components and delivers the outbox until `close`. */
  start(): Promise<void>;
  /** One sweep: hands due components to the queue, delivers due outbox records, wakes what they freed. */
  sweep(): Promise<void>;
  /** Lets running stages go (they resume at the next start) and closes everything; safe to call twice. */
  close(): Promise<void>;
}
