import pg from 'pg';

/** A transaction whose locks conflict is tried this often in all. */
const MAX_ATTEMPTS = 5;
/** Longest that one statement may run, ms. Below the outbox's 10 s wait for a commit's marker. */
const STATEMENT_TIMEOUT_MS = 8_000;
const LOCK_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
const DEADLOCK = '40P01';
const SERIALIZATION_FAILURE = '40001';

export type Database = pg.Pool;
/** A connection inside a transaction. */
export type Trx = pg.PoolClient;
/** Where a query can run. */
export type Queryable = Pick<pg.Pool, 'query'>;

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());

/** A pool of at most `max` connections to the app's own database. */
export function openDatabase(url: string, { max }: { max: number }): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
  });
  // An idle connection that breaks (the server restarted) is replaced at the next query.
  pool.on('error', () => {});
  // One that breaks while it is in use fails its next statement; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

type Effect = () => void | Promise<void>;
const effectsOf = new WeakMap<Trx, Map<unknown, Effect>>();

/**
 * Runs an effect once the transaction has committed, and never if it is rolled back; transaction()
 * resolves after it. Effects of one `key` run once for each transaction. The commit stands whatever
 * the effect does, so an effect handles its own failures, and something else (a sweep) makes up for
 * one that a crash has prevented.
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
      process.emitWarning(new Error('an effect failed after its commit', { cause: error }));
    }
  }
}

/**
 * Runs work in one transaction and answers its result. Work that throws is rolled back. A deadlock
 * or serialization failure is run again from the start, so work must have no other effect: what
 * follows a commit goes to afterCommit().
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

/** Why the database cannot be used now, or undefined when it can. */
export async function databaseFault(database: Database): Promise<string | undefined> {
  try {
    await database.query('SELECT 1');
    return undefined;
  } catch (error) {
    return `database: ${(error as Error).message}`;
  }
}
