import { beforeAll, describe, expect, it } from 'vitest';
import { cardPairs, decideCardPair, listCardPairs } from '../../../src/app/card-pairs.ts';
import { extractFiles } from '../../../src/app/extract-files.ts';
import { pagePicture } from '../../../src/app/page-picture.ts';
import { reviewDetail } from '../../../src/app/review/tasks.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { createPaperApp, type PaperApp } from '../../support/paper-app.ts';
import { cardBack, cardFront as front, cardZone as zone } from '../../support/paper-texts.ts';

describe('front and back of a card handed in as two papers', () => {
  const stores = useEmbeddedStores();
  let paper: PaperApp;
  beforeAll(() => {
    paper = createPaperApp(stores(), { reviewGate: 'none' });
  });

  /** Pairs of a dossier, by the places of the papers in it. */
  async function pairsOf(...papers: readonly (readonly (readonly string[])[])[]) {
    const dossier = await paper.submit(
      papers.map((_, index) => ({ name: `Thẻ ${index + 1}`, treatment: 'none' as const })),
      papers.map((pages) => [[pages.map((page) => page.join('\n')).join('\f')]]),
    );
    await paper.run(dossier);
    const components = await paper.app.database.components.ofDossier(dossier.id);
    expect(components).toHaveLength(papers.length);
    const place = (id: string): number => components.findIndex((component) => component.id === id);
    const pairs = await cardPairs(components, paper.app.blobs);
    return pairs.map((pair) => ({ ...pair, front: place(pair.front), back: place(pair.back) }));
  }

  it('are suggested as one card by the number that both bear, whatever lies between them', async () => {
    const pairs = await pairsOf([cardBack(zone)], [front('001090000002')], [front('001090000001')]);
    expect(pairs).toEqual([
      {
        front: 2,
        back: 0,
        documentType: 'citizen_id_2021',
        reason: expect.objectContaining({ vi: expect.stringMatching(/cùng một số/) }),
        decision: null,
      },
    ]);
  });

  it('are suggested when one number was not read and no other card of the type is there', async () => {
    expect(await pairsOf([front('001090000001')], [cardBack([])])).toMatchObject([{ front: 0, back: 1 }]);
    expect(await pairsOf([front('001090000001')], [front('001090000002')], [cardBack([])])).toEqual([]);
  });

  it('are no pair when their numbers differ, and a whole card needs none', async () => {
    expect(await pairsOf([front('001090000002')], [cardBack(zone)])).toEqual([]);
    expect(await pairsOf([front('001090000001'), cardBack(zone)], [cardBack([])])).toEqual([]);
  });

  it('are decided by an officer: who and when stay with both papers, before and after in the audit log', async () => {
    const dossier = await paper.submit(
      ['Trước', 'Sau'].map((name) => ({ name, treatment: 'none' as const })),
      [[[front('001090000001').join('\n')]], [[cardBack(zone).join('\n')]]],
    );
    await paper.run(dossier);
    const [waiting] = await listCardPairs(paper.app, dossier.code);
    const { front: one = '', back: other = '' } = waiting ?? {};
    expect(waiting).toMatchObject({ names: { front: 'Trước', back: 'Sau' }, decision: null });
    expect((await listCardPairs(paper.app)).map((pair) => pair.front)).toContain(one);

    const answer = { front: one, back: other, officer: 'cb-07', accept: true, seen: null };
    await decideCardPair(paper.app, dossier.id, answer);
    for (const id of [one, other])
      expect((await paper.app.database.components.get(id))?.summary.cardPair).toMatchObject({
        with: id === one ? other : one,
        state: 'accepted',
        by: 'cb-07',
      });
    expect((await listCardPairs(paper.app)).map((pair) => pair.front)).not.toContain(one);

    // another officer who still saw it open changes nothing; one who saw the decision may take it back
    const late = { ...answer, officer: 'cb-08', accept: false };
    await expect(decideCardPair(paper.app, dossier.id, late)).rejects.toMatchObject({
      code: 'REVIEW_CHANGED',
      details: { by: 'cb-07' },
    });
    await decideCardPair(paper.app, dossier.id, { ...late, seen: 'accepted' });
    const log = (await paper.app.database.audit.after(0, 10_000)).filter(
      ({ subject, action }) => subject === one && action.startsWith('card_pair.'),
    );
    expect(log.map(({ actor, details }) => [actor, details.before, details.after])).toEqual([
      ['officer:cb-07', 'suggested', 'accepted'],
      ['officer:cb-08', 'accepted', 'refused'],
    ]);
    await expect(decideCardPair(paper.app, dossier.id, { ...answer, back: one })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('taken as one card, neither side is asked any more for what stands on the other', async () => {
    const dossier = await paper.submit(
      ['Trước', 'Sau'].map((name) => ({ name, treatment: 'none' as const })),
      [[[front('001090000001').join('\n')]], [[cardBack(zone).join('\n')]]],
      { ownerId: '079199000003' },
    );
    await paper.run(dossier);
    const [pair] = await listCardPairs(paper.app, dossier.id);
    const { front: one = '', back: other = '' } = pair ?? {};
    const askedOf = async (id: string) => {
      const [task] = await paper.app.database.reviews.ofComponent(id);
      const { fields } = await reviewDetail(paper.app, task!.id);
      return fields.filter(({ decided }) => decided === null).map(({ field }) => field);
    };
    expect(await askedOf(other)).toContain('full_name');
    const answer = { front: one, back: other, officer: 'cb-07', accept: true, seen: null };
    await decideCardPair(paper.app, dossier.id, answer);
    expect(await askedOf(other)).not.toContain('full_name');
    const kept = await paper.app.database.fields.decisionsOf(other);
    expect(kept.find(({ field }) => field === 'full_name')).toMatchObject({
      action: 'absent',
      by: 'cb-07',
      after: null,
    });
    // what was read on this side, and what this side should bear, is still a person's to look at
    expect(kept.filter(({ before }) => before !== null)).toEqual([]);
    expect(await askedOf(one)).toContain('place_of_origin');
  });

  it('are seen before they are decided: each page as a picture, of what was read only', async () => {
    const dossier = await paper.submit([{ name: 'Trước', treatment: 'none' }], [[[front('001090000004').join('\n')]]], {
      ownerId: '079199000004',
    });
    const [component] = await paper.app.database.components.ofDossier(dossier.id);
    await expect(pagePicture(paper.app, component!.id, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await paper.run(dossier);
    expect(new TextDecoder().decode(await pagePicture(paper.app, component!.id, 1))).toBe('picture 1 null');
    for (const page of [0, 2, -1])
      await expect(pagePicture(paper.app, component!.id, page)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are told by the plain command too, for the files it was given', async () => {
    const bytes = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'));
    const inputs = [
      { name: 'sau.jpg', bytes: bytes(cardBack(zone)) },
      { name: 'khac.jpg', bytes: bytes(front('001090000002')) },
      { name: 'truoc.jpg', bytes: bytes(front('001090000001')) },
    ];
    const results = await extractFiles(inputs, paper.app.techniques, { paperType: null, at: paper.app.clock.now() });
    expect(results.map(({ file, side, other_side }) => [file, side, other_side])).toEqual([
      ['sau.jpg', 'back', 'truoc.jpg'],
      ['khac.jpg', 'front', undefined],
      ['truoc.jpg', 'front', 'sau.jpg'],
    ]);
  });
});
