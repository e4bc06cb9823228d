import type pg from 'pg';
import type { Replayed } from './replay-orders.ts';
import { percentile } from './summary.ts';
import type { Databases } from './verification/databases.ts';
import { isConfirmed, readReplayedOrders, type StoredOrder } from './verification/order-streams.ts';

/** When the steps of one order were recorded, ms since 1970, by the database clocks. */
export type OrderInstants = {
  placed: number;
  held: number | undefined;
  authorized: number | undefined;
  confirmed: number;
  delivered: number | undefined;
};

const CONFIRMED = 'OrderConfirmed.v1';

type Instants = Map<string, number>;

async function readInstants(database: pg.Pool, sql: string, ids: string[]): Promise<Instants> {
  const { rows } = await database.query<{ id: string; ms: number }>(
    `SELECT id, (extract(epoch FROM at) * 1000)::float8 AS ms FROM (${sql}) AS step`,
    [ids],
  );
  return new Map(rows.map(({ id, ms }) => [id, ms]));
}

const STEPS: readonly [name: string, from: keyof OrderInstants, to: keyof OrderInstants][] = [
  ['an order: placed to held', 'placed', 'held'],
  ['an order: held to authorized', 'held', 'authorized'],
  ['an order: authorized to confirmed', 'authorized', 'confirmed'],
  ['an event: confirmed to delivered', 'confirmed', 'delivered'],
];

/** The median time between an order's steps, ms; no entry for a step that no order took. */
export function medianSteps(orders: OrderInstants[]): Record<string, number> {
  const medians: Record<string, number> = {};
  for (const [name, from, to] of STEPS) {
    const spans = orders.flatMap((order) => {
      const [start, end] = [order[from], order[to]];
      return start === undefined || end === undefined ? [] : [end - start];
    });
    if (spans.length > 0) medians[name] = Math.round(percentile(spans, 0.5));
  }
  return medians;
}

async function readOrderInstants(
  { inventory, payment }: Databases,
  confirmed: StoredOrder[],
): Promise<OrderInstants[]> {
  const ids = confirmed.map(({ id }) => id);
  const confirmations = new Map(
    confirmed.map(({ id, events }) => [id, events.find(({ type }) => type === CONFIRMED)]),
  );
  const [held, authorized, delivered] = await Promise.all([
    readInstants(
      inventory,
      `SELECT order_id AS id, min(at) AS at FROM stock_movements
       WHERE kind = 'reserve' AND order_id = ANY($1) GROUP BY order_id`,
      ids,
    ),
    readInstants(
      payment,
      'SELECT order_id AS id, created_at AS at FROM payments WHERE order_id = ANY($1)',
      ids,
    ),
    readInstants(
      inventory,
      `SELECT event_id AS id, received_at AS at FROM inbox
       WHERE consumer = 'reservation' AND event_id = ANY($1)`,
      [...confirmations.values()].flatMap((event) => event?.id ?? []),
    ),
  ]);
  return confirmed.map(({ id, events }) => ({
    placed: events[0]?.atMs ?? 0,
    held: held.get(id),
    authorized: authorized.get(id),
    confirmed: confirmations.get(id)?.atMs ?? 0,
    delivered: delivered.get(confirmations.get(id)?.id ?? ''),
  }));
}

/** The median times of the steps of the replayed orders, from the records of each app. */
export async function readOrderSteps(
  databases: Databases,
  replayed: Replayed[],
): Promise<Record<string, number>> {
  const orders = await readReplayedOrders(databases.order, replayed);
  return medianSteps(await readOrderInstants(databases, orders.filter(isConfirmed)));
}
