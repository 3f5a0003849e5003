/**
 * What each step of the preparation brings: `node test/bench/preparation.ts [--set build|judge] [--steps NAME,…]
 * [--classes NAME,…] [--own] [--no-times] [--minutes 12] [--folder FOLDER]`. Every page is read with all steps and once
 * more without each; the same copy is never read twice, and what was read stays in the folder. After so many minutes of
 * reading (drawing the pages, once, comes before) no further page is begun: the tables are of the pages read, and the
 * next run goes on. `--own` leaves the pages of the recognition corpus out. Steps are built on the pages of `build`;
 * `judge` was not looked at.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPageSources } from '../../src/imaging/page-source.ts';
import { type PreparationStep, preparationSteps } from '../../src/imaging/preparation-steps.ts';
import { createOcrEngine } from '../../src/ocr/choose-engine.ts';
import type { OcrEngine, Recognised } from '../../src/ocr/engine.ts';
import { plainText } from '../../src/ocr/page-text.ts';
import { digitizePage } from '../../src/pipeline/digitize-page.ts';
import { generateRecognitionCorpus } from './corpus/recognition.ts';
import { plans } from './corpus/recognition-plans.ts';
import { generateTroublePages, type TroublePage } from './preparation/pages.ts';
import { scorePage } from './recognition/score.ts';

const SEED = 'sohoa-preparation-1';
const CORPUS_SEED = 'sohoa-recognition-1';
const WORKERS = 2;

interface Page {
  readonly id: string;
  readonly path: string;
  /** What makes it hard: own pages have one trouble, those of the corpus their classes. */
  readonly classes: readonly string[];
  readonly own: boolean;
  readonly lines: TroublePage['lines'];
}

/** The classes that a step is for. */
const meantFor: Readonly<Record<PreparationStep, readonly string[]>> = {
  rectify: ['photo'],
  stamps: ['stamped'],
  flatten: ['photo', 'guilloche', 'shaded cells', 'watermark'],
  'show-through': ['show-through', 'faint with show-through'],
  resolution: ['small print', 'large print'],
  orient: ['turned'],
  deskew: ['skewed'],
  borders: ['holes and margins'],
  rulings: ['touched table', 'boxed digits', 'written on lines', 'underlined', 'table'],
  leaders: ['dots', 'dashes', 'underscores', 'form'],
};

async function pagesOf(folder: string, holdout: boolean, ownOnly: boolean): Promise<readonly Page[]> {
  const own = await generateTroublePages(join(folder, 'own'), { seed: SEED, holdout });
  const pages: Page[] = own.map(({ id, path, trouble, lines }) => ({ id, path, classes: [trouble], own: true, lines }));
  if (ownOnly) return pages;
  const corpus = await generateRecognitionCorpus(join(folder, 'corpus'), { seed: CORPUS_SEED });
  for (const page of corpus.filter((one) => one.holdout === holdout)) {
    const scan = plans[Number(page.id.slice(1, 3)) - 1]?.scan ?? {};
    const margins = scan.punchHoles === true || (scan.lidPx ?? 0) > 0;
    pages.push({
      id: page.id,
      path: page.path,
      classes: [...page.classes, ...(margins ? ['holes and margins'] : [])],
      own: false,
      lines: page.record.lines.filter(({ kind }) => kind === 'print' || kind === 'machine'),
    });
  }
  return pages;
}

