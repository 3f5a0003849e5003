import { type FileHandle, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes gathered before they are written; a PDF's objects come in small pieces. */
const CHUNK_BYTES = 256 * 1024;

/** A file in the making, written in order. */
export interface GrowingFile {
  write(bytes: Uint8Array): Promise<void>;
}

/**
 * Where the results of one run grow until all of them are whole: a folder beside them. `commit` puts each in its place;
 * until then nobody sees half a file, and a run that is killed leaves only this folder.
 */
export interface OutputFolder {
  /** A file that will stand at `place`. */
  file(place: string): Promise<GrowingFile>;
  /** A small file for the folder that will stand at `place`; a folder of an earlier run there is replaced. */
  fileIn(place: string, name: string, bytes: Uint8Array): Promise<void>;
  commit(): Promise<void>;
  /** Takes the files in the making away; what else lies in the folder stays for the next run. */
  abandon(): Promise<void>;
  /** Takes everything away that was not committed. */
  discard(): Promise<void>;
}

/** Where the pages of an output are kept until it stands whole. */
export const workFolder = (output: string): string => `${output}.pages`;

export async function openOutputFolder(folder: string): Promise<OutputFolder> {
  await mkdir(dirname(folder), { recursive: true });
  // pages of papers lie here: nobody else's business
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files: {
    readonly place: string;
    readonly path: string;
    readonly handle: FileHandle;
    flush(): Promise<void>;
  }[] = [];
  const folders = new Map<string, string>();
  let made = 0;
  const unique = (): string => join(folder, `output-${process.pid}-${made++}`);
  const abandon = async (): Promise<void> => {
    for (const { handle } of files) await handle.close().catch(() => undefined);
    for (const path of [...files.map(({ path }) => path), ...folders.values()])
      await rm(path, { recursive: true, force: true });
  };
  return {
    file: async (place) => {
      const path = unique();
      const handle = await open(path, 'w');
      let waiting: Uint8Array[] = [];
      let size = 0;
      const flush = async (): Promise<void> => {
        const bytes = Buffer.concat(waiting);
        waiting = [];
        size = 0;
        await handle.appendFile(bytes);
      };
      files.push({ place, path, handle, flush });
      return {
        write: async (bytes) => {
          waiting.push(bytes);
          size += bytes.length;
          if (size >= CHUNK_BYTES) await flush();
        },
      };
    },
    fileIn: async (place, name, bytes) => {
      let from = folders.get(place);
      if (from === undefined) {
        from = unique();
        folders.set(place, from);
        // a run that was killed may have had this process's number
        await rm(from, { recursive: true, force: true });
        await mkdir(from);
      }
      await writeFile(join(from, name), bytes);
    },
    commit: async () => {
      for (const { handle, flush } of files) {
        await flush();
        await handle.sync();
        await handle.close();
      }
      for (const [place, from] of folders) {
        await rm(place, { recursive: true, force: true });
        await rename(from, place);
      }
      for (const { place, path } of files) await rename(path, place);
      await rm(folder, { recursive: true, force: true });
    },
    abandon,
    discard: async () => {
      await abandon();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
