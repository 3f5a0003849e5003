/**
 * `node test/bench/ocr-model/float-weights.ts IN.lstm OUT.lstm`: a recogniser with integer weights written with weights as doubles,
 * which is what `lstmtraining` can go on from. Nothing else of the network changes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { INTEGER, networkFile, type WeightMatrix } from './network-file.ts';

/** Bit of the training flags: the whole network computes with integers. */
const INTEGER_MODE = 1;

/** Mode, size, an empty value, and each int8 times the scale of its row. */
function asDoubles(bytes: Buffer, { start, first, rows, columns, integer }: WeightMatrix): Buffer {
  if (!integer) throw new Error('the weights are no integers');
  const out = Buffer.alloc(17 + 8 * rows * columns);
  bytes.copy(out, 0, start, start + 9);
  out[0]! &= ~INTEGER;
  const scales = first + rows * columns + 4;
  for (let row = 0, weight = 0; row < rows; row++) {
    const scale = bytes.readDoubleLE(scales + 8 * row);
    for (let column = 0; column < columns; column++, weight++)
      out.writeDoubleLE(bytes.readInt8(first + weight) * scale, 17 + 8 * weight);
  }
  return out;
}

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined) throw new Error('IN.lstm and OUT.lstm are needed');
const bytes = readFileSync(from);
const { matrices, flagsAt } = networkFile(bytes);
bytes.writeInt32LE(bytes.readInt32LE(flagsAt) & ~INTEGER_MODE, flagsAt);
const parts: Buffer[] = [];
let copied = 0;
for (const matrix of matrices) {
  parts.push(bytes.subarray(copied, matrix.start), asDoubles(bytes, matrix));
  copied = matrix.end;
}
writeFileSync(to, Buffer.concat([...parts, bytes.subarray(copied)]));
