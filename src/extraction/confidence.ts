import type { FieldKind, FieldSpec } from '../domain/document-types/document-type.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { nameSyllables, surnames } from './lexicon/names.ts';
import type { Token } from './page-layout.ts';

/** What is known of a reading before it is believed. All between 0 and 1. */
export interface Evidence {
  readonly kind: FieldKind;
  /** Recognition's confidence of the least sure word, and the mean weighted by letters. */
  readonly worstWord: number;
  readonly meanWord: number;
  /** Likeness of the label; 0.9 when the value was found by its place. */
  readonly label: number;
  /** How well the text fits its kind. */
  readonly quality: number;
  /** A check digit, another field, the words or a code say the same. */
  readonly agrees: number;
  readonly disagrees: boolean;
  /** Share of the words that the lexicon of the kind does not know. */
  readonly unknownWords: number;
  /** It names a province almost, but not quite, as one is spelled. */
  readonly misnamed: boolean;
  /** The value stood in another cell or below its label. */
  readonly detached: boolean;
  readonly words: number;
}

/** Weights of the logistic model; fitted by `test/bench/extraction.ts --fit` on the tuning papers. */
export const weights = {
  bias: -6,
  meanWord: 4,
  worstWord: 3,
  label: 2,
  quality: 2.5,
  agrees: 3,
  disagrees: -5,
  unknownWords: -2,
  misnamed: -1.5,
  detached: -0.3,
  words: -0.05,
} as const;

/** Probability that the value is exactly right. */
export function probability(evidence: Evidence): number {
  const z =
    weights.bias +
    weights.meanWord * evidence.meanWord +
    weights.worstWord * evidence.worstWord +
    weights.label * evidence.label +
    weights.quality * evidence.quality +
    weights.agrees * evidence.agrees +
    (evidence.disagrees ? weights.disagrees : 0) +
    weights.unknownWords * evidence.unknownWords +
    (evidence.misnamed ? weights.misnamed : 0) +
    (evidence.detached ? weights.detached : 0) +
    weights.words * evidence.words;
  return 1 / (1 + Math.exp(-z));
}

/** Least probability of an accepted value; a field or a kind may ask for more (policy, not law). */
export interface AcceptancePolicy {
  readonly acceptAt: number;
  readonly byKind: Readonly<Partial<Record<FieldKind, number>>>;
}

export const defaultPolicy: AcceptancePolicy = { acceptAt: 0.95, byKind: {} };

export const thresholdOf = (field: FieldSpec, policy: AcceptancePolicy): number =>
  field.acceptAt ?? policy.byKind[field.kind] ?? policy.acceptAt;

const knownSurnames = new Set(surnames.map((name) => name.toLowerCase()));
const knownSyllables = new Set([...nameSyllables].map((name) => name.toLowerCase()));

/** Share of the words of a name that are no known name syllable with exactly these marks. */
export function unknownNameWords(value: string): number {
  const words = value.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const unknown = words.filter((word, index) =>
    index === 0 ? !knownSurnames.has(word) : !knownSyllables.has(word) && !knownSurnames.has(word),
  );
  return unknown.length / words.length;
}

/** Names that differ from a name in the marks of one word, each word known: offered, never applied. */
export function nameCandidates(value: string): string[] {
  const words = value.split(/\s+/);
  const out: string[] = [];
  words.forEach((word, index) => {
    const known = index === 0 ? surnames : [...nameSyllables];
    if (known.some((name) => name.toLowerCase() === word.toLowerCase())) return;
    for (const name of known) {
      if (folded(name) !== folded(word)) continue;
      const cased = word === word.toUpperCase() ? name.toUpperCase() : name;
      out.push([...words.slice(0, index), cased, ...words.slice(index + 1)].join(' '));
    }
  });
  return out.slice(0, 5);
}

export function wordConfidence(tokens: readonly Token[]): { readonly worst: number; readonly mean: number } {
  const words = tokens.filter((token) => token.folded !== '');
  if (words.length === 0) return { worst: 0, mean: 0 };
  const letters = words.reduce((sum, token) => sum + token.text.length, 0);
  return {
    worst: Math.min(...words.map((token) => token.confidence)),
    mean: words.reduce((sum, token) => sum + token.confidence * token.text.length, 0) / letters,
  };
}
