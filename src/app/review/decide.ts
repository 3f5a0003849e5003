import { vietnamTime } from '../../domain/clock.ts';
import { notFound, SohoaError } from '../../domain/errors.ts';
import type { FieldRemark } from '../../domain/field.ts';
import { decisionOf } from '../../extraction/review.ts';
import { writeJson } from '../../pipeline/outputs.ts';
import type { KeptDecision } from '../../pipeline/ports/fields.ts';
import type { ReviewTask } from '../../pipeline/ports/reviews.ts';
import type { DecidedFields } from '../../pipeline/stages/confirm.ts';
import type { App } from '../app.ts';
import { changed, goOn, type ReviewDecision, type ReviewOutcome } from './decision.ts';
import { checkEntry } from './entry.ts';
import { separatePapers } from './separate.ts';
import { fieldsOf, lastDecisions, reviewTask } from './tasks.ts';

/**
 * Takes an officer's decision: who, when, before and after are kept, the data and the metadata record follow, and the
 * component goes on. Nothing is written when somebody decided since the officer looked (REVIEW_CHANGED).
 */
export async function decideReview(app: App, id: string, decision: ReviewDecision): Promise<ReviewOutcome> {
  const task = await reviewTask(app, id);
  if (task.version !== decision.version) throw changed(task);
  try {
    return await (task.kind === 'fields' ? decideFields : task.kind === 'split' ? separatePapers : acknowledge)(
      app,
      task,
      decision,
    );
  } catch (thrown) {
    // overtaken between the look at the version and the writing: who it was is known only now
    if (thrown instanceof SohoaError && thrown.code === 'REVIEW_CHANGED') throw changed(await reviewTask(app, id));
    throw thrown;
  }
}

async function decideFields(app: App, task: ReviewTask, decision: ReviewDecision): Promise<ReviewOutcome> {
  const now = app.clock.now();
  const { extraction, type, payload } = await fieldsOf(app, task);
  const chosen = decision.documentType;
  if (chosen !== undefined && chosen !== 'unknown' && !app.techniques.documentTypes.has(chosen))
    throw notFound('type', chosen);
  const answers = Object.entries(decision.fields ?? {});
  for (const [field] of answers) if (!Object.hasOwn(extraction.fields, field)) throw notFound('field', field);
  if (answers.length === 0 && chosen === undefined)
    throw new SohoaError('USAGE', {
      reason_vi: 'chưa chọn gì: hãy quyết định ít nhất một trường hoặc loại giấy tờ',
      reason_en: 'nothing was decided: decide a field or the type of the paper',
    });
  // Another type asks for other fields: what is typed together with it would belong to the old ones.
  const retyped = chosen !== undefined && chosen !== payload.documentType;
  if (retyped && answers.length > 0)
    throw new SohoaError('USAGE', {
      reason_vi: 'hãy chọn loại giấy tờ trước, riêng; các trường của loại đó sẽ được đọc lại',
      reason_en: 'choose the type first, by itself; its fields are read again',
    });

  const history = await app.database.fields.decisionsOf(task.componentId);
  const last = lastDecisions(history, payload.documentType);
  const warnings: (FieldRemark & { readonly field: string })[] = [];
  const officer = { by: decision.officer, at: vietnamTime(now) };
  const made = answers.map(([field, answer]): KeptDecision => {
    const kind = type?.fields.find(({ name }) => name === field)?.kind ?? 'text';
    const entry = answer === null || answer.trim() === '' ? null : checkEntry(kind, answer);
    for (const remark of entry?.remarks ?? []) warnings.push({ field, ...remark });
    const read = extraction.fields[field];
    const standing = last.get(field);
    const before = standing === undefined || read === undefined ? read : { ...read, value: standing.after };
    const kept = decisionOf(field, before, entry?.value ?? null, officer);
    return {
      ...kept,
      componentId: task.componentId,
      version: task.version + 1,
      documentType: payload.documentType,
      asRead: kept.after === (read?.value ?? null),
    };
  });
  const standing = [...lastDecisions([...history, ...made], payload.documentType).values()];
  const decidedNames = new Set(standing.map(({ field }) => field));
  const openLeft = payload.doubtful.filter(({ field }) => !decidedNames.has(field));
  const done = retyped ? chosen === 'unknown' : openLeft.length === 0;
  const revision = new Set([...history, ...made].map(({ version }) => version)).size;
  const decisions = await writeJson(app.blobs, {
    revision,
    documentType: payload.documentType,
    decisions: standing.map(({ field, action, by, at, before, after }) => ({ field, action, by, at, before, after })),
  } satisfies DecidedFields);

  await app.database.transaction(async (records) => {
    const version = await records.reviews.decide(
      task.id,
      task.version,
      {
        state: done ? 'done' : 'open',
        resolution: {
          open: openLeft.map(({ field }) => field),
          ...(decision.note === undefined ? {} : { note: decision.note }),
        },
        by: decision.officer,
      },
      now,
    );
    if (version === null) throw changed(task);
    await records.fields.decide(made);
    await records.components.note(task.componentId, {
      ...(made.length > 0 ? { decisions } : {}),
      ...(chosen === undefined ? {} : { paperType: chosen }),
    });
    // Names of fields and what was done, never values: those are in the decisions' own table (R5.3).
    await records.audit.append({
      at: now,
      actor: `officer:${decision.officer}`,
      action: 'review.decided',
      subject: task.componentId,
      details: {
        review: task.id,
        version,
        actions: Object.fromEntries(made.map(({ field, action }) => [field, action])),
        ...(made.length > 0 ? { decisions } : {}),
        ...(chosen === undefined ? {} : { documentType: chosen }),
      },
    });
    await goOn(records, task.componentId, now);
  });
  await app.sweep();
  return { task: await reviewTask(app, task.id), warnings, components: [] };
}

/** An officer takes note of a verdict CHƯA XÁC ĐỊNH by name (five-steps.md 1, step 2). */
async function acknowledge(app: App, task: ReviewTask, { officer, note }: ReviewDecision): Promise<ReviewOutcome> {
  const now = app.clock.now();
  await app.database.transaction(async (records) => {
    const resolution = note === undefined ? {} : { note };
    if (!(await records.reviews.resolve(task.id, officer, resolution, now))) throw changed(task);
    await records.audit.append({
      at: now,
      actor: `officer:${officer}`,
      action: `review.${task.kind}.resolved`,
      subject: task.componentId,
      details: { review: task.id },
    });
    await goOn(records, task.componentId, now);
  });
  await app.sweep();
  return { task: await reviewTask(app, task.id), warnings: [], components: [] };
}

/** An officer saw a secrecy mark that was not read: the paper is refused and erased, whatever became of it so far. */
export async function reportSecret(app: App, componentId: string, officer: string): Promise<void> {
  const now = app.clock.now();
  const component = await app.database.components.get(componentId);
  if (component === null) throw notFound('component', componentId);
  await app.database.transaction(async (records) => {
    await records.components.note(componentId, { reportedBy: officer });
    await records.audit.append({
      at: now,
      actor: `officer:${officer}`,
      action: 'component.reported_secret',
      subject: componentId,
      details: {},
    });
    await records.components.wake({ ids: [componentId] }, now);
    await records.components.reopen([componentId], now);
  });
  await app.sweep();
}
