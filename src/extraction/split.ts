import type { DocumentType } from '../domain/document-types/document-type.ts';
import type { DocumentTypes } from '../domain/document-types/registry.ts';
import type { Text } from '../domain/text.ts';
import { text } from '../domain/text.ts';
import type { PageText } from '../ocr/page-text.ts';
import { classify, type TypeScore, UNKNOWN_TYPE } from './classify.ts';
import { findLabels } from './fuzzy.ts';
import { type Layout, layOut } from './page-layout.ts';

/** A paper inside a file: a suggestion for a person, never done by itself. */
export interface PaperSuggestion {
  /** 0-based pages, in order of the paper (front before back). */
  readonly pages: readonly number[];
  readonly documentType: string;
  readonly confidence: number;
  readonly reason: Text;
}

export interface PageSight {
  readonly page: number;
  /** Type by the page alone, or `unknown`. */
  readonly type: string;
  readonly confidence: number;
  /** The page bears the national motto at its top, or a title: a paper begins here. */
  readonly begins: boolean;
  /** Side of a card, when the page is one. */
  readonly side: string | null;
  readonly blank: boolean;
}

const BEGINNING = 0.45;
const TITLED = 0.5;
const MOTTO = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
/** The motto of a paper stands in this part of its first page. */
const TOP = 0.4;

/** What each page of a file looks like by itself. */
export function sightPages(pages: readonly PageText[], types: DocumentTypes): PageSight[] {
  return pages.map((page, index) => {
    const layout = layOut([page]);
    const found = classify(layout, types);
    const type = types.get(found.type);
    const side = type === undefined ? null : sideOf(layout, type.sides ?? []);
    // the back of a card continues no paper but its own front, and that is paired with it
    const card = type?.layout === 'card' && side !== null;
    return {
      page: index,
      type: found.type,
      confidence: found.confidence,
      begins: (card || hasMotto(layout) || isTitled(found.scores[0])) && !startsWithPageNumber(layout),
      side,
      blank: layout.rows.reduce((sum, row) => sum + row.tokens.length, 0) < 3,
    };
  });
}

const isTitled = (best: TypeScore | undefined): boolean =>
  best !== undefined && best.score >= BEGINNING && best.title >= TITLED;

const hasMotto = (layout: Layout): boolean =>
  findLabels(layout, [MOTTO]).some(
    (match) => match.score > 0.7 && match.row.box.y0 < TOP * (layout.pages[match.row.page]?.heightPx ?? 0),
  );

type Sides = NonNullable<DocumentType['sides']>;

/** A side is seen when more than this share of its printed hints is. */
const SIDE_SHARE = 0.2;

/** The side of a page, when it is one: that of which most is seen. */
const sideOf = (layout: Layout, sides: Sides): string | null =>
  sidesOf(layout, sides).toSorted((a, b) => b.share - a.share)[0]?.id ?? null;

/** Sides of a card that are seen on the pages; a copy on one sheet has both. */
export const sidesOf = (layout: Layout, sides: Sides): readonly { readonly id: string; readonly share: number }[] =>
  sides
    .map(({ id, hints }) => {
      const seen = findLabels(layout, hints).filter((match) => match.score > 0.8);
      return { id, share: new Set(seen.map((match) => match.label)).size / hints.length };
    })
    .filter(({ share }) => share > SIDE_SHARE);

/** NĐ 30/2020: pages after the first bear their number at the top. */
function startsWithPageNumber(layout: Layout): boolean {
  const first = layout.rows[0];
  return (
    first !== undefined &&
    first.tokens.length === 1 &&
    /^\d{1,3}$/.test(first.tokens[0]?.text ?? '') &&
    Number(first.tokens[0]?.text) > 1
  );
}

/**
 * Suggests how the pages of one file are papers: a titled page begins one, an untitled page continues the one before,
 * the back of a card joins its front wherever it lies next to it, blank pages stay with the paper before them (flagged
 * elsewhere, never deleted).
 */
export function suggestPapers(pages: readonly PageText[], types: DocumentTypes): PaperSuggestion[] {
  const sights = sightPages(pages, types);
  const groups: { pages: PageSight[]; type: string }[] = [];
  for (const sight of sights) {
    const current = groups.at(-1);
    const paired = current !== undefined && pairs(current.pages, sight, types);
    if (current !== undefined && (paired || sight.blank || !sight.begins)) {
      const room = (types.get(current.type)?.pages.max ?? Number.POSITIVE_INFINITY) > current.pages.length;
      // a page of no known type continues a letter of any length, but no card that has its sides
      const goesOn = sight.type === UNKNOWN_TYPE && types.get(current.type)?.layout !== 'card';
      if (paired || room || sight.blank || goesOn) {
        current.pages.push(sight);
        if (current.type === UNKNOWN_TYPE) current.type = sight.type;
        continue;
      }
    }
    groups.push({ pages: [sight], type: sight.type });
  }
  return groups.map((group) => suggestion(group.pages, pages, types));
}

/** Front and back of one card, or the two columns of one certificate's sides: same type, other side, not there yet. */
function pairs(group: readonly PageSight[], next: PageSight, types: DocumentTypes): boolean {
  const first = group[0];
  if (first === undefined || group.length !== 1 || next.side === null || first.side === null) return false;
  const cards = types.get(first.type)?.layout === 'card' && types.get(next.type)?.layout === 'card';
  return (
    cards && first.side !== next.side && (first.type === next.type || first.side === 'back' || next.side === 'back')
  );
}

function suggestion(group: readonly PageSight[], pages: readonly PageText[], types: DocumentTypes): PaperSuggestion {
  const ordered = [...group].sort((a, b) =>
    a.side === b.side ? a.page - b.page : a.side === 'back' ? 1 : b.side === 'back' ? -1 : 0,
  );
  const texts = ordered.map((sight) => pages[sight.page]).filter((page) => page !== undefined);
  const whole = classify(layOut(texts), types);
  const reason =
    group.length === 1
      ? text('Một trang.', 'One page.')
      : ordered.some((sight) => sight.side === 'back')
        ? text('Mặt trước và mặt sau của một thẻ.', 'Front and back of one card.')
        : text(
            'Trang đầu có tiêu đề, các trang sau nối tiếp.',
            'The first page bears the title, the others continue it.',
          );
  return {
    pages: ordered.map((sight) => sight.page),
    documentType: whole.type,
    confidence: whole.confidence,
    reason,
  };
}
