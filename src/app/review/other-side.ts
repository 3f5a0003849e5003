import { SohoaError } from '../../domain/errors.ts';
import type { App } from '../app.ts';
import { decideReview } from './decide.ts';
import { reviewDetail } from './tasks.ts';

/**
 * An officer said that two papers are the sides of one card: what was asked of one of them and stands on the other is not
 * on it. Written as the officer's decision, field by field; a task that somebody decides at this moment is left to them.
 */
export async function settleOtherSide(
  app: App,
  half: { readonly id: string; readonly documentType: string; readonly side: 'front' | 'back' },
  officer: string,
): Promise<void> {
  const type = app.techniques.documentTypes.get(half.documentType);
  const tasks = await app.database.reviews.ofComponent(half.id);
  const task = tasks.find(({ kind, state }) => kind === 'fields' && state === 'open');
  if (type === undefined || task === undefined || task.payload.documentType !== type.id) return;
  const sideOf = (field: string): string | undefined =>
    type.fields.find(({ name }) => name === field)?.side ?? type.sides?.[0]?.id;
  const { fields } = await reviewDetail(app, task.id);
  const elsewhere = fields.filter(
    ({ field, value, decided }) => value === null && decided === null && sideOf(field) !== half.side,
  );
  if (elsewhere.length === 0) return;
  const absent = Object.fromEntries(elsewhere.map(({ field }) => [field, null]));
  try {
    await decideReview(app, task.id, { officer, version: task.version, fields: absent });
  } catch (thrown) {
    if (!(thrown instanceof SohoaError && thrown.code === 'REVIEW_CHANGED')) throw thrown;
  }
}
