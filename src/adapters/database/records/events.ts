import { sql as fragment } from 'kysely';
import type { EventRecords, ProgressEvent } from '../../../pipeline/ports/events.ts';
import { atomically, json, type Sql } from '../tables.ts';

export function eventRecords(sql: Sql): EventRecords {
  return {
    append: (event) =>
      atomically(sql, async (open) => {
        // A sequence would hand out ids out of commit order, and a follower asking "after 7" would miss a late 6.
        const { event_id: id } = await open
          .updateTable('ledger')
          .set({ event_id: fragment<number>`event_id + 1` })
          .returning('event_id')
          .executeTakeFirstOrThrow();
        await open
          .insertInto('event')
          .values({
            id,
            dossier_id: event.dossierId,
            component_id: event.componentId,
            kind: event.kind,
            data: json(event.data),
            at: event.at,
          })
          .execute();
      }),
    async after(id, { dossierId, limit }) {
      let query = sql.selectFrom('event').selectAll().where('id', '>', id).orderBy('id').limit(limit);
      if (dossierId !== undefined) query = query.where('dossier_id', '=', dossierId);
      return (await query.execute()).map(
        (row): ProgressEvent => ({
          id: Number(row.id),
          dossierId: row.dossier_id,
          componentId: row.component_id,
          kind: row.kind,
          data: row.data as ProgressEvent['data'],
          at: row.at,
        }),
      );
    },
  };
}
