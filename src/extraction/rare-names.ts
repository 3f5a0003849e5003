import { type Evidence, nameCandidates } from './confidence.ts';
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
