import { isWhite } from './characters.ts';
import { limitError, type ReaderLimits } from './limits.ts';
import type { PdfObject } from './objects.ts';
import { isKeyword, SyntaxReader, type Token, unreadable } from './syntax.ts';

export interface ContentOperator {
  readonly operator: string;
  readonly operands: readonly PdfObject[];
}

/** How many operators may still be read; shared by the streams of one page. */
export interface ContentBudget {
  operatorsLeft: number;
}

const mostOperands = 1_000;

/**
 * Operators of a content stream (7.8.2), in order. An inline image is one operator `BI` whose operands are its keys and
 * values. Errors: PDF_UNREADABLE for damaged content, PDF_LIMIT (contentOperators).
 */
export function* contentOperators(
  content: Uint8Array,
  limits: ReaderLimits,
  budget: ContentBudget = { operatorsLeft: limits.contentOperators },
): Generator<ContentOperator> {
  const reader = new SyntaxReader(content, 0, { limits, inFile: false, references: false });
  let operands: PdfObject[] = [];
  for (;;) {
    const token: Token | undefined = reader.token();
    if (token === undefined) return;
    if (!isKeyword(token)) {
      if (operands.length >= mostOperands) throw unreadable('a content operator has too many operands');
      operands.push(token);
      continue;
    }
    budget.operatorsLeft--;
    if (budget.operatorsLeft < 0) throw limitError('contentOperators', limits.contentOperators);
    if (token.word === 'BI') {
      yield { operator: 'BI', operands: inlineImage(reader, content) };
    } else yield { operator: token.word, operands };
    operands = [];
  }
}

/** Reads from behind `BI` to behind `EI`. */
function inlineImage(reader: SyntaxReader, content: Uint8Array): PdfObject[] {
  const entries: PdfObject[] = [];
  for (;;) {
    const token = reader.token();
    if (token === undefined) throw unreadable('an inline image does not end');
    if (isKeyword(token)) {
      if (token.word !== 'ID') throw unreadable('an inline image has a foreign word');
      break;
    }
    if (entries.length >= mostOperands) throw unreadable('an inline image has too many entries');
    entries.push(token);
  }
  for (let at = reader.position + 1; at + 1 < content.length; at++) {
    const ends = content[at] === 0x45 && content[at + 1] === 0x49;
    if (!ends || !isWhite(content[at - 1])) continue;
    if (at + 2 < content.length && !isWhite(content[at + 2])) continue;
    reader.position = at + 2;
    return entries;
  }
  throw unreadable('an inline image does not end');
}
