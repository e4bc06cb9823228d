import pg from 'pg';
import type { Database, Trx } from '../postgres/index.ts';
import type { EventTable } from './event-table.ts';

/**
 * Whether a commit may be written now. `taken`: one of its positions has an event. `busy`: another
 * process is writing to its stream at this moment.
 */
export type Standing = 'free' | 'taken' | 'busy';

/** The positions of a commit. */
export interface Claim {
  stream: string;
  /** Keys of the rows that the commit inserts. */
  keys: readonly string[];
}

/**
 * Runs `write` while no other process can write to the streams of the claims that it is told are
 * free. Dapr publishes the inner message of an event before the event is inserted, and a sidecar
 * looks for the events of a transaction that was rolled back without a pause, until it restarts. So
 * a writer has to know before the transaction that it would lose. The locks belong to a transaction
 * of the database, hence a crash releases them, and without the database nothing is published.
 */
export async function withFreePositions<T>(
  database: Database,
  { name }: EventTable,
  claims: readonly Claim[],
  write: (standings: Standing[]) => Promise<T>,
): Promise<T> {
  const connection = await database.connect();
  try {
    const result = await write(await standingsOf(connection, name, claims));
    await end(connection, 'COMMIT');
    return result;
  } catch (error) {
    await end(connection, 'ROLLBACK');
    throw error;
  }
}

// The locks have done their work whether or not the connection still answers.
function end(connection: Trx, statement: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  return connection.query(statement).then(
    () => connection.release(),
    (broken: Error) => connection.release(broken),
  );
}

/**
 * One round trip of three statements: the second one must not share the snapshot of the first, which
 * may be older than the lock.
 */
async function standingsOf(
  connection: Trx,
  table: string,
  claims: readonly Claim[],
): Promise<Standing[]> {
  const list = (texts: readonly string[]) => texts.map((text) => pg.escapeLiteral(text)).join();
  const [, locks, rows] = (await connection.query(
    `BEGIN;
     SELECT pg_try_advisory_xact_lock(hashtextextended(name, 0)) AS locked
     FROM unnest(ARRAY[${list(claims.map(({ stream }) => `${table} ${stream}`))}]) AS name;
     SELECT key FROM ${table} WHERE key IN (${list(claims.flatMap(({ keys }) => keys))})`,
  )) as unknown as [unknown, pg.QueryResult<{ locked: boolean }>, pg.QueryResult<{ key: string }>];
  const taken = new Set(rows.rows.map(({ key }) => key));
  return claims.map(({ keys }, n) => {
    if (keys.some((key) => taken.has(key))) return 'taken';
    return locks.rows[n]?.locked === true ? 'free' : 'busy';
  });
}
