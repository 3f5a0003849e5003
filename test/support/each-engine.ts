import { afterAll, beforeAll, describe } from 'vitest';
import { openEmbedded, openPostgres, type SqlEngine } from '../../src/adapters/database/sql-engine.ts';
import type { Database } from '../../src/pipeline/ports/records.ts';
import { isMissing, type Service, startPostgres } from './services.ts';
import { temporaryFolder } from './temporary-folder.ts';

const engines = [
  { engine: 'embedded PGlite', missing: false, start: null },
  { engine: 'PostgreSQL', missing: isMissing('postgres'), start: startPostgres },
] as const;

/** The same tests over the records of each SQL engine; one that this machine lacks is skipped. Ask for the records inside tests and hooks. */
export function describeOnEachEngine(subject: string, tests: (records: () => Database) => void): void {
  for (const { engine, missing, start } of engines)
    describe.skipIf(missing)(`${subject} on ${engine}`, () => {
      let service: Service | null = null;
      let sql: SqlEngine;
      beforeAll(async () => {
        service = start === null ? null : await start();
        sql = service === null ? await openEmbedded(temporaryFolder('records')) : await openPostgres(service.url);
      });
      afterAll(async () => {
        await sql?.close();
        await service?.stop();
      });
      tests(() => sql.database);
    });
}
