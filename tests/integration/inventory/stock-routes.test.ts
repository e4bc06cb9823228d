import { roles, scopes } from '@commerce/contracts/identity/access';
import { canonicalSku } from '@commerce/contracts/sku';
import { openTokenIssuer } from '@commerce/testing/token-issuer';
import test from 'ava';
import { startInventoryApp } from './inventory-app.ts';
import { declare, eventsOf, inventoryDatabase, ledgerDifferences } from './inventory-database.ts';

const { database, end } = await inventoryDatabase({ connections: 8 });
const inventory = await startInventoryApp(database);
test.after.always('the ledger adds up to the stock, then everything is removed', async (t) => {
  t.deepEqual(await ledgerDifferences(database), []);
  await inventory.stop();
  await end();
});

test.before('a location is declared and the catalog has some products', async () => {
  await declare(database, 'east');
  const skus = [
    'Cup-1',
    'KEYLESS',
    'KEYED',
    'REUSED',
    'SCOPED-1',
    'SCOPED-2',
    'OPEN',
    'GUARDED',
    'Shown',
  ];
  await inventory.created(...skus, ...STRANGE_SKUS);
});

/** Product codes as shops write them. */
const STRANGE_SKUS = [
  'A/B C',
  'Größe 38+',
  '靴-27½',
  '100% Wolle?',
  '#1 & more',
  'a\\b',
  'x'.repeat(100),
];

const receiptsOf = (sku: string) => `/stock/${sku}/receipts`;

test('a receipt puts its units into stock at its location', async (t) => {
  const body = { location: 'main', quantity: 7 };
  const receipt = await inventory.send('POST', receiptsOf('cup-1'), { body });
  t.is(receipt.status, 201);
  t.like(receipt.body, { sku: 'Cup-1', location: 'main', quantity: 7 });
  await inventory.send('POST', receiptsOf('CUP-1'), { body: { location: 'east', quantity: 5 } });
  const stock = await inventory.send('GET', '/stock/cUP-1');
  t.is(stock.status, 200);
  t.deepEqual(stock.body, {
    sku: 'Cup-1',
    availability: 'in-stock',
    onHand: 12,
    reserved: 0,
    quarantined: 0,
    available: 12,
    waiting: 0,
    locations: [
      { location: 'east', onHand: 5, reserved: 0, quarantined: 0, available: 5 },
      { location: 'main', onHand: 7, reserved: 0, quarantined: 0, available: 7 },
    ],
  });
});

test('a receipt of a product that the catalog may have waits for its answer', async (t) => {
  const body = { location: 'main', quantity: 1 };
  // There is no sidecar through which the catalog could be asked.
  const asked = await inventory.send('POST', receiptsOf('UNHEARD-OF'), { body });
  t.like(asked, { status: 503, body: { type: '/problems/unavailable' } });
  t.is((await inventory.send('GET', '/stock/UNHEARD-OF')).status, 404);
});

test('a receipt of an unknown product is taken if it says so, and a repeat needs not say it', async (t) => {
  const body = { location: 'main', quantity: 4 };
  const headers = { 'idempotency-key': 'import-1' };
  const first = { body: { ...body, allowUnknownProduct: true }, headers };
  const imported = await inventory.send('POST', receiptsOf('imported'), first);
  t.is(imported.status, 201);
  t.like(imported.body, { sku: 'IMPORTED', ...body });
  const repeat = await inventory.send('POST', receiptsOf('IMPORTED'), { body, headers });
  t.deepEqual([repeat.status, repeat.body], [201, imported.body]);
  t.like((await inventory.send('GET', '/stock/IMPORTED')).body, { sku: 'IMPORTED', onHand: 4 });
});

test('a receipt at a location that is not declared is refused with what is near', async (t) => {
  await inventory.send('PUT', '/locations/london', { body: { name: 'London', country: 'GB' } });
  const refused = await inventory.send('POST', receiptsOf('KEYLESS'), {
    body: { location: 'lodnon', quantity: 1 },
  });
  t.like(refused, {
    status: 422,
    body: {
      type: '/problems/location-not-found',
      near: ['london'],
      errors: [{ pointer: '/location' }],
    },
  });
});

