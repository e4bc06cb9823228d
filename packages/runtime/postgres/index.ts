import type { Socket } from 'node:net';
import pg from 'pg';
import { traceQueries } from './query-spans.ts';

/** Most attempts of a transaction that ends in a deadlock or serialization failure. */
const MAX_ATTEMPTS = 5;
/** Longest statement, ms. Below the 10 s that Dapr's outbox waits for the marker of a commit. */
const STATEMENT_TIMEOUT_MS = 8_000;
const LOCK_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
/**
 * Longest silence of a connection in use, ms; after it the connection is destroyed. Longer than a
 * statement, so that a server that works answers first; without it a server that is gone without a
 * word (a frozen machine, a lost route) would keep the whole pool busy until TCP gives up, 15 minutes.
 */
const MAX_SILENCE_MS = STATEMENT_TIMEOUT_MS + 1_000;
/** The first probe of an idle connection, ms: a dead one is found before somebody needs it. */
const KEEP_ALIVE_MS = 5_000;
/**
 * The server ends a transaction that does nothing for this long, ms: its client is gone, and others
 * wait for its locks. Longer than MAX_SILENCE_MS, after which a living client ends it itself.
 */
const IDLE_IN_TRANSACTION_MS = 15_000;
/** Longest wait for the answer whether the database is available, ms. */
const FAULT_TIMEOUT_MS = 2_000;
const DEADLOCK = '40P01';
const SERIALIZATION_FAILURE = '40001';

export type Database = pg.Pool;
/** A connection inside a transaction. */
export type Trx = pg.PoolClient;
/** A pool or a connection: anything that can run a query. */
export type Queryable = Pick<pg.Pool, 'query'>;

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());

/**
 * A pool of at most `max` connections to the app's own database. A connection in use that is silent
 * for too long is destroyed: its statement fails with ETIMEDOUT, and may have had an effect.
 */
export function openDatabase(url: string, { max }: { max: number }): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  });
  // An idle connection that breaks (the server restarted) is replaced at the next query.
  pool.on('error', () => {});
  // A connection that breaks in use fails its next statement; without a listener the process would
  // end.
  pool.on('connect', (client) => {
    client.on('error', () => {});
    traceQueries(client);
    const socket = socketOf(client);
    socket.on('timeout', () => socket.destroy(silence()));
  });
  pool.on('acquire', (client) => socketOf(client).setTimeout(MAX_SILENCE_MS));
  pool.on('release', (_error, client) => socketOf(client).setTimeout(0));
  return pool;
}

/** Lets the statements of a connection run for `timeoutMs` (ms) until it is closed. */
export async function allowLongStatements(trx: Trx, timeoutMs: number): Promise<void> {
  await trx.query(`SET statement_timeout = ${timeoutMs}`);
  socketOf(trx).setTimeout(timeoutMs + MAX_SILENCE_MS - STATEMENT_TIMEOUT_MS);
}

// A socket, with or without TLS.
const socketOf = ({ connection }: Trx): Socket => connection.stream as Socket;

function silence(): Error {
  return Object.assign(new Error('the database has not answered in time'), { code: 'ETIMEDOUT' });
}

type Effect = () => void | Promise<void>;
const effectsOf = new WeakMap<Trx, Map<unknown, Effect>>();

/**
 * Runs an effect after the commit of the transaction, never after a rollback; transaction()
 * resolves after it. Effects with the same `key` run once per transaction. The effect cannot undo
 * the commit, so it handles its own failures, and a sweep must repeat an effect that a crash has
 * prevented.
 */
export function afterCommit(trx: Trx, effect: Effect, key: unknown = effect): void {
  const effects = effectsOf.get(trx);
  if (effects === undefined) throw new Error('afterCommit() needs a connection of transaction()');
  effects.set(key, effect);
}

async function runEffects(effects: Map<unknown, Effect>): Promise<void> {
  for (const effect of effects.values()) {
    try {
      await effect();
    } catch (error) {
      process.emitWarning(new Error('an afterCommit effect failed', { cause: error }));
    }
  }
}

/**
 * Runs work in one transaction and returns its result. If work throws, the transaction is rolled
 * back. After a deadlock or serialization failure work runs again from the start, so it must have
 * no other effects: use afterCommit() for those.
 */
export async function transaction<T>(
  database: Database,
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const trx = await database.connect();
    const effects = new Map<unknown, Effect>();
    effectsOf.set(trx, effects);
    try {
      await trx.query('BEGIN');
      const result = await work(trx);
      const { command } = await trx.query('COMMIT');
      // PostgreSQL answers ROLLBACK when a statement failed and work swallowed the error.
      if (command === 'ROLLBACK') throw new Error('a statement of the transaction had failed');
      effectsOf.delete(trx);
      trx.release();
      if (effects.size > 0) await runEffects(effects);
      return result;
    } catch (error) {
      effectsOf.delete(trx);
      await trx.query('ROLLBACK').then(
        () => trx.release(),
        (broken: Error) => trx.release(broken),
      );
      const { code } = error as { code?: string };
      const conflict = code === DEADLOCK || code === SERIALIZATION_FAILURE;
      if (!conflict || attempt >= MAX_ATTEMPTS) throw error;
    }
  }
}

/** Why the database is unavailable, after 2 s at most; undefined if it is available. */
export async function databaseFault(database: Database): Promise<string | undefined> {
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(
    () => late.resolve(`database: no answer within ${FAULT_TIMEOUT_MS} ms`),
    FAULT_TIMEOUT_MS,
  );
  const answered = database.query('SELECT 1').then(
    () => undefined,
    (error: Error) => `database: ${error.message}`,
  );
  return Promise.race([answered, late.promise]).finally(() => clearTimeout(timer));
}
