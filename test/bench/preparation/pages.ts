import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rasterisePaper, scanLayers } from '../../../samples/lib/capture.ts';
import { toJpeg, toTiff } from '../../../samples/lib/encode.ts';
import type { Family } from '../../../samples/lib/fonts.ts';
import type { Look, Paper } from '../../../samples/lib/papers/common.ts';
import { drawLetter, drawReport } from '../../../samples/lib/papers/plain.ts';
import { blurred } from '../../../samples/lib/pixels.ts';
import { type Chance, chance } from '../../../samples/lib/random.ts';
import { openRasteriser, type Pixels } from '../../../samples/lib/raster.ts';
import { cleanScan, type ScanRecipe } from '../../../samples/lib/scan.ts';
import type { TruthLine } from '../../../samples/lib/sheet.ts';
import {
  drawBoxedDigits,
  drawLeaders,
  drawPrint,
  drawShadedTable,
  drawTouchedTable,
  drawUnderlined,
  drawWatermark,
  drawWrittenOnLines,
} from './papers.ts';

/** What a page is hard at. */
export type Trouble =
  | 'touched table'
  | 'boxed digits'
  | 'written on lines'
  | 'underlined'
  | 'dots'
  | 'dashes'
  | 'underscores'
  | 'show-through'
  | 'faint with show-through'
  | 'guilloche'
  | 'watermark'
  | 'shaded cells'
  | 'small print'
  | 'large print'
  | 'holes and margins';

export interface TroublePage {
  readonly id: string;
  readonly trouble: Trouble;
  /** Kept for judging only. */
  readonly holdout: boolean;
  readonly path: string;
  readonly lines: readonly Pick<TruthLine, 'text' | 'kind'>[];
}

interface Plan {
  readonly trouble: Trouble;
  readonly draw: (random: Chance, look: Look) => Promise<Paper>;
  readonly family?: Family;
  readonly template?: number;
  readonly dpi?: number;
  readonly scan?: Partial<ScanRecipe>;
  /** Contrast with which the other side is seen, 0 to 1, and how far the paper spreads its light, mm. */
  readonly ghost?: { readonly contrast: number; readonly spreadMm: number };
  readonly guilloche?: number;
  readonly holdout?: boolean;
}

const bilevel: Partial<ScanRecipe> = { mode: 'bilevel', noise: 6 };
const gray: Partial<ScanRecipe> = { mode: 'gray', noise: 4, skewDeg: 0.4 };

/** Two thirds to build with, the last third of each to judge. */
const families: readonly Family[] = ['serif', 'arial', 'serif', 'sans', 'serif', 'modern'];
const scans: readonly Partial<ScanRecipe>[] = [{ skewDeg: -0.6 }, gray, bilevel, { skewDeg: 0.8 }, gray, bilevel];
const series = (trouble: Trouble, draw: Plan['draw'], more: Partial<Plan> = {}): Plan[] =>
  [0, 1, 2, 3, 4, 5].map((index) => ({
    trouble,
    draw,
    family: families[index]!,
    template: index,
    dpi: index % 2 === 0 ? 300 : 200,
    scan: scans[index]!,
    holdout: index >= 4,
    ...more,
  }));

const print = (trouble: Trouble, sizePt: number, dpi: number, family: Family, holdout = false): Plan => ({
  trouble,
  draw: drawPrint(sizePt),
  family,
  dpi,
  scan: gray,
  holdout,
});
const through = (contrast: number, spreadMm: number, more: Partial<Plan> = {}): Plan => ({
  trouble: 'show-through',
  draw: drawLetter,
  family: 'serif',
  dpi: 300,
  scan: { noise: 5, skewDeg: 0.5 },
  ghost: { contrast, spreadMm },
  ...more,
});
const faint: Partial<ScanRecipe> = { faint: 0.5, noise: 5, skewDeg: -0.4, paper: [240, 234, 218] };

