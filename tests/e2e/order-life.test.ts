import { connectStack, waitUntil } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const WAIT = { timeoutMs: 60_000 };

interface Payment {
  captured?: { amountMinor: number };
  refunded?: { amountMinor: number };
}

async function payment(orderId: string): Promise<Payment> {
  const answer = await fetch(`${stack.app('payment').url}/payments/${orderId}`, {
    headers: { 'dapr-api-token': stack.appApiToken, 'dapr-caller-app-id': 'order' },
  });
  return (await answer.json()) as Payment;
}

async function untilMoved(orderId: string, expected: Record<keyof Payment, number>): Promise<void> {
  await waitUntil(
    async () => {
      const { captured, refunded } = await payment(orderId);
      return (
        captured?.amountMinor === expected.captured && refunded?.amountMinor === expected.refunded
      );
    },
    { ...WAIT, what: `captured ${expected.captured} and refunded ${expected.refunded}` },
  );
}

type Headers = Record<string, string>;
let warehouse: Headers;
let loadTester: Headers;
test.before(async () => {
  warehouse = await shop.tokens.person('warehouse');
  loadTester = await shop.tokens.loadTester();
});

const post = (path: string, body?: object, headers: Headers = {}) =>
  shop.api('POST', path, { ...(body && { body }), headers });

async function placed(lines: Record<string, number>, more: object = {}): Promise<string> {
  const { body } = await shop.place({ ...orderOf(lines), ...more });
  return String(body['id']);
}

test('a shipped order is captured, delivered, sent back, restocked and refunded', async (t) => {
  const sku = await shop.product(5);
  const id = await placed({ [sku]: 3 });
  const shipped = await post(`/orders/${id}/shipments`, {}, warehouse);
  t.is(shipped.status, 201);
  t.is(shipped.body['status'], 'shipped');
  await untilMoved(id, { captured: 750, refunded: 0 });

  const [shipment] = (shipped.body['fulfilment'] as { shipments: { shipmentId: string }[] })
    .shipments;
  const delivery = `/orders/${id}/shipments/${shipment?.shipmentId}/delivery`;
  t.is((await post(delivery, undefined, warehouse)).body['status'], 'delivered');

  const lines = [{ sku, quantity: 2 }];
  const asked = await post(`/orders/${id}/returns`, { lines, reason: 'too small' });
  t.is(asked.status, 201);
  const [back] = (asked.body['fulfilment'] as { returns: { returnId: string }[] }).returns;
  const receipt = `/orders/${id}/returns/${back?.returnId}/receipt`;
  t.is((await post(receipt, undefined, warehouse)).status, 202);
  await waitUntil(async () => (await shop.getOrder(id)).status === 'partially-returned', {
    ...WAIT,
    what: 'the return has ended',
  });
  await untilMoved(id, { captured: 750, refunded: 500 });
  t.like(await shop.untilNothingHeld(sku), { onHand: 4 });
});

test('an order that ships in parts is captured part by part, to the penny', async (t) => {
  const sku = await shop.product(5);
  const id = await placed({ [sku]: 3 }, { policy: 'split' });
  await post(`/orders/${id}/shipments`, { lines: [{ sku, quantity: 1 }] }, warehouse);
  await untilMoved(id, { captured: 250, refunded: 0 });
  t.is((await shop.getOrder(id)).status, 'partially-shipped');
  await post(`/orders/${id}/shipments`, {}, warehouse);
  await untilMoved(id, { captured: 750, refunded: 0 });
  t.is((await shop.getOrder(id)).status, 'shipped');
});

test('units of cancelled lines are available again and never captured', async (t) => {
  const sku = await shop.product(5);
  const id = await placed({ [sku]: 3 }, { policy: 'split' });
  await shop.untilNothingHeld(sku);
  const cancelled = await post(`/orders/${id}/cancellation`, { lines: [{ sku, quantity: 2 }] });
  t.is(cancelled.status, 200);
  t.like(await shop.untilReserved(sku, 1), { onHand: 5, available: 4 });
  await post(`/orders/${id}/shipments`, {}, warehouse);
  await untilMoved(id, { captured: 250, refunded: 0 });
});

