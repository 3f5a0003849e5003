import type { OcrEngine } from './engine.ts';
import { defaultModel, type TesseractModel } from './models.ts';
import { createTesseractNative } from './tesseract-native.ts';

/** `auto` takes the installed program when there is one and tesseract.js otherwise. */
export type EngineChoice = 'auto' | 'tesseract' | 'tesseract.js';

/** The engine asked for, with one worker a core. Throws OCR_FAILED when `tesseract` is asked for and not installed. */
export async function createOcrEngine(
  choice: EngineChoice,
  options: { readonly workers: number; readonly model?: TesseractModel },
): Promise<OcrEngine> {
  const model = options.model ?? defaultModel();
  if (choice !== 'tesseract.js') {
    try {
      return await createTesseractNative({ ...options, model });
    } catch (error) {
      if (choice === 'tesseract') throw error;
    }
  }
  // its 20 modules are not loaded beside the installed program
  const { createTesseractJs } = await import('./tesseract-js.ts');
  return createTesseractJs({ ...options, model });
}
