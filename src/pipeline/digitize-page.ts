import { SohoaError } from '../domain/errors.ts';
import type { BoxPx } from '../domain/geometry.ts';
import { once } from '../domain/once.ts';
import { apply, compose, scaling } from '../imaging/affine.ts';
import { attachedNotes } from '../imaging/attached-note.ts';
import { flattenBackground } from '../imaging/flatten.ts';
import { type InkRegion, inkRegions } from '../imaging/ink-regions.ts';
import { separateLayers } from '../imaging/mixed-raster.ts';
import type { DpiSource, PageImage } from '../imaging/page-image.ts';
import { rectifyPhoto } from '../imaging/photo.ts';
import { does, type PreparationOptions } from '../imaging/preparation-steps.ts';
import {
  type FlatPage,
  flattenPage,
  layUpright,
  likelyTurns,
  type StraightPage,
  straighten,
  type UprightPage,
} from '../imaging/prepare-page.ts';
import { measureQuality, type PageQuality } from '../imaging/quality.ts';
import { type RgbImage, shrinkGray, toGray } from '../imaging/raster.ts';
import { type StampFrame, stampFrames } from '../imaging/stamp-frames.ts';
import { warpRgb } from '../imaging/warp.ts';
import type { OcrEngine, Segmentation } from '../ocr/engine.ts';
import { meanConfidence, type PageText, type TextLine } from '../ocr/page-text.ts';
import type { ArchivePage } from '../pdf/archive/archive-page.ts';
import { lookAgain } from './second-look.ts';

/** What one page became. */
export interface PageResult {
  readonly archive: ArchivePage;
  /** What was read (or what the page carried), in px of the upright page. */
  readonly text: PageText;
  /** Clockwise quarter turn that made the page upright, beyond what the file itself says (EXIF, /Rotate). */
  readonly rotationDeg: 0 | 90 | 180 | 270;
  /** Skew found after that turn, clockwise positive; the page matrix takes it out. */
  readonly skewDeg: number;
  readonly dpiSource: DpiSource;
  /** Null for a page that kept its own text and was not looked at. */
  readonly quality: PageQuality | null;
  /** Recognition took too long twice: the image is kept, its text is not known. */
  readonly unread: boolean;
  readonly ms: number;
}

/** `faithful` keeps the image as it came; `compact` splits it into print and background where that is much smaller. */
export type ArchiveProfile = 'faithful' | 'compact';

export interface PageOptions {
  readonly profile?: ArchiveProfile;
  readonly preparation?: PreparationOptions;
  readonly timeoutMs?: number;
  /** Parts of the page that were passed over or read badly are read once more; on by default. */
  readonly secondLook?: boolean;
  /** Looks at the page before anything of it is kept. */
  readonly gate?: PageGate;
}

/** What either throws ends the work. Texts are in px of an upright page at a size for looking at it. */
export interface PageGate {
  /** At what the page shows, while it is read. */
  stamps(page: SeenPage): Promise<void>;
  /** At what was read. */
  print(text: PageText): void;
}

/** An upright page: its size, stamps and frames without any lines, and its colours. */
export interface SeenPage {
  readonly text: PageText;
  readonly rgb: () => Promise<RgbImage>;
}

/** Mean confidence from which a reading is taken to be the right way up without a second look. */
const SURE = 75;
/**
 * A page is turned for a reading of this mean confidence. Measured on old print, music and fragments of the leptonica
 * tests: turned rightly 49 and more, wrongly at most 29.
 */
const TURN_BELIEVED = 40;
/** Fewer characters say nothing about the orientation. */
const ENOUGH_CHARACTERS = 40;

