import type { BoxPx } from '../domain/geometry.ts';
import { surnames } from './lexicon/names.ts';
import { type Layout, type Row, spanOf, type Token, tokensIn, union } from './page-layout.ts';
import { signatureBlock } from './signature-block.ts';

/** A part of a page, 0-based. */
export interface Part {
  readonly page: number;
  readonly box: BoxPx;
}

const NAME_WORD = /^\p{Lu}\p{Ll}+[.,]?$/u;
/** Word confidence (0 to 1) from which a word of a name was read, and no trace of a seal. */
const READ = 0.8;
/** A lost word reaches so much farther to the left at least, in letter heights; a name of which no title tells the middle, so much. */
const LOST = 2.5;
const LOST_WITHOUT_TITLE = 6;
const families = new Set(surnames);

/**
 * The line of a signer's name, though a seal lies over its beginning: a signature block is centred, so a name reaches as far to
 * the left of its title's middle as to the right, and a word
 * farther when what was read begins with no family name. `region` is the place where it must stand; null when no two words of a name that end a line were read there.
 */
export function signerLine(layout: Layout, region: Part): Part | null {
  const words = layout.rows
    .filter((row) => row.page === region.page)
    .map((row) => lastWords(row, region.box))
    .filter((tokens) => tokens.length >= 2)
    .sort((a, b) => letters(b) - letters(a))[0];
  if (words === undefined) return null;
  const name = union(words.map(({ box }) => box));
  const titles = signatureBlock(layout)?.titles ?? [];
  const middles = titles
    .filter(({ row }) => row.page === region.page && row.box.y1 < name.y1)
    .map((title) => spanOf(tokensIn(title)))
    .map(({ x0, x1 }) => x0 + x1);
  const height = name.y1 - name.y0;
  // the middle of a line that lost its first letters is farther to the right
  const mirrored = middles.length === 0 ? name.x0 - LOST_WITHOUT_TITLE * height : Math.min(...middles) - name.x1;
  const whole = families.has(words[0]?.text ?? '') && Math.abs(mirrored - name.x0) < height;
  const x0 = whole ? mirrored : Math.min(mirrored, name.x0 - LOST * height);
  return { page: region.page, box: { ...name, x0: Math.max(0, Math.round(Math.min(name.x0, x0))) } };
}

/** Words of a name at the end of what stands in the region. */
function lastWords(row: Row, region: BoxPx): readonly Token[] {
  const own = row.tokens.filter(({ folded, box }) => folded !== '' && inside(box, region));
  return own.slice(1 + own.findLastIndex(({ text, confidence }) => !NAME_WORD.test(text) || confidence < READ));
}

const letters = (tokens: readonly Token[]): number => tokens.reduce((sum, { folded }) => sum + folded.length, 0);

const inside = (box: BoxPx, region: BoxPx): boolean => {
  const [x, y] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
  return x >= region.x0 && x <= region.x1 && y >= region.y0 && y <= region.y1;
};
