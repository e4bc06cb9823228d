import { holdStock, settleReservations } from '@commerce/inventory/store/reservations';
import { recordReceipt } from '@commerce/inventory/store/receipts';
import { openDatabase, type Database, type Trx } from '@commerce/runtime/postgres';
import { scratchDatabase } from '@commerce/testing/scratch-database';

type Line = { sku: string; quantity: number };
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
  const receiptId = `receipt-${++receipts}`;
  await recordReceipt(database, { receiptId, sku, location, quantity }, CORRELATION_ID);
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
export function hold(database: Database, orderId: string, lines: Line[], ttlSeconds = 900) {
  return attempt(database, (trx) =>
    holdStock(trx, { orderId, lines, ttlSeconds, correlationId: CORRELATION_ID }),
  );
}

/** Ends the reservation of one order in a transaction of its own; answers the status after it. */
export async function close(database: Database, orderId: string, command: ClosingCommand) {
  const answers = await attempt(database, (trx) =>
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
