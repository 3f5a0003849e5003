import type { ComponentState } from '../../domain/component.ts';
import type { ErrorCode } from '../../domain/errors.ts';

/** Parts of a digitized-paper code (rules.md R1.7): kept in their own columns, the code is never parsed back. */
export interface CodeParts {
  /** `{chu}`; empty keeps its separator. */
  readonly owner: string;
  /** `{loai}` */
  readonly type: string;
  /** `{kyhieu}` as printed. */
  readonly symbol: string;
  /** `{nn}` */
  readonly number: number;
}

export interface CodeCounters {
  /**
   * The number that `holder` has under this prefix: the next one, from 1, the first time, the same ever after. Atomic
   * among workers; a repeated run or a re-processing uses up no number.
   */
  next(prefix: string, holder: string): Promise<number>;
  /** Puts a number back that was given out before the records were lost. */
  restore(prefix: string, holder: string, number: number): Promise<void>;
  /** Numbers that no document in the warehouse bears, in order: the gaps that an inspector asks about. */
  gaps(limit: number): Promise<readonly CodeGap[]>;
}

export interface CodeGap {
  readonly prefix: string;
  readonly number: number;
  readonly componentId: string;
  /** Where its component stands; null when there is none any more. */
  readonly state: ComponentState | null;
  readonly errorCode: ErrorCode | null;
}
