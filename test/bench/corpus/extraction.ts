import { join } from 'node:path';
import { type Layers, rasterisePaper } from '../../../samples/lib/capture.ts';
import type { Degraded } from '../../../samples/lib/compose-page.ts';
import type { Family } from '../../../samples/lib/fonts.ts';
import { everyPaperMaker, paperMakers, setOf } from '../../../samples/lib/papers/catalogue.ts';
import {
  isRound,
  type Paper,
  type PaperMaker,
  type Round,
  rounds,
  type TemplateSet,
} from '../../../samples/lib/papers/common.ts';
import { freshSecrecyStamps, type SecrecyStamp, stampSecrecy } from '../../../samples/lib/papers/fresh/secrecy.ts';
import { type Chance, chance } from '../../../samples/lib/random.ts';
import { openRasteriser, type Rasteriser } from '../../../samples/lib/raster.ts';
import { drawBoxStamp, drawSeal } from '../../../samples/lib/seal.ts';
import { black, penBlue, sealRed } from '../../../samples/lib/sheet.ts';
import { drawnPages, type FileTruth, fieldRecords, type PageRecord, writeJson } from '../../../samples/lib/truth.ts';
import { type Capture, type CaptureClass, captureAll, captures, copiedCards, writePages } from './captures.ts';
import { onOnePage } from './card-copy.ts';

import { drawnBefore, openCorpusFolder } from './reuse.ts';

export interface ExtractionPaper {
  readonly id: string;
  readonly type: string;
  /** Index and name of the template within its type. */
  readonly template: number;
  readonly templateName: string;
  /** What its template is for: never improve on what papers show that are not for `build`. */
  readonly set: TemplateSet;
  readonly capture: CaptureClass;
  /** Absolute paths in page order; a multi-page file stands alone. */
  readonly files: readonly string[];
  readonly truthPath: string;
  readonly truth: ExtractionTruth;
}

export interface ExtractionTruth extends FileTruth {
  readonly capture: CaptureClass;
  /** Family of the print; `modern` is met in the templates for judging only. */
  readonly font: Family;
  /** The papers in the file(s) and their pages; one, but for bundles. */
  readonly parts: readonly { readonly document_type: string; readonly pages: readonly number[] }[];
  /** A secrecy mark stamped on the paper: the component must stop. */
  readonly secrecy_mark: string | null;
}

export interface ExtractionCorpusOptions {
  readonly seed: string;
  /** Ids of document types, and `secret`; all of these when absent. `bundle` only when named. */
  readonly types?: readonly string[];
  /** Papers of a type, 20 when absent. */
  readonly perType?: number;
  /** Only papers captured so; all when absent. What is drawn does not depend on it. */
  readonly captures?: readonly CaptureClass[];
  /** Only papers of templates for this; `build` and `holdout` when absent: a round of its own is drawn only when named. */
  readonly sets?: readonly TemplateSet[];
  /** Papers that need not be drawn: their readings are kept. They are left out of what is given back. */
  readonly without?: (id: string) => boolean;
}

/** Papers with a secrecy mark: every mark, place and colour meets several captures. */
const SECRET_PAPERS = 20;

export const extractionTypes: readonly string[] = [...paperMakers.map((maker) => maker.type), 'secret'];

/** What a fresh set holds: every type, marks of secrecy, words of secrecy without a mark, papers of no known type. */
export const freshTypes: readonly string[] = [...everyPaperMaker.map((maker) => maker.type), 'secret'];

const cards = new Set(['citizen_id_2021', 'citizen_id_2024', 'identity_card_9', 'driving_licence']);

/** What each round is judged on: the first also on stacks, marks of secrecy and papers of no known type. */
export const roundCorpora: Readonly<Record<Round, { readonly types: readonly string[]; readonly perType: number }>> = {
  fresh: { types: [...freshTypes, 'bundle'], perType: 8 },
  unseen: { types: typesOf('unseen'), perType: 3 },
  third: { types: typesOf('third'), perType: 3 },
  fourth: { types: typesOf('fourth'), perType: 3 },
  fifth: { types: typesOf('fifth'), perType: 3 },
  sixth: { types: typesOf('sixth'), perType: 3 },
};
function typesOf(round: Round): readonly string[] {
  return paperMakers.filter(({ templates }) => templates.some(({ set }) => set === round)).map((maker) => maker.type);
}

/** Of twelve fresh papers two are set in a face met nowhere else, one in the geometric face of the holdout. */
const freshFaces: readonly Family[] = [
  'serif',
  'serif',
  'arial',
  'book',
  'serif',
  'serif',
  'arial',
  'modern',
  'serif',
  'arial',
  'screen',
  'serif',
];
const cardFaces: readonly Family[] = ['arial', 'arial', 'sans', 'arial', 'screen', 'arial'];

