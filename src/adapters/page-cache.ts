import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { PageCache } from '../pipeline/digitize-document.ts';
import type { PageResult } from '../pipeline/digitize-page.ts';

/** Page results as files of a folder of one's own; a half-written one is never seen. */
export function createPageCache(folder: string): PageCache {
  const place = (key: string): string => join(folder, key);
  return {
    get: async (key) => {
      const bytes = await readFile(place(key)).catch(() => null);
      if (bytes === null) return null;
      try {
        return deserialize(bytes) as PageResult;
      } catch {
        // written by another runtime: made again
        return null;
      }
    },
    put: async (key, result) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const partial = `${place(key)}.${process.pid}.part`;
      await writeFile(partial, serialize(result));
      await rename(partial, place(key));
    },
  };
}
