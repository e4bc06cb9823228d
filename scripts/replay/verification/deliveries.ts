import { orderEvents } from '@commerce/contracts/order/order-events';
import { INBOX_KEPT_DAYS } from 'dapr-actor-runtime/inbox';
import type { DatabaseName, Databases } from './databases.ts';
import type { StoredOrder } from './order-streams.ts';

/** A consumer of events and the database of its inbox. */
export type Subscriber = {
  consumer: string;
  database: DatabaseName;
  /** The event types that it consumes. */
  types: readonly string[];
};

/** The consumers and the events that each must have applied. */
export const SUBSCRIBERS: readonly Subscriber[] = [
  {
    consumer: 'order-summary',
    database: 'order',
    types: Object.keys(orderEvents),
  },
  {
    consumer: 'reservation',
    database: 'inventory',
    types: ['OrderConfirmed.v1', 'OrderRejected.v1', 'OrderCancelled.v1'],
  },
  {
    consumer: 'payment',
    database: 'payment',
    types: ['OrderRejected.v1', 'OrderCancelled.v1', 'OrderShipped.v1'],
  },
  {
    consumer: 'payment-rest',
    database: 'payment',
    types: ['OrderShipped.v1', 'OrderLinesCancelled.v1'],
  },
  { consumer: 'order-prices', database: 'order', types: ['ProductCreated.v1'] },
];

/** The part of an event that matters for its delivery. */
export type PublishedEvent = { id: string; type: string };

export type DeliveryFaults = {
  deliveries: number;
  /** `<consumer> <event id>` of events that should have been applied and were not. */
  missing: string[];
  /** Inbox entries without an event, and duplicates. */
  unexpected: string[];
};

/** Compares the inbox of a consumer with the events that it should have applied. */
export function compareDeliveries(
  { consumer, types }: Subscriber,
  events: PublishedEvent[],
  marked: string[],
): DeliveryFaults {
  const due = new Set(events.filter(({ type }) => types.includes(type)).map(({ id }) => id));
  const applied = new Set<string>();
  const unexpected: string[] = [];
  for (const id of marked) {
    if (!due.has(id) || applied.has(id)) unexpected.push(`${consumer} ${id}`);
    applied.add(id);
  }
  const missing = [...due].filter((id) => !applied.has(id)).map((id) => `${consumer} ${id}`);
  return { deliveries: due.size, missing, unexpected };
}

/**
 * The events of the catalog: each product was created once, as its first version. Events that may
 * have been pruned from the inboxes are left out.
 */
async function readProductEvents(databases: Databases): Promise<PublishedEvent[]> {
  const { rows } = await databases.catalog.query<{ sku: string }>(
    `SELECT sku FROM products WHERE created_at > now() - make_interval(days => $1)`,
    [INBOX_KEPT_DAYS - 1],
  );
  return rows.map(({ sku }) => ({ id: `${sku}:1`, type: 'ProductCreated.v1' }));
}

/** Reads every subscriber's inbox and compares it with the orders' streams and the catalog. */
export async function findDeliveryFaults(
  databases: Databases,
  orders: StoredOrder[],
): Promise<DeliveryFaults> {
  const events = [
    ...orders.flatMap((order) => order.events),
    ...(await readProductEvents(databases)),
  ];
  const streams = [...new Set(events.map(({ id }) => id.slice(0, id.lastIndexOf(':'))))];
  const all: DeliveryFaults = { deliveries: 0, missing: [], unexpected: [] };
  for (const subscriber of SUBSCRIBERS) {
    const { rows } = await databases[subscriber.database].query<{ event_id: string }>(
      `SELECT event_id FROM inbox
       WHERE consumer = $1 AND split_part(event_id, ':', 1) = ANY($2::text[])`,
      [subscriber.consumer, streams],
    );
    const marked = rows.map(({ event_id }) => event_id);
    const { deliveries, missing, unexpected } = compareDeliveries(subscriber, events, marked);
    all.deliveries += deliveries;
    all.missing.push(...missing);
    all.unexpected.push(...unexpected);
  }
  return all;
}
