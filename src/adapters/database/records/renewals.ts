import { sql as fragment, type Selectable } from 'kysely';
import type { RenewalRecords, RenewalSettlement, RenewalTask } from '../../../pipeline/ports/renewals.ts';
import { json, type Sql, type Tables } from '../tables.ts';

export function renewalRecords(sql: Sql): RenewalRecords {
  return {
    async discover(now) {
      const unseen = sql
        .selectFrom('document_head')
        .leftJoin('renewal', 'renewal.document_id', 'document_head.id')
        .where((either) =>
          either.or([
            either('renewal.document_id', 'is', null),
            either('renewal.version', '<', either.ref('document_head.latest')),
          ]),
        )
        .select(['document_head.id', 'document_head.latest'])
        .select([fragment<Date>`${now}::timestamptz`.as('due_at'), fragment<number>`0`.as('attempts')]);
      const { numInsertedOrUpdatedRows } = await sql
        .insertInto('renewal')
        .columns(['document_id', 'version', 'due_at', 'attempts'])
        .expression(unseen)
        .onConflict((conflict) =>
          conflict.column('document_id').doUpdateSet((row) => ({
            version: row.ref('excluded.version'),
            due_at: row.ref('excluded.due_at'),
            attempts: 0,
            reason: null,
          })),
        )
        .executeTakeFirst();
      return Number(numInsertedOrUpdatedRows ?? 0);
    },
    async countDue(now) {
      const row = await sql
        .selectFrom('renewal')
        .select(fragment<number>`count(*)::integer`.as('count'))
        .where('due_at', '<=', now)
        .executeTakeFirstOrThrow();
      return row.count;
    },
    async takeDue(now, { limit, holdMs }) {
      const due = sql
        .selectFrom('renewal')
        .select('document_id')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('document_id')
        .limit(limit)
        .forUpdate()
        .skipLocked();
      const rows = await sql
        .updateTable('renewal')
        .set({ due_at: new Date(now.getTime() + holdMs) })
        .where('document_id', 'in', due)
        .returningAll()
        .execute();
      return rows.map(toTask);
    },
    async listDue(now, { limit, after }) {
      let query = sql.selectFrom('renewal').selectAll().where('due_at', '<=', now).orderBy('document_id').limit(limit);
      if (after !== undefined) query = query.where('document_id', '>', after);
      return (await query.execute()).map(toTask);
    },
    async settle({ documentId, version, dueAt, attempts, reason }) {
      await sql
        .updateTable('renewal')
        .set({ version, due_at: dueAt, attempts, reason: reason === null ? null : json(reason) })
        .where('document_id', '=', documentId)
        .execute();
    },
    async blocked(limit) {
      const rows = await sql
        .selectFrom('renewal')
        .selectAll()
        .where('reason', 'is not', null)
        .orderBy('document_id')
        .limit(limit)
        .execute();
      return rows.map(
        (row): RenewalSettlement => ({
          documentId: row.document_id,
          version: row.version,
          dueAt: row.due_at,
          attempts: row.attempts,
          reason: row.reason as RenewalSettlement['reason'],
        }),
      );
    },
  };
}

const toTask = (row: Selectable<Tables['renewal']>): RenewalTask => ({
  documentId: row.document_id,
  version: row.version,
  attempts: row.attempts,
});
