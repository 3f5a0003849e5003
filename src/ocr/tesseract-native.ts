import { execFile, spawn } from 'node:child_process';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { SohoaError } from '../domain/errors.ts';
import type { OcrEngine, OcrImage, RecogniseOptions, Segmentation } from './engine.ts';
import { parseHocr } from './hocr.ts';
import type { TesseractModel } from './models.ts';
import { encodePgm } from './pgm.ts';

export interface TesseractNativeOptions {
  readonly model: TesseractModel;
  /** Processes at the same time; further pages wait. */
  readonly workers: number;
  /** The program's name or path. */
  readonly program?: string;
}

const DEFAULT_TIMEOUT_MS = 60_000;
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

/** The installed `tesseract`, one process a page (0.1 s to start), pixels by pipe, nothing but the model on disk. */
export async function createTesseractNative(options: TesseractNativeOptions): Promise<OcrEngine> {
  const program = options.program ?? 'tesseract';
  const version = await nativeTesseractVersion(program);
  if (version === null) throw new SohoaError('OCR_FAILED', { reason: `${program} is not installed` });
  const folder = await plainModelFolder(options.model);
  const turnstile = createTurnstile(options.workers);
  const running = new Set<{ kill(): void }>();
  return {
    name: 'tesseract',
    version: `${version}, ${options.model.language} ${options.model.id}`,
    recognise: (image, recogniseOptions = {}) =>
      turnstile(async () => ({
        lines: parseHocr(await read(program, folder, options.model.language, image, recogniseOptions, running)),
      })),
    close: async () => {
      for (const child of running) child.kill();
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

function read(
  program: string,
  folder: string,
  language: string,
  image: OcrImage,
  { segmentation = 'page', timeoutMs = DEFAULT_TIMEOUT_MS }: RecogniseOptions,
  running: Set<{ kill(): void }>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      program,
      [
        ...['stdin', 'stdout', '--tessdata-dir', folder, '-l', language, '--oem', '1'],
        ...['--psm', modes[segmentation], '--dpi', String(Math.round(image.dpi))],
        // a flattened page has no white print on black; looking for it costs 3 %
        ...['-c', 'tessedit_create_hocr=1', '-c', 'tessedit_create_txt=0', '-c', 'tessedit_do_invert=0'],
      ],
      // one core a page: pages are what runs in parallel
      { env: { PATH: process.env.PATH, OMP_THREAD_LIMIT: '1', LC_ALL: 'C' }, stdio: ['pipe', 'pipe', 'pipe'] },
    );
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
    child.stdin.end(encodePgm(image));
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