/** Prepares, reads and lays out one page. */
export async function digitizePage(
  source: PageImage,
  engine: OcrEngine,
  options: PageOptions = {},
): Promise<PageResult> {
  const started = performance.now();
  const photo = source.text === null && does(options.preparation, 'rectify') ? await rectifyPhoto(source) : null;
  const image = photo ?? source;
  const { upright, text, quality, unread, gated } =
    image.text === null ? await readUpright(image, engine, options) : keepText(image, image.text, options);
  options.gate?.print(atLookSize(text));
  await gated();
  const archive: ArchivePage = {
    widthPx: upright.widthPx,
    heightPx: upright.heightPx,
    dpi: upright.dpi,
    layers: await archiveLayers(image, upright.toPage, options.profile ?? 'faithful'),
    text,
  };
  return {
    archive,
    text,
    rotationDeg: upright.rotationDeg,
    skewDeg: upright.skewDeg,
    dpiSource: image.dpiSource,
    quality,
    unread,
    ms: Math.round(performance.now() - started),
  };
}

/** Layers that differ more from the image than this (0-255, mean) do not show it well enough. */
const WORST_DIFFERENCE = 6;
/** What coloured ink may cost: a quarter of the faithful bytes is what the profile promises on colour scans. */
const COMPACT_SHARE = 0.22;
/** Splitting must pay: layers of more than this share of the faithful bytes are not worth it. */
const LARGEST_SHARE = 0.7;

async function archiveLayers(
  image: PageImage,
  toPage: UprightPage['toPage'],
  profile: ArchiveProfile,
): Promise<ArchivePage['layers']> {
  const encoded = await image.encoded();
  const faithful = [{ image: encoded, toPage }];
  if (profile === 'faithful' || encoded.kind === 'g4' || encoded.kind === 'jbig2') return faithful;
  const split = await separateLayers(image, encoded.bytes.length * COMPACT_SHARE);
  if (split.difference > WORST_DIFFERENCE || split.bytes > LARGEST_SHARE * encoded.bytes.length) return faithful;
  return [
    { image: split.background, toPage: compose(scaling(split.backgroundStep), toPage) },
    { image: split.print, toPage, ink: split.ink },
  ];
}

type Upright = Omit<UprightPage, 'whole' | 'ocr' | 'ocrToPage'>;

interface ReadPage {
  readonly upright: Upright;
  readonly text: PageText;
  readonly quality: PageQuality | null;
  readonly unread: boolean;
  /** Ends when the gate has looked at the stamps. */
  readonly gated: () => Promise<void>;
}

/** A page that carries text keeps it and is not turned: its producer knew which way up it is. */
function keepText(image: PageImage, text: PageText, { gate }: PageOptions): ReadPage {
  const blank = { pixels: new Uint8Array(1), widthPx: 1, heightPx: 1 };
  const upright = layUpright(image, { dpi: image.dpiX }, { gray: blank, turns: 0, skewDeg: 0 }, 0);
  const gated = async (): Promise<void> => {
    if (gate === undefined) return;
    // the text says nothing of what was stamped on it
    const { size } = lookSize(text);
    const rgb = once(() => lookAt(image, upright, null));
    const seen = await rgb();
    const frames = stampFrames({ ...flattenBackground(toGray(seen)), dpi: size.dpi });
    await gate.stamps({ text: { ...size, lines: [], inks: inkRegions(seen, size.dpi), frames }, rgb });
  };
  return { upright, text, quality: null, unread: false, gated };
}

interface Reading {
  readonly upright: UprightPage;
  /** What is known of the page without its lines. */
  readonly looks: () => PageLooks;
  readonly gated: () => Promise<void>;
  /** In px of the copy. */
  readonly lines: readonly TextLine[];
  readonly text: PageText;
  readonly unread: boolean;
  /** Confident characters that stand upright: a page read the wrong way up gives few, doubtful or turned ones. */
  readonly score: number;
}

interface PageLooks {
  readonly quality: PageQuality;
  readonly text: PageText;
}

