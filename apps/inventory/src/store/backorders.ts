import { STOCK_TOPIC, type StockEvent } from '@commerce/contracts/inventory/stock-events';
import { DEFAULT_PRIORITY } from '@commerce/contracts/inventory/stock-api';
import { transaction, type Database, type Trx } from '@commerce/runtime/postgres';
import type { StreamEvent } from '@commerce/runtime/streams';
import {
  mergeLines,
  type Allocate,
  type Allocation,
  type AvailableStock,
} from '../domain/allocation.ts';
import { movementsOfFill, planFills, withUnits, type Fill, type Waiting } from '../domain/fill.ts';
import type { Reservation } from '../domain/settlement.ts';
import { moveStock } from './movements.ts';

/** Waiting lines that one transaction takes on. */
const BATCH_SIZE = 200;

type Filled = Reservation & { fills: number };

/**
 * Gives the free units of products to the orders that wait for them, oldest first, until there are
 * none or nobody waits. Tells each order by ReservationFilled.v1 in the outbox.
 */
export async function fillBackorders(
  database: Database,
  skus: readonly string[],
  { allocate, correlationId }: { allocate: Allocate; correlationId: string },
): Promise<void> {
  let fillable = skus;
  while (fillable.length > 0) {
    const round = fillable;
    fillable = await transaction(database, (trx) => fill(trx, round, { allocate, correlationId }));
  }
}

/** Products that have free units while orders wait for them: what a crash left behind. */
export async function fillableProducts(database: Database, limit: number): Promise<string[]> {
  const { rows } = await database.query<{ sku: string }>({
    name: 'backorders-fillable',
    text: `SELECT sku FROM (SELECT DISTINCT sku FROM backorders) AS waiting
           WHERE EXISTS (SELECT FROM stock WHERE stock.sku = waiting.sku AND on_hand > held)
           LIMIT $1`,
    values: [limit],
  });
  return rows.map(({ sku }) => sku);
}

/** One transaction; answers the products of which there is still something to give. */
async function fill(
  trx: Trx,
  skus: readonly string[],
  { allocate, correlationId }: { allocate: Allocate; correlationId: string },
): Promise<string[]> {
  // The queue is read twice: for the reservations to lock, and as it stands under all the locks.
  const candidates = await readQueue(trx, skus);
  if (candidates.length === 0) return [];
  const reservations = await lockReservations(trx, candidates);
  const stock = await lockStock(trx, skus);
  const fills = planFills(
    await readQueue(trx, skus),
    { reservations: new Set(reservations.keys()), stock },
    allocate,
  );
  if (fills.length === 0) return [];
  await writeFills(trx, fills);
  const byOrder = Map.groupBy(fills, ({ orderId }) => orderId);
  const movements = [...byOrder].flatMap(([orderId, given]) => {
    const { status } = reservations.get(orderId) as Filled;
    const allocations = given.flatMap((one) => one.allocations);
    return movementsOfFill(status, allocations, { orderId, correlationId });
  });
  await writeReservations(trx, [...byOrder], reservations);
  await tell(trx, [...byOrder], { reservations, correlationId });
  return moveStock(trx, movements);
}

async function readQueue(trx: Trx, skus: readonly string[]): Promise<Waiting[]> {
  const { rows } = await trx.query<Waiting>({
    name: 'backorders-queue',
    text: `SELECT position, order_id AS "orderId", sku, quantity FROM backorders
           WHERE sku = ANY($1::text[]) ORDER BY position LIMIT $2`,
    values: [skus, BATCH_SIZE],
  });
  return rows;
}

async function lockReservations(trx: Trx, queue: readonly Waiting[]): Promise<Map<string, Filled>> {
  const { rows } = await trx.query<Filled>({
    name: 'backorders-lock-reservations',
    text: `SELECT order_id AS "orderId", status, lines, fills FROM reservations
           WHERE order_id = ANY($1::text[]) ORDER BY order_id FOR UPDATE`,
    values: [queue.map(({ orderId }) => orderId)],
  });
  return new Map(rows.map((row) => [row.orderId, row]));
}

async function lockStock(trx: Trx, skus: readonly string[]): Promise<AvailableStock[]> {
  const { rows } = await trx.query<AvailableStock>({
    name: 'backorders-lock-stock',
    text: `SELECT sku, location, on_hand - held AS available,
                  coalesce(priority, ${DEFAULT_PRIORITY}) AS priority
           FROM stock LEFT JOIN locations USING (location) WHERE sku = ANY($1::text[])
           ORDER BY sku, location FOR UPDATE OF stock`,
    values: [skus],
  });
  return rows;
}

async function writeFills(trx: Trx, fills: readonly Fill[]): Promise<void> {
  await trx.query({
    name: 'backorders-write',
    text: `WITH filled AS MATERIALIZED (
             SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS filled (position, remaining)
           ), done AS (
             DELETE FROM backorders USING filled
             WHERE backorders.position = filled.position AND remaining = 0
           )
           UPDATE backorders SET quantity = remaining FROM filled
           WHERE backorders.position = filled.position AND remaining > 0`,
    values: [fills.map(({ position }) => position), fills.map(({ left }) => left)],
  });
}

async function writeReservations(
  trx: Trx,
  byOrder: [string, Fill[]][],
  reservations: Map<string, Filled>,
): Promise<void> {
  const lines = byOrder.map(([orderId, fills]): Allocation[] =>
    withUnits(
      reservations.get(orderId)?.lines ?? [],
      fills.flatMap(({ allocations }) => allocations),
    ),
  );
  await trx.query({
    name: 'backorders-reserve',
    text: `UPDATE reservations SET lines = filled.lines, fills = fills + 1, updated_at = now()
           FROM unnest($1::text[], $2::jsonb[]) AS filled (order_id, lines)
           WHERE reservations.order_id = filled.order_id`,
    values: [byOrder.map(([orderId]) => orderId), lines.map((one) => JSON.stringify(one))],
  });
}

async function tell(
  trx: Trx,
  byOrder: [string, Fill[]][],
  { reservations, correlationId }: { reservations: Map<string, Filled>; correlationId: string },
): Promise<void> {
  const at = new Date().toISOString();
  const events = byOrder.map(([orderId, fills]): StreamEvent => {
    const lines = mergeLines(
      fills.flatMap(({ allocations }) =>
        allocations.map(({ sku, quantity }) => ({ sku, quantity })),
      ),
    );
    const told: StockEvent = { type: 'ReservationFilled.v1', data: { orderId, lines } };
    const seq = (reservations.get(orderId)?.fills ?? 0) + 1;
    // An order's own events have ids of its stream: these must differ in every inbox.
    return { ...told, id: `${orderId}:fill-${seq}`, stream: orderId, seq, at, correlationId };
  });
  await trx.query({
    name: 'backorders-tell',
    text: 'INSERT INTO outbox (topic, event) SELECT $1, unnest($2::jsonb[])',
    values: [STOCK_TOPIC, events.map((event) => JSON.stringify(event))],
  });
}
