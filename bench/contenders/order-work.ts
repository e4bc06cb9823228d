import pg from 'pg';

/** The request of a client. */
export interface OrderRequest {
  lines: { sku: string; quantity: number }[];
  shippingAddress: object;
  payment: { token: string };
  currency: string;
}

/** An event of an order, as stored and as sent to the consumers. */
export interface OrderEvent {
  orderId: string;
  seq: number;
  type: 'OrderPlaced' | 'OrderConfirmed';
  data: object;
}

export const CONSUMERS = ['summary', 'fulfilment'] as const;
export type Consumer = (typeof CONSUMERS)[number];

const UNIT_PRICE_MINOR = 199;
/** As many as clients, and no fewer than the platform's apps and sidecars together. */
const CONNECTIONS = 32;

/** A prepared statement. */
interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

/** The steps on a connection pool: each is one transaction and one round trip. */
export function openOrderWork(databaseUrl: string) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
  pool.on('error', () => {});
  return orderWork((statement) => pool.query(statement));
}

/** The SQL of each step, the same for every peer: each is one prepared statement, and idempotent. */
export function orderWork(query: (statement: Statement) => Promise<unknown>) {
  return {
    async recordEvent({ orderId, seq, type, data }: OrderEvent): Promise<void> {
      await query({
        name: 'record-event',
        text: `INSERT INTO order_events (order_id, seq, type, data) VALUES ($1, $2, $3, $4)
               ON CONFLICT DO NOTHING`,
        values: [orderId, seq, type, JSON.stringify(data)],
      });
    },
    /** Holds all lines or none; rows are locked in a fixed order, so that holds never deadlock. */
    async hold(orderId: string, lines: OrderRequest['lines']): Promise<void> {
      await query({
        name: 'hold',
        text: `WITH fresh AS (
                 INSERT INTO reservations (order_id, lines) VALUES ($1, $2)
                 ON CONFLICT DO NOTHING RETURNING order_id
               ), wanted AS (
                 SELECT sku, sum(quantity) AS quantity
                 FROM unnest($3::text[], $4::bigint[]) AS line (sku, quantity) GROUP BY sku
               ), locked AS MATERIALIZED (
                 SELECT sku FROM stock WHERE sku = ANY($3) AND EXISTS (SELECT FROM fresh)
                 ORDER BY sku FOR UPDATE
               )
               UPDATE stock SET held = held + wanted.quantity
               FROM wanted JOIN locked USING (sku) WHERE stock.sku = wanted.sku`,
        values: [
          orderId,
          JSON.stringify(lines),
          lines.map(({ sku }) => sku),
          lines.map(({ quantity }) => quantity),
        ],
      });
    },
    async authorize(orderId: string, request: OrderRequest): Promise<void> {
      await query({
        name: 'authorize',
        text: `INSERT INTO authorizations (order_id, amount_minor, currency, token)
               VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        values: [orderId, amountOf(request), request.currency, request.payment.token],
      });
    },
    /** Applies each event once, in one statement for all of them. */
    async receive(consumer: Consumer, events: Pick<OrderEvent, 'orderId' | 'seq'>[]) {
      await query({
        name: 'receive',
        text: `INSERT INTO inbox (consumer, event_id) SELECT $1, unnest($2::text[])
               ON CONFLICT DO NOTHING`,
        values: [consumer, events.map(({ orderId, seq }) => `${orderId}:${seq}`)],
      });
    },
  };
}

export type OrderWork = ReturnType<typeof openOrderWork>;

/** The total of an order, in minor units. */
export function amountOf({ lines }: Pick<OrderRequest, 'lines'>): number {
  return lines.reduce((sum, { quantity }) => sum + quantity * UNIT_PRICE_MINOR, 0);
}

/** The first event of an order. */
export function placedEvent(orderId: string, request: OrderRequest): OrderEvent {
  return { orderId, seq: 1, type: 'OrderPlaced', data: request };
}

/** The second and last one. */
export function confirmedEvent(orderId: string, request: OrderRequest): OrderEvent {
  return { orderId, seq: 2, type: 'OrderConfirmed', data: { amountMinor: amountOf(request) } };
}
