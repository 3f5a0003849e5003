/**
 * What is done to the copy of a page that is read, in this order. Each step acts only where it finds what it is for, and
 * each can be left out. What each brings is measured by `test/bench/preparation.ts` (docs/digitizing.md).
 */
export const preparationSteps = [
  'rectify',
  'stamps',
  'flatten',
  'show-through',
  'resolution',
  'orient',
  'deskew',
  'borders',
  'rulings',
  'leaders',
] as const;

export type PreparationStep = (typeof preparationSteps)[number];

/** How pages are prepared; nothing given: every step. */
export interface PreparationOptions {
  readonly without?: readonly PreparationStep[];
  /** Resolution of the copy that is read; when left out, by the size of the paper and of its print. */
  readonly ocrDpi?: number;
}

/** Whether the step is to be done. */
export const does = (options: PreparationOptions | undefined, step: PreparationStep): boolean =>
  options?.without?.includes(step) !== true;
