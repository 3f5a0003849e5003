import type { FieldKind, FieldSpec } from '../domain/document-types/document-type.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { highlandSurnames, nameSyllables, surnames } from './lexicon/names.ts';
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
  /** Other readings of the same line that say the same, and that say something else. */
  readonly same: number;
  readonly other: number;
  /** Share of the page's words that recognition was not sure of. */
  readonly pageDoubt: number;
}

/** Kinds whose values are wrong in alike ways. */
export type KindGroup = 'list' | 'name' | 'number' | 'date' | 'text';

export function groupOf(kind: FieldKind): KindGroup {
  if (
    kind === 'gender' ||
    kind === 'ethnicity' ||
    kind === 'nationality' ||
    kind === 'licence_class' ||
    kind === 'choice'
  )
    return 'list';
  if (kind === 'person_name') return 'name';
  if (/date|year/.test(kind)) return 'date';
  if (kind === 'text' || kind === 'address' || kind === 'authority' || kind === 'business_lines') return 'text';
  return 'number';
}

/** The evidence as numbers, in the order of `weights`. */
export const featuresOf = (evidence: Evidence): readonly number[] => [
  evidence.meanWord,
  evidence.worstWord,
  // The last hundredths tell most: 0.96 is as good as it gets, 0.90 is not.
  Math.max(0, evidence.worstWord - 0.85) * 10,
  evidence.label,
  evidence.quality,
  evidence.agrees,
  evidence.disagrees ? 1 : 0,
  evidence.unknownWords,
  evidence.misnamed ? 1 : 0,
  evidence.detached ? 1 : 0,
  Math.log1p(evidence.words),
  evidence.label < 0.97 ? 1 : 0,
  evidence.same,
  evidence.other,
  10 * Math.min(evidence.pageDoubt, 0.2),
];

export interface Calibration {
  readonly bias: Readonly<Record<KindGroup, number>>;
  readonly weights: readonly number[];
}

/**
 * Fitted by `node test/bench/extraction-fit.ts --seeds=extraction-1,build-1` on 5,873 printed values of 52 templates, 165 of them
 * wrong. On templates left out of the fit, of the values at 0.95 and above that nothing objects to 99.86 % were right. Kept
 * with the readings of a newer model: a fit to those would have accepted as many and been right less often (docs/document-types.md).
 */
export const calibration: Calibration = {
  bias: { list: 0.63, name: -1.47, number: -0.53, date: 0.74, text: 0.13 },
  weights: [-0.88, 2.05, 2.47, -1.14, 5.25, 1.19, -2.56, -2.31, -1.18, 0.39, -0.38, -0.55, -0.08, -1.17, -0.59],
};

/** Probability that the value is exactly right: a logistic model of the evidence. */
export function probability(evidence: Evidence, fitted: Calibration = calibration): number {
  const features = featuresOf(evidence);
  const z = features.reduce(
    (sum, feature, index) => sum + feature * (fitted.weights[index] ?? 0),
    fitted.bias[groupOf(evidence.kind)],
  );
  return 1 / (1 + Math.exp(-z));
}

/** Least probability of an accepted value; a field or a kind may ask for more (policy, not law). */
export interface AcceptancePolicy {
  readonly acceptAt: number;
  readonly byKind: Readonly<Partial<Record<FieldKind, number>>>;
  /** Word confidence (0 to 1) under which a printed value always goes to a person, whatever confirms it. */
  readonly leastWord: number;
}

export const defaultPolicy: AcceptancePolicy = { acceptAt: 0.95, byKind: {}, leastWord: 0.6 };

export const thresholdOf = (field: FieldSpec, policy: AcceptancePolicy): number =>
  field.acceptAt ?? policy.byKind[field.kind] ?? policy.acceptAt;

const knownSurnames = new Set([...surnames, ...highlandSurnames].map((name) => name.toLowerCase()));
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
