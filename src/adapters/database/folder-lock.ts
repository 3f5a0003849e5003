import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { SohoaError } from '../../domain/errors.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Start of the process in clock ticks since boot (Linux), so that a re-used pid is not taken for the holder. */
  readonly started: string | null;
}

export interface FolderLock {
  release(): void;
}

const beatMs = 5_000;
/** A holder on another machine (shared volume, replaced container) counts as gone after this much silence. */
const silenceMs = 30_000;

/**
 * Takes a folder for this process alone. PGlite has no lock of its own, and two processes on one folder silently lose
 * rows. Throws STORE_BUSY while the holder lives; the lock of a dead process is taken over.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'lock.json');
  const self: Holder = { pid: process.pid, host: hostname(), started: processStart(process.pid) };
  const content = JSON.stringify(self);
  while (!create(file, content)) {
    const seen = read(file);
    if (seen === null) continue; // released meanwhile
    if (isAlive(seen.holder, seen.silentMs)) throw new SohoaError('STORE_BUSY', { folder, pid: seen.holder.pid });
    // Moving it aside is atomic: of several that want to take over, one moves what it judged, the others see a change.
    const aside = `${file}.${process.pid}`;
    try {
      renameSync(file, aside);
    } catch {
      continue;
    }
    if (readFileSync(aside, 'utf8') !== seen.content) create(file, readFileSync(aside, 'utf8'));
    rmSync(aside, { force: true });
  }
  const beat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch {
      // The folder is gone: so is the reason for the lock.
    }
  }, beatMs);
  beat.unref();
  return {
    release: () => {
      clearInterval(beat);
      if (read(file)?.content === content) rmSync(file, { force: true });
    },
  };
}

function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx', flush: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): { holder: Holder; content: string; silentMs: number } | null {
  try {
    const content = readFileSync(file, 'utf8');
    const silentMs = Date.now() - statSync(file).mtimeMs;
    try {
      return { holder: JSON.parse(content) as Holder, content, silentMs };
    } catch {
      // Written halfway: its writer is either about to finish or dead.
      return { holder: { pid: 0, host: '', started: null }, content, silentMs };
    }
  } catch {
    return null;
  }
}

function isAlive(holder: Holder, silentMs: number): boolean {
  if (holder.host !== hostname()) return silentMs < silenceMs;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return processStart(holder.pid) === holder.started;
}

/** Field 22 of /proc/<pid>/stat; null where there is no /proc. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
