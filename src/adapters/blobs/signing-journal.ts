import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SigningJournal } from '../../signing/ports.ts';
import { preparedBytes, restorePrepared, type SigningIntent } from '../../signing/prepared.ts';
import { writeDurably } from './durable-file.ts';

/** The phases of one signature in a folder of its own, for commands that have no records. */
export interface FolderJournal extends SigningJournal {
  /** The document is where it belongs: what was kept is removed. */
  clear(): Promise<void>;
}

/**
 * Prepared bytes and intent are on disk before the key is touched, the CMS right after: the same command given again
 * after a kill goes on with them and uses the key no second time. Intent last: without it nothing was prepared.
 */
export function folderJournal(folder: string): FolderJournal {
  const document = join(folder, 'prepared.pdf');
  const intent = join(folder, 'intent.json');
  const cms = join(folder, 'signature.cms');
  return {
    async load() {
      const names = await readdir(folder).catch((): string[] => []);
      if (!names.includes('intent.json')) return null;
      const kept = JSON.parse(await readFile(intent, 'utf8')) as SigningIntent;
      const prepared = restorePrepared(new Uint8Array(await readFile(document)), kept);
      return { prepared, cms: names.includes('signature.cms') ? new Uint8Array(await readFile(cms)) : null };
    },
    async prepared(prepared) {
      await writeDurably(document, preparedBytes(prepared));
      await writeDurably(intent, Buffer.from(JSON.stringify(prepared.intent)));
    },
    signed: async (bytes) => void (await writeDurably(cms, bytes)),
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}
