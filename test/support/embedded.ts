import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { fileBlobs } from '../../src/adapters/blobs/file-blobs.ts';
import { openEmbedded, type SqlEngine } from '../../src/adapters/database/sql-engine.ts';
import type { FileBlobStore } from '../../src/pipeline/ports/blobs.ts';
import type { Database } from '../../src/pipeline/ports/records.ts';

export interface EmbeddedStores {
  readonly folder: string;
  readonly sql: SqlEngine;
  readonly database: Database;
  readonly blobs: FileBlobStore;
}

/** Opens embedded stores in a temporary folder for the tests of one file (opening PGlite takes seconds: once a file). */
export function useEmbeddedStores(): () => EmbeddedStores {
  let stores: EmbeddedStores | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sohoa-test-'));
    const sql = await openEmbedded(folder);
    stores = { folder, sql, database: sql.database, blobs: fileBlobs(join(folder, 'blobs')) };
  });
  afterAll(async () => {
    await stores?.sql.close();
    if (stores) await rm(stores.folder, { recursive: true, force: true });
  });
  return () => {
    if (!stores) throw new Error('stores are opened before the first test');
    return stores;
  };
}
