import type { BoxPx } from '../domain/geometry.ts';
import type { PageText, TextLine, TextWord } from '../ocr/page-text.ts';
import type { PdfiumCharacter, PdfiumPage } from './pdfium.ts';

/** A page with fewer mapped characters than this carries no text worth keeping (a page number, a watermark). */
const FEWEST_CHARACTERS = 25;
/** Share of characters without a Unicode value above which the layer is worthless and the page is read again. */
const MOST_UNMAPPED = 0.1;

/**
 * The text a PDF page carries, as words and lines in px of the page as turned by /Rotate; null when there is none worth
 * keeping. PDFium's own order is kept: it follows the content stream and is the producer's reading order.
 */
export function carriedText(page: PdfiumPage, widthPx: number, heightPx: number, dpi: number): PageText | null {
  const characters = page.characters();
  const shown = characters.filter((character) => !character.generated && character.code > 0x20);
  if (shown.length < FEWEST_CHARACTERS) return null;
  const unmapped = shown.filter((character) => character.unmapped || character.code === 0xfffd).length;
  if (unmapped / shown.length > MOST_UNMAPPED) return null;
  const toBox = boxMapper(page, widthPx, heightPx);
  const lines: TextLine[] = [];
  let words: TextWord[] = [];
  let run: PdfiumCharacter[] = [];
  const endWord = (): void => {
    const text = run
      .map((character) => String.fromCodePoint(character.code))
      .join('')
      .normalize('NFC');
    const boxes = run.map(toBox).filter((box) => box.x1 > box.x0 && box.y1 > box.y0);
    if (text !== '' && boxes.length > 0) words.push({ text, box: union(boxes), confidence: 100 });
    run = [];
  };
  const endLine = (): void => {
    endWord();
    if (words.length > 0) {
      const box = union(words.map((word) => word.box));
      const previous = lines.at(-1);
      const near =
        previous !== undefined && box.y0 - previous.box.y1 < (box.y1 - box.y0) * 1.2 && box.y1 > previous.box.y1;
      const block = previous === undefined ? 0 : near ? previous.block : previous.block + 1;
      lines.push({ words, box, block, rowHeightPx: box.y1 - box.y0 });
    }
    words = [];
  };
  for (const character of characters) {
    const { code } = character;
    if (code === 0x0a || code === 0x0d) endLine();
    else if (code <= 0x20 || code === 0xa0) endWord();
    else if (!character.unmapped && code !== 0xfffd && code !== 0xfffe && code !== 0xad) run.push(character);
  }
  endLine();
  return lines.length === 0 ? null : { widthPx, heightPx, dpi, lines };
}

/** From pt of user space (page origin assumed at 0, 0) through /Rotate to px, origin top left. */
function boxMapper(page: PdfiumPage, widthPx: number, heightPx: number): (character: PdfiumCharacter) => BoxPx {
  const { rotation, widthPt, heightPt } = page;
  const x = widthPx / widthPt;
  const y = heightPx / heightPt;
  const turn = (px: number, py: number): readonly [number, number] => {
    switch (rotation) {
      case 1:
        return [py, px];
      case 2:
        return [widthPt - px, py];
      case 3:
        return [widthPt - py, heightPt - px];
      default:
        return [px, heightPt - py];
    }
  };
  return ({ left, right, bottom, top }) => {
    const [ax, ay] = turn(left, bottom);
    const [bx, by] = turn(right, top);
    return {
      x0: Math.min(ax, bx) * x,
      y0: Math.min(ay, by) * y,
      x1: Math.max(ax, bx) * x,
      y1: Math.max(ay, by) * y,
    };
  };
}

const union = (boxes: readonly BoxPx[]): BoxPx => ({
  x0: Math.min(...boxes.map((box) => box.x0)),
  y0: Math.min(...boxes.map((box) => box.y0)),
  x1: Math.max(...boxes.map((box) => box.x1)),
  y1: Math.max(...boxes.map((box) => box.y1)),
});