test('the id of a location is compared without letter case, and keeps its spelling', async (t) => {
  const declareIt = (id: string, body: object) =>
    inventory.send('PUT', `/locations/${id}`, { body });
  t.deepEqual((await declareIt('York', { priority: 7 })).body, {
    location: 'York',
    name: 'York',
    priority: 7,
  });
  t.deepEqual((await declareIt('YORK', { name: 'Foss Bank', country: 'GB' })).body, {
    location: 'York',
    name: 'Foss Bank',
    priority: 100,
    country: 'GB',
  });
  const receipt = await inventory.send('POST', receiptsOf('CUP-2'), {
    body: { location: 'yORK', quantity: 2, allowUnknownProduct: true },
  });
  t.like(receipt.body, { location: 'York' });
  const { body } = await inventory.send('GET', '/locations');
  const items = body['items'] as { location: string }[];
  t.deepEqual(items.filter(({ location }) => location.toLowerCase() === 'york').length, 1);
  t.true(items.some(({ location }) => location === 'main'));
});

test('at the same time, one location is declared in two spellings once', async (t) => {
  const answers = await Promise.all(
    ['Bath', 'BATH', 'bath', 'baTh'].map((id) =>
      inventory.send('PUT', `/locations/${id}`, { body: {} }),
    ),
  );
  t.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  t.is(new Set(answers.map(({ body }) => body['location'])).size, 1);
});

for (const sku of STRANGE_SKUS) {
  test(`the SKU ${sku.slice(0, 20)} can be received, read and explained in any letter case`, async (t) => {
    const path = `/stock/${encodeURIComponent(sku)}`;
    const body = { location: 'main', quantity: 3 };
    const receipt = await inventory.send('POST', `${path}/receipts`, { body });
    t.is(receipt.status, 201);
    t.like(receipt.body, { sku, ...body });
    const other = `/stock/${encodeURIComponent(sku.toLowerCase().normalize('NFD'))}`;
    t.like((await inventory.send('GET', other)).body, { sku, onHand: 3 });
    t.like((await inventory.send('GET', `${other}/why`)).body, { sku, items: [{ quantity: 3 }] });
    const threshold = await inventory.send('PUT', `${other}/threshold`, { body: { lowAt: 5 } });
    t.deepEqual(threshold.body, { sku, lowAt: 5 });
    const [low] = await eventsOf(database, canonicalSku(sku));
    t.like(low, { type: 'StockLow.v1', data: { sku, available: 3, lowAt: 5 } });
  });
}

test('receipts without a key are separate receipts', async (t) => {
  const body = { location: 'main', quantity: 2 };
  const [a, b] = await Promise.all([
    inventory.send('POST', receiptsOf('KEYLESS'), { body }),
    inventory.send('POST', receiptsOf('KEYLESS'), { body }),
  ]);
  t.not(a.body['receiptId'], b.body['receiptId']);
  t.is((await inventory.send('GET', '/stock/KEYLESS')).body['onHand'], 4);
});

test('concurrent requests with one key make one receipt', async (t) => {
  const request = {
    body: { location: 'main', quantity: 3 },
    headers: { 'idempotency-key': 'delivery-17' },
  };
  const answers = await Promise.all(
    Array.from({ length: 16 }, () => inventory.send('POST', receiptsOf('KEYED'), request)),
  );
  t.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
  t.is(new Set(answers.map(({ body }) => JSON.stringify(body))).size, 1);
  t.is(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null).length, 1);
  t.is((await inventory.send('GET', '/stock/KEYED')).body['onHand'], 3);
});

