import { eolLength, isWhite, startsWith } from './characters.ts';
import { type FindingId, type FindingPlace, finding, type ReaderFinding } from './findings.ts';
import type { ReaderLimits } from './limits.ts';
import { isDict, isRef, type PdfObject, type PdfRef } from './objects.ts';
import { SyntaxReader, unreadable } from './syntax.ts';

/** An object as it stands in the file: `n g obj … endobj`. */
export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  readonly object: PdfObject;
  /** Offset of the object number. */
  readonly start: number;
  /** After `endobj` (after the object itself where `endobj` is missing). */
  readonly end: number;
  /** Set when the length of the stream is given by a reference, which another revision may resolve differently. */
  readonly lengthRef: PdfRef | null;
}

export interface IndirectContext {
  readonly bytes: Uint8Array;
  readonly limits: ReaderLimits;
  /** The value of an indirect /Length. */
  readonly length: (reference: PdfRef) => PdfObject;
}

export interface ReadIndirect extends IndirectObject {
  readonly findings: readonly ReaderFinding[];
}

/** `n g obj` at `offset` (white space before it allowed), or null. */
export function readObjectHeader(
  bytes: Uint8Array,
  offset: number,
  limits: ReaderLimits,
): { number: number; generation: number; start: number; bodyStart: number } | null {
  const reader = new SyntaxReader(bytes, offset, { limits, inFile: true });
  reader.skipWhite();
  const start = reader.position;
  const number = reader.takeInteger();
  if (number === null || !isWhite(bytes[reader.position])) return null;
  const generation = reader.takeInteger();
  if (generation === null) return null;
  reader.skipWhite();
  // `obj<<` without a space is common and unambiguous
  if (!startsWith(bytes, 'obj', reader.position)) return null;
  return { number, generation, start, bodyStart: reader.position + 3 };
}

/**
 * Reads the indirect object at `offset`. Strict about the header, the length of stream data and `endstream`.
 * Errors: PDF_UNREADABLE, PDF_LIMIT.
 */
export function readIndirect(context: IndirectContext, offset: number): ReadIndirect {
  const { bytes, limits } = context;
  const header = readObjectHeader(bytes, offset, limits);
  if (header === null) throw unreadable('no "n g obj" stands', offset);
  const findings: ReaderFinding[] = [];
  const note = (id: FindingId, place: FindingPlace): void => {
    findings.push(finding(id, { object: header.number, ...place }));
  };
  if (header.start !== offset) note('entry-before-object', { offset });
  const reader = new SyntaxReader(bytes, header.bodyStart, { limits, inFile: true });
  const value = reader.takeWord('endobj') ? undefined : reader.object();
  if (value === undefined) return { ...header, object: null, end: reader.position, lengthRef: null, findings };
  let object: PdfObject = value;
  let lengthRef: PdfRef | null = null;
  if (isDict(value) && reader.takeWord('stream')) {
    const dataStart = streamDataStart(bytes, reader.position, note);
    const lengthValue = value.entries.get('Length') ?? null;
    if (isRef(lengthValue)) lengthRef = lengthValue;
    const length = isRef(lengthValue) ? context.length(lengthValue) : lengthValue;
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0) {
      throw unreadable(`stream ${header.number} has no usable /Length`, dataStart);
    }
    const dataEnd = dataStart + length;
    const after = dataEnd + eolLength(bytes, dataEnd);
    reader.position = after;
    if (dataEnd > bytes.length || !reader.takeWord('endstream')) {
      throw unreadable(`/Length of stream ${header.number} does not lead to endstream`, dataStart);
    }
    object = {
      kind: 'stream',
      dict: value,
      raw: bytes.subarray(dataStart, dataEnd),
      decrypt: null,
      start: dataStart,
      end: dataEnd,
    };
  }
  if (!reader.takeWord('endobj')) note('endobj-missing', { offset: reader.position });
  return { ...header, object, end: reader.position, lengthRef, findings };
}

/** Data begin after CRLF or LF (7.3.8.1); a lone CR is what some writers leave. */
function streamDataStart(
  bytes: Uint8Array,
  afterKeyword: number,
  note: (id: FindingId, place: FindingPlace) => void,
): number {
  let at = afterKeyword;
  while (bytes[at] === 0x20) at++;
  const eol = eolLength(bytes, at);
  if (eol === 0) return afterKeyword;
  if (eol === 1 && bytes[at] === 0x0d) note('stream-line-ending', { offset: at });
  return at + eol;
}
