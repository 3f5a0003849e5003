/**
 * Recognition beside OCRmyPDF, in one run on the same pages: `node test/bench/recognition.ts [--pages N] [--set judge|tune|all]
 * [--folder FOLDER] [--skip-ocrmypdf]`. Prints a table per candidate, and per class of page CER, WER, bytes and how the words stand on
 * their ink. Only the pages kept for judging say how good it is; the others were tuned on. CPU and memory are those of all processes.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { identity } from '../../src/imaging/affine.ts';
import { openPageSources } from '../../src/imaging/page-source.ts';
import { createOcrEngine, type EngineChoice } from '../../src/ocr/choose-engine.ts';
import { nativeTesseractVersion } from '../../src/ocr/tesseract-native.ts';
import type { ArchivePage } from '../../src/pdf/archive/archive-page.ts';
import { assemblePdfA } from '../../src/pdf/archive/assemble.ts';
import { checkPdfA } from '../../src/pdf/archive/structural-checks.ts';
import { type DigitizedPage, digitizeDocument } from '../../src/pipeline/digitize-document.ts';
import type { ArchiveProfile } from '../../src/pipeline/digitize-page.ts';
import { type CorpusPage, generateRecognitionCorpus } from './corpus/recognition.ts';
import { cpuSeconds, watchMemory } from './recognition/measure.ts';
import { median, type PlaceScore, scorePlaces } from './recognition/places.ts';
import { type PageScore, scorePage } from './recognition/score.ts';

const WORKERS = 2;
const SEED = 'sohoa-recognition-1';

interface Outcome {
  readonly name: string;
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMb: number;
  readonly bytesOut: number;
  readonly scores: readonly PageScore[];
  /** Bytes of each page as a file of its own, what pages share included; null without qpdf. */
  readonly pageBytes: readonly number[] | null;
  /** Null where it is not known how the page was turned back. */
  readonly places: readonly PlaceScore[] | null;
  /** Wrong orientations; null when the candidate does not say. */
  readonly wrongTurns: number | null;
  readonly note: string;
}

async function measured<T>(work: () => Promise<T>): Promise<{ value: T; wallS: number; cpuS: number; peakMb: number }> {
  const memory = watchMemory();
  const [cpu, wall] = [cpuSeconds(), performance.now()];
  const value = await work();
  const wallS = (performance.now() - wall) / 1000;
  return { value, wallS, cpuS: cpuSeconds() - cpu, peakMb: memory.stop() };
}

const scoresOf = (pages: readonly CorpusPage[], pdf: string): PageScore[] =>
  pages.map(({ record }, index) => {
    const page = String(index + 1);
    const text = execFileSync('pdftotext', ['-f', page, '-l', page, pdf, '-'], { maxBuffer: 1e8 }).toString('utf8');
    return scorePage(
      record.lines.filter(({ kind }) => kind === 'print' || kind === 'machine'),
      text,
    );
  });

