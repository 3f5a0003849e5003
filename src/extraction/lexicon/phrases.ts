import { folded } from '../../domain/identifiers/vietnamese-letters.ts';
import { distance } from '../fuzzy.ts';

/** Phrases that stand in nearly every address and name of an agency, with their marks. */
const phrases: readonly string[] = [
  'ủy ban nhân dân',
  'tổ dân phố',
  'thành phố',
  'thị trấn',
  'thị xã',
  'khu phố',
  'công an',
  'cục cảnh sát',
  'quản lý hành chính',
  'trật tự xã hội',
  'cấp ngày',
  'sở tài chính',
  'sở tư pháp',
  'sở kế hoạch và đầu tư',
  'sở tài nguyên và môi trường',
  'phòng đăng ký kinh doanh',
  'văn phòng đăng ký đất đai',
];

const entries = phrases.map((phrase) => ({
  phrase,
  folded: folded(phrase),
  words: phrase.split(' ').length,
  // short phrases are other words once a letter differs
  limit: folded(phrase).length >= 12 ? 2 : folded(phrase).length >= 9 ? 1 : 0,
}));

/** A text in which such a phrase is nearly, but not exactly, as it is written: the texts with it put right, to be offered. */
export function phraseCorrections(text: string): string[] {
  const words = text.normalize('NFC').split(' ');
  const out: string[] = [];
  for (const entry of entries)
    for (let at = 0; at + entry.words <= words.length; at++) {
      const part = words.slice(at, at + entry.words);
      const plain = part.map((word) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')).join(' ');
      if (plain.toLowerCase() === entry.phrase) continue;
      if (part[0] === undefined || distance(folded(plain), entry.folded, entry.limit) > entry.limit) continue;
      const tail = /[^\p{L}]*$/u.exec(part.at(-1) ?? '')?.[0] ?? '';
      out.push(
        [...words.slice(0, at), `${cased(entry.phrase, plain)}${tail}`, ...words.slice(at + entry.words)].join(' '),
      );
    }
  return out.slice(0, 5);
}

/** The phrase in capitals, or with a capital first, as the text has it. */
function cased(phrase: string, like: string): string {
  if (like.length > 1 && like === like.toUpperCase()) return phrase.toUpperCase();
  return /^\p{Lu}/u.test(like) ? `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}` : phrase;
}
