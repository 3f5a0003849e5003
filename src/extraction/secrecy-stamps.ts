import { SohoaError } from '../domain/errors.ts';
import type { BoxPx } from '../domain/geometry.ts';
import type { RgbImage } from '../imaging/raster.ts';
import type { StampFrame } from '../imaging/stamp-frames.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import type { PageText, TextLine } from '../ocr/page-text.ts';
import { type Look, type ReadRegion, regionReader } from './region-reader.ts';
import { rowsAsRead } from './rows-as-read.ts';
import { secrecyMark } from './secrecy.ts';

/** Stamps read for a secrecy mark, at most so many of each kind a paper. */
const STAMPS_READ = 6;
const STAMP_MM = { highest: 28, leastHeight: 5 };

type Inks = NonNullable<PageText['inks']>;

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

/** Where a secrecy mark may be stamped, on 0-based pages: coloured ink, in which a frame may be, and frames in any ink. */
export function boxStamps(texts: readonly PageText[]): readonly BoxStamp[] {
  const coloured = texts.flatMap(({ inks = [], dpi }, page) =>
    inks.map((ink) => ({ page, box: ink.box, looks: colouredLooks(ink, dpi) })),
  );
  const framed = texts.flatMap(({ frames = [], inks = [] }, page) =>
    frames.map((frame) => ({ page, box: frame.box, looks: framedLooks(frame, inks) })),
  );
  return [...coloured.slice(0, STAMPS_READ), ...framed.slice(0, STAMPS_READ)];
}

/** In frames of coloured ink; in its own colour, for a stamp of another colour may lie across it; a frame that broke is none. */
const colouredLooks = ({ kind, box }: Inks[number], dpi: number): readonly Look[] => [
  { ink: 'coloured_only', shape: 'stamp' },
  { ink: kind === 'stamp' ? 'red_only' : 'blue_only', shape: 'stamp' },
  ...(isBoxStamp(box, dpi) ? [{ ink: 'coloured_only', shape: 'block' } satisfies Look] : []),
];

/** By its thick strokes first, then by thicker ones, without coloured ink that lies across it, then as it is. */
const framedLooks = (frame: StampFrame, inks: Inks): readonly Look[] => [
  { ink: 'as_it_is', shape: 'stamp', frame },
  { ink: 'as_it_is', shape: 'bold_stamp', frame },
  ...(inks.some(({ box }) => shared(box, frame.box) > 0)
    ? [{ ink: 'black_only', shape: 'stamp', frame } satisfies Look]
    : []),
  { ink: 'as_it_is', shape: 'block', frame },
];

/** Share of both boxes together that is in both. */
function shared(a: BoxPx, b: BoxPx): number {
  const [width, height] = [Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0), Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0)];
  if (width <= 0 || height <= 0) return 0;
  const size = ({ x0, y0, x1, y1 }: BoxPx): number => (x1 - x0) * (y1 - y0);
  return (width * height) / (size(a) + size(b) - width * height);
}
/** What shares so much is one stamp. */
const ONE_STAMP = 0.6;

/** The secrecy mark in a box stamp, read apart from the print around and below it; null when there is none. */
export async function stampedMark(texts: readonly PageText[], read: ReadRegion): Promise<string | null> {
  const others: { readonly page: number; readonly box: BoxPx }[] = [];
  for (const { page, box, looks } of boxStamps(texts)) {
    if (others.some((other) => other.page === page && shared(other.box, box) > ONE_STAMP)) continue;
    for (const look of looks) {
      const lines = await read(page, box, look);
      const mark = markOfStamp(lines);
      if (mark !== null) return mark;
      if (!lines.some(isClear)) continue;
      others.push({ page, box });
      break;
    }
  }
  return null;
}

/** A stamp that says something else needs no other look. */
const CLEAR = { letters: 6, confidence: 85 };
const isClear = ({ words }: TextLine): boolean =>
  words
    .filter(({ confidence }) => confidence >= CLEAR.confidence)
    .reduce((sum, { text }) => sum + (text.match(/\p{L}/gu) ?? []).length, 0) >= CLEAR.letters;

/**
 * Ends the work on a page with a secrecy mark (rules.md R1.1): both throw SECRET_PAPER with the number of the page. Stamps
 * can be looked at before anything is read: `text` has their places in px of what `rgb` gives. A page without anything
 * like a box stamp costs next to nothing.
 */
export const secrecyGate = (engine: OcrEngine) => (page: number) => ({
  stamps: async ({ text, rgb }: { readonly text: PageText; readonly rgb: () => Promise<RgbImage> }): Promise<void> => {
    if ((await stampedMark([text], regionReader([{ dpi: text.dpi, rgb }], engine))) !== null) throw refusal(page);
  },
  print: (text: PageText): void => {
    if (secrecyMark(rowsAsRead([text])) !== null) throw refusal(page);
  },
});

const refusal = (page: number): SohoaError => new SohoaError('SECRET_PAPER', { page });

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

/** With letters lost or made up where other ink crosses them: what tells the mark are the dots below its vowels. */
const CROSSED: readonly (readonly [RegExp, string])[] = [
  [/^\p{L}{0,2}T\p{L}{1,4}Ệ\p{L}?M[AÀÁÃÂẠẤẦẨẪẬẶÄ]\p{L}{0,2}$/u, 'TUYỆT MẬT'],
  [/^\p{L}?TUYỆT$/u, 'TUYỆT MẬT'],
  [/^\p{L}{0,2}T[OÓÒÕÔỐỒƠỚ]\p{L}{0,3}M[ẠẬẶ]\p{L}{0,2}$/u, 'TỐI MẬT'],
  [/^\p{L}?[MW][ÂẠẤẦẨẪẬẶ]T$/u, 'MẬT'],
];

/** The mark in what a stamp by itself says. */
function markOfStamp(lines: readonly TextLine[]): string | null {
  for (const line of lines) {
    const read = line.words.map((word) => word.text).join('');
    // a stamp is all capitals, though recognition may take some for small letters of another size
    const capitals = read
      .normalize('NFC')
      .replace(/[†‡+ƒ7]/g, 'T')
      .replace(/[1|!l]/g, 'I')
      .toUpperCase();
    const text = baseLetters(capitals).replace(/^DOMAT(?=[TM])/, '');
    const found = STAMPED.find((one) => nearlyHolds(text, one.letters, one.wrong, one.more));
    if (found !== undefined) return found.mark;
    const letters = capitals.replace(/[^\p{L}]/gu, '');
    const crossed = CROSSED.find(([pattern]) => pattern.test(letters));
    if (crossed !== undefined) return crossed[1];
  }
  return null;
}

const baseLetters = (capitals: string): string =>
  capitals
    .normalize('NFD')
    .replace(/Đ/g, 'D')
    .replace(/0/g, 'O')
    .replace(/[^A-Z]/g, '');

/**
 * Whether a part of `text` is `word` but for `wrong` letters, and the rest no more than `more` letters. MAT itself must be
 * read, for Tuyết Mai is a name; Tối Mai is none.
 */
function nearlyHolds(text: string, word: string, wrong: number, more: number): boolean {
  if (!(word === 'TOIMAT' ? /MA[TI]|TOIMA$/ : /MAT/).test(text)) return false;
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
