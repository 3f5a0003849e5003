import type { Selectable } from 'kysely';
import type { ReviewRecords, ReviewTask } from '../../../pipeline/ports.ts';
import { json, type Sql, type Tables } from '../tables.ts';

export function reviewRecords(sql: Sql): ReviewRecords {
  return {
    async open({ id, componentId, kind, payload }, now) {
      await sql
        .insertInto('review_task')
        .values({ id, component_id: componentId, kind, state: 'open', payload: json(payload), created_at: now })
        .onConflict((conflict) => conflict.columns(['component_id', 'kind']).doNothing())
        .execute();
    },
    async get(id) {
      const row = await sql.selectFrom('review_task').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toTask(row) : null;
    },
    async list({ componentId, state, limit }) {
      let query = sql.selectFrom('review_task').selectAll().orderBy('created_at').orderBy('id').limit(limit);
      if (componentId !== undefined) query = query.where('component_id', '=', componentId);
      if (state !== undefined) query = query.where('state', '=', state);
      return (await query.execute()).map(toTask);
    },
    async resolve(id, by, resolution, now) {
      const { numUpdatedRows } = await sql
        .updateTable('review_task')
        .set({ state: 'done', resolution: json(resolution), resolved_by: by, resolved_at: now })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

const toTask = (row: Selectable<Tables['review_task']>): ReviewTask => ({
  id: row.id,
  componentId: row.component_id,
  kind: row.kind,
  state: row.state,
  payload: row.payload as ReviewTask['payload'],
  resolution: row.resolution as ReviewTask['resolution'],
  resolvedBy: row.resolved_by,
  createdAt: row.created_at,
  resolvedAt: row.resolved_at,
});
