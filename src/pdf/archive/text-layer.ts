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
  const lines = page.lines.map((line) => lineOperators(line, scale, heightPt, font, used)).filter((ops) => ops !== '');
  return lines.length === 0 ? '' : `BT\n3 Tr\n${lines.join('')}ET\n`;
}

function lineOperators(line: TextLine, scale: number, heightPt: number, font: string, used: Set<number>): string {
  const words = line.words
    .map((word) => ({ box: word.box, text: word.text.normalize('NFC').replace(FORBIDDEN, '') }))
    .filter((word) => word.text !== '' && word.box.x1 > word.box.x0);
  if (words.length === 0) return '';
  const sizePt = fontSizePx(line) * scale;
  const baselinePt = heightPt - line.box.y1 * scale + DESCENT_EM * sizePt;
  let out = `/${font} ${pdfNumber(sizePt, 2)} Tf\n`;
  words.forEach((word, index) => {
    const xPt = word.box.x0 * scale;
    const widthPt = (word.box.x1 - word.box.x0) * scale;
    for (let i = 0; i < word.text.length; i++) used.add(word.text.charCodeAt(i));
    out += `1 0 0 1 ${pdfNumber(xPt, 2)} ${pdfNumber(baselinePt, 2)} Tm `;
    out += `${horizontalScale(widthPt, word.text.length, sizePt)} Tz <${hex(word.text)}> Tj`;
    const next = words[index + 1];
    const gapPt = next === undefined ? 0 : (next.box.x0 - word.box.x1) * scale;
    // overlapping words keep their space too, as thin as the format can say
    used.add(0x20);
    out += ` ${horizontalScale(Math.max(gapPt, 0.1 * sizePt), 1, sizePt)} Tz <0020> Tj\n`;
  });
  return out;
}

const horizontalScale = (widthPt: number, characters: number, sizePt: number): string =>
  pdfNumber(Math.max((100 * widthPt) / (characters * GLYPH_EM * sizePt), 0.1), 2);

/** The row height, kept near the height of the line's ink, so that a freak measure cannot cover its neighbours. */
function fontSizePx(line: TextLine): number {
  const ink = line.box.y1 - line.box.y0;
  return Math.max(Math.min(line.rowHeightPx, ink * 1.25), ink * 0.6, 1);
}