/** As offices print: mostly the serif face, a third Arial, of twelve one geometric and one of screens. */
const officeFaces: readonly Family[] = [
  'screen',
  'arial',
  'serif',
  'serif',
  'arial',
  'serif',
  'modern',
  'arial',
  'serif',
  'serif',
  'arial',
  'serif',
];
/** Faces in turn over papers, types and rounds, out of step with the captures. */
function faceOf({ maker, index }: Order, round: Round): Family {
  const own = cards.has(maker.type) ? cardFaces : round === 'fresh' ? freshFaces : officeFaces;
  const shift = Math.max(0, rounds.indexOf(round) - 1);
  return own[(5 * index + 7 * everyPaperMaker.indexOf(maker) + 3 * shift) % own.length]!;
}

function familyOf(maker: PaperMaker, template: number, random: Chance): Family {
  if (cards.has(maker.type)) return random.pick(['arial', 'arial', 'sans']);
  if (maker.templates[template]!.set === 'holdout') return random.pick(['serif', 'arial', 'modern']);
  return random.pick(['serif', 'serif', 'serif', 'serif', 'arial', 'sans']);
}

/** Seals laid over values of the first page, as hurried hands do; codes for machines stay free. */
function stampValues(paper: Paper, random: Chance): void {
  const sheet = paper.draft.sheets[0]!;
  const small = sheet.widthMm < 100;
  const targets = Object.entries(paper.draft.fields()).filter(
    ([name, field]) => field.page === 1 && !['qr_content', 'old_identity_number'].includes(name),
  );
  sheet.block();
  for (let count = 0; count < (small ? 1 : 2) && targets.length > 0; count++) {
    const [, field] = random.pick(targets);
    const x = field.box.x + field.box.width * random.real(0.3, 1);
    const y = field.box.y + random.real(-4, 6);
    drawSeal(
      sheet,
      x,
      y,
      { diameterMm: small ? 16 : 36, upper: 'ỦY BAN NHÂN DÂN XÃ TÂN LỘC', lower: 'TỈNH CÀ MAU' },
      random.real(-25, 25),
    );
  }
  if (!small && random.maybe(0.5))
    drawBoxStamp(sheet, random.real(30, 110), random.real(60, 200), ['SAO Y BẢN CHÍNH'], 12, random.real(-5, 5));
}

/** Red, blue or black; below the number, at the top edge, or in haste over the text. */
function stampSecret(paper: Paper, secret: string, index: number, random: Chance): void {
  const [x, y] = [
    [random.real(34, 48), random.real(41, 46)],
    [random.real(20, 40), random.real(6, 9)],
    [random.real(30, 130), random.real(60, 220)],
  ][index % 3]!;
  const colour = [sealRed, sealRed, penBlue, black][random.int(0, 3)]!;
  drawBoxStamp(paper.draft.sheets[0]!, x!, y!, [secret], random.pick([13, 15, 18]), random.real(-5, 5), colour);
}

function pageRecords(
  pages: ReturnType<typeof drawnPages>,
  files: readonly string[],
  shots: readonly Degraded[],
  capture: Capture,
  skewDeg: number,
): PageRecord[] {
  const turns = capture.scan?.quarterTurns ?? 0;
  return pages.map((page, number) => ({
    ...page,
    file: files.length === 1 ? files[0]! : files[number]!,
    page_in_file: files.length === 1 ? number + 1 : 1,
    width_px: shots[number]!.pixels.width,
    height_px: shots[number]!.pixels.height,
    dpi: capture.dpi ?? null,
    mode: capture.scan?.mode ?? 'colour',
    capture: capture.photo === undefined ? 'scan' : 'photo',
    rotation_deg: (((4 - turns) % 4) * 90) as PageRecord['rotation_deg'],
    skew_deg: capture.photo === undefined ? skewDeg : (capture.photo.turnDeg ?? 0),
    corners_px: shots[number]!.corners,
  }));
}

function entryOf(folder: string, id: string, truth: ExtractionTruth): ExtractionPaper {
  const [type = '', template = '0'] = truth.template.split('/');
  const maker = everyPaperMaker.find((candidate) => candidate.type === type);
  return {
    id,
    type: truth.document_type,
    template: Number(template),
    templateName: maker?.templates[Number(template)]?.name ?? truth.template,
    set: setOf(truth.template),
    capture: truth.capture,
    files: truth.files.map((file) => join(folder, file)),
    truthPath: join(folder, 'truth', `${id}.json`),
    truth,
  };
}

