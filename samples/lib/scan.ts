import { composePage, type Degraded, type PaperWear } from './compose-page.ts';
import { addNoise, blurred, clamp, toGray, turned } from './pixels.ts';
import type { Chance } from './random.ts';
import type { Pixels } from './raster.ts';
import { type Corner, warp } from './warp.ts';

/** What a scanner does to a page. Every value is given, so that a page can be made again from its recipe. */
export interface ScanRecipe extends PaperWear {
  readonly mode: 'colour' | 'gray' | 'bilevel';
  /** Turn of the paper on the glass, degrees clockwise, small. */
  readonly skewDeg: number;
  /** Standard deviation of the sensor noise, gray levels. */
  readonly noise: number;
  /** Gaussian blur of the optics, px. */
  readonly blurPx: number;
  /** Dust and toner specks per page. */
  readonly specks: number;
  /** Gray shadow along the binding edge, 0 to 1. */
  readonly edgeShadow: number;
  /** Two filing holes at the left edge, dark as the open lid behind them. */
  readonly punchHoles: boolean;
  /** Dark margin of the open lid around a page that does not fill the glass, px at the right and the bottom. */
  readonly lidPx: number;
  /** Clockwise quarter turns of the finished image (a sideways feed). */
  readonly quarterTurns: 0 | 1 | 2 | 3;
  /** Threshold of bilevel pages, gray level. */
  readonly threshold: number;
}

export const cleanScan: ScanRecipe = {
  mode: 'colour',
  skewDeg: 0,
  noise: 2,
  blurPx: 0.6,
  faint: 0,
  dryInk: 0.4,
  specks: 0,
  showThrough: 0,
  paper: [252, 251, 248],
  edgeShadow: 0,
  punchHoles: false,
  lidPx: 0,
  quarterTurns: 0,
  threshold: 150,
};

function addSpecks(pixels: Pixels, count: number, random: Chance): void {
  for (let speck = 0; speck < count; speck++) {
    const radius = random.maybe(0.85) ? 1 : random.int(2, 3);
    const cx = random.int(4, pixels.width - 5);
    const cy = random.int(4, pixels.height - 5);
    const level = random.int(30, 130);
    for (let y = -radius; y <= radius; y++)
      for (let x = -radius; x <= radius; x++) {
        if (x * x + y * y > radius * radius) continue;
        const at = ((cy + y) * pixels.width + cx + x) * pixels.channels;
        for (let c = 0; c < pixels.channels; c++) pixels.data[at + c] = Math.min(pixels.data[at + c]!, level);
      }
  }
}

/** Two holes of 6 mm, 80 mm apart, 12 mm from the left edge of an A4 page. */
function punch(page: Pixels): void {
  const mm = page.width / 210;
  for (const offset of [-40, 40]) {
    const cx = Math.round(12 * mm);
    const cy = Math.round(page.height / 2 + offset * mm);
    const radius = Math.round(3 * mm);
    for (let y = -radius; y <= radius; y++)
      for (let x = -radius; x <= radius; x++) {
        if (x * x + y * y > radius * radius) continue;
        const at = ((cy + y) * page.width + cx + x) * 3;
        page.data.fill(45, at, at + 3);
      }
  }
}

/** A page off the flat-bed: layers, skew, optics, noise, mode, sideways feed. Bilevel pages come as gray 0/255. */
export async function scanPage(
  print: Pixels,
  ink: Pixels | null,
  recipe: ScanRecipe,
  random: Chance,
): Promise<Degraded> {
  let page = composePage(print, ink, recipe, random.branch('ink'));
  const { width, height } = page;
  if (recipe.punchHoles) punch(page);
  const radians = (recipe.skewDeg * Math.PI) / 180;
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  const cx = width / 2;
  const cy = height / 2;
  // output → source: turn back about the centre
  if (recipe.skewDeg !== 0)
    page = warp(
      page,
      width,
      height,
      [cos, sin, cx - cos * cx - sin * cy, -sin, cos, cy + sin * cx - cos * cy, 0, 0, 1],
      [clamp(recipe.paper[0] - 14), clamp(recipe.paper[1] - 14), clamp(recipe.paper[2] - 13)],
    );
  const forward = ([x, y]: Corner): Corner => [
    cx + cos * (x - cx) - sin * (y - cy),
    cy + sin * (x - cx) + cos * (y - cy),
  ];
  page = await blurred(page, recipe.blurPx);
  if (recipe.edgeShadow > 0) {
    const reach = width * 0.06;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < reach; x++) {
        const keep = 1 - recipe.edgeShadow * (1 - x / reach) ** 2;
        for (let c = 0; c < 3; c++) page.data[(y * width + x) * 3 + c]! *= keep;
      }
  }
  if (recipe.lidPx > 0)
    for (let y = 0; y < height; y++)
      for (let x = y < height - recipe.lidPx ? width - recipe.lidPx : 0; x < width; x++)
        page.data.fill(38 + ((x + y) % 5), (y * width + x) * 3, (y * width + x) * 3 + 3);
  addSpecks(page, recipe.specks, random.branch('specks'));
  addNoise(page, recipe.noise, random.branch('noise'));
  if (recipe.mode !== 'colour') page = toGray(page);
  if (recipe.mode === 'bilevel')
    for (let at = 0; at < page.data.length; at++) page.data[at] = page.data[at]! < recipe.threshold ? 0 : 255;
  return {
    pixels: turned(page, recipe.quarterTurns),
    corners: [forward([0, 0]), forward([width, 0]), forward([width, height]), forward([0, height])],
  };
}
