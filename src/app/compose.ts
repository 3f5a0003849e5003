import { hostname } from 'node:os';
import { join } from 'node:path';
import { auditFiles } from '../adapters/blobs/audit-files.ts';
import { fileBlobs } from '../adapters/blobs/file-blobs.ts';
import { openEmbedded, openPostgres } from '../adapters/database/sql-engine.ts';
import { openQueue } from '../adapters/queue/bullmq-queue.ts';
import { httpSink } from '../adapters/warehouse/http-sink.ts';
import { type Clock, type Randomness, systemClock } from '../domain/clock.ts';
import { once } from '../domain/once.ts';
import { archiveAudit, checkpointAudit } from '../pipeline/audit.ts';
import { deliverDue } from '../pipeline/deliver.ts';
import { dispatchDue } from '../pipeline/dispatch.ts';
import { createEngine } from '../pipeline/engine.ts';
import { eraseDue } from '../pipeline/erase.ts';
import { oneAtATime } from '../pipeline/one-at-a-time.ts';
import { renewDue } from '../pipeline/renewal.ts';
import { createStages } from '../pipeline/stages.ts';
import type { Techniques } from '../pipeline/techniques.ts';
import type { App } from './app.ts';
import type { Config } from './config.ts';
import { createHandOffDesk } from './hand-offs.ts';
import { endedByOfficer } from './review/ended.ts';
import { submitDossier } from './submit-dossier.ts';
import { systemRandomness } from './system-randomness.ts';
import { createTechniques, type OwnedTechniques } from './techniques.ts';

/** What a test or the demo may replace. */
export interface Surroundings {
  readonly clock?: Clock;
  readonly random?: Randomness;
  /** Faults of the outside that have no caller to tell. Default: silence (they are in SQL as states). */
  readonly onError?: (error: Error) => void;
}

const sweepMs = 1_000;
/** How often the store is swept for proofs that end soon. */
const renewalEveryMs = 24 * 3_600_000;
const closeDeadlineMs = 15_000;
/** Audit entries that are written to files at once while jobs run; the rest follows at the end. */
const auditBatch = 200;
/** Longest time that an entry waits to be written to a file. */
const archiveMs = 300_000;
/** How often the chain's head is written down and stamped; also at every orderly end. */
const checkpointMs = 3_600_000;

