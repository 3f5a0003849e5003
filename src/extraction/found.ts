import type { BoxPx } from '../domain/geometry.ts';
import type { Token } from './page-layout.ts';
import type { Reading } from './readers/reading.ts';

/** A reading of one field with where it was found. */
export interface Found {
  readonly reading: Reading;
  readonly page: number;
  readonly label: number;
  readonly detached: boolean;
  /** What the next rows of its table, or labels of the same wording further down, say instead. */
  readonly others?: readonly string[];
  /** Share of the page's words that recognition was not sure of: worn paper, a face of type it does not know. */
  readonly pageDoubt?: number;
  /** What stands around it; absent on a card. */
  readonly around?: Surroundings;
  /** What other readings of the same line say: how many the same, and what the others. */
  readonly again?: { readonly same: number; readonly others: readonly string[] };
}

/** What stands around a value on a sheet. */
export interface Surroundings {
  /** A word stands right behind it that is neither a label's nor another value's. */
  readonly goesOn: boolean;
  /** Other words stand on its lines. */
  readonly crowded: boolean;
  /** Widest gap between two of its words on one line, in letter heights. */
  readonly gap: number;
  /** Gap from which on two words of this paper's values stand apart; left out, that of print. */
  readonly wide?: number;
  /** One of its rows below the first begins as a row of a form does, and the one above had room for more words. */
  readonly anotherRow?: boolean;
  /** It is, word for word, a label or heading of the type. */
  readonly heading: boolean;
}

/** A label is printed, but what stands beside it could not be read as its kind of value, or nothing stands there. */
export interface Unread {
  readonly tokens: readonly Token[];
  readonly page: number;
  readonly boxPx: BoxPx;
}

export interface Printed {
  readonly printed: ReadonlyMap<string, Found>;
  readonly unread: ReadonlyMap<string, Unread>;
}
