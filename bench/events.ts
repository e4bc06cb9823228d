import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from '@commerce/local-stack';
import { LINES_PER_ORDER, PRODUCTS } from './contenders/contender.ts';
import { oneRow } from './one-row.ts';
import { placeAndSettle } from './platform-cost.ts';
import { invocationEndpoint, prepareProducts } from './platform-endpoints.ts';

const CLIENTS = 32;
const WARM_UP_ORDERS = 300;
const ORDERS = 2_000;
const RELAYED_EVENTS = 5_000;
const RELAY_LIMIT_MS = 120_000;
const RELAY_POLL_MS = 100;

/**
 * The lag of events from their commit to the consumer's commit while orders are placed, and the
 * rate at which the relay of an SQL outbox publishes a backlog until it is consumed.
 */
export async function measureEvents(stack: Stack): Promise<void> {
  const skus = await prepareProducts(stack, PRODUCTS);
  const load = {
    endpoint: invocationEndpoint(stack),
    shape: { skus, lines: LINES_PER_ORDER },
    clients: CLIENTS,
  };
  await placeAndSettle(stack, { ...load, orders: WARM_UP_ORDERS });
  const from = await oneRow(
    stack.databaseUrl('order'),
    'SELECT coalesce(max(row_id), 0) AS position FROM stream_state',
  );
  await placeAndSettle(stack, { ...load, orders: ORDERS });
  await reportLag(stack, from['position'] ?? 0);
  await reportRelay(stack);
}

async function reportLag(stack: Stack, from: number): Promise<void> {
  const row = await oneRow(
    stack.databaseUrl('order'),
    `SELECT count(*) AS events,
       count(*) / extract(epoch FROM max(received_at) - min(created_at)) AS rate,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY lag) AS p50,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY lag) AS p90,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY lag) AS p99, max(lag) AS most
     FROM (SELECT received_at, created_at,
             extract(epoch FROM received_at - created_at) * 1000 AS lag
           FROM stream_state JOIN inbox ON consumer = 'order-summary'
             AND event_id = convert_from(value, 'utf8')::jsonb->>'id'
           WHERE row_id > ${from} AND key LIKE 'order||order-%') AS seen`,
  );
  const ms = (name: string) => `${(row[name] ?? Number.NaN).toFixed(0)} ms`;
  console.log(`\n${row['events']} order events, consumed at ${row['rate']?.toFixed(0)}/s`);
  console.log(`lag from commit to the consumer's transaction, through the Dapr outbox:`);
  console.log(`p50 ${ms('p50')}, p90 ${ms('p90')}, p99 ${ms('p99')}, max ${ms('most')}`);
}

async function reportRelay(stack: Stack): Promise<void> {
  const begin = performance.now();
  await oneRow(
    stack.databaseUrl('catalog'),
    `WITH stored AS (
       INSERT INTO outbox (topic, event)
       SELECT 'products', jsonb_build_object('id', sku || ':1', 'type', 'ProductCreated.v1',
         'stream', sku, 'seq', 1, 'at', '2026-01-01T00:00:00.000Z', 'correlationId', 'bench',
         'data', jsonb_build_object('sku', sku, 'name', sku,
           'price', jsonb_build_object('amountMinor', 199, 'currency', 'GBP')))
       FROM (SELECT 'RELAY-' || n AS sku FROM generate_series(1, ${RELAYED_EVENTS}) AS n) AS products
       RETURNING 1)
     SELECT count(*) AS stored FROM stored`,
  );
  const until = async (app: string, query: string) => {
    for (;;) {
      const { done } = await oneRow(stack.databaseUrl(app), query);
      const ms = performance.now() - begin;
      if (done === RELAYED_EVENTS) return ms;
      if (ms > RELAY_LIMIT_MS)
        throw new Error(`${app}: ${done} of ${RELAYED_EVENTS} events arrived`);
      await pause(RELAY_POLL_MS);
    }
  };
  const published = until('catalog', `SELECT ${RELAYED_EVENTS} - count(*) AS done FROM outbox`);
  const consumed = until(
    'order',
    `SELECT count(*) AS done FROM inbox WHERE consumer = 'order-prices' AND event_id LIKE 'RELAY-%'`,
  );
  const rate = (ms: number) => ((RELAYED_EVENTS / ms) * 1_000).toFixed(0);
  const [publishedMs, consumedMs] = await Promise.all([published, consumed]);
  console.log(`\nrelay of ${RELAYED_EVENTS} rows of an SQL outbox, from their commit:`);
  console.log(`published ${rate(publishedMs)} events/s, consumed ${rate(consumedMs)} events/s`);
}
