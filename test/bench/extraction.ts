/**
 * Extraction on drawn, scanned and recognised papers: exact match, wrong-but-accepted, review rate, reliability, time.
 *
 *   node test/bench/extraction.ts [--per-type=20] [--types=a,b] [--seed=…] [--folder=…] [--split=tune|holdout|fresh|all]
 *     [--captures=scan-300-stamped,…] [--once] [--fields] [--wrong]
 *
 * Papers are drawn and recognised once and kept in `--folder` (delete its `read` after a change to the generator, the
 * imaging or the recognition); later runs take seconds. `--once` leaves
 * out the second reading of doubtful lines. Improve on `--split=tune` only, with seeds of your own. `all` is `tune` and
 * `holdout`; `fresh` papers, which nobody who improves extraction has seen, are drawn only when named.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setOf } from '../../samples/lib/papers/catalogue.ts';
import type { TemplateSet } from '../../samples/lib/papers/common.ts';
import { loadDocumentTypes } from '../../src/domain/document-types/registry.ts';
import type { Extraction } from '../../src/domain/field.ts';
import { extractFields, extractFromReadings } from '../../src/extraction/extract.ts';
import type { ReadRegion } from '../../src/extraction/region-reader.ts';
import { defaultBudget } from '../../src/extraction/second-look.ts';
import type { OcrEngine } from '../../src/ocr/engine.ts';
import { createTesseractJs } from '../../src/ocr/tesseract-js.ts';
import type { CaptureClass } from './corpus/captures.ts';
import { extractionTypes } from './corpus/extraction.ts';
import { keptReader, type ReadPaper, readPapers } from './extraction/read-papers.ts';
import { type FieldResult, judge, rates, reliability } from './extraction/score.ts';

const { values } = parseArgs({
  options: {
    'per-type': { type: 'string', default: '20' },
    types: { type: 'string' },
    seed: { type: 'string', default: 'extraction-1' },
    folder: { type: 'string', default: join(tmpdir(), 'sohoa-bench-extraction') },
    split: { type: 'string', default: 'all' },
    captures: { type: 'string' },
    fields: { type: 'boolean', default: false },
    once: { type: 'boolean', default: false },
    wrong: { type: 'boolean', default: false },
  },
});

/** The fresh papers are drawn only when named. */
const splits: Readonly<Record<string, readonly TemplateSet[]>> = {
  tune: ['build'],
  holdout: ['holdout'],
  fresh: ['fresh'],
  all: ['build', 'holdout'],
};
const sets = splits[values.split];
if (sets === undefined) throw new Error(`--split is one of ${Object.keys(splits).join(', ')}`);
const types = loadDocumentTypes();
const wanted = values.types?.split(',') ?? extractionTypes;
let engine: OcrEngine | null = null;
const open = async (): Promise<OcrEngine> => {
  engine ??= createTesseractJs({ workers: 1 });
  return engine;
};

/** With doubtful lines read again; the time of that is counted apart. */
async function twice(paper: ReadPaper): Promise<Extraction> {
  const { read, save } = await keptReader(values.folder, values.seed, paper, open);
  const started = performance.now();
  const counted: ReadRegion = (...line) => {
    againLines += 1;
    return read(...line);
  };
  const pages = paper.texts.map((text) => ({ text }));
  const extraction = await extractFields(pages, {
    types,
    today: '2026-11-22',
    codes: paper.codes,
    readAgain: counted,
    secondLook: { ...defaultBudget, ms: Number.POSITIVE_INFINITY },
  });
  againMs += performance.now() - started;
  await save();
  return extraction;
}

