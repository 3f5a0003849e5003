import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SohoaError } from '../../domain/errors.ts';
import { sha256Hex } from '../../pipeline/canonical-json.ts';
import type { FileBlobStore } from '../../pipeline/ports/blobs.ts';
import { clearLeftovers, removeDurably, writeDurably } from './durable-file.ts';

/**
 * Content-addressed files `<folder>/ab/cdef…`. A blob is there whole or not at all (durable-file.ts), is read back and
 * its digest compared; one that was damaged since is written anew.
 */
export function fileBlobs(folder: string): FileBlobStore {
  const via = join(folder, 'tmp');
  let leftovers: Promise<void> | undefined;
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
      leftovers ??= clearLeftovers(via);
      await leftovers;
      await writeDurably(path(sha256), bytes, { via });
      await get(sha256);
      return sha256;
    },
    has: (sha256) =>
      access(path(sha256)).then(
        () => true,
        () => false,
      ),
    remove: (sha256) => removeDurably(path(sha256)),
  };
}
