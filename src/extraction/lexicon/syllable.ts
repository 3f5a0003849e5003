import { TONES } from '../../domain/identifiers/vietnamese-letters.ts';

/** Beginnings and rhymes of written Vietnamese (chữ quốc ngữ), without tones. */
const ONSETS = 'ngh,ng,nh,ch,gh,gi,kh,ph,qu,th,tr,b,c,d,đ,g,h,k,l,m,n,p,r,s,t,v,x'.split(',');
const RHYMES = new Set(
  `a e ê i o ô ơ u ư y ia ua ưa uê uy uơ oa oe oai oay oao oeo uây uya uyu ai ao au ay âu ây eo êu iu iêu yêu oi ôi ơi ui ưi ưu uôi ươi ươu
am an ang anh ap at ac ach ăm ăn ăng ăp ăt ăc âm ân âng âp ât âc em en eng ep et ec êm ên êng ênh êp êt êch im in inh ip it ich
iêm iên iêng iêp iêt iêc yêm yên yêng yêt om on ong op ot oc oong ooc ôm ôn ông ôp ôt ôc ơm ơn ơp ơt um un ung up ut uc
uôm uôn uông uôt uôc ưm ưn ưng ưt ưc ươm ươn ương ươp ươt ươc oan oang oanh oat oac oach oam oap oăn oăng oăt oăc oăm oen oet
uân uâng uât uên uênh uêch uyn uynh uyt uych uyp uyên uyêt`.split(/\s+/),
);
/** Place names of minority languages that the spelling rules do not cover. */
const OTHERS = new Set([
  'đắk',
  'lắk',
  'đăk',
  'đak',
  'lak',
  'kon',
  'plei',
  'plây',
  'krông',
  'pắc',
  'ksor',
  'siu',
  'khmer',
  "h'mông",
]);

/** Whether a word could be written Vietnamese: a known beginning, a known rhyme, and a tone that its ending allows. */
export function isSyllable(word: string): boolean {
  const lower = word.normalize('NFC').toLowerCase();
  if (OTHERS.has(lower)) return true;
  const decomposed = lower.normalize('NFD');
  const tones = decomposed.match(TONES) ?? [];
  if (tones.length > 1 || isToneMisplaced(lower)) return false;
  const base = decomposed.replace(TONES, '').normalize('NFC');
  const stopped = /(?:p|t|c|ch)$/.test(base);
  if (stopped && !['\u0301', '\u0323'].includes(tones[0] ?? '')) return false;
  if (RHYMES.has(base)) return true;
  return ONSETS.some((onset) => {
    if (!base.startsWith(onset)) return false;
    const rhyme = base.slice(onset.length);
    if (onset === 'gi') return rhyme === '' || RHYMES.has(rhyme);
    if (onset === 'qu') return RHYMES.has(rhyme) || RHYMES.has(`u${rhyme}`);
    return RHYMES.has(rhyme);
  });
}

/** Rhymes whose last letter is a glide, which bears no tone. */
const GLIDES = /(?:[aâ][uy]|a[io]|e[o]|ê[u]|[iơư][u]|[oôơuư][i])$/u;

/** "saủ": the tone stands on the glide of a rhyme, where none is written ("quý", "giữ" and "thuý" have it on their vowel). */
function isToneMisplaced(word: string): boolean {
  const decomposed = word.normalize('NFC').toLowerCase();
  const last = decomposed.at(-1)?.normalize('NFD') ?? '';
  if (!/^[iouy][\u0300\u0301\u0303\u0309\u0323]$/u.test(last)) return false;
  const base = `${decomposed.slice(0, -1)}${last.charAt(0)}`;
  return GLIDES.test(base) && !/^(?:qui|giu)$/.test(base);
}

/** "UBND", "QLHC": capitals without a vowel behind the first of them. */
const ABBREVIATION = /^[AEIOUY]?[B-DF-HJ-NP-TV-XZĐ]+$/u;

/**
 * Share of the words of a text that no Vietnamese could be. Numbers, symbols ("922/QĐ-UB"), abbreviations and single letters
 * are left out; a text without a mark in which half of the words are none is in another language and says nothing.
 */
export function impossibleWords(text: string): number {
  const words = text
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => !/[\d/]/.test(word))
    .flatMap((word) => word.split(/[^\p{L}'’]+/u))
    .filter((word) => /^\p{L}{2,}$/u.test(word) && !ABBREVIATION.test(word));
  if (words.length === 0) return 0;
  const share = words.filter((word) => !isSyllable(word)).length / words.length;
  return share >= 0.5 && /^[\P{L}A-Za-z]*$/u.test(text.normalize('NFC')) ? 0 : share;
}

/** Words with a tone where none is written (`saủ`), and small ones with marks that no syllables make (`hgày`; `ôtô` is two). */
export const brokenWords = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .split(/[^\p{L}'’-]+/u)
    .filter(
      (word) =>
        isToneMisplaced(word) || (/^\p{Ll}{2,}$/u.test(word) && /[^a-z]/.test(word) && !isMadeOfSyllables(word)),
    );

const isMadeOfSyllables = (word: string): boolean =>
  isSyllable(word) ||
  Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => at + 1).some(
    (at) => isSyllable(word.slice(0, at)) && isMadeOfSyllables(word.slice(at)),
  );

/** Words whose tone was lost, as every Vietnamese syllable that ends with a stop has one: `lich`, `tich`, `viec`; in a text with marks only. */
export function tonelessWords(text: string): readonly string[] {
  const plain = text.normalize('NFC');
  if (!/[à-ỹ]/iu.test(plain.normalize('NFC').replace(/[^\p{L}]/gu, ''))) return [];
  return plain
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 2 && !isSyllable(word))
    .filter((word) => ['\u0301', '\u0323'].some((tone) => withTone(word, tone).some(isSyllable)));
}

/** The word with the tone on one of its vowels. */
const withTone = (word: string, tone: string): string[] =>
  [...word].flatMap((letter, index) =>
    /[aăâeêioôơuưy]/iu.test(letter)
      ? [[...word].map((one, at) => (at === index ? `${one}${tone}`.normalize('NFC') : one)).join('')]
      : [],
  );
