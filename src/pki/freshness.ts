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
export function isFresh({ thisUpdate, nextUpdate }: StatusDates, controlTime: Date, rule: Freshness): boolean {
  switch (rule.mode) {
    case 'window':
      return controlTime <= (nextUpdate ?? new Date(thisUpdate.getTime() + rule.ocspLifetimeMs));
    case 'max-age':
      return controlTime.getTime() - thisUpdate.getTime() <= rule.maxAgeMs;
    case 'after-signature':
      return thisUpdate > controlTime;
  }
}

/** The earliest moment at which newer news can be expected; null when the issuer promised none. */
export const nextNews = ({ nextUpdate }: StatusDates, now: Date): Date | null =>
  nextUpdate === null || nextUpdate <= now ? null : nextUpdate;
