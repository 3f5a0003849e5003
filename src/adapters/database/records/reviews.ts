import { sql as fragment, type Selectable } from 'kysely';
import type { ReviewRecords, ReviewTask } from '../../../pipeline/ports/reviews.ts';
import { json, type Sql, type Tables } from '../tables.ts';

export function reviewRecords(sql: Sql): ReviewRecords {
  return {
    async open({ id, componentId, kind, payload }, now) {
      await sql
        .insertInto('review_task')
        .values({ id, component_id: componentId, kind, state: 'open', payload: json(payload), created_at: now })
        .onConflict((conflict) =>
          conflict
            .columns(['component_id', 'kind'])
            .doUpdateSet({
              payload: json(payload),
              state: 'open',
              resolution: null,
              resolved_by: null,
              resolved_at: null,
              version: fragment<number>`review_task.version + 1`,
            })
            .where(fragment<boolean>`review_task.payload <> ${json(payload)}::jsonb`),
        )
        .execute();
    },
    async get(id) {
      const row = await sql.selectFrom('review_task').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toTask(row) : null;
    },
    async ofComponent(componentId) {
      const rows = await sql
        .selectFrom('review_task')
        .selectAll()
        .where('component_id', '=', componentId)
        .orderBy('created_at')
        .execute();
      return rows.map(toTask);
    },
    async list({ componentId, state, kind, limit }) {
      let query = sql.selectFrom('review_task').selectAll().orderBy('created_at').orderBy('id').limit(limit);
      if (componentId !== undefined) query = query.where('component_id', '=', componentId);
      if (state !== undefined) query = query.where('state', '=', state);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      return (await query.execute()).map(toTask);
    },
    async resolve(id, by, resolution, now) {
      const { numUpdatedRows } = await sql
        .updateTable('review_task')
        .set({
          state: 'done',
          resolution: json(resolution),
          resolved_by: by,
          resolved_at: now,
          version: fragment<number>`version + 1`,
        })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async decide(id, version, { state, resolution, by }, now) {
      const row = await sql
        .updateTable('review_task')
        .set({
          state,
          resolution: resolution === null ? null : json(resolution),
          resolved_by: by,
          resolved_at: state === 'done' ? now : null,
          version: version + 1,
        })
        .where('id', '=', id)
        .where('version', '=', version)
        .returning('version')
        .executeTakeFirst();
      return row?.version ?? null;
    },
    async countOpen() {
      const rows = await sql
        .selectFrom('review_task')
        .select(['kind', fragment<number>`count(*)::integer`.as('count')])
        .where('state', '=', 'open')
        .groupBy('kind')
        .execute();
      return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
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
  version: row.version,
});
