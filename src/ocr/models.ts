import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A trained model on disk. Both engines take the same file and read alike. */
export interface TesseractModel {
  readonly id: 'fast' | 'best-int';
  readonly folder: string;
  readonly language: string;
  /** The file ends in `.traineddata.gz`. */
  readonly gzip: boolean;
}

/** LSTM, integer, 0.5 MB: tessdata_fast, trained on for an "a" of one storey, carried with the program (assets/README.md). */
export const fastModel = (): TesseractModel => ({
  id: 'fast',
  folder: fileURLToPath(new URL('assets', import.meta.url)),
  language: 'vie',
  gzip: false,
});

/** LSTM, integer, 1.7 MB, from the npm package `@tesseract.js-data/vie`. */
export function bestIntModel(): TesseractModel {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve('@tesseract.js-data/vie/package.json')), '4.0.0_best_int');
  return { id: 'best-int', folder, language: 'vie', gzip: true };
}

/**
 * The model that is used unless another is asked for. Text-layer CER of 24 pages kept for judging: 0.17 %, the model it
 * was trained on from 0.46 %. That one had read better than best-int (0.50 and 0.58 % of 36 pages) at three quarters of
 * the CPU.
 */
export const defaultModel = fastModel;
