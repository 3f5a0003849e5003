/**
 * What the quality gates say of pages with a known fault.
 *
 *   node test/bench/page-findings.ts [--seed=…] [--folder=…]
 */
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTesseractJs } from '../../src/ocr/tesseract-js.ts';
import { digitizeDocument } from '../../src/pipeline/digitize-document.ts';
import { generateFaultyPages } from './corpus/faulty-pages.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'sohoa-faulty-1' },
    folder: { type: 'string', default: join(tmpdir(), 'sohoa-faulty') },
  },
});

const engine = createTesseractJs({ workers: 1 });
const pages = await generateFaultyPages(values.folder, { seed: values.seed });
let wrong = 0;
for (const { path, id, expect, like } of pages) {
  // A repeated page is judged in the file in which it repeats.
  const before = like === undefined ? [] : [pages.find((page) => page.id === like)!.path];
  const files = await Promise.all([...before, path].map(async (file) => new Uint8Array(await readFile(file))));
  const document = await digitizeDocument(files, { metadata: { title: id } }, engine);
  const found = document.pages.at(-1)!.findings.map((finding) => finding.code);
  const right = found.join() === expect.join();
  if (!right) wrong += 1;
  console.log(`${id.padEnd(24)} ${right ? 'as expected' : 'OTHERWISE  '} ${found.join(', ') || '-'}`);
}
console.log(`${pages.length - wrong} of ${pages.length} pages judged as expected`);
await engine.close();
