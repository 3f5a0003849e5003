/**
 * Mutants through the whole verification: `node test/fuzz/run-verification.ts --mutants 100000 --seed 1 --out FOLDER`.
 * A thread judges, this one watches it: a mutant that hangs costs its thread and is a fault. Seeds are consecutive, so a run
 * can be cut into slices. Faulty mutants are written to the folder. Exit code 1 when there is a fault.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type FuzzCount, longestMs, verificationFuzzer } from './verification-fuzz.ts';

interface Slice {
  readonly from: number;
  readonly to: number;
  /** [seed at work, its start in ms of Date.now() modulo 2^31]. */
  readonly watch: SharedArrayBuffer;
}

const clockMs = (): number => Date.now() % 2 ** 31;

if (isMainThread) await watchOver();
else await work(workerData as Slice);

async function work({ from, to, watch }: Slice): Promise<void> {
  const shared = new Int32Array(watch);
  const fuzzer = await verificationFuzzer();
  for (let seed = from; seed < to; seed++) {
    Atomics.store(shared, 1, clockMs());
    Atomics.store(shared, 0, seed);
    await fuzzer.judge(seed);
    if (seed % 250 === 0 || seed === to - 1) parentPort?.postMessage({ at: seed, count: fuzzer.count() });
  }
}

async function watchOver(): Promise<void> {
  const { values } = parseArgs({
    options: {
      mutants: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  const first = Number(values.seed);
  const to = first + Number(values.mutants);
  const began = performance.now();
  const parts: FuzzCount[] = [];
  const hung: number[] = [];
  for (let from = first; from < to; ) {
    const { count, stuckAt } = await slice(from, to);
    if (count !== null) parts.push(count);
    if (stuckAt === null) break;
    hung.push(stuckAt);
    from = stuckAt + 1;
  }
  const sum = (key: 'verdicts' | 'validBecause'): Record<string, number> => {
    const table: Record<string, number> = {};
    for (const part of parts)
      for (const [name, times] of Object.entries(part[key])) table[name] = (table[name] ?? 0) + times;
    return table;
  };
  const faults = parts.flatMap((part) => part.faults);
  if (values.out !== undefined) {
    mkdirSync(values.out, { recursive: true });
    for (const { seed, bytes } of faults) writeFileSync(join(values.out, `${seed}.pdf`), bytes);
  }
  console.log(
    JSON.stringify({
      mutants: parts.reduce((total, part) => total + part.mutants, 0),
      seeds: [first, to - 1],
      seconds: Math.round((performance.now() - began) / 1000),
      slowest_ms: Math.max(...parts.map((part) => part.slowestMs)),
      verdicts: sum('verdicts'),
      valid_because: sum('validBecause'),
      hung,
      faults: faults.map(({ seed, file, what }) => ({ seed, file, what })),
    }),
  );
  process.exitCode = hung.length + faults.length === 0 ? 0 : 1;
}

/** Judges seeds until the end, or until one does not come back. */
function slice(from: number, to: number): Promise<{ count: FuzzCount | null; stuckAt: number | null }> {
  const watch = new SharedArrayBuffer(8);
  const shared = new Int32Array(watch);
  const worker = new Worker(new URL(import.meta.url), { workerData: { from, to, watch } satisfies Slice });
  return new Promise((resolve, reject) => {
    let count: FuzzCount | null = null;
    const timer = setInterval(() => {
      const started = Atomics.load(shared, 1);
      if (started === 0 || clockMs() - started < 3 * longestMs) return;
      clearInterval(timer);
      void worker.terminate();
      resolve({ count, stuckAt: Atomics.load(shared, 0) });
    }, 1_000);
    worker.on('message', (message: { count: FuzzCount }) => {
      count = message.count;
    });
    worker.once('error', (error) => {
      clearInterval(timer);
      reject(error);
    });
    worker.once('exit', () => {
      clearInterval(timer);
      resolve({ count, stuckAt: null });
    });
  });
}
