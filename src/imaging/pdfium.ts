import { PDFiumLibrary } from '@hyzyla/pdfium';
import { SohoaError } from '../domain/errors.ts';

/** The C functions of PDFium that this room calls (fpdfview.h, fpdf_edit.h, fpdf_text.h, fpdf_signature.h); handles are numbers. */
interface PdfiumModule {
  readonly HEAPU8: Uint8Array;
  readonly HEAPF32: Float32Array;
  readonly HEAPF64: Float64Array;
  readonly HEAPU32: Uint32Array;
  readonly wasmExports: { malloc(size: number): number; free(pointer: number): void };
  _FPDF_LoadMemDocument(pointer: number, size: number, password: number): number;
  _FPDF_GetLastError(): number;
  _FPDF_CloseDocument(document: number): void;
  _FPDF_GetPageCount(document: number): number;
  _FPDF_GetSecurityHandlerRevision(document: number): number;
  _FPDF_GetSignatureCount(document: number): number;
  _FPDF_GetSignatureObject(document: number, index: number): number;
  _FPDFSignatureObj_GetContents(signature: number, buffer: number, length: number): number;
  _FPDF_LoadPage(document: number, index: number): number;
  _FPDF_ClosePage(page: number): void;
  _FPDF_GetPageWidthF(page: number): number;
  _FPDF_GetPageHeightF(page: number): number;
  _FPDFPage_GetRotation(page: number): number;
  _FPDFPage_CountObjects(page: number): number;
  _FPDFPage_GetObject(page: number, index: number): number;
  _FPDFPageObj_GetType(object: number): number;
  _FPDFPageObj_GetMatrix(object: number, matrix: number): number;
  _FPDFTextObj_GetTextRenderMode(object: number): number;
  _FPDFImageObj_GetImageDataRaw(object: number, buffer: number, length: number): number;
  _FPDFImageObj_GetImageFilterCount(object: number): number;
  _FPDFImageObj_GetImageFilter(object: number, index: number, buffer: number, length: number): number;
  _FPDFImageObj_GetImageMetadata(object: number, page: number, metadata: number): number;
  _FPDFImageObj_GetBitmap(object: number): number;
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, buffer: number, stride: number): number;
  _FPDFBitmap_FillRect(bitmap: number, left: number, top: number, width: number, height: number, argb: number): void;
  _FPDFBitmap_Destroy(bitmap: number): void;
  _FPDFBitmap_GetBuffer(bitmap: number): number;
  _FPDFBitmap_GetWidth(bitmap: number): number;
  _FPDFBitmap_GetHeight(bitmap: number): number;
  _FPDFBitmap_GetStride(bitmap: number): number;
  _FPDFBitmap_GetFormat(bitmap: number): number;
  _FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    x: number,
    y: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void;
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFText_CountChars(text: number): number;
  _FPDFText_GetUnicode(text: number, index: number): number;
  _FPDFText_IsGenerated(text: number, index: number): number;
  _FPDFText_HasUnicodeMapError(text: number, index: number): number;
  _FPDFText_GetCharBox(text: number, index: number, left: number, right: number, bottom: number, top: number): number;
  _FPDFText_GetFontSize(text: number, index: number): number;
}

/** Page object kinds of fpdf_edit.h. */
export const objectKind = { text: 1, path: 2, image: 3, shading: 4, form: 5 } as const;
/** Bitmap formats of fpdfview.h. */
const bitmapFormat = { gray: 1, bgr: 2, bgrx: 3, bgra: 4 } as const;
const RENDER_ANNOTATIONS = 0x01;
const RENDER_RGB_ORDER = 0x10;
const ERROR_PASSWORD = 4;
const ERROR_SECURITY = 5;

/** A PDF opened in a PDFium of its own: a WebAssembly memory that ends with it. */
export interface PdfiumDocument {
  readonly pageCount: number;
  readonly signatureCount: number;
  /** Hands the page to `work` and closes it. Throws PAGE_UNREADABLE. */
  withPage<T>(index: number, work: (page: PdfiumPage) => T): T;
  close(): void;
}

export interface PdfiumPage {
  /** As turned by /Rotate, in pt. */
  readonly widthPt: number;
  readonly heightPt: number;
  /** Clockwise quarter turns of /Rotate. */
  readonly rotation: number;
  objects(): readonly PdfiumObject[];
  /** sRGB on white at exactly this size, as turned. */
  render(widthPx: number, heightPx: number): Uint8Array;
  characters(): readonly PdfiumCharacter[];
}

export interface PdfiumObject {
  readonly kind: number;
  /** Text rendering mode of a text object, otherwise -1. */
  readonly textMode: number;
  /** From the unit square to user space, before /Rotate. */
  matrix(): readonly number[];
  imageInfo(): {
    readonly widthPx: number;
    readonly heightPx: number;
    readonly bits: number;
    readonly filters: readonly string[];
  };
  imageData(): Uint8Array;
  /** False when PDFium cannot make a picture of the image. */
  decodes(): boolean;
  /** Decoded pixels, one or three channels. */
  imagePixels(): {
    readonly pixels: Uint8Array;
    readonly widthPx: number;
    readonly heightPx: number;
    readonly channels: 1 | 3;
  };
}

