import { spawn } from 'node:child_process';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SohoaError } from '../domain/errors.ts';

/** A `tesseract` that stays and reads page after page. One page at a time. */
export interface TesseractStream {
  /** hOCR of one TIFF; calls `meanwhile` when the process has it. Throws LIMIT_TIME or OCR_FAILED; the process is gone then. */
  read(tiff: Uint8Array, timeoutMs: number, meanwhile?: () => void): Promise<string>;
  close(): void;
}

/** Ends a page in Tesseract's hOCR and nothing else does: inner elements are indented further, text is escaped. */
const END_OF_PAGE = Buffer.from('\n  </div>\n');
const LARGEST_OUTPUT = 64 * 1024 * 1024;
/** The child's descriptor of the scratch file. Opened anew by this name for each page, it starts at the first byte. */
const PAGE_FD = 3;

/**
 * Starts one with these arguments, input and output left out. It takes the names of pictures from its standard input,
 * which spares its start (0.1 s). The pixels go through a file in memory that has no name any more, so that nothing is
 * left behind however the processes end. `stdbuf` (coreutils) makes the program hand over its output when a page is
 * done. Linux only. Throws what the operating system says when it cannot be started.
 */
export async function startTesseractStream(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<TesseractStream> {
  const scratch = await namelessFile();
  const child = spawn(
    'stdbuf',
    ['-oL', program, 'stdin', 'stdout', ...args, ...['-c', 'stream_filelist=1', '-c', 'debug_file=/dev/null']],
    { env, stdio: ['pipe', 'pipe', 'ignore', scratch.fd] },
  );
  let parts: Buffer[] = [];
  let size = 0;
  let pending: { resolve(hocr: string): void; reject(error: SohoaError): void } | null = null;
  const fail = (error: SohoaError): void => {
    pending?.reject(error);
    child.kill('SIGKILL');
  };
  const gone = (reason: string): void => {
    fail(new SohoaError('OCR_FAILED', { reason }));
    void scratch.close().catch(() => {});
  };
  child.on('error', (error) => gone(error.message));
  child.on('exit', (code, signal) => gone(`ended with ${code ?? signal}`));
  // its end is told by `exit`
  child.stdin!.on('error', () => {});
  child.stdout!.on('data', (part: Buffer) => {
    size += part.length;
    parts.push(part);
    if (size > LARGEST_OUTPUT) fail(new SohoaError('OCR_FAILED', { reason: 'output' }));
    else if (endsPage(parts)) pending?.resolve(Buffer.concat(parts).toString('utf8'));
  });
  // an idle one keeps no process alive; it ends with its standard input
  const hold = (busy: boolean): void => {
    for (const handle of [child, child.stdin as Socket, child.stdout as Socket])
      if (busy) handle.ref();
      else handle.unref();
  };
  hold(false);
  return {
    read: async (tiff, timeoutMs, meanwhile) => {
      hold(true);
      const timer = setTimeout(() => fail(new SohoaError('LIMIT_TIME', { limit_ms: timeoutMs })), timeoutMs);
      try {
        parts = [];
        size = 0;
        const answer = new Promise<string>((resolve, reject) => {
          pending = { resolve, reject };
        });
        answer.catch(() => {});
        if (child.exitCode !== null || child.signalCode !== null) gone('ended before');
        else {
          await fill(scratch, tiff);
          child.stdin!.write(`/proc/self/fd/${PAGE_FD}\n`);
          meanwhile?.();
        }
        return await answer;
      } catch (error) {
        child.kill('SIGKILL');
        throw error instanceof SohoaError ? error : new SohoaError('OCR_FAILED', { reason: String(error) });
      } finally {
        clearTimeout(timer);
        pending = null;
        hold(false);
      }
    },
    close: () => void child.kill('SIGKILL'),
  };
}

/** The marker may come in two parts. */
function endsPage(parts: readonly Buffer[]): boolean {
  const tail = Buffer.concat(parts.slice(-2));
  return (tail.length < END_OF_PAGE.length ? Buffer.concat(parts) : tail)
    .subarray(-END_OF_PAGE.length)
    .equals(END_OF_PAGE);
}

/** An open file without a name, in memory (tmpfs) where there is such a folder. */
async function namelessFile(): Promise<FileHandle> {
  const folder = await mkdtemp('/dev/shm/sohoa-').catch(() => mkdtemp(join(tmpdir(), 'sohoa-')));
  try {
    return await open(join(folder, 'page'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function fill(file: FileHandle, bytes: Uint8Array): Promise<void> {
  await file.truncate(0);
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, at);
    if (bytesWritten === 0) throw new Error('scratch file is full');
    at += bytesWritten;
  }
}
