import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { toTiff } from '../../../samples/lib/encode.ts';
import { paperMakers, setOf } from '../../../samples/lib/papers/catalogue.ts';
import { rounds as allRounds, isRound } from '../../../samples/lib/papers/common.ts';
import { turned } from '../../../samples/lib/pixels.ts';
import { chance } from '../../../samples/lib/random.ts';
import type { Pixels } from '../../../samples/lib/raster.ts';
import { cleanScan, scanPage } from '../../../samples/lib/scan.ts';
import { homography } from '../../../samples/lib/warp.ts';
import { generateExtractionCorpus } from '../../bench/corpus/extraction.ts';
import { generateRecognitionCorpus, recognitionPageCount } from '../../bench/corpus/recognition.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const folder = (): string => temporaryFolder('corpus');

/** Value of a short tag in the first directory of a little-endian TIFF (TIFF 6.0). */
function tiffTag(bytes: Uint8Array, tag: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = view.getUint32(4, true);
  for (let entry = 0; entry < view.getUint16(directory, true); entry++) {
    const at = directory + 2 + entry * 12;
    if (view.getUint16(at, true) === tag) return view.getUint16(at + 8, true);
  }
  return undefined;
}

/** A page with one dark square, so that a place can be followed through the degradation. */
function squarePage(width: number, height: number, x: number, y: number): Pixels {
  const data = new Uint8Array(width * height * 3).fill(255);
  for (let row = y; row < y + 12; row++) data.fill(0, (row * width + x) * 3, (row * width + x + 12) * 3);
  return { width, height, channels: 3, data };
}

describe('the corpora', () => {
  it('have at least forty pages of recognition, and draw the same bytes from the same seed', async () => {
    expect(recognitionPageCount).toBeGreaterThanOrEqual(40);
    const only = ['r13-form'];
    const [one] = await generateRecognitionCorpus(folder(), { seed: 'a', only });
    const [again] = await generateRecognitionCorpus(folder(), { seed: 'a', only });
    const [other] = await generateRecognitionCorpus(folder(), { seed: 'b', only });
    expect(digest(one!.path)).toBe(digest(again!.path));
    expect(digest(one!.path)).not.toBe(digest(other!.path));
    expect(one!.record.lines.length).toBeGreaterThan(20);
  });

  it('do not draw again what is there, and draw the rest', async () => {
    const place = folder();
    const [first] = await generateExtractionCorpus(place, { seed: 'a', types: ['identity_card_9'], perType: 1 });
    const written = statSync(first!.files[0]!).mtimeMs;
    const papers = await generateExtractionCorpus(place, { seed: 'a', types: ['identity_card_9'], perType: 2 });
    expect(papers).toHaveLength(2);
    expect(statSync(first!.files[0]!).mtimeMs).toBe(written);
    expect(papers[0]!.truth).toEqual(JSON.parse(JSON.stringify(first!.truth)));
  });
});

describe('the rounds of papers drawn after the others had been seen', () => {
  it('exist for every type, behind the templates of building and behind each other, so that no number of a template moves', () => {
    for (const { type, templates } of paperMakers) {
      const rounds = templates.map(({ set }) => (isRound(set) ? set : 'building'));
      const inTurn = ['building', ...allRounds].flatMap((round) => rounds.filter((one) => one === round));
      expect(rounds, type).toEqual(inTurn);
      expect(rounds, type).toEqual(expect.arrayContaining(['building', 'fresh', 'unseen']));
    }
  });

  it('are drawn only when named, under names of their own, and truth tells them', async () => {
    const place = folder();
    const fresh = { seed: 'a', types: ['identity_card_9'], perType: 1 };
    const [usual] = await generateExtractionCorpus(place, fresh);
    const named = await generateExtractionCorpus(place, { ...fresh, sets: ['fresh'] });
    expect(usual).toMatchObject({ id: 'identity_card_9-01', set: 'build' });
    expect(named.map(({ id, set }) => [id, set])).toEqual([['identity_card_9-fresh-01', 'fresh']]);
    expect(setOf(named[0]!.truth.template)).toBe('fresh');
    const second = await generateExtractionCorpus(place, { ...fresh, sets: ['unseen'] });
    expect(second.map(({ id, set }) => [id, set])).toEqual([['identity_card_9-unseen-01', 'unseen']]);
    expect(setOf(second[0]!.truth.template)).toBe('unseen');
  });
});

describe('degradation', () => {
  it('tells where the corners of a skewed page went', async () => {
    const page = await scanPage(
      squarePage(400, 560, 0, 0),
      null,
      { ...cleanScan, skewDeg: 4, noise: 0, blurPx: 0 },
      chance('x'),
    );
    const [x, y] = page.corners[0];
    // 4° clockwise about the centre (200, 280): the top left corner moves up and to the right
    expect(x).toBeCloseTo(200 - 200 * Math.cos(0.0698132) + 280 * Math.sin(0.0698132), 3);
    expect(y).toBeCloseTo(280 - 280 * Math.cos(0.0698132) - 200 * Math.sin(0.0698132), 3);
  });

  it('turns clockwise', () => {
    const page = turned({ width: 2, height: 1, channels: 1, data: Uint8Array.of(1, 2) }, 1);
    expect([page.width, page.height, ...page.data]).toEqual([1, 2, 1, 2]);
    expect([...turned({ width: 2, height: 1, channels: 1, data: Uint8Array.of(1, 2) }, 3).data]).toEqual([2, 1]);
  });

  it('maps four points onto four others', () => {
    const from = [
      [10, 20],
      [200, 35],
      [190, 300],
      [5, 280],
    ] as const;
    const to = [
      [0, 0],
      [100, 0],
      [100, 140],
      [0, 140],
    ] as const;
    const [a, b, c, d, e, f, g, h, i] = homography(from, to) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (const [index, [x, y]] of from.entries()) {
      const w = g * x + h * y + i;
      expect((a * x + b * y + c) / w).toBeCloseTo(to[index]![0], 6);
      expect((d * x + e * y + f) / w).toBeCloseTo(to[index]![1], 6);
    }
  });

  it('writes bilevel pages as CCITT G4 with their resolution', async () => {
    const page: Pixels = {
      width: 64,
      height: 32,
      channels: 1,
      data: new Uint8Array(64 * 32).map((_, at) => (at % 3 === 0 ? 0 : 255)),
    };
    const bytes = await toTiff([page, page], 300, 'ccittfax4');
    const { pages, density, bitsPerSample } = await sharp(bytes).metadata();
    expect({ pages, density, bitsPerSample }).toEqual({ pages: 2, density: 300, bitsPerSample: 1 });
    expect(tiffTag(bytes, 259)).toBe(4); // Compression: CCITT T.6
    const { data } = await sharp(bytes).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 6)]).toEqual([0, 255, 255, 0, 255, 255]);
  });
});
