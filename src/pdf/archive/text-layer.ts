import type { BoxPx } from '../../domain/geometry.ts';
import type { PageText, TextLine } from '../../ocr/page-text.ts';
import { pdfNumber } from './object-writer.ts';

/**
 * The invisible text of a page: horizontal, text rendering mode 3, each word scaled to the width of its ink, the gap
 * to the next word filled by one space, so that selecting and copying follow what is seen and `pdftotext` gives the
 * lines in reading order.
 */

/** Width of every glyph of the glyphless font, in em. */
const GLYPH_EM = 0.5;
/** Part of the font size that lies below the baseline (FontDescriptor /Descent of `glyphless-font.ts`). */
export const DESCENT_EM = 0.2;

/** Codes that PDF/A-2u forbids (U+0000, U+FEFF, U+FFFE), controls, and halves of characters beyond the BMP. */
const FORBIDDEN = /[\u0000-\u0020\u007F-\u009F\uD800-\uDFFF\uFEFF\uFFFE\uFFFF]/g;

const hex = (text: string): string => {
  let out = '';
  for (let i = 0; i < text.length; i++) out += text.charCodeAt(i).toString(16).padStart(4, '0');
  return out.toUpperCase();
};

/** Content stream operators of the text; every code shown is added to `used`. */
export function textLayer(page: PageText, font: string, used: Set<number>): string {
  const scale = 72 / page.dpi;
  const heightPt = page.heightPx * scale;
  const sizes = evenSizes(page.lines);
  const lines = page.lines
    .map((line, index) => lineOperators(line, sizes[index]!, scale, heightPt, font, used))
    .filter((ops) => ops !== '');
  return lines.length === 0 ? '' : `BT\n3 Tr\n${lines.join('')}ET\n`;
}

function lineOperators(
  line: TextLine,
  sizePx: number,
  scale: number,
  heightPt: number,
  font: string,
  used: Set<number>,
): string {
  const words = line.words
    .map((word) => ({ box: word.box, text: word.text.normalize('NFC').replace(FORBIDDEN, '') }))
    .filter((word) => word.text !== '' && word.box.x1 > word.box.x0 && word.box.y1 > word.box.y0);
  if (words.length === 0) return '';
  const frame = frameOf(line);
  const baselinePx = frame.bottom - DESCENT_EM * sizePx;
  const sizePt = sizePx * scale;
  let out = `/${font} ${pdfNumber(sizePt, 2)} Tf\n`;
  words.forEach((word, index) => {
    const [start, end] = frame.along(word.box);
    const [xPx, yPx] = frame.place(start, baselinePx);
    for (let i = 0; i < word.text.length; i++) used.add(word.text.charCodeAt(i));
    out += `${frame.rotation} ${pdfNumber(xPx * scale, 2)} ${pdfNumber(heightPt - yPx * scale, 2)} Tm `;
    out += `${horizontalScale((end - start) * scale, word.text.length, sizePt)} Tz <${hex(word.text)}> Tj`;
    const next = words[index + 1];
    const gapPt = next === undefined ? 0 : (frame.along(next.box)[0] - end) * scale;
    // words that touch keep a space too, or they would be copied as one
    used.add(0x20);
    out += ` ${horizontalScale(Math.max(gapPt, 0.1 * sizePt), 1, sizePt)} Tz <0020> Tj\n`;
  });
  return out;
}

/** A line's own axes: how far along it a box reaches, its lower edge, and where a point of it lies on the page. */
interface LineFrame {
  /** First four numbers of the text matrix. */
  readonly rotation: string;
  readonly height: number;
  readonly bottom: number;
  along(box: BoxPx): readonly [number, number];
  place(along: number, across: number): readonly [number, number];
}

function frameOf({ box, quarterTurns }: TextLine): LineFrame {
  const width = box.x1 - box.x0;
  const height = box.y1 - box.y0;
  switch (quarterTurns) {
    case 1: // reads downwards; its lower edge is the left one
      return {
        rotation: '0 -1 1 0',
        height: width,
        bottom: -box.x0,
        along: ({ y0, y1 }) => [y0, y1],
        place: (along, across) => [-across, along],
      };
    case 2:
      return {
        rotation: '-1 0 0 -1',
        height,
        bottom: -box.y0,
        along: ({ x0, x1 }) => [-x1, -x0],
        place: (along, across) => [-along, -across],
      };
    case 3: // reads upwards; its lower edge is the right one
      return {
        rotation: '0 1 -1 0',
        height: width,
        bottom: box.x1,
        along: ({ y0, y1 }) => [-y1, -y0],
        place: (along, across) => [across, -along],
      };
    default:
      return {
        rotation: '1 0 0 1',
        height,
        bottom: box.y1,
        along: ({ x0, x1 }) => [x0, x1],
        place: (along, across) => [along, across],
      };
  }
}

const horizontalScale = (widthPt: number, characters: number, sizePt: number): string =>
  pdfNumber(Math.max((100 * widthPt) / (characters * GLYPH_EM * sizePt), 0.1), 2);

/** Sizes that differ by less are one size, measured on lines with other letters. */
const SAME_SIZE = 1.25;

/**
 * One size for the lines of one print. Programs that look for paragraphs and columns (pdftotext among them) end a block
 * where the size changes by a twentieth; the rows of one paragraph are measured less evenly than that.
 */
function evenSizes(lines: readonly TextLine[]): readonly number[] {
  const sizes = lines.map((line) => fontSizePx(line, frameOf(line)));
  const even = [...sizes];
  const upright = [...sizes.keys()].filter((index) => lines[index]!.quarterTurns === undefined);
  const order = upright.sort((a, b) => sizes[a]! - sizes[b]!);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && sizes[order[to]!]! < sizes[order[from]!]! * SAME_SIZE) to++;
    const middle = sizes[order[(from + to) >> 1]!]!;
    for (; from < to; from++) even[order[from]!] = middle;
  }
  return even;
}

/** The row height, kept near the height of the line's ink, so that a freak measure cannot cover its neighbours. */
const fontSizePx = (line: TextLine, { height }: LineFrame): number =>
  Math.max(Math.min(line.rowHeightPx, height * 1.25), height * 0.6, 1);
