import { access, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { SohoaError } from '../../domain/errors.ts';
import { sha256Hex } from '../../pipeline/canonical-json.ts';
import type { FileBlobStore } from '../../pipeline/ports.ts';

/**
 * Content-addressed files `<folder>/ab/cdef…`. A blob is there whole or not at all: written to a temporary file, fsynced,
 * renamed, its folder fsynced (the rename itself survives a power cut), then read back and its digest compared.
 */
export function fileBlobs(folder: string): FileBlobStore {
  const path = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new SohoaError('NOT_FOUND', { what: sha256 });
    return join(folder, sha256.slice(0, 2), sha256.slice(2));
  };
  const get = async (sha256: string): Promise<Uint8Array> => {
    let bytes: Buffer;
    try {
      bytes = await readFile(path(sha256));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new SohoaError('NOT_FOUND', { what: sha256 });
      throw error;
    }
    if (sha256Hex(bytes) !== sha256) throw new SohoaError('STORE_CORRUPT', { what: sha256 });
    return bytes;
  };
  const isIntact = (sha256: string): Promise<boolean> =>
    get(sha256).then(
      () => true,
      () => false,
    );
  return {
    path,
    get,
    async put(bytes) {
      const sha256 = sha256Hex(bytes);
      if (await isIntact(sha256)) return sha256;
      const file = path(sha256);
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      await syncFolder(dirname(file));
      await get(sha256);
      return sha256;
    },
    has: (sha256) =>
      access(path(sha256)).then(
        () => true,
        () => false,
      ),
  };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
