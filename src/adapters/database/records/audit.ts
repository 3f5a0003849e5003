import type { Selectable } from 'kysely';
import { followLink, linkAudit } from '../../../pipeline/audit-chain.ts';
import { canonicalJson } from '../../../pipeline/canonical-json.ts';
import type { AuditEntry, AuditRecords } from '../../../pipeline/ports/audit.ts';
import { atomically, type Sql, type Tables } from '../tables.ts';

export function auditRecords(sql: Sql): AuditRecords {
  return {
    append: (act) =>
      atomically(sql, async (open) => {
        const head = await open.selectFrom('ledger').selectAll().forUpdate().executeTakeFirstOrThrow();
        const entry = linkAudit({ sequence: Number(head.audit_sequence), hash: head.audit_hash }, act);
        await open
          .insertInto('audit_log')
          .values({ ...entry, details: canonicalJson(entry.details) })
          .execute();
        await open.updateTable('ledger').set({ audit_sequence: entry.sequence, audit_hash: entry.hash }).execute();
        return entry;
      }),
    restore: (entries) =>
      atomically(sql, async (open) => {
        const { audit_sequence, audit_hash } = await open
          .selectFrom('ledger')
          .selectAll()
          .forUpdate()
          .executeTakeFirstOrThrow();
        let head = { sequence: Number(audit_sequence), hash: audit_hash };
        for (const entry of entries) head = followLink(head, entry);
        if (entries.length === 0) return;
        await open
          .insertInto('audit_log')
          .values(entries.map((entry) => ({ ...entry, details: canonicalJson(entry.details) })))
          .execute();
        await open.updateTable('ledger').set({ audit_sequence: head.sequence, audit_hash: head.hash }).execute();
      }),
    async after(sequence, limit) {
      const rows = await sql
        .selectFrom('audit_log')
        .selectAll()
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(limit)
        .execute();
      return rows.map(toEntry);
    },
    async head() {
      const head = await sql.selectFrom('ledger').selectAll().executeTakeFirstOrThrow();
      return { sequence: Number(head.audit_sequence), hash: head.audit_hash };
    },
    async addCheckpoint(checkpoint) {
      await sql
        .insertInto('audit_checkpoint')
        .values({ ...checkpoint })
        .onConflict((conflict) => conflict.column('sequence').doUpdateSet({ token: checkpoint.token }))
        .execute();
    },
    async checkpoints() {
      const rows = await sql.selectFrom('audit_checkpoint').selectAll().orderBy('sequence').execute();
      return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
    },
  };
}

const toEntry = (row: Selectable<Tables['audit_log']>): AuditEntry => ({
  sequence: Number(row.sequence),
  previous: row.previous,
  at: row.at,
  actor: row.actor,
  action: row.action,
  subject: row.subject,
  details: JSON.parse(row.details),
  hash: row.hash,
});
