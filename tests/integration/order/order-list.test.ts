import { listSummaries, type SummaryFilter } from '@commerce/order/store/order-summaries';
import { readModels } from '@commerce/order/store/read-models';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import { openDatabase, type Queryable } from 'dapr-actor-runtime/postgres';
import test from 'ava';

/** Enough orders that the planner prefers an index to reading all of them. */
const ORDERS = 5_000;

const scratch = await scratchDatabase('order');
const database = openDatabase(scratch.url, { max: 1 });
test.after.always('the database is removed', async () => {
  await database.end();
  await scratch.drop();
});

/** The plan of the statement that lists these orders. */
async function planOf(filter: SummaryFilter): Promise<string> {
  let plan = '';
  const explained = {
    async query(statement: { text: string; values: unknown[] }) {
      const text = `EXPLAIN ${statement.text}`;
      const { rows } = await database.query({ ...statement, text });
      plan = rows.map((row) => String(row['QUERY PLAN'])).join('\n');
      return database.query(statement);
    },
  } as unknown as Queryable;
  await listSummaries(explained, { ...filter, limit: 50 });
  return plan;
}

test('the few orders with any status but the usual last one are found by an index', async (t) => {
  await database.query(
    `INSERT INTO order_summaries
       (order_id, status, version, changed_at, placed_at, total_minor, currency, standing)
     SELECT 'ord_' || n, 'shipped', 3, now(), now() - n * interval '1 minute', 100, 'GBP', $1
     FROM generate_series(1, $2::int) AS n`,
    [
      {
        version: 3,
        paymentStatus: 'captured',
        fulfilmentStatus: 'delivered',
        returnStatus: 'none',
        amounts: { totalMinor: 100 },
      },
      ORDERS,
    ],
  );
  await database.query('ANALYZE order_summaries');
  for (const paymentStatus of ['pending', 'authorized'] as const) {
    t.regex(await planOf({ paymentStatus }), /order_summaries_open/);
  }
  for (const fulfilmentStatus of ['unshipped', 'partially-shipped'] as const) {
    t.regex(await planOf({ fulfilmentStatus }), /order_summaries_open/);
  }
  for (const paymentStatus of ['capture-refused', 'refunded', 'declined', 'voided'] as const) {
    t.regex(await planOf({ paymentStatus }), /order_summaries_payment/);
  }
  for (const fulfilmentStatus of ['shipped', 'none'] as const) {
    t.regex(await planOf({ fulfilmentStatus }), /order_summaries_fulfilment/);
  }
  t.regex(await planOf({ paymentStatus: 'captured' }), /order_summaries_newest/);
});

test('a list has the orders of several statuses that were placed in a span of time', async (t) => {
  const statuses = ['shipped', 'cancelled', 'delivered'];
  await database.query(
    `INSERT INTO order_summaries
       (order_id, status, version, changed_at, placed_at, total_minor, currency)
     SELECT 'ord_of_2020_' || n, ($1::text[])[1 + n % 3], 3, '2020-02-01T00:00:00Z',
            '2020-01-01T00:00:00Z'::timestamptz + n * interval '1 hour', 100, 'GBP'
     FROM generate_series(0, 11) AS n`,
    [statuses],
  );
  const found = await listSummaries(database, {
    statuses: ['shipped', 'delivered'],
    placedFrom: '2020-01-01T02:00:00.000Z',
    placedBefore: '2020-01-01T06:00:00.000Z',
    limit: 50,
  });
  t.deepEqual(
    found.map(({ id, status, updatedAt }) => [id, status, new Date(updatedAt).toISOString()]),
    (
      [
        ['ord_of_2020_5', 'delivered'],
        ['ord_of_2020_3', 'shipped'],
        ['ord_of_2020_2', 'delivered'],
      ] as const
    ).map((row) => [...row, '2020-02-01T00:00:00.000Z']),
  );
});

test('the few orders of a rare product are found by its index', async (t) => {
  await database.query(
    `INSERT INTO order_products (sku_key, order_id, since_version)
     SELECT CASE WHEN n % 1000 = 0 THEN 'RARE' ELSE 'COMMON' END, 'ord_' || n, 1
     FROM generate_series(1, $1::int) AS n`,
    [ORDERS],
  );
  await database.query('ANALYZE order_products');
  t.regex(await planOf({ skuKey: 'RARE' }), /order_products_pkey/);
  const rare = await listSummaries(database, { skuKey: 'RARE', limit: 50 });
  t.is(rare.length, ORDERS / 1_000);
  const page = await listSummaries(database, { skuKey: 'COMMON', limit: 50 });
  t.is(page.length, 50);
});

test('a rebuild derives every column of the read models, except when an order was looked at', async (t) => {
  for (const { table, key, derived } of readModels) {
    const { rows } = await database.query<{ name: string }>(
      'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1',
      [table],
    );
    const rebuilt = new Set<string>([...key, ...derived, 'driven_at']);
    t.deepEqual(
      rows.map(({ name }) => name).filter((name) => !rebuilt.has(name)),
      [],
      table,
    );
  }
});
