import { sql as fragment, type Selectable } from 'kysely';
import type { StageRun, StageRunRecords } from '../../../pipeline/ports/stage-runs.ts';
import { json, type Sql, type Tables } from '../tables.ts';

export function stageRunRecords(sql: Sql): StageRunRecords {
  return {
    async find(componentId, stage, key) {
      const row = await sql
        .selectFrom('stage_run')
        .selectAll()
        .where('component_id', '=', componentId)
        .where('stage', '=', stage)
        .where('key', '=', key)
        .executeTakeFirst();
      return row ? toStageRun(row) : null;
    },
    async ofComponent(componentId) {
      const rows = await sql
        .selectFrom('stage_run')
        .selectAll()
        .where('component_id', '=', componentId)
        .orderBy('first_started_at')
        .orderBy('finished_at', (order) => order.asc().nullsLast())
        .execute();
      return rows.map(toStageRun);
    },
    async begin({ componentId, stage, key, fence }, now) {
      await sql
        .insertInto('stage_run')
        .values({
          component_id: componentId,
          stage,
          key,
          state: 'running',
          fence,
          attempts: 1,
          first_started_at: now,
          started_at: now,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['component_id', 'stage', 'key'])
            .doUpdateSet({
              state: 'running',
              fence,
              attempts: fragment<number>`stage_run.attempts + 1`,
              started_at: now,
              error: null,
            })
            .where('stage_run.state', '<>', 'done'),
        )
        .execute();
    },
    async finish({ componentId, stage, key, fence }, output, now, ms) {
      const { numUpdatedRows } = await sql
        .updateTable('stage_run')
        .set({ state: 'done', fence, output, finished_at: now, ms, error: null })
        .where('component_id', '=', componentId)
        .where('stage', '=', stage)
        .where('key', '=', key)
        .where('state', '<>', 'done')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async interrupt({ componentId, stage, key, fence }, state, error, now) {
      await sql
        .updateTable('stage_run')
        .set({ state, fence, finished_at: now, error: error ? json(error) : null })
        .where('component_id', '=', componentId)
        .where('stage', '=', stage)
        .where('key', '=', key)
        .where('state', '<>', 'done')
        .execute();
    },
  };
}

const toStageRun = (row: Selectable<Tables['stage_run']>): StageRun => ({
  componentId: row.component_id,
  stage: row.stage,
  key: row.key,
  state: row.state,
  fence: row.fence,
  output: row.output,
  attempts: row.attempts,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  ms: row.ms,
  error: row.error as StageRun['error'],
});
