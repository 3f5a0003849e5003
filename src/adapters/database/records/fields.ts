import { sql as fragment } from 'kysely';
import { vietnamTime } from '../../../domain/clock.ts';
import type { FieldOutcomeCount, FieldRecords } from '../../../pipeline/ports/fields.ts';
import { atomically, type Sql } from '../tables.ts';

export function fieldRecords(sql: Sql): FieldRecords {
  return {
    read: (componentId, { documentType, typeVersion, reader }, readings, now) =>
      atomically(sql, async (open) => {
        await open.deleteFrom('field_reading').where('component_id', '=', componentId).execute();
        if (readings.length === 0) return;
        await open
          .insertInto('field_reading')
          .values(
            readings.map(({ field, status, confidence, source }) => ({
              component_id: componentId,
              field,
              document_type: documentType,
              type_version: typeVersion,
              reader,
              status,
              confidence,
              source,
              read_at: now,
            })),
          )
          .execute();
      }),
    async decide(decisions) {
      if (decisions.length === 0) return;
      await sql
        .insertInto('field_decision')
        .values(
          decisions.map((decision) => ({
            component_id: decision.componentId,
            version: decision.version,
            field: decision.field,
            document_type: decision.documentType,
            action: decision.action,
            officer: decision.by,
            decided_at: new Date(decision.at),
            before_value: decision.before,
            after_value: decision.after,
            as_read: decision.asRead,
          })),
        )
        .execute();
    },
    async decisionsOf(componentId) {
      const rows = await sql
        .selectFrom('field_decision')
        .selectAll()
        .where('component_id', '=', componentId)
        .orderBy('version')
        .orderBy('field')
        .execute();
      return rows.map((row) => ({
        componentId: row.component_id,
        version: row.version,
        documentType: row.document_type,
        field: row.field,
        action: row.action,
        by: row.officer,
        at: vietnamTime(row.decided_at),
        before: row.before_value,
        after: row.after_value,
        asRead: row.as_read,
      }));
    },
    async outcomes({ from, to }) {
      // The cube is small (types × versions × fields × tenths), whatever the number of papers.
      const { rows } = await fragment<FieldOutcomeCount>`
        WITH last AS (
          SELECT DISTINCT ON (component_id, field) component_id, field, document_type, action, as_read
          FROM sohoa.field_decision ORDER BY component_id, field, version DESC
        )
        SELECT reading.document_type AS "documentType", reading.type_version AS "typeVersion", reading.reader,
          reading.field, reading.status,
          least(9, floor(reading.confidence * 10))::integer AS bin, last.action, last.as_read AS "asRead",
          count(*)::integer AS count, min(reading.read_at) AS since, sum(reading.confidence)::float8 AS "confidenceSum"
        FROM sohoa.field_reading AS reading
        LEFT JOIN last USING (component_id, field, document_type)
        WHERE reading.read_at >= ${from ?? new Date(0)} AND reading.read_at < ${to ?? endOfTime}
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 4, 5, 6`.execute(sql);
      return rows;
    },
  };
}

const endOfTime = new Date('9999-12-31T00:00:00Z');