export interface PdfiumCharacter {
  readonly code: number;
  /** In pt of user space, before /Rotate; y upwards. */
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  readonly sizePt: number;
  /** Put in by PDFium (a space between words, a line end). */
  readonly generated: boolean;
  readonly unmapped: boolean;
}

/** Throws PDF_UNREADABLE, PDF_ENCRYPTED. */
export async function openPdfium(bytes: Uint8Array): Promise<PdfiumDocument> {
  const library = await PDFiumLibrary.init();
  const module = (library as unknown as { readonly module: PdfiumModule }).module;
  const { malloc, free } = module.wasmExports;
  const buffer = malloc(bytes.length);
  if (buffer === 0) throw new SohoaError('PDF_UNREADABLE', { reason: 'memory' });
  module.HEAPU8.set(bytes, buffer);
  const document = guarded('PDF_UNREADABLE', () => module._FPDF_LoadMemDocument(buffer, bytes.length, 0));
  if (document === 0) {
    const error = module._FPDF_GetLastError();
    if (error === ERROR_PASSWORD || error === ERROR_SECURITY) throw new SohoaError('PDF_ENCRYPTED');
    throw new SohoaError('PDF_UNREADABLE', { reason: `PDFium ${error}` });
  }
  if (module._FPDF_GetSecurityHandlerRevision(document) !== -1) throw new SohoaError('PDF_ENCRYPTED');

  return {
    pageCount: module._FPDF_GetPageCount(document),
    signatureCount: countSignatures(module, document),
    withPage: (index, work) =>
      guarded(
        'PAGE_UNREADABLE',
        () => {
          const page = module._FPDF_LoadPage(document, index);
          if (page === 0) throw new SohoaError('PAGE_UNREADABLE', { page: index + 1, reason: 'PDFium' });
          const result = work(openPage(module, page));
          module._FPDF_ClosePage(page);
          return result;
        },
        index + 1,
      ),
    close: () => {
      try {
        module._FPDF_CloseDocument(document);
        free(buffer);
      } catch {
        // a PDFium that gave up is dropped with its memory
      }
    },
  };
}

/**
 * PDFium gives up on some hostile content by aborting its WebAssembly (out of memory, stack): that is the file's fault.
 * The page is left open then; its memory ends with the document.
 */
function guarded<T>(code: 'PDF_UNREADABLE' | 'PAGE_UNREADABLE', work: () => T, page?: number): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof SohoaError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message.slice(0, 120) : 'PDFium';
    throw new SohoaError(code, { ...(page === undefined ? {} : { page }), reason }, { cause: thrown });
  }
}

/** Signature fields that hold a signature; an empty field is none. */
function countSignatures(module: PdfiumModule, document: number): number {
  let count = 0;
  for (let i = 0; i < module._FPDF_GetSignatureCount(document); i++) {
    const signature = module._FPDF_GetSignatureObject(document, i);
    if (signature !== 0 && module._FPDFSignatureObj_GetContents(signature, 0, 0) > 0) count++;
  }
  return count;
}

function openPage(module: PdfiumModule, page: number): PdfiumPage {
  return {
    widthPt: module._FPDF_GetPageWidthF(page),
    heightPt: module._FPDF_GetPageHeightF(page),
    rotation: module._FPDFPage_GetRotation(page),
    objects: () =>
      Array.from({ length: module._FPDFPage_CountObjects(page) }, (_, index) =>
        pageObject(module, page, module._FPDFPage_GetObject(page, index)),
      ),
    render: (widthPx, heightPx) => render(module, page, widthPx, heightPx),
    characters: () => characters(module, page),
  };
}

function scratch<T>(module: PdfiumModule, size: number, work: (pointer: number) => T): T {
  const pointer = module.wasmExports.malloc(size);
  if (pointer === 0) throw new SohoaError('PDF_UNREADABLE', { reason: 'memory' });
  try {
    return work(pointer);
  } finally {
    module.wasmExports.free(pointer);
  }
}

