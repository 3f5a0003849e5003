import type { PageText, TextLine } from '../../src/ocr/page-text.ts';

const CHARACTER_PX = 20;
const LETTER_PX = 36;
const LINE_PX = 60;
const MARGIN_PX = 100;

/**
 * A page as recognition would return it, from lines of text in which the column of a character is its place on the
 * page: two blanks or more part two blocks, as columns and table cells are parted. Deterministic; no tool needed.
 */
export function pageOfText(lines: readonly string[], confidence = 95, columns = 100): PageText {
  const out: TextLine[] = [];
  lines.forEach((line, index) => {
    const y0 = MARGIN_PX + index * LINE_PX;
    for (const block of line.normalize('NFC').matchAll(/\S+(?: \S+)*/g)) {
      const words = [...block[0].matchAll(/\S+/g)].map((word) => {
        const x0 = MARGIN_PX + (block.index + word.index) * CHARACTER_PX;
        return {
          text: word[0],
          box: { x0, y0, x1: x0 + word[0].length * CHARACTER_PX - 4, y1: y0 + LETTER_PX },
          confidence,
        };
      });
      const [first, last] = [words[0], words.at(-1)];
      if (first === undefined || last === undefined) continue;
      out.push({
        words,
        box: { x0: first.box.x0, y0, x1: last.box.x1, y1: y0 + LETTER_PX },
        block: out.length,
        rowHeightPx: LETTER_PX,
      });
    }
  });
  return {
    widthPx: 2 * MARGIN_PX + columns * CHARACTER_PX,
    heightPx: 2 * MARGIN_PX + Math.max(lines.length, 40) * LINE_PX,
    dpi: 300,
    lines: out,
  };
}
