import { randomBytes } from 'node:crypto';
import { connectStack, waitUntil } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
const warehouse = await shop.tokens.person('warehouse');
const loadTester = await shop.tokens.loadTester();
test.after.always(() => stack.close());

const post = (path: string, body: object, headers: Record<string, string> = loadTester) =>
  shop.api('POST', path, { body, headers });
/** Longest wait for an event to reach inventory, ms. */
const DELIVERY_TIMEOUT_MS = 30_000;

/** Creates a product with this SKU, which no other test uses, and returns the SKU. */
async function created(sku: string): Promise<string> {
  const price = { amountMinor: 250, currency: 'GBP' };
  const { status } = await post('/products', { sku, name: 'A thing', price });
  if (status !== 201) throw new Error(`the product ${sku} was not created: ${status}`);
  return sku;
}

const unique = () => randomBytes(4).toString('hex');
const signs = [
  'A/B C',
  'Größe 38+',
  '靴 27½',
  '100% Wolle',
  '#1 & more?',
  'a\\b',
  '..x',
  'e\u0301',
];
for (const sign of signs) {
  test(`units of ${sign} are received and read through the gateway and by invocation`, async (t) => {
    const sku = await created(`${sign} ${unique()}`);
    const path = `/stock/${encodeURIComponent(sku)}`;
    const receipt = await post(`${path}/receipts`, { location: 'main', quantity: 4 });
    t.is(receipt.status, 201, JSON.stringify(receipt.body));
    t.like(receipt.body, { sku, quantity: 4 });
    const other = `/stock/${encodeURIComponent(sku.toUpperCase())}`;
    const asStaff = { headers: warehouse };
    t.like((await shop.api('GET', other, asStaff)).body, { sku, onHand: 4, available: 4 });
    t.deepEqual((await shop.api('GET', other)).body, { sku, availability: 'in-stock' });
    t.is((await shop.api('GET', `/products/${encodeURIComponent(sku)}`)).body['sku'], sku);
  });
}

test('the units of an order stay on the shelf until it ships', async (t) => {
  const sku = await shop.product(5);
  const { body } = await shop.place({ ...orderOf({ [sku]: 3 }), policy: 'split' });
  const id = String(body['id']);
  t.like(await shop.untilNothingHeld(sku), { onHand: 5, reserved: 3, available: 2 });
  const shipped = await post(
    `/orders/${id}/shipments`,
    { lines: [{ sku, quantity: 2 }] },
    warehouse,
  );
  t.is(shipped.status, 201, JSON.stringify(shipped.body));
  t.like(await shop.untilOnHand(sku, 3), { reserved: 1, available: 2 });
  const rest = { lines: [{ sku, quantity: 1 }] };
  t.is((await post(`/orders/${id}/cancellation`, rest)).status, 200);
  t.like(await shop.untilReserved(sku, 0), { onHand: 3, available: 3 });
});

test('an order that no location has whole says that it comes in two parcels', async (t) => {
  const sku = await shop.product(1);
  const west = `w${unique()}`;
  await shop.location(west);
  t.is((await post(`/stock/${sku}/receipts`, { location: west, quantity: 1 })).status, 201);
  const { body } = await shop.place(orderOf({ [sku]: 2 }));
  t.like(body, { status: 'confirmed', fulfilment: { expectedParcels: 2 } });
  const shipped = await post(`/orders/${String(body['id'])}/shipments`, {}, warehouse);
  t.is(shipped.status, 201, JSON.stringify(shipped.body));
  t.like(await shop.untilOnHand(sku, 0), { reserved: 0 });
});

test('a parcel leaves from the location that is named, and only if the units are there', async (t) => {
  const sku = await shop.product(3);
  const west = `w${unique()}`;
  await shop.location(west);
  const { body } = await shop.place({ ...orderOf({ [sku]: 3 }), policy: 'split' });
  const id = String(body['id']);
  const parcel = { lines: [{ sku, quantity: 2 }], location: west };
  const refused = await post(`/orders/${id}/shipments`, parcel, warehouse);
  t.like(refused, { status: 409, body: { type: '/problems/insufficient-stock' } });
  const before = await shop.getOrder(id);
  t.like(before.amounts, { capturedMinor: 0 });
  t.is(before.fulfilment?.shipments.length, 0);
  t.is((await post(`/stock/${sku}/receipts`, { location: west, quantity: 2 })).status, 201);
  const shipped = await post(`/orders/${id}/shipments`, parcel, warehouse);
  t.is(shipped.status, 201, JSON.stringify(shipped.body));
  t.like(await shop.untilOnHand(sku, 3), { reserved: 1, available: 2 });
});

test('a product is known to inventory by its event, and before that by the catalog', async (t) => {
  const asked = await created(`ASKED-${unique()}`);
  const body = { location: 'main', quantity: 1 };
  t.is((await post(`/stock/${asked}/receipts`, body)).status, 201);
  const told = await created(`Told-${unique()}`);
  await waitUntil(
    async () => {
      const known = 'SELECT FROM products WHERE spelling = $1';
      return (await stack.database('inventory').query(known, [told])).rowCount === 1;
    },
    { timeoutMs: DELIVERY_TIMEOUT_MS, what: `inventory knows ${told}` },
  );
  const refused = await post(`/stock/NEVER-${unique()}/receipts`, body);
  t.like(refused, { status: 404, body: { type: '/problems/product-not-found' } });
  const imported = await post(`/stock/NEVER-${unique()}/receipts`, {
    ...body,
    allowUnknownProduct: true,
  });
  t.is(imported.status, 201);
});

test('a location that is not declared is refused, and those that are can be listed', async (t) => {
  const sku = await shop.product(0);
  const id = `w${unique()}`;
  await shop.location(id);
  const wrong = `${id.slice(0, -1)}${id.at(-1) === 'x' ? 'y' : 'x'}`;
  const refused = await post(`/stock/${sku}/receipts`, { location: wrong, quantity: 1 });
  t.like(refused, { status: 422, body: { type: '/problems/location-not-found' } });
  t.true((refused.body['near'] as string[]).includes(id));
  const { body } = await shop.api('GET', '/locations', { headers: warehouse });
  const ids = (body['items'] as { location: string }[]).map(({ location }) => location);
  t.true(ids.includes(id) && ids.includes('main'));
  t.is((await shop.api('GET', '/locations')).status, 401);
});
