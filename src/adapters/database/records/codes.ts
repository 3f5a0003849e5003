import { sql as fragment } from 'kysely';
import type { CodeCounters, CodeGap } from '../../../pipeline/ports/codes.ts';
import { atomically, type Sql } from '../tables.ts';

export function codeCounters(sql: Sql): CodeCounters {
  return {
    next: (prefix, holder) =>
      atomically(sql, async (open) => {
        await open
          .insertInto('code_counter')
          .values({ prefix, value: 0 })
          .onConflict((conflict) => conflict.column('prefix').doNothing())
          .execute();
        // The counter's lock: COUNT + 1 without it hands out the same number twice (rules.md R1.7).
        const counter = await open
          .selectFrom('code_counter')
          .select('value')
          .where('prefix', '=', prefix)
          .forUpdate()
          .executeTakeFirstOrThrow();
        const held = await open
          .selectFrom('code_number')
          .select('number')
          .where('prefix', '=', prefix)
          .where('holder', '=', holder)
          .executeTakeFirst();
        if (held) return held.number;
        const number = counter.value + 1;
        await open.updateTable('code_counter').set({ value: number }).where('prefix', '=', prefix).execute();
        await open.insertInto('code_number').values({ prefix, holder, number }).execute();
        return number;
      }),
    restore: (prefix, holder, number) =>
      atomically(sql, async (open) => {
        await open
          .insertInto('code_counter')
          .values({ prefix, value: number })
          .onConflict((conflict) =>
            conflict.column('prefix').doUpdateSet({ value: fragment<number>`greatest(code_counter.value, ${number})` }),
          )
          .execute();
        await open
          .insertInto('code_number')
          .values({ prefix, holder, number })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),
    async gaps(limit) {
      const { rows } = await fragment<CodeGap>`
        SELECT number.prefix, number.number, number.holder AS "componentId", component.state,
          component.error->>'code' AS "errorCode"
        FROM sohoa.code_number AS number LEFT JOIN sohoa.component ON component.id = number.holder
        WHERE NOT EXISTS (
          SELECT FROM sohoa.document_head AS head JOIN sohoa.document ON document.id = head.id
          WHERE document.component_id = number.holder AND document.code_number = number.number
            AND (starts_with(head.code, number.prefix) OR EXISTS (
              -- a template may have the counter before its end: the rest of the code stands on both sides of it
              SELECT FROM generate_series(0, length(number.prefix)) AS place WHERE head.code = left(number.prefix, place)
                || lpad(number.number::text, greatest(2, length(number.number::text)), '0')
                || substr(number.prefix, place + 1))))
        ORDER BY number.prefix, number.number LIMIT ${limit}`.execute(sql);
      return rows;
    },
  };
}