test('a key that was used for another receipt is refused and changes nothing', async (t) => {
  const headers = { 'idempotency-key': 'delivery-18' };
  await inventory.send('POST', receiptsOf('REUSED'), {
    body: { location: 'main', quantity: 3 },
    headers,
  });
  for (const body of [
    { location: 'main', quantity: 4 },
    { location: 'east', quantity: 3 },
  ]) {
    const answer = await inventory.send('POST', receiptsOf('REUSED'), { body, headers });
    t.is(answer.status, 422);
    t.is(answer.body['type'], '/problems/idempotency-key-reused');
  }
  t.is((await inventory.send('GET', '/stock/REUSED')).body['onHand'], 3);
});

test('one key for two products makes two receipts', async (t) => {
  const request = {
    body: { location: 'main', quantity: 1 },
    headers: { 'idempotency-key': 'delivery-19' },
  };
  t.is((await inventory.send('POST', receiptsOf('SCOPED-1'), request)).status, 201);
  t.is((await inventory.send('POST', receiptsOf('SCOPED-2'), request)).status, 201);
  t.is((await inventory.send('GET', '/stock/SCOPED-2')).body['onHand'], 1);
});

test('the stock of a product that was never received is 404, not zero', async (t) => {
  const answer = await inventory.send('GET', '/stock/NEVER-SEEN');
  t.is(answer.status, 404);
  t.is(answer.body['type'], '/problems/stock-not-found');
});

test('a malformed SKU is refused with a pointer to it', async (t) => {
  for (const [method, path] of [
    ['GET', '/stock/%20not-a-sku'],
    ['POST', receiptsOf('x'.repeat(101))],
  ] as const) {
    const request = method === 'POST' ? { body: { location: 'main', quantity: 1 } } : {};
    const answer = await inventory.send(method, path, request);
    t.is(answer.status, 400);
    t.like(answer.body, { type: '/problems/invalid-request', errors: [{ pointer: '/sku' }] });
  }
});

const refusedReceipts: [string, object, string][] = [
  ['no units', { location: 'main', quantity: 0 }, '/quantity'],
  ['half a unit', { location: 'main', quantity: 1.5 }, '/quantity'],
  ['more units than the limit', { location: 'main', quantity: 1_000_000_001 }, '/quantity'],
  ['no location', { quantity: 1 }, '/location'],
  ['a location of 41 characters', { location: 'x'.repeat(41), quantity: 1 }, '/location'],
  ['an unknown field', { location: 'main', quantity: 1, price: 1 }, '/price'],
  [
    'an unclear flag',
    { location: 'main', quantity: 1, allowUnknownProduct: 'yes' },
    '/allowUnknownProduct',
  ],
];

for (const [what, body, pointer] of refusedReceipts) {
  test(`a receipt with ${what} is refused with a pointer to it`, async (t) => {
    const answer = await inventory.send('POST', receiptsOf('REFUSED'), { body });
    t.is(answer.status, 400);
    t.like(answer.body, { type: '/problems/invalid-request', errors: [{ pointer }] });
  });
}

const { issuer } = inventory;
const guest = { authorization: '' };
const customer = issuer.person('customer');

test('the counts are shown to staff and to clients that manage stock, to all others a word', async (t) => {
  await inventory.send('POST', receiptsOf('SHOWN'), { body: { location: 'main', quantity: 4 } });
  const shownTo = async (headers: Record<string, string>) =>
    (await inventory.send('GET', '/stock/SHOWN', { headers })).body;
  const counts = { sku: 'Shown', availability: 'in-stock', onHand: 4, available: 4 };
  const staff = roles.filter((role) => role !== 'customer');
  for (const role of staff) t.like(await shownTo(issuer.person('customer', role)), counts, role);
  t.like(await shownTo(issuer.client('catalog', 'stock')), counts);
  const others = scopes.filter((scope) => scope !== 'stock');
  const word = { sku: 'Shown', availability: 'in-stock' };
  for (const scope of others) t.deepEqual(await shownTo(issuer.client(scope)), word, scope);
  t.deepEqual(await shownTo(guest), word);
  t.deepEqual(await shownTo(customer), word);
});

