import type { Degraded } from './compose-page.ts';
import type { Paper } from './papers/common.ts';
import { type PhotoRecipe, photographPage } from './photo.ts';
import { turned } from './pixels.ts';
import type { Chance } from './random.ts';
import type { Pixels, Rasteriser } from './raster.ts';
import { type ScanRecipe, scanPage } from './scan.ts';

/** What the press and what the pen and the seal put on one sheet. */
export interface Layers {
  readonly print: Pixels;
  readonly ink: Pixels;
}

export const scanLayers = (layers: Layers, recipe: ScanRecipe, random: Chance): Promise<Degraded> =>
  scanPage(layers.print, layers.ink, recipe, random);
export const photographLayers = (layers: Layers, recipe: PhotoRecipe, random: Chance): Promise<Degraded> =>
  photographPage(layers.print, layers.ink, recipe, random);

/** The layers of the first `limit` sheets of a paper as pixels at `dpi`. */
export async function rasterisePaper(
  paper: Paper,
  rasteriser: Rasteriser,
  dpi: number,
  limit = Number.POSITIVE_INFINITY,
): Promise<Layers[]> {
  const print = await paper.draft.print.save();
  const ink = await paper.draft.ink.save();
  const pages: Layers[] = [];
  for (const [index, sheet] of paper.draft.sheets.slice(0, limit).entries())
    pages.push({
      print: await rasteriser.render(print, index, sheet, dpi),
      ink: await rasteriser.render(ink, index, sheet, dpi),
    });
  return pages;
}

/** Scans every sheet; `recipe` may differ by page (0-based). */
export async function scanPaper(
  paper: Paper,
  rasteriser: Rasteriser,
  dpi: number,
  recipe: (page: number) => ScanRecipe,
  random: Chance,
  limit?: number,
): Promise<Degraded[]> {
  const out: Degraded[] = [];
  for (const [index, { print, ink }] of (await rasterisePaper(paper, rasteriser, dpi, limit)).entries())
    out.push(await scanPage(print, ink, recipe(index), random.branch(`page ${index + 1}`)));
  return out;
}

/** Photographs every sheet; the page is first drawn finer (300 dpi) than the camera resolves it. Stored turned clockwise. */
export async function photographPaper(
  paper: Paper,
  rasteriser: Rasteriser,
  recipe: PhotoRecipe,
  random: Chance,
  quarterTurns = 0,
  limit?: number,
): Promise<Degraded[]> {
  const out: Degraded[] = [];
  for (const [index, { print, ink }] of (await rasterisePaper(paper, rasteriser, 300, limit)).entries()) {
    const photo = await photographPage(print, ink, recipe, random.branch(`page ${index + 1}`));
    out.push({ ...photo, pixels: turned(photo.pixels, quarterTurns) });
  }
  return out;
}