async function readUpright(image: PageImage, engine: OcrEngine, options: PageOptions): Promise<ReadPage> {
  const flat = await flattenPage(image, options.preparation);
  const inks = once(() => inkRegions(flat.rgb, flat.dpi));
  const notes = once(() => attachedNotes(flat.rgb, flat.dpi));
  const limit = options.timeoutMs;
  const read = async (straight: StraightPage, turns: number): Promise<Reading> => {
    const upright = layUpright(image, flat, straight, turns, options.preparation);
    const looks = once((): PageLooks => {
      return {
        quality: measureQuality(upright.ocr, flat.raw, notes()),
        text: { ...onPage(upright, []), inks: inksOnPage(inks(), image, flat, upright), ...framesOf(upright) },
      };
    });
    const gated = once(async () => {
      const rgb = once(() => lookAt(image, upright, flat.rgb));
      await options.gate?.stamps({ text: atLookSize(looks().text), rgb });
    });
    // a fault is told to whom waits for it; of a page that lies otherwise nobody does
    const meanwhile = (): void => void gated().catch(() => undefined);
    const lines = await readPatiently(engine, upright.ocr, limit, meanwhile);
    const text = { ...looks().text, ...onPage(upright, lines ?? []) };
    const score = meanConfidence(text) * uprightCharacters(text);
    return { upright, looks, gated, lines: lines ?? [], text, unread: lines === null, score };
  };
  const judged = async ({ upright, looks, gated, lines, text, unread }: Reading): Promise<ReadPage> => {
    const looked =
      unread || options.secondLook === false
        ? lines
        : await lookAgain(
            upright.ocr,
            lines,
            async (picture) => (await readInTime(engine, picture, limit, 'block')) ?? [],
          );
    const again = looked === lines ? {} : { lines: onPage(upright, looked).lines };
    return { upright, text: { ...text, ...again }, unread, quality: looks().quality, gated };
  };
  const along = (turns: number): StraightPage => straighten(image, flat, turns, options.preparation);
  if (!does(options.preparation, 'orient')) return judged(await read(along(0), 0));
  const { turns, clear, straight } = likelyTurns(image, flat, options.preparation);
  let axis = straight;
  let best: Reading | null = null;
  let asShown: Reading | null = null;
  for (const [attempt, turn] of turns.entries()) {
    if ((turn - axis.turns) % 2 !== 0) axis = along(turn);
    const next = await read(axis, turn);
    if (turn % 4 === 0) asShown = next;
    if (best === null || next.score > best.score) best = next;
    if (next.unread || isSure(next.text)) break;
    if (attempt === 1 && clear && best.score > 0) break;
  }
  if (best!.score > 0 && (best === asShown || meanConfidence(best!.text) >= TURN_BELIEVED)) return judged(best!);
  // where nothing reads well, nothing says that the file shows the page the wrong way up
  return judged(asShown ?? (await read(along(0), 0)));
}

/**
 * A page that takes too long is tried once more the quick way: half the resolution, one block. Null when that takes too
 * long as well.
 */
async function readPatiently(
  engine: OcrEngine,
  image: UprightPage['ocr'],
  timeoutMs: number | undefined,
  meanwhile: () => void,
): Promise<readonly TextLine[] | null> {
  const lines = await readInTime(engine, image, timeoutMs, 'page', meanwhile);
  if (lines !== null) return lines;
  const coarse = await readInTime(engine, { ...shrinkGray(image, 2), dpi: image.dpi / 2 }, timeoutMs, 'block');
  return coarse?.map((line) => scaleLine(line, 2)) ?? null;
}

/** Null when the time was up. */
async function readInTime(
  engine: OcrEngine,
  image: UprightPage['ocr'],
  timeoutMs: number | undefined,
  segmentation: Segmentation,
  meanwhile: () => void = () => undefined,
): Promise<readonly TextLine[] | null> {
  const limit = timeoutMs === undefined ? {} : { timeoutMs };
  try {
    return (await engine.recognise(image, { segmentation, ...limit, meanwhile })).lines;
  } catch (error) {
    if (error instanceof SohoaError && error.code === 'LIMIT_TIME') return null;
    throw error;
  }
}

/** Characters in lines that stand upright on the page. */
const uprightCharacters = (text: PageText): number =>
  characterCount(text.lines.filter((line) => line.quarterTurns === undefined));

/** A page read the wrong way up gives few, doubtful or turned characters. */
const isSure = (text: PageText): boolean =>
  meanConfidence(text) >= SURE &&
  uprightCharacters(text) >= ENOUGH_CHARACTERS &&
  uprightCharacters(text) * 2 >= characterCount(text.lines);

