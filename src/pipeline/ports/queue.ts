import type { Text } from '../../domain/text.ts';

/** A job is a queue name and an id; nothing else enters the queue (no names, no text, no PIN). */
export type QueueName = 'component' | (string & {});

/** The same (id, turn) is not added twice while it waits or runs; a higher turn is new work on the same id. */
export interface JobRef {
  readonly id: string;
  readonly turn: number;
}

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
}

/**
 * At-least-once delivery of ids. Disposable: SQL knows what is to be done, `dispatchDue` (dispatch.ts) re-enqueues it.
 */
export interface JobQueue {
  /** Which engine carries it, and what is unsafe about its settings: for `doctor` and the start-up log. */
  readonly engine: 'pglite' | 'postgres' | 'redis';
  readonly warnings: readonly Text[];
  enqueue(queue: QueueName, jobs: readonly JobRef[]): Promise<void>;
  /** Starts taking jobs. The handler must not throw for an expected failure: those belong to SQL. */
  work(
    queue: QueueName,
    handler: (id: string) => Promise<void>,
    options: { readonly concurrency: number },
  ): Promise<void>;
  counts(queue: QueueName): Promise<QueueCounts>;
  /** Takes no new jobs, waits for the running ones at most `deadlineMs`, then lets go; safe to call twice. */
  close(deadlineMs: number): Promise<void>;
}
