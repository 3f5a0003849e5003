import type { Clock } from '../domain/clock.ts';
import { asSohoaError } from '../domain/errors.ts';
import type { Delivery, DeliveryOutcome, SharingSink, SinkAnswer } from './ports/outbox.ts';
import type { Database } from './ports/records.ts';

export interface DeliverOptions {
  /** Most deliveries of one call. */
  readonly limit?: number;
  /** How long one delivery may take before another worker may try it, ms. */
  readonly holdMs?: number;
  /** First pause after a failure, ms; doubles each time. */
  readonly baseMs?: number;
  readonly maxMs?: number;
  /** After this many attempts a delivery is a dead letter (`loi`) until somebody puts it back. */
  readonly maxAttempts?: number;
  /** Aborted: no further delivery is begun; those taken come due again after `holdMs`. */
  readonly signal?: AbortSignal;
}

/**
 * Sends what is due in the outbox. At least once from here, once from the receiver's view: every attempt carries the
 * same idempotency key. Components that wait for a receipt are woken. Returns how many were received.
 */
export async function deliverDue(
  database: Database,
  sinks: Readonly<Record<string, SharingSink>>,
  clock: Clock,
  options: DeliverOptions = {},
): Promise<number> {
  const { limit = 50, holdMs = 120_000 } = options;
  if (options.signal?.aborted) return 0;
  const due = await database.outbox.takeDue(clock.now(), { limit, holdMs });
  const outcomes = await Promise.all(
    [...Map.groupBy(due, ({ destination }) => destination)].map(async ([destination, deliveries]) => {
      let received = 0;
      // One at a time to each destination: order is kept, and a slow receiver slows only itself.
      for (const delivery of deliveries) {
        if (options.signal?.aborted) break;
        const answer = await send(sinks[destination], delivery);
        const outcome = outcomeOf(answer, delivery, clock.now(), options);
        await database.outbox.record(delivery.id, outcome, clock.now());
        if (outcome.state !== 'da_nhan') continue;
        received++;
        await database.components.wake({ ids: [delivery.componentId] }, clock.now());
      }
      return received;
    }),
  );
  return outcomes.reduce((sum, received) => sum + received, 0);
}

async function send(sink: SharingSink | undefined, delivery: Delivery): Promise<SinkAnswer> {
  if (sink === undefined) return { kind: 'later', reason: `no destination named ${delivery.destination}` };
  try {
    return await sink.deliver(delivery);
  } catch (thrown) {
    const error = asSohoaError(thrown);
    return { kind: 'later', reason: `${error.code}: ${error.details.reason ?? error.message}` };
  }
}

function outcomeOf(answer: SinkAnswer, delivery: Delivery, now: Date, options: DeliverOptions): DeliveryOutcome {
  const { baseMs = 1_000, maxMs = 3_600_000, maxAttempts = 20 } = options;
  switch (answer.kind) {
    case 'received':
      return { state: 'da_nhan', receipt: answer.receipt };
    case 'refused':
      return { state: 'tu_choi', error: answer.reason };
    case 'later': {
      if (delivery.attempts >= maxAttempts) return { state: 'loi', error: answer.reason };
      const backOffMs = Math.min(maxMs, baseMs * 2 ** Math.min(delivery.attempts - 1, 20));
      const pauseMs = Math.max(backOffMs, Math.min(maxMs, answer.afterMs ?? 0));
      return { state: 'chua_gui', error: answer.reason, nextAttemptAt: new Date(now.getTime() + pauseMs) };
    }
  }
}
