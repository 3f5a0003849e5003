import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileBlobs } from '../../src/adapters/blobs/file-blobs.ts';
import { openEmbedded } from '../../src/adapters/database/sql-engine.ts';
import { eraseDue } from '../../src/pipeline/erase.ts';
import { submissionTime } from '../support/records.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const worker = new URL('erasure-worker.ts', import.meta.url).pathname;
const folder = temporaryFolder('erasure');

/** Two images of one secret paper. */
const images = ['BÁO CÁO|Nội dung kín Hoàngsa', 'MẬT|Nội dung kín Trườngsa'];

describe('a worker killed while it removes a secret paper', () => {
  it.each([
    ['before the first file is gone', 'before'],
    ['after the first file is gone', 'after'],
  ])(
    '%s leaves nothing once the store is opened again',
    async (_, moment) => {
      const data = join(folder, moment);
      const run = spawnSync(process.execPath, [worker, data, moment, ...images], { encoding: 'utf8' });
      expect([run.signal, run.stderr]).toEqual(['SIGKILL', '']);
      const held = () =>
        readdirSync(join(data, 'blobs'), { recursive: true, withFileTypes: true })
          .filter((file) => file.isFile())
          .filter((file) => readFileSync(join(file.parentPath, file.name), 'utf8').includes('Nội dung kín'));
      expect(held()).not.toEqual([]);

      const sql = await openEmbedded(data);
      try {
        await eraseDue(sql.database, fileBlobs(join(data, 'blobs')), { now: () => submissionTime });
        expect(held()).toEqual([]);
        expect(await sql.database.components.countByState()).toEqual({ refused: 1 });
      } finally {
        await sql.close();
      }
    },
    60_000,
  );
});
