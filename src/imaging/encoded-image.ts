/** An image in a form that a PDF holds as it is; the pixels are those of the input, never resampled. */
export type EncodedImage = JpegImage | FlateImage | BilevelImage | Jbig2Image | JpxImage;

interface Sized {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A JPEG file, byte for byte as it came (DCTDecode). Baseline or progressive, 8 bit, gray or colour. */
export interface JpegImage extends Sized {
  readonly kind: 'jpeg';
  readonly bytes: Uint8Array;
  readonly components: 1 | 3;
  /** ICC profile of the samples; device colours without one. */
  readonly profile?: Uint8Array;
}

/** Zlib data with PNG row predictors (FlateDecode, Predictor 15). */
export interface FlateImage extends Sized {
  readonly kind: 'flate';
  readonly bytes: Uint8Array;
  readonly components: 1 | 3;
  readonly bits: 1 | 2 | 4 | 8 | 16;
  /** RGB triplets when the samples are indices (then `components` is 1). */
  readonly palette?: Uint8Array;
  /** ICC profile of the samples, of the palette's colours where there is one; device colours without one. */
  readonly profile?: Uint8Array;
}

/** CCITT Group 4 data (CCITTFaxDecode, K -1), rows not byte aligned. */
export interface BilevelImage extends Sized {
  readonly kind: 'g4';
  readonly bytes: Uint8Array;
  /** /BlackIs1 of the filter: what the code calls black becomes 1 samples, which DeviceGray shows white. */
  readonly blackIs1: boolean;
}

/** JBIG2 data as another PDF held them (JBIG2Decode); nothing here codes them. */
export interface Jbig2Image extends Sized {
  readonly kind: 'jbig2';
  readonly bytes: Uint8Array;
  /** Segments shared between images; null when there are none. */
  readonly globals: Uint8Array | null;
}

/** A JP2 file as another PDF held it (JPXDecode); it says its colours itself. */
export interface JpxImage extends Sized {
  readonly kind: 'jpx';
  readonly bytes: Uint8Array;
}
