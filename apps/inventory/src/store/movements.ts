import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import { changesStock, type Movement } from '../domain/movement.ts';
import type { StockLevel } from '../domain/stock-level.ts';

/** SQLSTATE of a movement that would take more units than there are: check_violation. */
export const NOT_ENOUGH = '23514';

/** What a change of stock leads to. */
export interface StockChange {
  /** Products with available units that orders have backordered. */
  skusToAllocate: string[];
  /** Levels to judge in the same transaction. */
  crossedLevels: StockLevel[];
}

/** A StockChange as the functions of the database answer it. */
export interface StockChangeRow {
  skusToAllocate: string[];
  crossedLevels: StockLevel[] | null;
}

/** The columns of a StockChangeRow. */
export const STOCK_CHANGE = `skus_to_allocate AS "skusToAllocate", crossed_levels AS "crossedLevels"`;

export function stockChangeOf(row: StockChangeRow | undefined): StockChange {
  return { skusToAllocate: row?.skusToAllocate ?? [], crossedLevels: row?.crossedLevels ?? [] };
}

/**
 * Moves stock and writes the ledger, in one round trip: all rows of the products are locked in
 * order, each is changed once by the sum of its movements, and missing rows are added. Movements that
 * change no count only get their rows in the ledger, without a lock. Rejects with the code NOT_ENOUGH
 * if more units would be taken than are there or available.
 */
export async function insertMovements(
  trx: Trx,
  movements: readonly Movement[],
): Promise<StockChange> {
  const changing = movements.filter(changesStock);
  const others = movements.filter((one) => !changesStock(one));
  if (others.length > 0) await insertLedgerRows(trx, others);
  if (changing.length === 0) return { skusToAllocate: [], crossedLevels: [] };
  const { rows } = await trx.query<StockChangeRow>({
    name: 'stock-move',
    text: `SELECT ${STOCK_CHANGE} FROM move_stock($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      changing.map(({ sku }) => sku),
      changing.map(({ location }) => location),
      changing.map(({ kind }) => kind),
      changing.map(({ quantity }) => quantity),
      changing.map(({ deltas }) => deltas.onHand),
      changing.map(({ deltas }) => deltas.reserved),
      changing.map(({ deltas }) => deltas.quarantined),
      changing.map(({ orderId }) => orderId),
      changing.map(({ eventId }) => eventId),
      changing.map(({ operationId }) => operationId),
      changing.map(({ correlationId }) => correlationId),
    ],
  });
  return stockChangeOf(rows[0]);
}

async function insertLedgerRows(trx: Trx, movements: readonly Movement[]): Promise<void> {
  await trx.query({
    name: 'ledger-insert',
    text: `INSERT INTO stock_movements (sku, location, kind, quantity, on_hand_delta, reserved_delta,
                                        order_id, event_id, operation_id, correlation_id)
           SELECT sku, place, kind, units, 0, 0, order_id, event_id, operation_id, correlation
           FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[],
                       $7::text[], $8::text[])
             AS row (sku, place, kind, units, order_id, event_id, operation_id, correlation)`,
    values: [
      movements.map(({ sku }) => sku),
      movements.map(({ location }) => location),
      movements.map(({ kind }) => kind),
      movements.map(({ quantity }) => quantity),
      movements.map(({ orderId }) => orderId),
      movements.map(({ eventId }) => eventId),
      movements.map(({ operationId }) => operationId),
      movements.map(({ correlationId }) => correlationId),
    ],
  });
}

/** Assesses the stock of products. Needs the locks of all their rows (lockStock). */
export async function assessStock(db: Queryable, skus: readonly string[]): Promise<StockChange> {
  const { rows } = await db.query<StockChangeRow>(`SELECT ${STOCK_CHANGE} FROM assess_stock($1)`, [
    skus,
  ]);
  return stockChangeOf(rows[0]);
}