const plans: readonly Plan[] = [
  ...series('touched table', drawTouchedTable),
  ...series('boxed digits', drawBoxedDigits),
  ...series('written on lines', drawWrittenOnLines),
  ...series('underlined', drawUnderlined),
  ...series('dots', drawLeaders('dots')),
  ...series('dashes', drawLeaders('dashes')),
  ...series('underscores', drawLeaders('underscores')),
  through(0.12, 0.2),
  through(0.2, 0.25, { draw: drawReport, family: 'sans', dpi: 200 }),
  through(0.28, 0.2, { scan: { mode: 'gray', noise: 6 } }),
  through(0.38, 0.22, { draw: drawReport }),
  through(0.3, 0.3, { dpi: 200, scan: { ...gray, paper: [236, 228, 208] } }),
  through(0.25, 0.2, { scan: { ...bilevel, threshold: 200 } }),
  through(0.22, 0.22, { draw: drawReport, family: 'modern', holdout: true }),
  through(0.34, 0.2, { dpi: 200, family: 'arial', holdout: true }),
  through(0.4, 0.28, { scan: { noise: 7, skewDeg: -0.9 }, holdout: true }),
  through(0.15, 0.22, { trouble: 'faint with show-through', scan: faint }),
  through(0.22, 0.25, { trouble: 'faint with show-through', draw: drawReport, dpi: 200, scan: faint }),
  through(0.3, 0.2, { trouble: 'faint with show-through', family: 'sans', scan: { ...faint, mode: 'gray' } }),
  through(0.3, 0.2, { trouble: 'faint with show-through', draw: drawReport, scan: { ...faint, faint: 0.6 } }),
  through(0.18, 0.22, { trouble: 'faint with show-through', family: 'arial', scan: faint, holdout: true }),
  through(0.28, 0.2, { trouble: 'faint with show-through', draw: drawReport, scan: faint, holdout: true }),
  ...[0.1, 0.2, 0.3].map(
    (guilloche, index): Plan => ({
      trouble: 'guilloche',
      draw: drawPrint(11),
      family: families[index]!,
      dpi: index === 1 ? 200 : 300,
      guilloche,
      scan: { noise: 4, skewDeg: 0.3 },
    }),
  ),
  { trouble: 'guilloche', draw: drawPrint(12), family: 'serif', guilloche: 0.26, scan: gray, holdout: true },
  ...series('watermark', drawWatermark).filter((_, index) => index % 2 === 0),
  ...series('shaded cells', drawShadedTable).filter((_, index) => index % 2 === 0),
  print('small print', 6, 300, 'serif'),
  print('small print', 7, 300, 'sans'),
  print('small print', 8, 300, 'serif'),
  print('small print', 6, 200, 'arial'),
  print('small print', 7, 200, 'serif'),
  print('small print', 5, 400, 'serif'),
  print('small print', 9, 300, 'serif'),
  print('small print', 6.5, 300, 'serif', true),
  print('small print', 7.5, 300, 'modern', true),
  print('small print', 5.5, 600, 'arial', true),
  print('large print', 18, 300, 'serif'),
  print('large print', 26, 300, 'serif'),
  print('large print', 22, 300, 'sans', true),
  ...[0, 1, 2].map(
    (index): Plan => ({
      trouble: 'holes and margins',
      draw: drawPrint(12),
      family: families[index]!,
      scan: { mode: 'gray', noise: 4, skewDeg: 0.5 - index, punchHoles: index !== 1, lidPx: index === 0 ? 0 : 70 },
      holdout: index === 2,
    }),
  ),
];

