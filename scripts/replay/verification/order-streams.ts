import type pg from 'pg';
import type { Replayed } from '../replay-orders.ts';

export type StreamLine = { sku: string; quantity: number };

/** A stored event with the units in it. */
export type StoredEvent = {
  id: string;
  type: string;
  stream: string;
  seq: number;
  /** When it was committed, ms since 1970. */
  atMs: number;
  lines: StreamLine[] | null;
  cut?: StreamLine[] | null;
  waiting?: StreamLine[] | null;
  returnId?: string | null;
  /** The captured amount of a shipment, or the refund of a requested return. */
  amountMinor?: number | null;
  /** True if nothing of the order is left to ship. */
  final?: boolean | null;
};

/** An order from its stored events, read without the app that wrote them. */
export type StoredOrder = { id: string; events: StoredEvent[]; lines: StreamLine[] };

/** Most events that the verification reads; it reads them all at once. */
const MAX_EVENTS = 1_000_000;

// The outbox writes marker rows into the same table; their keys have another prefix.
const READ_EVENTS = `
  SELECT event->>'id' AS id, event->>'type' AS type, event->>'stream' AS stream,
         (event->>'seq')::int AS seq, event->'data'->'lines' AS lines,
         event->'data'->'cut' AS cut, event->'data'->'waiting' AS waiting,
         event->'data'->>'returnId' AS "returnId",
         (coalesce(event->'data'->'captureAmount', event->'data'->'refundAmount')
           ->>'amountMinor')::float8 AS "amountMinor",
         (event->'data'->>'final')::boolean AS final,
         (extract(epoch FROM (event->>'at')::timestamptz) * 1000)::float8 AS "atMs"
  FROM (
    SELECT convert_from(value, 'utf8')::jsonb AS event
    FROM stream_state
    WHERE key LIKE 'order||order-%'
    LIMIT $1
  ) AS stored
  ORDER BY stream, seq`;

/** Groups events into orders, in stream order. */
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

/** All orders of the database by id. Rejects if there are more than MAX_EVENTS events. */
export async function readOrders(orderDatabase: pg.Pool): Promise<Map<string, StoredOrder>> {
  const { rows } = await orderDatabase.query<StoredEvent>(READ_EVENTS, [MAX_EVENTS + 1]);
  if (rows.length > MAX_EVENTS) throw new Error(`there are more than ${MAX_EVENTS} order events`);
  return groupByOrder(rows);
}

/** The stored orders for which the replay got an answer. */
export async function readReplayedOrders(
  orderDatabase: pg.Pool,
  replayed: Replayed[],
): Promise<StoredOrder[]> {
  const ids = new Set(replayed.flatMap((one) => ('order' in one ? [one.order.id] : [])));
  return [...(await readOrders(orderDatabase)).values()].filter(({ id }) => ids.has(id));
}

const GIVEN_UP = new Set(['OrderRejected.v1', 'OrderCancelling.v1', 'OrderCancelled.v1']);

/** Whether the order was confirmed and not given up later. */
export function isConfirmed({ events }: StoredOrder): boolean {
  return (
    events.some(({ type }) => type === 'OrderConfirmed.v1') &&
    !events.some(({ type }) => GIVEN_UP.has(type))
  );
}

/** Whether nothing of a confirmed order is left to ship, so that nothing more will be captured. */
export function isShippedOut({ events }: StoredOrder): boolean {
  return events.some(({ final }) => final === true);
}

/** Events after which more work is pending. */
const UNFINISHED_TYPES = new Set([
  'OrderPlaced.v1',
  'OrderPlaced.v2',
  'OrderCancelling.v1',
  'OrderReturnReceived.v1',
]);

const RETURN_REQUESTED = new Set(['OrderReturnRequested.v1', 'OrderReturnRequested.v2']);

/** Whether no work is pending for the order. */
export function isFinished(order: StoredOrder): boolean {
  const last = order.events.at(-1);
  return last !== undefined && !UNFINISHED_TYPES.has(last.type);
}

/**
 * The units that a confirmed order has taken out of the stock, by SKU: ordered units less
 * shortfall, backordered, cancelled and returned ones.
 */
export function unitsTaken({ events, lines }: StoredOrder): Map<string, number> {
  const units = unitsBySku(lines);
  const waiting = new Map<string, number>();
  const add = (to: Map<string, number>, more: StreamLine[] | null | undefined, sign: 1 | -1) => {
    for (const { sku, quantity } of more ?? []) to.set(sku, (to.get(sku) ?? 0) + sign * quantity);
  };
  for (const event of events) {
    if (event.type === 'OrderConfirmed.v1') {
      add(units, event.cut, -1);
      add(waiting, event.waiting, 1);
    }
    if (event.type === 'OrderBackorderFilled.v1') add(waiting, event.lines, -1);
    if (event.type === 'OrderLinesCancelled.v1') add(units, event.lines, -1);
    if (event.type === 'OrderReturned.v1') {
      const asked = events.find(
        ({ type, returnId }) => RETURN_REQUESTED.has(type) && returnId === event.returnId,
      );
      add(units, asked?.lines, -1);
    }
  }
  // Cancelled units are taken from the backordered ones first.
  return new Map(
    [...units].map(([sku, taken]) => [
      sku,
      taken - Math.min(taken, Math.max(0, waiting.get(sku) ?? 0)),
    ]),
  );
}

/** The units of a confirmed order that are with the customer, by SKU: shipped less returned ones. */
export function unitsDispatched({ events }: StoredOrder): Map<string, number> {
  const shipped = events.filter(({ type }) => type === 'OrderShipped.v1');
  const units = unitsBySku(shipped.flatMap(({ lines }) => lines ?? []));
  for (const { type, returnId } of events) {
    if (type !== 'OrderReturned.v1') continue;
    const asked = events.find(
      (event) => RETURN_REQUESTED.has(event.type) && event.returnId === returnId,
    );
    for (const { sku, quantity } of asked?.lines ?? []) {
      units.set(sku, (units.get(sku) ?? 0) - quantity);
    }
  }
  return units;
}

/** Captures and refunds of an order, in minor units. */
export type MoneyMoved = { capturedMinor: number; refundedMinor: number };

/**
 * The captures of the order's shipments and the refunds of its completed returns, from its events.
 */
export function moneyMoved({ events }: StoredOrder): MoneyMoved {
  const moved = { capturedMinor: 0, refundedMinor: 0 };
  const returned = new Set(
    events.flatMap(({ type, returnId }) => (type === 'OrderReturned.v1' ? [returnId] : [])),
  );
  for (const { type, returnId, amountMinor } of events) {
    if (type === 'OrderShipped.v1') moved.capturedMinor += amountMinor ?? 0;
    if (RETURN_REQUESTED.has(type) && returned.has(returnId)) {
      moved.refundedMinor += amountMinor ?? 0;
    }
  }
  return moved;
}

/** Sums the units of the lines by SKU: a product may have several lines. */
export function unitsBySku(lines: Iterable<StreamLine>): Map<string, number> {
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return units;
}
