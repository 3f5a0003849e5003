import { execFile, spawn } from 'node:child_process';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { SohoaError } from '../domain/errors.ts';
import { blankGray } from '../imaging/raster.ts';
import type { OcrEngine, Segmentation } from './engine.ts';
import { parseHocr } from './hocr.ts';
import type { TesseractModel } from './models.ts';
import { startTesseractStream, type TesseractStream } from './tesseract-stream.ts';
import { encodeOcrTiff } from './tiff.ts';

export interface TesseractNativeOptions {
  readonly model: TesseractModel;
  /** Processes at the same time; further pages wait. */
  readonly workers: number;
  /** The program's name or path. */
  readonly program?: string;
}

const DEFAULT_TIMEOUT_MS = 60_000;
/** A process is replaced after so many pages: its heap never shrinks. */
const PAGES_PER_PROCESS = 200;
/** A picture to see whether a process can stay, and how long it may take. */
const TRIAL = { ...blankGray(64, 64), dpi: 200 };
const TRIAL_MS = 5000;
const LARGEST_OUTPUT = 64 * 1024 * 1024;
const modes: Readonly<Record<Segmentation, string>> = { page: '3', column: '4', block: '6', line: '7', sparse: '11' };

/** Version of the installed program, or null when it is not there or older than 4 (no LSTM). */
export async function nativeTesseractVersion(program = 'tesseract'): Promise<string | null> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, ['--version'], { timeout: 10_000 });
    const version = /tesseract v?(\d+)(\.[\d.]+)/.exec(stdout + stderr);
    return version !== null && Number(version[1]) >= 4 ? version[1]! + version[2]! : null;
  } catch {
    return null;
  }
}

/**
 * The installed `tesseract`: processes that stay where the system allows it, one a page (0.1 s to start) elsewhere.
 * Nothing but the model has a name on disk.
 */
export async function createTesseractNative(options: TesseractNativeOptions): Promise<OcrEngine> {
  const program = options.program ?? 'tesseract';
  const version = await nativeTesseractVersion(program);
  if (version === null) throw new SohoaError('OCR_FAILED', { reason: `${program} is not installed` });
  const folder = await plainModelFolder(options.model);
  const { language, id } = options.model;
  const turnstile = createTurnstile(options.workers);
  const running = new Set<{ kill(): void }>();
  const streams = createStreams(program, (segmentation) => settings(folder, language, segmentation));
  return {
    name: 'tesseract',
    version: `${version}, ${language} ${id}`,
    recognise: (image, { segmentation = 'page', timeoutMs = DEFAULT_TIMEOUT_MS, meanwhile } = {}) =>
      turnstile(async () => {
        const tiff = await encodeOcrTiff(image);
        const hocr =
          (await streams.read(tiff, segmentation, timeoutMs, meanwhile)) ??
          (await readOnce(
            program,
            [...settings(folder, language, segmentation), '--dpi', String(Math.round(image.dpi))],
            tiff,
            timeoutMs,
            running,
          ));
        return { lines: parseHocr(hocr) };
      }),
    close: async () => {
      streams.close();
      for (const child of running) child.kill();
    },
  };
}

const settings = (folder: string, language: string, segmentation: Segmentation): readonly string[] => [
  ...['--tessdata-dir', folder, '-l', language, '--oem', '1', '--psm', modes[segmentation]],
  // a flattened page has no white print on black; looking for it costs 3 %
  ...['-c', 'tessedit_create_hocr=1', '-c', 'tessedit_create_txt=0', '-c', 'tessedit_do_invert=0'],
  // results must not depend on order
  ...['-c', 'classify_enable_learning=0', '-c', 'classify_enable_adaptive_matcher=0'],
];

/** One core a page: pages are what runs in parallel. */
const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, OMP_THREAD_LIMIT: '1', LC_ALL: 'C' });

