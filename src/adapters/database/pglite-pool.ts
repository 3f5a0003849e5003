import { EventEmitter } from 'node:events';
import type { PGlite, Results, Transaction } from '@electric-sql/pglite';

/** The part of node-postgres that kysely and BullMQ use. */
interface Result<Row> {
  readonly rows: Row[];
  readonly rowCount: number;
  readonly command: 'UPDATE' | 'DELETE' | 'INSERT' | 'SELECT' | 'MERGE';
}

/**
 * PGlite in the shape of a `pg.Pool`. PGlite has one session, so a BEGIN would be everyone's: BEGIN … COMMIT of a client
 * is run inside PGlite's own transaction helper, which keeps every other query out until it ends.
 */
export class PglitePool extends EventEmitter {
  readonly #db: PGlite;

  constructor(db: PGlite) {
    super();
    this.setMaxListeners(0); // BullMQ adds one for each queue and worker
    this.#db = db;
  }

  query<Row>(text: string, parameters?: readonly unknown[]): Promise<Result<Row>> {
    return run(this.#db, text, parameters);
  }

  async connect(): Promise<PgliteClient> {
    return new PgliteClient(this.#db);
  }

  /** PGlite is closed by who opened it. */
  async end(): Promise<void> {}
}

class PgliteClient extends EventEmitter {
  readonly #db: PGlite;
  readonly #unsubscribe: () => void;
  #open: { readonly transaction: Transaction; readonly end: (how: 'commit' | 'rollback') => Promise<void> } | null =
    null;

  constructor(db: PGlite) {
    super();
    this.setMaxListeners(0);
    this.#db = db;
    // BullMQ's LISTEN statements begin with comments, so PGlite's own `listen` does not see them; its catch-all does.
    this.#unsubscribe = db.onNotification((channel, payload) => this.emit('notification', { channel, payload }));
  }

  async query<Row>(text: string, parameters?: readonly unknown[]): Promise<Result<Row>> {
    const verb = text.trimStart().slice(0, 8).toUpperCase();
    if (verb.startsWith('BEGIN') || verb.startsWith('START TR')) {
      this.#open = await begin(this.#db);
      return nothing();
    }
    if (verb.startsWith('COMMIT') || verb === 'ROLLBACK') {
      const open = this.#open;
      this.#open = null;
      await open?.end(verb === 'ROLLBACK' ? 'rollback' : 'commit');
      return nothing();
    }
    return run(this.#open?.transaction ?? this.#db, text, parameters);
  }

  release(): void {
    this.#unsubscribe();
    const open = this.#open;
    this.#open = null;
    open?.end('rollback').catch(() => undefined);
  }
}

const nothing = <Row>(): Result<Row> => ({ rows: [], rowCount: 0, command: 'SELECT' });

/** Opens PGlite's transaction and keeps it open until `end`. */
async function begin(db: PGlite) {
  const opened = Promise.withResolvers<Transaction>();
  const ended = Promise.withResolvers<'commit' | 'rollback'>();
  const finished = db.transaction(async (transaction) => {
    opened.resolve(transaction);
    if ((await ended.promise) === 'rollback') await transaction.rollback();
  });
  finished.catch(opened.reject);
  const transaction = await opened.promise;
  return {
    transaction,
    end: (how: 'commit' | 'rollback') => {
      ended.resolve(how);
      return finished;
    },
  };
}

/** As pg does: without parameters the text may hold several statements, and the last result counts. */
async function run<Row>(
  on: Pick<PGlite, 'query' | 'exec'>,
  text: string,
  parameters: readonly unknown[] | undefined,
): Promise<Result<Row>> {
  const result = parameters?.length
    ? await on.query<Row>(text, parameters.map(plain))
    : ((await on.exec(text)).at(-1) as Results<Row> | undefined);
  if (!result) return nothing();
  const { rows, rowCount, command } = result;
  return { rows, rowCount: rowCount ?? rows.length, command: command as Result<Row>['command'] };
}

/** Parameters as pg would send them. */
const plain = (value: unknown): unknown => (value === undefined ? null : value);
