import type { Clock } from '../domain/clock.ts';
import type { JobQueue } from './ports/queue.ts';
import type { Database } from './ports/records.ts';

export interface DispatchOptions {
  /** Most ids handed to the queue at once: the backlog stays in SQL, where agencies take turns. */
  readonly window?: number;
  /** An id that the queue seems to have lost (a lost Redis) is handed over again after this, ms. */
  readonly resendAfterMs?: number;
  /** Share of each agency in the order of turns; default 1. */
  readonly weights?: Readonly<Record<string, number>>;
}

/**
 * The reconcile sweep: hands what is due in SQL to the queue (new, woken, retry time reached, lease run out, or lost by
 * the queue), fairly over agencies. SQL is the truth, the queue is disposable. Returns how many ids it handed over.
 */
export async function dispatchDue(
  database: Database,
  queue: JobQueue,
  clock: Clock,
  options: DispatchOptions = {},
): Promise<number> {
  const window = options.window ?? 200;
  const free = window - (await queue.counts('component')).waiting;
  if (free <= 0) return 0;
  const resendAfterMs = options.resendAfterMs ?? 60_000;
  const jobs = await database.components.takeDue(clock.now(), {
    limit: free,
    resendAfterMs,
    ...(options.weights ? { weights: options.weights } : {}),
  });
  await queue.enqueue('component', jobs);
  return jobs.length;
}
