import type { PageImage } from '../imaging/page-source.ts';
import {
  flattenPage,
  layUpright,
  lineAxis,
  type PreparationOptions,
  type UprightPage,
} from '../imaging/prepare-page.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import { meanConfidence, type PageText, type TextLine } from '../ocr/page-text.ts';
import type { ArchivePage } from '../pdf/archive/archive-page.ts';

/** What one page became. */
export interface PageResult {
  readonly archive: ArchivePage;
  /** What was read (or what the page carried), in px of the upright page. */
  readonly text: PageText;
  readonly rotationDeg: 0 | 90 | 180 | 270;
  readonly skewDeg: number;
  readonly ms: number;
}

export interface PageOptions {
  readonly preparation?: PreparationOptions;
  readonly timeoutMs?: number;
}

/** Mean confidence from which a reading is taken to be the right way up without a second look. */
const SURE = 75;
/** Fewer characters say nothing about the orientation. */
const ENOUGH_CHARACTERS = 40;

/** Prepares, reads and lays out one page. */
export async function digitizePage(
  image: PageImage,
  engine: OcrEngine,
  options: PageOptions = {},
): Promise<PageResult> {
  const started = performance.now();
  const { upright, text } =
    image.text === null ? await readUpright(image, engine, options) : keepText(image, image.text);
  const archive: ArchivePage = {
    widthPx: upright.widthPx,
    heightPx: upright.heightPx,
    dpi: upright.dpi,
    layers: [{ image: await image.encoded(), toPage: upright.toPage }],
    text,
  };
  return {
    archive,
    text,
    rotationDeg: upright.rotationDeg,
    skewDeg: upright.skewDeg,
    ms: Math.round(performance.now() - started),
  };
}

type Upright = Omit<UprightPage, 'ocr' | 'ocrToPage'>;

/** A page that carries text keeps it and is not turned: its producer knew which way up it is. */
function keepText(image: PageImage, text: PageText): { readonly upright: Upright; readonly text: PageText } {
  const blank = { pixels: new Uint8Array(1), widthPx: 1, heightPx: 1 };
  const flat = { gray: blank, scale: 1, dpi: image.dpiX, stamps: [] };
  return { upright: layUpright(image, flat, 0, { deskew: false }), text };
}

async function readUpright(
  image: PageImage,
  engine: OcrEngine,
  options: PageOptions,
): Promise<{ readonly upright: UprightPage; readonly text: PageText }> {
  const flat = await flattenPage(image, options.preparation);
  const read = async (turns: number): Promise<{ upright: UprightPage; text: PageText; score: number }> => {
    const upright = layUpright(image, flat, turns, options.preparation);
    const { lines } = await engine.recognise(
      upright.ocr,
      options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs },
    );
    const text = onPage(upright, lines);
    return { upright, text, score: meanConfidence(text) };
  };
  if (options.preparation?.orient === false) return read(0);
  const axis = lineAxis(image, flat);
  let best = await read(axis);
  if (best.score >= SURE && characterCount(best.text) >= ENOUGH_CHARACTERS) return best;
  for (const turns of [axis + 2, 1 - axis, 3 - axis]) {
    const other = await read(turns % 4);
    // a page read the wrong way up gives few and doubtful characters
    if (other.score * characterCount(other.text) > best.score * characterCount(best.text)) best = other;
    if (best.score >= SURE && characterCount(best.text) >= ENOUGH_CHARACTERS) break;
  }
  return best;
}

/** Lines of the copy in px of the upright page. */
function onPage(upright: UprightPage, lines: readonly TextLine[]): PageText {
  const k = upright.ocrToPage;
  const scaled = lines.map((line) => ({
    ...line,
    rowHeightPx: line.rowHeightPx * k,
    box: scaleBox(line.box, k),
    words: line.words.map((word) => ({ ...word, box: scaleBox(word.box, k) })),
  }));
  return { widthPx: upright.widthPx, heightPx: upright.heightPx, dpi: upright.dpi, lines: scaled };
}

const scaleBox = (box: TextLine['box'], k: number): TextLine['box'] => ({
  x0: box.x0 * k,
  y0: box.y0 * k,
  x1: box.x1 * k,
  y1: box.y1 * k,
});

const characterCount = (text: PageText): number =>
  text.lines.reduce((sum, line) => sum + line.words.reduce((count, word) => count + word.text.length, 0), 0);
