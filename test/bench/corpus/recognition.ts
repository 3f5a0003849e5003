import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { photographPaper, scanPaper } from '../../../samples/lib/capture.ts';
import { cleanScan, type Degraded, type PhotoRecipe, type ScanRecipe } from '../../../samples/lib/degrade.ts';
import { toJpeg, toPng, toScannedPdf, toTiff } from '../../../samples/lib/encode.ts';
import type { Family } from '../../../samples/lib/fonts.ts';
import { decision, officialLetter } from '../../../samples/lib/papers/administrative.ts';
import { birthCertificate } from '../../../samples/lib/papers/birth-certificate.ts';
import type { Look, Paper } from '../../../samples/lib/papers/common.ts';
import { householdBusiness } from '../../../samples/lib/papers/household-business.ts';
import { drawForm, drawLetter, drawReport, drawTable, drawTwoColumns } from '../../../samples/lib/papers/plain.ts';
import { type Chance, chance } from '../../../samples/lib/random.ts';
import { openRasteriser, type Rasteriser } from '../../../samples/lib/raster.ts';
import { drawBoxStamp, drawSeal } from '../../../samples/lib/seal.ts';
import { penBlue } from '../../../samples/lib/sheet.ts';
import { drawnPages, type PageRecord, writeJson } from '../../../samples/lib/truth.ts';
import { drawnBefore, openCorpusFolder } from './reuse.ts';

type Layout = 'letter' | 'report' | 'columns' | 'table' | 'form' | 'decision' | 'official' | 'birth' | 'business';
type Draw = (random: Chance, look: Look) => Promise<Paper>;
const layouts: Readonly<Record<Layout, Draw>> = {
  letter: drawLetter,
  report: drawReport,
  columns: drawTwoColumns,
  table: drawTable,
  form: drawForm,
  decision: decision.draw,
  official: officialLetter.draw,
  birth: birthCertificate.draw,
  business: householdBusiness.draw,
};

/** What makes a page hard; a page may be in several classes. */
export type PageClass =
  | 'clean'
  | 'skewed'
  | 'turned'
  | 'bilevel'
  | 'gray'
  | 'faint'
  | 'noisy'
  | 'stamped'
  | 'photo'
  | 'table'
  | 'columns'
  | 'form'
  | 'small';

interface PagePlan {
  readonly layout: Layout;
  readonly family: Family;
  readonly template?: number;
  readonly dpi?: 200 | 300;
  readonly scan?: Partial<ScanRecipe>;
  readonly photo?: Partial<PhotoRecipe>;
  /** Quarter turns of a photograph stored sideways, told by EXIF or not at all. */
  readonly photoTurn?: { readonly quarterTurns: 1 | 2 | 3; readonly exif: boolean };
  /** Stamps beyond those of the paper itself, laid over its text. */
  readonly stamps?: readonly ('seal' | 'incoming' | 'copy' | 'blue')[];
  readonly format: 'jpeg' | 'png' | 'tiff' | 'pdf';
  readonly quality?: number;
}

const colour = (recipe: Partial<ScanRecipe> = {}): Partial<ScanRecipe> => ({ mode: 'colour', noise: 3, ...recipe });
const gray = (recipe: Partial<ScanRecipe> = {}): Partial<ScanRecipe> => ({ mode: 'gray', noise: 4, ...recipe });
const bilevel = (recipe: Partial<ScanRecipe> = {}): Partial<ScanRecipe> => ({ mode: 'bilevel', noise: 7, ...recipe });
const faintPaper = [238, 232, 214] as const;

