import catalog from '@commerce/catalog/app';
import { enqueue } from 'dapr-actor-runtime/outbox';
import { openDatabase } from 'dapr-actor-runtime/postgres';
import { APP_TOKEN, startApp } from '@commerce/testing/app-under-test';
import { jsonClient } from '@commerce/testing/json-client';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import { openTokenIssuer } from '@commerce/testing/token-issuer';
import test from 'ava';

const scratch = await scratchDatabase('catalog');
const database = openDatabase(scratch.url, { max: 8 });
const issuer = openTokenIssuer();
// There is no sidecar, so events stay in the outbox.
const app = await startApp(catalog, { database, outbox: { enqueue } }, { ...issuer, database });
const client = jsonClient(app.url);
const manager = issuer.person('customer', 'catalog-manager');
/** Sends a request as the app's own sidecar, for a caller who may create products. */
const send: typeof client = (method, path, request) =>
  client(method, path, {
    ...request,
    headers: { 'dapr-api-token': APP_TOKEN, ...manager, ...request?.headers },
  });
test.after.always('everything is stopped and deleted', async () => {
  await app.stop();
  await database.end();
  await scratch.drop();
});

const price = { amountMinor: 295, currency: 'GBP' };

async function outboxOf(sku: string) {
  const { rows } = await database.query<{ topic: string; event: Record<string, unknown> }>(
    `SELECT topic, event FROM outbox WHERE event->>'stream' = $1`,
    [sku],
  );
  return rows;
}

test('a product keeps the case of its SKU and is found in any other', async (t) => {
  const body = { sku: '85123a', name: 'WHITE HANGING HEART', price };
  const created = await send('POST', '/products', { body });
  t.is(created.status, 201);
  t.is(created.headers.get('location'), '/products/85123a');
  const product = { sku: '85123a', name: 'WHITE HANGING HEART', price, version: 1 };
  t.deepEqual(created.body, product);
  const read = await send('GET', '/products/85123A');
  t.is(read.status, 200);
  t.deepEqual(read.body, product);
  const again = await send('POST', '/products', { body: { ...body, sku: '85123A' } });
  t.is(again.status, 200);
  t.deepEqual(again.body, product);
});

test('a conditional read returns the product only if its version has changed', async (t) => {
  await send('POST', '/products', { body: { sku: 'TAGGED', name: 'Tagged', price } });
  const read = (tag: string) =>
    send('GET', '/products/TAGGED', { headers: { 'if-none-match': tag } });
  t.is((await read('"2"')).headers.get('etag'), '"1"');
  t.like(await read('"1"'), { status: 304, body: undefined });
});

test('the event of a new product is written in the same transaction', async (t) => {
  const body = { sku: 'ANNOUNCED', name: 'Announced', price };
  const headers = { 'x-correlation-id': 'import-7' };
  await send('POST', '/products', { body, headers });
  const [row, ...more] = await outboxOf('ANNOUNCED');
  t.deepEqual(more, []);
  t.is(row?.topic, 'products');
  t.like(row?.event, {
    id: 'ANNOUNCED:1',
    type: 'ProductCreated.v1',
    stream: 'ANNOUNCED',
    seq: 1,
    correlationId: 'import-7',
    data: { sku: 'ANNOUNCED', name: 'Announced', price },
  });
});

test('concurrent requests for the same product create it once, with one event', async (t) => {
  const body = { sku: 'TWICE', name: 'Twice', price };
  const answers = await Promise.all(
    Array.from({ length: 16 }, () => send('POST', '/products', { body })),
  );
  const statuses = answers.map(({ status }) => status);
  t.is(statuses.filter((status) => status === 201).length, 1);
  t.is(statuses.filter((status) => status === 200).length, 15);
  t.is(new Set(answers.map((answer) => JSON.stringify(answer.body))).size, 1);
  t.is((await outboxOf('TWICE')).length, 1);
});

