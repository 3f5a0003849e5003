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
  {
    name: '0002-reviews',
    statements: [
      'ALTER TABLE sohoa.review_task ADD COLUMN version integer NOT NULL DEFAULT 1',
      "CREATE INDEX review_open ON sohoa.review_task (created_at, id) WHERE state = 'open'",
      `CREATE TABLE sohoa.field_reading (
         component_id text NOT NULL REFERENCES sohoa.component, field text NOT NULL, document_type text NOT NULL,
         status text NOT NULL, confidence double precision NOT NULL, source text NOT NULL, read_at timestamptz NOT NULL,
         PRIMARY KEY (component_id, field))`,
      'CREATE INDEX field_reading_time ON sohoa.field_reading (read_at)',
      `CREATE TABLE sohoa.field_decision (
         component_id text NOT NULL REFERENCES sohoa.component, version integer NOT NULL, field text NOT NULL,
         document_type text NOT NULL, action text NOT NULL, officer text NOT NULL, decided_at timestamptz NOT NULL,
         before_value text, after_value text, as_read boolean NOT NULL,
         PRIMARY KEY (component_id, version, field))`,
      `CREATE TABLE sohoa.erasure (
         component_id text NOT NULL, sha256 text NOT NULL,
         PRIMARY KEY (component_id, sha256))`,
    ],
  },
  {
    name: '0003-signing',
    statements: [
      `CREATE TABLE sohoa.hand_off (
         id text PRIMARY KEY, component_id text NOT NULL REFERENCES sohoa.component, slot text NOT NULL,
         state text NOT NULL, content jsonb NOT NULL, created_at timestamptz NOT NULL)`,
      'CREATE INDEX hand_off_slot ON sohoa.hand_off (component_id, slot, created_at)',
      `CREATE INDEX hand_off_open ON sohoa.hand_off (created_at) WHERE state IN ('cho_ky', 'dang_ky')`,
      `CREATE TABLE sohoa.renewal (
         document_id text PRIMARY KEY, version integer NOT NULL,
         due_at timestamptz NOT NULL, attempts integer NOT NULL, reason jsonb)`,
      'CREATE INDEX renewal_due ON sohoa.renewal (due_at)',
      `ALTER TABLE sohoa.signature_slot
         ADD COLUMN held_by text, ADD COLUMN held_until timestamptz, ADD COLUMN refusal jsonb`,
    ],
  },
  {
    name: '0004-what-read',
    statements: ['ALTER TABLE sohoa.field_reading ADD COLUMN type_version integer, ADD COLUMN reader text'],
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