/** A paper asked for: `secret` papers wear a secrecy mark. */
interface Order {
  readonly maker: PaperMaker;
  readonly index: number;
  readonly secret: string | null;
  /** Of which round; of none for the templates seen while building. */
  readonly round: Round | null;
  /** The secrecy mark of a fresh paper. */
  readonly stamp?: SecrecyStamp;
}

const idOf = ({ maker, index, secret, round }: Order): string =>
  `${secret === null ? maker.type : 'secret'}-${round === null ? '' : `${round}-`}${String(index + 1).padStart(2, '0')}`;

/** Of two templates the holdout takes every third paper as well; a round takes its templates in turn. */
function templateOf({ maker, index, round }: Order): number {
  if (round !== null) {
    const own = maker.templates.flatMap(({ set }, at) => (set === round ? [at] : []));
    return own[index % own.length]!;
  }
  const seen = maker.templates.filter(({ set }) => !isRound(set)).length;
  return seen >= 3 ? index % 3 : index % 3 === 2 ? seen - 1 : 0;
}

/**
 * Each type begins the round of captures three further than the type before it. So every capture meets every template
 * over the types, and holdout papers were captured like all others: 20 papers of a type alone could not show that.
 */
const captureOf = ({ maker, index }: Order): Capture =>
  captures[(index + 3 * everyPaperMaker.indexOf(maker)) % captures.length]!;

async function drawOne(order: Order, folder: string, seed: string, rasteriser: Rasteriser): Promise<ExtractionTruth> {
  const { maker, index, secret, stamp } = order;
  const id = idOf(order);
  const random = chance(`${seed}/extraction/${id}`);
  const template = templateOf(order);
  const isCard = cards.has(maker.type);
  const chosen = captureOf(order);
  const capture: Capture =
    isCard && chosen.name === 'scan-300-bilevel' ? { ...chosen, scan: { ...chosen.scan, threshold: 120 } } : chosen;
  const family = order.round !== null ? faceOf(order, order.round) : familyOf(maker, template, random.branch('font'));
  const paper = await maker.draw(random.branch('paper'), { family, template, inked: true });
  if (capture.stamped) stampValues(paper, random.branch('stamps'));
  if (stamp !== undefined) stampSecrecy(paper, stamp, random.branch('secret'));
  else if (secret !== null) stampSecret(paper, secret, index, random.branch('secret'));
  let pages = drawnPages(paper);
  let fields = fieldRecords(paper);
  const dpi = capture.dpi ?? 300;
  let layers: readonly Layers[] = await rasterisePaper(paper, rasteriser, dpi);
  if (isCard && copiedCards.has(capture.name)) ({ layers, pages, fields } = onOnePage(layers, pages, fields, dpi));
  const skew = random.real(-1.6, 1.6);
  const shots = await captureAll(layers, capture, isCard, skew, random);
  const files = await writePages(folder, id, capture, shots);
  return {
    document_type: paper.type,
    template: `${maker.type}/${template}`,
    files,
    pages: pageRecords(pages, files, shots, capture, skew),
    fields,
    barcodes: paper.barcodes ?? [],
    capture: capture.name,
    font: family,
    secrecy_mark: secret,
    parts: [{ document_type: paper.type, pages: pages.map((page) => page.page) }],
  };
}

/** A stack of papers fed through the scanner as one file: its truth is where each paper begins. */
async function drawBundle(
  index: number,
  fresh: boolean,
  folder: string,
  seed: string,
  rasteriser: Rasteriser,
): Promise<ExtractionTruth> {
  const id = `bundle-${fresh ? 'fresh-' : ''}${String(index + 1).padStart(2, '0')}`;
  const random = chance(`${seed}/extraction/${id}`);
  const capture = captures.find((candidate) => candidate.name === 'scan-200-gray')!;
  const format: Capture = { ...capture, format: 'pdf' };
  const makers = random
    .shuffled(
      paperMakers.filter(
        (maker) =>
          !cards.has(maker.type) && maker.type !== 'marriage_certificate' && maker.type !== 'land_use_right_old',
      ),
    )
    .slice(0, random.int(2, 4));
  const shots: Degraded[] = [];
  const pages: ReturnType<typeof drawnPages> = [];
  const parts: { document_type: string; pages: number[] }[] = [];
  for (const [number, maker] of makers.entries()) {
    const stream = random.branch(`paper ${number + 1}`);
    const template = fresh ? templateOf({ maker, index, secret: null, round: 'fresh' }) : 0;
    const paper = await maker.draw(stream, { family: 'serif', template, inked: true });
    shots.push(
      ...(await captureAll(
        await rasterisePaper(paper, rasteriser, 200),
        format,
        false,
        random.real(-1.2, 1.2),
        stream,
      )),
    );
    const own = drawnPages(paper).map((page) => ({ ...page, page: pages.length + page.page }));
    pages.push(...own);
    parts.push({ document_type: paper.type, pages: own.map((page) => page.page) });
  }
  const files = await writePages(folder, id, format, shots);
  return {
    document_type: 'bundle',
    template: `bundle/${fresh ? 1 : 0}`,
    files,
    pages: pageRecords(pages, files, shots, format, 0),
    fields: {},
    barcodes: [],
    capture: 'scan-200-gray',
    font: 'serif',
    secrecy_mark: null,
    parts,
  };
}

