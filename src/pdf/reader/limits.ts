import { SohoaError } from '../../domain/errors.ts';

/** Bounds of the reader (signatures.md 2.14). Each is named in the error that it raises. */
export interface ReaderLimits {
  readonly fileBytes: number;
  readonly revisions: number;
  readonly signatures: number;
  /** Cross-reference entries of all sections together. */
  readonly objects: number;
  readonly nesting: number;
  readonly dictionaryKeys: number;
  readonly arrayElements: number;
  readonly stringBytes: number;
  readonly filtersPerStream: number;
  /** Decoded bytes of one stream. */
  readonly inflatedBytes: number;
  /** Decoded bytes divided by stored bytes, for streams that decode to more than 1 MiB. Deflate itself ends near 1,032. */
  readonly inflateRatio: number;
  /** Decoded bytes of all streams of one file (each counted whenever it is decoded). */
  readonly inflatedBytesTotal: number;
  readonly pages: number;
  /** Pages, annotations and field nodes visited while the forms of all revisions are listed. */
  readonly formNodes: number;
  /** Pairs of revisions compared in one file: 316 signatures need 50,000. */
  readonly comparisons: number;
  /** Objects visited by one comparison of two revisions. */
  readonly comparedObjects: number;
  /** Operators of one page's content, form XObjects included. */
  readonly contentOperators: number;
}

export const defaultLimits: ReaderLimits = {
  fileBytes: 512 * 1024 * 1024,
  revisions: 1_000,
  signatures: 1_000,
  objects: 2_000_000,
  nesting: 100,
  dictionaryKeys: 100_000,
  arrayElements: 2_000_000,
  stringBytes: 64 * 1024 * 1024,
  filtersPerStream: 8,
  inflatedBytes: 256 * 1024 * 1024,
  inflateRatio: 1_100,
  inflatedBytesTotal: 1024 * 1024 * 1024,
  pages: 50_000,
  formNodes: 2_000_000,
  comparisons: 50_000,
  comparedObjects: 2_000_000,
  contentOperators: 2_000_000,
};

/** The error of a passed bound: PDF_LIMIT with its name and value. */
export function limitError(limit: keyof ReaderLimits, allowed: number): SohoaError {
  return new SohoaError('PDF_LIMIT', { limit, allowed });
}
