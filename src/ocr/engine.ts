import type { GrayImage } from '../imaging/raster.ts';
import type { TextLine } from './page-text.ts';

/** A page made ready for recognition: upright, deskewed, flattened; white paper, dark ink. */
export interface OcrImage extends GrayImage {
  readonly dpi: number;
}

/** How the engine looks for text: `page` finds columns and tables (PSM 3), `column` takes one column (PSM 4), `block` one block (PSM 6), `line` one line (PSM 7). */
export type Segmentation = 'page' | 'column' | 'block' | 'line' | 'sparse';

export interface RecogniseOptions {
  readonly segmentation?: Segmentation;
  /** Gives up with LIMIT_TIME after so long. */
  readonly timeoutMs?: number;
  /** Called when the engine has the picture, or not at all: what the caller can do while it reads. Must not throw. */
  readonly meanwhile?: () => void;
}

/** Lines of one image in reading order, boxes in px of that image. */
export interface Recognised {
  readonly lines: readonly TextLine[];
}

/** One way to read text. Results depend on the image and the options only, never on what was read before. */
export interface OcrEngine {
  readonly name: 'tesseract.js' | 'tesseract';
  /** Version of the program and name of the model, for the record. */
  readonly version: string;
  /** Throws OCR_FAILED or LIMIT_TIME. */
  recognise(image: OcrImage, options?: RecogniseOptions): Promise<Recognised>;
  close(): Promise<void>;
}
