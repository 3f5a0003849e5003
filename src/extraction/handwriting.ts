import type { DocumentType } from '../domain/document-types/document-type.ts';
import type { Printed } from './found.ts';
import type { Token } from './page-layout.ts';

/** Where an answer may be written by hand, words of less confidence than this are: print on the bench was above, pen below. */
export const HANDWRITING_BELOW = 0.62;
/** One word of a printed line may be spoilt by a speck; of so many words all others are as sure as print is. */
const PRINTED_WORDS = 4;
const PRINT_FROM = 0.85;

/** Whether the words of an answer are as unsure as written ones. */
export function isWritten(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => token.folded !== '').map((token) => token.confidence);
  const [worst = 0, next = 0] = words.sort((a, b) => a - b);
  return worst < HANDWRITING_BELOW && !(words.length > PRINTED_WORDS && next >= PRINT_FROM);
}

/** Answers of a form from which on, and the share of them that is print from which on, it counts as filled in print. */
const LEAST_ANSWERS = 5;
const IN_PRINT = 0.75;

/**
 * Whether a form was filled by machine: nearly all answers that may be written by hand are as sure as print is. What is unsure
 * among them is print that was damaged, or another face's figures, and no handwriting.
 */
export function filledInPrint({ fields }: DocumentType, { printed }: Printed): boolean {
  const answers = fields.flatMap(({ name, handwriting }) => (handwriting ? (printed.get(name) ?? []) : []));
  const sure = answers.filter(({ reading }) => !isWritten(reading.tokens));
  return answers.length >= LEAST_ANSWERS && sure.length >= IN_PRINT * answers.length;
}
