import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scanPaper } from '../../../samples/lib/capture.ts';
import { Draft } from '../../../samples/lib/draft.ts';
import { toJpeg } from '../../../samples/lib/encode.ts';
import type { Paper } from '../../../samples/lib/papers/common.ts';
import { drawLetter } from '../../../samples/lib/papers/plain.ts';
import { type Chance, chance } from '../../../samples/lib/random.ts';
import { openRasteriser, type Pixels } from '../../../samples/lib/raster.ts';
import { cleanScan, type ScanRecipe } from '../../../samples/lib/scan.ts';
import type { FindingCode } from '../../../src/pipeline/page-findings.ts';

/** A page that a quality gate must name, or must leave in peace (`expect` empty). */
export interface FaultyPage {
  readonly id: string;
  readonly path: string;
  readonly expect: readonly FindingCode[];
  /** The page it repeats, for DUPLICATE_PAGE. */
  readonly like?: string;
}

interface Plan {
  readonly id: string;
  readonly expect: readonly FindingCode[];
  readonly scan?: Partial<ScanRecipe>;
  readonly dpi?: number;
  readonly blank?: boolean;
  /** Share of the page's width lost at the left. */
  readonly cut?: number;
  readonly like?: string;
  /** Paper of a slip that lies on the page. */
  readonly slip?: readonly [number, number, number];
}

const plans: readonly Plan[] = [
  { id: 'good', expect: [] },
  { id: 'good-gray-faint', expect: [], scan: { mode: 'gray', faint: 0.3, noise: 5 } },
  { id: 'blank', expect: ['BLANK_PAGE'], blank: true },
  { id: 'blank-dusty-punched', expect: ['BLANK_PAGE'], blank: true, scan: { specks: 60, punchHoles: true, noise: 5 } },
  { id: 'dark', expect: ['DARK_PAGE'], scan: { paper: [84, 82, 80], noise: 5 } },
  { id: 'blurred', expect: ['BLURRED_PAGE'], scan: { blurPx: 5.5 } },
  { id: 'cut-edge', expect: ['CUT_EDGE'], cut: 0.17 },
  { id: 'low-resolution', expect: ['LOW_RESOLUTION'], dpi: 120 },
  { id: 'note-yellow', expect: ['NOTE_PAGE'], slip: [250, 232, 120] },
  { id: 'note-pink', expect: ['NOTE_PAGE'], slip: [248, 172, 190] },
  { id: 'note-taken-off', expect: ['NOTE_PAIR'], like: 'note-yellow', scan: { skewDeg: 0.2 } },
  { id: 'scanned-twice', expect: ['DUPLICATE_PAGE'], scan: { skewDeg: -0.9, noise: 4 }, like: 'good' },
];

function withoutLeft(page: Pixels, share: number): Pixels {
  const from = Math.round(page.width * share);
  const width = page.width - from;
  const data = new Uint8Array(width * page.height * page.channels);
  for (let y = 0; y < page.height; y++)
    data.set(
      page.data.subarray((y * page.width + from) * page.channels, (y + 1) * page.width * page.channels),
      y * width * page.channels,
    );
  return { ...page, width, data };
}

/** A slip of 76 × 76 mm over the upper right of the page, with scanner noise and three strokes of a pen. */
function withSlip(page: Pixels, colour: readonly [number, number, number], dpi: number, random: Chance): Pixels {
  const data = page.data.slice();
  const px = (mm: number): number => Math.round((mm * dpi) / 25.4);
  const [x0, y0, side] = [px(110), px(40), px(76)];
  for (let y = y0; y < Math.min(page.height, y0 + side); y++)
    for (let x = x0 + Math.round((y - y0) * 0.03); x < Math.min(page.width, x0 + side); x++) {
      const isStroke = [20, 35, 50].some((mm) => Math.abs(y - y0 - px(mm) - px(2) * Math.sin(x / px(3))) < px(0.4));
      const grain = random.int(-4, 4);
      for (let c = 0; c < page.channels; c++)
        data[(y * page.width + x) * page.channels + c] = Math.min(255, (isStroke ? 50 : colour[c]!) + grain);
    }
  return { ...page, data };
}

async function blankPaper(): Promise<Paper> {
  const draft = await Draft.begin([]);
  draft.sheet();
  return { type: 'none', draft, format: 'A4' };
}

/** Draws pages for the quality gates of issue 5: what is wrong with each is its name. The same seed gives the same bytes. */
export async function generateFaultyPages(folder: string, options: { readonly seed: string }): Promise<FaultyPage[]> {
  await mkdir(folder, { recursive: true });
  const rasteriser = await openRasteriser();
  try {
    const out: FaultyPage[] = [];
    for (const { id, expect, scan, dpi = 300, blank, cut, like, slip } of plans) {
      const content = chance(`${options.seed}/faulty/${like ?? id}`);
      const paper = blank
        ? await blankPaper()
        : await drawLetter(content, { family: 'serif', template: 0, inked: true });
      const [page] = await scanPaper(
        paper,
        rasteriser,
        dpi,
        () => ({ ...cleanScan, skewDeg: 0.5, ...scan }),
        chance(`${options.seed}/scan/${id}`),
      );
      const whole = cut === undefined ? page!.pixels : withoutLeft(page!.pixels, cut);
      const pixels = slip === undefined ? whole : withSlip(whole, slip, dpi, chance(`${options.seed}/slip/${id}`));
      const path = join(folder, `${id}.jpg`);
      await writeFile(path, await toJpeg(pixels, { quality: 78, dpi }));
      out.push({ id, path, expect, ...(like === undefined ? {} : { like }) });
    }
    return out;
  } finally {
    rasteriser.close();
  }
}
