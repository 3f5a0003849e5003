import { SohoaError } from '../../domain/errors.ts';
import type { FieldRemark } from '../../domain/field.ts';
import type { Database } from '../../pipeline/ports/records.ts';
import type { ReviewTask } from '../../pipeline/ports/reviews.ts';

export interface ReviewDecision {
  /** Id of the officer in the one-stop shop: kept with every decision. */
  readonly officer: string;
  /** Version of the task that the officer saw. */
  readonly version: number;
  /** Field → the value on the paper; null: it is not there. A value equal to the one read confirms it. */
  readonly fields?: Readonly<Record<string, string | null>> | undefined;
  /** The type of the paper, where it was not known or is another. */
  readonly documentType?: string | undefined;
  /** Kind `split`: take the suggestion, other boundaries, or keep the file as one paper. */
  readonly papers?: 'as_suggested' | 'one' | readonly (readonly number[])[] | undefined;
  readonly note?: string | undefined;
}

export interface ReviewOutcome {
  readonly task: ReviewTask;
  /** Remarks of the validators on what was typed: they warn, they never refuse (rules.md R5.1). */
  readonly warnings: readonly (FieldRemark & { readonly field: string })[];
  /** Components that a split made. */
  readonly components: readonly string[];
}

/** Somebody decided since the officer looked. */
export const changed = (task: ReviewTask): SohoaError =>
  new SohoaError('REVIEW_CHANGED', { by: task.resolvedBy ?? '—', version: task.version });

/** The stages that depend on the decision run again: at once, when the running ones end, or anew. */
export async function goOn(records: Pick<Database, 'components'>, componentId: string, now: Date): Promise<void> {
  await records.components.wake({ ids: [componentId] }, now);
  const component = await records.components.get(componentId);
  if (component?.state === 'done') await records.components.reopen([componentId], now);
}
