import { join } from 'node:path';
import { fileBlobs } from '../../src/adapters/blobs/file-blobs.ts';
import { openEmbedded } from '../../src/adapters/database/sql-engine.ts';
import { createPaperApp } from '../support/paper-app.ts';

/** Takes a secret paper in and dies at the given moment of its removal: `kill` before or after the first file is gone. */
const [folder = '', moment = '', ...lines] = process.argv.slice(2);
const sql = await openEmbedded(folder);
const files = fileBlobs(join(folder, 'blobs'));
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
};
const blobs = {
  ...files,
  remove: async (sha256: string) => {
    if (moment === 'before') die();
    await files.remove(sha256);
    die();
  },
};
const paper = createPaperApp({ folder, sql, database: sql.database, blobs });
const dossier = await paper.submit([{ name: 'Báo cáo' }], [lines.map((line) => line.split('|'))]);
await paper.run(dossier);
