import { unreadable } from './syntax.ts';

/** Undoes the predictor of /DecodeParms (7.4.4.4); null stays null. `number` reads a parameter with its default. */
export function undoPredictor(
  data: Uint8Array | null,
  number: (key: string, fallback: number) => number,
): Uint8Array | null {
  if (data === null) return null;
  const predictor = number('Predictor', 1);
  if (predictor === 1) return data;
  const colors = number('Colors', 1);
  const bits = number('BitsPerComponent', 8);
  const columns = number('Columns', 1);
  const sane = (value: number, high: number): boolean => Number.isInteger(value) && value >= 1 && value <= high;
  if (!sane(colors, 64) || ![1, 2, 4, 8, 16].includes(bits) || !sane(columns, 10_000_000)) {
    throw unreadable('predictor parameters are out of range');
  }
  const rowBytes = Math.ceil((colors * bits * columns) / 8);
  const pixelBytes = Math.max(1, (colors * bits) >> 3);
  if (predictor === 2) return undoTiff(data, rowBytes, colors, bits);
  if (predictor < 10 || predictor > 15) throw unreadable('unknown predictor');
  return undoPng(data, rowBytes, pixelBytes);
}

function undoPng(data: Uint8Array, rowBytes: number, pixelBytes: number): Uint8Array {
  const rows = Math.ceil(data.length / (rowBytes + 1));
  const out = new Uint8Array(Math.max(0, data.length - rows));
  for (let row = 0; row < rows; row++) {
    const from = row * (rowBytes + 1);
    const type = data[from] as number;
    const size = Math.min(rowBytes, data.length - from - 1);
    const to = row * rowBytes;
    if (type > 4) throw unreadable('unknown PNG predictor of a row');
    for (let index = 0; index < size; index++) {
      const value = data[from + 1 + index] as number;
      const left = index >= pixelBytes ? (out[to + index - pixelBytes] as number) : 0;
      const up = row > 0 ? (out[to + index - rowBytes] as number) : 0;
      const upLeft = row > 0 && index >= pixelBytes ? (out[to + index - rowBytes - pixelBytes] as number) : 0;
      const predicted =
        type === 0 ? 0 : type === 1 ? left : type === 2 ? up : type === 3 ? (left + up) >> 1 : paeth(left, up, upLeft);
      out[to + index] = value + predicted;
    }
  }
  return out;
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toUpLeft = Math.abs(estimate - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

function undoTiff(data: Uint8Array, rowBytes: number, colors: number, bits: number): Uint8Array {
  const out = Uint8Array.from(data);
  for (let row = 0; row < out.length; row += rowBytes) {
    const end = Math.min(row + rowBytes, out.length);
    if (bits === 8) {
      for (let at = row + colors; at < end; at++) out[at] = (out[at] as number) + (out[at - colors] as number);
    } else if (bits === 16) {
      for (let at = row + 2 * colors; at + 1 < end; at += 2) {
        const sum = wordAt(out, at) + wordAt(out, at - 2 * colors);
        out[at] = (sum >> 8) & 0xff;
        out[at + 1] = sum & 0xff;
      }
    } else undoTiffBits(out, row, end, colors, bits);
  }
  return out;
}

const wordAt = (data: Uint8Array, at: number): number => ((data[at] as number) << 8) | (data[at + 1] as number);

function undoTiffBits(out: Uint8Array, start: number, end: number, colors: number, bits: number): void {
  const mask = (1 << bits) - 1;
  const previous = new Array<number>(colors).fill(0);
  const samples = ((end - start) * 8) / bits;
  for (let sample = 0; sample < samples; sample++) {
    const bit = sample * bits;
    const at = start + (bit >> 3);
    const shift = 8 - bits - (bit & 7);
    const color = sample % colors;
    const value = ((((out[at] as number) >> shift) & mask) + (previous[color] as number)) & mask;
    previous[color] = value;
    out[at] = ((out[at] as number) & ~(mask << shift)) | (value << shift);
  }
}