/** The pages, in a fixed order: page n always has the same content for the same seed, whatever `only` leaves out. */
const plans: readonly PagePlan[] = [
  // scans as offices make them
  { layout: 'letter', family: 'serif', dpi: 300, scan: colour({ skewDeg: 0.4 }), format: 'jpeg', quality: 75 },
  { layout: 'report', family: 'serif', dpi: 300, scan: colour({ skewDeg: -0.8 }), format: 'jpeg', quality: 70 },
  { layout: 'report', family: 'sans', dpi: 200, scan: gray({ skewDeg: 1.2 }), format: 'jpeg', quality: 65 },
  { layout: 'letter', family: 'arial', dpi: 200, scan: gray({ skewDeg: -0.3 }), format: 'png' },
  { layout: 'decision', family: 'serif', dpi: 300, scan: bilevel({ skewDeg: 0.5 }), format: 'tiff' },
  {
    layout: 'official',
    family: 'serif',
    dpi: 200,
    scan: colour({ skewDeg: 0.9, edgeShadow: 0.3 }),
    format: 'pdf',
    quality: 70,
  },
  {
    layout: 'birth',
    family: 'serif',
    template: 0,
    dpi: 300,
    scan: colour({ skewDeg: -0.6 }),
    format: 'jpeg',
    quality: 72,
  },
  {
    layout: 'birth',
    family: 'serif',
    template: 1,
    dpi: 200,
    scan: colour({ skewDeg: 1.1 }),
    format: 'jpeg',
    quality: 75,
  },
  {
    layout: 'business',
    family: 'serif',
    template: 0,
    dpi: 300,
    scan: gray({ skewDeg: -1.4 }),
    format: 'pdf',
    quality: 72,
  },
  {
    layout: 'business',
    family: 'arial',
    template: 2,
    dpi: 300,
    scan: colour({ skewDeg: 0.2, punchHoles: true }),
    format: 'jpeg',
    quality: 78,
  },
  // bilevel
  { layout: 'letter', family: 'serif', dpi: 300, scan: bilevel({ skewDeg: -1.1, specks: 120 }), format: 'tiff' },
  { layout: 'report', family: 'modern', dpi: 300, scan: bilevel({ skewDeg: 0.7 }), format: 'png' },
  { layout: 'form', family: 'serif', dpi: 200, scan: bilevel({ skewDeg: 0.6, threshold: 165 }), format: 'tiff' },
  { layout: 'table', family: 'arial', dpi: 300, scan: bilevel({ skewDeg: -0.9, specks: 60 }), format: 'tiff' },
  // columns, tables, forms
  { layout: 'columns', family: 'serif', dpi: 300, scan: colour({ skewDeg: 0.8 }), format: 'jpeg', quality: 74 },
  {
    layout: 'columns',
    family: 'sans',
    template: 1,
    dpi: 200,
    scan: gray({ skewDeg: -1.6 }),
    format: 'jpeg',
    quality: 70,
  },
  { layout: 'columns', family: 'modern', dpi: 200, scan: bilevel({ skewDeg: 0.3 }), format: 'png' },
  { layout: 'table', family: 'serif', dpi: 300, scan: colour({ skewDeg: -0.5 }), format: 'jpeg', quality: 75 },
  { layout: 'table', family: 'sans', template: 1, dpi: 200, scan: gray({ skewDeg: 0.7 }), format: 'pdf', quality: 74 },
  {
    layout: 'table',
    family: 'serif',
    template: 1,
    dpi: 300,
    scan: colour({ skewDeg: 0.3, quarterTurns: 1 }),
    format: 'jpeg',
    quality: 74,
  },
  { layout: 'form', family: 'serif', dpi: 300, scan: colour({ skewDeg: 0.6, lidPx: 60 }), format: 'jpeg', quality: 70 },
  { layout: 'form', family: 'sans', template: 1, dpi: 200, scan: gray({ skewDeg: -0.4 }), format: 'jpeg', quality: 68 },
  // all turns, skew to five degrees
  {
    layout: 'letter',
    family: 'serif',
    dpi: 200,
    scan: gray({ skewDeg: 0.5, quarterTurns: 1 }),
    format: 'jpeg',
    quality: 72,
  },
  {
    layout: 'report',
    family: 'serif',
    dpi: 200,
    scan: colour({ skewDeg: -0.7, quarterTurns: 2 }),
    format: 'jpeg',
    quality: 70,
  },
  {
    layout: 'birth',
    family: 'serif',
    template: 1,
    dpi: 300,
    scan: colour({ skewDeg: 0.9, quarterTurns: 3 }),
    format: 'jpeg',
    quality: 74,
  },
  {
    layout: 'decision',
    family: 'arial',
    template: 2,
    dpi: 300,
    scan: bilevel({ skewDeg: 0.4, quarterTurns: 2 }),
    format: 'tiff',
  },
  { layout: 'form', family: 'modern', dpi: 200, scan: gray({ skewDeg: 1, quarterTurns: 3 }), format: 'png' },
  {
    layout: 'table',
    family: 'serif',
    dpi: 200,
    scan: gray({ skewDeg: -0.6, quarterTurns: 1 }),
    format: 'jpeg',
    quality: 70,
  },
  { layout: 'letter', family: 'serif', dpi: 300, scan: colour({ skewDeg: 3.1 }), format: 'jpeg', quality: 74 },
  { layout: 'report', family: 'sans', dpi: 200, scan: gray({ skewDeg: -4.2 }), format: 'jpeg', quality: 70 },
  { layout: 'columns', family: 'serif', dpi: 300, scan: gray({ skewDeg: 5 }), format: 'jpeg', quality: 72 },
  {
    layout: 'business',
    family: 'serif',
    template: 1,
    dpi: 200,
    scan: colour({ skewDeg: -2.7 }),
    format: 'pdf',
    quality: 72,
  },
  // stamps over text
  {
    layout: 'letter',
    family: 'serif',
    dpi: 300,
    scan: colour({ skewDeg: 0.5 }),
    stamps: ['seal', 'incoming'],
    format: 'jpeg',
    quality: 72,
  },
  {
    layout: 'decision',
    family: 'serif',
    dpi: 300,
    scan: colour({ skewDeg: -0.4, dryInk: 0.15 }),
    stamps: ['seal', 'seal'],
    format: 'jpeg',
    quality: 74,
  },
  {
    layout: 'official',
    family: 'serif',
    template: 1,
    dpi: 200,
    scan: colour({ skewDeg: 0.8 }),
    stamps: ['incoming', 'copy', 'seal'],
    format: 'jpeg',
    quality: 70,
  },
  {
    layout: 'report',
    family: 'serif',
    dpi: 200,
    scan: colour({ skewDeg: -1.1 }),
    stamps: ['blue', 'seal'],
    format: 'jpeg',
    quality: 72,
  },
  {
    layout: 'form',
    family: 'serif',
    dpi: 300,
    scan: colour({ skewDeg: 0.3 }),
    stamps: ['seal', 'blue'],
    format: 'png',
  },
  {
    layout: 'birth',
    family: 'serif',
    template: 0,
    dpi: 200,
    scan: colour({ skewDeg: 1.3, dryInk: 0.7 }),
    stamps: ['copy', 'seal'],
    format: 'jpeg',
    quality: 70,
  },
  {
    layout: 'table',
    family: 'serif',
    dpi: 300,
    scan: colour({ skewDeg: 0.6 }),
    stamps: ['seal'],
    format: 'jpeg',
    quality: 74,
  },
  // faint, noisy, worn
  {
    layout: 'letter',
    family: 'serif',
    dpi: 300,
    scan: gray({ skewDeg: 0.6, faint: 0.55, paper: faintPaper, noise: 6 }),
    format: 'jpeg',
    quality: 72,
  },
  {
    layout: 'report',
    family: 'serif',
    dpi: 200,
    scan: colour({ skewDeg: -0.9, faint: 0.45, paper: faintPaper, noise: 8 }),
    format: 'jpeg',
    quality: 60,
  },
  {
    layout: 'form',
    family: 'arial',
    dpi: 300,
    scan: gray({ noise: 14, specks: 400, blurPx: 1.1, skewDeg: 0.7 }),
    format: 'jpeg',
    quality: 62,
  },
  {
    layout: 'decision',
    family: 'serif',
    dpi: 200,
    scan: colour({ showThrough: 0.22, skewDeg: -0.5, noise: 6 }),
    format: 'jpeg',
    quality: 65,
  },
  {
    layout: 'columns',
    family: 'serif',
    dpi: 200,
    scan: gray({ showThrough: 0.18, noise: 9, skewDeg: 0.4, punchHoles: true }),
    format: 'jpeg',
    quality: 60,
  },
  {
    layout: 'letter',
    family: 'serif',
    dpi: 200,
    scan: bilevel({ faint: 0.35, noise: 12, specks: 500, skewDeg: 0.9, threshold: 175 }),
    format: 'tiff',
  },
  // telephones
  { layout: 'letter', family: 'serif', photo: { perspective: 0.015, shadow: 0.25 }, format: 'jpeg', quality: 80 },
  {
    layout: 'report',
    family: 'sans',
    photo: { perspective: 0.025, shadow: 0.35, turnDeg: 2.5 },
    format: 'jpeg',
    quality: 82,
  },
  {
    layout: 'business',
    family: 'serif',
    template: 0,
    photo: { perspective: 0.03, shadow: 0.4, turnDeg: -3 },
    format: 'jpeg',
    quality: 80,
  },
  {
    layout: 'birth',
    family: 'serif',
    template: 1,
    photo: { perspective: 0.02, shadow: 0.3, noise: 7 },
    photoTurn: { quarterTurns: 3, exif: true },
    format: 'jpeg',
    quality: 80,
  },
  {
    layout: 'decision',
    family: 'serif',
    photo: { perspective: 0.028, shadow: 0.45, blurPx: 1.2 },
    format: 'jpeg',
    quality: 76,
  },
  {
    layout: 'form',
    family: 'arial',
    photo: { perspective: 0.018, shadow: 0.3, turnDeg: 4 },
    photoTurn: { quarterTurns: 1, exif: false },
    format: 'jpeg',
    quality: 80,
  },
  { layout: 'columns', family: 'serif', photo: { perspective: 0.02, shadow: 0.3 }, format: 'jpeg', quality: 80 },
  {
    layout: 'official',
    family: 'serif',
    photo: { perspective: 0.03, shadow: 0.5, turnDeg: -2, noise: 6 },
    stamps: ['seal'],
    format: 'jpeg',
    quality: 78,
  },
  { layout: 'table', family: 'serif', photo: { perspective: 0.015, shadow: 0.25 }, format: 'jpeg', quality: 82 },
];

