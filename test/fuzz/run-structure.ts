import { parseArgs } from 'node:util';
import { fuzzStructure } from './structure-fuzz.ts';

// node test/fuzz/run-structure.ts --mutants 100000 --seed 1
const { values } = parseArgs({
  options: { mutants: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const started = performance.now();
const report = fuzzStructure(Number(values.mutants), Number(values.seed));
console.log(JSON.stringify({ ...report, seconds: Math.round((performance.now() - started) / 1000) }, null, 2));
process.exitCode = report.faults.length === 0 ? 0 : 1;
