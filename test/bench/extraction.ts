/**
 * Extraction on drawn, scanned and recognised papers: exact match, wrong-but-accepted, review rate, reliability, time.
 *
 *   node test/bench/extraction.ts [--split=tune|holdout|all|ROUND] [--per-type=20] [--types=a,b] [--seed=…] [--folder=…]
 *     [--captures=scan-300-stamped,…] [--once] [--fields] [--wrong] [--json]
 *
 * Papers are drawn and recognised once and kept in `--folder` (delete its `read` after a change to the generator, the
 * imaging or the recognition); later runs take seconds. `--once` leaves
 * out the second reading of doubtful lines. Improve on `--split=tune` only, with seeds of your own. `all` is `tune` and
 * `holdout`. Rounds of templates (`samples/lib/papers/common.ts`) are drawn only when named, seed ROUND-1: `fresh` (8 papers
 * a type, with marks of secrecy, papers that only say the words, papers of no known type and files of several papers), then
 * the others (3 a type). A round judges at first sight, once; `--wrong` names single papers, so never before.
 * `--json` prints the same figures as data.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setOf } from '../../samples/lib/papers/catalogue.ts';
import { isRound, rounds, type TemplateSet } from '../../samples/lib/papers/common.ts';
import { loadDocumentTypes } from '../../src/domain/document-types/registry.ts';
import type { Extraction } from '../../src/domain/field.ts';
import { loadUnits } from '../../src/domain/identifiers/units.ts';
import { UNKNOWN_TYPE } from '../../src/extraction/classify.ts';
import { extractFields, extractFromReadings } from '../../src/extraction/extract.ts';
import type { ReadRegion } from '../../src/extraction/region-reader.ts';
import { defaultBudget } from '../../src/extraction/second-look.ts';
import { stampedMark } from '../../src/extraction/secrecy-stamps.ts';
import { suggestPapers } from '../../src/extraction/split.ts';
import type { OcrEngine } from '../../src/ocr/engine.ts';
import { createTesseractJs } from '../../src/ocr/tesseract-js.ts';
import type { CaptureClass } from './corpus/captures.ts';
import { extractionTypes, roundCorpora } from './corpus/extraction.ts';
import { keptReader, type ReadPaper, readPapers } from './extraction/read-papers.ts';
import { printReport } from './extraction/report.ts';
import { type FieldResult, judge } from './extraction/score.ts';
import { type BundleResult, type PaperResult, summarise } from './extraction/summary.ts';

const { values } = parseArgs({
  options: {
    'per-type': { type: 'string' },
    types: { type: 'string' },
    seed: { type: 'string' },
    folder: { type: 'string', default: join(tmpdir(), 'sohoa-bench-extraction') },
    split: { type: 'string', default: 'all' },
    captures: { type: 'string' },
    fields: { type: 'boolean', default: false },
    once: { type: 'boolean', default: false },
    wrong: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

/** A round of its own is drawn only when named. */
const splits: Readonly<Record<string, readonly TemplateSet[]>> = {
  tune: ['build'],
  holdout: ['holdout'],
  ...Object.fromEntries(rounds.map((round) => [round, [round]])),
  all: ['build', 'holdout'],
};
const sets = splits[values.split];
if (sets === undefined) throw new Error(`--split is one of ${Object.keys(splits).join(', ')}`);
const types = loadDocumentTypes();
const units = loadUnits();
const round = sets.find(isRound);
const usual =
  round === undefined
    ? { types: extractionTypes, perType: 20, seed: 'extraction-1' }
    : { ...roundCorpora[round], seed: `${round}-1` };
const wanted = values.types?.split(',') ?? usual.types;
const perType = Number(values['per-type'] ?? usual.perType);
const seed = values.seed ?? usual.seed;
let engine: OcrEngine | null = null;
const open = async (): Promise<OcrEngine> => {
  engine ??= createTesseractJs({ workers: 1 });
  return engine;
};

