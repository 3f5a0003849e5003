import { link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file that is there whole or not at all, even after a power cut: temporary file, fsync, rename, fsync of the
 * folder. With `exclusive` a file that is there already stays as it is; returns whether this call made the file.
 * `via` is where the temporary file stands meanwhile (same file system); default: beside the file.
 */
export async function writeDurably(
  file: string,
  bytes: Uint8Array,
  options: { readonly exclusive?: boolean; readonly via?: string } = {},
): Promise<boolean> {
  const folder = dirname(file);
  const via = options.via ?? folder;
  for (const each of new Set([folder, via])) await mkdir(each, { recursive: true, mode: 0o700 });
  const temporary = join(via, `${basename(file)}.${hostname()}.${process.pid}.${++written}.tmp`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (options.exclusive) {
      const first = await link(temporary, file).then(() => true, ifExists);
      if (!first) return false;
    } else {
      await rename(temporary, file);
    }
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(folder);
  return true;
}

/**
 * Removes a file so that it stays away after a power cut. Its bytes are overwritten first: on a disk that writes in
 * place nothing is left of them (a flash disk or a copying file system may keep old blocks until it needs them).
 */
export async function removeDurably(file: string): Promise<void> {
  try {
    const handle = await open(file, 'r+');
    try {
      const { size } = await handle.stat();
      const zeros = Buffer.alloc(Math.min(size, 1024 ** 2));
      for (let at = 0; at < size; at += zeros.length)
        await handle.write(zeros, 0, Math.min(zeros.length, size - at), at);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rm(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await syncFolder(dirname(file));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes temporary files that processes of this machine left behind when they were killed. */
export async function clearLeftovers(via: string): Promise<void> {
  const mark = `.${hostname()}.`;
  for (const name of await readdir(via).catch(() => [])) {
    const at = name.lastIndexOf(mark);
    const pid = /^(\d+)\.\d+\.tmp$/.exec(at === -1 ? '' : name.slice(at + mark.length))?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(via, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

let written = 0;

function ifExists(error: NodeJS.ErrnoException): false {
  if (error.code === 'EEXIST') return false;
  throw error;
}
