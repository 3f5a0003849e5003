import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { type Evidence, nameCandidates, unknownNameWords } from './confidence.ts';
import { isSyllable } from './lexicon/syllable.ts';

/** Word confidence (0 to 1) from which recognition was sure of a word. */
const SURE = 0.9;

/**
 * Whether a name with words that the lexicon lacks is believed all the same: each word is a possible Vietnamese syllable, read
 * surely, and the paper bears the name twice, or another reading of its line says the same and none says otherwise. Where
 * another mark on such a word would make a known one (TUYỂN, Tuyền), only a second place on the paper is a witness: of the same
 * few pixels of a mark every reading makes the same.
 */
export function isConfirmedName(name: string, { agrees, same, other, worstWord }: Evidence): boolean {
  if (worstWord < SURE || other > 0 || !name.split(/\s+/).every(isSyllable)) return false;
  return nameCandidates(name).length === 0 ? agrees === 1 || same >= 1 : agrees === 1 && same >= 1;
}

/**
 * Syllables of names that are met far less often than one that differs in its marks only (Hiển and Hiền, Toán and Toàn): known
 * ones, but as often as not it is the other, misread.
 */
const RARER: ReadonlySet<string> = new Set(
  `vạn thí hiển hiến hưởng hướng hành tráng lĩnh ví vĩ nhạn nhẫn quyến uyển luận mận nhất tám thám thưởng tịnh tình toán toản
trấn trị trưởng tưởng tuyến viễn dụ dự đài đặng diện điển hiệu hoán huấn lài liệu luyện lựu miền ngoãn phán thức tiếp mậu hạo hảo
khuyến khả muội cừ cẩn hợi thiệu đính tại dinh thạnh quảng phụ cầm trực vịnh thuần hạ giảng bính tự tụ từ tư`.split(
    /\s+/,
  ),
);

/** Whether a middle or given name has a far more frequent twin in other marks. */
export const hasCommonTwin = (name: string): boolean =>
  name
    .normalize('NFC')
    .toLowerCase()
    .split(/\s+/)
    .slice(1)
    .some((word) => RARER.has(word));

/** The name in other marks that a second reading makes of it, when all of its words are known ones too; null otherwise. */
export function otherMarks(name: string, reading: string): string | null {
  const letters = (words: readonly string[]): string => folded(words.join(''));
  const own = name.normalize('NFC').toLowerCase().split(/\s+/);
  const words = reading
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}'’]+/u)
    .filter(Boolean);
  for (let at = 0; at + own.length <= words.length; at++) {
    const part = words.slice(at, at + own.length);
    if (letters(part) !== letters(own)) continue;
    const other = part.join(' ');
    if (other === own.join(' ') || unknownNameWords(other) > 0) return null;
    const isCapital = name === name.toUpperCase();
    return part
      .map((word) => (isCapital ? word.toUpperCase() : `${word.charAt(0).toUpperCase()}${word.slice(1)}`))
      .join(' ');
  }
  return null;
}