function pageObject(module: PdfiumModule, page: number, object: number): PdfiumObject {
  const kind = module._FPDFPageObj_GetType(object);
  return {
    kind,
    textMode: kind === objectKind.text ? module._FPDFTextObj_GetTextRenderMode(object) : -1,
    matrix: () =>
      scratch(module, 24, (pointer) => {
        module._FPDFPageObj_GetMatrix(object, pointer);
        return [...module.HEAPF32.subarray(pointer / 4, pointer / 4 + 6)];
      }),
    imageInfo: () =>
      scratch(module, 64, (pointer) => {
        // FPDF_IMAGEOBJ_METADATA: width, height, horizontal dpi, vertical dpi, bits per pixel, colour space, mark
        module._FPDFImageObj_GetImageMetadata(object, page, pointer);
        const words = module.HEAPU32.subarray(pointer / 4, pointer / 4 + 7);
        const [widthPx, heightPx, bits] = [words[0]!, words[1]!, words[4]!];
        const filters = Array.from({ length: module._FPDFImageObj_GetImageFilterCount(object) }, (_, index) => {
          const length = module._FPDFImageObj_GetImageFilter(object, index, pointer, 64);
          return Buffer.from(module.HEAPU8.slice(pointer, pointer + Math.max(0, Math.min(length, 64) - 1))).toString(
            'latin1',
          );
        });
        return { widthPx, heightPx, bits, filters };
      }),
    imageData: () => {
      const length = module._FPDFImageObj_GetImageDataRaw(object, 0, 0);
      return scratch(module, Math.max(length, 1), (pointer) => {
        module._FPDFImageObj_GetImageDataRaw(object, pointer, length);
        return module.HEAPU8.slice(pointer, pointer + length);
      });
    },
    decodes: () => {
      const bitmap = module._FPDFImageObj_GetBitmap(object);
      if (bitmap !== 0) module._FPDFBitmap_Destroy(bitmap);
      return bitmap !== 0;
    },
    imagePixels: () => {
      const bitmap = module._FPDFImageObj_GetBitmap(object);
      if (bitmap === 0) throw new SohoaError('PDF_UNREADABLE', { reason: 'image' });
      try {
        return bitmapPixels(module, bitmap);
      } finally {
        module._FPDFBitmap_Destroy(bitmap);
      }
    },
  };
}

function bitmapPixels(module: PdfiumModule, bitmap: number): ReturnType<PdfiumObject['imagePixels']> {
  const widthPx = module._FPDFBitmap_GetWidth(bitmap);
  const heightPx = module._FPDFBitmap_GetHeight(bitmap);
  const stride = module._FPDFBitmap_GetStride(bitmap);
  const format = module._FPDFBitmap_GetFormat(bitmap);
  const start = module._FPDFBitmap_GetBuffer(bitmap);
  const heap = module.HEAPU8;
  if (format === bitmapFormat.gray) {
    const pixels = new Uint8Array(widthPx * heightPx);
    for (let y = 0; y < heightPx; y++)
      pixels.set(heap.subarray(start + y * stride, start + y * stride + widthPx), y * widthPx);
    return { pixels, widthPx, heightPx, channels: 1 };
  }
  const step = format === bitmapFormat.bgr ? 3 : 4;
  const pixels = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0, out = 0; y < heightPx; y++)
    for (let x = 0, at = start + y * stride; x < widthPx; x++, at += step, out += 3) {
      pixels[out] = heap[at + 2]!;
      pixels[out + 1] = heap[at + 1]!;
      pixels[out + 2] = heap[at]!;
    }
  return { pixels, widthPx, heightPx, channels: 3 };
}

function render(module: PdfiumModule, page: number, widthPx: number, heightPx: number): Uint8Array {
  const bitmap = module._FPDFBitmap_CreateEx(widthPx, heightPx, bitmapFormat.bgrx, 0, 0);
  if (bitmap === 0) throw new SohoaError('PDF_UNREADABLE', { reason: 'memory' });
  try {
    module._FPDFBitmap_FillRect(bitmap, 0, 0, widthPx, heightPx, 0xffffffff);
    module._FPDF_RenderPageBitmap(bitmap, page, 0, 0, widthPx, heightPx, 0, RENDER_ANNOTATIONS | RENDER_RGB_ORDER);
    const stride = module._FPDFBitmap_GetStride(bitmap);
    const start = module._FPDFBitmap_GetBuffer(bitmap);
    const heap = module.HEAPU8;
    const pixels = new Uint8Array(widthPx * heightPx * 3);
    for (let y = 0, out = 0; y < heightPx; y++)
      for (let x = 0, at = start + y * stride; x < widthPx; x++, at += 4, out += 3) {
        pixels[out] = heap[at]!;
        pixels[out + 1] = heap[at + 1]!;
        pixels[out + 2] = heap[at + 2]!;
      }
    return pixels;
  } finally {
    module._FPDFBitmap_Destroy(bitmap);
  }
}

function characters(module: PdfiumModule, page: number): readonly PdfiumCharacter[] {
  const text = module._FPDFText_LoadPage(page);
  if (text === 0) return [];
  try {
    return scratch(module, 32, (pointer) =>
      Array.from({ length: Math.max(0, module._FPDFText_CountChars(text)) }, (_, index) => {
        module._FPDFText_GetCharBox(text, index, pointer, pointer + 8, pointer + 16, pointer + 24);
        const [left, right, bottom, top] = module.HEAPF64.subarray(pointer / 8, pointer / 8 + 4);
        return {
          code: module._FPDFText_GetUnicode(text, index),
          left: left!,
          right: right!,
          bottom: bottom!,
          top: top!,
          sizePt: module._FPDFText_GetFontSize(text, index),
          generated: module._FPDFText_IsGenerated(text, index) === 1,
          unmapped: module._FPDFText_HasUnicodeMapError(text, index) === 1,
        };
      }),
    );
  } finally {
    module._FPDFText_ClosePage(text);
  }
}
