import test from 'ava';
import { startInventoryApp } from './inventory-app.ts';
import {
  close,
  declare,
  hold,
  inventoryDatabase,
  ledgerDifferences,
  receive,
  ship,
  unitsOf,
} from './inventory-database.ts';

const { database, end } = await inventoryDatabase({ connections: 8 });
const inventory = await startInventoryApp(database);
test.after.always('the ledger adds up to the stock, then everything is removed', async (t) => {
  t.deepEqual(await ledgerDifferences(database), []);
  await inventory.stop();
  await end();
});
test.before('the locations are declared', () =>
  declare(database, 'a', 'b', 'attic', 'empty', 'west'),
);

const adjust = (sku: string, body: object, headers: Record<string, string> = {}) =>
  inventory.send('POST', `/stock/${sku}/adjustments`, { body, headers });
const transfer = (sku: string, body: object, headers: Record<string, string> = {}) =>
  inventory.send('POST', `/stock/${sku}/transfers`, { body, headers });
const why = async (sku: string, query = '') =>
  (await inventory.send('GET', `/stock/${sku}/why${query}`)).body;
const pointerOf = (body: Record<string, unknown>) =>
  (body['errors'] as { pointer: string }[] | undefined)?.[0]?.pointer;

test('an adjustment changes the units on hand, with its reason', async (t) => {
  await receive(database, 'ADJUST', 10);
  const lost = { location: 'main', delta: -3, reason: 'lost', note: 'stocktaking of May' };
  const answer = await adjust('adjust', lost);
  t.is(answer.status, 201);
  t.like(answer.body, { sku: 'ADJUST', ...lost });
  t.regex(String(answer.body['adjustmentId']), /^adj_[0-9a-f]{32}$/);
  await adjust('ADJUST', { location: 'attic', delta: 5, reason: 'found' });
  t.deepEqual(await unitsOf(database, 'ADJUST'), { onHand: 12, reserved: 0 });
});

test('an adjustment that would take held units is refused and changes nothing', async (t) => {
  await receive(database, 'HELD', 10);
  await hold(database, 'adjust-held', [{ sku: 'HELD', quantity: 6 }]);
  const headers = { 'idempotency-key': 'count-1' };
  const refused = await adjust('HELD', { location: 'main', delta: -5, reason: 'lost' }, headers);
  t.is(refused.status, 409);
  t.like(refused.body, {
    type: '/problems/insufficient-stock',
    locations: [{ location: 'main', onHand: 10, reserved: 6 }],
  });
  t.deepEqual(await unitsOf(database, 'HELD'), { onHand: 10, reserved: 6 });
  // A refused request does not use up its key.
  const smaller = { location: 'main', delta: -4, reason: 'lost' };
  t.is((await adjust('HELD', smaller, headers)).status, 201);
});

test('an adjustment cannot take units from a location that has none', async (t) => {
  await receive(database, 'ELSEWHERE', 10);
  const body = { location: 'empty', delta: -1, reason: 'recount' };
  t.like((await adjust('ELSEWHERE', body)).body, { type: '/problems/insufficient-stock' });
  t.is((await why('ELSEWHERE'))['items'] instanceof Array, true);
});

test('a transfer moves available units between locations, once per key', async (t) => {
  await receive(database, 'MOVE', 10, 'east');
  await hold(database, 'move-held', [{ sku: 'MOVE', quantity: 4 }]);
  const body = { from: 'east', to: 'west', quantity: 6 };
  const headers = { 'idempotency-key': 'van-1' };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => transfer('MOVE', body, headers)),
  );
  t.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
  t.is(new Set(answers.map((one) => one.body['transferId'])).size, 1);
  t.is(answers.filter((one) => one.headers.get('idempotent-replayed') === null).length, 1);
  t.like((await inventory.send('GET', '/stock/MOVE')).body, {
    onHand: 10,
    reserved: 4,
    locations: [
      { location: 'east', onHand: 4, reserved: 4 },
      { location: 'west', onHand: 6, reserved: 0 },
    ],
  });
  t.is((await transfer('MOVE', { ...body, quantity: 1 })).status, 409);
});

