/** What a hostile or careless file may cost at most. Checked on headers, before anything is decoded. */
export interface ImageLimits {
  readonly maxFileBytes: number;
  /** Pixels of one page. A0 at 200 dpi has 62 million, A4 at 600 dpi 35 million. */
  readonly maxPixels: number;
  /** Longest side in px of one page. */
  readonly maxSidePx: number;
  readonly maxPages: number;
  /** Time to decode one image. */
  readonly decodeTimeoutMs: number;
}

export const defaultImageLimits: ImageLimits = {
  maxFileBytes: 1024 ** 3,
  maxPixels: 100_000_000,
  maxSidePx: 30_000,
  maxPages: 5_000,
  decodeTimeoutMs: 30_000,
};
