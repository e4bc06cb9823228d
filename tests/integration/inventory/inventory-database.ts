import type { HoldResult } from '@commerce/contracts/inventory/reservation-actor';
import { fewestPackages } from '@commerce/inventory/domain/allocation';
import { holdStock } from '@commerce/inventory/store/holds';
import { recordOperation } from '@commerce/inventory/store/operations';
import { settleReservations } from '@commerce/inventory/store/reservations';
import { openDatabase, type Database, type Trx } from '@commerce/runtime/postgres';
import type { StreamEvent } from '@commerce/runtime/streams';
import { scratchDatabase } from '@commerce/testing/scratch-database';

type Line = { sku: string; quantity: number };
type HoldPolicy = 'all' | 'partial' | 'backorder' | 'split';
type ClosingCommand = 'commit' | 'release' | 'expire';

const CORRELATION_ID = 'integration-test';
let receipts = 0;

/** A scratch inventory database with a pool of the given size; `end` takes both away. */
export async function inventoryDatabase({ connections }: { connections: number }) {
  const scratch = await scratchDatabase('inventory');
  const database = openDatabase(scratch.url, { max: connections });
  return {
    database,
    async end() {
      await database.end();
      await scratch.drop();
    },
  };
}

/** Puts units into stock. */
export async function receive(
  database: Database,
  sku: string,
  quantity: number,
  location = 'main',
): Promise<void> {
  const receipt = { kind: 'receipt', request: { location, quantity } } as const;
  const operationId = `receipt-${++receipts}`;
  await recordOperation(database, { operationId, sku, ...receipt }, CORRELATION_ID);
}

/**
 * Work in one transaction, tried once: unlike the apps' own, it shows a deadlock instead of hiding
 * it behind a second attempt.
 */
export async function attempt<T>(database: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  const trx = await database.connect();
  try {
    await trx.query('BEGIN');
    const result = await work(trx);
    await trx.query('COMMIT');
    return result;
  } catch (error) {
    await trx.query('ROLLBACK');
    throw error;
  } finally {
    trx.release();
  }
}

/** Holds lines for an order in a transaction of its own. */
export async function hold(
  database: Database,
  orderId: string,
  lines: Line[],
  { ttlSeconds = 900, policy = 'all' }: { ttlSeconds?: number; policy?: HoldPolicy } = {},
): Promise<HoldResult> {
  const wanted = { orderId, lines, policy, ttlSeconds, correlationId: CORRELATION_ID };
  const { answers } = await holdStock(database, [wanted], fewestPackages);
  return answers[0] as HoldResult;
}

/** Ends the reservation of one order in a transaction of its own; answers the status after it. */
export async function close(database: Database, orderId: string, command: ClosingCommand) {
  const { answers } = await attempt(database, (trx) =>
    settleReservations(trx, [{ orderId, command, correlationId: CORRELATION_ID }]),
  );
  const closing = answers.get(orderId);
  return closing?.ok === true ? closing.status : closing?.code;
}

/** Units on hand and held of a product over all locations. */
export async function unitsOf(database: Database, sku: string) {
  const { rows } = await database.query<{ onHand: number; held: number }>(
    `SELECT coalesce(sum(on_hand), 0)::bigint AS "onHand", coalesce(sum(held), 0)::bigint AS held
     FROM stock WHERE sku = $1`,
    [sku],
  );
  return rows[0];
}

/** How many ledger rows of each kind an order has. */
export async function movementsOf(database: Database, orderId: string) {
  const { rows } = await database.query<{ kind: string; count: number }>(
    `SELECT kind, count(*) AS count FROM stock_movements WHERE order_id = $1 GROUP BY kind`,
    [orderId],
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

/** Stock rows that differ from the sum of their ledger, or that one of the two does not have. */
export async function ledgerDifferences(database: Database): Promise<unknown[]> {
  const { rows } = await database.query(
    `SELECT * FROM stock FULL JOIN (
       SELECT sku, location, sum(on_hand_delta) AS on_hand, sum(held_delta) AS held
       FROM stock_movements GROUP BY sku, location
     ) AS ledger USING (sku, location)
     WHERE stock.on_hand IS DISTINCT FROM ledger.on_hand
        OR stock.held IS DISTINCT FROM ledger.held`,
  );
  return rows;
}

/** The events of a stream that wait in the outbox, oldest first. */
export async function eventsOf(database: Database, stream: string) {
  const { rows } = await database.query<{ topic: string; event: StreamEvent }>(
    `SELECT topic, event FROM outbox WHERE event->>'stream' = $1 ORDER BY position`,
    [stream],
  );
  return rows.map(({ topic, event }) => ({ topic, ...event }));
}

/** How often PostgreSQL had to break a deadlock in this database. */
export async function deadlocksOf(database: Database): Promise<number> {
  await database.query('SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()');
  const { rows } = await database.query<{ deadlocks: number }>(
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0]?.deadlocks ?? Number.NaN;
}
