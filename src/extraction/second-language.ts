import type { DocumentType } from '../domain/document-types/document-type.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { distance } from './distance.ts';
import type { LabelMatch } from './fuzzy.ts';
import { isSyllable } from './lexicon/syllable.ts';
import { foldedOf, isCapitals, type Token } from './page-layout.ts';

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

/** Second language so pale that nothing of it is like what it says: mean certainty of its words, and of the last of them. */
const PALE_MEAN = 0.6;
const PALE_WORD = 0.7;
/** Words that a second language has at most. */
const MOST_WORDS = 7;

/**
 * How many of the words behind a label are what recognition made of its second language where that is too pale to be read
 * ("Đla2y 2f b1 ng«t~33 +"): two at least, unsure as no print is, one of them no word, and none in capitals as values are.
 */
export function paleWords(label: LabelMatch, tokens: readonly Token[], translations: Translations): number {
  if (translated(label, translations).length === 0) return 0;
  const words = tokens.slice(0, MOST_WORDS);
  const end = 1 + words.findLastIndex(({ confidence }) => confidence < PALE_WORD);
  const pale = words.slice(0, end).filter(({ folded: letters }) => letters !== '');
  const mean = pale.reduce((sum, { confidence }) => sum + confidence, 0) / pale.length;
  const none = pale.some(({ text }) => !isSyllable(text) && !/^[\d./-]+$/.test(text));
  const value = pale.some(({ text }) => isCapitals(text) || /\d{3}/.test(text));
  return pale.length >= 2 && mean < PALE_MEAN && none && !value ? end : 0;
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
