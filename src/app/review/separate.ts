import { notFound, SohoaError } from '../../domain/errors.ts';
import type { SuggestedPaper } from '../../pipeline/outputs.ts';
import type { ComponentInput, SourceFile } from '../../pipeline/ports/components.ts';
import type { ReviewTask } from '../../pipeline/ports/reviews.ts';
import type { App } from '../app.ts';
import { componentId } from '../submit-dossier.ts';
import { changed, goOn, type ReviewDecision, type ReviewOutcome } from './decision.ts';
import { reviewTask, typeName } from './tasks.ts';

/**
 * A file that holds several papers becomes a component for each of them, in one transaction with the end of the file's
 * own way; kept as one paper it goes on. Pages that no paper takes are refused: nothing is dropped silently.
 * Throws USAGE for boundaries that do not take each page once, REVIEW_CHANGED.
 */
export async function separatePapers(app: App, task: ReviewTask, decision: ReviewDecision): Promise<ReviewOutcome> {
  const suggested = task.payload.papers as readonly SuggestedPaper[];
  const { papers } = decision;
  if (papers === undefined)
    throw new SohoaError('USAGE', {
      reason_vi: 'hãy nói tách thế nào: theo gợi ý, giữ nguyên, hoặc các trang của từng giấy tờ',
      reason_en: 'say how to separate: as suggested, as one, or the pages of each paper',
    });
  const now = app.clock.now();
  const asOne = papers === 'one';
  const groups = asOne
    ? []
    : papers === 'as_suggested'
      ? suggested
      : papers.map((pages): SuggestedPaper => ({ pages, documentType: 'unknown', confidence: 0, vi: '', en: '' }));
  if (!asOne) checkPages(groups, suggested);

  const parent = await app.database.components.get(task.componentId);
  if (parent === null) throw notFound('component', task.componentId);
  if (parent.state === 'refused' || parent.summary.splitInto !== undefined) throw changed(task);
  const natures = await pagesOfSources(app, parent.sources);
  const children = await app.database.transaction(async (records) => {
    const version = await records.reviews.decide(
      task.id,
      task.version,
      { state: 'done', by: decision.officer, resolution: { papers: asOne ? 'one' : groups.map(({ pages }) => pages) } },
      now,
    );
    if (version === null) throw changed(task);
    const siblings = await records.components.ofDossier(parent.dossierId);
    const after = Math.max(...siblings.map(({ ordinal }) => ordinal)) + 1;
    const made: string[] = [];
    for (const [index, group] of groups.entries()) {
      const { declaredPages: _, ...details } = parent.details;
      const part = partOf(parent.sources, natures, group.pages);
      const known = group.documentType === 'unknown' ? null : typeName(app, group.documentType).vi;
      const input: Omit<ComponentInput, 'id'> = {
        dossierId: parent.dossierId,
        ordinal: after + index,
        name: `${parent.name} – ${known ?? `phần ${index + 1}`}`,
        treatment: parent.treatment,
        sources: part.sources,
        details: {
          ...details,
          from: parent.id,
          asOnePaper: true,
          ...(part.pages === null ? {} : { pages: part.pages }),
        },
      };
      const id = componentId(input);
      await records.components.add({ ...input, id }, now);
      made.push(id);
    }
    await records.components.note(parent.id, asOne ? { asOnePaper: true } : { splitInto: made });
    await records.audit.append({
      at: now,
      actor: `officer:${decision.officer}`,
      action: asOne ? 'component.kept_whole' : 'component.separated',
      subject: parent.id,
      details: { review: task.id, into: made, pages: groups.map(({ pages }) => pages) },
    });
    await goOn(records, parent.id, now);
    return made;
  });
  await app.sweep();
  return { task: await reviewTask(app, task.id), warnings: [], components: children };
}

/** Boundaries as a person writes them: `1-2,3,4-6` is three papers. USAGE when it is anything else. */
export const boundariesOf = (written: string): readonly (readonly number[])[] =>
  written.split(',').map((part) => {
    const [, first, last] = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last ?? first)];
    if (first === undefined || from < 1 || to < from)
      throw new SohoaError('USAGE', {
        reason_vi: `“${written}” không phải các trang như 1-2,3`,
        reason_en: `“${written}” is no list of pages such as 1-2,3`,
      });
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });

function checkPages(groups: readonly SuggestedPaper[], suggested: readonly SuggestedPaper[]): void {
  const all = suggested.flatMap(({ pages }) => pages).toSorted((a, b) => a - b);
  const given = groups.flatMap(({ pages }) => pages).toSorted((a, b) => a - b);
  if (groups.some(({ pages }) => pages.length === 0) || given.join() !== all.join())
    throw new SohoaError('USAGE', {
      reason_vi: `mỗi trang từ 1 đến ${all.length} phải thuộc đúng một giấy tờ`,
      reason_en: `each of the pages 1-${all.length} belongs to exactly one paper`,
    });
}

async function pagesOfSources(app: App, sources: readonly SourceFile[]): Promise<readonly number[]> {
  const natures = await Promise.all(
    sources.map(async ({ name, sha256 }) => app.techniques.inspect({ name, bytes: await app.blobs.get(sha256) })),
  );
  return natures.map(({ pages }) => pages);
}

/** Which files, and which of their pages: single images go along in the paper's order, a file of many keeps its own. */
function partOf(
  sources: readonly SourceFile[],
  pageCounts: readonly number[],
  pages: readonly number[],
): { readonly sources: readonly SourceFile[]; readonly pages: readonly number[] | null } {
  const fileOf = pageCounts.flatMap((count, file) => Array.from({ length: count }, () => file));
  if (pageCounts.every((count) => count === 1)) {
    const taken = pages.map((page) => sources[page - 1]).filter((source) => source !== undefined);
    return { sources: taken, pages: null };
  }
  const files = [...new Set(pages.map((page) => fileOf[page - 1]))].toSorted((a, b) => Number(a) - Number(b));
  // Pages are counted over the files that go along.
  const numbers: number[] = [];
  let before = 0;
  for (const [file, count] of pageCounts.entries()) {
    if (!files.includes(file)) continue;
    const first = pageCounts.slice(0, file).reduce((sum, each) => sum + each, 0);
    for (const page of pages) if (page > first && page <= first + count) numbers.push(before + page - first);
    before += count;
  }
  return {
    sources: files.map((file) => sources[Number(file)]).filter((source) => source !== undefined),
    pages: numbers,
  };
}
