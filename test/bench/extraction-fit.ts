/**
 * Fits the confidence model of `src/extraction/confidence.ts` on the tuning templates of the bench and prints it.
 *
 *   node test/bench/extraction-fit.ts [--folder=…] [--seeds=extraction-1,…]
 *
 * Logistic regression, ridge 1, Newton-like gradient steps; only papers and lines that `extraction.ts` has read already.
 */
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setOf } from '../../samples/lib/papers/catalogue.ts';
import { loadDocumentTypes } from '../../src/domain/document-types/registry.ts';
import { type Evidence, featuresOf, groupOf, type KindGroup } from '../../src/extraction/confidence.ts';
import { extractFields } from '../../src/extraction/extract.ts';
import { keptReader, type ReadPaper } from './extraction/read-papers.ts';
import { judge } from './extraction/score.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: join(tmpdir(), 'sohoa-bench-extraction') },
    seeds: { type: 'string', default: 'extraction-1' },
  },
});
const types = loadDocumentTypes();
const groups: readonly KindGroup[] = ['list', 'name', 'number', 'date', 'text'];

interface Example {
  readonly x: readonly number[];
  readonly right: boolean;
}

const examples: Example[] = [];
const closed = async (): Promise<never> => {
  throw new Error('lines that were not read again are left as they are: run extraction.ts first');
};
for (const seed of values.seeds.split(',')) {
  for (const file of await readdir(join(values.folder, 'read', seed))) {
    if (!file.endsWith('.json') || file.endsWith('-again.json') || file.startsWith('secret-')) continue;
    const paper = JSON.parse(await readFile(join(values.folder, 'read', seed, file), 'utf8')) as ReadPaper;
    const type = types.get(paper.truth.document_type);
    if (setOf(paper.truth.template) !== 'build' || type === undefined) continue;
    const seen = new Map<string, Evidence>();
    const { read } = await keptReader(values.folder, seed, paper, closed);
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
      if (evidence === undefined || result.got === null) continue;
      const group = groups.map((name) => (name === groupOf(evidence.kind) ? 1 : 0));
      examples.push({ x: [...group, ...featuresOf(evidence)], right: result.right });
    }
  }
}

const size = examples[0]?.x.length ?? 0;
const w = new Array<number>(size).fill(0);
const squares = new Array<number>(size).fill(1e-6);
const RIDGE = 1;
for (let step = 0; step < 6000; step++) {
  const gradient = w.map((value) => -RIDGE * value);
  for (const { x, right } of examples) {
    const z = x.reduce((sum, value, index) => sum + value * (w[index] ?? 0), 0);
    const error = (right ? 1 : 0) - 1 / (1 + Math.exp(-z));
    x.forEach((value, index) => {
      gradient[index] = (gradient[index] ?? 0) + error * value;
    });
  }
  gradient.forEach((value, index) => {
    squares[index] = (squares[index] ?? 0) + value * value;
    w[index] = (w[index] ?? 0) + (0.5 * value) / Math.sqrt(squares[index] ?? 1);
  });
}
const round = (value: number): number => Math.round(value * 100) / 100;
console.log(`${examples.length} values, ${examples.filter((example) => !example.right).length} wrong`);
console.log(`bias: { ${groups.map((name, index) => `${name}: ${round(w[index] ?? 0)}`).join(', ')} },`);
console.log(`weights: [${w.slice(groups.length).map(round).join(', ')}],`);
