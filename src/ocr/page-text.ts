import type { BoxPx } from '../domain/geometry.ts';
import type { InkRegion } from '../imaging/ink-regions.ts';
import type { StampFrame } from '../imaging/stamp-frames.ts';

/**
 * What recognition read on one page.
 *
 * All boxes are px of the UPRIGHT PAGE: the archived image after its quarter turns and its fine deskew, at the archived
 * resolution (`widthPx` × `heightPx`), origin top left. The archived image itself is never resampled; the same
 * transform goes into the page matrix of the PDF, so a word's box lies over its ink in both.
 */
export interface PageText {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  /** Lines in reading order. */
  readonly lines: readonly TextLine[];
  /** Stamps and pens: coloured ink that is not read as text; absent when the page was not looked at. */
  readonly inks?: readonly InkRegion[];
  /** Frames like those of box stamps, in any ink; absent when there are none. */
  readonly frames?: readonly StampFrame[];
}

export interface TextLine {
  readonly words: readonly TextWord[];
  readonly box: BoxPx;
  /** Index of the block (column, paragraph, table cell) the line belongs to; ascending in reading order. */
  readonly block: number;
  /** Height of the line's body text in px: the basis of font size in the invisible layer. */
  readonly rowHeightPx: number;
  /** Clockwise quarter turns in which the line stands on the upright page (a note along the edge); absent: none. */
  readonly quarterTurns?: 1 | 2 | 3;
}

export interface TextWord {
  /** NFC, no white space. */
  readonly text: string;
  readonly box: BoxPx;
  /** 0 to 100, as Tesseract reports it. */
  readonly confidence: number;
}

/** Text in reading order: one line of the page a line, blocks set apart by an empty line. NFC. */
export function plainText(page: PageText): string {
  let out = '';
  let previous: TextLine | undefined;
  for (const line of page.lines) {
    if (previous !== undefined) out += previous.block === line.block ? '\n' : '\n\n';
    out += line.words.map((word) => word.text).join(' ');
    previous = line;
  }
  return out.normalize('NFC');
}

/** Mean word confidence 0 to 100, weighted by characters; 0 for a page without words. */
export function meanConfidence(page: PageText): number {
  let sum = 0;
  let characters = 0;
  for (const line of page.lines)
    for (const word of line.words) {
      sum += word.confidence * word.text.length;
      characters += word.text.length;
    }
  return characters === 0 ? 0 : sum / characters;
}
