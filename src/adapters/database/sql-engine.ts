import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { runMigrations } from 'bullmq';
import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { SohoaError } from '../../domain/errors.ts';
import { once } from '../../domain/once.ts';
import type { Database } from '../../pipeline/ports/records.ts';
import { createDatabase } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { PglitePool } from './pglite-pool.ts';

/** An open SQL engine: the records, and on demand a pool for the queue's own schema `bullmq`. */
export interface SqlEngine {
  readonly database: Database;
  /** A pool whose sessions find BullMQ's tables first; migrated. */
  queuePool(): Promise<PglitePool | pg.Pool>;
  close(): Promise<void>;
}

/**
 * PGlite in `<folder>/database`, for one process at a time. Throws STORE_BUSY when another process has the folder.
 * It does not fsync: safe against a killed process, not against power loss; documents and the audit log are files too.
 */
export async function openEmbedded(folder: string): Promise<SqlEngine> {
  const lock = lockFolder(folder);
  try {
    const pglite = await PGlite.create({ dataDir: join(folder, 'database') });
    const pool = new PglitePool(pglite);
    const close = once(async () => {
      await pglite.close();
      lock.release();
    });
    const database = await createDatabase('pglite', pool as unknown as PostgresPool /* but for cursors */, {
      exclusive: true,
      close,
    });
    const queuePool = once(async () => {
      await migrateQueue(pool);
      // One session serves both: BullMQ writes unqualified names, ours are always qualified.
      await pglite.exec('SET search_path TO bullmq, public');
      return pool;
    });
    return { database, queuePool, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** PostgreSQL 14 or newer (BullMQ's recommendation) at a `postgres://` URL. */
export async function openPostgres(
  url: string,
  options: { readonly connections?: number; readonly onError?: (error: Error) => void } = {},
): Promise<SqlEngine> {
  const onError = options.onError ?? (() => undefined);
  const newPool = (searchPath?: string): pg.Pool => {
    const pool = new pg.Pool({
      connectionString: url,
      max: options.connections ?? 10,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      ...(searchPath ? { options: `-c search_path=${searchPath}` } : {}),
    });
    pool.setMaxListeners(0); // BullMQ adds one for each queue and worker
    pool.on('error', onError);
    // A client that is lent out has no listener of the pool's, and an error nobody listens to ends the process. What the
    // borrower asks of it next is rejected with the same error.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  };
  const pool = newPool();
  const pools = [pool];
  const close = once(async () => {
    await Promise.all(pools.map((each) => each.end()));
  });
  try {
    const database = await createDatabase('postgres', pool, { exclusive: false, close });
    const queuePool = once(async () => {
      const queue = newPool('bullmq');
      pools.push(queue);
      await migrateQueue(queue);
      return queue;
    });
    return { database, queuePool, close };
  } catch (error) {
    await close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new SohoaError('NETWORK_UNAVAILABLE', { url: new URL(url).host, reason }, { cause: error });
  }
}

async function migrateQueue(pool: PglitePool | pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
}