const results: FieldResult[] = [];
let [againLines, againMs] = [0, 0];
const typeErrors: string[] = [];
const secretErrors: string[] = [];
let [papers, pages, ms, codesMs, falseSecrets] = [0, 0, 0, 0, 0];
for (const name of wanted) {
  for (const paper of await readPapers(values.folder, name, {
    seed: values.seed,
    perType: Number(values['per-type']),
    ...(values.captures === undefined ? {} : { captures: values.captures.split(',') as CaptureClass[] }),
    sets,
    engine: open,
  })) {
    const started = performance.now();
    const once = extractFromReadings(paper.texts, paper.codes, { types, today: '2026-11-22' });
    ms += performance.now() - started;
    const extraction = values.once ? once : await twice(paper);
    codesMs += paper.codesMs;
    papers += 1;
    pages += paper.texts.length;
    if (name === 'secret') {
      if (extraction.secrecyMark !== paper.truth.secrecy_mark)
        secretErrors.push(`${paper.id}: ${extraction.secrecyMark}`);
      continue;
    }
    if (extraction.secrecyMark !== null) falseSecrets += 1;
    if (extraction.documentType !== paper.truth.document_type)
      typeErrors.push(
        `${paper.id} (${paper.truth.capture}${setOf(paper.truth.template) === 'build' ? '' : `, ${setOf(paper.truth.template)}`}): ${extraction.documentType}`,
      );
    const type = types.get(paper.truth.document_type);
    if (type !== undefined) results.push(...judge(paper, extraction, type));
  }
}
await (engine as OcrEngine | null)?.close();

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(8);
const line = (name: string, subset: readonly FieldResult[]): void => {
  const rate = rates(subset);
  const wrong = rate.accepted === 0 || subset.length === 0 ? 0 : rate.wrongAccepted / (rate.accepted * subset.length);
  console.log(
    `${name.padEnd(50)}${String(rate.fields).padStart(6)}${percent(rate.exact)}${percent(rate.requiredExact)}${percent(rate.accepted)}${percent(1 - wrong)}${String(rate.wrongAccepted).padStart(5)}${percent(rate.review)}${String(rate.notFound).padStart(5)}`,
  );
};
const table = (title: string, key: (result: FieldResult) => string): void => {
  console.log(`\n${title.padEnd(50)}${'fields   exact  required accepted  right-acc wrong  review  none'}`);
  for (const name of [...new Set(results.map(key))].sort())
    line(
      name,
      results.filter((result) => key(result) === name),
    );
};

console.log(
  `${papers} papers, ${pages} pages, split ${values.split}; ${(ms / pages).toFixed(1)} ms a page after OCR, codes ${(codesMs / pages).toFixed(1)} ms a page; ${(againLines / pages).toFixed(2)} lines a page read again, ${(againMs / pages).toFixed(0)} ms a page (0 when kept)`,
);
console.log(
  `type wrong or unknown: ${typeErrors.length}${typeErrors.length > 0 ? `\n  ${typeErrors.join('\n  ')}` : ''}`,
);
console.log(
  `secrecy marks missed: ${secretErrors.length}${secretErrors.length > 0 ? ` (${secretErrors.join('; ')})` : ''}, false: ${falseSecrets}`,
);
table('all', () => 'all');
table('by capture', (result) => result.capture);
table('by font', (result) => result.font);
table('by type', (result) => result.type);
table('by kind', (result) => result.kind);
if (values.fields) table('by field', (result) => `${result.type}.${result.field}`);
const identifiers = ['personal_id', 'identity_number', 'tax_code', 'business_code', 'old_id', 'digits12'];
console.log('');
for (const set of sets)
  line(
    `300 dpi scans, ${{ build: 'for building', holdout: 'kept apart', fresh: 'fresh' }[set]}`,
    results.filter((result) => result.set === set && result.capture.startsWith('scan-300')),
  );
// a geometric face that no office form is set in and that the tuning templates never show
line(
  '300 dpi scans, kept apart, without the face `modern`',
  results.filter((one) => one.set !== 'build' && one.font !== 'modern' && one.capture.startsWith('scan-300')),
);
line(
  '300 dpi scans',
  results.filter((result) => result.capture.startsWith('scan-300')),
);
line(
  'identifiers',
  results.filter((result) => identifiers.includes(result.kind)),
);
console.log('\nreliability     count  said   right');
for (const bin of reliability(results))
  console.log(
    `${bin.from.toFixed(3)}–${bin.to.toFixed(3)} ${String(bin.count).padStart(6)}  ${bin.confidence.toFixed(3)}  ${bin.right.toFixed(3)}  ${'█'.repeat(Math.round(30 * bin.right))}`,
  );
if (values.wrong)
  for (const result of results.filter((one) => !one.right))
    console.log(
      `${result.status === 'accepted' ? '!' : ' '} ${result.paper} ${result.capture} ${result.field}${result.required ? '*' : ''} ${result.confidence.toFixed(3)} ${result.source} ${result.remarks.join()}\n      T ${result.expected}\n      G ${result.got}`,
    );
process.exit(0);
