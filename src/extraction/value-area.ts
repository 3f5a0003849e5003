import type { LabelMatch } from './fuzzy.ts';
import type { Layout, Token } from './page-layout.ts';
import type { Translations } from './second-language.ts';

/** What stands behind or below a label. */
export interface ValueArea {
  readonly tokens: readonly Token[];
  readonly page: number;
  /** How the value was found, from sure to less sure. */
  readonly place: 'same_line' | 'next_cell' | 'below';
  /** Below it in its column: what the next rows of a table say instead. */
  readonly others?: readonly (readonly Token[])[];
}

/** How far a value may go. */
export interface Extent {
  readonly rows: number;
  /** Over gaps as wide as a column, as in what is filled in by and by. */
  readonly acrossGaps?: boolean;
  /** In a running sentence, which goes on at the margin whatever stands there. */
  readonly inSentence?: boolean;
  /** Whether words are the whole of a value, where its kind can tell: an address ends with its province. */
  readonly isWhole?: ((text: string) => boolean) | undefined;
}

export interface ValueContext {
  readonly layout: Layout;
  readonly labels: readonly LabelMatch[];
  /** A card has two columns of labels with values below them. */
  readonly card: boolean;
  /** Labels side by side may be the headings of a table of one row; on a form such a table lists other people. */
  readonly tables: boolean;
  /** Second language of the labels. */
  readonly translations: Translations;
}
