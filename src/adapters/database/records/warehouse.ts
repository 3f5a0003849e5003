import type { Selectable, SelectQueryBuilder } from 'kysely';
import type { WarehouseDocument, WarehouseRecords } from '../../../pipeline/ports/warehouse.ts';
import { atomically, json, type Sql, type Tables } from '../tables.ts';

type DocumentQuery = SelectQueryBuilder<Tables, 'document' | 'document_head', Selectable<Tables['document']>>;

export function warehouseRecords(sql: Sql): WarehouseRecords {
  const latestVersions = (): DocumentQuery =>
    sql
      .selectFrom('document')
      .innerJoin('document_head', (join) =>
        join.onRef('document_head.id', '=', 'document.id').onRef('document_head.latest', '=', 'document.version'),
      )
      .selectAll('document');
  return {
    store: (document) =>
      atomically(sql, async (open) => {
        // No single column is named: of two workers that store at once, PostgreSQL would hold the later one's code against it.
        await open
          .insertInto('document_head')
          .values({ id: document.id, code: document.code, latest: 0 })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        // The head's lock gives out versions one at a time.
        const head = await open
          .selectFrom('document_head')
          .selectAll()
          .where('id', '=', document.id)
          .forUpdate()
          .executeTakeFirstOrThrow(() => new Error(`the code ${document.code} is another document's`));
        const same = await open
          .selectFrom('document')
          .selectAll()
          .where('id', '=', head.id)
          .where('sha256', '=', document.sha256)
          .executeTakeFirst();
        if (same) return toDocument(same);
        const version = head.latest + 1;
        const row = await open
          .insertInto('document')
          .values({
            id: head.id,
            version,
            code: document.code,
            code_owner: document.codeParts.owner,
            code_type: document.codeParts.type,
            code_symbol: document.codeParts.symbol,
            code_number: document.codeParts.number,
            component_id: document.componentId,
            dossier_id: document.dossierId,
            agency: document.agency,
            owner_id: document.ownerId,
            document_type: document.documentType,
            sha256: document.sha256,
            size_bytes: document.sizeBytes,
            metadata: json(document.metadata),
            valid_until: document.validUntil,
            stored_at: document.storedAt,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        await open
          .updateTable('document_head')
          .set({ latest: version, code: document.code })
          .where('id', '=', head.id)
          .execute();
        return toDocument(row);
      }),
    async latest(id) {
      const row = await latestVersions().where('document.id', '=', id).executeTakeFirst();
      return row ? toDocument(row) : null;
    },
    async versions(id) {
      const rows = await sql.selectFrom('document').selectAll().where('id', '=', id).orderBy('version').execute();
      return rows.map(toDocument);
    },
    async ofComponent(componentId) {
      const rows = await sql
        .selectFrom('document')
        .selectAll()
        .where('component_id', '=', componentId)
        .orderBy('id')
        .orderBy('version')
        .execute();
      return rows.map(toDocument);
    },
    async findReusable(owner, documentType, day) {
      let query = latestVersions()
        .where('document.owner_id', '=', owner)
        .where((valid) =>
          valid.or([valid('document.valid_until', 'is', null), valid('document.valid_until', '>=', day)]),
        )
        .orderBy('document.stored_at', 'desc')
        .orderBy('document.id');
      if (documentType !== null) query = query.where('document.document_type', '=', documentType);
      return (await query.execute()).map(toDocument);
    },
    amend: (id, version, { code, codeParts, documentType, metadata, validUntil }) =>
      atomically(sql, async (open) => {
        const head = await open
          .selectFrom('document_head')
          .selectAll()
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst();
        await open
          .updateTable('document')
          .set({
            code,
            code_owner: codeParts.owner,
            code_type: codeParts.type,
            code_symbol: codeParts.symbol,
            code_number: codeParts.number,
            document_type: documentType,
            metadata: json(metadata),
            valid_until: validUntil,
          })
          .where('id', '=', id)
          .where('version', '=', version)
          .execute();
        if (head?.latest === version)
          await open.updateTable('document_head').set({ code }).where('id', '=', id).execute();
      }),
    async ofOwner(owner, documentType) {
      let query = latestVersions()
        .where('document.owner_id', '=', owner)
        .orderBy('document.stored_at', 'desc')
        .orderBy('document.id');
      if (documentType !== null) query = query.where('document.document_type', '=', documentType);
      return (await query.execute()).map(toDocument);
    },
    async list({ limit, before }) {
      let query = latestVersions().orderBy('document.stored_at', 'desc').orderBy('document.id').limit(limit);
      if (before) query = query.where('document.stored_at', '<', before);
      return (await query.execute()).map(toDocument);
    },
  };
}

const toDocument = (row: Selectable<Tables['document']>): WarehouseDocument => ({
  id: row.id,
  version: row.version,
  code: row.code,
  codeParts: { owner: row.code_owner, type: row.code_type, symbol: row.code_symbol, number: row.code_number },
  componentId: row.component_id,
  dossierId: row.dossier_id,
  agency: row.agency,
  ownerId: row.owner_id,
  documentType: row.document_type,
  sha256: row.sha256,
  sizeBytes: Number(row.size_bytes),
  metadata: row.metadata as WarehouseDocument['metadata'],
  validUntil: row.valid_until,
  storedAt: row.stored_at,
});
