import type { DocumentType } from '../domain/document-types/document-type.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { distance } from './distance.ts';
import type { LabelMatch } from './fuzzy.ts';
import { foldedOf, type Token } from './page-layout.ts';

/** Labels of a type by their letters → the same in the second language, as `Quốc tịch / Nationality` lists them. */
export type Translations = ReadonlyMap<string, readonly string[]>;

export function translationsOf(type: DocumentType): Translations {
  const out = new Map<string, string[]>();
  for (const label of type.fields.flatMap((field) => field.labels)) {
    const [first = '', second] = label.split(' / ').map(folded);
    if (second !== undefined) out.set(first, [...(out.get(first) ?? []), second]);
  }
  return out;
}

/** A stroke between two languages, and what it is read as. */
export const STROKE = /^[/ƒ|¿\\]/u;

/** Share of the letters that may differ: the second language is small and pale, so most misread of all print on a card. */
const AFTER_STROKE = 0.6;
const ALONE = 0.35;
const WHOLE_LINE = 0.5;

/** How many of the words behind a label are its second language, which has no colon; misread as they may be. */
export function secondLanguageWords(label: LabelMatch, tokens: readonly Token[], translations: Translations): number {
  const limit = STROKE.test(tokens[0]?.text ?? '') ? AFTER_STROKE : ALONE;
  let best = { words: 0, share: limit };
  for (const meant of translated(label, translations))
    for (let words = 1; words <= Math.min(tokens.length, 7); words++) {
      const share = unlike(foldedOf(tokens.slice(0, words)), meant);
      if (share < best.share) best = { words, share };
    }
  return best.words;
}

/** Whether a line under labels is their second language: that of all of them in a row, or of the one. */
export function isSecondLanguage(
  label: LabelMatch,
  labels: readonly LabelMatch[],
  line: readonly Token[],
  under: readonly Token[],
  translations: Translations,
): boolean {
  if (translated(label, translations).some((meant) => unlike(foldedOf(under), meant) <= ALONE)) return true;
  const row = labels.filter((one) => one.row === label.row).map((one) => translated(one, translations)[0] ?? '');
  return row.length > 1 && row.every((meant) => meant !== '') && unlike(foldedOf(line), row.join('')) <= WHOLE_LINE;
}

const translated = ({ label }: LabelMatch, translations: Translations): readonly string[] =>
  translations.get(folded(label)) ?? [];
/** Letters that differ, as a share of those meant. */
const unlike = (read: string, meant: string): number => distance(read, meant, meant.length) / meant.length;
