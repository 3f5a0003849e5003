import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Layers, photographLayers, scanLayers } from '../../../samples/lib/capture.ts';
import type { Degraded } from '../../../samples/lib/compose-page.ts';
import { toJpeg, toPng, toScannedPdf, toTiff } from '../../../samples/lib/encode.ts';
import type { PhotoRecipe } from '../../../samples/lib/photo.ts';
import type { Chance } from '../../../samples/lib/random.ts';
import { cleanScan, type ScanRecipe } from '../../../samples/lib/scan.ts';

/** How a paper was captured: the columns of the bench. */
export type CaptureClass =
  | 'scan-300-colour'
  | 'scan-200-colour'
  | 'scan-300-gray'
  | 'scan-300-bilevel'
  | 'scan-200-gray'
  | 'scan-300-stamped'
  | 'scan-300-turned'
  | 'scan-300-worn'
  | 'photo'
  | 'photo-hard';

export interface Capture {
  readonly name: CaptureClass;
  readonly dpi?: 200 | 300;
  readonly scan?: Partial<ScanRecipe>;
  readonly photo?: Partial<PhotoRecipe>;
  readonly stamped?: boolean;
  readonly format: 'jpeg' | 'png' | 'tiff' | 'pdf';
}

/** One round of ten captures; which paper takes which is told by `captureOf` of `extraction.ts`. */
export const captures: readonly Capture[] = [
  { name: 'scan-300-colour', dpi: 300, scan: { mode: 'colour', noise: 3 }, format: 'jpeg' },
  { name: 'scan-300-gray', dpi: 300, scan: { mode: 'gray', noise: 4 }, format: 'pdf' },
  {
    name: 'scan-300-stamped',
    dpi: 300,
    scan: { mode: 'colour', noise: 3, dryInk: 0.35 },
    stamped: true,
    format: 'jpeg',
  },
  { name: 'scan-200-colour', dpi: 200, scan: { mode: 'colour', noise: 4 }, format: 'jpeg' },
  { name: 'photo', photo: { perspective: 0.015, shadow: 0.25 }, format: 'jpeg' },
  { name: 'scan-300-bilevel', dpi: 300, scan: { mode: 'bilevel', noise: 6, specks: 60 }, format: 'tiff' },
  { name: 'scan-300-turned', dpi: 300, scan: { mode: 'colour', noise: 3, quarterTurns: 1 }, format: 'jpeg' },
  { name: 'scan-200-gray', dpi: 200, scan: { mode: 'gray', noise: 5, specks: 50 }, format: 'png' },
  { name: 'photo-hard', photo: { perspective: 0.028, shadow: 0.42, noise: 6, turnDeg: 3 }, format: 'jpeg' },
  {
    name: 'scan-300-worn',
    dpi: 300,
    scan: { mode: 'colour', noise: 8, faint: 0.35, specks: 180, showThrough: 0.12, paper: [240, 234, 218] },
    format: 'jpeg',
  },
];

/** Captures in which both sides of a card lie on one A4 page. */
export const copiedCards: ReadonlySet<CaptureClass> = new Set(['scan-200-colour', 'scan-300-gray', 'scan-300-turned']);

/** Writes the pages of one paper into `folder` in the capture's format. @returns file names, one a page or one for all. */
export async function writePages(
  folder: string,
  id: string,
  capture: Capture,
  pages: readonly Degraded[],
): Promise<string[]> {
  const dpi = capture.dpi ?? null;
  const quality = 76;
  if (capture.format === 'pdf') {
    const jpegs = await Promise.all(
      pages.map(async (page) => ({ jpeg: await toJpeg(page.pixels, { quality, dpi }), dpi: dpi ?? 200 })),
    );
    await writeFile(join(folder, `${id}.pdf`), await toScannedPdf(jpegs, new Date('2026-11-02T01:30:00Z')));
    return [`${id}.pdf`];
  }
  if (capture.format === 'tiff') {
    await writeFile(
      join(folder, `${id}.tif`),
      await toTiff(
        pages.map((page) => page.pixels),
        dpi ?? 300,
        capture.scan?.mode === 'bilevel' ? 'ccittfax4' : 'lzw',
      ),
    );
    return [`${id}.tif`];
  }
  const names: string[] = [];
  for (const [index, page] of pages.entries()) {
    const name = `${id}${pages.length > 1 ? `-${index + 1}` : ''}.${capture.format === 'png' ? 'png' : 'jpg'}`;
    await writeFile(
      join(folder, name),
      capture.format === 'png' ? await toPng(page.pixels, dpi) : await toJpeg(page.pixels, { quality, dpi }),
    );
    names.push(name);
  }
  return names;
}

/** Dust lies on the glass by area: a card, a thirteenth of an A4 page, catches a thirteenth of its specks. */
const shareOfA4 = ({ print }: Layers, dpi: number): number =>
  (print.width * print.height) / ((210 * 297 * dpi ** 2) / 25.4 ** 2);

/** Pixels of every page as the capture saw them. */
export async function captureAll(
  layers: readonly Layers[],
  capture: Capture,
  isCard: boolean,
  skewDeg: number,
  random: Chance,
): Promise<Degraded[]> {
  const shots: Degraded[] = [];
  for (const [number, layer] of layers.entries()) {
    const stream = random.branch(`page ${number + 1}`);
    if (capture.photo === undefined) {
      const specks = Math.round((capture.scan?.specks ?? 0) * shareOfA4(layer, capture.dpi ?? 300));
      shots.push(await scanLayers(layer, { ...cleanScan, skewDeg, ...capture.scan, specks }, stream));
      continue;
    }
    const landscape = layer.print.width > layer.print.height;
    const long = isCard ? 1900 : 3264;
    const short = isCard ? 1400 : 2448;
    const frame = { widthPx: landscape ? long : short, heightPx: landscape ? short : long };
    const usual = { perspective: 0.02, shadow: 0.3, noise: 4, blurPx: 0.8, turnDeg: 0, dryInk: 0.4 };
    shots.push(await photographLayers(layer, { ...frame, ...usual, ...capture.photo }, stream));
  }
  return shots;
}
