import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openEndpoint } from '../../http-endpoint.ts';
import { amountOf, CONSUMERS } from '../../order-work.ts';

const CONNECTIONS = 32;

// All rows of an order in one statement, which is one transaction.
const PLACE_ORDER = `
  CREATE FUNCTION place_order(
    id text, lines jsonb, skus text[], quantities bigint[],
    amount bigint, currency text, token text, placed jsonb, confirmed jsonb, consumers text[]
  ) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM FROM stock WHERE sku = ANY(skus) ORDER BY sku FOR UPDATE;
    UPDATE stock SET held = held + wanted.quantity
      FROM (SELECT line.sku, sum(line.quantity) AS quantity
            FROM unnest(skus, quantities) AS line (sku, quantity) GROUP BY line.sku) AS wanted
      WHERE stock.sku = wanted.sku;
    INSERT INTO reservations (order_id, lines) VALUES (id, lines);
    INSERT INTO authorizations VALUES (id, amount, currency, token);
    INSERT INTO order_events (order_id, seq, type, data)
      VALUES (id, 1, 'OrderPlaced', placed), (id, 2, 'OrderConfirmed', confirmed);
    INSERT INTO inbox (consumer, event_id)
      SELECT consumer, id || ':' || seq FROM unnest(consumers) AS consumer, generate_series(1, 2) seq;
  END $$`;

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: CONNECTIONS });
await pool.query(PLACE_ORDER);

openEndpoint(Number(process.env['PORT']), async (request) => {
  const { lines, currency, payment } = request;
  const id = randomUUID();
  const amountMinor = amountOf(request);
  await pool.query({
    name: 'place-order',
    text: 'SELECT place_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    values: [
      ...[id, JSON.stringify(lines), lines.map(({ sku }) => sku)],
      ...[lines.map(({ quantity }) => quantity), amountMinor, currency, payment.token],
      ...[JSON.stringify(request), JSON.stringify({ amountMinor }), CONSUMERS],
    ],
  });
  return { id, status: 'confirmed' };
});
process.once('SIGTERM', () => process.exit());
