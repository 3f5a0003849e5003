import { isDigit, isWhite, startsWith } from './characters.ts';
import { decodeStream } from './filters.ts';
import { finding, type ReaderFinding } from './findings.ts';
import { readIndirect } from './indirect.ts';
import { limitError, type ReaderLimits } from './limits.ts';
import { isArray, isDict, isName, isRef, isStream, type PdfDict, type PdfObject } from './objects.ts';
import { SyntaxReader, unreadable } from './syntax.ts';

/** What a cross-reference section says of one object number. */
export type XrefEntry =
  | { readonly kind: 'free'; readonly generation: number }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'compressed'; readonly streamNumber: number; readonly index: number };

/** One cross-reference section: a table with its trailer, or a cross-reference stream. */
export interface XrefSection {
  readonly kind: 'table' | 'stream';
  /** Offset of `xref`, or of the object number of the stream. */
  readonly offset: number;
  /** After the trailer dictionary, or after `endobj` of the stream. */
  readonly end: number;
  readonly entries: ReadonlyMap<number, XrefEntry>;
  readonly trailer: PdfDict;
  readonly previous: number | null;
  /** /XRefStm of a table's trailer. */
  readonly hybridStream: number | null;
  /** Object number of the stream; null for a table. */
  readonly objectNumber: number | null;
  readonly findings: readonly ReaderFinding[];
}

export interface XrefContext {
  readonly bytes: Uint8Array;
  readonly limits: ReaderLimits;
  /** Added to every offset of the file: 0, or the place of `%PDF-` when the writer counted from there. */
  readonly origin: number;
  /** Entries that may still be read. */
  readonly budget: { entriesLeft: number };
}

/** Reads the section at `offset`. Errors: PDF_UNREADABLE, PDF_LIMIT (objects). */
export function readSection(context: XrefContext, offset: number): XrefSection {
  const reader = new SyntaxReader(context.bytes, offset, { limits: context.limits, inFile: true });
  reader.skipWhite();
  const start = reader.position;
  if (offset < 0 || start >= context.bytes.length) throw unreadable('a cross-reference section is missing', offset);
  return reader.takeWord('xref') ? readTable(context, start, reader) : readXrefStream(context, start);
}

/** The number of an integer-valued trailer key, null when absent. */
function integerKey(dict: PdfDict, key: string): number | null {
  const value = dict.entries.get(key) ?? null;
  if (value === null) return null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw unreadable(`/${key} is no offset`);
  return value;
}

function previousOf(context: XrefContext, trailer: PdfDict): number | null {
  const previous = integerKey(trailer, 'Prev');
  // "/Prev 0" is what some writers leave for "none": no section can stand at byte 0
  return previous === null || previous === 0 ? null : previous + context.origin;
}

function readTable(context: XrefContext, offset: number, reader: SyntaxReader): XrefSection {
  const entries = new Map<number, XrefEntry>();
  const findings: ReaderFinding[] = [];
  while (!reader.takeWord('trailer')) {
    const subsection = reader.position;
    const first = reader.takeInteger();
    const count = reader.takeInteger();
    if (first === null || count === null) throw unreadable('a cross-reference subsection is malformed', subsection);
    spend(context, count);
    reader.skipWhite();
    for (let index = 0; index < count; index++) readEntry(context, reader, first + index, entries, findings);
  }
  const trailer = reader.object();
  if (!isDict(trailer)) throw unreadable('a trailer is no dictionary', reader.position);
  const hybrid = integerKey(trailer, 'XRefStm');
  return {
    kind: 'table',
    offset,
    end: reader.position,
    entries,
    trailer,
    previous: previousOf(context, trailer),
    hybridStream: hybrid === null ? null : hybrid + context.origin,
    objectNumber: null,
    findings,
  };
}

function spend(context: XrefContext, count: number): void {
  context.budget.entriesLeft -= count;
  if (context.budget.entriesLeft < 0) throw limitError('objects', context.limits.objects);
}

/** One line `nnnnnnnnnn ggggg n` of 20 bytes; lines of another length are read word by word and reported once. */
function readEntry(
  context: XrefContext,
  reader: SyntaxReader,
  number: number,
  entries: Map<number, XrefEntry>,
  findings: ReaderFinding[],
): void {
  const { bytes } = context;
  const at = reader.position;
  let offset: number | null = null;
  let generation: number | null = null;
  let type: number | undefined;
  if (isFixedLine(bytes, at)) {
    offset = digits(bytes, at, 10);
    generation = digits(bytes, at + 11, 5);
    type = bytes[at + 17];
    reader.position = at + 20;
  } else {
    offset = reader.takeInteger();
    generation = reader.takeInteger();
    reader.skipWhite();
    type = bytes[reader.position];
    reader.position++;
    reader.skipWhite();
    if (!findings.some((one) => one.id === 'entry-line-form'))
      findings.push(finding('entry-line-form', { offset: at }));
  }
  if (offset === null || generation === null || (type !== 0x6e && type !== 0x66)) {
    throw unreadable('a cross-reference entry is malformed', at);
  }
  if (type === 0x66) entries.set(number, { kind: 'free', generation });
  else if (offset === 0) {
    findings.push(finding('entry-offset-zero', { offset: at, object: number }));
    entries.set(number, { kind: 'free', generation });
  } else entries.set(number, { kind: 'offset', offset: offset + context.origin, generation });
}