/** Reads each picture once, in whatever run; pictures that took too long are read again. */
function remembering(engine: OcrEngine, folder: string): OcrEngine {
  mkdirSync(folder, { recursive: true });
  const known = new Map<string, Promise<Recognised>>();
  const kept = async (key: string, read: () => Promise<Recognised>): Promise<Recognised> => {
    const file = join(folder, `${key}.json`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Recognised;
    const recognised = await read();
    writeFileSync(file, JSON.stringify(recognised));
    return recognised;
  };
  return {
    name: engine.name,
    version: engine.version,
    recognise: (image, options) => {
      const shape = `${image.widthPx} ${image.dpi} ${options?.segmentation} ${engine.version}`;
      const key = createHash('sha256').update(image.pixels).update(shape).digest('hex');
      const reading = known.get(key) ?? kept(key, () => engine.recognise(image, options));
      known.set(key, reading);
      return reading;
    },
    close: () => engine.close(),
  };
}

interface Score {
  readonly errors: number;
  readonly characters: number;
}

/** Digits in boxes (`machine`) are judged without the spaces between them. */
function scoreOf({ lines, own }: Page, text: string): Score {
  const without = (value: string): string => value.replace(/\s+/g, '');
  const boxed = own ? lines.filter(({ kind }) => kind === 'machine') : [];
  const parts = [
    scorePage(
      lines.filter((line) => !boxed.includes(line)),
      text,
    ),
    scorePage(
      boxed.map((line) => ({ text: without(line.text) })),
      without(text),
    ),
  ];
  return {
    errors: parts.reduce((sum, part) => sum + part.characterErrors, 0),
    characters: parts.reduce((sum, part) => sum + part.characters, 0),
  };
}

type Variant = PreparationStep | 'all';

async function readAll(pages: readonly Page[], variants: readonly Variant[], folder: string, until: number) {
  const inner = await createOcrEngine('auto', { workers: WORKERS });
  const engine = remembering(inner, folder);
  const scores = new Map<string, Score>();
  const read: Page[] = [];
  // pages of one kind stand together: the first ones in another order are of every kind
  const waiting = [...pages].sort((a, b) => (digest(a.id) < digest(b.id) ? -1 : 1));
  const work = async (): Promise<void> => {
    for (;;) {
      const page = performance.now() < until ? waiting.shift() : undefined;
      if (page === undefined) return;
      for (const variant of variants) {
        const source = await (await openPageSources(readFileSync(page.path))).page(0).load();
        const preparation = variant === 'all' ? {} : { without: [variant] };
        const { text } = await digitizePage(source, engine, { preparation });
        scores.set(`${page.id} ${variant}`, scoreOf(page, plainText(text)));
      }
      read.push(page);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  await inner.close();
  const score = (page: Page, variant: Variant): Score => scores.get(`${page.id} ${variant}`)!;
  return { read, score };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Reads nothing, but surely, so that preparation is all that takes time. */
const sureReader: OcrEngine = {
  name: 'tesseract',
  version: 'none',
  recognise: async () => {
    const box = { x0: 0, y0: 0, x1: 400, y1: 40 };
    const words = [{ text: 'x'.repeat(60), box, confidence: 95 }];
    return { lines: [{ words, box, block: 0, rowHeightPx: 30 }] };
  },
  close: async () => {},
};

/** CPU ms of the preparation of one page, the lesser of two runs. */
async function preparationMs(page: Page, variant: Variant): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 2; run++) {
    const source = await (await openPageSources(readFileSync(page.path))).page(0).load();
    const before = process.cpuUsage();
    const preparation = variant === 'all' ? {} : { without: [variant] };
    await digitizePage(source, sureReader, { preparation, secondLook: false });
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

const cer = (scores: readonly Score[]): string => {
  const [errors, characters] = [0, 0].map((_, i) =>
    scores.reduce((sum, score) => sum + (i === 0 ? score.errors : score.characters), 0),
  ) as [number, number];
  return characters === 0 ? '–' : ((100 * errors) / characters).toFixed(2);
};

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'build' },
    steps: { type: 'string' },
    classes: { type: 'string' },
    own: { type: 'boolean', default: false },
    'no-times': { type: 'boolean', default: false },
    minutes: { type: 'string', default: '12' },
    folder: { type: 'string', default: join(tmpdir(), 'sohoa-bench-preparation') },
  },
});
mkdirSync(values.folder, { recursive: true });
const steps = preparationSteps.filter((step) => values.steps?.split(',').includes(step) ?? true);
const chosen = values.classes?.split(',');
const all = (await pagesOf(values.folder, values.set === 'judge', values.own)).filter(
  ({ classes }) => chosen === undefined || classes.some((name) => chosen.includes(name)),
);
const until = performance.now() + Number(values.minutes) * 60_000;
const { read, score } = await readAll(all, ['all', ...steps], join(values.folder, 'readings'), until);
const pages = all.filter((page) => read.includes(page));

console.log(`${pages.length} of ${all.length} pages (${values.set}); CER % without the step -> with all steps`);
console.log('step | class | pages | CER % | pages better : worse for the step | CPU ms a page');
const timed = pages.filter((_, index) => index % 6 === 0);
const whole = values['no-times'] ? 0 : await meanMs('all');
for (const step of steps) {
  const spent = values['no-times'] ? '' : (whole - (await meanMs(step))).toFixed(0);
  const row = (name: string, some: readonly Page[], ms: string): void => {
    if (some.length === 0) return;
    const change = some.map((page) => score(page, step).errors - score(page, 'all').errors);
    console.log(
      [
        step,
        name,
        some.length,
        `${cer(some.map((page) => score(page, step)))} -> ${cer(some.map((page) => score(page, 'all')))}`,
        `${change.filter((by) => by > 0).length} : ${change.filter((by) => by < 0).length}`,
        ms,
      ].join(' | '),
    );
  };
  row('all pages', pages, spent);
  for (const name of meantFor[step])
    row(
      name,
      pages.filter(({ classes }) => classes.includes(name)),
      '',
    );
  row(
    'others',
    pages.filter(({ classes }) => !classes.some((name) => meantFor[step].includes(name))),
    '',
  );
}

if (pages.length < all.length)
  console.log(`time was up after ${values.minutes} min: run it again, it goes on; --minutes N gives it more`);

async function meanMs(variant: Variant): Promise<number> {
  let sum = 0;
  for (const page of timed) sum += await preparationMs(page, variant);
  return sum / Math.max(1, timed.length);
}
