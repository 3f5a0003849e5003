import type { DecodedStream } from './filters.ts';
import type { ReaderFinding } from './findings.ts';
import type { IndirectObject } from './indirect.ts';
import type { ReaderLimits } from './limits.ts';
import type { PdfArray, PdfDict, PdfObject, PdfRef, PdfStream } from './objects.ts';
import type { XrefEntry } from './xref.ts';

export interface PdfFile {
  readonly bytes: Uint8Array;
  readonly limits: ReaderLimits;
  /** Of the header, for example `1.7`. */
  readonly version: string;
  readonly headerOffset: number;
  /** `locked`: no password opened it. Byte ranges and signatures can be read, contents cannot (signatures.md 2.13). */
  readonly encryption: 'none' | 'open' | 'locked';
  /** Oldest first. */
  readonly revisions: readonly PdfRevision[];
  readonly latest: PdfRevision;
  /** Everything noticed so far; grows while objects are read. `accountForBytes` reads them all. */
  readonly findings: readonly ReaderFinding[];
}

/** The file as it was after one update: `bytes.subarray(0, end)` is a complete PDF. */
export interface PdfRevision {
  /** 0-based, oldest first. */
  readonly index: number;
  /** First byte that this revision added. */
  readonly start: number;
  /** After `%%EOF` and at most one end of line. */
  readonly end: number;
  /** Offset of `%%EOF`. */
  readonly marker: number;
  readonly xrefKind: 'table' | 'stream' | 'hybrid';
  /** Where its cross-reference sections lie (offsets, end exclusive), those of a hybrid or linearized file included. */
  readonly sections: readonly { readonly start: number; readonly end: number }[];
  /** Offset of the section that a reader of this revision starts from. */
  readonly startxref: number;
  /** Trailer dictionary, or the dictionary of the cross-reference stream. */
  readonly trailer: PdfDict;
  /** Errors: PDF_UNREADABLE when /Root leads to no dictionary. */
  readonly catalog: PdfDict;
  /** Highest object number of this and all older revisions, cross-reference and object streams included. */
  readonly maxObjectNumber: number;
  /** Entries of the sections of this revision only. */
  entries(): ReadonlyMap<number, XrefEntry>;
  /** Of a hybrid file: what its table and what its stream say, apart; null otherwise. */
  readonly hybridViews: {
    readonly table: ReadonlyMap<number, XrefEntry>;
    readonly stream: ReadonlyMap<number, XrefEntry>;
  } | null;
  /** The entry in force for an object number, and the revision that set it. */
  entryOf(number: number): { readonly entry: XrefEntry; readonly revision: number } | null;
  /** Follows references to their value; a free or missing object is null. Errors: PDF_UNREADABLE, PDF_LIMIT. */
  resolve(object: PdfObject | undefined): PdfObject;
  /** `resolve` of the value of a key. */
  get(dict: PdfDict, key: string): PdfObject;
  /** `get` when it is a dictionary (the dictionary of a stream does not count), else null. */
  getDict(dict: PdfDict, key: string): PdfDict | null;
  getArray(dict: PdfDict, key: string): PdfArray | null;
  /** The object with its place, for an object that stands by itself in the file; null when compressed or free. */
  indirect(number: number): IndirectObject | null;
  decode(stream: PdfStream): DecodedStream;
  /** In page order, inherited attributes applied. Errors: PDF_UNREADABLE, PDF_LIMIT (pages). */
  pages(): readonly PdfPage[];
}

/** x0, y0, x1, y1 in pt of the default user space; x0 < x1 and y0 < y1. */
export type RectPt = readonly [number, number, number, number];

export interface PdfPage {
  /** 0-based. */
  readonly index: number;
  /** Null when the page stands directly in /Kids. */
  readonly ref: PdfRef | null;
  readonly dict: PdfDict;
  readonly mediaBox: RectPt;
  /** Cut to the media box. */
  readonly cropBox: RectPt;
  /** Clockwise, 0, 90, 180 or 270. */
  readonly rotate: number;
  /** Own or inherited; null when there are none. */
  readonly resources: PdfDict | null;
  /** The elements of /Annots, unresolved. */
  readonly annots: readonly PdfObject[];
}
