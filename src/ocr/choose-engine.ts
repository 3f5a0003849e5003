import type { OcrEngine } from './engine.ts';
import { defaultModel, type TesseractModel } from './models.ts';
import { createTesseractJs } from './tesseract-js.ts';
import { createTesseractNative, nativeTesseractVersion } from './tesseract-native.ts';

/** `auto` takes the installed program when there is one and tesseract.js otherwise. */
export type EngineChoice = 'auto' | 'tesseract' | 'tesseract.js';

/** The engine asked for, with one worker a core. Throws OCR_FAILED when `tesseract` is asked for and not installed. */
export async function createOcrEngine(
  choice: EngineChoice,
  options: { readonly workers: number; readonly model?: TesseractModel },
): Promise<OcrEngine> {
  const model = options.model ?? defaultModel();
  const native = choice === 'tesseract' || (choice === 'auto' && (await nativeTesseractVersion()) !== null);
  return native ? createTesseractNative({ ...options, model }) : createTesseractJs({ ...options, model });
}
