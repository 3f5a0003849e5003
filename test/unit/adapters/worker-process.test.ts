import { afterEach, describe, expect, it } from 'vitest';
import { createWorkerProcess, type WorkerProcess } from '../../../src/adapters/processes/worker-process.ts';

type StuckTasks = { answer: (argument: object) => Promise<number>; spin: (argument: object) => Promise<never> };
let worker: WorkerProcess<StuckTasks>;
afterEach(() => worker.close());

describe('a worker process', () => {
  it('that hears nothing any more is ended, long before the time of its call; the next call is answered', async () => {
    worker = createWorkerProcess<StuckTasks>({
      entry: new URL('../../support/stuck-worker.ts', import.meta.url),
      heapMb: 64,
      callsPerProcess: 10,
    });
    const limits = { timeoutMs: 600_000, deafMs: 3_000 };
    expect(await worker.call('answer', {}, limits)).toBe(42);
    await expect(worker.call('spin', {}, limits)).rejects.toMatchObject({ code: 'LIMIT_TIME' });
    expect(await worker.call('answer', {}, limits)).toBe(42);
  }, 60_000);

  it('that cannot come up is a fault of ours, not of the file it was to read', async () => {
    worker = createWorkerProcess<StuckTasks>({
      entry: new URL('../../support/no-such-worker.ts', import.meta.url),
      heapMb: 64,
      callsPerProcess: 10,
    });
    await expect(worker.call('answer', {}, { timeoutMs: 600_000 })).rejects.toMatchObject({
      code: 'INTERNAL',
      details: { reason: 'worker did not start, exit code 1' },
    });
  });
});
