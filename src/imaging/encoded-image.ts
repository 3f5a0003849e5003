/** An image in a form that a PDF holds as it is; the pixels are those of the input, never resampled. */
export type EncodedImage = JpegImage | FlateImage | BilevelImage;

interface Sized {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A JPEG file, byte for byte as it came (DCTDecode). Baseline or progressive, 8 bit, gray or colour. */
export interface JpegImage extends Sized {
  readonly kind: 'jpeg';
  readonly bytes: Uint8Array;
  readonly components: 1 | 3;
}

/** Zlib data with PNG row predictors (FlateDecode, Predictor 15). */
export interface FlateImage extends Sized {
  readonly kind: 'flate';
  readonly bytes: Uint8Array;
  readonly components: 1 | 3;
  readonly bits: 1 | 2 | 4 | 8 | 16;
  /** RGB triplets when the samples are indices (then `components` is 1). */
  readonly palette?: Uint8Array;
}

/** CCITT Group 4 data (CCITTFaxDecode, K -1), rows not byte aligned. */
export interface BilevelImage extends Sized {
  readonly kind: 'g4';
  readonly bytes: Uint8Array;
  /** /BlackIs1 of the filter: what the code calls black becomes 1 samples, which DeviceGray shows white. */
  readonly blackIs1: boolean;
}
