/**
 * Files that hold several papers: how well `suggestPapers` finds where each begins, joins the pages of one paper and the
 * front and back of a card. Stacks of drawn papers of every type and template, read with misread words, without scanning.
 *
 *   node test/bench/extraction-split.ts [--stacks=60] [--errors=0.04] [--seed=…] [--split=all|fresh] [--wrong]
 */
import { parseArgs } from 'node:util';
import { paperMakers } from '../../samples/lib/papers/catalogue.ts';
import { isRound, type TemplateSet } from '../../samples/lib/papers/common.ts';
import { chance } from '../../samples/lib/random.ts';
import { loadDocumentTypes } from '../../src/domain/document-types/registry.ts';
import { suggestPapers } from '../../src/extraction/split.ts';
import type { PageText } from '../../src/ocr/page-text.ts';
import { pageOfTruth } from '../support/page-of-truth.ts';

const { values } = parseArgs({
  options: {
    stacks: { type: 'string', default: '60' },
    errors: { type: 'string', default: '0.04' },
    seed: { type: 'string', default: 'split-1' },
    split: { type: 'string', default: 'all' },
    wrong: { type: 'boolean', default: false },
  },
});
const types = loadDocumentTypes();

interface Part {
  readonly type: string;
  readonly set: TemplateSet;
  /** 0-based pages of the stack, front first. */
  readonly pages: readonly number[];
}

interface Tally {
  papers: number;
  whole: number;
  typed: number;
  cards: number;
  paired: number;
  cutInside: number;
  glued: number;
}
const none = (): Tally => ({ papers: 0, whole: 0, typed: 0, cards: 0, paired: 0, cutInside: 0, glued: 0 });
const tallies: Partial<Record<TemplateSet, Tally>> = {};
const fresh = values.split === 'fresh';
let [rightStacks, pagesRead, ms] = [0, 0, 0];

for (let stack = 0; stack < Number(values.stacks); stack++) {
  const random = chance(`${values.seed}/${stack}`);
  const pages: PageText[] = [];
  const parts: Part[] = [];
  for (const maker of random.shuffled(paperMakers).slice(0, random.int(2, 5))) {
    const drawable = maker.templates.flatMap(({ set }, at) => ((fresh ? set === 'fresh' : !isRound(set)) ? [at] : []));
    const template = drawable[random.int(0, drawable.length - 1)]!;
    const paper = await maker.draw(random.branch(maker.type), { family: 'serif', template, inked: true });
    const first = pages.length;
    const sides = paper.draft.sheets.map((sheet, index) =>
      pageOfTruth(sheet, `${values.seed}/${stack}/${maker.type}/${index}`, Number(values.errors)),
    );
    // a card is laid on the glass with its back up as often as not
    const reversed = paper.format === 'card' && sides.length === 2 && random.maybe(0.3);
    pages.push(...(reversed ? sides.reverse() : sides));
    const own = sides.map((_, index) => first + index);
    parts.push({
      type: maker.type,
      set: maker.templates[template]!.set,
      pages: reversed ? own.reverse() : own,
    });
  }
  const started = performance.now();
  const found = suggestPapers(pages, types);
  ms += performance.now() - started;
  pagesRead += pages.length;
  let right = true;
  for (const part of parts) {
    const tally = tallies[part.set] ?? none();
    tallies[part.set] = tally;
    const same = found.find((one) => one.pages.join() === part.pages.join());
    const card = types.get(part.type)?.layout === 'card' && part.pages.length === 2;
    const holders = found.filter((one) => one.pages.some((page) => part.pages.includes(page)));
    tally.papers += 1;
    if (same !== undefined) tally.whole += 1;
    if (same?.documentType === part.type) tally.typed += 1;
    if (card) tally.cards += 1;
    if (card && same !== undefined) tally.paired += 1;
    if (holders.length > 1) tally.cutInside += 1;
    if (holders.some((one) => one.pages.some((page) => !part.pages.includes(page)))) tally.glued += 1;
    if (same === undefined || same.documentType !== part.type) {
      right = false;
      if (values.wrong)
        console.log(
          `stack ${stack}: ${part.type}${part.set === 'build' ? '' : ` (${part.set})`} [${part.pages}] became ${holders.map((one) => `${one.documentType} [${one.pages}]`).join(' + ')}`,
        );
    }
  }
  if (right) rightStacks += 1;
}

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
console.log(
  `${values.stacks} stacks, ${pagesRead} pages, ${values.errors} of words misread: ${percent(rightStacks, Number(values.stacks))} of stacks right in all, ${(ms / pagesRead).toFixed(1)} ms a page`,
);
for (const [name, tally] of Object.entries(tallies))
  console.log(
    `${name.padEnd(8)} ${tally.papers} papers: pages right ${percent(tally.whole, tally.papers)}, pages and type ${percent(tally.typed, tally.papers)}; ${tally.cards} cards, front and back paired ${percent(tally.paired, tally.cards)}; cut inside ${tally.cutInside}, glued to another ${tally.glued}`,
  );
