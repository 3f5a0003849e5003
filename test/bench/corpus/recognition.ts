import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { photographPaper, scanPaper } from '../../../samples/lib/capture.ts';
import type { Degraded } from '../../../samples/lib/compose-page.ts';
import { toJpeg, toPng, toScannedPdf, toTiff } from '../../../samples/lib/encode.ts';
import type { Paper } from '../../../samples/lib/papers/common.ts';
import type { PhotoRecipe } from '../../../samples/lib/photo.ts';
import { type Chance, chance } from '../../../samples/lib/random.ts';
import { openRasteriser, type Rasteriser } from '../../../samples/lib/raster.ts';
import { cleanScan, type ScanRecipe } from '../../../samples/lib/scan.ts';
import { drawBoxStamp, drawSeal } from '../../../samples/lib/seal.ts';
import { penBlue, type TruthWord } from '../../../samples/lib/sheet.ts';
import { drawnPages, type PageRecord, writeJson } from '../../../samples/lib/truth.ts';
import { classesOf, layouts, type PageClass, type PagePlan, plans } from './recognition-plans.ts';
import { drawnBefore, openCorpusFolder } from './reuse.ts';

/** A page of the corpus: where it is, what it is hard at, its truth. */
export interface CorpusPage {
  readonly id: string;
  /** Absolute path of the image or PDF. */
  readonly path: string;
  readonly truthPath: string;
  readonly classes: readonly PageClass[];
  /** Kept for judging only: nothing is tuned on it. */
  readonly holdout: boolean;
  readonly record: PageRecord & {
    readonly exif_orientation: number;
    /** Words of each line of `lines`, in mm of the page as drawn; none for ink that is not drawn as lines. */
    readonly words_mm: readonly (readonly TruthWord[])[];
  };
}

export interface CorpusOptions {
  readonly seed: string;
  /** Ids, classes or a number of pages from the start; all when absent. */
  readonly only?: readonly string[] | number;
}

export const recognitionPageCount = plans.length;

/** Every third page of each group is kept apart. */
const isHoldout = (index: number): boolean => index % 3 === 2;

function addStamps(paper: Paper, stamps: PagePlan['stamps'], random: Chance): void {
  const sheet = paper.draft.sheets[0]!;
  sheet.block();
  for (const stamp of stamps ?? []) {
    const x = random.real(45, sheet.widthMm - 50);
    const y = random.real(70, sheet.heightMm - 70);
    if (stamp === 'seal')
      drawSeal(
        sheet,
        x,
        y,
        { diameterMm: 36, upper: 'ỦY BAN NHÂN DÂN XÃ TÂN LỘC', lower: 'TỈNH CÀ MAU' },
        random.real(-25, 25),
      );
    if (stamp === 'incoming')
      drawBoxStamp(
        sheet,
        26,
        random.real(38, 50),
        ['CÔNG VĂN ĐẾN', `Số: ${random.int(100, 999)}  Ngày: ${random.int(10, 28)}/9/2026`],
        9,
        random.real(-4, 4),
      );
    if (stamp === 'copy') drawBoxStamp(sheet, x - 20, y, ['SAO Y BẢN CHÍNH'], 13, random.real(-6, 6));
    if (stamp === 'blue')
      drawBoxStamp(sheet, x - 20, y, ['ĐÃ KIỂM TRA', 'BỘ PHẬN MỘT CỬA'], 11, random.real(-8, 8), penBlue);
  }
}

async function encode(
  plan: PagePlan,
  page: Degraded,
  orientation: number,
): Promise<{ readonly bytes: Uint8Array; readonly extension: string }> {
  const quality = plan.quality ?? 75;
  const dpi = plan.dpi ?? null;
  switch (plan.format) {
    case 'png':
      return { bytes: await toPng(page.pixels, dpi), extension: 'png' };
    case 'tiff':
      return {
        bytes: await toTiff([page.pixels], dpi ?? 300, plan.scan?.mode === 'bilevel' ? 'ccittfax4' : 'lzw'),
        extension: 'tif',
      };
    case 'pdf':
      return {
        bytes: await toScannedPdf(
          [{ jpeg: await toJpeg(page.pixels, { quality, dpi }), dpi: dpi ?? 200 }],
          new Date('2026-11-02T01:30:00Z'),
        ),
        extension: 'pdf',
      };
    case 'jpeg':
      return {
        bytes: await toJpeg(page.pixels, { quality, dpi, ...(dpi === null ? { orientation } : {}) }),
        extension: 'jpg',
      };
  }
}

