import { describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/adapters/database/sql-engine.ts';
import { isMissing, startPostgres } from '../support/services.ts';

describe.skipIf(isMissing('postgres'))('PostgreSQL that goes away in the middle of a transaction', () => {
  it('fails that transaction and nothing else: the process lives, and the next one is served', async () => {
    const service = await startPostgres();
    const sql = await openPostgres(service.url);
    try {
      // between two queries: nobody but the client itself hears that the connection is gone
      const cutOff = sql.database.transaction(async (records) => {
        await records.components.countByState();
        await service.restart();
        return records.components.countByState();
      });
      await expect(cutOff).rejects.toThrow();
      expect(await sql.database.transaction((records) => records.components.countByState())).toEqual({});
    } finally {
      await sql.close();
      await service.stop();
    }
  });
});
