import type { Affine } from '../../imaging/affine.ts';
import type { EncodedImage } from '../../imaging/encoded-image.ts';
import type { PageText } from '../../ocr/page-text.ts';

/** One page of the archival file: an image laid on a page by a matrix, and the text that stands on it. */
export interface ArchivePage {
  /** Size of the upright page in px; with `dpi` it gives the page box (72 pt an inch). */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  /** Painted in order; the first is the page, later ones (compact profile) lie over it. */
  readonly layers: readonly ImageLayer[];
  /** Invisible text in px of the upright page; null when the text is kept beside the file (rules.md R1.3a). */
  readonly text: PageText | null;
}

export interface ImageLayer {
  readonly image: EncodedImage;
  /** From px of the stored image to px of the upright page: mirror, quarter turns, deskew, scale. */
  readonly toPage: Affine;
  /** For a bilevel image that is painted as ink: its black takes this colour (0-255), its white shows what is below. */
  readonly ink?: readonly [red: number, green: number, blue: number];
}

export interface ArchiveMetadata {
  readonly title: string;
  /** dc:creator: who digitized, an agency or a person. */
  readonly creators?: readonly string[];
  /** dc:identifier, for example the dossier's code. */
  readonly identifier?: string;
  /** dc:description. */
  readonly description?: string;
  /** Moment of digitization; without it the file carries no date. */
  readonly created?: Date;
  /** BCP 47; `vi` unless told otherwise. */
  readonly language?: string;
}
