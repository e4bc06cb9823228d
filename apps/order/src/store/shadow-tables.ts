import { allowLongStatements, type Trx } from 'dapr-actor-runtime/postgres';
import { type ReadModel, SUMMARY_CONSUMER } from './read-models.ts';
import { orderEvents } from './stream-rows.ts';

// Tables beside the read models, into which a rebuild applies all events. They are temporary, so they
// go with the connection.

/** Longest statement of a rebuild, longer than that of a request: it may read a whole table, ms. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** The advisory lock of the one rebuild that may run in this database. */
const REBUILD_LOCK = 7_301_001;
/** What a shadow table has before the name of its read model. */
export const SHADOW = 'shadow_';

/** A row that is not as the streams say. */
export interface RowDifference {
  table: string;
  key: string;
  /** missing: only in the streams; surplus: only in the table; wrong: the named columns differ. */
  kind: 'missing' | 'surplus' | 'wrong';
  columns?: string[];
}

/** Returns false if another rebuild has the lock. Gives the connection longer statements. */
export async function takeRebuildLock(trx: Trx): Promise<boolean> {
  await allowLongStatements(trx, STATEMENT_TIMEOUT_MS);
  const { rows } = await trx.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [
    REBUILD_LOCK,
  ]);
  return rows[0]?.free === true;
}

export async function releaseRebuildLock(trx: Trx): Promise<void> {
  await trx.query('SELECT pg_advisory_unlock($1)', [REBUILD_LOCK]);
}

export async function createShadowTable(trx: Trx, table: string): Promise<void> {
  await trx.query(`CREATE TEMP TABLE ${SHADOW}${table} (LIKE ${table} INCLUDING INDEXES)`);
}

/** Gives the planner the statistics of a filled shadow table. */
export async function updateStatistics(trx: Trx, table: string): Promise<void> {
  await trx.query(`ANALYZE ${SHADOW}${table}`);
}

/** Begins the transaction of the comparison; a check sees all tables at one moment. */
export async function beginComparison(trx: Trx, { check }: { check: boolean }): Promise<void> {
  await trx.query(`BEGIN ISOLATION LEVEL ${check ? 'REPEATABLE READ' : 'READ COMMITTED'}`);
}

export async function commitComparison(trx: Trx): Promise<void> {
  await trx.query('COMMIT');
}

/** Blocks the writers of the read models, and only them, until the commit. */
export async function lockReadModels(trx: Trx, models: readonly ReadModel[]): Promise<void> {
  const live = models.map(({ table }) => table).join(', ');
  await trx.query(`LOCK TABLE ${live} IN SHARE ROW EXCLUSIVE MODE`);
}

/**
 * The rows of a read model that differ from its shadow. An order is late, and does not count, when
 * one of its events after `settled` has not reached the consumer of the live tables.
 */
export async function findDifferences(
  trx: Trx,
  { table, key, derived }: ReadModel,
  { settled }: { settled: number },
): Promise<{ differences: RowDifference[]; late: number }> {
  const name = key.map((column) => `nullif(${column}, '')`).join(', ');
  const differs = derived.map(
    (column) => `CASE WHEN live.${column} IS DISTINCT FROM shadow.${column} THEN '${column}' END`,
  );
  const { rows } = await trx.query<RowDifference & { late: boolean }>(
    `WITH late AS MATERIALIZED (
       SELECT DISTINCT stream FROM (
         SELECT ${orderEvents.streamOfKey} AS stream, ${orderEvents.seqOfKey} AS seq
         FROM ${orderEvents.name} WHERE row_id > $1 AND ${orderEvents.isEvent}
       ) AS young
       WHERE NOT EXISTS (SELECT FROM inbox
                         WHERE consumer = $2 AND event_id = stream || ':' || seq)
     )
     SELECT concat_ws(' ', ${name}) AS key, kind, columns,
            EXISTS (SELECT FROM late WHERE stream = of_order) AS late
     FROM (
       SELECT ${key.join(', ')}, coalesce(live.order_id, shadow.order_id) AS of_order,
              CASE WHEN live.${derived[0]} IS NULL THEN 'missing'
                   WHEN shadow.${derived[0]} IS NULL THEN 'surplus' ELSE 'wrong' END AS kind,
              array_remove(ARRAY[${differs.join(', ')}], NULL) AS columns
       FROM ${table} AS live FULL JOIN ${SHADOW}${table} AS shadow USING (${key.join(', ')})
     ) AS compared
     WHERE columns <> '{}' ORDER BY 1`,
    [settled, SUMMARY_CONSUMER],
  );
  const differences = rows
    .filter((row) => !row.late)
    .map(({ key: row, kind, columns }) => ({
      table,
      key: row,
      kind,
      ...(kind === 'wrong' && { columns }),
    }));
  return { differences, late: rows.length - differences.length };
}

/** Makes a read model equal to its shadow; columns that no event determines stay as they are. */
export async function correctRows(trx: Trx, { table, key, derived }: ReadModel): Promise<void> {
  await trx.query(`SET LOCAL commerce.rebuild = 'on'`);
  const same = key.map((column) => `live.${column} = shadow.${column}`).join(' AND ');
  const columns = [...key, ...derived].join(', ');
  await trx.query(
    `DELETE FROM ${table} AS live
     WHERE NOT EXISTS (SELECT FROM ${SHADOW}${table} AS shadow WHERE ${same})`,
  );
  await trx.query(
    `INSERT INTO ${table} AS live (${columns})
     SELECT ${columns} FROM ${SHADOW}${table} AS shadow
     ON CONFLICT (${key.join(', ')}) DO UPDATE
       SET ${derived.map((column) => `${column} = excluded.${column}`).join(', ')}
       WHERE (${derived.map((column) => `live.${column}`).join(', ')})
         IS DISTINCT FROM (${derived.map((column) => `excluded.${column}`).join(', ')})`,
  );
}

export async function countShadowRows(trx: Trx, table: string): Promise<number> {
  const { rows } = await trx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${SHADOW}${table}`,
  );
  return rows[0]?.count ?? 0;
}
