/** Where the weights stand in a recogniser as Tesseract 4 and 5 store it (`.lstm`). All numbers are little-endian. */
export interface WeightMatrix {
  /** Of the mode byte that precedes the matrix, of its first weight, and of the byte behind it with all that belongs to it. */
  readonly start: number;
  readonly first: number;
  readonly end: number;
  readonly rows: number;
  readonly columns: number;
  /** int8 weights, and then a count and a double for every row to multiply them by; else doubles. */
  readonly integer: boolean;
}

export interface NetworkFile {
  readonly matrices: readonly WeightMatrix[];
  /** Of the int32 with the training flags. */
  readonly flagsAt: number;
}

/** Bits of a matrix's mode byte. */
export const INTEGER = 1;
export const DOUBLE = 128;
/** Bit of a network's flags: every layer has a learning rate of its own, which is stored behind the layers. */
const LAYER_RATES = 64;

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
const fullyConnected = new Set(['Logistic', 'LinLogistic', 'LinTanh', 'Tanh', 'Relu', 'Linear', 'Softmax']);
/** Bytes of the settings that layers without weights store behind their head. */
const settings: Readonly<Record<string, number>> = { Input: 20, Convolve: 8, Maxpool: 8, Reconfig: 8 };

/** Walks through the layers. Throws on a layer or a matrix of another kind, and (RangeError) where the file ends too early. */
export function networkFile(bytes: Buffer): NetworkFile {
  const matrices: WeightMatrix[] = [];
  let at = 0;
  const skip = (count: number): void => {
    at += count;
  };
  const int = (): number => {
    const value = bytes.readInt32LE(at);
    skip(4);
    return value;
  };
  const string = (): string => {
    const length = int();
    skip(length);
    return bytes.toString('latin1', at - length, at);
  };
  const matrix = (): number => {
    const start = at;
    const mode = bytes.readUInt8(at);
    if ((mode & DOUBLE) === 0) throw new Error(`matrix of mode ${mode}: too old`);
    skip(1);
    const rows = int();
    const columns = int();
    const integer = (mode & INTEGER) !== 0;
    const width = integer ? 1 : 8;
    skip(width);
    const first = at;
    skip(rows * columns * width);
    if (integer) {
      const scales = int();
      skip(8 * scales);
    }
    matrices.push({ start, first, end: at, rows, columns, integer });
    return rows;
  };
  // type, state of training and whether errors are passed back, flags, inputs, outputs and number of weights, name, what it holds
  const layer = (): void => {
    skip(1);
    const type = string();
    skip(2);
    const flags = int();
    const inputs = int();
    skip(8);
    string();
    if (stacks.has(type)) {
      for (let count = int(); count > 0; count--) layer();
      if (flags & LAYER_RATES) {
        const rates = int();
        skip(4 * rates);
      }
    } else if (type === 'LSTM' || type === 'SummLSTM') {
      const sources = int();
      const cells = matrix();
      for (let gate = sources === inputs + 2 * cells ? 4 : 3; gate > 0; gate--) matrix();
    } else if (fullyConnected.has(type)) matrix();
    else if (type in settings) skip(settings[type]!);
    else throw new Error(`layers of type ${type} are not known here`);
  };
  layer();
  string();
  return { matrices, flagsAt: at };
}
