import type {
  HoldResult,
  LocatedUnits,
  Units,
} from '@commerce/contracts/inventory/reservation-actor';
import type { Database, Queryable } from 'dapr-actor-runtime/postgres';
import type { AvailableStock } from '../domain/allocation.ts';
import type { ReservationStatus } from '../domain/reservation.ts';
import { STOCK_CHANGE, stockChangeOf, type StockChange, type StockChangeRow } from './movements.ts';

/** SQLSTATE of holds that were decided on stock that has changed since. */
export const STALE = 'STALE';
/** SQLSTATE of holds that cross a stock level, if they may not. */
export const LEVEL_CROSSED = 'LEVEL';

/** What holds are decided on. */
export interface Offer {
  reservations: StoredReservation[];
  stock: AvailableStock[];
  backordered: Units[];
}

export interface StoredReservation {
  orderId: string;
  status: ReservationStatus;
  lines: LocatedUnits[];
  /** The answer to the hold, if it does not follow from the lines alone. */
  answer: Omit<Extract<HoldResult, { outcome: 'held' }>, 'outcome'> | null;
}

/** A decided hold, ready to be written. */
export interface NewReservation {
  orderId: string;
  correlationId: string;
  allocations: LocatedUnits[];
  backordered: Units[];
  answer: StoredReservation['answer'];
}

/** Reads without a lock what holds for these orders and products are decided on. */
// The arrays are in sub-queries: if PostgreSQL knew their lengths, it would plan the statement anew
// for each call, which costs as much as running it.
export async function readOffer(
  database: Database,
  { orderIds, skus }: { orderIds: string[]; skus: string[] },
): Promise<Offer> {
  const { rows } = await database.query<{ [K in keyof Offer]: Offer[K] | null }>({
    name: 'holds-offer',
    text: `SELECT
      (SELECT json_agg(json_build_object(
         'orderId', order_id, 'status', status, 'lines', lines, 'answer', answer))
       FROM reservations WHERE order_id = ANY((SELECT $1::text[])::text[])) AS reservations,
      (SELECT json_agg(json_build_object('sku', sku, 'location', location,
         'available', on_hand - reserved - quarantined, 'priority', priority))
       FROM stock JOIN locations USING (location)
       WHERE sku = ANY((SELECT $2::text[])::text[])) AS stock,
      (SELECT json_agg(json_build_object('sku', sku, 'quantity', quantity))
       FROM (SELECT sku, sum(quantity) AS quantity FROM backorders
             WHERE sku = ANY((SELECT $2::text[])::text[]) GROUP BY sku) AS queue) AS backordered`,
    values: [orderIds, skus],
  });
  const [offer] = rows;
  return {
    reservations: offer?.reservations ?? [],
    stock: offer?.stock ?? [],
    backordered: offer?.backordered ?? [],
  };
}

/**
 * Writes new reservations with their movements, all or none. Rejects with STALE, NOT_ENOUGH or,
 * unless the caller writes crossed levels in the same transaction, LEVEL_CROSSED.
 */
export async function placeHolds(
  db: Queryable,
  holds: readonly NewReservation[],
  { ttlSeconds, mayCross }: { ttlSeconds: number; mayCross: boolean },
): Promise<StockChange> {
  const taken = holds.flatMap(({ orderId, correlationId, allocations }) =>
    allocations.map((units) => ({ ...units, orderId, correlationId })),
  );
  const queued = holds.flatMap(({ orderId, backordered }) =>
    backordered.map((units) => ({ ...units, orderId })),
  );
  const { rows } = await db.query<StockChangeRow>({
    name: 'holds-place',
    text: `SELECT ${STOCK_CHANGE} FROM place_holds(
             $1, $2, $3, $4::jsonb[], $5::jsonb[], $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      ttlSeconds,
      mayCross,
      holds.map(({ orderId }) => orderId),
      holds.map(({ allocations }) => JSON.stringify(allocations)),
      holds.map(({ answer }) => (answer === null ? null : JSON.stringify(answer))),
      taken.map(({ sku }) => sku),
      taken.map(({ location }) => location),
      taken.map(({ quantity }) => quantity),
      taken.map(({ orderId }) => orderId),
      taken.map(({ correlationId }) => correlationId),
      queued.map(({ orderId }) => orderId),
      queued.map(({ sku }) => sku),
      queued.map(({ quantity }) => quantity),
    ],
  });
  return stockChangeOf(rows[0]);
}
