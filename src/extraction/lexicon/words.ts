import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { provinces } from '../../domain/identifiers/provinces.ts';
import { dateInWords } from '../../domain/identifiers/vietnamese-date.ts';
import { numberInWords } from '../../domain/identifiers/vietnamese-number.ts';
import { ethnicities, nationalities } from './lists.ts';
import { nameSyllables, surnames } from './names.ts';
import { phrases } from './phrases.ts';

/** Syllables in use that the word list lacks: names of places, numbers, causes of death, old and southern spellings. */
const OTHERS =
  'quới thạnh thới ngãi nhựt lăm mốt nhăm nhòe quỵ rẫy ấp xóm buôn bản phum sóc khóm gò giồng kênh rạch cồn cù lao bưng đìa vàm trảng bàu sọp quẹo nghễ mẫu dụ kiểm duẩn mận gấm nết ngoãn khuyến tục lụt ngạt đuối xơ gan phổi thận ung bướu';

const lower = (text: string): string => text.normalize('NFC').toLowerCase();
const split = (texts: Iterable<string>): string[] =>
  [...texts].flatMap((text) => lower(text).split(/[^\p{L}]+/u)).filter((word) => word !== '');

/** Syllables of people's names and of places. */
const ofNames: ReadonlySet<string> = new Set(
  split([...surnames, ...nameSyllables, ...provinces.flatMap(({ name, successor }) => [name, successor]), OTHERS]),
);
/** Syllables of the phrases that civil papers are made of. */
const ofPhrases: ReadonlySet<string> = new Set(split(phrases));

const listed = readFileSync(join(import.meta.dirname, 'assets', 'words.txt'), 'utf8');
const known: ReadonlySet<string> = new Set(
  [...split([listed]), ...ofNames, ...ofPhrases, ...split([...ethnicities, ...nationalities])].flatMap((word) => [
    word,
    otherPlacement(word),
  ]),
);

/** The same syllable with its tone on the other letter: `hòa` and `hoà`, `thúy` and `thuý`. */
function otherPlacement(word: string): string {
  const plain = word.normalize('NFD');
  const moved = plain
    .replace(
      /^(.*?)(o[\u0300\u0301\u0303\u0309\u0323])([ae])$/u,
      (_, head: string, o: string, last: string) => `${head}o${last}${o[1]}`,
    )
    .replace(
      /^(.*?[^q])(u[\u0300\u0301\u0303\u0309\u0323])(y)$/u,
      (_, head: string, u: string, last: string) => `${head}u${last}${u[1]}`,
    );
  if (moved !== plain) return moved.normalize('NFC');
  return plain
    .replace(/^(.*?)o([ae])([\u0300\u0301\u0303\u0309\u0323])$/u, '$1o$3$2')
    .replace(/^(.*?[^q])uy([\u0300\u0301\u0303\u0309\u0323])$/u, '$1u$2y')
    .normalize('NFC');
}

/** Whether a word, in any case, is a Vietnamese syllable in use. */
export const isWord = (word: string): boolean => known.has(lower(word));

/** How readily a syllable is met on civil papers: in their phrases, in names, elsewhere. Only ratios count. */
export function wordWeight(word: string): number {
  const plain = lower(word);
  return ofPhrases.has(plain) ? 8 : ofNames.has(plain) ? 4 : known.has(plain) ? 1 : 0;
}

export const isNameSyllable = (word: string): boolean => ofNames.has(lower(word));

/** Dates and numbers as papers write them in words: every pair of such words is in one of these. */
const inWords: readonly string[] = [
  ...Array.from({ length: 31 }, (_, day) => dateInWords(`${1950 + 3 * day}-${1 + (day % 12)}-${day + 1}`)),
  ...Array.from({ length: 60 }, (_, index) => numberInWords(index * 37_119_253 + index)),
];

/** Two syllables one after the other in a phrase; `#` stands for a number. */
const pairs: ReadonlySet<string> = new Set([
  ...[...phrases, ...inWords, ...provinces.flatMap(({ name, successor }) => [name, successor])].flatMap((phrase) => {
    const words = lower(phrase).split(/\s+/);
    return words.slice(1).map((word, index) => `${words[index]} ${word}`);
  }),
  ...'ngày tháng,tháng năm,# tháng,tháng #,năm #,ngày #,# năm,tổ #,số #,khu #,thôn #,xóm #,ấp #,đội #,# phút,# giờ,# đồng,quận #,phường #'.split(
    ',',
  ),
]);
export const isPair = (before: string, after: string): boolean => pairs.has(`${lower(before)} ${lower(after)}`);
