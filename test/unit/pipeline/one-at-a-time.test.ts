import { describe, expect, it } from 'vitest';
import { oneAtATime } from '../../../src/pipeline/one-at-a-time.ts';

describe('work that must not overlap itself', () => {
  it('runs once more for all who asked while it ran, and never twice at once', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const ask = oneAtATime(
      async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        runs++;
      },
      () => undefined,
    );
    await Promise.all([ask(), ask(), ask(), ask()]);
    expect({ most, runs }).toEqual({ most: 1, runs: 2 });
    await ask();
    expect(runs).toBe(3);
  });

  it('goes on after a fault and reports it', async () => {
    const errors: string[] = [];
    let runs = 0;
    const ask = oneAtATime(
      async () => {
        if (++runs === 1) throw new Error('first');
      },
      ({ message }) => errors.push(message),
    );
    await Promise.all([ask(), ask()]);
    expect({ runs, errors }).toEqual({ runs: 2, errors: ['first'] });
  });
});
