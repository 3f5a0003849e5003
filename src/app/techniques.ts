import { availableParallelism } from 'node:os';
import { createWorkerProcess } from '../adapters/processes/worker-process.ts';
import type { Clock, Randomness } from '../domain/clock.ts';
import { defaultImageLimits, type ImageLimits } from '../imaging/limits.ts';
import type { Techniques } from '../pipeline/techniques.ts';
import type { HttpTransport } from '../pki/http-transport.ts';
import type { Config } from './config.ts';
import type { CpuTasks } from './cpu-tasks.ts';

export interface OwnedTechniques {
  readonly transport: HttpTransport;
  close(): Promise<void>;
}

export interface TechniqueDeps {
  readonly clock: Clock;
  readonly random: Randomness;
  /** No network at all: what cannot be known offline is CHƯA XÁC ĐỊNH. */
  readonly offline?: boolean;
}
