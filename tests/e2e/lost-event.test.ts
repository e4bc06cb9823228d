import { uuidv7 } from 'dapr-actor-runtime/ids';
import { connectStack, waitUntil } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { orderSecrets } from './order-secrets.ts';

// The broker or the database can be unavailable for so long that the outbox gives up on a committed
// event. Here the row of an event is written without the sidecar, so that it is never published.
const stack = connectStack();
const shop = openShop(stack);
const personal = await orderSecrets(stack);
test.after.always(() => stack.close());

test('the sweep finds an order whose first event was lost, and the order is confirmed', async (t) => {
  const sku = await shop.product(3);
  const id = `ord_${uuidv7()}`;
  const placedAt = new Date().toISOString();
  const event = {
    id: `${id}:1`,
    type: 'OrderPlaced.v2',
    stream: id,
    seq: 1,
    at: placedAt,
    correlationId: `lost-${sku}`,
    data: {
      lines: [{ sku, quantity: 2, unitPriceMinor: 250 }],
      total: { amountMinor: 500, currency: 'GBP' },
      personal: await personal.encrypt(
        { orderId: id },
        { shippingAddress: { country: 'GB' }, paymentToken: 'tok_ok' },
      ),
      requestHash: 'hash',
      placedAt,
    },
  };
  await stack.database('order').query(
    `INSERT INTO stream_state (key, value, created_at)
       VALUES ($1, convert_to($2, 'utf8'), now() - interval '1 minute')`,
    [`order||order-${id}-1`, JSON.stringify(event)],
  );
  t.is((await shop.untilSettled(id)).status, 'confirmed');
  t.like(await shop.untilNothingHeld(sku), { available: 1 });
  await waitUntil(
    async () => {
      const { rows } = await stack
        .database('order')
        .query('SELECT FROM order_summaries WHERE order_id = $1 AND version = 2', [id]);
      return rows.length === 1;
    },
    { timeoutMs: 30_000, what: 'the order is listed' },
  );
});

test('an event that a sidecar had read when it died is redelivered', async (t) => {
  const sku = await shop.product(1);
  const order = stack.database('order');
  const isKnown = async () =>
    (await order.query('SELECT FROM products WHERE sku = $1', [sku])).rows.length === 1;
  await waitUntil(isKnown, { timeoutMs: 30_000, what: 'the order app knows the product' });
  const redis = stack.redis();
  const [entry] = (await redis.xrange('products', '-', '+')).filter(([, fields]) =>
    fields.some((text) => text.includes(sku)),
  );
  const id = entry?.[0] ?? '';
  // As if it had never been handled, and its reader had not answered for two minutes.
  await order.query(`DELETE FROM inbox WHERE consumer = 'order-prices' AND event_id LIKE $1`, [
    `%${sku}%`,
  ]);
  await order.query('DELETE FROM products WHERE sku = $1', [sku]);
  await redis.call('XCLAIM', 'products', 'order', 'gone', '0', id, 'IDLE', '120000', 'FORCE');
  await waitUntil(isKnown, { timeoutMs: 60_000, what: 'the product is known again' });
  await waitUntil(
    async () => {
      const left = (await redis.call('XPENDING', 'products', 'order', id, id, '1')) as unknown[];
      return left.length === 0;
    },
    { timeoutMs: 30_000, what: 'the event is acknowledged' },
  );
  t.pass();
});

test('when Redis has come back empty, the consumers of other apps get recent events again', async (t) => {
  const sku = await shop.product(1);
  const { body } = await shop.place(orderOf({ [sku]: 1 }));
  const confirmed = `${String(body['id'])}:2`;
  const inventory = stack.database('inventory');
  const isConsumed = async () => {
    const found = await inventory.query('SELECT FROM inbox WHERE event_id = $1', [confirmed]);
    return found.rows.length === 1;
  };
  const limit = { timeoutMs: 60_000, what: 'inventory has consumed the event' };
  await waitUntil(isConsumed, limit);
  // As if inventory had been away, and the event gone with the memory of Redis.
  await inventory.query('DELETE FROM inbox WHERE event_id = $1', [confirmed]);
  await stack.redis().del('orders:redis-process');
  await waitUntil(isConsumed, limit);
  t.like(await shop.untilNothingHeld(sku), { available: 0 });
});

test('when Redis has dropped a topic, its consumers get recent events of an outbox again', async (t) => {
  const sku = await shop.product(1);
  const order = stack.database('order');
  const isKnown = async () =>
    (await order.query('SELECT FROM products WHERE sku = $1', [sku])).rows.length === 1;
  const limit = { timeoutMs: 60_000, what: 'the order app knows the product' };
  await waitUntil(isKnown, limit);
  // As if the order app had been away, and the topic been evicted meanwhile.
  await order.query(`DELETE FROM inbox WHERE consumer = 'order-prices' AND event_id LIKE $1`, [
    `%${sku}%`,
  ]);
  await order.query('DELETE FROM products WHERE sku = $1', [sku]);
  await stack.redis().del('products');
  await waitUntil(isKnown, limit);
  t.pass();
});
