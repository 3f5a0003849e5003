import { folded, withoutTones } from '../domain/identifiers/vietnamese-letters.ts';
import { isPair, isWord, wordWeight } from './lexicon/words.ts';
import type { Layout, Row, Token } from './row.ts';

/**
 * A face of type that recognition does not know is misread the same way all over a page ("a" as "o": thóng, nhôn dôn, Khónh).
 * Words that are no Vietnamese show which letters it is: how often each is taken for which other is estimated from them, page
 * by page (expectation maximisation), and each word is decoded by that, by the syllables in use and by its neighbours. A
 * page without such words is left exactly as it was read, and words with digits are never touched.
 */
export function withMisreadingsRepaired(layout: Layout): Layout {
  const pages = new Map<number, Row[]>();
  for (const row of layout.rows) pages.set(row.page, [...(pages.get(row.page) ?? []), row]);
  const changed = new Map<Token, Token>();
  for (const rows of pages.values()) for (const [token, better] of repairedOn(rows)) changed.set(token, better);
  if (changed.size === 0) return layout;
  return {
    ...layout,
    rows: layout.rows.map((row) => ({ ...row, tokens: row.tokens.map((token) => changed.get(token) ?? token) })),
  };
}

/** A word of the page with its neighbours; `#` stands for a number. */
interface Word {
  readonly token: Token;
  readonly plain: string;
  readonly before: string;
  readonly after: string;
}

interface Candidate {
  readonly word: string;
  /** What was read and what is meant, without marks: `o>a`. */
  readonly slip: string;
  /** How alike the letters are: those with the same roof, horn or breve are taken for each other, others seldom. */
  readonly likeness: number;
}

/** Different misread words that must speak for a slip before it is believed to be one of the page; fewer for another one of the same letter. */
const LEAST_WORDS = 2.5;
const LEAST_WORDS_MORE = 0.7;
/** Share of the words of a well-read page that the word list lacks, and of those that stand in a phrase that is none. */
const UNLISTED = 0.006;
const OUT_OF_PHRASE = 0.1;
/** How much likelier a word is whose neighbour it stands beside in a phrase. */
const IN_PHRASE = 60;
/** Posterior from which a reading is taken, and from which another one is offered. */
const TAKEN_FROM = 0.85;
const OFFERED_FROM = 0.06;

function repairedOn(rows: readonly Row[]): Map<Token, Token> {
  const words = rows.flatMap(wordsOf);
  const slips = slipsOf(words.filter(isSuspect), words.length);
  const out = new Map<Token, Token>();
  if (slips.size === 0) return out;
  for (const word of words) {
    const listed = isWord(word.plain);
    const own = listed ? wordWeight(word.plain) * fits(word, word.plain) : UNLISTED;
    const options = misreadingsOf(word.plain)
      .filter(({ slip }) => slips.has(slip))
      .map(({ word: meant, slip, likeness }) => {
        const rate = slips.get(slip)!;
        const share = (listed ? rate.ofLetter : rate.ofWord) * likeness;
        return { meant, weight: share * wordWeight(meant) * fits(word, meant) };
      })
      .sort((a, b) => b.weight - a.weight);
    const [best] = options;
    if (best === undefined) continue;
    const all = own + options.reduce((sum, { weight }) => sum + weight, 0);
    const sure = best.weight / all;
    const { token } = word;
    const text = token.text.replace(/\p{L}+/u, (core) => cased(best.meant, core));
    if (sure >= TAKEN_FROM)
      out.set(token, {
        ...token,
        text,
        folded: folded(text),
        confidence: Math.min(token.confidence, 0.8) * sure,
        read: token.text,
      });
    else if (1 - own / all >= OFFERED_FROM)
      out.set(token, { ...token, confidence: token.confidence * (own / all), perhaps: text });
  }
  return out;
}

const fits = ({ before, after }: Word, word: string): number =>
  isPair(before, word) || isPair(word, after) ? IN_PHRASE : 1;

/** Words of two letters and more; what holds a digit or a sign between letters is none. */
function wordsOf({ tokens }: Row): Word[] {
  const cores = tokens.map(({ text }) => (/\d/.test(text) ? '#' : coreOf(text)));
  return tokens.flatMap((token, index) => {
    const plain = cores[index];
    if (plain === undefined || plain === null || plain === '#' || plain.length < 2 || ROMAN.test(token.text)) return [];
    return [{ token, plain, before: cores[index - 1] ?? '', after: cores[index + 1] ?? '' }];
  });
}

/** The number of a part ("III."). */
const ROMAN = /^[IVX]+[.)]?$/;

const coreOf = (text: string): string | null =>
  /^[^\p{L}\p{N}]*(\p{L}+)[^\p{L}\p{N}]*$/u.exec(text)?.[1]?.toLowerCase() ?? null;

/** No syllable in use, or one that stands where a phrase has another that it may be misread from. */
const isSuspect = (word: Word): boolean =>
  !isWord(word.plain) ||
  (fits(word, word.plain) === 1 &&
    misreadingsOf(word.plain).some((option) => option.likeness === 1 && fits(word, option.word) > 1));