/** Wires adapters to ports for this configuration. The app owns everything it opened; call `close`. */
export async function composeApp(config: Config, surroundings: Surroundings = {}): Promise<App> {
  const { clock = systemClock, random = systemRandomness, onError = () => undefined } = surroundings;
  const sql =
    config.databaseUrl === undefined
      ? await openEmbedded(config.dataDir)
      : await openPostgres(config.databaseUrl, { onError });
  const closers: (() => Promise<void>)[] = [sql.close];
  try {
    const { database } = sql;
    const blobs = fileBlobs(join(config.dataDir, 'blobs'));
    const auditArchive = auditFiles(join(config.dataDir, 'audit'));
    const queue = await openQueue({ redisUrl: config.redisUrl, sql, onError });
    closers.unshift(() => queue.close(closeDeadlineMs));
    const techniques = await createTechniques(config, { clock, random });
    closers.unshift(techniques.close);
    const engine = createEngine({
      stages: createStages(techniques),
      database,
      blobs,
      clock,
      randomness: random,
      worker: `${hostname()}-${process.pid}`,
      ended: endedByOfficer,
    });
    // What a process that was killed had still to remove.
    await eraseDue(database, blobs, clock);
    const sinks = Object.fromEntries(
      Object.entries(techniques.settings.destinations).map(([name, url]) => [
        name,
        httpSink(url, techniques.transport),
      ]),
    );

    let nextArchive = clock.now().getTime() + archiveMs;
    let nextCheckpoint = clock.now().getTime() + checkpointMs;
    let timer: NodeJS.Timeout | undefined;
    const closing = new AbortController();
    const dispatch = oneAtATime(async () => {
      if (closing.signal.aborted) return;
      await dispatchDue(database, queue, clock);
      await eraseDue(database, blobs, clock);
      await techniques.auditSpool.drain(database.audit);
      // A power cut costs the index of at most this long: the records can be rebuilt from the archived entries.
      const overdue = clock.now().getTime() >= nextArchive;
      if (overdue) nextArchive = clock.now().getTime() + archiveMs;
      await archiveAudit(database, auditArchive, overdue ? 1 : auditBatch);
      if (clock.now().getTime() < nextCheckpoint) return;
      nextCheckpoint = clock.now().getTime() + checkpointMs;
      await checkpointAudit(database, auditArchive, clock, techniques.auditStamps.stamp);
    }, onError);
    // Apart from dispatching: a receiver that hangs holds up nothing but itself.
    const deliver = oneAtATime(async () => {
      const received = await deliverDue(database, sinks, clock, { signal: closing.signal });
      if (received > 0) await dispatch();
    }, onError);
    const renew: App['renew'] = (options) =>
      renewDue(
        {
          database,
          blobs,
          clock,
          renew: techniques.signer.renew,
          verify: (document) => techniques.verify(document, { slot: 'ANY' }),
        },
        { marginDays: config.renewalMarginDays, signal: closing.signal, ...options },
      );
    let nextRenewal = 0;
    // Apart from dispatching too: an authority that is slow holds up no dossier.
    const renewOnSchedule = oneAtATime(async () => {
      if (closing.signal.aborted || clock.now().getTime() < nextRenewal) return;
      nextRenewal = clock.now().getTime() + renewalEveryMs;
      await renew({});
    }, onError);
    const sweep = async (): Promise<void> => {
      await Promise.all([dispatch(), deliver()]);
    };
    const close = once(async () => {
      clearInterval(timer);
      engine.stop();
      closing.abort();
      await dispatch(); // a delivery on its way is not waited for: it comes again under its key
      await checkpointAudit(database, auditArchive, clock, techniques.auditStamps.stamp).catch(onError);
      for (const closeOne of closers) await closeOne();
    });
    return {
      config,
      clock,
      random,
      blobs,
      database,
      queue,
      auditArchive,
      techniques,
      handOffs: createHandOffDesk({
        database,
        blobs,
        clock,
        random,
        signer: techniques.signer,
        maxFileBytes: config.maxFileBytes,
        onReady: dispatch,
      }),
      renew,
      submit: async (submission, files) => {
        const deps = { blobs, database, clock, random, maxFileBytes: config.maxFileBytes };
        const dossier = await submitDossier(submission, files, deps);
        await dispatch();
        return dossier;
      },
      start: async () => {
        const handle = async (id: string): Promise<void> => {
          await engine.advance(id);
          await dispatch();
          void deliver();
        };
        await queue.work('component', handle, { concurrency: config.workers });
        timer = setInterval(() => {
          void sweep();
          void renewOnSchedule();
        }, sweepMs);
        await sweep();
      },
      sweep,
      close,
    };
  } catch (thrown) {
    for (const closeOne of closers) await closeOne().catch(onError);
    throw thrown;
  }
}

/** An app for as long as the work takes. */
export async function withApp<T>(
  config: Config,
  work: (app: App) => Promise<T>,
  surroundings?: Surroundings,
): Promise<T> {
  const app = await composeApp(config, surroundings);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/** Only the techniques (no records, no queue), for commands that work on single files. */
export async function withTechniques<T>(
  config: Config,
  options: { readonly offline?: boolean },
  work: (techniques: Techniques & OwnedTechniques) => Promise<T>,
): Promise<T> {
  const techniques = await createTechniques(config, { clock: systemClock, random: systemRandomness, ...options });
  try {
    return await work(techniques);
  } finally {
    await techniques.close();
  }
}
