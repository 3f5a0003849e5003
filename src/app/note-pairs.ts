import { vietnamTime } from '../domain/clock.ts';
import { notFound, SohoaError } from '../domain/errors.ts';
import { type NotePairDecision, notePairsOf } from '../pipeline/note-pairs.ts';
import type { App } from './app.ts';
import { stageOutput } from './page-picture.ts';
import { goOn } from './review/decision.ts';

/**
 * An officer says whether two captures are one sheet, with its note and without: taken, they count as one page in the
 * record; both images stay (TT 01/2023/TT-VPCP Đ8). `seen` is what the officer saw decided: REVIEW_CHANGED when it is no
 * longer so, NOT_FOUND for a page that nothing of the kind was remarked of.
 */
export async function decideNotePair(
  app: App,
  componentId: string,
  answer: {
    readonly page: number;
    readonly accept: boolean;
    readonly officer: string;
    readonly seen: NotePairDecision['state'] | null;
  },
): Promise<NotePairDecision> {
  const { page, accept, officer, seen } = answer;
  const now = app.clock.now();
  const pages = (await stageOutput(app, componentId, 'digitize'))?.pages ?? [];
  const remarks = pages.find((one) => one.page === page)?.remarks ?? [];
  if (!remarks.some(({ code }) => code === 'NOTE_PAIR')) throw notFound('page', page);
  const made: NotePairDecision = { state: accept ? 'accepted' : 'refused', by: officer, at: vietnamTime(now) };
  await app.database.transaction(async (records) => {
    const component = await records.components.get(componentId);
    if (component === null) throw notFound('component', componentId);
    const notePairs = notePairsOf(component);
    const before = notePairs[page] ?? null;
    if ((before?.state ?? null) !== seen) throw new SohoaError('REVIEW_CHANGED', { by: before?.by ?? '—', version: 1 });
    await records.components.note(componentId, { notePairs: { ...notePairs, [page]: made } });
    await records.audit.append({
      at: now,
      actor: `officer:${officer}`,
      action: accept ? 'note_pair.accepted' : 'note_pair.refused',
      subject: componentId,
      details: { page, before: before?.state ?? 'suggested', after: made.state },
    });
    await goOn(records, componentId, now);
  });
  await app.sweep();
  return made;
}