/** Processes that stay, of each segmentation as many as read at the same time. */
function createStreams(
  program: string,
  settingsOf: (segmentation: Segmentation) => readonly string[],
): {
  read(tiff: Uint8Array, segmentation: Segmentation, timeoutMs: number, meanwhile?: () => void): Promise<string | null>;
  close(): void;
} {
  type Entry = { readonly stream: TesseractStream; pages: number };
  const idle = new Map<Segmentation, Entry[]>();
  const all = new Set<Entry>();
  const start = async (segmentation: Segmentation): Promise<Entry> => {
    const entry = { stream: await startTesseractStream(program, settingsOf(segmentation), environment()), pages: 0 };
    all.add(entry);
    return entry;
  };
  const end = (entry: Entry): void => {
    all.delete(entry);
    entry.stream.close();
  };
  let closed = false;
  const keep = (segmentation: Segmentation, entry: Entry): void => {
    if (closed) end(entry);
    else idle.set(segmentation, [...(idle.get(segmentation) ?? []), entry]);
  };
  // the first one starts while the first page is decoded, and tells whether the system allows it
  const allowed =
    process.platform !== 'linux'
      ? Promise.resolve(false)
      : (async () => {
          const first = await start('page');
          await first.stream.read(await encodeOcrTiff(TRIAL), TRIAL_MS);
          keep('page', first);
          return true;
        })().catch(() => false);
  return {
    read: async (tiff, segmentation, timeoutMs, meanwhile) => {
      if (!(await allowed)) return null;
      let entry: Entry | null = null;
      try {
        entry = idle.get(segmentation)?.pop() ?? (await start(segmentation));
        const hocr = await entry.stream.read(tiff, timeoutMs, meanwhile);
        if (++entry.pages >= PAGES_PER_PROCESS) end(entry);
        else keep(segmentation, entry);
        return hocr;
      } catch (error) {
        if (entry !== null) end(entry);
        if (error instanceof SohoaError && error.code === 'LIMIT_TIME') throw error;
        // by itself it either goes well or says what is wrong
        return null;
      }
    },
    close: () => {
      closed = true;
      idle.clear();
      for (const entry of [...all]) end(entry);
    },
  };
}

/** The program wants the model unpacked: done once a machine, into a folder named after the model's size and date. */
async function plainModelFolder(model: TesseractModel): Promise<string> {
  if (!model.gzip) return model.folder;
  const packed = join(model.folder, `${model.language}.traineddata.gz`);
  const { size, mtimeMs } = await stat(packed);
  const folder = join(tmpdir(), `sohoa-tessdata-${process.getuid?.() ?? 0}-${size}-${Math.round(mtimeMs)}`);
  const target = join(folder, `${model.language}.traineddata`);
  const unpacked = gunzipSync(await readFile(packed));
  const present = await readFile(target).catch(() => null);
  if (present === null || !unpacked.equals(present)) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const partial = `${target}.${process.pid}`;
    await writeFile(partial, unpacked);
    await rename(partial, target).catch(() => rm(partial, { force: true }));
  }
  return folder;
}

/** One process for one page. */
function readOnce(
  program: string,
  args: readonly string[],
  tiff: Uint8Array,
  timeoutMs: number,
  running: Set<{ kill(): void }>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['stdin', 'stdout', ...args], {
      env: environment(),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const handle = { kill: () => void child.kill('SIGKILL') };
    running.add(handle);
    const out: Buffer[] = [];
    let size = 0;
    let complaint = '';
    let failure: SohoaError | null = null;
    const stop = (error: SohoaError): void => {
      failure ??= error;
      handle.kill();
    };
    const timer = setTimeout(() => stop(new SohoaError('LIMIT_TIME', { limit_ms: timeoutMs })), timeoutMs);
    child.stdout.on('data', (part: Buffer) => {
      size += part.length;
      if (size > LARGEST_OUTPUT) stop(new SohoaError('OCR_FAILED', { reason: 'output' }));
      else out.push(part);
    });
    child.stderr.on('data', (part: Buffer) => {
      if (complaint.length < 500) complaint += part.toString('utf8');
    });
    child.on('error', (error) => {
      failure ??= new SohoaError('OCR_FAILED', { reason: error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      running.delete(handle);
      if (failure !== null) reject(failure);
      else if (code !== 0)
        reject(new SohoaError('OCR_FAILED', { reason: complaint.trim().slice(0, 200) || `exit ${code}` }));
      else resolve(Buffer.concat(out).toString('utf8'));
    });
    // the program may end before it has read everything; its exit tells why
    child.stdin.on('error', () => {});
    child.stdin.end(tiff);
  });
}

/** Lets at most `width` pieces of work run at once, in the order of asking. */
function createTurnstile(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = Math.max(1, width);
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