test('a key that was used for another operation of its kind is refused', async (t) => {
  await receive(database, 'KEYS', 10);
  const headers = { 'idempotency-key': 'k1' };
  const body = { location: 'main', delta: 1, reason: 'found' };
  t.is((await adjust('KEYS', body, headers)).status, 201);
  const other = await adjust('KEYS', { ...body, delta: 2 }, headers);
  t.is(other.status, 422);
  t.is(other.body['type'], '/problems/idempotency-key-reused');
  // Each kind of operation has its own keys.
  const moved = await transfer('KEYS', { from: 'main', to: 'west', quantity: 1 }, headers);
  t.is(moved.status, 201);
  t.deepEqual(await unitsOf(database, 'KEYS'), { onHand: 11, reserved: 0 });
});

test('operations on a product that was never received get 404', async (t) => {
  for (const answer of [
    await adjust('NEVER', { location: 'main', delta: 1, reason: 'found' }),
    await transfer('NEVER', { from: 'a', to: 'b', quantity: 1 }),
    await inventory.send('PUT', '/stock/NEVER/threshold', { body: { lowAt: 1 } }),
    await inventory.send('GET', '/stock/NEVER/why'),
  ]) {
    t.is(answer.status, 404);
    t.is(answer.body['type'], '/problems/stock-not-found');
  }
});

test('the history names the cause of every movement, and its sums are the stock', async (t) => {
  const sent = { headers: { 'x-correlation-id': 'request-1' } };
  await inventory.send('POST', '/stock/WHY/receipts', {
    body: { location: 'main', quantity: 10, allowUnknownProduct: true },
    ...sent,
  });
  await hold(database, 'why-1', [{ sku: 'WHY', quantity: 3 }]);
  await close(database, 'why-1', 'commit');
  await ship(database, 'why-1', [{ sku: 'WHY', quantity: 3 }]);
  const damaged = { location: 'main', delta: -1, reason: 'damaged', note: 'fell' };
  await inventory.send('POST', '/stock/WHY/adjustments', { body: damaged, ...sent });
  await transfer('WHY', { from: 'main', to: 'west', quantity: 2 });
  await hold(database, 'why-2', [{ sku: 'WHY', quantity: 1 }]);

  const history = await why('why');
  const items = history['items'] as Record<string, unknown>[];
  t.deepEqual(
    items.map(({ kind, location, quantity, onHandDelta, reservedDelta }) => [
      kind,
      location,
      quantity,
      onHandDelta,
      reservedDelta,
    ]),
    [
      ['receipt', 'main', 10, 10, 0],
      ['reserve', 'main', 3, 0, 3],
      ['confirm', 'main', 3, 0, 0],
      ['ship', 'main', 3, -3, -3],
      ['adjust', 'main', 1, -1, 0],
      ['transfer', 'main', 2, -2, 0],
      ['transfer', 'west', 2, 2, 0],
      ['reserve', 'main', 1, 0, 1],
    ],
  );
  t.like(items[0], { correlationId: 'request-1' });
  t.regex(String(items[0]?.['operationId']), /^rcp_/);
  t.like(items[1], { orderId: 'why-1' });
  t.like(items[3], { orderId: 'why-1', operationId: 'ship:shp_1' });
  t.like(items[4], { correlationId: 'request-1', reason: 'damaged', note: 'fell' });
  t.deepEqual(history['totals'], { onHand: 6, reserved: 1, quarantined: 0, consistent: true });
  t.is(history['nextCursor'], undefined);
});