interface Rate {
  /** Share of the page's words in which the slip happened. */
  readonly ofWord: number;
  /** Share of the letters meant that were taken for the other. */
  readonly ofLetter: number;
}

/** The slips of a page, with how often each happens; none where recognition knew the face. */
function slipsOf(suspects: readonly Word[], count: number): ReadonlyMap<string, Rate> {
  const forms = new Map<string, { readonly word: Word; readonly candidates: readonly Candidate[]; times: number }>();
  for (const word of suspects) {
    const before = forms.get(word.plain);
    if (before !== undefined) before.times += 1;
    else forms.set(word.plain, { word, candidates: misreadingsOf(word.plain), times: 1 });
  }
  let rates = new Map<string, number>();
  let mass = new Map<string, { words: number; times: number }>();
  for (let round = 0; round < 6; round++) {
    mass = new Map();
    for (const { word, candidates, times } of forms.values()) {
      const weights = candidates.map(
        ({ word: meant, slip, likeness }) =>
          (rates.get(slip) ?? 0.01) * likeness * wordWeight(meant) * fits(word, meant),
      );
      const own = isWord(word.plain) ? OUT_OF_PHRASE * wordWeight(word.plain) : UNLISTED;
      const all = own + weights.reduce((sum, weight) => sum + weight, 0);
      candidates.forEach(({ slip }, index) => {
        const share = (weights[index] ?? 0) / all;
        const sum = mass.get(slip) ?? { words: 0, times: 0 };
        mass.set(slip, { words: sum.words + share, times: sum.times + share * times });
      });
    }
    rates = new Map([...mass].map(([slip, { times }]) => [slip, (times + 0.05) / (count + 20)]));
  }
  const ofMeant = new Map<string, number>();
  for (const [slip, { words }] of mass) ofMeant.set(meantBy(slip), (ofMeant.get(meantBy(slip)) ?? 0) + words);
  // a letter stands in about every fourth word
  const letters = 0.25 * count;
  return new Map(
    [...mass]
      .filter(
        ([slip, { words }]) =>
          words >= LEAST_WORDS || (words >= LEAST_WORDS_MORE && (ofMeant.get(meantBy(slip)) ?? 0) >= LEAST_WORDS),
      )
      .map(([slip, { times }]) => [
        slip,
        { ofWord: (times + 0.05) / (count + 20), ofLetter: times / (times + letters) },
      ]),
  );
}

const meantBy = (slip: string): string => slip.slice(slip.indexOf('>') + 1);

const VOWELS = 'aăâeêioôơuưy';
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/u;
const toneOf = (letter: string): string => TONE.exec(letter.normalize('NFD'))?.[0] ?? '';
const bare = (letter: string): string => letter.normalize('NFD').replace(TONE, '').normalize('NFC');
/** Letters with a bowl, which an "a" at the end of a word is taken for. */
const BOWLS = 'dgqœø';
const isVowel = (letter: string): boolean => VOWELS.includes(bare(letter));

const HAT = /[\u0302\u0306\u031b]/u;
const hatOf = (letters: string): string => HAT.exec(letters.normalize('NFD'))?.[0] ?? '';
const OTHER_HAT = 0.2;

const kept = new Map<string, readonly Candidate[]>();

/** Syllables in use that one vowel, or two in a row, may have been taken from; the tone stays as it was read. */
function misreadingsOf(word: string): readonly Candidate[] {
  const before = kept.get(word);
  if (before !== undefined) return before;
  const letters = [...word];
  const out = new Map<string, Candidate>();
  const offer = (from: number, to: number): void => {
    const read = letters.slice(from, to);
    const tone = read.map(toneOf).find((one) => one !== '') ?? '';
    const plain = withoutTones(read.join(''));
    for (const vowel of VOWELS) {
      const meant = withoutTones(vowel);
      if (meant === plain) continue;
      const candidate = [...letters.slice(0, from), `${vowel}${tone}`.normalize('NFC'), ...letters.slice(to)].join('');
      if (candidate !== word && isWord(candidate) && !out.has(candidate))
        out.set(candidate, {
          word: candidate,
          slip: `${plain.length > 1 ? 'oo' : plain}>${meant}`,
          likeness: hatOf(read.join('')) === hatOf(vowel) ? 1 : OTHER_HAT,
        });
    }
  };
  letters.forEach((letter, index) => {
    if (!isVowel(letter) && !(BOWLS.includes(letter) && index > 0)) return;
    offer(index, index + 1);
    if (isVowel(letters[index + 1] ?? '')) offer(index, index + 2);
  });
  const found = [...out.values()];
  if (kept.size > 20_000) kept.clear();
  kept.set(word, found);
  return found;
}

function cased(word: string, like: string): string {
  if (like.length > 1 && like === like.toUpperCase()) return word.toUpperCase();
  return /^\p{Lu}/u.test(like) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
