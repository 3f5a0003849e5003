import { SohoaError } from '../domain/errors.ts';
import type { BoxPx } from '../domain/geometry.ts';
import type { RgbImage } from '../imaging/raster.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import type { PageText, TextLine } from '../ocr/page-text.ts';
import { type Look, type ReadRegion, regionReader } from './region-reader.ts';
import { rowsAsRead } from './rows-as-read.ts';
import { secrecyMark } from './secrecy.ts';

/** Stamps read for a secrecy mark, at most so many of each kind a paper. */
const STAMPS_READ = 6;
const STAMP_MM = { highest: 28, leastHeight: 5 };

interface BoxStamp {
  readonly page: number;
  readonly box: BoxPx;
  /** Ways of reading it, the likeliest first. */
  readonly looks: readonly Look[];
}

/** A stamp of one or two lines in a frame is longer than high; round seals are not. */
function isBoxStamp({ x0, y0, x1, y1 }: BoxPx, dpi: number): boolean {
  const [width, height] = [((x1 - x0) / dpi) * 25.4, ((y1 - y0) / dpi) * 25.4];
  return height >= STAMP_MM.leastHeight && height <= STAMP_MM.highest && width >= 1.15 * height;
}

/** Where a secrecy mark may be stamped, on 0-based pages: coloured ink of a box stamp's shape, and frames in any ink. */
export function boxStamps(texts: readonly PageText[]): readonly BoxStamp[] {
  const coloured = texts.flatMap(({ inks, dpi }, page) =>
    (inks ?? [])
      .filter(({ box }) => isBoxStamp(box, dpi))
      .map(({ box, kind }) => ({ page, box, looks: colouredLooks(kind === 'stamp' ? 'red_only' : 'blue_only') })),
  );
  const framed = texts.flatMap(({ frames }, page) =>
    (frames ?? []).map((frame) => ({
      page,
      box: frame.box,
      looks: (['as_it_is', 'thick_only'] as const).map((ink): Look => ({ ink, shape: 'block', frame })),
    })),
  );
  return [...coloured.slice(0, STAMPS_READ), ...framed.slice(0, STAMPS_READ)];
}

/** In its own colour last: a stamp of another colour may lie across it. */
const colouredLooks = (own: 'red_only' | 'blue_only'): readonly Look[] => [
  { ink: 'coloured_only', shape: 'block' },
  { ink: 'coloured_only', shape: 'line' },
  { ink: own, shape: 'block' },
];

/** The secrecy mark in a box stamp, read apart from the print around and below it; null when there is none. */
export async function stampedMark(texts: readonly PageText[], read: ReadRegion): Promise<string | null> {
  for (const { page, box, looks } of boxStamps(texts))
    for (const look of looks) {
      const mark = markOfStamp(await read(page, box, look));
      if (mark !== null) return mark;
    }
  return null;
}

/**
 * Ends the work on a page with a secrecy mark, printed or stamped (rules.md R1.1). `text` is in px of what `rgb` gives. A
 * page without anything like a box stamp costs next to nothing. Throws SECRET_PAPER with the number of the page.
 */
export async function refuseSecretPage(
  { text, rgb }: { readonly text: PageText; readonly rgb: () => Promise<RgbImage> },
  page: number,
  engine: OcrEngine,
): Promise<void> {
  const mark =
    secrecyMark(rowsAsRead([text])) ?? (await stampedMark([text], regionReader([{ dpi: text.dpi, rgb }], engine)));
  if (mark !== null) throw new SohoaError('SECRET_PAPER', { page });
}

/** The marks in base letters, the longest first; letters that may be misread, and letters beside it that are none of its own. */
const STAMPED: readonly {
  readonly letters: string;
  readonly mark: string;
  readonly wrong: number;
  readonly more: number;
}[] = [
  { letters: 'TUYETMAT', mark: 'TUYỆT MẬT', wrong: 2, more: 3 },
  { letters: 'TOIMAT', mark: 'TỐI MẬT', wrong: 1, more: 2 },
  { letters: 'MAT', mark: 'MẬT', wrong: 0, more: 1 },
];

/** The mark in what a stamp by itself says. */
function markOfStamp(lines: readonly TextLine[]): string | null {
  for (const line of lines) {
    // a stamp is all capitals, though recognition may take some for small letters of another size
    const text = baseLetters(line.words.map((word) => word.text).join('')).replace(/^DOMAT(?=[TM])/, '');
    const found = STAMPED.find((one) => nearlyHolds(text, one.letters, one.wrong, one.more));
    if (found !== undefined) return found.mark;
  }
  return null;
}

const baseLetters = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[đĐ]/g, 'D')
    .replace(/[1|!l]/g, 'I')
    .replace(/0/g, 'O')
    .toUpperCase()
    .replace(/[^A-Z]/g, '');

/**
 * Whether a part of `text` is `word` but for `wrong` letters, and the rest no more than `more` letters. MAT itself must be
 * read, for Tuyết Mai is a name; Tối Mai is none.
 */
function nearlyHolds(text: string, word: string, wrong: number, more: number): boolean {
  if (!(word === 'TOIMAT' ? /MA[TI]/ : /MAT/).test(text)) return false;
  if (text.length > word.length + more || text.length < word.length - wrong) return false;
  // least edits of the word against any part of the text
  let row = Array.from({ length: text.length + 1 }, () => 0);
  for (const letter of word) {
    const next = [row[0]! + 1];
    for (let at = 1; at <= text.length; at++)
      next.push(Math.min(row[at - 1]! + (text[at - 1] === letter ? 0 : 1), row[at]! + 1, next[at - 1]! + 1));
    row = next;
  }
  return Math.min(...row) <= wrong;
}
