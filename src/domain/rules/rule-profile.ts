import type { Text } from '../text.ts';

/**
 * A legal constant with the time it is in force (rules.md R0.1): no number of the law stands bare in the code.
 * A dossier keeps the profile of its RECEPTION date; a job stores the id it ran under.
 */
export interface RuleProfile<Value> {
  /** `mã_quy_tắc`, for example `TT01-2023`. */
  readonly id: string;
  /** Official short name, Vietnamese. */
  readonly name: string;
  /** First day in force, `YYYY-MM-DD`; null = since ever. */
  readonly effectiveFrom: string | null;
  /** Last day in force, `YYYY-MM-DD`; null = open. */
  readonly effectiveTo: string | null;
  /** `căn_cứ`: instruments and articles. */
  readonly legalBasis: readonly string[];
  /** `trạng_thái`: unverified values stay configurable and are shown as such, never presented as established. */
  readonly status: 'verified' | 'unverified';
  /** What of it is not verified, in words for the operator, without a full stop. */
  readonly unverified?: readonly Text[];
  readonly value: Value;
}

/** The day in Vietnam (`YYYY-MM-DD`) of a moment; rules change at midnight there. */
export function vietnamDay(moment: Date): string {
  return new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

export function inForce<Value>(profile: RuleProfile<Value>, day: string): boolean {
  return (
    (profile.effectiveFrom === null || profile.effectiveFrom <= day) &&
    (profile.effectiveTo === null || day <= profile.effectiveTo)
  );
}

/** The profile of a group in force on a day; of several the one that began last. Undefined when none was in force. */
export function profileInForce<Value>(
  profiles: readonly RuleProfile<Value>[],
  day: string,
): RuleProfile<Value> | undefined {
  return profiles
    .filter((profile) => inForce(profile, day))
    .sort((a, b) => (a.effectiveFrom ?? '').localeCompare(b.effectiveFrom ?? ''))
    .at(-1);
}
