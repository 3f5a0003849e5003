import { createHash } from 'node:crypto';
import { text } from '../../domain/text.ts';
import type { PageText } from '../../ocr/page-text.ts';
import { readJson, type StageOf, type SuggestedPaper } from '../outputs.ts';
import type { ComponentRecord } from '../ports/components.ts';

/**
 * One file may hold several papers, and a card may lie back side first (rules.md R6.2). The pages are only looked at and
 * a suggestion is put before an officer, before anybody signs: taken up, the papers become components of their own
 * (app/review); turned down, the file goes on as one paper.
 */
export const separate: StageOf<'separate'> = (techniques) => ({
  name: 'separate',
  version: '1',
  needs: ['intake', 'digitize'],
  applies: ({ outputs }) => outputs.digitize !== undefined && outputs.digitize.pages.length > 1,
  parameters: ({ component }) => ({
    gate: techniques.settings.reviewGate,
    declared: component.details.paperType ?? null,
    asOnePaper: isOnePaper(component),
  }),
  async run({ component, outputs, blobs, records, clock }) {
    if (outputs.digitize === undefined) throw new Error('separate runs after digitize');
    const texts = await readJson<readonly PageText[]>(blobs, outputs.digitize.texts);
    const papers = (await techniques.papers(texts)).map(
      ({ pages, documentType, confidence, reason }): SuggestedPaper => ({
        pages: pages.map((page) => page + 1),
        documentType,
        confidence,
        ...reason,
      }),
    );
    const declared = techniques.documentTypes.get(String(component.details.paperType ?? ''));
    const settled =
      isOnePaper(component) ||
      isAsItLies(papers) ||
      (declared !== undefined && declared.pages.max >= texts.length && papers.length > 1);
    if (settled) return { output: { papers: papers.length > 1 ? papers : [] } };
    await records.reviews.open(
      {
        id: splitReviewId(component.id),
        componentId: component.id,
        kind: 'split',
        payload: {
          papers,
          view: outputs.digitize.document,
          pages: texts.map(({ widthPx, heightPx }) => ({ widthPx, heightPx })),
        },
      },
      clock.now(),
    );
    if (techniques.settings.reviewGate === 'none') return { output: { papers } };
    const reason =
      papers.length > 1
        ? text(
            `tệp này có vẻ gồm ${papers.length} giấy tờ; hãy tách hoặc giữ nguyên`,
            `this file seems to hold ${papers.length} papers; split it or keep it as it is`,
          )
        : text(
            'mặt sau nằm trước mặt trước; hãy đổi thứ tự hoặc giữ nguyên',
            'the back lies before the front; reorder or keep',
          );
    return { wait: { kind: 'review', slot: null, reason } };
  },
  async record(_records, output) {
    return { summary: { papers: output.papers } };
  },
});

/** An officer said so, of this file or of the larger one that it was a part of. */
const isOnePaper = ({ details, summary }: ComponentRecord): boolean =>
  summary.asOnePaper === true || details.asOnePaper === true;

export const splitReviewId = (componentId: string): string =>
  createHash('sha256').update(`split:${componentId}`).digest('hex').slice(0, 32);

/** One paper whose pages lie in its own order: nothing to ask. */
const isAsItLies = (papers: readonly SuggestedPaper[]): boolean =>
  papers.length <= 1 && papers.every(({ pages }) => pages.every((page, index) => page === index + 1));
