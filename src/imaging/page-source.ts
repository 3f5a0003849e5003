import { inputType } from './file-type.ts';
import { openImageFile } from './image-file.ts';
import { defaultImageLimits, type ImageLimits } from './limits.ts';
import type { PageSources } from './page-image.ts';

/**
 * The pages of a file: one for an image, each directory of a TIFF, each page of a PDF. Headers are read and limits are
 * checked; no pixel is decoded.
 *
 * Throws FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE_UNKNOWN, IMAGE_HEIF, IMAGE_UNREADABLE, IMAGE_TOO_MANY_PIXELS,
 * PDF_UNREADABLE, PDF_ENCRYPTED, PDF_TOO_MANY_PAGES, PDF_SIGNED.
 */
export async function openPageSources(
  bytes: Uint8Array,
  limits: ImageLimits = defaultImageLimits,
): Promise<PageSources> {
  const type = inputType(bytes, limits);
  if (type !== 'pdf') return openImageFile(bytes, type, limits);
  // the reader of PDF files is loaded for the first one
  const { openPdfPages } = await import('./pdf-pages.ts');
  return openPdfPages(bytes, limits);
}
