import { randomBytes } from 'node:crypto';
import { connectStack, waitUntil } from '@commerce/testing';
import { newCustomer } from '@commerce/testing/customers';
import { jsonClient } from '@commerce/testing/json-client';
import { CUSTOMER, openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
const warehouse = await shop.tokens.person('warehouse');
const support = await shop.tokens.person('support');
const loadTester = await shop.tokens.loadTester();
const importer = await shop.tokens.importer();
const provider = jsonClient(stack.paymentProviderUrl);
test.after.always(() => stack.close());

type Headers = Record<string, string>;
const post = (path: string, body: object, headers: Headers) =>
  shop.api('POST', path, { body, headers });
const get = async (path: string, headers: Headers = {}) => shop.api('GET', path, { headers });

/** Creates a product with 10 units of it; returns its SKU, which has signs and two cases. */
async function product(price = 250, more: object = {}): Promise<string> {
  const sku = `Tea/Größe 5 ${randomBytes(4).toString('hex')}`;
  const body = { sku, name: 'Earl Grey', price: { amountMinor: price, currency: 'GBP' }, ...more };
  await post('/products', body, loadTester);
  const path = `/stock/${encodeURIComponent(sku)}/receipts`;
  const receipt = await post(path, { location: 'main', quantity: 10 }, loadTester);
  if (receipt.status !== 201) throw new Error(JSON.stringify(receipt.body));
  return sku;
}

async function placed(body: object, headers: Headers = {}): Promise<Record<string, unknown>> {
  const answer = await shop.place(body, headers);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

test('a line has an id and the product as it was sold, whatever case was asked for', async (t) => {
  const details = { options: { size: 'S' }, taxClass: 'food', weightGrams: 125, seller: 'own' };
  const sku = await product(250, details);
  const order = await placed(orderOf({ [sku.toUpperCase()]: 2 }));
  const line = { lineId: 'l1', sku, name: 'Earl Grey', quantity: 2, unitPriceMinor: 250 };
  t.like(order, { status: 'confirmed', lines: [{ ...line, ...details }] });
  const ships = { lines: [{ lineId: 'l1', quantity: 2 }], location: 'main' };
  const parcels = [{ carrier: 'Royal Mail', trackingNumber: 'AB123456789GB' }, {}];
  const path = `/orders/${String(order['id'])}/shipments`;
  const { body } = await post(path, { ...ships, parcels }, warehouse);
  t.like(body, {
    status: 'shipped',
    ...{ paymentStatus: 'captured', fulfilmentStatus: 'shipped', returnStatus: 'none' },
    amounts: { totalMinor: 500, authorizedMinor: 500, capturedMinor: 500, owedMinor: 0 },
    fulfilment: { shipments: [{ location: 'main', parcels }] },
  });
});

test('what is owed falls with cancelled units, in the order and in the list', async (t) => {
  const sku = await product();
  const order = await placed({ ...orderOf({ [sku]: 4 }), policy: 'split' });
  const id = String(order['id']);
  const lines = [{ lineId: 'l1', quantity: 3 }];
  const { body } = await post(`/orders/${id}/cancellation`, { lines }, loadTester);
  t.like(body, { total: { amountMinor: 250 }, amounts: { totalMinor: 250, owedMinor: 250 } });
  const number = String(order['number']);
  t.regex(number, /^[1-9]\d{3,}$/);
  const row = await waitUntil(
    async () => {
      const { body: page } = await get(`/orders?number=${number}`, loadTester);
      const [found] = page['items'] as { total: { amountMinor: number } }[];
      return found?.total.amountMinor === 250 && found;
    },
    { timeoutMs: 30_000, what: `the list shows what is left of ${id}` },
  );
  t.like(row, { id, number, paymentStatus: 'authorized', fulfilmentStatus: 'unshipped' });
  const query = `paymentStatus=authorized&fulfilmentStatus=unshipped&returnStatus=none&number=${number}`;
  t.is(((await get(`/orders?${query}`, loadTester)).body['items'] as object[]).length, 1);
  const other = `/orders?paymentStatus=captured&number=${number}`;
  t.deepEqual((await get(other, loadTester)).body['items'], []);
});

test('a product on two lines is named by the line', async (t) => {
  const sku = await product();
  const lines = [
    { sku, quantity: 2, unitPriceMinor: 300 },
    { sku, quantity: 2, unitPriceMinor: 200, name: 'Earl Grey, second choice' },
  ];
  const body = { lines, payment: { token: 'tok_ok' }, currency: 'GBP', policy: 'split' };
  const order = await placed(body, importer);
  const id = String(order['id']);
  t.like(order, { lines: [{ lineId: 'l1' }, { lineId: 'l2', name: 'Earl Grey, second choice' }] });
  const cancel = (line: object) =>
    post(`/orders/${id}/cancellation`, { lines: [line] }, loadTester);
  t.like(await cancel({ sku, quantity: 1 }), {
    status: 409,
    body: { type: '/problems/line-ambiguous', errors: [{ pointer: '/lines/0/quantity' }] },
  });
  t.is((await cancel({ lineId: 'l9', quantity: 1 })).status, 404);
  t.like((await cancel({ lineId: 'l2', quantity: 1 })).body, { total: { amountMinor: 800 } });
});

test('an order with nothing to pay is confirmed without a provider, and can be cancelled', async (t) => {
  const sku = await product(0);
  const { payment: _, ...order } = orderOf({ [sku]: 1 }) as { payment: object };
  const free = await placed(order);
  const id = String(free['id']);
  t.like(free, { status: 'confirmed', paymentStatus: 'not-required', total: { amountMinor: 0 } });
  t.deepEqual(await shop.authorizations(id), []);
  t.is((await post(`/orders/${id}/shipments`, {}, warehouse)).status, 201);
  const withToken = await placed(orderOf({ [sku]: 1 }, 'tok_decline'));
  t.is(withToken['status'], 'confirmed', 'no provider can decline what costs nothing');
  await post(`/orders/${String(withToken['id'])}/cancellation`, {}, loadTester);
  t.is((await shop.untilSettled(String(withToken['id']))).status, 'cancelled');
});

test('an order that costs something needs a payment', async (t) => {
  const { payment: _, ...order } = orderOf({ [await product()]: 1 }) as { payment: object };
  const { status, body } = await shop.place(order);
  t.is(status, 422);
  t.like(body, { type: '/problems/payment-required', errors: [{ pointer: '/payment' }] });
});

test('an amount below what the provider charges is refused before stock is held', async (t) => {
  const price = { amountMinor: 49, currency: 'CHF' };
  const sku = `Cheap ${randomBytes(4).toString('hex')}`;
  await post('/products', { sku, name: 'A sticker', price }, loadTester);
  const receipts = `/stock/${encodeURIComponent(sku)}/receipts`;
  await post(receipts, { location: 'main', quantity: 3 }, loadTester);
  const { status, body } = await shop.place({ ...orderOf({ [sku]: 1 }), currency: 'CHF' });
  t.is(status, 422);
  t.like(body, {
    type: '/problems/amount-below-minimum',
    detail: '0.49 CHF is less than can be charged: 0.50 CHF or nothing.',
  });
  t.like(await shop.stock(sku), { onHand: 3, reserved: 0 });
  const two = await placed({ ...orderOf({ [sku]: 2 }), currency: 'CHF' });
  t.like(two, { status: 'confirmed', total: { amountMinor: 98, currency: 'CHF' } });
});

test('money first: without a capture the goods do not leave, and the order says why', async (t) => {
  const sku = await product();
  const order = await placed(orderOf({ [sku]: 2 }));
  const id = String(order['id']);
  await provider('POST', '/dashboard', { body: { do: 'void', reference: id } });
  const path = `/orders/${id}/shipments`;
  const refused = await post(path, {}, { ...warehouse, 'idempotency-key': 'parcel-1' });
  t.is(refused.status, 409, JSON.stringify(refused.body));
  t.is(refused.body['type'], '/problems/capture-refused');
  const seen = await shop.getOrder(id);
  t.like(seen, {
    status: 'confirmed',
    paymentStatus: 'capture-refused',
    refusedCapture: { code: 'payment-not-authorized', amount: { amountMinor: 500 } },
    fulfilment: { shipments: [] },
  });
  t.like(await shop.stock(sku), { onHand: 10 });
});

test('the personal data of an order are disclosed by purpose', async (t) => {
  const sku = await product();
  const customer = await newCustomer(stack);
  const notes = { customer: 'Please ring twice' };
  const billingAddress = { ...CUSTOMER.shippingAddress, name: 'The Company' };
  const contact = { email: customer.email, phone: '+44 20 7946 0000' };
  const body = { ...orderOf({ [sku]: 1 }), notes, billingAddress, contact };
  const { id } = await placed(body, customer.headers);
  const read = (purpose: string, headers: Headers) =>
    get(`/orders/${String(id)}/personal-data?purpose=${purpose}`, headers);
  t.deepEqual((await read('shipping', warehouse)).body, {
    shippingAddress: CUSTOMER.shippingAddress,
    contact: { phone: contact.phone },
  });
  t.like(await read('support', warehouse), {
    status: 403,
    body: { type: '/problems/purpose-not-allowed' },
  });
  const all = { shippingAddress: CUSTOMER.shippingAddress, billingAddress, contact, notes };
  t.deepEqual((await read('support', support)).body, all);
  t.deepEqual((await read('support', customer.headers)).body, all);
  const stranger = await newCustomer(stack);
  t.is((await read('support', stranger.headers)).status, 404);
});

test('tags, channel and the internal note are for service clients', async (t) => {
  const sku = await product();
  const more = { tags: ['gift'], channel: 'pos', notes: { internal: 'pays late' } };
  const refused = await shop.place({ ...orderOf({ [sku]: 1 }), ...more });
  t.like(refused, { status: 403, body: { type: '/problems/trusted-field' } });
  const order = await placed({ ...orderOf({ [sku]: 1 }), ...more }, loadTester);
  t.like(order, { tags: ['gift'], channel: 'pos' });
  t.notRegex(JSON.stringify(order), /pays late/);
});

test('an order is found by the reference that it has in the system of who placed it', async (t) => {
  const sku = await product();
  const reference = `PO ${randomBytes(6).toString('hex')}/Ä`;
  const order = await placed({ ...orderOf({ [sku]: 1 }), reference });
  t.like(order, { reference });
  const find = `/orders?reference=${encodeURIComponent(reference)}`;
  const [row] = await waitUntil(
    async () => {
      const { items } = (await get(find, support)).body as { items: { id: string }[] };
      return items.length > 0 && items;
    },
    { timeoutMs: 10_000, what: 'the order is in the list' },
  );
  t.like(row, { id: order['id'], reference });
});

test('a receipt says how many came, in which condition, and where they go', async (t) => {
  const sku = await product();
  const id = String((await placed(orderOf({ [sku]: 5 })))['id']);
  t.is((await post(`/orders/${id}/shipments`, {}, warehouse)).status, 201);
  const announced = await post(`/orders/${id}/returns`, { reason: 'too small' }, loadTester);
  const { returns } = announced.body['fulfilment'] as { returns: { returnId: string }[] };
  const path = `/orders/${id}/returns/${returns[0]?.returnId}`;
  const receipt = `${path}/receipt`;
  const tooMany = await post(receipt, { lines: [{ lineId: 'l1', quantity: 6 }] }, warehouse);
  t.like(tooMany, { status: 409, body: { type: '/problems/return-exceeds-announced' } });
  const lines = [
    { lineId: 'l1', quantity: 1 },
    { lineId: 'l1', quantity: 1, condition: 'opened', disposition: 'quarantine' },
    { lineId: 'l1', quantity: 1, condition: 'damaged', disposition: 'scrap' },
    { lineId: 'l1', quantity: 1, condition: 'wrong-item' },
  ];
  t.is((await post(receipt, { lines, restockingFeeMinor: 50 }, warehouse)).status, 202);
  t.is((await post(`${path}/closure`, {}, warehouse)).status, 200, 'the fifth will not come');
  const order = await waitUntil(
    async () => {
      const found = await shop.getOrder(id);
      return found.status === 'partially-returned' && found;
    },
    { timeoutMs: 60_000, what: `the return of ${id} is complete` },
  );
  // Three of five at 2.50 came, less the fee; the fourth was another product.
  t.like(order, {
    ...{ paymentStatus: 'partially-refunded', returnStatus: 'partially-returned' },
    amounts: { capturedMinor: 1250, refundedMinor: 700 },
    fulfilment: { lines: [{ shipped: 5, returned: 3, returning: 0 }] },
  });
  const level = await waitUntil(
    async () => {
      const { body } = await get(`/stock/${encodeURIComponent(sku)}`, warehouse);
      return body['quarantined'] === 1 && body;
    },
    { timeoutMs: 30_000, what: 'a unit is in quarantine' },
  );
  // Of ten, five were sold: one is for sale again, one is in quarantine, one was thrown away.
  t.like(level, { onHand: 7, available: 6, quarantined: 1 });
});
