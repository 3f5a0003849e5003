import type { Clock } from '../domain/clock.ts';
import { asSohoaError, SohoaError } from '../domain/errors.ts';
import { type ChainHead, chainStart, followLink } from './audit-chain.ts';
import type { AuditArchive, AuditCheckpoint, AuditEntry } from './ports/audit.ts';
import type { Database } from './ports/records.ts';

/** Entries of one archive file and of one read from SQL. */
const batch = 1000;

/** Copies entries that are in SQL only to the archive. Returns how many; fewer than `atLeast` new ones are left for later. */
export async function archiveAudit(database: Database, archive: AuditArchive, atLeast = 1): Promise<number> {
  let archived = 0;
  for (;;) {
    const entries = await database.audit.after(await archive.lastSequence(), batch);
    if (entries.length === 0 || archived + entries.length < atLeast) return archived;
    await archive.append(entries);
    archived += entries.length;
  }
}

/** An authority that binds the chain's head to a moment: RFC 3161 token (DER) over the 32 bytes of the head's hash. */
export type Stamp = (hash: Uint8Array) => Promise<Uint8Array>;

/**
 * Writes down the chain's head, in SQL and as a file, with a timestamp token when the authority answers: from then on
 * nothing before it can be rewritten unseen, even by who owns the database. Returns null when nothing is new.
 */
export async function checkpointAudit(
  database: Database,
  archive: AuditArchive,
  clock: Clock,
  stamp: Stamp | null,
): Promise<AuditCheckpoint | null> {
  await archiveAudit(database, archive);
  const head = await database.audit.head();
  const last = (await database.audit.checkpoints()).at(-1);
  const stampMissing = last?.token === null && stamp !== null;
  if (head.sequence === 0 || (last?.sequence === head.sequence && !stampMissing)) return null;
  const token = stamp === null ? null : await stamp(Buffer.from(head.hash, 'hex')).catch(() => null);
  const checkpoint = { ...head, at: clock.now(), token };
  await database.audit.addCheckpoint(checkpoint);
  await archive.addCheckpoint(checkpoint);
  return checkpoint;
}

export interface AuditReport {
  /** Entries of the chain in SQL. */
  readonly entries: number;
  /** How many of them are in files too. */
  readonly archived: number;
  readonly checkpoints: number;
  /** Checkpoints whose timestamp token was checked. */
  readonly stamped: number;
  readonly head: ChainHead;
}

/** Checks a checkpoint's token against the head's hash; throws when it does not hold. */
export type VerifyStamp = (token: Uint8Array, hash: Uint8Array) => Promise<void>;

/**
 * Follows the chain in SQL from the first entry to the head, the same entries in the archive, and every checkpoint of
 * both. Throws AUDIT_BROKEN at the first entry that was changed, taken out, put in, or cut off at the end.
 */
export async function verifyAudit(
  database: Database,
  archive: AuditArchive,
  verifyStamp: VerifyStamp | null = null,
): Promise<AuditReport> {
  const stored = await database.audit.head(); // entries that come while this runs are left out
  const checkpoints = merge(await database.audit.checkpoints(), await archive.checkpoints());
  const hashes = new Map(checkpoints.map(({ sequence }) => [sequence, '']));
  const archived = archive.entries()[Symbol.asyncIterator]();
  let inFiles = 0;
  let head = chainStart;
  for await (const entry of inSql(database, stored.sequence)) {
    head = followLink(head, entry);
    if (hashes.has(head.sequence)) hashes.set(head.sequence, head.hash);
    const file = await archived.next();
    if (file.done) continue;
    if (file.value.hash !== entry.hash) throw broken(head.sequence, 'the database and the archive disagree');
    followLink({ sequence: head.sequence - 1, hash: entry.previous }, file.value);
    inFiles++;
  }
  if (stored.sequence !== head.sequence || stored.hash !== head.hash) {
    throw broken(head.sequence + 1, `the last entries are missing, the head is ${stored.sequence}`);
  }
  const extra = await archived.next();
  if (!extra.done && extra.value.sequence > (await database.audit.head()).sequence) {
    throw broken(extra.value.sequence, 'in the archive, but no longer in the database');
  }
  let stamped = 0;
  for (const { sequence, hash, token } of checkpoints) {
    if (hashes.get(sequence) !== hash) throw broken(sequence, 'differs from its checkpoint');
    if (token === null || verifyStamp === null) continue;
    await verifyStamp(token, Buffer.from(hash, 'hex')).catch((error) => {
      throw broken(sequence, `timestamp of the checkpoint: ${asSohoaError(error).message}`);
    });
    stamped++;
  }
  return { entries: head.sequence, archived: inFiles, checkpoints: hashes.size, stamped, head };
}

const broken = (sequence: number, reason: string) => new SohoaError('AUDIT_BROKEN', { sequence, reason });

async function* inSql(database: Database, until: number): AsyncGenerator<AuditEntry> {
  for (let last = 0; ; ) {
    const entries = (await database.audit.after(last, batch)).filter(({ sequence }) => sequence <= until);
    yield* entries;
    const end = entries.at(-1);
    if (end === undefined) return;
    last = end.sequence;
  }
}

/** Both places' checkpoints; one that stands in both alike is checked once. */
function merge(
  inDatabase: readonly AuditCheckpoint[],
  inArchive: readonly AuditCheckpoint[],
): readonly AuditCheckpoint[] {
  const key = ({ sequence, hash, token }: AuditCheckpoint) => `${sequence} ${hash} ${token === null}`;
  return [...new Map([...inDatabase, ...inArchive].map((each) => [key(each), each])).values()];
}
