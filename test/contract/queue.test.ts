import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEmbedded, openPostgres, type SqlEngine } from '../../src/adapters/database/sql-engine.ts';
import { openQueue } from '../../src/adapters/queue/bullmq-queue.ts';
import { unsafeSettings } from '../../src/adapters/queue/redis.ts';
import type { JobQueue } from '../../src/pipeline/ports/queue.ts';
import { isMissing, type Service, startPostgres, startRedis } from '../support/services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const carriers = [
  { name: 'embedded PGlite', missing: false, postgres: false, redis: false },
  { name: 'PostgreSQL', missing: isMissing('postgres'), postgres: true, redis: false },
  { name: 'Redis', missing: isMissing('redis-server'), postgres: false, redis: true },
];

describe.each(carriers)('the queue on $name', ({ missing, postgres, redis }) => {
  describe.skipIf(missing)('the one contract', () => {
    let folder: string;
    const services: Service[] = [];
    let sql: SqlEngine;
    let redisUrl: string | undefined;
    let queue: JobQueue;
    let errors: Error[];
    /** Own name per test: the tests share one broker. */
    let name: string;

    const open = () => openQueue({ sql, redisUrl, onError: (error) => errors.push(error) });

    beforeAll(async () => {
      folder = temporaryFolder('queue');
      if (redis) {
        services.push(await startRedis());
        redisUrl = services[0]!.url;
      }
      if (postgres) services.push(await startPostgres());
      sql = postgres ? await openPostgres(services[0]!.url) : await openEmbedded(folder);
    });
    afterAll(async () => {
      await sql?.close();
      for (const service of services) await service.stop();
    });
    beforeEach(async () => {
      errors = [];
      name = randomUUID();
      queue = await open();
    });
    afterEach(() => queue.close(2_000));

    /** A handler that notes what it got, and a promise of the n-th call. */
    function collector(expected: number) {
      const ids: string[] = [];
      const all = Promise.withResolvers<readonly string[]>();
      const handle = async (id: string): Promise<void> => {
        ids.push(id);
        if (ids.length === expected) all.resolve(ids);
      };
      return { ids, all: all.promise, handle };
    }
    const jobs = (count: number) => Array.from({ length: count }, () => ({ id: randomUUID(), turn: 0 }));

    it('hands every id to a worker', async () => {
      const sent = jobs(50);
      const { all, handle } = collector(50);
      await queue.work(name, handle, { concurrency: 5 });
      await queue.enqueue(name, sent);
      expect((await all).toSorted()).toEqual(sent.map(({ id }) => id).toSorted());
    });

    it('keeps what is enqueued before any worker is there', async () => {
      await queue.enqueue(name, jobs(3));
      expect(await queue.counts(name)).toEqual({ waiting: 3, active: 0 });
      const { all, handle } = collector(3);
      await queue.work(name, handle, { concurrency: 1 });
      expect(await all).toHaveLength(3);
    });

    it('does not add the same turn twice while it waits, and adds the next turn', async () => {
      const [job] = jobs(1);
      await queue.enqueue(name, [job!]);
      await queue.enqueue(name, [job!, job!]);
      expect((await queue.counts(name)).waiting).toBe(1);
      await queue.enqueue(name, [{ ...job!, turn: 1 }]);
      expect((await queue.counts(name)).waiting).toBe(2);
    });

    it('takes the next turn of an id while the one before runs', async () => {
      const [job] = jobs(1);
      const running = Promise.withResolvers<void>();
      const mayEnd = Promise.withResolvers<void>();
      const second = Promise.withResolvers<void>();
      let calls = 0;
      const handle = async () => {
        if (++calls === 2) return second.resolve();
        running.resolve();
        await mayEnd.promise;
      };
      await queue.work(name, handle, { concurrency: 2 });
      await queue.enqueue(name, [job!]);
      await running.promise;
      await queue.enqueue(name, [{ ...job!, turn: 1 }]);
      await second.promise;
      mayEnd.resolve();
      expect(calls).toBe(2);
    });

    it('runs as many at once as asked, not more', async () => {
      let active = 0;
      let most = 0;
      const { all, handle } = collector(12);
      const work = async (id: string): Promise<void> => {
        most = Math.max(most, ++active);
        await new Promise((resolve) => setImmediate(resolve));
        active--;
        await handle(id);
      };
      await queue.enqueue(name, jobs(12));
      await queue.work(name, work, { concurrency: 3 });
      await all;
      expect(most).toBeLessThanOrEqual(3);
    });

    it('goes on after a handler that throws, and says so', async () => {
      const { all, handle } = collector(2);
      const work = async (id: string): Promise<void> => {
        await handle(id);
        throw new Error('the records are away');
      };
      await queue.work(name, work, { concurrency: 1 });
      await queue.enqueue(name, jobs(2));
      await all;
      await queue.close(2_000);
      expect(errors.map(({ message }) => message)).toContain('the records are away');
    });

    it('forgets what is done: an id may come again with the same turn', async () => {
      const [job] = jobs(1);
      const first = collector(1);
      await queue.work(name, first.handle, { concurrency: 1 });
      await queue.enqueue(name, [job!]);
      await first.all;
      await queue.close(2_000); // the job has left the queue when its worker is closed
      queue = await open();
      const second = collector(1);
      await queue.work(name, second.handle, { concurrency: 1 });
      await queue.enqueue(name, [job!]);
      expect(await second.all).toEqual([job!.id]);
    });

    it('closes at the deadline although a handler never ends, and may be closed twice', async () => {
      const running = Promise.withResolvers<void>();
      const never = async (): Promise<void> => {
        running.resolve();
        await new Promise(() => undefined);
      };
      await queue.work(name, never, { concurrency: 1 });
      await queue.enqueue(name, jobs(1));
      await running.promise;
      await queue.close(50);
      await queue.close(50);
    });

    it('names its engine, and warns of nothing on a well-kept one', () => {
      expect(queue.engine).toBe(redis ? 'redis' : postgres ? 'postgres' : 'pglite');
      expect(queue.warnings).toEqual([]);
    });

    if (!redis) return;

    it('answers with an error at once while Redis is away, and works again when it is back', async () => {
      await services[0]!.kill();
      await expect(queue.enqueue(name, jobs(1))).rejects.toMatchObject({ code: 'NETWORK_UNAVAILABLE' });
      await expect(openQueue({ sql, redisUrl, onError: () => undefined })).rejects.toMatchObject({
        code: 'NETWORK_UNAVAILABLE',
      });
      await services[0]!.restart();
      const reopened = await open();
      const { all, handle } = collector(1);
      await reopened.work(name, handle, { concurrency: 1 });
      await reopened.enqueue(name, jobs(1));
      await all;
      await reopened.close(2_000);
    });
  });
});

describe('settings of a Redis server', () => {
  it('that may drop jobs are warned of', () => {
    expect(unsafeSettings('maxmemory_policy:noeviction\r\naof_enabled:1\r\n')).toEqual([]);
    const [eviction, aof] = unsafeSettings('maxmemory_policy:allkeys-lru\r\naof_enabled:0\r\n');
    expect(eviction?.en).toContain('allkeys-lru');
    expect(aof?.en).toContain('appendonly');
  });
});
