/**
 * Fits the confidence model of `src/extraction/confidence.ts` on papers of the bench and prints it, with what it is worth on
 * templates that it was not fitted on.
 *
 *   node test/bench/extraction-fit.ts [--folders=…,…] [--seeds=extraction-1,…] [--sets=build,holdout]
 *
 * Logistic regression by Newton's method with a ridge. The ridge is chosen by cross-validation that leaves whole templates
 * out, ten parts: the strongest whose loss is within a twentieth of the least, so that less depends on these papers. Only papers and lines that `extraction.ts` has read already; never those of a round of its own.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setOf } from '../../samples/lib/papers/catalogue.ts';
import { isRound } from '../../samples/lib/papers/common.ts';
import { loadDocumentTypes } from '../../src/domain/document-types/registry.ts';
import {
  defaultPolicy,
  type Evidence,
  featuresOf,
  groupOf,
  type KindGroup,
  probability,
} from '../../src/extraction/confidence.ts';
import { extractFields } from '../../src/extraction/extract.ts';
import { keptReader, type ReadPaper } from './extraction/read-papers.ts';
import { judge } from './extraction/score.ts';

const { values } = parseArgs({
  options: {
    folders: { type: 'string', default: join(tmpdir(), 'sohoa-bench-extraction') },
    seeds: { type: 'string', default: 'extraction-1' },
    sets: { type: 'string', default: 'build,holdout' },
  },
});
const types = loadDocumentTypes();
const groups: readonly KindGroup[] = ['list', 'name', 'number', 'date', 'text'];

interface Example {
  readonly x: readonly number[];
  readonly right: boolean;
  readonly template: string;
  /** What the model in use says. */
  readonly now: number;
  /** Nothing but its probability keeps it from being accepted. */
  readonly free: boolean;
}

const examples: Example[] = [];
const closed = async (): Promise<never> => {
  throw new Error('lines that were not read again are left as they are: run extraction.ts first');
};
const sets = values.sets.split(',');
const places = values.folders
  .split(',')
  .flatMap((folder) => values.seeds.split(',').map((seed) => ({ folder, seed, place: join(folder, 'read', seed) })))
  .filter(({ place }) => existsSync(place));
for (const { folder, seed, place } of places)
  for (const file of await readdir(place)) {
    if (!file.endsWith('.json') || file.endsWith('-again.json') || file.startsWith('secret-')) continue;
    const paper = JSON.parse(await readFile(join(place, file), 'utf8')) as ReadPaper;
    const type = types.get(paper.truth.document_type);
    const set = setOf(paper.truth.template);
    if (type === undefined || isRound(set) || !sets.includes(set)) continue;
    const seen = new Map<string, Evidence>();
    const { read } = await keptReader(folder, seed, paper, closed);
    const extraction = await extractFields(
      paper.texts.map((text) => ({ text })),
      {
        types,
        today: '2026-11-22',
        documentType: type.id,
        codes: paper.codes,
        readAgain: (...part) => read(...part).catch(() => []),
        onEvidence: (field, evidence) => seen.set(field, evidence),
      },
    );
    for (const result of judge(paper, extraction, type)) {
      const evidence = seen.get(result.field);
      if (evidence === undefined || result.got === null || result.source !== 'ocr') continue;
      const group = groups.map((name) => (name === groupOf(evidence.kind) ? 1 : 0));
      examples.push({
        x: [...group, ...featuresOf(evidence)],
        right: result.right,
        template: paper.truth.template,
        now: probability(evidence),
        free: result.remarks.length === 0 && evidence.worstWord >= defaultPolicy.leastWord,
      });
    }
  }

const size = examples[0]?.x.length ?? 0;
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const probabilityOf = (w: readonly number[], x: readonly number[]): number =>
  sigmoid(x.reduce((sum, value, index) => sum + value * (w[index] ?? 0), 0));

/** Solves `a · x = b` by elimination with pivots; `a` is small, symmetric and positive. */
function solve(a: number[][], b: number[]): number[] {
  const rows = a.map((row, index) => [...row, b[index] ?? 0]);
  for (let at = 0; at < rows.length; at++) {
    const pivot = rows
      .slice(at)
      .reduce((best, row, index) => (Math.abs(row[at]!) > Math.abs(rows[best]![at]!) ? at + index : best), at);
    [rows[at], rows[pivot]] = [rows[pivot]!, rows[at]!];
    for (let below = at + 1; below < rows.length; below++) {
      const factor = rows[below]![at]! / rows[at]![at]!;
      for (let column = at; column <= rows.length; column++) rows[below]![column]! -= factor * rows[at]![column]!;
    }
  }
  const x = new Array<number>(rows.length).fill(0);
  for (let at = rows.length - 1; at >= 0; at--) {
    const rest = x.slice(at + 1).reduce((sum, value, index) => sum + value * rows[at]![at + 1 + index]!, 0);
    x[at] = (rows[at]![rows.length]! - rest) / rows[at]![at]!;
  }
  return x;
}