test('the history is read page by page, with the sums of all movements on each page', async (t) => {
  for (let n = 0; n < 5; n++) await receive(database, 'PAGED', 1);
  const seen: unknown[] = [];
  let query = '?limit=2';
  for (let page = 0; page < 3; page++) {
    const history = await why('PAGED', query);
    t.deepEqual(history['totals'], { onHand: 5, reserved: 0, quarantined: 0, consistent: true });
    seen.push(...(history['items'] as unknown[]));
    query = `?limit=2&cursor=${String(history['nextCursor'])}`;
    t.is(history['nextCursor'] === undefined, page === 2);
  }
  t.is(new Set(seen.map((one) => (one as { id: number }).id)).size, 5);
});

test('the history shows when the stock is not the sum of its movements', async (t) => {
  await receive(database, 'ASTRAY', 5);
  await database.query(`UPDATE stock SET on_hand = 6 WHERE sku = 'ASTRAY'`);
  t.like((await why('ASTRAY'))['totals'], { onHand: 5, consistent: false });
  await database.query(`UPDATE stock SET on_hand = 5 WHERE sku = 'ASTRAY'`);
});

const good = { location: 'main', delta: 1, reason: 'found' };
const move = { from: 'a', to: 'b', quantity: 1 };
const refused: [string, string, string, object, string][] = [
  ['an adjustment of zero', 'POST', 'adjustments', { ...good, delta: 0 }, '/delta'],
  ['an adjustment of half a unit', 'POST', 'adjustments', { ...good, delta: 0.5 }, '/delta'],
  ['a huge adjustment', 'POST', 'adjustments', { ...good, delta: -1e10 }, '/delta'],
  [
    'an adjustment without a reason',
    'POST',
    'adjustments',
    { location: 'main', delta: 1 },
    '/reason',
  ],
  [
    'an adjustment for an unknown reason',
    'POST',
    'adjustments',
    { ...good, reason: 'x' },
    '/reason',
  ],
  [
    'an adjustment at a malformed location',
    'POST',
    'adjustments',
    { ...good, location: '-' },
    '/location',
  ],
  ['an adjustment with an unknown field', 'POST', 'adjustments', { ...good, held: 1 }, '/held'],
  ['a transfer of nothing', 'POST', 'transfers', { ...move, quantity: 0 }, '/quantity'],
  [
    'a transfer of a negative quantity',
    'POST',
    'transfers',
    { ...move, quantity: -1 },
    '/quantity',
  ],
  ['a huge transfer', 'POST', 'transfers', { ...move, quantity: 1e10 }, '/quantity'],
  ['a transfer to its own location', 'POST', 'transfers', { ...move, to: 'A' }, '/to'],
  [
    'an inspection without an outcome',
    'POST',
    'inspections',
    { location: 'main', quantity: 1 },
    '/outcome',
  ],
  ['a transfer with an unknown field', 'POST', 'transfers', { ...move, via: 'c' }, '/via'],
  ['a negative threshold', 'PUT', 'threshold', { lowAt: -1 }, '/lowAt'],
  ['a threshold with an unknown field', 'PUT', 'threshold', { lowAt: 1, high: 2 }, '/high'],
];
for (const [what, method, path, body, pointer] of refused) {
  test(`${what} is refused with a pointer to it`, async (t) => {
    const answer = await inventory.send(method, `/stock/REFUSED/${path}`, { body });
    t.is(answer.status, 400);
    t.is(answer.body['type'], '/problems/invalid-request');
    t.is(pointerOf(answer.body), pointer);
  });
}

test('a malformed page, priority or location is refused with a pointer to it', async (t) => {
  const page = await inventory.send('GET', '/stock/REFUSED/why?limit=0&cursor=x');
  t.is(page.status, 400);
  const priority = await inventory.send('PUT', '/locations/main', { body: { priority: -1 } });
  t.is(pointerOf(priority.body), '/priority');
  const location = await inventory.send('PUT', '/locations/a%20b', { body: { priority: 1 } });
  t.is(pointerOf(location.body), '/location');
});
