/**
 * Memory over many pages: `node test/bench/recognition-memory.ts [--pages 1000] [--engine tesseract.js] [--workers 2]`.
 * Cycles through pages of every kind (scans in three modes, a turned one, a photograph, two columns; each whole once in
 * ten rounds, else its upper third, so that a thousand pages take minutes) into one document and prints the resident
 * memory of the process and all below it: the highest in each tenth of the run. Flat is what it should be.
 */
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { createOcrEngine, type EngineChoice } from '../../src/ocr/choose-engine.ts';
import { digitizeTo } from '../../src/pipeline/digitize-document.ts';
import { watchMemory } from './recognition/measure.ts';

const KINDS = ['clean', 'gray', 'bilevel', 'turned', 'columns', 'stamped', 'photo'];
const WHOLE_EVERY = 10;
const ROWS = 10;

const { values, positionals: chosen } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: 'string', default: '1000' },
    engine: { type: 'string', default: 'tesseract.js' },
    workers: { type: 'string', default: '2' },
    folder: { type: 'string', default: join(tmpdir(), 'sohoa-bench-recognition') },
  },
});
const pages = Number(values.pages);
const workers = Number(values.workers);
if (chosen.length === 0) {
  // drawing takes memory of its own: the measured process gets the paths of drawn pages
  const { generateRecognitionCorpus } = await import('./corpus/recognition.ts');
  const corpus = await generateRecognitionCorpus(join(values.folder, 'corpus'), { seed: 'sohoa-recognition-1' });
  const images = corpus.filter(({ path }) => !path.endsWith('.pdf'));
  const paths = KINDS.map((kind) => images.find(({ classes }) => (classes as readonly string[]).includes(kind))!.path);
  const again = [fileURLToPath(import.meta.url), ...process.argv.slice(2), ...paths];
  process.exit(spawnSync(process.execPath, again, { stdio: 'inherit' }).status ?? 1);
}

async function pageBytes(index: number): Promise<Uint8Array> {
  const path = chosen[index % chosen.length]!;
  const image = sharp(path).withMetadata();
  if (Math.floor(index / chosen.length) % WHOLE_EVERY === 0) return image.jpeg({ quality: 75 }).toBuffer();
  const { width, height } = await image.metadata();
  return image
    .extract({ left: 0, top: 0, width, height: Math.round(height / 3) })
    .jpeg({ quality: 75 })
    .toBuffer();
}

const engine = await createOcrEngine(values.engine as EngineChoice, { workers });
const started = performance.now();
let memory = watchMemory();
let done = 0;
console.log(`${pages} pages, ${engine.name}, ${workers} workers\npages | highest MB of all processes | s`);
const summary = await digitizeTo(
  { write: async () => {} },
  Array.from({ length: pages }, (_, index) => () => pageBytes(index)),
  {
    metadata: { title: 'memory' },
    jobs: workers,
    onPage: () => {
      if (++done % Math.ceil(pages / ROWS) !== 0) return;
      console.log(`${done} | ${memory.stop()} | ${((performance.now() - started) / 1000).toFixed(0)}`);
      memory = watchMemory();
    },
  },
  engine,
);
memory.stop();
await engine.close();
console.log(`${(summary.bytesOut / 1e6).toFixed(1)} MB written`);
