/** The object model of ISO 32000-1 7.3. Plain data: the same value wherever it was read, plus where it was read. */
export type PdfObject = null | boolean | number | PdfName | PdfString | PdfArray | PdfDict | PdfStream | PdfRef;

/** Where the bytes of a value lie: offsets in the file, end exclusive; -1 when it was decoded from a stream or made. */
export interface Located {
  readonly start: number;
  readonly end: number;
}

export interface PdfName {
  readonly kind: 'name';
  /** Without the solidus, `#xx` decoded, one character a byte (latin-1). */
  readonly name: string;
}

export interface PdfString extends Located {
  readonly kind: 'string';
  /** Decoded and, in an encrypted file, decrypted. */
  readonly bytes: Uint8Array;
  readonly hex: boolean;
}

export interface PdfArray extends Located {
  readonly kind: 'array';
  readonly items: readonly PdfObject[];
}

export interface PdfDict extends Located {
  readonly kind: 'dict';
  /** Of a key that stands twice the LAST value; the key is named in `duplicates`. A key with value null is kept. */
  readonly entries: ReadonlyMap<string, PdfObject>;
  readonly duplicates: readonly string[];
}

/** `start`/`end` are those of the data between `stream` and `endstream`. */
export interface PdfStream extends Located {
  readonly kind: 'stream';
  readonly dict: PdfDict;
  /** As stored: filtered and, in an encrypted file, encrypted. A view on the file, not a copy. */
  readonly raw: Uint8Array;
  /** Undoes the encryption of `raw`; null when there is none. */
  readonly decrypt: ((data: Uint8Array) => Uint8Array) | null;
}

export interface PdfRef {
  readonly kind: 'ref';
  readonly number: number;
  readonly generation: number;
}

const noPlace = { start: -1, end: -1 } as const;

export const name = (value: string): PdfName => ({ kind: 'name', name: value });
export const ref = (number: number, generation = 0): PdfRef => ({ kind: 'ref', number, generation });
export const array = (items: readonly PdfObject[]): PdfArray => ({ kind: 'array', items, ...noPlace });
export const string = (bytes: Uint8Array, hex = false): PdfString => ({ kind: 'string', bytes, hex, ...noPlace });
export const dict = (
  entries: Readonly<Record<string, PdfObject>> | ReadonlyMap<string, PdfObject>,
  duplicates: readonly string[] = [],
): PdfDict => ({
  kind: 'dict',
  entries: entries instanceof Map ? entries : new Map(Object.entries(entries)),
  duplicates,
  ...noPlace,
});
export const stream = (dictionary: PdfDict, raw: Uint8Array): PdfStream => ({
  kind: 'stream',
  dict: dictionary,
  raw,
  decrypt: null,
  ...noPlace,
});

type Kinds = { name: PdfName; string: PdfString; array: PdfArray; dict: PdfDict; stream: PdfStream; ref: PdfRef };

const is =
  <K extends keyof Kinds>(kind: K) =>
  (object: PdfObject | undefined): object is Kinds[K] =>
    typeof object === 'object' && object !== null && object.kind === kind;

export const isString = is('string');
export const isArray = is('array');
export const isDict = is('dict');
export const isStream = is('stream');
export const isRef = is('ref');

/** A name, and the given one when `value` is given. */
export function isName(object: PdfObject | undefined, value?: string): object is PdfName {
  return (
    typeof object === 'object' &&
    object !== null &&
    object.kind === 'name' &&
    (value === undefined || object.name === value)
  );
}

/** The dictionary of a dictionary or of a stream, else null. */
export function dictOf(object: PdfObject | undefined): PdfDict | null {
  if (isDict(object)) return object;
  return isStream(object) ? object.dict : null;
}

/** `12 0 R` as the key of a map. */
export const refKey = (reference: PdfRef): string => `${reference.number} ${reference.generation}`;
