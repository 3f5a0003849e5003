import { open } from 'node:fs/promises';
import { createWorkerProcess, type WorkerProcess } from '../adapters/processes/worker-process.ts';
import type { Clock } from '../domain/clock.ts';
import { asSohoaError } from '../domain/errors.ts';
import type { FileReport } from '../domain/signature-report.ts';
import type { VerifyRequest } from '../pipeline/techniques.ts';
import { noEvidence, type VerificationDeps } from '../verification/request.ts';
import { unjudgedReport } from '../verification/verify-document.ts';
import type { JudgedFile, Verifier } from './verifier.ts';
import type { VerifierSetup, VerifyTask, VerifyTasks } from './verify-tasks.ts';

export interface VerifierProcessOptions {
  readonly setup: VerifierSetup;
  readonly clock: Clock;
  /** Processes beside each other; each judges one file after the other on its own core. */
  readonly processes: number;
  /** Wall time of one file, network included, ms. */
  readonly timeoutMs: number;
  /** JavaScript heap of one process, MiB. */
  readonly heapMb: number;
  /** Another program to run, for tests. */
  readonly entry?: URL;
}

/** A file, or the path of one that only the process reads. */
export type PdfInput = Uint8Array | string;

export interface VerifierProcess extends Verifier {
  /** As `verify`, of a file that only the process reads. Errors: NOT_FOUND. */
  verifyFile(path: string, request: VerifyRequest): Promise<FileReport>;
  /** As `verify`, with what the verdict rests on; `kept`: evidence of an earlier verification. Errors: NOT_FOUND. */
  judge(pdf: PdfInput, request: VerifyRequest, kept?: VerificationDeps['evidence']): Promise<JudgedFile>;
  close(): Promise<void>;
}

/**
 * Verification behind a border that holds: a file that hangs or eats memory costs its process, which is killed and started
 * again, and is CHƯA XÁC ĐỊNH with the limit's name (signatures.md 2.14). Processes are kept warm.
 */
export function createVerifierProcess(options: VerifierProcessOptions): VerifierProcess {
  const { setup, clock, timeoutMs, heapMb } = options;
  const entry = options.entry ?? new URL('../../workers/verify.ts', import.meta.url);
  const pool: { process: WorkerProcess<VerifyTasks>; running: number }[] = Array.from(
    { length: Math.max(1, options.processes) },
    () => ({ process: createWorkerProcess<VerifyTasks>({ entry, heapMb, callsPerProcess: 5_000 }), running: 0 }),
  );

  const run = async <T>(
    task: Omit<VerifyTask, 'setup' | 'now'>,
    call: (process: WorkerProcess<VerifyTasks>, task: VerifyTask) => Promise<T>,
    unjudged: (report: FileReport) => T,
  ): Promise<T> => {
    const slot = pool.reduce((least, one) => (one.running < least.running ? one : least));
    slot.running++;
    const now = clock.now();
    try {
      return await call(slot.process, { setup, now, ...task });
    } catch (thrown) {
      const error = asSohoaError(thrown);
      if (error.code !== 'LIMIT_TIME' && error.code !== 'LIMIT_MEMORY') throw error;
      return unjudged(unjudgedReport(await bytesOf(task.pdf), task.request.at ?? now, error));
    } finally {
      slot.running--;
    }
  };
  const verify = (pdf: PdfInput, request: VerifyRequest): Promise<FileReport> =>
    run(
      { pdf, request },
      (process, task) => process.call('verify', task, { timeoutMs }),
      (report) => report,
    );
  return {
    verify,
    verifyFile: verify,
    judge: (pdf, request, kept) =>
      run(
        { pdf, request, ...(kept === undefined ? {} : { kept }) },
        (process, task) => process.call('judge', task, { timeoutMs }),
        (report) => ({ report, evidence: noEvidence }),
      ),
    close: async () => {
      for (const { process } of pool) await process.close();
    },
  };
}

/** Only to name the file in its report: what is larger than memory allows is named by its beginning. */
async function bytesOf(pdf: PdfInput): Promise<Uint8Array> {
  if (typeof pdf !== 'string') return pdf;
  const file = await open(pdf);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(Math.min(size, 512 * 1024 * 1024)) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
