import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { asSohoaError, SohoaError } from '../domain/errors.ts';
import type { OcrEngine, OcrImage, RecogniseOptions, Segmentation } from './engine.ts';
import { parseHocr } from './hocr.ts';
import { defaultModel, type TesseractModel } from './models.ts';
import { encodeOcrTiff } from './tiff.ts';

export interface TesseractJsOptions {
  /** Threads that read at the same time. */
  readonly workers: number;
  /** Folder and name of the model; the Vietnamese one from npm unless told otherwise. */
  readonly model?: TesseractModel;
  /** A worker is replaced after so many pages: its heap never shrinks. */
  readonly pagesPerWorker?: number;
}

const PAGES_PER_WORKER = 200;
const DEFAULT_TIMEOUT_MS = 60_000;

const modes: Readonly<Record<Segmentation, PSM>> = {
  page: PSM.AUTO,
  column: PSM.SINGLE_COLUMN,
  block: PSM.SINGLE_BLOCK,
  line: PSM.SINGLE_LINE,
  sparse: PSM.SPARSE_TEXT,
};

/**
 * Tesseract as WebAssembly in worker threads: offline, nothing written to disk. Adaption between pages is off, so a
 * page reads the same whatever was read before it.
 */
export function createTesseractJs(options: TesseractJsOptions): OcrEngine {
  const model = options.model ?? defaultModel();
  const pool = createPool(model, options.workers, options.pagesPerWorker ?? PAGES_PER_WORKER);
  return {
    name: 'tesseract.js',
    version: `7, ${model.language} ${model.id}`,
    recognise: async (image, recogniseOptions = {}) => {
      const hocr = await pool.run(image, recogniseOptions);
      return { lines: parseHocr(hocr) };
    },
    close: () => pool.close(),
  };
}

interface Slot {
  worker: Promise<Worker> | null;
  pages: number;
  mode: PSM;
}

function createPool(
  model: TesseractModel,
  size: number,
  pagesPerWorker: number,
): { run(image: OcrImage, options: RecogniseOptions): Promise<string>; close(): Promise<void> } {
  const slots = Array.from({ length: Math.max(1, size) }, (): Slot => ({ worker: null, pages: 0, mode: modes.page }));
  const idle = [...slots];
  // one worker starts while the first page is decoded; whether it could start is seen when it is asked to read
  slots[0]!.worker = startWorker(model);
  slots[0]!.worker.catch(() => undefined);
  const waiting: ((slot: Slot) => void)[] = [];

  const discard = async (slot: Slot): Promise<void> => {
    const { worker } = slot;
    slot.worker = null;
    slot.pages = 0;
    slot.mode = modes.page;
    await worker?.then((live) => live.terminate()).catch(() => {});
  };
  const release = (slot: Slot): void => {
    const next = waiting.shift();
    if (next !== undefined) next(slot);
    // a worker that runs is taken before one that would have to start (0.2 s)
    else if (slot.worker !== null) idle.unshift(slot);
    else idle.push(slot);
  };

  return {
    run: async (image, { segmentation = 'page', timeoutMs = DEFAULT_TIMEOUT_MS, meanwhile }) => {
      const slot = idle.shift() ?? (await new Promise<Slot>((resolve) => waiting.push(resolve)));
      try {
        slot.worker ??= startWorker(model);
        // before the time counts: to a worker that was given up nothing can be sent, and the library would end the process
        const [worker, tiff] = await Promise.all([slot.worker, encodeOcrTiff(image)]);
        const hocr = await withDeadline(timeoutMs, read(slot, worker, tiff, modes[segmentation], meanwhile));
        if (++slot.pages >= pagesPerWorker) await discard(slot);
        return hocr;
      } catch (error) {
        await discard(slot);
        throw error instanceof SohoaError
          ? error
          : new SohoaError('OCR_FAILED', { reason: String(error) }, { cause: error });
      } finally {
        release(slot);
      }
    },
    close: async () => {
      await Promise.all(slots.map(discard));
    },
  };
}

async function startWorker(model: TesseractModel): Promise<Worker> {
  const worker = await createWorker(model.language, OEM.LSTM_ONLY, {
    langPath: model.folder,
    gzip: model.gzip,
    cacheMethod: 'none',
    // a rejected job already rejects its promise; without a handler the library throws from an event besides
    errorHandler: () => {},
  });
  await worker.setParameters({
    tessedit_pageseg_mode: modes.page,
    // results must not depend on order
    classify_enable_learning: '0',
    classify_enable_adaptive_matcher: '0',
    // a flattened page has no white print on black
    tessedit_do_invert: '0',
    // remarks on every page would go to the error output of the process
    debug_file: '/dev/null',
  } as object);
  return worker;
}

async function read(
  slot: Slot,
  worker: Worker,
  tiff: Buffer,
  mode: PSM,
  meanwhile: (() => void) | undefined,
): Promise<string> {
  if (slot.mode !== mode) {
    await worker.setParameters({ tessedit_pageseg_mode: mode });
    slot.mode = mode;
  }
  const reading = worker.recognize(tiff, {}, { text: false, hocr: true });
  // the library sends the picture a few turns of its own later
  if (meanwhile !== undefined) setImmediate(meanwhile);
  const { data } = await reading;
  return data.hocr ?? '';
}

async function withDeadline<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SohoaError('LIMIT_TIME', { limit_ms: timeoutMs })), timeoutMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } catch (error) {
    throw error instanceof SohoaError ? error : asSohoaError(error);
  } finally {
    clearTimeout(timer);
  }
}
