import { CompiledQuery, type Kysely } from 'kysely';

/** Schema changes in order. Append; never edit or reorder one that has been released. */
const migrations: readonly { readonly name: string; readonly statements: readonly string[] }[] = [
  {
    name: '0001-records',
    statements: [
      `CREATE TABLE sohoa.dossier (
         id text PRIMARY KEY, code text NOT NULL, agency text NOT NULL, procedure text NOT NULL,
         owner_id text, owner_name text, received_at text NOT NULL,
         details jsonb NOT NULL, created_at timestamptz NOT NULL,
         UNIQUE (agency, code))`,
      'CREATE INDEX dossier_created ON sohoa.dossier (created_at DESC)',
      `CREATE TABLE sohoa.component (
         id text PRIMARY KEY, dossier_id text NOT NULL REFERENCES sohoa.dossier, agency text NOT NULL,
         ordinal integer NOT NULL, name text NOT NULL, treatment text NOT NULL,
         sources jsonb NOT NULL, details jsonb NOT NULL, origin text,
         state text NOT NULL, waiting jsonb, retry_at timestamptz, error jsonb, stage text,
         fence integer NOT NULL, attempts integer NOT NULL, crashes integer NOT NULL, summary jsonb NOT NULL,
         worker text, lease_until timestamptz, sent_at timestamptz, sends integer NOT NULL, woken boolean NOT NULL,
         created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL)`,
      'CREATE INDEX component_dossier ON sohoa.component (dossier_id, ordinal)',
      `CREATE INDEX component_open ON sohoa.component (state, retry_at)
         WHERE state IN ('queued', 'running', 'waiting')`,
      `CREATE TABLE sohoa.stage_run (
         component_id text NOT NULL REFERENCES sohoa.component, stage text NOT NULL, key text NOT NULL,
         state text NOT NULL, fence integer NOT NULL, output text, attempts integer NOT NULL,
         first_started_at timestamptz NOT NULL, started_at timestamptz NOT NULL, finished_at timestamptz,
         ms integer, error jsonb,
         PRIMARY KEY (component_id, stage, key))`,
      `CREATE TABLE sohoa.signature_slot (
         component_id text NOT NULL REFERENCES sohoa.component, slot text NOT NULL, state text NOT NULL,
         base text NOT NULL, intent text NOT NULL, details jsonb NOT NULL, cms text, signed text,
         fence integer NOT NULL, updated_at timestamptz NOT NULL,
         PRIMARY KEY (component_id, slot))`,
      'CREATE TABLE sohoa.document_head (id text PRIMARY KEY, code text NOT NULL UNIQUE, latest integer NOT NULL)',
      `CREATE TABLE sohoa.document (
         id text NOT NULL REFERENCES sohoa.document_head, version integer NOT NULL, code text NOT NULL,
         code_owner text NOT NULL, code_type text NOT NULL, code_symbol text NOT NULL, code_number integer NOT NULL,
         component_id text NOT NULL REFERENCES sohoa.component, dossier_id text NOT NULL REFERENCES sohoa.dossier,
         agency text NOT NULL, owner_id text, document_type text NOT NULL,
         sha256 text NOT NULL, size_bytes bigint NOT NULL, metadata jsonb NOT NULL,
         valid_until text, stored_at timestamptz NOT NULL,
         PRIMARY KEY (id, version), UNIQUE (id, sha256))`,
      'CREATE INDEX document_owner ON sohoa.document (owner_id, document_type)',
      'CREATE INDEX document_component ON sohoa.document (component_id)',
      'CREATE INDEX document_stored ON sohoa.document (stored_at DESC)',
      'CREATE TABLE sohoa.code_counter (prefix text PRIMARY KEY, value integer NOT NULL)',
      `CREATE TABLE sohoa.code_number (
         prefix text NOT NULL, holder text NOT NULL, number integer NOT NULL,
         PRIMARY KEY (prefix, holder), UNIQUE (prefix, number))`,
      `CREATE TABLE sohoa.outbox (
         id text PRIMARY KEY, destination text NOT NULL, idempotency_key text NOT NULL,
         component_id text NOT NULL REFERENCES sohoa.component, payload jsonb NOT NULL,
         state text NOT NULL, attempts integer NOT NULL, next_attempt_at timestamptz,
         last_error text, receipt text, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
         UNIQUE (destination, idempotency_key))`,
      `CREATE INDEX outbox_due ON sohoa.outbox (next_attempt_at) WHERE state = 'chua_gui'`,
      'CREATE INDEX outbox_component ON sohoa.outbox (component_id)',
      `CREATE TABLE sohoa.review_task (
         id text PRIMARY KEY, component_id text NOT NULL REFERENCES sohoa.component, kind text NOT NULL,
         state text NOT NULL, payload jsonb NOT NULL, resolution jsonb, resolved_by text,
         created_at timestamptz NOT NULL, resolved_at timestamptz,
         UNIQUE (component_id, kind))`,
      `CREATE TABLE sohoa.ledger (
         one boolean PRIMARY KEY CHECK (one), event_id bigint NOT NULL,
         audit_sequence bigint NOT NULL, audit_hash text NOT NULL)`,
      `INSERT INTO sohoa.ledger VALUES (true, 0, 0, repeat('0', 64))`,
      `CREATE TABLE sohoa.event (
         id bigint PRIMARY KEY, dossier_id text NOT NULL, component_id text,
         kind text NOT NULL, data jsonb NOT NULL, at timestamptz NOT NULL)`,
      'CREATE INDEX event_dossier ON sohoa.event (dossier_id, id)',
      `CREATE TABLE sohoa.audit_log (
         sequence bigint PRIMARY KEY, previous text NOT NULL, at text NOT NULL, actor text NOT NULL,
         action text NOT NULL, subject text NOT NULL, details text NOT NULL, hash text NOT NULL)`,
      'CREATE INDEX audit_subject ON sohoa.audit_log (subject)',
      `CREATE TABLE sohoa.audit_checkpoint (
         sequence bigint PRIMARY KEY, hash text NOT NULL, at timestamptz NOT NULL, token bytea)`,
    ],
  },
];

/**
 * Brings schema `sohoa` up to date, in one transaction. Several processes may start at once: the advisory lock lets
 * one of them do it.
 */
export async function migrate<T>(database: Kysely<T>): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const run = (text: string, parameters: readonly unknown[] = []) =>
      transaction.executeQuery<{ readonly name: string }>(CompiledQuery.raw(text, [...parameters]));
    await run('SELECT pg_advisory_xact_lock(hashtext($1))', ['sohoa.migration']);
    await run('CREATE SCHEMA IF NOT EXISTS sohoa');
    await run('CREATE TABLE IF NOT EXISTS sohoa.migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL)');
    const applied = new Set((await run('SELECT name FROM sohoa.migration')).rows.map(({ name }) => name));
    for (const migration of migrations) {
      if (applied.has(migration.name)) continue;
      for (const statement of migration.statements) await run(statement);
      await run('INSERT INTO sohoa.migration VALUES ($1, now())', [migration.name]);
    }
  });
}
