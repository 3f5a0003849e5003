import { nameSyllables, surnames } from '../lexicon/names.ts';
import { isSyllable } from '../lexicon/syllable.ts';
import { type Token, textOf } from '../page-layout.ts';
import { type Reader, type Reading, reading, trimmed, warning } from './reading.ts';

const HONORIFIC = /^\(?(ong|ba|hoong|hoba|ongba|chi|anh)\)?$/;

/** Stands in or behind a word of a minority's name: `H'Hen`, `KA'`. */
const APOSTROPHES = "'’‘`´ʼ′";
const NAME_WORD = new RegExp(`^\\p{Lu}[\\p{L}${APOSTROPHES}-]*$`, 'u');
const MOST_NAME_WORDS = 8;

const cutName = warning(
  'NAME_CUT',
  'Họ tên có thể bị đọc thiếu một phần; hãy đối chiếu.',
  'A part of the name may be missing; compare it.',
);
const partedName = warning(
  'NAME_PARTED',
  'Hai chữ của họ tên bị đọc dính liền, đã được tách; hãy đối chiếu.',
  'Two words of the name were read as one and have been parted; compare them.',
);

const lostApostrophe = warning(
  'NAME_APOSTROPHE',
  'Dấu nháy trong họ tên không đọc được, đã được thêm; hãy đối chiếu.',
  'An apostrophe in the name was not read and has been put in; compare it.',
);

const wrappedName = warning(
  'NAME_WRAPPED',
  'Họ tên được ghép từ hai dòng; hãy đối chiếu.',
  'The name was put together from two lines; compare it.',
);

/** Words that stand between family and given name, or before both: a name does not end with them. */
const MIDDLE = /^(?:thị|nữ)$/iu;
const MIDDLE_OF_TWO = /^(?:văn|hữu|đình|bá|viết|tôn)$/iu;
/** Two words read as one: the middle word of most names, and the given name. */
const RUN_TOGETHER = /^(THỊ|VĂN)(\p{Lu}{2,})$|^(Thị|Văn)(\p{Lu}\p{Ll}+)$/u;
/** "HLinh", "HBLĂT": H before a capital, or a consonant, is a word by itself in the Highlands, with an apostrophe behind it. */
const H_ALONE = /(?<!\p{L})H(?=\p{Lu}\p{Ll}|[BCDĐGKLMNPRSTVX]\p{Lu})/gu;
/** "H Linh": written so as well as with an apostrophe. */
const H_APART = /(?<!\p{L})H (?=\p{Lu})/gu;
/** Small words of a sentence that is no name, and words that stand behind a name on a form. */
const SENTENCE =
  /^(?:và|là|có|do|ở|bà|về|số|sẽ|đã|sn|sinh|giới|năm|ngày|tại|thường|hiện|cư|trú|chủ|con|vợ|chồng|cha|mẹ|ông|là[:,]?|cho|được|với|người|nay|làm|theo|dân|quốc|nơi|địa|điện|đại|chức|nghề|ký|quan|từ|của|thuộc|trong|mang|quê|để|chết|họ|tên)[:;,.]?$/u;
/** Abbreviations that stand behind a name in capitals. */
const ABBREVIATION = /^(?:CCCD|CMND|CMTND|CMT|SĐT)(?!\p{L})/u;

/**
 * Words that begin with a capital, up to the first that does not; honorifics in front are left out. A name in capitals has
 * capitals only. One that ends where more of a name may stand, or with a middle word, is not whole.
 */
export const readPersonName: Reader = (tokens) => {
  const all = trimmed(tokens);
  const below = all.findIndex((token) => token.box.y0 > (all[0]?.box.y1 ?? 0));
  const first = readNameLine(below === -1 ? all : all.slice(0, below));
  if (below === -1 || first === null || first.tokens.length + all.length - below > MOST_NAME_WORDS) return first;
  // a line that was full goes on with nothing but words of the name, written as it is
  const capitals = isCapitals(first.value);
  const goes = all.slice(below).every(({ text }) => NAME_WORD.test(text) && isCapitals(text) === capitals);
  if (!goes || all[below - 1] !== first.tokens.at(-1)) return first;
  const used = [...first.tokens, ...all.slice(below)];
  return reading(textOf(used), used, 0.6, { remarks: [wrappedName], candidates: [first.value] });
};

