import type { Family } from '../../../samples/lib/fonts.ts';
import { decision, officialLetter } from '../../../samples/lib/papers/administrative.ts';
import { birthCertificate } from '../../../samples/lib/papers/birth-certificate.ts';
import type { Look, Paper } from '../../../samples/lib/papers/common.ts';
import { householdBusiness } from '../../../samples/lib/papers/household-business.ts';
import { drawForm, drawLetter, drawReport, drawTable, drawTwoColumns } from '../../../samples/lib/papers/plain.ts';
import type { PhotoRecipe } from '../../../samples/lib/photo.ts';
import type { Chance } from '../../../samples/lib/random.ts';
import { cleanScan, type ScanRecipe } from '../../../samples/lib/scan.ts';

export type Layout =
  | 'letter'
  | 'report'
  | 'columns'
  | 'table'
  | 'form'
  | 'decision'
  | 'official'
  | 'birth'
  | 'business';
type Draw = (random: Chance, look: Look) => Promise<Paper>;
export const layouts: Readonly<Record<Layout, Draw>> = {
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

export interface PagePlan {
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
export const plans: readonly PagePlan[] = [
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

/** The classes of a page, read off its plan. */
export function classesOf(plan: PagePlan): PageClass[] {
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