/** Stamps and pens of the copy (before it is mirrored) in px of the upright page. */
const inksOnPage = (
  inks: readonly InkRegion[],
  image: PageImage,
  flat: FlatPage,
  { toPage }: UprightPage,
): PageText['inks'] =>
  inks.map(({ kind, box }) => {
    const down = flat.scale * (image.dpiX / image.dpiY);
    const corners = [box.x0, box.x1].flatMap((x) =>
      [box.y0, box.y1].map((y) => apply(toPage, x / flat.scale, y / down)),
    );
    const [xs, ys] = [corners.map(([x]) => Math.round(x)), corners.map(([, y]) => Math.round(y))];
    return { kind, box: { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) } };
  });

/** Frames of the copy in px of the upright page. */
function framesOf({ whole, ocr, ocrToPage }: UprightPage): Pick<PageText, 'frames'> {
  const frames = stampFrames({ ...whole, dpi: ocr.dpi });
  return frames.length === 0 ? {} : { frames: frames.map((frame) => scaleFrame(frame, ocrToPage)) };
}

/** Resolution at which a page is looked at. */
const LOOK_DPI = 200;

/** The size of an upright page that is looked at, and px of it per px of the page. */
function lookSize({ widthPx, heightPx, dpi }: Pick<PageText, 'widthPx' | 'heightPx' | 'dpi'>) {
  const k = Math.min(1, LOOK_DPI / dpi);
  const [w, h] = [widthPx * k, heightPx * k].map((side) => Math.max(1, Math.round(side))) as [number, number];
  return { k, size: { widthPx: w, heightPx: h, dpi: dpi * k } };
}

function atLookSize(text: PageText): PageText {
  const { k, size } = lookSize(text);
  const lines = text.lines.map((line) => scaleLine(line, k));
  const inks = text.inks?.map(({ kind, box }) => ({ kind, box: scaleBox(box, k) }));
  const frames = text.frames?.map((frame) => scaleFrame(frame, k));
  return { ...size, lines, ...(inks === undefined ? {} : { inks }), ...(frames === undefined ? {} : { frames }) };
}

/** The upright page in colour; `copy` is taken where it has the size to decode. */
async function lookAt(image: PageImage, upright: Upright, copy: RgbImage | null): Promise<RgbImage> {
  const { k, size } = lookSize(upright);
  const [w, h] = [image.widthPx * k, Math.min(image.heightPx, image.heightPx * k * (image.dpiX / image.dpiY))].map(
    (side) => Math.max(1, Math.round(side)),
  ) as [number, number];
  const stored = scaling(image.widthPx / w, image.heightPx / h);
  const map = compose(compose(stored, upright.toPage), scaling(k));
  const isThere = copy?.widthPx === w && copy.heightPx === h;
  return warpRgb(isThere ? copy : await image.decode(w, h), map, size.widthPx, size.heightPx);
}

/** Lines of the copy in px of the upright page. */
function onPage(upright: UprightPage, lines: readonly TextLine[]): PageText {
  const scaled = lines.map((line) => scaleLine(line, upright.ocrToPage));
  return { widthPx: upright.widthPx, heightPx: upright.heightPx, dpi: upright.dpi, lines: scaled };
}

const scaleLine = (line: TextLine, k: number): TextLine => ({
  ...line,
  rowHeightPx: line.rowHeightPx * k,
  box: scaleBox(line.box, k),
  words: line.words.map((word) => ({ ...word, box: scaleBox(word.box, k) })),
});

const scaleBox = ({ x0, y0, x1, y1 }: BoxPx, k: number): BoxPx => ({ x0: x0 * k, y0: y0 * k, x1: x1 * k, y1: y1 * k });

const scaleFrame = ({ box, widthPx, heightPx, turnDeg }: StampFrame, k: number): StampFrame => ({
  box: scaleBox(box, k),
  widthPx: widthPx * k,
  heightPx: heightPx * k,
  turnDeg,
});

const characterCount = (lines: readonly TextLine[]): number =>
  lines.reduce((sum, line) => sum + line.words.reduce((count, word) => count + word.text.length, 0), 0);