/** A name on one line. */
function readNameLine(tokens: readonly Token[]): Reading | null {
  const source = [...tokens];
  while (source.length > 1 && (isHonorific(source[0], source[1]) || /^h[oộ]$/iu.test(source[0]?.text ?? '')))
    source.shift();
  const used: Token[] = [];
  const capitals = isCapitals(source.find(({ text }) => lettersOf(text) > 1)?.text ?? '');
  let at = 0;
  for (let closed = false; at < source.length && !closed && used.length < MOST_NAME_WORDS; at++) {
    const token = source[at];
    const word = token?.text.replace(/[,;.]+$/, '') ?? '';
    if (
      token === undefined ||
      !NAME_WORD.test(word) ||
      (capitals && !isCapitals(word)) ||
      (at > 1 && capitals && ABBREVIATION.test(word))
    )
      break;
    used.push(word === token.text ? token : { ...token, text: word });
    closed = word !== token.text;
  }
  if (used.length === 0) return null;
  const parted = used.length < MOST_NAME_WORDS ? used.map(({ text }) => text.replace(RUN_TOGETHER, '$1$3 $2$4')) : [];
  const written = textOf(used);
  const apart = parted.every(partible) && parted.length > 0 ? parted.join(' ') : written;
  const value = apart.replace(H_ALONE, "H'");
  const words = value.split(' ');
  const next = source[at];
  const ending = source[at - 1]?.text ?? '';
  const cut =
    (/[,;.]$/.test(ending) ? isName(next, source.slice(at), capitals) : goesOn(next, source.slice(at + 1), capitals)) ||
    MIDDLE.test(words.at(-1) ?? '') ||
    (words.length === 2 && MIDDLE_OF_TWO.test(words[1] ?? ''));
  const remarks = [
    ...(cut ? [cutName] : []),
    ...(apart === written ? [] : [partedName]),
    ...(value === apart ? [] : [lostApostrophe]),
  ];
  const candidates = [
    ...(value === apart ? [] : [apart]),
    ...(value.search(H_APART) !== -1 ? [value.replace(H_APART, "H'")] : []),
  ];
  return reading(value, used, cut || used.length < 2 || used.length > 6 ? 0.3 : 0.9, { remarks, candidates });
}

/** "Bà", and "Bá" where a family name follows; "BÁ THỊ KIM THOA" is called so. */
const isHonorific = (token: Token | undefined, next: Token | undefined): boolean =>
  token !== undefined &&
  HONORIFIC.test(token.folded) &&
  (!/^b[áạảã]$/iu.test(token.text) || (!/^(?:thị|văn)$/iu.test(word(next)) && families.has(word(next))));
const word = (token: Token | undefined): string => token?.text.toLowerCase() ?? '';

/** A name that was parted is one of syllables; any other word is as it was. */
const partible = (word: string): boolean => !word.includes(' ') || word.split(' ').every(isSyllable);

const lettersOf = (word: string): number => word.replace(/\P{L}/gu, '').length;
const isCapitals = (word: string): boolean => lettersOf(word) > 0 && word === word.toUpperCase();

const BRACKETS = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const isNameSyllable = (word: string): boolean => syllablesOfNames.has(word.toLowerCase());
const syllablesOfNames = new Set([...nameSyllables, ...surnames].map((word) => word.toLowerCase()));
const families = new Set(surnames.map((word) => word.toLowerCase()));

/** Whether a word of names, and nothing else, stands behind a stop that may be a speck: no sex, and no other person. */
function isName(next: Token | undefined, rest: readonly Token[], capitals: boolean): boolean {
  const words = rest.map(({ text }) => text.replace(BRACKETS, ''));
  const [word = ''] = words;
  if (next === undefined || /^(?:nam|nữ)$/iu.test(word) || (words.length > 1 && families.has(word.toLowerCase())))
    return false;
  return (
    words.length <= 3 &&
    words.every((one) => NAME_WORD.test(one) && isCapitals(one) === capitals) &&
    (capitals ? !ABBREVIATION.test(word) : isNameSyllable(word))
  );
}

/** Whether what stands behind a name may be the rest of it, misread: no word of a sentence, no label, no remark, no number. */
function goesOn(next: Token | undefined, rest: readonly Token[], capitals: boolean): boolean {
  if (next === undefined) return false;
  const { text } = next;
  const word = text.replace(BRACKETS, '');
  const isLast = rest.length === 0;
  // a digit by itself may be a letter, a longer number begins something else
  if (/^\d$/.test(text)) return isLast || isName(rest[0], rest, capitals);
  if (/^[\d./-]+[.)]?$/u.test(text) || ABBREVIATION.test(word)) return false;
  if (!isLast && (SENTENCE.test(word.toLowerCase()) || (/^nguyên$/iu.test(word) && rest[0]?.folded === 'quan')))
    return false;
  // a bracket that is never closed is a speck
  const closed = [next, ...rest].some((token) => /[)\]]/.test(token.text));
  if (/^[([]/.test(text) && (closed || !NAME_WORD.test(word) || isCapitals(word) !== capitals)) return false;
  if (/^[–—-]/u.test(text) && !(NAME_WORD.test(word) && isNameSyllable(word))) return false;
  if (!/\p{L}/u.test(text)) return isName(rest[0], rest, capitals);
  // a word with its colon near is a label, unless it is one of names itself
  if (
    text.endsWith(':')
      ? !isNameSyllable(word) || SENTENCE.test(word.toLowerCase())
      : rest.slice(0, 4).some((token) => token.text.includes(':'))
  )
    return false;
  return (
    /^\p{Ll}/u.test(text) ||
    !capitals ||
    /\d/.test(text) ||
    (text.match(/\p{Lu}/gu) ?? []).length > 1 ||
    /[^\p{L}]/u.test(text)
  );
}