/** The other side: mirrored, its light spread in the paper, lying elsewhere than the front. */
async function ghostOf(
  back: Pixels,
  { contrast, spreadMm }: NonNullable<Plan['ghost']>,
  dpi: number,
  random: Chance,
): Promise<Pixels> {
  const soft = await blurred(back, (spreadMm * dpi) / 25.4);
  const reach = Math.round(dpi / 6);
  const [dx, dy] = [random.int(-reach, reach), random.int(-reach, reach)];
  const { width, height } = soft;
  const data = new Uint8Array(soft.data.length).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [sx, sy] = [width - 1 - x + dx, y + dy];
      if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue;
      for (let c = 0; c < 3; c++) {
        const ink = 255 - soft.data[(sy * width + sx) * 3 + c]!;
        data[(y * width + x) * 3 + c] = 255 - contrast * ink;
      }
    }
  return { ...soft, data };
}

/** Waves of thin lines, as on certificates; `depth` is how dark they are, 0 to 1. */
function engrave(page: Pixels, depth: number, dpi: number): void {
  const mm = dpi / 25.4;
  for (let y = 0; y < page.height; y++)
    for (let x = 0; x < page.width; x++) {
      const wave = (k: number): number => (y / mm + 2.4 * Math.sin(x / mm / (3.1 + k) + k)) / 1.3 + k / 3;
      let lines = 0;
      for (let k = 0; k < 3; k++) lines = Math.max(lines, 1 - Math.min(1, Math.abs((wave(k) % 1) - 0.5) * 7));
      const at = (y * page.width + x) * 3;
      page.data[at]! *= 1 - depth * lines;
      page.data[at + 1]! *= 1 - depth * 0.55 * lines;
      page.data[at + 2]! *= 1 - depth * 0.8 * lines;
    }
}

/** Draws the pages in `folder`, those to build with or those to judge by. The same seed gives the same bytes; about 1.5 s a page. */
export async function generateTroublePages(
  folder: string,
  options: { readonly seed: string; readonly holdout: boolean; readonly only?: readonly string[] },
): Promise<TroublePage[]> {
  await mkdir(folder, { recursive: true });
  const rasteriser = await openRasteriser();
  try {
    const pages: TroublePage[] = [];
    for (const [index, plan] of plans.entries()) {
      const { trouble, dpi = 300, holdout = false } = plan;
      if (holdout !== options.holdout || (options.only !== undefined && !options.only.includes(trouble))) continue;
      const id = `${String(index + 1).padStart(2, '0')}-${trouble.replaceAll(' ', '-')}`;
      const random = chance(`${options.seed}/preparation/${id}`);
      const look: Look = {
        family: plan.family ?? 'serif',
        template: plan.template ?? 0,
        inked: plan.ghost === undefined,
      };
      const paper = await plan.draw(random.branch('paper'), look);
      const [front] = await rasterisePaper(paper, rasteriser, dpi, 1);
      let layers = front!;
      if (plan.ghost !== undefined) {
        const other = await drawReport(random.branch('back'), { ...look, inked: false });
        const [back] = await rasterisePaper(other, rasteriser, dpi, 1);
        layers = { print: layers.print, ink: await ghostOf(back!.print, plan.ghost, dpi, random.branch('ghost')) };
      }
      if (plan.guilloche !== undefined) engrave(layers.print, plan.guilloche, dpi);
      const recipe: ScanRecipe = { ...cleanScan, ...plan.scan, ...(plan.ghost === undefined ? {} : { dryInk: 0 }) };
      const { pixels } = await scanLayers(layers, recipe, random.branch('scan'));
      const path = join(folder, `${id}.${recipe.mode === 'bilevel' ? 'tif' : 'jpg'}`);
      await writeFile(
        path,
        recipe.mode === 'bilevel'
          ? await toTiff([pixels], dpi, 'ccittfax4')
          : await toJpeg(pixels, { quality: 74, dpi }),
      );
      const lines = paper.draft.sheets[0]!.lines.filter(({ kind }) => kind === 'print' || kind === 'machine');
      pages.push({ id, trouble, holdout, path, lines });
    }
    return pages;
  } finally {
    rasteriser.close();
  }
}
