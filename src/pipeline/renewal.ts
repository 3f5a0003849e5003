import type { Clock } from '../domain/clock.ts';
import { asSohoaError, SohoaError } from '../domain/errors.ts';
import type { FileReport } from '../domain/signature-report.ts';
import type { Text } from '../domain/text.ts';
import { proofEnds, type RenewalReason, renewalReason } from '../signing/renewal.ts';
import type { BlobStore } from './ports/blobs.ts';
import type { Database } from './ports/records.ts';
import type { RenewalTask } from './ports/renewals.ts';
import type { WarehouseDocument } from './ports/warehouse.ts';
import { reasonsOf } from './verification-report.ts';

export interface RenewalDeps {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** Validation data of the last stamp and a new stamp over everything (signatures.md 1.5). Throws TSA_UNAVAILABLE, … */
  renew(document: Uint8Array): Promise<Uint8Array>;
  verify(document: Uint8Array): Promise<FileReport>;
}

export interface RenewalOptions {
  /** A proof is renewed this long before it ends, days. */
  readonly marginDays: number;
  /** Most documents of one call. */
  readonly limit?: number;
  /** Only tells what is due. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * `due`: would be renewed (dry run) · `renewed`: a new version is the current one · `waiting`: the outside is away, it is
 * tried again by itself · `blocked`: a person must look.
 */
export interface RenewalOutcome {
  readonly documentId: string;
  readonly version: number;
  readonly state: 'due' | 'renewed' | 'waiting' | 'blocked';
  readonly reason: Text;
}

const dayMs = 86_400_000;
/** Looked at again at least this often: the table of algorithms may have changed with the software. */
const longestDays = 180;
/** What was refused is looked at again after this. */
const blockedDays = 30;
/** A document held by a sweep whose process died comes up again after this. */
const holdMs = 3_600_000;

/**
 * One sweep over the whole store: every document whose newest time stamp proves something for less than the margin gets
 * the data of that stamp and a new one. The new version counts only after its own verification; the old one stays in the
 * warehouse. Ends when nothing is due, the limit is reached, or the time-stamp servers are away: what is left is due at
 * the next call. Several workers may sweep at once.
 */
export async function renewDue(deps: RenewalDeps, options: RenewalOptions): Promise<readonly RenewalOutcome[]> {
  const { database, clock } = deps;
  const { limit = Number.POSITIVE_INFINITY, dryRun = false, signal } = options;
  await database.renewals.discover(clock.now());
  const outcomes: RenewalOutcome[] = [];
  let after: string | undefined;
  for (let looked = 0; looked < limit && signal?.aborted !== true; looked++) {
    // One at a time: what this sweep does not come to stays due for the next, or for another worker.
    const page = { limit: 1, holdMs, ...(after === undefined ? {} : { after }) };
    const [task] = await (dryRun
      ? database.renewals.listDue(clock.now(), page)
      : database.renewals.takeDue(clock.now(), page));
    if (task === undefined) break;
    after = task.documentId;
    const found = await look(task, deps, options);
    if (found === null) continue;
    const { stop, ...outcome } = found;
    outcomes.push(outcome);
    if (stop === true) break;
  }
  return outcomes;
}

/** `stop`: no other document would fare better now. */
type Looked = RenewalOutcome & { readonly stop?: boolean };

/** Null: its proof holds, or there is nothing to prove. */
async function look(task: RenewalTask, deps: RenewalDeps, options: RenewalOptions): Promise<Looked | null> {
  const { database, blobs, clock } = deps;
  const now = clock.now();
  const document = await database.warehouse.latest(task.documentId);
  if (document === null) return null;
  const { id: documentId, version } = document;
  const settle = (dueAt: Date, attempts: number, reason: Text | null) =>
    database.renewals.settle({ documentId, version, dueAt, attempts, reason });
  try {
    const bytes = await blobs.get(document.sha256);
    const reason = renewalReason(bytes, now, options.marginDays);
    if (reason === null) {
      if (options.dryRun !== true) await settle(nextLook(bytes, now, options.marginDays), 0, null);
      return null;
    }
    if (options.dryRun === true) return { documentId, version, state: 'due', reason: reason.text };
    const renewed = await renewOne(document, bytes, reason, deps);
    const dueAt = nextLook(renewed.bytes, now, options.marginDays);
    await database.renewals.settle({ documentId, version: renewed.version, dueAt, attempts: 0, reason: null });
    return { documentId, version: renewed.version, state: 'renewed', reason: reason.text };
  } catch (thrown) {
    const error = asSohoaError(thrown);
    if (options.dryRun === true) return { documentId, version, state: 'blocked', reason: error.text };
    return settleFailure(error, { documentId, version, attempts: task.attempts + 1 }, deps);
  }
}

/** Shortly before the proof ends, never in the past, and not later than the longest time between two looks. */
function nextLook(bytes: Uint8Array, now: Date, marginDays: number): Date {
  const ends = proofEnds(bytes)?.getTime() ?? Number.POSITIVE_INFINITY;
  const latest = now.getTime() + longestDays * dayMs;
  return new Date(Math.max(now.getTime() + dayMs, Math.min(ends - marginDays * dayMs, latest)));
}

async function renewOne(
  document: WarehouseDocument,
  bytes: Uint8Array,
  reason: RenewalReason,
  { database, blobs, clock, renew, verify }: RenewalDeps,
): Promise<{ readonly bytes: Uint8Array; readonly version: number }> {
  const tell = (action: string, details: Readonly<Record<string, unknown>>) => ({
    at: clock.now(),
    actor: 'renewal',
    action,
    subject: document.id,
    details,
  });
  await database.audit.append(tell('renewal.begun', { version: document.version, reason: reason.kind }));
  const extended = await renew(bytes);
  await checkRenewed(bytes, extended, verify);
  const sha256 = await blobs.put(extended);
  return database.transaction(async (records) => {
    const current = await records.warehouse.latest(document.id);
    // Somebody stored another version meanwhile: that one is looked at in its turn.
    if (current === null || current.version !== document.version) return { bytes, version: document.version };
    const metadata = { ...document.metadata, sha256, DungLuong: extended.length };
    const stored = await records.warehouse.store({
      ...document,
      sha256,
      sizeBytes: extended.length,
      metadata,
      storedAt: clock.now(),
    });
    const details = { version: stored.version, sha256, from: document.sha256, reason: reason.kind };
    await records.audit.append(tell('document.renewed', details));
    return { bytes: extended, version: stored.version };
  });
}

/** The new version must be HỢP LỆ, or at least judged as the old one is now (a citizen's file may be undetermined). */
async function checkRenewed(old: Uint8Array, renewed: Uint8Array, verify: RenewalDeps['verify']): Promise<void> {
  const report = await verify(renewed);
  if (report.verdict === 'HOP_LE') return;
  const before = await verify(old);
  if (report.verdict === before.verdict) return;
  const { vi, en } = reasonsOf(report);
  const code = report.verdict === 'CHUA_XAC_DINH' ? 'REVOCATION_UNAVAILABLE' : 'OUTPUT_NOT_VALID';
  throw new SohoaError(code, { reason_vi: vi, reason_en: en });
}

/** What is away is asked again, each time later; what is refused waits for a person, and is looked at again in a month. */
async function settleFailure(error: SohoaError, task: RenewalTask, { database, clock }: RenewalDeps): Promise<Looked> {
  const { documentId, version, attempts } = task;
  const waits = error.row.retryable;
  const pauseMs = waits ? Math.min(dayMs, 600_000 * 2 ** Math.min(attempts - 1, 10)) : blockedDays * dayMs;
  const now = clock.now();
  await database.transaction(async (records) => {
    await records.renewals.settle({
      documentId,
      version,
      dueAt: new Date(now.getTime() + pauseMs),
      attempts,
      reason: error.text,
    });
    await records.audit.append({
      at: now,
      actor: 'renewal',
      action: waits ? 'renewal.waiting' : 'renewal.blocked',
      subject: documentId,
      details: { version, code: error.code },
    });
  });
  const state = waits ? 'waiting' : 'blocked';
  return { documentId, version, state, reason: error.text, stop: error.code === 'TSA_UNAVAILABLE' };
}
