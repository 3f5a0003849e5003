import { rm } from 'node:fs/promises';
import { workFolder } from '../adapters/output-folder.ts';
import { createWorkerProcess } from '../adapters/processes/worker-process.ts';
import type { SohoaError } from '../domain/errors.ts';
import type { FileNature } from '../pipeline/techniques.ts';
import type { Config } from './config.ts';
import type { CpuTasks } from './cpu-tasks.ts';
import type { DigitizedFileSummary, DigitizeProgress, DigitizeToFileOptions } from './digitize-to-file.ts';
import { imageLimits } from './image-limits.ts';

/** Digitizing for the command line: a process that can be killed, no keys, no trust stores, no database. */
export interface Digitizer {
  /** Errors: NOT_FOUND, FILE_*, IMAGE_*, PDF_*. */
  inspect(path: string): Promise<FileNature>;
  /** `digitizeToFile` in the process. Errors: its own, LIMIT_TIME, LIMIT_MEMORY. */
  digitize(
    inputs: readonly string[],
    output: string,
    options: Omit<DigitizeToFileOptions, 'limits' | 'jobs' | 'timeoutMs' | 'textLayer' | 'preparation'>,
    onProgress: (progress: DigitizeProgress) => void,
  ): Promise<DigitizedFileSummary>;
  close(): Promise<void>;
}

/** Time for looking at any sane file, ms. */
const QUICK_MS = 60_000;

/** Its process starts at once, while the configuration is still read. */
export function createDigitizer(configuration: Promise<Config>): Digitizer {
  const cpu = createWorkerProcess<CpuTasks>({
    entry: new URL('../../workers/cpu.ts', import.meta.url),
    heapMb: 2048,
    callsPerProcess: 400,
  });
  cpu.warm();
  return {
    inspect: async (path) => {
      const { ocrEngine: engine, workers: jobs, ...config } = await configuration;
      return cpu.call(
        'inspectFile',
        { path, limits: imageLimits(config), recognition: { engine, jobs } },
        { timeoutMs: QUICK_MS, deafMs: config.pageTimeoutMs },
      );
    },
    digitize: async (inputs, output, options, onProgress) => {
      const config = await configuration;
      const made = cpu.call(
        'digitizeFile',
        {
          inputs,
          output,
          engine: config.ocrEngine,
          options: {
            ...options,
            limits: imageLimits(config),
            jobs: config.workers,
            timeoutMs: config.pageTimeoutMs,
            preparation: { without: config.preparationWithout },
            textLayer: config.ocrLayer === 'trong_ban_chup' ? 'trong_bản_chụp' : 'tệp_kèm',
          },
        },
        {
          // each page has a limit of its own, and a process that hears nothing any more is ended
          deafMs: config.pageTimeoutMs,
          timeoutMs: Math.min(config.pageTimeoutMs * config.maxPages * inputs.length, 2 ** 31 - 1),
          onProgress: (progress) => onProgress(progress as DigitizeProgress),
        },
      );
      return made.catch(async (error: SohoaError) => {
        // a process that was killed over its input could not tidy up
        if (!error.row.retryable) await rm(workFolder(output), { recursive: true, force: true });
        throw error;
      });
    },
    close: () => cpu.close(),
  };
}
