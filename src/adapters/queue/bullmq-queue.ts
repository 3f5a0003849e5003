import { createPostgresBackend, Queue, type QueueOptions, Worker, type WorkerOptions } from 'bullmq';
import { SohoaError } from '../../domain/errors.ts';
import type { Text } from '../../domain/text.ts';
import type { JobQueue, QueueName } from '../../pipeline/ports.ts';
import type { SqlEngine } from '../database/sql-engine.ts';
import { openRedis } from './redis.ts';

/** What this file uses of BullMQ's classes, whose types differ by backend. */
interface BullQueue {
  addBulk(jobs: { name: string; data: { id: string }; opts: { jobId: string } }[]): Promise<unknown>;
  getJobCounts(...states: ('waiting' | 'prioritized' | 'delayed' | 'active')[]): Promise<Record<string, number>>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

interface BullWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: unknown, error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(force?: boolean): Promise<void>;
}

type Handle = (job: { data: { id: string } }) => Promise<void>;

interface Carrier {
  readonly engine: JobQueue['engine'];
  readonly warnings: readonly Text[];
  queue(name: string, options: Omit<QueueOptions, 'connection'>): BullQueue;
  worker(name: string, handle: Handle, options: Omit<WorkerOptions, 'connection'>): BullWorker;
  close(): Promise<void>;
}

export interface QueueSettings {
  /** `redis://…`; without it the queue lives in the SQL engine. */
  readonly redisUrl?: string | undefined;
  readonly sql: SqlEngine;
  /** Connection errors and stalled jobs end up here; without a listener they would end the process. */
  readonly onError: (error: Error) => void;
}

/** BullMQ behind the port: on Redis, PostgreSQL or PGlite, the same code. Close it before the SQL engine. */
export async function openQueue(settings: QueueSettings): Promise<JobQueue> {
  const { onError } = settings;
  const carrier = settings.redisUrl ? await redisCarrier(settings.redisUrl, onError) : await sqlCarrier(settings.sql);
  const queues = new Map<QueueName, BullQueue>();
  const workers: BullWorker[] = [];

  const queueOf = (name: QueueName): BullQueue => {
    const known = queues.get(name);
    if (known) return known;
    // Nothing is kept: what was done, and what failed, is in SQL. A handler that throws is tried again by the sweep.
    const queue = carrier.queue(name, { defaultJobOptions: { removeOnComplete: true, removeOnFail: true } });
    queue.on('error', onError);
    queues.set(name, queue);
    return queue;
  };

  return {
    engine: carrier.engine,
    warnings: carrier.warnings,
    async enqueue(name, jobs) {
      if (jobs.length === 0) return;
      const queue = queueOf(name);
      await reachable(() =>
        queue.addBulk(jobs.map(({ id, turn }) => ({ name, data: { id }, opts: { jobId: `${id}_${turn}` } }))),
      );
    },
    async work(name, handler, { concurrency }) {
      const worker = carrier.worker(name, ({ data }) => handler(data.id), { concurrency, autorun: true });
      worker.on('error', onError);
      worker.on('failed', (_job, error) => onError(error));
      workers.push(worker);
      await worker.waitUntilReady();
    },
    async counts(name) {
      const queue = queueOf(name);
      const counts = await reachable(() => queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active'));
      const { active = 0, ...waiting } = counts;
      return { active, waiting: Object.values(waiting).reduce((sum, count) => sum + count, 0) };
    },
    async close(deadlineMs) {
      // `worker.close()` waits for running jobs without limit.
      const late = await within(deadlineMs, Promise.all(workers.map((worker) => worker.close())));
      if (late) await within(1_000, Promise.all(workers.map((worker) => worker.close(true))));
      await within(1_000, Promise.all([...queues.values()].map((queue) => queue.close())));
      await within(1_000, carrier.close());
    },
  };
}

async function sqlCarrier(sql: SqlEngine): Promise<Carrier> {
  const connection = await sql.queuePool();
  return {
    engine: sql.database.engine,
    warnings: [],
    queue: (name, options) => new Queue(name, { ...options, connection }, createPostgresBackend),
    worker: (name, handle, options) => new Worker(name, handle, { ...options, connection }, createPostgresBackend),
    close: async () => undefined,
  };
}

async function redisCarrier(url: string, onError: (error: Error) => void): Promise<Carrier> {
  const redis = await openRedis(url, onError);
  const prefix = 'sohoa';
  return {
    engine: 'redis',
    warnings: redis.warnings,
    queue: (name, options) => new Queue(name, { ...options, prefix, connection: redis.producer }),
    worker: (name, handle, options) => new Worker(name, handle, { ...options, prefix, connection: redis.consumer }),
    close: redis.close,
  };
}

/** A broker that is away becomes an error that says so (503 for a caller, another try for the sweep). */
async function reachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SohoaError('NETWORK_UNAVAILABLE', { url: 'queue', reason }, { cause: error });
  }
}

/** True when the deadline came first. */
async function within(deadlineMs: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<true>((resolve) => {
    timer = setTimeout(() => resolve(true), deadlineMs);
  });
  try {
    return await Promise.race([
      work.then(
        () => false,
        () => false,
      ),
      deadline,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
