import { vietnamDay } from '../domain/rules/rule-profile.ts';
import { decideScope, type ScopeFacts } from '../domain/rules/scope.ts';
import type { Outputs } from './outputs.ts';

/** The class of rules.md B under the profile of the reception day, with the reason. */
export function scopeOf(receivedAt: Date, facts: ScopeFacts): Outputs['intake']['scope'] {
  const { class: kind, profile, reason } = decideScope(facts, vietnamDay(receivedAt));
  return { class: kind, profile, vi: reason.vi, en: reason.en };
}
