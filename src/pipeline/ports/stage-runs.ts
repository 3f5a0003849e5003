import type { ComponentRecord } from './components.ts';

/** One stage over one set of inputs and parameters. */
export interface StageRun {
  readonly componentId: string;
  readonly stage: string;
  /** sha256 over (component, stage, input digests, parameter version). */
  readonly key: string;
  readonly state: 'running' | 'waiting' | 'failed' | 'done';
  readonly fence: number;
  /** Blob of the output's canonical JSON. */
  readonly output: string | null;
  readonly attempts: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Time of the run that finished it. */
  readonly ms: number | null;
  readonly error: ComponentRecord['error'];
}

export interface StageRunRecords {
  find(componentId: string, stage: string, key: string): Promise<StageRun | null>;
  /** Runs of a component, in the order in which they first started. */
  ofComponent(componentId: string): Promise<readonly StageRun[]>;
  begin(run: Pick<StageRun, 'componentId' | 'stage' | 'key' | 'fence'>, now: Date): Promise<void>;
  /** False when this key was done before: its effects must not be written again. */
  finish(
    run: Pick<StageRun, 'componentId' | 'stage' | 'key' | 'fence'>,
    output: string,
    now: Date,
    ms: number,
  ): Promise<boolean>;
  interrupt(
    run: Pick<StageRun, 'componentId' | 'stage' | 'key' | 'fence'>,
    state: 'waiting' | 'failed',
    error: ComponentRecord['error'],
    now: Date,
  ): Promise<void>;
}