const otherContents: [string, object][] = [
  ['name', { name: 'Other' }],
  ['price', { price: { ...price, amountMinor: 296 } }],
  ['currency', { price: { ...price, currency: 'EUR' } }],
];

for (const [what, change] of otherContents) {
  test(`an existing SKU with another ${what} is refused and changes nothing`, async (t) => {
    const sku = `OTHER-${what.toUpperCase()}`;
    const body = { sku, name: 'First', price };
    await send('POST', '/products', { body });
    const refused = await send('POST', '/products', { body: { ...body, ...change } });
    t.is(refused.status, 409);
    t.is(refused.body['type'], '/problems/product-exists');
    t.deepEqual((await send('GET', `/products/${sku}`)).body, { ...body, version: 1 });
    t.is((await outboxOf(sku)).length, 1);
  });
}

test('an unknown product gets 404 product-not-found', async (t) => {
  const answer = await send('GET', '/products/NOTHING');
  t.is(answer.status, 404);
  t.is(answer.body['type'], '/problems/product-not-found');
});

test('a malformed SKU in the path is refused with a pointer to it', async (t) => {
  const answer = await send('GET', '/products/not-a-sku%20');
  t.is(answer.status, 400);
  t.like(answer.body, { errors: [{ pointer: '/sku' }] });
});

const refusedProducts: [string, object, string][] = [
  ['a malformed SKU', { sku: ' x' }, '/sku'],
  ['an empty name', { name: '' }, '/name'],
  ['a name with a NUL character', { name: 'a\u0000b' }, '/name'],
  ['a name with half a surrogate pair', { name: 'a\ud800b' }, '/name'],
  ['a negative price', { price: { ...price, amountMinor: -1 } }, '/price/amountMinor'],
  [
    'a price in fractions of a penny',
    { price: { ...price, amountMinor: 1.5 } },
    '/price/amountMinor',
  ],
  ['a currency that is no code', { price: { ...price, currency: 'pounds' } }, '/price/currency'],
  ['a currency of the past', { price: { ...price, currency: 'DEM' } }, '/price/currency'],
  ['an unknown field', { colour: 'red' }, '/colour'],
];

for (const [what, change, pointer] of refusedProducts) {
  test(`a product with ${what} is refused with a pointer to it`, async (t) => {
    const body = { sku: 'REFUSED', name: 'Refused', price, ...change };
    const answer = await send('POST', '/products', { body });
    t.is(answer.status, 400);
    t.like(answer.body, { type: '/problems/invalid-request', errors: [{ pointer }] });
  });
}

const others: [who: string, headers: Record<string, string>, status: number][] = [
  ['a caller without a token', { authorization: '' }, 401],
  ['a caller with a forged token', openTokenIssuer().person('catalog-manager'), 401],
  ['a customer', issuer.person('customer'), 403],
  ['a warehouse worker', issuer.person('customer', 'warehouse'), 403],
  ['a service client with other scopes', issuer.client('stock', 'orders'), 403],
];

for (const [who, headers, status] of others) {
  test(`${who} cannot create a product`, async (t) => {
    const sku = `NOT-BY-${status}-${others.findIndex(([one]) => one === who)}`;
    const answer = await send('POST', '/products', { body: { sku, name: 'No', price }, headers });
    t.is(answer.status, status);
    t.is((await send('GET', `/products/${sku}`)).status, 404);
    t.deepEqual(await outboxOf(sku), []);
  });
}

test('a service client with the scope catalog can create products', async (t) => {
  const body = { sku: 'BY-A-CLIENT', name: 'Made by a client', price };
  const headers = issuer.client('catalog');
  t.is((await send('POST', '/products', { body, headers })).status, 201);
});

test('readiness names the unavailable dependency', async (t) => {
  const answer = await send('GET', '/readyz');
  t.is(answer.status, 503);
  t.regex(String(answer.body['detail']), /^sidecar/);
});