/**
 * Draws the extraction corpus of issue 6 into `folder`, truth into `folder/truth`, the list into `folder/corpus.json`.
 * Every paper has its own stream of chance: the same seed gives the same paper whatever else is drawn. A third of the
 * papers come from holdout templates. About 1.5 s a page on one core; papers that are there already are not drawn again.
 *
 * Field names and value forms are those of `docs/document-types.md`; names on cards are printed in capitals, so compare
 * names without case. `handwritten` fields are to be reported as handwriting, not read. Besides the document types there
 * are `secret` (papers with a secrecy mark) and, when named, `bundle` (several papers in one file; `truth.parts` are the
 * boundaries).
 */
export async function generateExtractionCorpus(
  folder: string,
  options: ExtractionCorpusOptions,
): Promise<ExtractionPaper[]> {
  await openCorpusFolder(folder, options.seed);
  const wanted = (type: string): boolean => options.types === undefined || options.types.includes(type);
  const rasteriser = await openRasteriser();
  const papers: ExtractionPaper[] = [];
  const keep = async (id: string, draw: () => Promise<ExtractionTruth>): Promise<void> => {
    if (options.without?.(id)) return;
    const path = join(folder, 'truth', `${id}.json`);
    let truth = await drawnBefore<ExtractionTruth>(path, (before) => before.files);
    if (truth === null) {
      truth = await draw();
      await writeJson(path, truth);
    }
    papers.push(entryOf(folder, id, truth));
  };
  const count = options.perType ?? 20;
  const sets = options.sets ?? ['build', 'holdout'];
  const asked = (order: Order): boolean =>
    (options.captures?.includes(captureOf(order).name) ?? true) &&
    sets.includes(order.maker.templates[templateOf(order)]!.set);
  try {
    for (const maker of everyPaperMaker.filter(({ type }) => wanted(type)))
      for (let index = 0; index < count; index++) {
        for (const round of [null, ...rounds]) {
          const order: Order = { maker, index, secret: null, round };
          const own = maker.templates.filter(({ set }) => (round === null ? !isRound(set) : set === round));
          if (!own.some(({ set }) => sets.includes(set))) continue;
          if (index >= 6 && maker.type === 'unknown') continue;
          if (asked(order)) await keep(idOf(order), () => drawOne(order, folder, options.seed, rasteriser));
        }
      }
    const marked = paperMakers.filter((maker) => ['decision', 'official_letter', 'notice'].includes(maker.type));
    for (let index = 0; wanted('secret') && index < Math.min(count, SECRET_PAPERS); index++) {
      const order: Order = {
        maker: marked[index % marked.length]!,
        index,
        secret: ['MẬT', 'TỐI MẬT', 'TUYỆT MẬT'][Math.floor(index / 2) % 3]!,
        round: null,
      };
      if (asked(order)) await keep(idOf(order), () => drawOne(order, folder, options.seed, rasteriser));
    }
    for (const [index, stamp] of freshSecrecyStamps.entries()) {
      if (!wanted('secret') || !sets.includes('fresh') || index >= count) continue;
      const order: Order = { maker: marked[index % marked.length]!, index, secret: stamp.mark, round: 'fresh', stamp };
      if (asked(order)) await keep(idOf(order), () => drawOne(order, folder, options.seed, rasteriser));
    }
    for (const fresh of [false, true]) {
      if (!options.types?.includes('bundle') || !sets.some((set) => (fresh ? set === 'fresh' : !isRound(set))))
        continue;
      for (let index = 0; index < Math.min(6, count); index++)
        await keep(`bundle-${fresh ? 'fresh-' : ''}${String(index + 1).padStart(2, '0')}`, () =>
          drawBundle(index, fresh, folder, options.seed, rasteriser),
        );
    }
  } finally {
    rasteriser.close();
  }
  await writeJson(join(folder, 'corpus.json'), {
    seed: options.seed,
    papers: papers.map(({ id, type, template, set, capture, truth }) => ({
      id,
      type,
      template,
      set,
      capture,
      files: truth.files,
    })),
  });
  return papers;
}
