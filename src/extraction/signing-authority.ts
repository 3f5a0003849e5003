import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { type Segment, type Token, textOf, tokensIn } from './page-layout.ts';

/** For whom somebody signs, as it is printed: "TM.", "T/M", "T.M", "TUQ.", "T/L"; recognition makes "TIM" of the stroke. */
const ORDER = /^(?:T[./|\\IlJ1-]?M|T[./|\\IlJ1-]?L|K[./|\\IlJ1-]?T|T[./]?[UƯ][./]?Q)[.:,]*$/iu;
/** Such a mark run together with the agency behind it: "T/MUBND", "TM.UBND". */
const RUN_ON = /^(?:T[./]M\.?|T[./]L\.?|(?:TM|TL|TUQ|KT)\.)(?=\p{Lu}{3})/u;

/** The words of a line without for whom it is signed. */
export const withoutOrder = (tokens: readonly Token[]): readonly Token[] => {
  const [first, ...rest] = tokens;
  if (first === undefined) return tokens;
  if (ORDER.test(first.text)) return rest;
  const text = first.text.replace(RUN_ON, '');
  return text === first.text ? tokens : [{ ...first, text, folded: folded(text) }, ...rest];
};

/** What a line of a signature block says without for whom it is signed, in folded letters. */
export const withoutOrderFolded = (segment: Segment): string => folded(textOf(withoutOrder(tokensIn(segment))));
