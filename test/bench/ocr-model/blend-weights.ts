/**
 * `node test/bench/ocr-model/blend-weights.ts ORIGINAL.lstm TRAINED.lstm SHARE OUT.lstm`: every weight on the way from the original's
 * to the trained one's, SHARE of the way. Both hold doubles and have the same layers.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { networkFile } from './network-file.ts';

const [original, trained, share, to] = process.argv.slice(2);
if (original === undefined || trained === undefined || share === undefined || to === undefined)
  throw new Error('ORIGINAL.lstm, TRAINED.lstm, SHARE and OUT.lstm are needed');
const before = readFileSync(original);
const after = readFileSync(trained);
const old = networkFile(before).matrices;
for (const [i, { first, rows, columns, integer }] of networkFile(after).matrices.entries()) {
  const other = old[i];
  if (other === undefined || other.rows !== rows || other.columns !== columns || integer || other.integer)
    throw new Error(`matrix ${i} of the two is not alike`);
  for (let at = 0; at < 8 * rows * columns; at += 8) {
    const [from, till] = [before.readDoubleLE(other.first + at), after.readDoubleLE(first + at)];
    after.writeDoubleLE((1 - Number(share)) * from + Number(share) * till, first + at);
  }
}
writeFileSync(to, after);