function bytesOfPages(pdf: string): number[] | null {
  const folder = mkdtempSync(join(tmpdir(), 'sohoa-split-'));
  try {
    execFileSync('qpdf', ['--split-pages', pdf, join(folder, 'page-%d.pdf')], { stdio: 'pipe' });
    return readdirSync(folder)
      .sort((a, b) => Number(/\d+/.exec(a)) - Number(/\d+/.exec(b)))
      .map((name) => statSync(join(folder, name)).size);
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runOurs(
  pages: readonly CorpusPage[],
  choice: EngineChoice,
  profile: ArchiveProfile,
  folder: string,
): Promise<Outcome> {
  const files = pages.map(({ path }) => readFileSync(path));
  const run = await measured(async () => {
    const engine = await createOcrEngine(choice, { workers: WORKERS });
    const document = await digitizeDocument(files, { metadata: { title: 'bench' }, jobs: WORKERS, profile }, engine);
    await engine.close();
    return document;
  });
  const pdf = join(folder, `${choice}-${profile}.pdf`);
  writeFileSync(pdf, run.value.pdf);
  const wrong = run.value.pages.filter((page: DigitizedPage, i) => page.rotationDeg !== pages[i]!.record.rotation_deg);
  const findings = checkPdfA(run.value.pdf);
  return {
    name: `sohoa ${choice} ${profile}`,
    ...run,
    bytesOut: run.value.bytesOut,
    scores: scoresOf(pages, pdf),
    pageBytes: bytesOfPages(pdf),
    places: run.value.pages.map(({ skewDeg }, index) => {
      const page = pages[index]!;
      return scorePlaces(page, pdf, index + 1, page.record.capture === 'photo' ? null : skewDeg);
    }),
    wrongTurns: wrong.length,
    note: `PDF/A checks: ${findings.length === 0 ? 'clean' : `${findings.length} findings`}`,
  };
}

/** One PDF of all pages as they are, which is the input OCRmyPDF likes best: nothing to convert, pages in parallel. */
async function rawPdf(pages: readonly CorpusPage[], folder: string): Promise<string> {
  const raw: ArchivePage[] = [];
  for (const { path } of pages) {
    const image = await (await openPageSources(readFileSync(path))).page(0).load();
    raw.push({
      widthPx: image.widthPx,
      heightPx: image.heightPx,
      dpi: image.dpiX,
      layers: [{ image: await image.encoded(), toPage: identity }],
      text: null,
    });
  }
  const file = join(folder, 'raw.pdf');
  writeFileSync(file, await assemblePdfA(raw, { title: 'raw' }));
  return file;
}

async function runOcrmypdf(pages: readonly CorpusPage[], folder: string): Promise<Outcome> {
  const version = execFileSync('ocrmypdf', ['--version']).toString().trim();
  const input = await rawPdf(pages, folder);
  const output = join(folder, 'ocrmypdf.pdf');
  const options = [
    '-l',
    'vie',
    '--output-type',
    'pdfa',
    '--deskew',
    '--rotate-pages',
    '--jobs',
    String(WORKERS),
    '--quiet',
  ];
  const run = await measured(async () => {
    const child = spawn('ocrmypdf', [...options, input, output], { stdio: ['ignore', 'ignore', 'ignore'] });
    const [code] = await once(child, 'close');
    return code as number;
  });
  if (run.value !== 0) throw new Error(`ocrmypdf ended with ${run.value}`);
  return {
    name: `OCRmyPDF ${version} ${options.slice(2, 6).join(' ')}`,
    ...run,
    bytesOut: statSync(output).size,
    scores: scoresOf(pages, output),
    pageBytes: bytesOfPages(output),
    places: null,
    wrongTurns: null,
    note: 'EXIF orientation and perspective are not its business',
  };
}

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : ((100 * part) / whole).toFixed(2));

function summary(scores: readonly PageScore[]): { cer: string; wer: string; order: string } {
  const sum = (key: 'characters' | 'characterErrors' | 'words' | 'wordErrors' | 'pairs' | 'disordered'): number =>
    scores.reduce((total, score) => total + score[key], 0);
  return {
    cer: percent(sum('characterErrors'), sum('characters')),
    wer: percent(sum('wordErrors'), sum('words')),
    order: percent(sum('disordered'), sum('pairs')),
  };
}

const ofPlaces = (places: readonly PlaceScore[]): string => {
  const sum = (key: 'read' | 'covered'): number => places.reduce((total, place) => total + place[key], 0);
  return `${percent(sum('covered'), sum('read'))} (${median(places.flatMap(({ overlaps }) => overlaps)).toFixed(2)})`;
};

function print(pages: readonly CorpusPage[], outcomes: readonly Outcome[]): void {
  const bytesIn = pages.reduce((sum, { path }) => sum + statSync(path).size, 0);
  console.log(`${pages.length} pages, ${(bytesIn / 1e6).toFixed(1)} MB, ${WORKERS} workers`);
  console.log(
    'candidate | CER % | WER % | lines out of order % | s/page | CPU s/page | peak MB | out/in | wrong turns | words on their ink % (IoU) | note',
  );
  for (const outcome of outcomes) {
    const { cer, wer, order } = summary(outcome.scores);
    const perPage = (seconds: number): string => (seconds / pages.length).toFixed(2);
    console.log(
      [
        outcome.name,
        cer,
        wer,
        order,
        perPage(outcome.wallS),
        perPage(outcome.cpuS),
        outcome.peakMb,
        (outcome.bytesOut / bytesIn).toFixed(3),
        outcome.wrongTurns ?? '–',
        outcome.places === null ? '–' : ofPlaces(outcome.places),
        outcome.note,
      ].join(' | '),
    );
  }
  const classes = [...new Set(pages.flatMap((page) => [page.record.capture, ...page.classes]))];
  const table = (title: string, cell: (outcome: Outcome, isIn: readonly boolean[]) => string): void => {
    console.log(`\n${title} | pages | ${outcomes.map(({ name }) => name).join(' | ')}`);
    for (const name of classes) {
      const isIn = pages.map(
        (page) => page.record.capture === name || (page.classes as readonly string[]).includes(name),
      );
      console.log([name, isIn.filter(Boolean).length, ...outcomes.map((each) => cell(each, isIn))].join(' | '));
    }
  };
  const only = <T>(values: readonly T[], isIn: readonly boolean[]): readonly T[] => values.filter((_, i) => isIn[i]);
  table('CER % by class', ({ scores }, isIn) => summary(only(scores, isIn)).cer);
  table('WER % by class', ({ scores }, isIn) => summary(only(scores, isIn)).wer);
  table('lines out of order % by class', ({ scores }, isIn) => summary(only(scores, isIn)).order);
  table('bytes out / bytes in by class', ({ pageBytes }, isIn) => {
    const sum = (sizes: readonly number[]): number => only(sizes, isIn).reduce((total, size) => total + size, 0);
    return pageBytes === null ? '–' : (sum(pageBytes) / sum(pages.map(({ path }) => statSync(path).size))).toFixed(3);
  });
  table('words on their ink % (median IoU) by class', ({ places }, isIn) =>
    places === null ? '–' : ofPlaces(only(places, isIn)),
  );
}

const { values } = parseArgs({
  options: {
    pages: { type: 'string' },
    set: { type: 'string', default: 'judge' },
    folder: { type: 'string', default: join(tmpdir(), 'sohoa-bench-recognition') },
    'skip-ocrmypdf': { type: 'boolean', default: false },
  },
});
mkdirSync(values.folder, { recursive: true });
const corpus = await generateRecognitionCorpus(join(values.folder, 'corpus'), { seed: SEED });
const chosen = corpus
  .filter((page) => values.set === 'all' || page.holdout === (values.set === 'judge'))
  .slice(0, values.pages === undefined ? undefined : Number(values.pages));
const outcomes: Outcome[] = [];
if ((await nativeTesseractVersion()) === null) console.log('native tesseract is not installed: left out');
else outcomes.push(await runOurs(chosen, 'tesseract', 'faithful', values.folder));
outcomes.push(await runOurs(chosen, 'tesseract.js', 'faithful', values.folder));
outcomes.push(await runOurs(chosen, 'auto', 'compact', values.folder));
try {
  if (!values['skip-ocrmypdf']) outcomes.push(await runOcrmypdf(chosen, values.folder));
} catch (error) {
  console.log(`OCRmyPDF is left out: ${error instanceof Error ? error.message : String(error)}`);
}
print(chosen, outcomes);
