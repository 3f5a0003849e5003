import { join } from 'node:path';
import { fileBlobs } from '../../src/adapters/blobs/file-blobs.ts';
import { openEmbedded, openPostgres } from '../../src/adapters/database/sql-engine.ts';
import { openQueue } from '../../src/adapters/queue/bullmq-queue.ts';
import { httpSink } from '../../src/adapters/warehouse/http-sink.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { deliverDue } from '../../src/pipeline/deliver.ts';
import { dispatchDue } from '../../src/pipeline/dispatch.ts';
import { createEngine } from '../../src/pipeline/engine.ts';
import { oneAtATime } from '../../src/pipeline/one-at-a-time.ts';
import type { HttpTransport } from '../../src/pki/http-transport.ts';
import { testRandomness } from '../support/records.ts';
import { crashStages, destination } from './stages.ts';

/** A worker process to be killed: works until every component is settled, or dies at the fail-point it was given. */
export interface WorkerOrder {
  readonly folder: string;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  readonly receiverUrl: string;
  /** For example `after-blob sign`, `before-acknowledge`, `key-used`. */
  readonly dieAt?: string;
}

const order = JSON.parse(process.argv[2] ?? '') as WorkerOrder;

const point = async (name: string): Promise<void> => {
  if (name === order.dieAt) process.kill(process.pid, 'SIGKILL');
};
const transport: HttpTransport = {
  request: async ({ url, method, body, headers }) => {
    const response = await fetch(url, { method, headers: headers ?? {}, body: new Uint8Array(body ?? []) });
    return { status: response.status, headers: {}, body: new Uint8Array(await response.arrayBuffer()) };
  },
};
const ignore = (): void => undefined;

const sql =
  order.databaseUrl === undefined
    ? await openEmbedded(order.folder)
    : await openPostgres(order.databaseUrl, { onError: ignore });
const queue = await openQueue({ sql, redisUrl: order.redisUrl, onError: ignore });
const { database } = sql;
const engine = createEngine({
  stages: crashStages(order.folder, point),
  database,
  blobs: fileBlobs(join(order.folder, 'blobs')),
  clock: systemClock,
  randomness: testRandomness,
  worker: `pid-${process.pid}`,
  leaseMs: 500,
  retry: { baseMs: 20, maxMs: 200, waitMs: 200, crashAttempts: 1_000 },
  failPoint: (name, stage) => point(stage === '' ? name : `${name} ${stage}`),
});
const sinks = { [destination]: httpSink(order.receiverUrl, transport) };

const finished = Promise.withResolvers<void>();
const sweep = oneAtATime(async () => {
  await deliverDue(database, sinks, systemClock, { baseMs: 20, maxMs: 200, holdMs: 500 });
  await dispatchDue(database, queue, systemClock, { resendAfterMs: 1_000 });
  const { queued = 0, running = 0, waiting = 0 } = await database.components.countByState();
  if (queued + running + waiting === 0) finished.resolve();
}, ignore);
await queue.work('component', async (id) => void (await engine.advance(id)), { concurrency: 2 });
const timer = setInterval(sweep, 50);
process.stdout.write('working\n');
await finished.promise;
clearInterval(timer);
await queue.close(2_000);
await sql.close();
process.stdout.write('settled\n');
