import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { surnames } from './lexicon/names.ts';
import type { Layout, Token } from './page-layout.ts';

/** What is left of a family name stands so near before the name, in letter heights. */
const NEAR = 1.2;
/** Names to be offered where more than one ends so. */
const MOST_OFFERED = 4;

export interface WholeNames {
  /** The name that the letters left can only be the end of; null where several end so. */
  readonly only: string | null;
  /** Names to offer, most frequent family first. */
  readonly offered: readonly string[];
}

/** "ạm | Hoàng Quân": names whose family name ends with the small letters that a seal or a signature left before what was read. */
export function wholeNames(layout: Layout, name: readonly Token[], value: string): WholeNames {
  const [first] = name;
  const row = layout.rows.find(({ tokens }) => first !== undefined && tokens.includes(first));
  const before = first === undefined ? undefined : row?.tokens[row.tokens.indexOf(first) - 1];
  const near = row && before && first && first.box.x0 - before.box.x1 < NEAR * row.heightPx;
  const left = /^\P{L}*(\p{Ll}+)$/u.exec(before?.text.normalize('NFC') ?? '')?.[1];
  if (!near || left === undefined) return { only: null, offered: [] };
  const ending = surnames.filter((surname) => surname !== left && surname.endsWith(left));
  // its marks may be lost with the rest
  const alike = surnames.filter(
    (surname) => folded(surname).endsWith(folded(left)) && folded(surname) !== folded(left),
  );
  const offered = [...new Set([...ending, ...alike])].slice(0, MOST_OFFERED).map((surname) => `${surname} ${value}`);
  return { only: ending.length === 1 ? (offered[0] ?? null) : null, offered };
}
