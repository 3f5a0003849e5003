import { sql as fragment } from 'kysely';
import type { ErasureRecords } from '../../../pipeline/ports/erasures.ts';
import { atomically, json, type Sql } from '../tables.ts';

export function erasureRecords(sql: Sql): ErasureRecords {
  return {
    async add(componentId, digests) {
      const rows = [...new Set(digests)].map((sha256) => ({ component_id: componentId, sha256 }));
      if (rows.length === 0) return;
      await sql
        .insertInto('erasure')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async due(limit) {
      const rows = await sql.selectFrom('erasure').selectAll().orderBy('component_id').limit(limit).execute();
      return rows.map((row) => ({ componentId: row.component_id, sha256: row.sha256 }));
    },
    async done(componentId, sha256) {
      await sql.deleteFrom('erasure').where('component_id', '=', componentId).where('sha256', '=', sha256).execute();
    },
    async isShared(sha256, componentId) {
      const named = json([{ sha256 }]);
      const { rows } = await fragment<{ readonly shared: boolean }>`SELECT
        EXISTS (SELECT FROM sohoa.component WHERE id <> ${componentId} AND sources @> ${named}::jsonb)
        OR EXISTS (SELECT FROM sohoa.stage_run WHERE component_id <> ${componentId} AND output = ${sha256})
        OR EXISTS (SELECT FROM sohoa.document WHERE component_id <> ${componentId} AND sha256 = ${sha256})
        AS shared`.execute(sql);
      return rows[0]?.shared ?? false;
    },
    forget: (componentId) =>
      atomically(sql, async (open) => {
        const documents = await open
          .selectFrom('document')
          .select('id')
          .where('component_id', '=', componentId)
          .groupBy('id')
          .execute();
        for (const table of [
          'stage_run',
          'signature_slot',
          'hand_off',
          'document',
          'outbox',
          'review_task',
          'field_reading',
          'field_decision',
          'event',
        ] as const)
          await open.deleteFrom(table).where('component_id', '=', componentId).execute();
        for (const { id } of documents) {
          await open.deleteFrom('renewal').where('document_id', '=', id).execute();
          await open.deleteFrom('document_head').where('id', '=', id).execute();
        }
      }),
  };
}
