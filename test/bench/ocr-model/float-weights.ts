/**
 * `node test/bench/ocr-model/float-weights.ts IN.lstm OUT.lstm`: a recogniser with integer weights written with weights as floats, which
 * is what `lstmtraining` can go on from. Nothing else of the network changes.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** Bits of the mode byte that precedes every matrix of weights. */
const INTEGER = 1;
const ADAM = 4;
const DOUBLE = 128;
/** Bit of a network's flags: every layer has a learning rate of its own, which is stored behind the layers. */
const LAYER_RATES = 64;
/** Bit of the training flags: the whole network computes with integers. */
const INTEGER_MODE = 1;

const stacks = new Set([
  'Series',
  'Parallel',
  'Replicated',
  'ParBidiLSTM',
  'DepParUDLSTM',
  'Par2dLSTM',
  'RTLReversed',
  'TTBReversed',
  'XYTranspose',
]);
const fullyConnected = new Set([
  'Logistic',
  'LinLogistic',
  'LinTanh',
  'Tanh',
  'Relu',
  'Linear',
  'Softmax',
  'SoftmaxNoCTC',
]);
/** Bytes of the settings that layers without weights store behind their head. */
const settings: Readonly<Record<string, number>> = { Input: 20, Convolve: 8, Maxpool: 8, Reconfig: 8 };

/** Reads the recogniser from front to back and writes it again. All numbers are little-endian. */
class Rewriter {
  readonly #in: Buffer;
  readonly #out: Buffer[] = [];
  #at = 0;

  constructor(bytes: Buffer) {
    this.#in = bytes;
  }

  copy(bytes: number): Buffer {
    const part = this.#in.subarray(this.#at, this.#at + bytes);
    if (part.length !== bytes)
      throw new Error(`the recogniser ends at byte ${this.#in.length}, ${bytes} were expected`);
    this.#at += bytes;
    this.#out.push(part);
    return part;
  }

  int(): number {
    return this.copy(4).readInt32LE();
  }

  string(): string {
    return this.copy(this.int()).toString('latin1');
  }

  /** A layer: type, training state, whether it passes errors back, flags, inputs, outputs, weights, name, and what it holds. */
  layer(): void {
    this.copy(1);
    const type = this.string();
    this.copy(2);
    const flags = this.int();
    const inputs = this.int();
    this.copy(8);
    this.string();
    if (stacks.has(type)) {
      for (let count = this.int(); count > 0; count--) this.layer();
      if (flags & LAYER_RATES) this.copy(4 * this.int());
    } else if (fullyConnected.has(type)) this.weights();
    else if (type === 'LSTM' || type === 'SummLSTM') {
      const sources = this.int();
      const cells = this.weights();
      const gates = sources === inputs + 2 * cells ? 4 : 3;
      for (let gate = 0; gate < gates; gate++) this.weights();
    } else if (type in settings) this.copy(settings[type]!);
    else throw new Error(`layers of type ${type} are not known here`);
  }

  /** A matrix of int8 rows, each with its scale, as one of doubles. Gives the number of its rows. */
  weights(): number {
    const mode = this.#in[this.#at++]!;
    if ((mode & INTEGER) === 0 || (mode & DOUBLE) === 0) throw new Error(`matrix of mode ${mode}: not integer weights`);
    this.#out.push(Buffer.of((mode & ADAM) | DOUBLE));
    const rows = this.int();
    const columns = this.int();
    this.#at++;
    const whole = new Int8Array(this.#in.buffer, this.#in.byteOffset + this.#at, rows * columns);
    this.#at += whole.length;
    const scales = this.#in.readUInt32LE(this.#at);
    const firstScale = this.#at + 4;
    this.#at = firstScale + 8 * scales;
    const matrix = Buffer.alloc(8 * (1 + whole.length));
    for (const [i, weight] of whole.entries())
      matrix.writeDoubleLE(weight * this.#in.readDoubleLE(firstScale + 8 * Math.floor(i / columns)), 8 * (1 + i));
    this.#out.push(matrix);
    return rows;
  }

  /** The layers, their specification, and the state of training. */
  recogniser(): Buffer {
    this.layer();
    this.string();
    const flags = this.#in.readInt32LE(this.#at);
    this.#at += 4;
    const clear = Buffer.alloc(4);
    clear.writeInt32LE(flags & ~INTEGER_MODE);
    this.#out.push(clear);
    this.copy(this.#in.length - this.#at);
    return Buffer.concat(this.#out);
  }
}

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined)
  throw new Error('node test/bench/ocr-model/float-weights.ts IN.lstm OUT.lstm');
writeFileSync(to, new Rewriter(readFileSync(from)).recogniser());
