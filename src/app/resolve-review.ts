import type { ReviewTask } from '../pipeline/ports.ts';
import type { App } from './app.ts';

export interface ReviewDecision {
  readonly officer: string;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly note?: string | undefined;
}

/** An officer confirms or corrects: who, when and what are kept; a component that waited for it goes on. */
export async function resolveReview(app: App, task: ReviewTask, decision: ReviewDecision): Promise<ReviewTask | null> {
  const now = app.clock.now();
  const { officer, fields, note } = decision;
  const resolution = { ...(fields === undefined ? {} : { fields }), ...(note === undefined ? {} : { note }) };
  await app.database.transaction(async (records) => {
    if (!(await records.reviews.resolve(task.id, officer, resolution, now))) return;
    await records.audit.append({
      at: now,
      actor: `officer:${officer}`,
      action: `review.${task.kind}.resolved`,
      subject: task.componentId,
      details: { review: task.id, fields: Object.keys(fields ?? {}) },
    });
  });
  if (task.kind === 'undetermined') {
    await app.database.components.wake({ ids: [task.componentId] }, now);
    await app.sweep();
  }
  return app.database.reviews.get(task.id);
}