function fitted(sample: readonly Example[], ridge: number): number[] {
  let w = new Array<number>(size).fill(0);
  for (let step = 0; step < 25; step++) {
    const gradient = w.map((value) => -ridge * value);
    const curvature = w.map((_, row) => w.map((__, column) => (row === column ? ridge : 0)));
    for (const { x, right } of sample) {
      const p = probabilityOf(w, x);
      for (let row = 0; row < size; row++) {
        if (x[row] === 0) continue;
        gradient[row]! += ((right ? 1 : 0) - p) * x[row]!;
        for (let column = 0; column < size; column++) curvature[row]![column]! += p * (1 - p) * x[row]! * x[column]!;
      }
    }
    const change = solve(curvature, gradient);
    w = w.map((value, index) => value + Math.max(-2, Math.min(2, change[index] ?? 0)));
    if (Math.max(...change.map(Math.abs)) < 1e-4) break;
  }
  return w;
}

/** What each example is given by a model that has not seen its template. */
function unseen(ridge: number): number[] {
  const templates = [...new Set(examples.map(({ template }) => template))].sort();
  const partOf = new Map(templates.map((template, index) => [template, (index * 7) % PARTS]));
  const models = Array.from({ length: PARTS }, (_, part) =>
    fitted(
      examples.filter(({ template }) => partOf.get(template) !== part),
      ridge,
    ),
  );
  return examples.map(({ x, template }) => probabilityOf(models[partOf.get(template) ?? 0] ?? [], x));
}
const PARTS = 10;

console.log(
  `${examples.length} values, ${examples.filter((example) => !example.right).length} wrong, ${new Set(examples.map(({ template }) => template)).size} templates`,
);
const lossOf = (said: readonly number[]): number =>
  -examples.reduce(
    (sum, { right }, index) => sum + Math.log(Math.max(1e-9, right ? said[index]! : 1 - said[index]!)),
    0,
  );

function printWorth(name: string, said: readonly number[]): void {
  const taken = examples.filter(({ free }, index) => free && said[index]! >= defaultPolicy.acceptAt);
  const wrong = taken.filter(({ right }) => !right).length;
  const cells = [
    (lossOf(said) / examples.length).toFixed(5),
    (taken.length / examples.length).toFixed(4),
    (1 - wrong / taken.length).toFixed(4),
    String(wrong),
  ];
  console.log(`${name.padEnd(34)}${cells.map((cell) => cell.padStart(10)).join('')}`);
}

console.log(`${''.padEnd(34)}  log loss  accepted     right     wrong`);
const inUse = examples.map(({ now }) => now);
printWorth('in use (may have seen these)', inUse);
const tried = [0.1, 0.3, 1, 3, 10].map((ridge) => {
  const said = unseen(ridge);
  printWorth(`fitted, templates left out, ${ridge}`, said);
  return { ridge, loss: lossOf(said), said };
});
const least = Math.min(...tried.map(({ loss }) => loss));
const best = tried.findLast(({ loss }) => loss <= 1.05 * least) ?? { ridge: 1, loss: 0, said: [] };

function printReliability(name: string, said: readonly number[]): void {
  console.log(`\nreliability, ${name}\n            count   said  right`);
  const edges = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.01];
  edges.slice(0, -1).forEach((from, index) => {
    const to = edges[index + 1] ?? 1;
    const bin = examples.map(({ right }, at) => ({ right, p: said[at]! })).filter(({ p }) => p >= from && p < to);
    const mean = (pick: (one: { right: boolean; p: number }) => number): string =>
      (bin.reduce((sum, one) => sum + pick(one), 0) / Math.max(1, bin.length)).toFixed(3);
    console.log(
      `${from.toFixed(3)}–${Math.min(1, to).toFixed(3)}${String(bin.length).padStart(6)}  ${mean(({ p }) => p)}  ${mean(({ right }) => (right ? 1 : 0))}`,
    );
  });
}
printReliability('in use', inUse);
printReliability(`fitted, on templates left out, ridge ${best.ridge}`, best.said);

const w = fitted(examples, best.ridge);
const round = (value: number): number => Math.round(value * 100) / 100;
console.log(`\nbias: { ${groups.map((name, index) => `${name}: ${round(w[index] ?? 0)}`).join(', ')} },`);
console.log(`weights: [${w.slice(groups.length).map(round).join(', ')}],`);
