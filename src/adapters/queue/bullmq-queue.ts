import { createPostgresBackend, Queue, type QueueOptions, Worker, type WorkerOptions } from 'bullmq';
import { SohoaError } from '../../domain/errors.ts';
import type { Text } from '../../domain/text.ts';
import type { JobQueue, QueueName } from '../../pipeline/ports/queue.ts';
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
  pause(doNotWaitActive: boolean): Promise<void>;
  close(force?: boolean): Promise<void>;
}

type Handle = (job: { data: { id: string } }) => Promise<void>;

interface Carrier {
  readonly engine: JobQueue['engine'];
  readonly warnings: readonly Text[];
  queue(name: string, options: Omit<QueueOptions, 'connection'>): BullQueue;
  worker(name: string, handle: Handle, options: Omit<WorkerOptions, 'connection'>): BullWorker;
  /** False: a command would wait for a connection that may never come. */
  isUp(): boolean;
  close(): Promise<void>;
}

/** A broker that does not answer in this time is away, ms. */
const answerMs = 10_000;
/** How long connections get to say goodbye after the deadline, ms. */
const goodbyeMs = 2_000;

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
  const running = new Set<Promise<void>>();
  let closing: Promise<void> | undefined;

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
      await reachable(carrier, () =>
        queue.addBulk(jobs.map(({ id, turn }) => ({ name, data: { id }, opts: { jobId: `${id}_${turn}` } }))),
      );
    },
    async work(name, handler, { concurrency }) {
      const handle: Handle = ({ data }) => {
        const run = handler(data.id);
        running.add(run);
        return run.finally(() => running.delete(run));
      };
      const worker = carrier.worker(name, handle, { concurrency });
      worker.on('error', onError);
      worker.on('failed', (_job, error) => onError(error));
      workers.push(worker);
      await worker.waitUntilReady();
    },
    async counts(name) {
      const queue = queueOf(name);
      const counts = await reachable(carrier, () => queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active'));
      const { active = 0, ...waiting } = counts;
      return { active, waiting: Object.values(waiting).reduce((sum, count) => sum + count, 0) };
    },
    close(deadlineMs) {
      closing ??= (async () => {
        // `worker.close()` alone would wait for running handlers without limit.
        await Promise.allSettled(workers.map((worker) => worker.pause(true)));
        await within(deadlineMs, Promise.allSettled(running));
        const late = running.size > 0;
        await within(goodbyeMs, Promise.allSettled(workers.map((worker) => worker.close(late))));
        await within(goodbyeMs, Promise.allSettled([...queues.values()].map((queue) => queue.close())));
        await within(goodbyeMs, Promise.allSettled([carrier.close()]));
      })();
      return closing;
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
    isUp: () => true,
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
    isUp: () => redis.producer.status === 'ready',
    close: redis.close,
  };
}

/** A broker that is away becomes an error that says so (503 for a caller, another try for the sweep), never a hang. */
async function reachable<T>(carrier: Carrier, work: () => Promise<T>): Promise<T> {
  const away = (reason: string, cause?: unknown) =>
    new SohoaError('NETWORK_UNAVAILABLE', { url: `queue (${carrier.engine})`, reason }, { cause });
  if (!carrier.isUp()) throw away('not connected');
  try {
    const outcome = await within(answerMs, work());
    if (outcome.late) throw away(`no answer in ${answerMs} ms`);
    return outcome.value;
  } catch (error) {
    if (error instanceof SohoaError) throw error;
    throw away(error instanceof Error ? error.message : String(error), error);
  }
}

type InTime<T> = { readonly late: false; readonly value: T } | { readonly late: true };

/** The result, or that the deadline came first; what comes later is dropped. */
async function within<T>(deadlineMs: number, work: Promise<T>): Promise<InTime<T>> {
  const late = Promise.withResolvers<InTime<T>>();
  const timer = setTimeout(() => late.resolve({ late: true }), deadlineMs);
  try {
    return await Promise.race([work.then((value): InTime<T> => ({ late: false, value })), late.promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
