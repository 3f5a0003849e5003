/**
 * Cold start: `node test/bench/recognition-start.ts [--runs 5]`. The command line makes one scanned page in a process
 * that has just been started; the page's own time (decode, prepare, read) is told by the report, the rest is start-up
 * and writing. Medians; the first run of all fills the cache of compiled code and does not count.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nativeTesseractVersion } from '../../src/ocr/tesseract-native.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const command = fileURLToPath(new URL('../../src/cli/bin.js', import.meta.url));
const page = fileURLToPath(new URL('../../samples/dossier-1/giay-khai-sinh.jpg', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sohoa-bench-start-'));

interface Run {
  readonly allMs: number;
  readonly pageMs: number;
}

function run(engine: string, number: number): Run {
  const started = performance.now();
  const out = join(folder, `${engine}-${number}.pdf`);
  const json = execFileSync(process.execPath, [command, 'digitize', page, '-o', out, '--engine', engine, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const allMs = performance.now() - started;
  const report = JSON.parse(json.toString('utf8').trim().split('\n').at(-1)!) as { pages: { ms: number }[] };
  return { allMs, pageMs: report.pages[0]!.ms };
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

console.log('engine | whole command, s | of it the page, s | start-up and writing, s');
const engines = (await nativeTesseractVersion()) === null ? ['tesseract.js'] : ['tesseract', 'tesseract.js'];
for (const engine of engines) {
  run(engine, -1);
  const runs = Array.from({ length: Number(values.runs) }, (_, number) => run(engine, number));
  const seconds = (of: (one: Run) => number): string => (median(runs.map(of)) / 1000).toFixed(2);
  console.log(
    [engine, seconds((r) => r.allMs), seconds((r) => r.pageMs), seconds((r) => r.allMs - r.pageMs)].join(' | '),
  );
}
rmSync(folder, { recursive: true, force: true });
