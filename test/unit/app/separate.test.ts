import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { decideReview } from '../../../src/app/review/decide.ts';
import { reviewDetail } from '../../../src/app/review/tasks.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { createPaperApp, type PaperApp } from '../../support/paper-app.ts';
import { cardBack, cardFront, cardZone, order, orderSecond } from '../../support/paper-texts.ts';

const front = cardFront('001090000001');
const back = cardBack(cardZone);
const second = orderSecond;

/** One file of several pages: form feeds part them. */
const file = (...pages: readonly (readonly string[])[]): readonly string[] => [
  pages.map((page) => page.join('\n')).join('\f'),
];

describe('a file of several papers', () => {
  const stores = useEmbeddedStores();
  let paper: PaperApp;
  beforeAll(() => {
    paper = createPaperApp(stores());
  });
  const componentsOf = (dossierId: string) => paper.app.database.components.ofDossier(dossierId);

  async function asked(pages: readonly (readonly string[])[], more: { paperType?: string } = {}) {
    const dossier = await paper.submit(
      [{ name: `Tệp ${randomUUID()}`, treatment: 'certified-copy', ...more }],
      [pages.slice()],
    );
    await paper.run(dossier);
    const [component] = await componentsOf(dossier.id);
    const [task] = await paper.app.database.reviews.ofComponent(component!.id);
    return { dossier, component: component!, task };
  }

  it('waits before anybody signs it, and the suggestion names pages and types', async () => {
    const { component, task } = await asked([file(front, back, order, second)]);
    expect(component).toMatchObject({ state: 'waiting', stage: 'separate', waiting: { kind: 'review' } });
    expect(component.waiting?.reason.vi).toContain('2 giấy tờ');
    expect(component.summary.signedSlots).toBeUndefined();
    const { papers } = await reviewDetail(paper.app, task!.id);
    expect(papers.map(({ pages, documentType }) => [pages, documentType])).toEqual([
      [[1, 2], 'citizen_id_2021'],
      [[3, 4], 'decision'],
    ]);
  });

  it('becomes a component for each paper when the officer takes the suggestion; the file itself ends', async () => {
    const { dossier, component, task } = await asked([file(front, back, order, second)]);
    const { components } = await decideReview(paper.app, task!.id, {
      officer: 'cb-01',
      version: 1,
      papers: 'as_suggested',
    });
    await paper.run(dossier);
    const [parent, card, decision] = await componentsOf(dossier.id);
    expect(parent).toMatchObject({ id: component.id, state: 'done', summary: { splitInto: components } });
    expect(await paper.app.database.warehouse.ofComponent(component.id)).toEqual([]);
    expect([card?.details.pages, decision?.details.pages]).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect([card?.summary.documentType, decision?.summary.documentType]).toEqual(['citizen_id_2021', 'decision']);
    expect([card?.summary.pages, decision?.summary.pages]).toEqual([2, 2]);
    expect(card?.name).toContain('Căn cước công dân');
    expect(decision?.treatment).toBe('certified-copy');
    expect([card, decision].map((one) => one?.summary.signedSlots)).toEqual([['OPERATOR_SCAN'], ['OPERATOR_SCAN']]);
  });

  it('is cut where the officer says, and every page belongs to exactly one paper', async () => {
    const { dossier, task } = await asked([file(front, back, order, second)]);
    const decide = (papers: readonly (readonly number[])[]) =>
      decideReview(paper.app, task!.id, { officer: 'cb-01', version: 1, papers });
    await expect(decide([[1, 2], [3]])).rejects.toMatchObject({ code: 'USAGE' });
    await expect(
      decide([
        [1, 2],
        [2, 3, 4],
      ]),
    ).rejects.toMatchObject({ code: 'USAGE' });
    await decide([[1], [2], [3, 4]]);
    expect((await componentsOf(dossier.id)).slice(1).map(({ details }) => details.pages)).toEqual([[1], [2], [3, 4]]);
    await expect(decide([[1, 2, 3, 4]])).rejects.toMatchObject({ code: 'REVIEW_CHANGED' });
  });

  it('goes on as one paper when the officer keeps it whole', async () => {
    const { dossier, component, task } = await asked([file(order, order)]);
    await decideReview(paper.app, task!.id, { officer: 'cb-01', version: 1, papers: 'one' });
    await paper.run(dossier);
    expect(await componentsOf(dossier.id)).toHaveLength(1);
    const after = await paper.app.database.components.get(component.id);
    expect(after?.summary.signedSlots).toEqual(['OPERATOR_SCAN']);
  });

  it('is not asked about when it is one paper in its order, or when the counter declared a paper of so many pages', async () => {
    expect((await asked([file(order, second)])).task?.kind).not.toBe('split');
    expect((await asked([file(front, back)])).task?.kind).not.toBe('split');
    expect((await asked([file(order, order)], { paperType: 'decision' })).task?.kind).not.toBe('split');
  });

  it('of a card whose back was scanned first gets the front first', async () => {
    const { dossier, component, task } = await asked([back, front]);
    expect(component.waiting?.reason.vi).toContain('mặt sau');
    await decideReview(paper.app, task!.id, { officer: 'cb-01', version: 1, papers: 'as_suggested' });
    const [, card] = await componentsOf(dossier.id);
    expect(card?.sources.map(({ sha256 }) => sha256)).toEqual(
      component.sources.map(({ sha256 }) => sha256).toReversed(),
    );
  });
});