test('the version of the stock that is shown as a word tells nothing of the counts', async (t) => {
  const body = { location: 'main', quantity: 4, allowUnknownProduct: true };
  await inventory.send('POST', receiptsOf('VEILED'), { body });
  const first = await inventory.send('GET', '/stock/VEILED', { headers: guest });
  await inventory.send('POST', receiptsOf('VEILED'), { body });
  const second = await inventory.send('GET', '/stock/VEILED', { headers: guest });
  t.is(second.headers.get('etag'), first.headers.get('etag'));
  t.regex(String(second.headers.get('vary')), /authorization/i);
  t.not((await inventory.send('GET', '/stock/VEILED')).headers.get('etag'), null);
});

test('stock is shown as low at its threshold and as out when backorders take it', async (t) => {
  const body = { location: 'main', quantity: 2, allowUnknownProduct: true };
  await inventory.send('POST', receiptsOf('SCARCE'), { body });
  await inventory.send('PUT', '/stock/SCARCE/threshold', { body: { lowAt: 2 } });
  const shown = async () =>
    (await inventory.send('GET', '/stock/SCARCE', { headers: guest })).body['availability'];
  t.is(await shown(), 'low');
  const lines = [{ sku: 'SCARCE', quantity: 3 }];
  const hold = { body: { lines, policy: 'backorder' } };
  const held = await inventory.send('PUT', `/reservations/ord_${'a'.repeat(32)}/hold`, hold);
  t.is(held.status, 200, JSON.stringify(held.body));
  t.is(await shown(), 'out');
});
/** All operations except for `GET /stock/{sku}`, which shows everyone something. */
const guarded: [method: string, path: string, body?: object][] = [
  ['POST', '/stock/GUARDED/receipts', { location: 'main', quantity: 1 }],
  ['POST', '/stock/GUARDED/adjustments', { location: 'main', delta: 1, reason: 'found' }],
  ['POST', '/stock/GUARDED/transfers', { from: 'main', to: 'east', quantity: 1 }],
  ['POST', '/stock/GUARDED/inspections', { location: 'main', quantity: 1, outcome: 'scrap' }],
  ['GET', '/stock/GUARDED/why'],
  ['GET', '/stock/GUARDED/threshold'],
  ['PUT', '/stock/GUARDED/threshold', { lowAt: 1 }],
  ['PUT', '/locations/guarded', { priority: 1 }],
  ['GET', '/locations'],
];

for (const [method, path, body] of guarded) {
  test(`${method} ${path} refuses guests, customers and clients without the scope`, async (t) => {
    const from = async (headers: Record<string, string>) => {
      const answer = await inventory.send(method, path, { ...(body && { body }), headers });
      return [answer.status, answer.body['type']];
    };
    t.deepEqual(await from(guest), [401, '/problems/invalid-token']);
    t.deepEqual(await from(openTokenIssuer().person('admin')), [401, '/problems/invalid-token']);
    t.deepEqual(await from(customer), [403, '/problems/forbidden']);
    t.deepEqual(await from(issuer.client('catalog', 'orders')), [403, '/problems/forbidden']);
    t.is((await inventory.send('GET', '/stock/GUARDED')).status, 404, 'nothing has changed');
  });
}

test('anyone can read whether there is stock, and a service client with the scope stock can change it', async (t) => {
  const body = { location: 'main', quantity: 4 };
  const headers = issuer.client('stock');
  t.is((await inventory.send('POST', receiptsOf('OPEN'), { body, headers })).status, 201);
  t.like(await inventory.send('GET', '/stock/OPEN', { headers: guest }), {
    status: 200,
    body: { sku: 'OPEN', availability: 'in-stock' },
  });
});

test('readiness names the unavailable dependency', async (t) => {
  const answer = await inventory.send('GET', '/readyz');
  t.is(answer.status, 503);
  t.regex(String(answer.body['detail']), /^sidecar/);
  t.is((await inventory.send('GET', '/healthz')).status, 200);
});
