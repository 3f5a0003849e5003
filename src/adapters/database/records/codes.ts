import { sql as fragment } from 'kysely';
import type { CodeCounters } from '../../../pipeline/ports.ts';
import type { Sql } from '../tables.ts';

export function codeCounters(sql: Sql): CodeCounters {
  return {
    // One statement: COUNT + 1 hands out the same number twice (rules.md R1.7).
    async next(prefix) {
      const { value } = await sql
        .insertInto('code_counter')
        .values({ prefix, value: 1 })
        .onConflict((conflict) =>
          conflict.column('prefix').doUpdateSet({ value: fragment<number>`code_counter.value + 1` }),
        )
        .returning('value')
        .executeTakeFirstOrThrow();
      return value;
    },
  };
}
