import { allocateOverdueBackorders } from '@commerce/inventory/use-cases/allocate-backorders';
import { releaseUnits } from '@commerce/inventory/use-cases/release-units';
import test from 'ava';
import { reservationsUnderTest } from './inventory-app.ts';
import {
  close,
  eventsOf,
  hold,
  inventoryDeps,
  movementsOf,
  receive,
  ship,
  unitsOf,
} from './inventory-database.ts';

const { database, inventory, call } = await reservationsUnderTest();
const deps = inventoryDeps(database);
const holdBy = (policy: string, orderId: string, sku: string, quantity: number) =>
  call(orderId, 'hold', { policy, lines: [{ sku, quantity }] });
/** Receives units through the app, which allocates them to backorders. */
const arrive = (sku: string, quantity: number) =>
  inventory.send('POST', `/stock/${sku}/receipts`, {
    body: { location: 'main', quantity, allowUnknownProduct: true },
  });
const backordered = async (sku: string) =>
  (await inventory.send('GET', `/stock/${sku}`)).body['waiting'];
const at = (sku: string, quantity: number, location = 'main') => ({ sku, quantity, location });

test('a partial hold answers its shortfall, and a repeat gets the same answer', async (t) => {
  await receive(database, 'PARTIAL', 3);
  const answer = {
    outcome: 'held',
    allocations: [at('PARTIAL', 3)],
    cut: [{ sku: 'PARTIAL', requested: 5, available: 3 }],
  };
  t.deepEqual(await holdBy('partial', 'partial-1', 'PARTIAL', 5), answer);
  await arrive('PARTIAL', 10);
  t.deepEqual(await holdBy('partial', 'partial-1', 'PARTIAL', 5), answer);
  t.deepEqual(await unitsOf(database, 'PARTIAL'), { onHand: 13, reserved: 3 });
});

test('a partial hold without any available unit is short and stores nothing', async (t) => {
  t.deepEqual(await holdBy('partial', 'partial-2', 'PARTIAL-NONE', 5), {
    outcome: 'short',
    lines: [{ sku: 'PARTIAL-NONE', requested: 5, available: 0 }],
  });
  t.is((await call('partial-2', 'release')).status, 'released');
});

test('a split hold takes every line in full from several locations', async (t) => {
  await receive(database, 'SPLIT', 3, 'east');
  await receive(database, 'SPLIT', 2, 'west');
  t.deepEqual(await holdBy('split', 'split-1', 'SPLIT', 5), {
    outcome: 'held',
    allocations: [at('SPLIT', 3, 'east'), at('SPLIT', 2, 'west')],
  });
});

test('units are taken from the location with the lower priority number first', async (t) => {
  await receive(database, 'PRIOR', 50, 'east');
  await receive(database, 'PRIOR', 5, 'first');
  const set = await inventory.send('PUT', '/locations/first', { body: { priority: 1 } });
  t.like(set, { status: 200, body: { location: 'first', priority: 1 } });
  t.like(await holdBy('all', 'prior-1', 'PRIOR', 4), { allocations: [at('PRIOR', 4, 'first')] });
});

test('a backorder takes the available units, the rest follows, and each fill has an event', async (t) => {
  await receive(database, 'BACK', 3);
  const answer = {
    outcome: 'held',
    allocations: [at('BACK', 3)],
    waiting: [{ sku: 'BACK', quantity: 4 }],
  };
  t.deepEqual(await holdBy('backorder', 'back-1', 'BACK', 7), answer);
  t.is(await backordered('BACK'), 4);
  await arrive('BACK', 1);
  await arrive('BACK', 9);
  t.deepEqual(await unitsOf(database, 'BACK'), { onHand: 13, reserved: 7 });
  t.is(await backordered('BACK'), 0);
  const events = await eventsOf(database, 'back-1');
  t.deepEqual(
    events.map(({ topic, type, id, seq, data }) => ({ topic, type, id, seq, data })),
    [1, 3].map((quantity, n) => ({
      topic: 'stock',
      type: 'ReservationFilled.v1',
      id: `back-1:fill-${n + 1}`,
      seq: n + 1,
      data: { orderId: 'back-1', lines: [{ sku: 'BACK', quantity }] },
    })),
  );
  t.deepEqual(await holdBy('backorder', 'back-1', 'BACK', 7), answer);
  t.is(await close(database, 'back-1', 'commit'), 'committed');
  t.deepEqual(await unitsOf(database, 'BACK'), { onHand: 13, reserved: 7 });
});

test('units that arrive for a committed order are reserved and confirmed at once', async (t) => {
  await holdBy('backorder', 'late-1', 'LATE', 5);
  t.is(await close(database, 'late-1', 'commit'), 'committed');
  await arrive('LATE', 8);
  t.deepEqual(await unitsOf(database, 'LATE'), { onHand: 8, reserved: 5 });
  t.deepEqual(await movementsOf(database, 'late-1'), { reserve: 1, confirm: 1 });
  t.is((await call('late-1', 'release')).status, 'released');
  t.deepEqual(await unitsOf(database, 'LATE'), { onHand: 8, reserved: 0 });
});

