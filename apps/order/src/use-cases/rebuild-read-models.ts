import type { RebuildReport, RowDifference } from '@commerce/contracts/order/rebuild-api';
import { problem } from '@commerce/contracts/problems';
import type { Database, Trx } from '@commerce/runtime/postgres';
import type { StreamEvent } from '@commerce/runtime/streams';
import { applyToReadModels, readModels, type ReadModel } from './read-models.ts';
import {
  IS_EVENT,
  readCommittedEvents,
  SEQ_OF_KEY,
  settledPosition,
  STREAM_OF_KEY,
} from './stream-rows.ts';

/** Events that are read and applied at once. */
const PAGE_SIZE = 1_000;
/** Differences that a report names; the others are counted. */
const MAX_LISTED = 100;
/** Longest statement of a rebuild, above that of a request: it may read all of a table, ms. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** Names the one rebuild that may run in this database. */
const REBUILD_LOCK = 7_301_001;
const SHADOW = 'shadow_';

/**
 * Makes the read models anew from the streams, beside the live ones and while these serve, then
 * puts right every row that differs, in one transaction under a lock that holds up only the writers
 * of these tables. They lose nothing: what they apply afterwards meets rows of the same or a newer
 * version. With `check` nothing is changed. Rejects with rebuild-running.
 */
export async function rebuildReadModels(
  database: Database,
  { check, consumer }: { check: boolean; consumer: string },
): Promise<RebuildReport> {
  const connection = await database.connect();
  try {
    const report = await rebuildOn(connection, { check, consumer });
    // Who is told that it has ended can start the next one.
    await connection.query('SELECT pg_advisory_unlock($1)', [REBUILD_LOCK]);
    return report;
  } finally {
    // Ends the connection, and with it the shadow tables, the settings and after a failure the lock.
    connection.release(true);
  }
}

async function rebuildOn(
  trx: Trx,
  { check, consumer }: { check: boolean; consumer: string },
): Promise<RebuildReport> {
  const started = performance.now();
  await trx.query(`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
  const { rows } = await trx.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [
    REBUILD_LOCK,
  ]);
  if (rows[0]?.free !== true) throw problem('rebuild-running', 'Wait until it has ended.');
  for (const { table } of readModels) {
    await trx.query(`CREATE TEMP TABLE ${SHADOW}${table} (LIKE ${table} INCLUDING INDEXES)`);
  }
  // Rows become visible out of order for a while: what is younger is read again under the lock.
  const settled = await settledPosition(trx);
  let events = await applyEvents(trx, { after: 0, upTo: settled });
  for (const { table } of readModels) await trx.query(`ANALYZE ${SHADOW}${table}`);

  // A comparison needs one moment of all tables; to put right, nobody else may write meanwhile.
  await trx.query(`BEGIN ISOLATION LEVEL ${check ? 'REPEATABLE READ' : 'READ COMMITTED'}`);
  const live = readModels.map(({ table }) => table).join(', ');
  if (!check) await trx.query(`LOCK TABLE ${live} IN SHARE ROW EXCLUSIVE MODE`);
  const locked = performance.now();
  events += await applyEvents(trx, { after: settled });
  const differences: RowDifference[] = [];
  let late = 0;
  for (const model of readModels) {
    const found = await findDifferences(trx, model, { consumer, settled });
    differences.push(...found.differences);
    late += found.late;
    if (!check) await putRight(trx, model);
  }
  const counted = await countRows(trx);
  await trx.query('COMMIT');
  const ended = performance.now();
  return {
    check,
    events,
    rows: counted,
    differences: differences.slice(0, MAX_LISTED),
    unlisted: Math.max(0, differences.length - MAX_LISTED),
    late,
    tookMs: Math.round(ended - started),
    lockedMs: check ? 0 : Math.round(ended - locked),
  };
}

async function applyEvents(
  trx: Trx,
  { after, upTo }: { after: number; upTo?: number },
): Promise<number> {
  let position = after;
  for (let events = 0; ;) {
    const page = await readCommittedEvents(trx, { after: position, upTo, limit: PAGE_SIZE });
    const last = page.at(-1);
    if (last === undefined) return events;
    await applyToReadModels(
      trx,
      page.map(({ event }): StreamEvent => event),
      SHADOW,
    );
    position = last.position;
    events += page.length;
  }
}

// An order is late when one of its young events has not come to the consumer of the live tables.
async function findDifferences(
  trx: Trx,
  { table, key, derived }: ReadModel,
  { consumer, settled }: { consumer: string; settled: number },
): Promise<{ differences: RowDifference[]; late: number }> {
  const name = key.map((column) => `nullif(${column}, '')`).join(', ');
  const differs = derived.map(
    (column) => `CASE WHEN live.${column} IS DISTINCT FROM told.${column} THEN '${column}' END`,
  );
  const { rows } = await trx.query<RowDifference & { late: boolean }>(
    `WITH late AS MATERIALIZED (
       SELECT DISTINCT stream FROM (
         SELECT ${STREAM_OF_KEY} AS stream, ${SEQ_OF_KEY} AS seq
         FROM stream_state WHERE row_id > $1 AND ${IS_EVENT}
       ) AS young
       WHERE NOT EXISTS (SELECT FROM inbox
                         WHERE consumer = $2 AND event_id = stream || ':' || seq)
     )
     SELECT concat_ws(' ', ${name}) AS key, kind, columns,
            EXISTS (SELECT FROM late WHERE stream = of_order) AS late
     FROM (
       SELECT ${key.join(', ')}, coalesce(live.order_id, told.order_id) AS of_order,
              CASE WHEN live.${derived[0]} IS NULL THEN 'missing'
                   WHEN told.${derived[0]} IS NULL THEN 'surplus' ELSE 'wrong' END AS kind,
              array_remove(ARRAY[${differs.join(', ')}], NULL) AS columns
       FROM ${table} AS live FULL JOIN ${SHADOW}${table} AS told USING (${key.join(', ')})
     ) AS compared
     WHERE columns <> '{}' ORDER BY 1`,
    [settled, consumer],
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

async function putRight(trx: Trx, { table, key, derived }: ReadModel): Promise<void> {
  await trx.query(`SET LOCAL commerce.rebuild = 'on'`);
  const same = key.map((column) => `live.${column} = told.${column}`).join(' AND ');
  const columns = [...key, ...derived].join(', ');
  await trx.query(
    `DELETE FROM ${table} AS live
     WHERE NOT EXISTS (SELECT FROM ${SHADOW}${table} AS told WHERE ${same})`,
  );
  await trx.query(
    `INSERT INTO ${table} AS live (${columns})
     SELECT ${columns} FROM ${SHADOW}${table} AS told
     ON CONFLICT (${key.join(', ')}) DO UPDATE
       SET ${derived.map((column) => `${column} = excluded.${column}`).join(', ')}
       WHERE (${derived.map((column) => `live.${column}`).join(', ')})
         IS DISTINCT FROM (${derived.map((column) => `excluded.${column}`).join(', ')})`,
  );
}

async function countRows(trx: Trx): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const { table } of readModels) {
    const { rows } = await trx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${SHADOW}${table}`,
    );
    counted[table] = rows[0]?.count ?? 0;
  }
  return counted;
}
