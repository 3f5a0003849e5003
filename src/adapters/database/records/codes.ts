import type { CodeCounters } from '../../../pipeline/ports.ts';
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
  };
}