async function drawPage(
  index: number,
  plan: PagePlan,
  folder: string,
  seed: string,
  rasteriser: Rasteriser,
): Promise<CorpusPage> {
  const id = `r${String(index + 1).padStart(2, '0')}-${plan.layout}`;
  const random = chance(`${seed}/recognition/${id}`);
  const paper = await layouts[plan.layout](random.branch('paper'), {
    family: plan.family,
    template: plan.template ?? 0,
    inked: true,
  });
  addStamps(paper, plan.stamps, random.branch('stamps'));
  const recipe: ScanRecipe = { ...cleanScan, ...plan.scan };
  let page: Degraded;
  let orientation = 1;
  let turns: number = recipe.quarterTurns;
  if (plan.photo === undefined)
    page = (await scanPaper(paper, rasteriser, plan.dpi ?? 300, () => recipe, random.branch('scan'), 1))[0]!;
  else {
    const photo: PhotoRecipe = {
      widthPx: 2448,
      heightPx: 3264,
      perspective: 0.02,
      shadow: 0.3,
      noise: 4,
      blurPx: 0.8,
      turnDeg: 0,
      dryInk: 0.4,
      ...plan.photo,
    };
    page = (
      await photographPaper(paper, rasteriser, photo, random.branch('photo'), plan.photoTurn?.quarterTurns ?? 0, 1)
    )[0]!;
    if (plan.photoTurn !== undefined) {
      turns = plan.photoTurn.exif ? 0 : plan.photoTurn.quarterTurns;
      // EXIF 6: the stored pixels must be turned 90° clockwise; 8: 90° the other way; 3: 180°.
      if (plan.photoTurn.exif) orientation = { 1: 8, 2: 3, 3: 6 }[plan.photoTurn.quarterTurns];
    }
  }
  const { bytes, extension } = await encode(plan, page, orientation);
  const path = join(folder, `${id}.${extension}`);
  await writeFile(path, bytes);
  const record = {
    ...drawnPages(paper)[0]!,
    file: `${id}.${extension}`,
    page_in_file: 1,
    width_px: page.pixels.width,
    height_px: page.pixels.height,
    dpi: plan.dpi ?? null,
    mode: plan.photo === undefined ? recipe.mode : ('colour' as const),
    capture: plan.photo === undefined ? ('scan' as const) : ('photo' as const),
    rotation_deg: (((4 - turns) % 4) * 90) as 0 | 90 | 180 | 270,
    skew_deg: plan.photo === undefined ? recipe.skewDeg : (plan.photo.turnDeg ?? 0),
    corners_px: page.corners,
    exif_orientation: orientation,
    words_mm: paper.draft.sheets[0]!.lines.map(({ words = [] }) => words),
  };
  const truthPath = join(folder, 'truth', `${id}.json`);
  const entry: CorpusPage = { id, path, truthPath, classes: classesOf(plan), holdout: isHoldout(index), record };
  await writeJson(truthPath, { id, classes: entry.classes, holdout: entry.holdout, ...record });
  return entry;
}

/**
 * Draws the recognition corpus of issue 5 into `folder` (images) and `folder/truth` (JSON), and lists it in
 * `folder/corpus.json`. The same seed gives the same bytes. About 1.5 s a page on one core; pages
 * that are there already are not drawn again.
 *
 * Judge recognition on lines of kind `print`: seals, signatures and handwriting are not to be read, and dotted
 * leaders are no part of a line's text.
 */
export async function generateRecognitionCorpus(folder: string, options: CorpusOptions): Promise<CorpusPage[]> {
  await openCorpusFolder(folder, options.seed);
  const rasteriser = await openRasteriser();
  const pages: CorpusPage[] = [];
  try {
    for (const [index, plan] of plans.entries()) {
      const id = `r${String(index + 1).padStart(2, '0')}-${plan.layout}`;
      const wanted =
        options.only === undefined ||
        (typeof options.only === 'number'
          ? index < options.only
          : options.only.includes(id) ||
            classesOf(plan).some((name) => (options.only as readonly string[]).includes(name)));
      if (!wanted) continue;
      const truthPath = join(folder, 'truth', `${id}.json`);
      const record = await drawnBefore<CorpusPage['record']>(truthPath, (before) => [before.file]);
      pages.push(
        record === null
          ? await drawPage(index, plan, folder, options.seed, rasteriser)
          : {
              id,
              path: join(folder, record.file),
              truthPath,
              classes: classesOf(plan),
              holdout: isHoldout(index),
              record,
            },
      );
    }
  } finally {
    rasteriser.close();
  }
  await writeJson(join(folder, 'corpus.json'), {
    seed: options.seed,
    pages: pages.map(({ id, classes, holdout, record }) => ({ id, classes, holdout, file: record.file })),
  });
  return pages;
}
