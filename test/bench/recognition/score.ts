/**
 * How well a text layer says what is printed. `pdftotext` output (reading order, the default mode) is compared line by
 * line: each truth line against the stretch of the text that is nearest to it, so that what is not judged (seals,
 * handwriting) costs nothing where it stands between lines. Order is judged apart.
 */
export interface PageScore {
  readonly characters: number;
  readonly characterErrors: number;
  readonly words: number;
  readonly wordErrors: number;
  /**
   * Neighbouring truth lines, and how many of these pairs stand in the wrong order in the text. Lines that begin as
   * another one does are left out: nobody knows which is meant.
   */
  readonly pairs: number;
  readonly disordered: number;
  /** The worst lines, for people. */
  readonly faults: readonly { readonly truth: string; readonly found: string; readonly errors: number }[];
}

/** NFC, one kind of quote and dash, runs of white space and of leader dots as one space. */
export const normalise = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‛]/g, "'")
    .replace(/[–—−]/g, '-')
    .replace(/[.…_·]{3,}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

export function scorePage(truth: readonly { readonly text: string }[], text: string): PageScore {
  const flat = normalise(text);
  const textWords = flat.split(' ');
  let [characters, characterErrors, words, wordErrors, pairs, disordered] = [0, 0, 0, 0, 0, 0];
  let previous = -1;
  const faults: { truth: string; found: string; errors: number }[] = [];
  const lines = truth.map(({ text: wanted }) => normalise(wanted));
  const all = lines.join('\n');
  for (const line of lines) {
    if (line === '') continue;
    const nearest = nearestStretch([...line], [...flat]);
    const lineWords = line.split(' ');
    characters += line.length;
    characterErrors += nearest.errors;
    words += lineWords.length;
    wordErrors += Math.min(lineWords.length, nearestStretch(lineWords, textWords).errors);
    if (nearest.errors > 0)
      faults.push({ truth: line, found: flat.slice(nearest.start, nearest.end), errors: nearest.errors });
    const isUnique = line.length >= 8 && all.split(line.slice(0, 14)).length === 2;
    if (isUnique && nearest.errors <= line.length * 0.2) {
      if (previous >= 0) {
        pairs++;
        if (nearest.start < previous) disordered++;
      }
      previous = nearest.start;
    }
  }
  return {
    characters,
    characterErrors,
    words,
    wordErrors,
    pairs,
    disordered,
    faults: faults.sort((a, b) => b.errors - a.errors),
  };
}

/** Least edits that turn some stretch of `text` into `wanted` (Sellers 1980), and that stretch. */
export function nearestStretch<T>(
  wanted: readonly T[],
  text: readonly T[],
): { readonly errors: number; readonly start: number; readonly end: number } {
  let costs = Int32Array.from({ length: text.length + 1 }, () => 0);
  let starts = Int32Array.from({ length: text.length + 1 }, (_, i) => i);
  for (let i = 1; i <= wanted.length; i++) {
    const nextCosts = new Int32Array(text.length + 1);
    const nextStarts = new Int32Array(text.length + 1);
    nextCosts[0] = i;
    for (let j = 1; j <= text.length; j++) {
      const swap = costs[j - 1]! + (wanted[i - 1] === text[j - 1] ? 0 : 1);
      const drop = costs[j]! + 1;
      const add = nextCosts[j - 1]! + 1;
      const least = Math.min(swap, drop, add);
      nextCosts[j] = least;
      nextStarts[j] = least === swap ? starts[j - 1]! : least === drop ? starts[j]! : nextStarts[j - 1]!;
    }
    costs = nextCosts;
    starts = nextStarts;
  }
  let end = 0;
  for (let j = 1; j <= text.length; j++) if (costs[j]! < costs[end]!) end = j;
  return { errors: Math.min(costs[end]!, wanted.length), start: starts[end]!, end };
}
