import { sql as fragment, type Selectable } from 'kysely';
import type { ComponentState } from '../../../domain/component.ts';
import { SohoaError } from '../../../domain/errors.ts';
import type { ComponentRecord, ComponentRecords, ComponentStanding } from '../../../pipeline/ports/components.ts';
import { json, type Sql, type Tables } from '../tables.ts';

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** May be worked on at this moment: queued or waiting with its time come, or running under a lease that ran out. */
const isDue = (now: Date) => fragment<boolean>`(
  (state = 'queued' AND (retry_at IS NULL OR retry_at <= ${now}))
  OR (state = 'waiting' AND retry_at <= ${now})
  OR (state = 'running' AND (lease_until IS NULL OR lease_until <= ${now})))`;

/** When to look again; at once when it was woken while it ran. */
const retryAt = ({ state, retryAt }: ComponentStanding, now: Date) =>
  state === 'waiting'
    ? fragment<Date | null>`CASE WHEN woken THEN ${now}::timestamptz ELSE ${retryAt ?? null}::timestamptz END`
    : (retryAt ?? null);

export function componentRecords(sql: Sql): ComponentRecords {
  const requireFence = async (id: string, fence: number): Promise<void> => {
    const row = await sql.selectFrom('component').select('fence').where('id', '=', id).forUpdate().executeTakeFirst();
    if (row?.fence !== fence) throw new SohoaError('STALE_WORKER');
  };
  return {
    async add(component, now) {
      const dossier = await sql
        .selectFrom('dossier')
        .select('agency')
        .where('id', '=', component.dossierId)
        .executeTakeFirst();
      if (!dossier) throw new SohoaError('NOT_FOUND', { what: component.dossierId });
      await sql
        .insertInto('component')
        .values({
          id: component.id,
          dossier_id: component.dossierId,
          agency: dossier.agency,
          ordinal: component.ordinal,
          name: component.name,
          treatment: component.treatment,
          sources: json(component.sources),
          details: json(component.details),
          state: 'queued',
          fence: 0,
          attempts: 0,
          crashes: 0,
          summary: '{}',
          sends: 0,
          woken: false,
          created_at: now,
          updated_at: now,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    async get(id) {
      const row = await sql.selectFrom('component').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toComponent(row) : null;
    },

    async ofDossier(dossierId) {
      const rows = await sql
        .selectFrom('component')
        .selectAll()
        .where('dossier_id', '=', dossierId)
        .orderBy('ordinal')
        .orderBy('id')
        .execute();
      return rows.map(toComponent);
    },

    async claim(id, worker, now, leaseMs) {
      const row = await sql
        .updateTable('component')
        .set((set) => ({
          state: 'running',
          fence: set('fence', '+', 1),
          crashes: fragment<number>`crashes + (state = 'running')::integer`,
          worker,
          lease_until: later(now, leaseMs),
          retry_at: null,
          woken: false,
          updated_at: now,
        }))
        .where('id', '=', id)
        .where(isDue(now))
        .returningAll()
        .executeTakeFirst();
      if (!row) return null;
      const component = toComponent(row);
      return { component, fence: component.fence };
    },

    async renew(id, fence, now, leaseMs) {
      const { numUpdatedRows } = await sql
        .updateTable('component')
        .set({ lease_until: later(now, leaseMs) })
        .where('id', '=', id)
        .where('fence', '=', fence)
        .where('state', '=', 'running')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    requireFence,

    async settle(id, fence, to, now) {
      const { numUpdatedRows } = await sql
        .updateTable('component')
        .set({
          // Woken while it ran to its end: something it depends on changed, it travels once more.
          state:
            to.state === 'done' ? fragment<ComponentState>`CASE WHEN woken THEN 'queued' ELSE 'done' END` : to.state,
          stage: to.stage,
          waiting: to.waiting ? json(to.waiting) : null,
          retry_at: retryAt(to, now),
          error: to.error ? json(to.error) : null,
          updated_at: now,
          ...(to.attempts === undefined ? {} : { attempts: to.attempts }),
          ...(to.attempts === 0 ? { crashes: 0 } : {}),
          ...(to.state === 'running' ? {} : { worker: null, lease_until: null, sent_at: null }),
        })
        .where('id', '=', id)
        .where('fence', '=', fence)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new SohoaError('STALE_WORKER');
    },

    async describe(id, fence, facts) {
      const { numUpdatedRows } = await sql
        .updateTable('component')
        .set({
          ...(facts.origin ? { origin: facts.origin } : {}),
          summary: fragment<string>`summary || ${json(facts.summary ?? {})}::jsonb`,
        })
        .where('id', '=', id)
        .where('fence', '=', fence)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new SohoaError('STALE_WORKER');
    },

    async note(id, summary) {
      await sql
        .updateTable('component')
        .set({ summary: fragment<string>`summary || ${json(summary)}::jsonb` })
        .where('id', '=', id)
        .execute();
    },

    async scrub(id, name, summary) {
      await sql
        .updateTable('component')
        .set({ name, sources: '[]', details: '{}', summary: json(summary) })
        .where('id', '=', id)
        .execute();
    },

    async wake(which, now) {
      if ('ids' in which && which.ids.length === 0) return [];
      const chosen =
        'ids' in which
          ? fragment<boolean>`id = ANY(${which.ids})`
          : fragment<boolean>`waiting->>'kind' = ${which.waitingFor}`;
      await sql.updateTable('component').set({ woken: true }).where('state', '=', 'running').where(chosen).execute();
      const rows = await sql
        .updateTable('component')
        // what comes next is news: if it waits on, pauses begin short again
        .set({ retry_at: now, sent_at: null, waiting: fragment<string>`waiting - 'since'` })
        .where('state', 'in', ['waiting', 'queued'])
        .where('retry_at', '>', now)
        .where(chosen)
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    async reopen(ids, now) {
      if (ids.length === 0) return [];
      const rows = await sql
        .updateTable('component')
        .set({
          state: 'queued',
          retry_at: null,
          error: null,
          stage: null,
          attempts: 0,
          crashes: 0,
          sent_at: null,
          updated_at: now,
        })
        .where('id', 'in', ids)
        .where('state', 'in', ['done', 'failed', 'refused'])
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    async takeDue(now, { limit, resendAfterMs, weights }) {
      const unsent = fragment<boolean>`(sent_at IS NULL OR sent_at <= ${later(now, -resendAfterMs)}
        OR (state = 'running' AND sent_at <= lease_until))`;
      const share = fragment`coalesce((${json(weights ?? {})}::jsonb->>agency)::numeric, 1)`;
      // Agencies take turns: the first of each, then the second of each …; a weight of 2 takes two turns in one.
      const rows = await fragment<{ readonly id: string; readonly sends: number; readonly turn: number }>`
        WITH due AS (
          SELECT id, row_number() OVER (PARTITION BY agency ORDER BY created_at, ordinal, id) / ${share} AS turn
          FROM sohoa.component WHERE ${isDue(now)} AND ${unsent}
        ), picked AS (SELECT id, turn FROM due ORDER BY turn, id LIMIT ${limit})
        UPDATE sohoa.component AS component SET sent_at = ${now}, sends = component.sends + 1
        FROM picked WHERE component.id = picked.id AND ${unsent}
        RETURNING component.id, component.sends, picked.turn::float8 AS turn`.execute(sql);
      return rows.rows
        .toSorted((a, b) => a.turn - b.turn || (a.id < b.id ? -1 : 1))
        .map(({ id, sends }) => ({ id, turn: sends }));
    },

    async releaseLeases() {
      await sql
        .updateTable('component')
        .set({ lease_until: null, sent_at: null })
        .where('state', 'in', ['running', 'queued', 'waiting'])
        .execute();
    },

    async countByState() {
      const rows = await sql
        .selectFrom('component')
        .select(['state', fragment<number>`count(*)::integer`.as('count')])
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
  };
}

const toComponent = (row: Selectable<Tables['component']>): ComponentRecord => ({
  id: row.id,
  dossierId: row.dossier_id,
  agency: row.agency,
  ordinal: row.ordinal,
  name: row.name,
  treatment: row.treatment,
  sources: row.sources as ComponentRecord['sources'],
  details: row.details as ComponentRecord['details'],
  origin: row.origin,
  state: row.state,
  waiting: row.waiting as ComponentRecord['waiting'],
  retryAt: row.retry_at,
  error: row.error as ComponentRecord['error'],
  stage: row.stage,
  fence: row.fence,
  attempts: row.attempts,
  crashes: row.crashes,
  summary: row.summary as ComponentRecord['summary'],
  updatedAt: row.updated_at,
});
