import type pg from 'pg';
import type { Replayed } from '../replay-orders.ts';

export type StreamLine = { sku: string; quantity: number };

/** An event as its row in the store holds it; `lines` on the first event of a stream only. */
export type StoredEvent = {
  id: string;
  type: string;
  stream: string;
  seq: number;
  /** When it was committed, ms since 1970. */
  atMs: number;
  lines: StreamLine[] | null;
};

/** An order as its events tell it, read past the app that wrote them. */
export type StoredOrder = { id: string; events: StoredEvent[]; lines: StreamLine[] };

/** More events than this are a stack that verification in one reading was not made for. */
const MAX_EVENTS = 1_000_000;

// The outbox writes marker rows beside the events; their keys begin otherwise.
const READ_EVENTS = `
  SELECT event->>'id' AS id, event->>'type' AS type, event->>'stream' AS stream,
         (event->>'seq')::int AS seq, event->'data'->'lines' AS lines,
         (extract(epoch FROM (event->>'at')::timestamptz) * 1000)::float8 AS "atMs"
  FROM (
    SELECT convert_from(value, 'utf8')::jsonb AS event
    FROM stream_state
    WHERE key LIKE 'order||order-%'
    LIMIT $1
  ) AS stored
  ORDER BY stream, seq`;

/** The events of an order by stream, in their order. */
export function groupByOrder(events: StoredEvent[]): Map<string, StoredOrder> {
  const orders = new Map<string, StoredOrder>();
  for (const event of events) {
    const order = orders.get(event.stream) ?? { id: event.stream, events: [], lines: [] };
    orders.set(event.stream, order);
    order.events.push(event);
    if (event.seq === 1) order.lines = event.lines ?? [];
  }
  return orders;
}

/** All orders of the database by id. Rejects when there are more events than one reading takes. */
export async function readOrders(orderDatabase: pg.Pool): Promise<Map<string, StoredOrder>> {
  const { rows } = await orderDatabase.query<StoredEvent>(READ_EVENTS, [MAX_EVENTS + 1]);
  if (rows.length > MAX_EVENTS) throw new Error(`there are more than ${MAX_EVENTS} order events`);
  return groupByOrder(rows);
}

/** The stored orders of those that the replay got an answer about. */
export async function readReplayedOrders(
  orderDatabase: pg.Pool,
  replayed: Replayed[],
): Promise<StoredOrder[]> {
  const ids = new Set(replayed.flatMap((one) => ('order' in one ? [one.order.id] : [])));
  return [...(await readOrders(orderDatabase)).values()].filter(({ id }) => ids.has(id));
}

/** Whether the last word of the order's stream is its confirmation. */
export function isConfirmed(order: StoredOrder): boolean {
  return order.events.at(-1)?.type === 'OrderConfirmed.v1';
}

const FINAL_TYPES = new Set(['OrderConfirmed.v1', 'OrderRejected.v1', 'OrderCancelled.v1']);

/** Whether the order reached an end state. */
export function isFinished(order: StoredOrder): boolean {
  return FINAL_TYPES.has(order.events.at(-1)?.type ?? '');
}

/** Adds up the units of the lines by SKU: a product may stand on several lines. */
export function unitsBySku(lines: Iterable<StreamLine>): Map<string, number> {
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return units;
}
