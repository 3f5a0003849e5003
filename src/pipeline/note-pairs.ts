import type { ComponentRecord } from './ports/components.ts';

/** An officer's word on a page that seems to be the one before it, captured once more with or without its note. */
export interface NotePairDecision {
  readonly state: 'accepted' | 'refused';
  readonly by: string;
  readonly at: string;
}

/** By the page that the remark NOTE_PAIR names, 1-based. */
export const notePairsOf = ({
  summary,
}: Pick<ComponentRecord, 'summary'>): Readonly<Record<string, NotePairDecision>> =>
  (summary.notePairs ?? {}) as Readonly<Record<string, NotePairDecision>>;

/** Pages of a component as the record counts them: a sheet captured with and without its note is one (TT 01/2023 Đ8). */
export const countedPages = (component: Pick<ComponentRecord, 'summary'>, captured: number): number =>
  captured - Object.values(notePairsOf(component)).filter(({ state }) => state === 'accepted').length;