/** With doubtful lines read again; the time of that is counted apart. */
async function twice(paper: ReadPaper): Promise<Extraction> {
  const { read, save } = await keptReader(values.folder, seed, paper, open);
  const started = performance.now();
  const counted: ReadRegion = (...line) => {
    againLines += 1;
    return read(...line);
  };
  // stamped marks end the work on a page before this: papers that show or say them are looked at as the gate does
  const { secrecy_mark: secret } = paper.truth;
  const stamped = secret !== null || paper.id.startsWith('secrecy_words') ? await stampedMark(paper.texts, read) : null;
  if (stamped !== null) {
    await save();
    return { documentType: UNKNOWN_TYPE, typeConfidence: 0, fields: {}, secrecyMark: stamped };
  }
  const pages = paper.texts.map((text) => ({ text }));
  const extraction = await extractFields(pages, {
    types,
    today: '2026-11-22',
    codes: paper.codes,
    readAgain: counted,
    units,
    secondLook: { ...defaultBudget, ms: Number.POSITIVE_INFINITY },
  });
  againMs += performance.now() - started;
  await save();
  return extraction;
}

const results: FieldResult[] = [];
const papers: PaperResult[] = [];
const bundles: BundleResult[] = [];
const notes: string[] = [];
let [againLines, againMs] = [0, 0];
let [pages, ms, codesMs] = [0, 0, 0];
for (const name of wanted) {
  for (const paper of await readPapers(values.folder, name, {
    seed,
    perType,
    ...(values.captures === undefined ? {} : { captures: values.captures.split(',') as CaptureClass[] }),
    sets,
    engine: open,
  })) {
    if (name === 'bundle') {
      bundles.push(judgeBundle(paper));
      continue;
    }
    const started = performance.now();
    const once = extractFromReadings(paper.texts, paper.codes, { types, today: '2026-11-22', units });
    ms += performance.now() - started;
    const extraction = values.once ? once : await twice(paper);
    codesMs += paper.codesMs;
    pages += paper.texts.length;
    const { secrecy_mark: mark, document_type: type, template, capture } = paper.truth;
    const truth = mark === null ? type : 'secret';
    const got = extraction.secrecyMark !== null ? 'secret' : extraction.documentType;
    papers.push({ truth, got, saysSecrecy: name === 'secrecy_words' });
    if (truth !== got || extraction.secrecyMark !== mark)
      notes.push(`${paper.id} (${capture}, ${setOf(template)}): ${extraction.secrecyMark ?? extraction.documentType}`);
    const spec = types.get(type);
    if (mark === null && spec !== undefined) results.push(...judge(paper, extraction, spec));
  }
}
await (engine as OcrEngine | null)?.close();

/** Where each paper of a file begins, and what it is, against the truth. */
function judgeBundle(paper: ReadPaper): BundleResult {
  const found = suggestPapers(paper.texts, types);
  const same = paper.truth.parts.map((part) => ({
    part,
    suggestion: found.find((one) => one.pages.map((page) => page + 1).join() === part.pages.join()),
  }));
  return {
    papers: same.length,
    whole: same.filter(({ suggestion }) => suggestion !== undefined).length,
    typed: same.filter(({ part, suggestion }) => suggestion?.documentType === part.document_type).length,
  };
}

const measured = {
  split: values.split,
  fields: results,
  papers,
  bundles,
  pages,
  msAPage: ms / pages,
  codesMsAPage: codesMs / pages,
  linesAgainAPage: againLines / pages,
  againMsAPage: againMs / pages,
};
const summary = summarise(measured);
if (values.json) console.log(JSON.stringify(summary, null, 1));
else
  printReport(summary, results, {
    sets,
    fields: values.fields,
    notes: sets.some(isRound) && !values.wrong ? [] : notes,
  });
if (values.wrong)
  for (const result of results.filter((one) => !one.right))
    console.log(
      `${result.status === 'accepted' ? '!' : ' '} ${result.paper} ${result.capture} ${result.field}${result.required ? '*' : ''} ${result.confidence.toFixed(3)} ${result.source} ${result.remarks.join()}\n      T ${result.expected}\n      G ${result.got}`,
    );
process.exit(0);
