/** A line and what stands on it. */
export interface TrainingLine {
  readonly text: string;
  readonly png: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

const int = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const sized = (bytes: Uint8Array): Buffer => Buffer.concat([int(bytes.length), bytes]);
const string = (text: string): Buffer => sized(Buffer.from(text, 'utf8'));

/** One box around the whole line, corners as four int16: left, bottom, right, top. */
function box({ widthPx, heightPx }: TrainingLine): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeInt16LE(widthPx, 4);
  bytes.writeInt16LE(heightPx, 6);
  return bytes;
}

/**
 * Lines in the form that `lstmtraining` and `lstmeval` read (`.lstmf`): their number, then each behind a byte that says that it is there,
 * as name, page, image, language, text, boxes, texts of the boxes, whether it runs down the page.
 */
export const trainingFile = (lines: readonly TrainingLine[]): Buffer =>
  Buffer.concat([
    int(lines.length),
    ...lines.flatMap((line, page) => [
      Buffer.of(1),
      string('line'),
      int(page),
      sized(line.png),
      string('vie'),
      string(line.text),
      int(1),
      box(line),
      int(1),
      string(line.text),
      Buffer.of(0),
    ]),
  ]);
