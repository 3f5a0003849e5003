import { beforeAll, describe, expect, it } from 'vitest';
import { decideNotePair } from '../../../src/app/note-pairs.ts';
import { reviewDetail } from '../../../src/app/review/tasks.ts';
import type { Techniques } from '../../../src/pipeline/techniques.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { createPaperApp, type PaperApp } from '../../support/paper-app.ts';
import { order, orderSecond } from '../../support/paper-texts.ts';

describe('a sheet captured with and without its note', () => {
  const stores = useEmbeddedStores();
  let paper: PaperApp;
  beforeAll(() => {
    paper = createPaperApp(stores(), { reviewGate: 'none' });
    const techniques = paper.app.techniques as { digitize: Techniques['digitize'] };
    const { digitize } = techniques;
    const remark = { code: 'NOTE_PAIR', vi: 'Trang 3 và trang 2 là một tờ giấy.', en: 'One sheet.' };
    techniques.digitize = async (files, options) => {
      const made = await digitize(files, options);
      return { ...made, pages: made.pages.map((page) => (page.page === 3 ? { ...page, remarks: [remark] } : page)) };
    };
  });

  it('is one page of the record when an officer says so, and two again when another takes it back', async () => {
    const lines = [order, orderSecond, orderSecond].map((page) => page.join('\n')).join('\f');
    const dossier = await paper.submit([{ name: 'Quyết định', treatment: 'none', declaredPages: 2 }], [[[lines]]]);
    await paper.run(dossier);
    const [component] = await paper.app.database.components.ofDossier(dossier.id);
    const id = component!.id;
    const counted = async () => {
      await paper.run(dossier);
      return (await paper.app.database.warehouse.ofComponent(id)).map(({ metadata }) => metadata.SoTrang);
    };
    expect(new Set(await counted())).toEqual(new Set([3]));
    const [task] = await paper.app.database.reviews.ofComponent(id);
    expect((await reviewDetail(paper.app, task!.id)).remarks).toMatchObject([{ page: 3, decision: null }]);

    const yes = { page: 3, accept: true, officer: 'cb-07', seen: null };
    await decideNotePair(paper.app, id, yes);
    expect(new Set(await counted())).toEqual(new Set([2]));
    expect((await reviewDetail(paper.app, task!.id)).remarks[0]?.decision).toMatchObject({
      state: 'accepted',
      by: 'cb-07',
    });

    const no = { ...yes, accept: false, officer: 'cb-08' };
    await expect(decideNotePair(paper.app, id, no)).rejects.toMatchObject({
      code: 'REVIEW_CHANGED',
      details: { by: 'cb-07' },
    });
    await decideNotePair(paper.app, id, { ...no, seen: 'accepted' });
    expect(new Set(await counted())).toEqual(new Set([3]));
    await expect(decideNotePair(paper.app, id, { ...yes, page: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const log = (await paper.app.database.audit.after(0, 10_000)).filter(({ action }) =>
      action.startsWith('note_pair.'),
    );
    expect(log.map(({ actor, details }) => [actor, details.before, details.after])).toEqual([
      ['officer:cb-07', 'suggested', 'accepted'],
      ['officer:cb-08', 'accepted', 'refused'],
    ]);
  });

  it.each([
    [4, 'is missed at once'],
    [1, 'is one too many once its note is known'],
  ])('counts once beside %i declared pages: another page %s', async (declaredPages) => {
    const lines = [order, orderSecond, orderSecond].map((page) => page.join('\n')).join('\f');
    const dossier = await paper.submit([{ name: 'Quyết định', treatment: 'none', declaredPages }], [[[lines]]]);
    await paper.run(dossier);
    const [component] = await paper.app.database.components.ofDossier(dossier.id);
    const captured = declaredPages === 4 ? 3 : 2;
    expect(component).toMatchObject({
      state: 'failed',
      error: { code: 'PAGE_COUNT_DIFFERS', details: { declared: declaredPages, captured } },
    });
  });
});
