import type { Freshness } from '../domain/rules/verification-policy.ts';

export interface StatusDates {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
}

/**
 * Is good news new enough for the control time t (signatures.md 2.11)? News from after t is always new enough for t; what
 * counts is that it is not too old: `window` asks that t lies before nextUpdate, `max-age` that t − thisUpdate is bounded,
 * `after-signature` that the news was made after t.
 */
export const isFresh = (dates: StatusDates, controlTime: Date, rule: Freshness): boolean =>
  rule.mode === 'after-signature' ? dates.thisUpdate > controlTime : controlTime <= freshUntil(dates, rule);

/** The last moment for which this news is new enough. */
export function freshUntil({ thisUpdate, nextUpdate }: StatusDates, rule: Freshness): Date {
  switch (rule.mode) {
    case 'window':
      return nextUpdate ?? new Date(thisUpdate.getTime() + rule.ocspLifetimeMs);
    case 'max-age':
      return new Date(thisUpdate.getTime() + rule.maxAgeMs);
    case 'after-signature':
      return thisUpdate;
  }
}

/** The earliest moment at which newer news can be expected; null when the issuer promised none. */
export const nextNews = ({ nextUpdate }: StatusDates, now: Date): Date | null =>
  nextUpdate === null || nextUpdate <= now ? null : nextUpdate;
