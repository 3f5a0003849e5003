import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { Database, Records } from '../../pipeline/ports/records.ts';
import { migrate } from './migrations.ts';
import { auditRecords } from './records/audit.ts';
import { codeCounters } from './records/codes.ts';
import { componentRecords } from './records/components.ts';
import { dossierRecords } from './records/dossiers.ts';
import { erasureRecords } from './records/erasures.ts';
import { eventRecords } from './records/events.ts';
import { fieldRecords } from './records/fields.ts';
import { handOffRecords } from './records/hand-offs.ts';
import { outboxRecords } from './records/outbox.ts';
import { renewalRecords } from './records/renewals.ts';
import { reviewRecords } from './records/reviews.ts';
import { signatureSlotRecords } from './records/signature-slots.ts';
import { stageRunRecords } from './records/stage-runs.ts';
import { warehouseRecords } from './records/warehouse.ts';
import type { Sql, Tables } from './tables.ts';

/** PostgreSQL: serialization failure, deadlock. The whole transaction may simply be run again. */
const repeatable = new Set(['40001', '40P01']);
const mostRepeats = 5;

/**
 * The records over a pool of either engine. Migrates first. `exclusive`: this process alone owns the records, so leases
 * of an earlier process are void at once.
 */
export async function createDatabase(
  engine: Database['engine'],
  pool: PostgresPool,
  options: { readonly exclusive: boolean; readonly close: () => Promise<void> },
): Promise<Database> {
  const inside = new AsyncLocalStorage<true>();
  // On the embedded engine's one session such a query would wait for its own transaction for ever; elsewhere it would
  // silently stand outside of it.
  const connect = async () => {
    if (inside.getStore()) throw new Error('a transaction is open: use the records it handed out');
    return pool.connect();
  };
  const dialect = new PostgresDialect({ pool: { connect, end: () => pool.end() } });
  const kysely = new Kysely<Tables>({ dialect });
  await migrate(kysely);
  const sql = kysely.withSchema('sohoa');
  const records = recordsOver(sql);
  if (options.exclusive) await records.components.releaseLeases();

  const transaction = async <T>(work: (records: Records) => Promise<T>): Promise<T> => {
    for (let repeats = 0; ; repeats++) {
      try {
        return await sql.transaction().execute((open) => inside.run(true, () => work(recordsOver(open))));
      } catch (error) {
        const code = (error as { readonly code?: unknown } | null)?.code;
        if (repeats >= mostRepeats || typeof code !== 'string' || !repeatable.has(code)) throw error;
      }
    }
  };
  return { engine, ...records, transaction, close: options.close };
}

const recordsOver = (sql: Sql): Records => ({
  dossiers: dossierRecords(sql),
  components: componentRecords(sql),
  stageRuns: stageRunRecords(sql),
  signatureSlots: signatureSlotRecords(sql),
  handOffs: handOffRecords(sql),
  warehouse: warehouseRecords(sql),
  renewals: renewalRecords(sql),
  codes: codeCounters(sql),
  outbox: outboxRecords(sql),
  reviews: reviewRecords(sql),
  fields: fieldRecords(sql),
  erasures: erasureRecords(sql),
  events: eventRecords(sql),
  audit: auditRecords(sql),
});
