import { sql as fragment, type Selectable } from 'kysely';
import type { Delivery, OutboxRecords } from '../../../pipeline/ports/outbox.ts';
import { json, type Sql, type Tables } from '../tables.ts';

export function outboxRecords(sql: Sql): OutboxRecords {
  return {
    async add({ id, destination, idempotencyKey, componentId, payload }, now) {
      await sql
        .insertInto('outbox')
        .values({
          id,
          destination,
          idempotency_key: idempotencyKey,
          component_id: componentId,
          payload: json(payload),
          state: 'chua_gui',
          attempts: 0,
          next_attempt_at: now,
          created_at: now,
          updated_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async get(id) {
      const row = await sql.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toDelivery(row) : null;
    },
    async ofComponent(componentId) {
      const rows = await sql
        .selectFrom('outbox')
        .selectAll()
        .where('component_id', '=', componentId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toDelivery);
    },
    async takeDue(now, { limit, holdMs }) {
      const due = sql
        .selectFrom('outbox')
        .select('id')
        .where('state', '=', 'chua_gui')
        .where('next_attempt_at', '<=', now)
        .orderBy('next_attempt_at')
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked();
      const rows = await sql
        .updateTable('outbox')
        .set({ next_attempt_at: new Date(now.getTime() + holdMs), attempts: fragment<number>`attempts + 1` })
        .where('id', 'in', due)
        .returningAll()
        .execute();
      return rows.map(toDelivery);
    },
    async record(id, outcome, now) {
      await sql
        .updateTable('outbox')
        .set({
          state: outcome.state,
          receipt: 'receipt' in outcome ? outcome.receipt : null,
          last_error: 'error' in outcome ? outcome.error : null,
          next_attempt_at: 'nextAttemptAt' in outcome ? outcome.nextAttemptAt : null,
          updated_at: now,
        })
        .where('id', '=', id)
        .where('state', '<>', 'da_nhan')
        .execute();
    },
    async retry(ids, now) {
      if (ids.length === 0) return;
      await sql
        .updateTable('outbox')
        .set({ state: 'chua_gui', next_attempt_at: now, attempts: 0, updated_at: now })
        .where('id', 'in', ids)
        .where('state', 'in', ['loi', 'tu_choi'])
        .execute();
    },
    async countByState() {
      const rows = await sql
        .selectFrom('outbox')
        .select(['destination', 'state', fragment<number>`count(*)::integer`.as('count')])
        .groupBy(['destination', 'state'])
        .execute();
      const counts: Record<string, Partial<Record<Delivery['state'], number>>> = {};
      for (const { destination, state, count } of rows)
        counts[destination] = { ...counts[destination], [state]: count };
      return counts;
    },
  };
}

const toDelivery = (row: Selectable<Tables['outbox']>): Delivery => ({
  id: row.id,
  destination: row.destination,
  idempotencyKey: row.idempotency_key,
  componentId: row.component_id,
  payload: row.payload as Delivery['payload'],
  state: row.state,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at,
  lastError: row.last_error,
  receipt: row.receipt,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