test('backorders are served in the order of their arrival', async (t) => {
  for (const n of [3, 1, 2]) await holdBy('backorder', `turn-${n}`, 'TURN', 2);
  await arrive('TURN', 3);
  const { rows } = await database.query(
    `SELECT order_id, quantity FROM backorders WHERE sku = 'TURN' ORDER BY position`,
  );
  t.deepEqual(rows, [
    { order_id: 'turn-1', quantity: 1 },
    { order_id: 'turn-2', quantity: 2 },
  ]);
});

test('a new hold never overtakes backorders, before or after a fill', async (t) => {
  await hold(database, 'first', [{ sku: 'QUEUE', quantity: 3 }], { policy: 'backorder' });
  // The units are in stock, but not allocated to the backorders yet.
  await receive(database, 'QUEUE', 4);
  t.like(await hold(database, 'second', [{ sku: 'QUEUE', quantity: 2 }]), {
    outcome: 'short',
    lines: [{ sku: 'QUEUE', requested: 2, available: 1 }],
  });
  t.is((await hold(database, 'third', [{ sku: 'QUEUE', quantity: 1 }])).outcome, 'held');
  await allocateOverdueBackorders(deps);
  t.deepEqual(await unitsOf(database, 'QUEUE'), { onHand: 4, reserved: 4 });
});

test('units that are released, found or returned, or whose hold expires, go to backorders', async (t) => {
  await receive(database, 'FREED', 5);
  for (const n of [1, 2, 3]) await holdBy('all', `freed-${n}`, 'FREED', 1);
  await holdBy('all', 'freed-4', 'FREED', 2);
  await close(database, 'freed-3', 'commit');
  await holdBy('backorder', 'freed-5', 'FREED', 6);
  await call('freed-1', 'release');
  t.is(await backordered('FREED'), 5);
  await close(database, 'freed-2', 'expire');
  t.is(await backordered('FREED'), 4);
  const found = { location: 'main', delta: 1, reason: 'found' };
  await inventory.send('POST', '/stock/FREED/adjustments', { body: found });
  t.is(await backordered('FREED'), 3);
  await ship(database, 'freed-3', [{ sku: 'FREED', quantity: 1 }]);
  await call('freed-3', 'restock', { returnId: 'r1', lines: [{ sku: 'FREED', quantity: 1 }] });
  t.is(await backordered('FREED'), 2);
  const part = { commandId: 'c1', lines: [{ sku: 'FREED', quantity: 1 }] };
  await releaseUnits(deps, { ...part, orderId: 'freed-4', correlationId: 'freed' });
  t.is(await backordered('FREED'), 1);
});

test('a release or an expiry cancels the backorders of the order', async (t) => {
  await holdBy('backorder', 'gone-1', 'GONE', 5);
  await holdBy('backorder', 'gone-2', 'GONE', 5);
  await call('gone-1', 'release');
  await close(database, 'gone-2', 'expire');
  t.is((await inventory.send('GET', '/stock/GONE')).status, 404);
  await arrive('GONE', 3);
  t.deepEqual(await unitsOf(database, 'GONE'), { onHand: 3, reserved: 0 });
  t.is((await holdBy('backorder', 'gone-1', 'GONE', 1))['outcome'], 'closed');
});

test('the sweep allocates units that a crash after their receipt left unallocated', async (t) => {
  await hold(database, 'crash-1', [{ sku: 'CRASH', quantity: 2 }], { policy: 'backorder' });
  await receive(database, 'CRASH', 5);
  t.deepEqual(await unitsOf(database, 'CRASH'), { onHand: 5, reserved: 0 });
  await allocateOverdueBackorders(deps);
  t.deepEqual(await unitsOf(database, 'CRASH'), { onHand: 5, reserved: 2 });
  t.is(await close(database, 'crash-1', 'release'), 'released');
});

test('concurrent allocations give each unit to one backorder', async (t) => {
  for (let n = 0; n < 30; n++) {
    const lines = [{ sku: 'ONCE', quantity: 2 }];
    await hold(database, `once-${n}`, lines, { policy: 'backorder' });
  }
  await receive(database, 'ONCE', 41);
  await Promise.all(Array.from({ length: 8 }, () => allocateOverdueBackorders(deps)));
  t.deepEqual(await unitsOf(database, 'ONCE'), { onHand: 41, reserved: 41 });
  t.is(await backordered('ONCE'), 19);
});

test('an unknown policy is refused with a pointer to it', async (t) => {
  const lines = [{ sku: 'ANY', quantity: 1 }];
  const answer = await call('policy-1', 'hold', { lines, policy: 'some' });
  t.like(answer, { type: '/problems/invalid-request', status: 400 });
  t.is((answer['errors'] as { pointer: string }[])[0]?.pointer, '/policy');
});
