import type { PageText } from '../ocr/page-text.ts';
import type { EncodedImage } from './encoded-image.ts';
import type { InputType } from './file-type.ts';
import type { RgbImage } from './raster.ts';

/** Where a page's resolution comes from; `assumed` when nothing tells. */
export type DpiSource = 'metadata' | 'page-size' | 'photo' | 'assumed';

/** One page as it came in, not yet decoded. */
export interface PageImage {
  /** As stored, before any turn. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Resolution along the stored width and height; they differ in faxes. */
  readonly dpiX: number;
  readonly dpiY: number;
  readonly dpiSource: DpiSource;
  /** What the file says about its orientation (EXIF, /Rotate): first mirror left and right, then turn clockwise. */
  readonly mirrored: boolean;
  readonly quarterTurns: 0 | 1 | 2 | 3;
  /** EXIF tells of a camera. */
  readonly fromCamera: boolean;
  /** Text that the page carried already, in px of the page as the file turns it; null when there is none. */
  readonly text: PageText | null;
  /** The image for the archive, lossless where the format allows. */
  encoded(): Promise<EncodedImage>;
  /** Decoded pixels at `widthPx` × `heightPx` (as stored, not turned), both at most the stored size. */
  decode(widthPx: number, heightPx: number): Promise<RgbImage>;
}

export interface PageSource {
  /** 0-based, within its file. */
  readonly index: number;
  /** Opens this page. Throws IMAGE_* or PAGE_UNREADABLE. */
  load(): Promise<PageImage>;
}

export interface PageSources {
  readonly type: InputType;
  readonly count: number;
  page(index: number): PageSource;
  close(): void;
}