/** A page of the corpus: where it is, what it is hard at, its truth. */
export interface CorpusPage {
  readonly id: string;
  /** Absolute path of the image or PDF. */
  readonly path: string;
  readonly truthPath: string;
  readonly classes: readonly PageClass[];
  /** Kept for judging only: nothing is tuned on it. */
  readonly holdout: boolean;
  readonly record: PageRecord & { readonly exif_orientation: number };
}

export interface CorpusOptions {
  readonly seed: string;
  /** Ids, classes or a number of pages from the start; all when absent. */
  readonly only?: readonly string[] | number;
}

export const recognitionPageCount = plans.length;

function classesOf(plan: PagePlan): PageClass[] {
  const out: PageClass[] = [];
  if (plan.photo !== undefined) out.push('photo');
  const recipe = { ...cleanScan, ...plan.scan };
  if (Math.abs(recipe.skewDeg) > 2) out.push('skewed');
  if (recipe.quarterTurns !== 0 || plan.photoTurn !== undefined) out.push('turned');
  if (plan.photo === undefined && recipe.mode !== 'colour') out.push(recipe.mode);
  if (recipe.faint > 0) out.push('faint');
  if (recipe.noise >= 8 || recipe.specks >= 100 || recipe.showThrough > 0) out.push('noisy');
  if (plan.stamps !== undefined) out.push('stamped');
  if (plan.layout === 'table' || plan.layout === 'columns' || plan.layout === 'form') out.push(plan.layout);
  return out.length === 0 ? ['clean'] : out;
}

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
