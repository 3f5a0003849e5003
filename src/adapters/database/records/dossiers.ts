import type { Selectable } from 'kysely';
import type { DossierRecord, DossierRecords } from '../../../pipeline/ports/dossiers.ts';
import { json, type Sql, type Tables } from '../tables.ts';

export function dossierRecords(sql: Sql): DossierRecords {
  const findByCode = async (agency: string, code: string): Promise<DossierRecord | null> => {
    const row = await sql
      .selectFrom('dossier')
      .selectAll()
      .where('agency', '=', agency)
      .where('code', '=', code)
      .executeTakeFirst();
    return row ? toDossier(row) : null;
  };
  return {
    async submit(dossier) {
      await sql
        .insertInto('dossier')
        .values({
          id: dossier.id,
          code: dossier.code,
          agency: dossier.agency,
          procedure: dossier.procedure,
          owner_id: dossier.ownerId,
          owner_name: dossier.ownerName,
          received_at: dossier.receivedAt,
          details: json(dossier.details),
          created_at: dossier.createdAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const kept = await findByCode(dossier.agency, dossier.code);
      if (kept === null) throw new Error('a submitted dossier was not found');
      return kept;
    },
    async get(id) {
      const row = await sql.selectFrom('dossier').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toDossier(row) : null;
    },
    findByCode,
    async list({ limit, before }) {
      let query = sql.selectFrom('dossier').selectAll().orderBy('created_at', 'desc').orderBy('id').limit(limit);
      if (before) query = query.where('created_at', '<', before);
      return (await query.execute()).map(toDossier);
    },
  };
}

const toDossier = (row: Selectable<Tables['dossier']>): DossierRecord => ({
  id: row.id,
  code: row.code,
  agency: row.agency,
  procedure: row.procedure,
  ownerId: row.owner_id,
  ownerName: row.owner_name,
  receivedAt: row.received_at,
  details: row.details as DossierRecord['details'],
  createdAt: row.created_at,
});
