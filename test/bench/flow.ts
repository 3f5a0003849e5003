/**
 * How many components a second the flow carries when stages do nothing: claim, two keyed stages with their blobs (fsync),
 * events, audit entries, queue. Run: `node test/bench/flow.ts [components]`. One line a backend.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileBlobs } from '../../src/adapters/blobs/file-blobs.ts';
import { openEmbedded, openPostgres } from '../../src/adapters/database/sql-engine.ts';
import { openQueue } from '../../src/adapters/queue/bullmq-queue.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { dispatchDue } from '../../src/pipeline/dispatch.ts';
import { createEngine } from '../../src/pipeline/engine.ts';
import { submitDossier, testRandomness } from '../support/records.ts';
import { type Service, startPostgres, startRedis } from '../support/services.ts';

interface Outputs {
  one: { readonly ordinal: number };
  two: { readonly doubled: number };
}

const count = Number(process.argv[2] ?? 500);

async function measure(name: string, postgres: boolean, redis: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sohoa-bench-'));
  const services: Service[] = [];
  const start = async (launch: () => Promise<Service>): Promise<string> => {
    const service = await launch();
    services.push(service);
    return service.url;
  };
  const databaseUrl = postgres ? await start(startPostgres) : null;
  const redisUrl = redis ? await start(startRedis) : undefined;
  const opening = performance.now();
  const sql = databaseUrl === null ? await openEmbedded(folder) : await openPostgres(databaseUrl);
  const queue = await openQueue({ sql, redisUrl, onError: () => undefined });
  const openMs = performance.now() - opening;
  const engine = createEngine<Outputs>({
    stages: [
      {
        name: 'one',
        version: '1',
        needs: [],
        run: async ({ component }) => ({ output: { ordinal: component.ordinal } }),
      },
      {
        name: 'two',
        version: '1',
        needs: ['one'],
        run: async ({ outputs }) => ({ output: { doubled: outputs.one!.ordinal * 2 } }),
      },
    ],
    database: sql.database,
    blobs: fileBlobs(join(folder, 'blobs')),
    clock: systemClock,
    randomness: testRandomness,
    worker: 'bench',
  });
  await submitDossier(sql.database, count);
  const all = Promise.withResolvers<void>();
  let left = count;
  const from = performance.now();
  await queue.work(
    'component',
    async (id) => {
      await engine.advance(id);
      if (--left === 0) all.resolve();
    },
    { concurrency: 4 },
  );
  const sweep = setInterval(() => dispatchDue(sql.database, queue, systemClock), 100);
  await all.promise;
  const seconds = (performance.now() - from) / 1000;
  clearInterval(sweep);
  const rssMb = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(
    JSON.stringify({
      backend: name,
      components: count,
      per_second: Math.round(count / seconds),
      open_ms: Math.round(openMs),
      rss_mb: rssMb,
    }),
  );
  await queue.close(2_000);
  await sql.close();
  for (const service of services) await service.stop();
  await rm(folder, { recursive: true, force: true });
}

await measure('postgres', true, false);
await measure('postgres + redis', true, true);
await measure('pglite', false, false);