test('a partial order ships and charges less, and names the affected lines', async (t) => {
  const sku = await shop.product(2);
  const { body } = await shop.place({ ...orderOf({ [sku]: 5 }), policy: 'partial' });
  t.like(body, { status: 'confirmed', total: { amountMinor: 500, currency: 'GBP' } });
  t.is((body['fulfilment'] as { lines: { quantity: number }[] }).lines[0]?.quantity, 2);
});

test('a backordered order ships once its stock has arrived', async (t) => {
  const sku = await shop.product(1);
  const id = await placed({ [sku]: 3 }, { policy: 'backorder' });
  const before = await post(
    `/orders/${id}/shipments`,
    { lines: [{ sku, quantity: 3 }] },
    warehouse,
  );
  t.is(before.status, 409);
  t.is(before.body['type'], '/problems/shipment-exceeds-order');
  await post(`/stock/${sku}/receipts`, { location: 'main', quantity: 10 }, loadTester);
  await waitUntil(async () => (await shop.getOrder(id)).fulfilment?.lines[0]?.waiting === 0, {
    ...WAIT,
    what: 'the backordered units have arrived',
  });
  t.is((await post(`/orders/${id}/shipments`, {}, warehouse)).body['status'], 'shipped');
  t.like(await shop.untilOnHand(sku, 8), { reserved: 0 });
});

test('a repeat of a shipment with the same key changes nothing', async (t) => {
  const sku = await shop.product(5);
  const id = await placed({ [sku]: 2 }, { policy: 'split' });
  const headers = { ...warehouse, 'idempotency-key': 'dispatch-1' };
  const body = { lines: [{ sku, quantity: 1 }] };
  const first = await post(`/orders/${id}/shipments`, body, headers);
  const second = await post(`/orders/${id}/shipments`, body, headers);
  t.is(second.body['version'], first.body['version']);
  await untilMoved(id, { captured: 250, refunded: 0 });
});

test('a key of a command on an order is another key for another order', async (t) => {
  const sku = await shop.product(8);
  const ids = [
    await placed({ [sku]: 4 }, { policy: 'split' }),
    await placed({ [sku]: 4 }, { policy: 'split' }),
  ];
  const units = (quantity: number) => ({ lines: [{ sku, quantity }] });
  for (const [path, more, headers] of [
    ['shipments', {}, warehouse],
    // By two guests, who share a name.
    ['cancellation', {}, {}],
    ['returns', { reason: 'too small' }, {}],
  ] as const) {
    const key = { ...headers, 'idempotency-key': `${path}-1` };
    for (const [n, id] of ids.entries()) {
      const { status, body } = await post(
        `/orders/${id}/${path}`,
        { ...units(n + 1), ...more },
        key,
      );
      t.true(status < 300, `${path}: ${status}`);
      t.is(body['id'], id, path);
    }
  }
});

test('a key that was used for a command on an order is refused with another body', async (t) => {
  const sku = await shop.product(5);
  const id = await placed({ [sku]: 3 }, { policy: 'split' });
  const headers = { ...warehouse, 'idempotency-key': 'once' };
  const units = (quantity: number) => ({ lines: [{ sku, quantity }] });
  for (const [path, also] of [
    ['shipments', {}],
    ['cancellation', {}],
    ['returns', { reason: 'too small' }],
  ] as const) {
    const first = await post(`/orders/${id}/${path}`, { ...units(1), ...also }, headers);
    t.true(first.status < 300, `${path}: ${first.status}`);
    const other = await post(`/orders/${id}/${path}`, { ...units(2), ...also }, headers);
    t.is(other.status, 422, path);
    t.is(other.body['type'], '/problems/idempotency-key-reused');
  }
});

test('only authorized callers can use the warehouse operations', async (t) => {
  const sku = await shop.product(5);
  const id = await placed({ [sku]: 1 });
  const refused = await post(`/orders/${id}/shipments`, {});
  t.like(refused, { status: 401, body: { type: '/problems/invalid-token' } });
  t.is(refused.headers.get('www-authenticate'), 'Bearer');
  for (const headers of [await shop.tokens.person('customer'), await shop.tokens.loadTester()]) {
    const answer = await post(`/orders/${id}/shipments`, {}, headers);
    t.like(answer, { status: 403, body: { type: '/problems/forbidden' } });
  }
  t.is((await shop.getOrder(id)).status, 'confirmed');
});
