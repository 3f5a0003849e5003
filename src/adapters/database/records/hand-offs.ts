import type { Selectable } from 'kysely';
import { notFound } from '../../../domain/errors.ts';
import type { HandOffRecord, HandOffRecords } from '../../../pipeline/ports/hand-offs.ts';
import { atomically, json, type Sql, type Tables } from '../tables.ts';

const open = ['cho_ky', 'dang_ky'] as const;

export function handOffRecords(sql: Sql): HandOffRecords {
  return {
    async add(handOff) {
      await sql
        .insertInto('hand_off')
        .values({
          id: handOff.id,
          component_id: handOff.componentId,
          slot: handOff.slot,
          state: handOff.state,
          content: json(handOff),
          created_at: new Date(handOff.createdAt),
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    async get(id) {
      const row = await sql.selectFrom('hand_off').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toHandOff(row) : null;
    },
    async latest(componentId, slot) {
      const row = await sql
        .selectFrom('hand_off')
        .selectAll()
        .where('component_id', '=', componentId)
        .where('slot', '=', slot)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? toHandOff(row) : null;
    },
    async list({ open: onlyOpen, limit }) {
      let query = sql.selectFrom('hand_off').selectAll().orderBy('created_at').orderBy('id').limit(limit);
      if (onlyOpen) query = query.where('state', 'in', open);
      return (await query.execute()).map(toHandOff);
    },
    change: (id, change) =>
      atomically(sql, async (inside) => {
        const row = await inside.selectFrom('hand_off').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
        if (!row) throw notFound('handOff', id);
        const current = toHandOff(row);
        const next = change(current);
        if (next === current) return current;
        await inside
          .updateTable('hand_off')
          .set({ state: next.state, content: json(next) })
          .where('id', '=', id)
          .execute();
        return next;
      }),
  };
}

const toHandOff = (row: Selectable<Tables['hand_off']>): HandOffRecord => row.content as HandOffRecord;
