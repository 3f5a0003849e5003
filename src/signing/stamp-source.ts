import { asSohoaError, SohoaError } from '../domain/errors.ts';
import type { HashName } from '../pki/hashes.ts';
import {
  requestTimestamp,
  type TimestampAuthority,
  type TimestampDeps,
  type TimestampToken,
} from '../pki/timestamp.ts';

/** Where time stamps come from: several authorities in order, few requests at once, a broken one left alone for a while. */
export interface StampSource {
  /** SohoaError TSA_UNAVAILABLE when no authority gave a token that passes every check. */
  request(imprintOf: (hash: HashName) => Uint8Array): Promise<TimestampToken>;
  /** Size of the largest token so far, for the room in `/Contents`; null before the first. */
  lastTokenBytes(): number | null;
}

export interface StampSourceOptions {
  /** Asked in this order; the first good answer counts. */
  readonly authorities: readonly TimestampAuthority[];
  /** Trust in the authority (path, status) beyond what `requestTimestamp` checks; throws when it is not given. */
  readonly judge: (token: TimestampToken) => Promise<void>;
  /** Requests under way at once over all authorities; government servers take few (rules.md R4.8). */
  readonly parallel: number;
  /** Failures in a row after which an authority is skipped, and for how long. */
  readonly breaker: { readonly failures: number; readonly pauseMs: number };
}

export const usualStamping = { parallel: 4, breaker: { failures: 3, pauseMs: 60_000 } } as const;

export function createStampSource(options: StampSourceOptions, deps: TimestampDeps): StampSource {
  const state = new Map(options.authorities.map((authority) => [authority, { failures: 0, pausedUntil: 0 }]));
  const places = limitPlaces(options.parallel);
  let largest: number | null = null;

  const ask = async (
    authority: TimestampAuthority,
    imprintOf: (hash: HashName) => Uint8Array,
  ): Promise<TimestampToken> => {
    const token = await requestTimestamp(imprintOf, authority, deps);
    await options.judge(token);
    return token;
  };
  return {
    lastTokenBytes: () => largest,
    request: (imprintOf) =>
      places(async () => {
        const reasons: string[] = [];
        for (const [authority, health] of state) {
          const now = deps.clock.now().getTime();
          if (health.pausedUntil > now) {
            reasons.push(`${authority.url}: paused`);
            continue;
          }
          try {
            const token = await ask(authority, imprintOf);
            health.failures = 0;
            largest = Math.max(largest ?? 0, token.der.length);
            return token;
          } catch (thrown) {
            const error = asSohoaError(thrown);
            if (error.code === 'INTERNAL') throw error;
            health.failures += 1;
            if (health.failures >= options.breaker.failures) {
              health.failures = 0;
              health.pausedUntil = now + options.breaker.pauseMs;
            }
            reasons.push(String(error.details.reason ?? error.text.en));
          }
        }
        throw new SohoaError('TSA_UNAVAILABLE', {
          reason: reasons.length === 0 ? 'none configured' : reasons.join('; '),
        });
      }),
  };
}

/** At most `count` tasks at once; the others wait their turn. */
function limitPlaces(count: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = count;
  const queue: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await task();
    } finally {
      const next = queue.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
