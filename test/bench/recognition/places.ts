import { execFileSync } from 'node:child_process';
import { apply, turnAbout } from '../../../src/imaging/affine.ts';
import { fromRectangle, project, type Quad } from '../../../src/imaging/homography.ts';
import type { CorpusPage } from '../corpus/recognition.ts';
import { normalise } from './score.ts';

/**
 * How well the words of a text layer stand on their ink, by `pdftotext -bbox` against the places where the words were
 * drawn. Words that were misread are not judged here: nobody knows which word of the layer is meant.
 */
export interface PlaceScore {
  /** Printed words of the page, and those of them that the layer has with the same letters. */
  readonly words: number;
  readonly read: number;
  /** Of the read ones: at least half of the letters lies under the word of the layer. */
  readonly covered: number;
  /** Of the read ones: intersection by union of the boxes along the line. */
  readonly overlaps: readonly number[];
}

interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

interface PlacedWord extends Box {
  readonly key: string;
}

/** The body of a letter, without what reaches above and below it, in parts of the em from the top of the line's box. */
const BODY_EM = [0.3, 0.75] as const;

const keyOf = (text: string): string => normalise(text).replace(/^[("']+|[).,:;"'…/_-]+$/g, '');

/** `skewDeg` is what the page was turned back by; `null` for a flattened photograph, which is the page alone. */
export function scorePlaces(
  { record }: Pick<CorpusPage, 'record'>,
  pdf: string,
  page: number,
  skewDeg: number | null,
): PlaceScore {
  const layer = wordsOf(pdf, page);
  const toPage = placeOnPage(record, layer, skewDeg);
  const drawn: PlacedWord[] = [];
  for (const [index, { kind, box_mm }] of record.lines.entries()) {
    if (kind !== 'print' && kind !== 'machine') continue;
    const [top, bottom] = BODY_EM.map((part) => box_mm.y + part * box_mm.height);
    for (const { text, x, width } of record.words_mm[index] ?? []) {
      const key = keyOf(text);
      if (key !== '') drawn.push({ key, ...toPage({ x0: x, y0: top!, x1: x + width, y1: bottom! }) });
    }
  }
  const pairs = nearestPairs(drawn, layer.words);
  const covered = pairs.filter(([word, found]) => {
    const letters = (word.x1 - word.x0) * (word.y1 - word.y0);
    return along(word, found) * overlap(found.y0, found.y1, word.y0, word.y1) >= letters / 2;
  });
  const overlaps = pairs.map(([word, found]) => {
    const shared = along(word, found);
    return shared / (found.x1 - found.x0 + word.x1 - word.x0 - shared);
  });
  return { words: drawn.length, read: pairs.length, covered: covered.length, overlaps };
}

/** Words with the same letters, the nearest to each other first; each is taken once, so that a word that was misread gets none. */
function nearestPairs(
  drawn: readonly PlacedWord[],
  found: readonly PlacedWord[],
): readonly (readonly [PlacedWord, PlacedWord])[] {
  const candidates = drawn.flatMap((word) =>
    found.filter(({ key }) => key === word.key).map((other) => [word, other, distance(word, other)] as const),
  );
  const taken = new Set<PlacedWord>();
  const pairs: (readonly [PlacedWord, PlacedWord])[] = [];
  for (const [word, other] of candidates.sort((a, b) => a[2] - b[2])) {
    if (taken.has(word) || taken.has(other)) continue;
    taken.add(word).add(other);
    pairs.push([word, other]);
  }
  return pairs;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

const overlap = (a0: number, a1: number, b0: number, b1: number): number =>
  Math.max(0, Math.min(a1, b1) - Math.max(a0, b0));
const along = (a: Box, b: Box): number => overlap(a.x0, a.x1, b.x0, b.x1);
const distance = (a: Box, b: Box): number =>
  Math.hypot((a.x0 + a.x1 - b.x0 - b.x1) / 2, (a.y0 + a.y1 - b.y0 - b.y1) / 2);

interface Layer {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly words: PlacedWord[];
}

function wordsOf(pdf: string, page: number): Layer {
  const number = String(page);
  const html = execFileSync('pdftotext', ['-bbox', '-f', number, '-l', number, pdf, '-'], {
    maxBuffer: 1e8,
  }).toString();
  const size = /<page width="([\d.]+)" height="([\d.]+)"/.exec(html);
  const words = [
    ...html.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g),
  ];
  return {
    widthPt: Number(size?.[1]),
    heightPt: Number(size?.[2]),
    words: words.map(([, x0, y0, x1, y1, text]) => ({
      key: keyOf(text!.replace(/&(amp|lt|gt|quot);/g, (_, name: 'amp') => entities[name])),
      x0: Number(x0),
      y0: Number(y0),
      x1: Number(x1),
      y1: Number(y1),
    })),
  };
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"' } as const;

/** From mm of the drawn page to pt of the archived one. */
function placeOnPage(record: CorpusPage['record'], layer: Layer, skewDeg: number | null): (box: Box) => Box {
  const { width_mm: wide, height_mm: high, corners_px: corners } = record;
  const sideways = record.rotation_deg % 180 !== 0;
  const upright = sideways ? [record.height_px, record.width_px] : [record.width_px, record.height_px];
  const [widthPx, heightPx] = upright as [number, number];
  const image = corners === null || skewDeg === null ? null : fromRectangle(wide, high, corners as unknown as Quad);
  const level = turnAbout(-(skewDeg ?? 0), widthPx, heightPx);
  const point = (x: number, y: number): readonly [number, number] => {
    if (image === null) return [(x * layer.widthPt) / wide, (y * layer.heightPt) / high];
    const [px, py] = apply(level, ...project(image, x, y));
    return [(px * layer.widthPt) / widthPx, (py * layer.heightPt) / heightPx];
  };
  return ({ x0, y0, x1, y1 }) => {
    const [ax, ay] = point(x0, y0);
    const [bx, by] = point(x1, y1);
    return { x0: ax, y0: ay, x1: bx, y1: by };
  };
}