function isFixedLine(bytes: Uint8Array, at: number): boolean {
  if (at + 20 > bytes.length || bytes[at + 10] !== 0x20 || bytes[at + 16] !== 0x20) return false;
  for (let index = 0; index < 16; index++) if (index !== 10 && !isDigit(bytes[at + index])) return false;
  return isWhite(bytes[at + 18]) && isWhite(bytes[at + 19]);
}

function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = 0; index < count; index++) value = value * 10 + ((bytes[at + index] as number) - 0x30);
  return value;
}

function readXrefStream(context: XrefContext, offset: number): XrefSection {
  const { bytes, limits } = context;
  const direct = (object: PdfObject): PdfObject => {
    if (isRef(object)) throw unreadable('a cross-reference stream depends on another object', offset);
    return object;
  };
  const indirect = readIndirect({ bytes, limits, length: direct }, offset);
  const stream = indirect.object;
  if (!isStream(stream) || !isName(stream.dict.entries.get('Type'), 'XRef')) {
    throw unreadable('no cross-reference section stands', offset);
  }
  const data = decodeStream(stream, direct, limits).bytes;
  const { dict } = stream;
  const widths = integers(dict.entries.get('W'));
  const size = integerKey(dict, 'Size');
  if (widths === null || widths.length < 3 || size === null) throw unreadable('/W or /Size is malformed', offset);
  const [typeWidth, secondWidth, thirdWidth] = widths as [number, number, number];
  const row = widths.reduce((sum, width) => sum + width, 0);
  if (row === 0 || row > 64) throw unreadable('/W is out of range', offset);
  const index = dict.entries.has('Index') ? integers(dict.entries.get('Index')) : [0, size];
  if (index === null || index.length % 2 !== 0) throw unreadable('/Index is malformed', offset);
  const entries = new Map<number, XrefEntry>();
  let at = 0;
  for (let pair = 0; pair < index.length; pair += 2) {
    const first = index[pair] as number;
    const count = index[pair + 1] as number;
    if (at + count * row > data.length) throw unreadable('a cross-reference stream is too short', offset);
    spend(context, count);
    for (let number = first; number < first + count; number++) {
      const type = typeWidth === 0 ? 1 : field(data, at, typeWidth);
      const second = field(data, at + typeWidth, secondWidth);
      const third = field(data, at + typeWidth + secondWidth, thirdWidth);
      // types above 2 stand for null (7.5.8.3)
      if (type === 1) entries.set(number, { kind: 'offset', offset: second + context.origin, generation: third });
      else if (type === 2) entries.set(number, { kind: 'compressed', streamNumber: second, index: third });
      else entries.set(number, { kind: 'free', generation: third });
      at += row;
    }
  }
  return {
    kind: 'stream',
    offset: indirect.start,
    end: indirect.end,
    entries,
    trailer: dict,
    previous: previousOf(context, dict),
    hybridStream: null,
    objectNumber: indirect.number,
    findings: indirect.findings,
  };
}

function integers(object: PdfObject | undefined): number[] | null {
  if (!isArray(object)) return null;
  const out: number[] = [];
  for (const item of object.items) {
    if (typeof item !== 'number' || !Number.isInteger(item) || item < 0) return null;
    out.push(item);
  }
  return out;
}

function field(data: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let index = 0; index < width; index++) value = value * 256 + (data[at + index] as number);
  return value;
}

/** The `startxref` that follows a section: its value, and the end of its `%%EOF` with at most one end of line. */
export interface SectionTail {
  /** Offset of the word `startxref`. */
  readonly offset: number;
  /** As written (without `origin`). */
  readonly value: number;
  /** Offset of `%%EOF`. */
  readonly marker: number;
  /** After `%%EOF` and at most one end of line. */
  readonly end: number;
}

/** Reads `startxref n %%EOF` at `offset` (white space and comments before `startxref` allowed), or null. */
export function readTail(bytes: Uint8Array, offset: number, limits: ReaderLimits): SectionTail | null {
  const reader = new SyntaxReader(bytes, offset, { limits, inFile: true });
  reader.skipWhite();
  const start = reader.position;
  if (!reader.takeWord('startxref')) return null;
  const value = reader.takeInteger();
  if (value === null) return null;
  let marker = reader.position;
  while (isWhite(bytes[marker])) marker++;
  if (!startsWith(bytes, '%%EOF', marker)) return null;
  let end = marker + 5;
  if (bytes[end] === 0x0d) end++;
  if (bytes[end] === 0x0a) end++;
  return { offset: start, value, marker, end };
}
