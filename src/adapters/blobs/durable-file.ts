import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file that is there whole or not at all, even after a power cut: temporary file, fsync, rename, fsync of the
 * folder. With `exclusive` a file that is there already stays as it is; returns whether this call made the file.
 */
export async function writeDurably(
  file: string,
  bytes: Uint8Array,
  options: { readonly exclusive?: boolean } = {},
): Promise<boolean> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}.${++written}.tmp`;
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
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return true;
}

let written = 0;

function ifExists(error: NodeJS.ErrnoException): false {
  if (error.code === 'EEXIST') return false;
  throw error;
}
