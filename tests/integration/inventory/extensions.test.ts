import type { StreamEvent } from 'dapr-actor-runtime/streams';
import test from 'ava';
import { startInventoryApp } from './inventory-app.ts';
import {
  close,
  hold,
  inventoryDatabase,
  ledgerDifferences,
  movementsOf,
  receive,
  unitsOf,
} from './inventory-database.ts';

// An edit adds units to the reservation of an order: all or none, once, and never more than there are.
const { database, end } = await inventoryDatabase({ connections: 16 });
const inventory = await startInventoryApp(database);
test.after.always('the ledger adds up to the stock, then everything is removed', async (t) => {
  t.deepEqual(await ledgerDifferences(database), []);
  await inventory.stop();
  await end();
});

const extend = async (orderId: string, editId: string, lines: object[], more: object = {}) =>
  (
    await inventory.send('PUT', `/actors/Reservation/${orderId}/method/extend`, {
      body: { editId, lines, ...more },
    })
  ).body as Record<string, unknown>;

/** Delivers the decline of an edit as the sidecar does; answers its verdict. */
async function decline(orderId: string, editId: string, seq = 4): Promise<string | undefined> {
  const event: StreamEvent = {
    id: `${orderId}:${seq}`,
    type: 'OrderEditDeclined.v1',
    stream: orderId,
    seq,
    at: '2026-01-05T09:00:00.000Z',
    correlationId: 'because-declined',
    data: { editId, code: 'payment-declined', reason: 'declined' },
  };
  const body = { entries: [{ entryId: '0', event: { data: event } }] };
  const answer = await inventory.send('POST', '/events/orders', { body });
  return (answer.body as { statuses: { status: string }[] }).statuses[0]?.status;
}

for (const [state, ledger] of [
  ['held', { reserve: 2 }],
  ['committed', { reserve: 2, confirm: 2 }],
] as const) {
  test(`an edit adds units to a reservation that is ${state}, once`, async (t) => {
    const [sku, orderId] = [`ADD-${state.toUpperCase()}`, `add-${state}`];
    await receive(database, sku, 5);
    await hold(database, orderId, [{ sku, quantity: 2 }]);
    if (state === 'committed') await close(database, orderId, 'commit');
    const lines = [{ sku: sku.toLowerCase(), quantity: 3 }];
    const held = await extend(orderId, 'edt_1', lines);
    t.deepEqual(held, {
      outcome: 'held',
      allocations: [{ sku, location: 'main', quantity: 3 }],
    });
    t.deepEqual(await extend(orderId, 'edt_1', lines), held, 'a repeat gets the same answer');
    t.deepEqual(await unitsOf(database, sku), { onHand: 5, reserved: 5 });
    const other = await extend(orderId, 'edt_1', [{ sku, quantity: 1 }]);
    t.like(other, { status: 422, type: '/problems/idempotency-key-reused' });
    t.deepEqual(await movementsOf(database, orderId), ledger);
    if (state === 'held') await close(database, orderId, 'commit');
    await close(database, orderId, 'release');
    t.deepEqual(await unitsOf(database, sku), { onHand: 5, reserved: 0 });
  });
}

test('what is short is refused as a whole and changes nothing', async (t) => {
  await receive(database, 'SHORT', 3);
  await receive(database, 'PLENTY', 9);
  await hold(database, 'short', [{ sku: 'SHORT', quantity: 1 }]);
  for (const policy of ['all', 'split', 'partial']) {
    const lines = [
      { sku: 'PLENTY', quantity: 1 },
      { sku: 'SHORT', quantity: 3 },
    ];
    t.deepEqual(await extend('short', `edt_${policy}`, lines, { policy }), {
      outcome: 'short',
      lines: [{ sku: 'SHORT', requested: 3, available: 2 }],
    });
  }
  t.deepEqual(await unitsOf(database, 'SHORT'), { onHand: 3, reserved: 1 });
  t.deepEqual(await unitsOf(database, 'PLENTY'), { onHand: 9, reserved: 0 });
});

test('with the policy backorder the rest joins the queue, behind earlier orders', async (t) => {
  await receive(database, 'QUEUE', 3);
  await hold(database, 'queue', [{ sku: 'QUEUE', quantity: 2 }], { policy: 'backorder' });
  const lines = [{ sku: 'QUEUE', quantity: 4 }];
  t.deepEqual(await extend('queue', 'edt_1', lines, { policy: 'backorder' }), {
    outcome: 'held',
    allocations: [{ sku: 'QUEUE', location: 'main', quantity: 1 }],
    waiting: [{ sku: 'QUEUE', quantity: 3 }],
  });
  t.is(await decline('queue', 'edt_1'), 'SUCCESS');
  t.deepEqual(await unitsOf(database, 'QUEUE'), { onHand: 3, reserved: 2 });
  const { rows } = await database.query("SELECT FROM backorders WHERE order_id = 'queue'");
  t.is(rows.length, 0);
});

test('a declined edit gives its units back once, and one that comes later gets nothing', async (t) => {
  await receive(database, 'BACK', 5);
  await hold(database, 'back', [{ sku: 'BACK', quantity: 1 }]);
  await close(database, 'back', 'commit');
  const lines = [{ sku: 'BACK', quantity: 2 }];
  await extend('back', 'edt_1', lines);
  await extend('back', 'edt_2', lines);
  for (let n = 0; n < 2; n++) t.is(await decline('back', 'edt_1', 4 + n), 'SUCCESS');
  t.deepEqual(await unitsOf(database, 'BACK'), { onHand: 5, reserved: 3 });
  t.deepEqual(await extend('back', 'edt_1', lines), { outcome: 'closed' });
  t.is(await decline('back', 'edt_3', 6), 'SUCCESS', 'before it has held anything');
  t.deepEqual(await extend('back', 'edt_3', lines), { outcome: 'closed' });
  t.deepEqual(await unitsOf(database, 'BACK'), { onHand: 5, reserved: 3 });
});

test('a reservation that has ended, or does not exist, is not extended', async (t) => {
  await receive(database, 'ENDED', 5);
  await hold(database, 'ended', [{ sku: 'ENDED', quantity: 1 }]);
  await close(database, 'ended', 'release');
  for (const orderId of ['ended', 'never']) {
    const answer = await extend(orderId, 'edt_1', [{ sku: 'ENDED', quantity: 1 }]);
    t.deepEqual(answer, { outcome: 'closed' }, orderId);
  }
  t.is(await decline('ended', 'edt_1'), 'SUCCESS');
  t.deepEqual(await unitsOf(database, 'ENDED'), { onHand: 5, reserved: 0 });
});

test('orders and edits that want the same units at the same time get no unit twice', async (t) => {
  await receive(database, 'RACE', 40);
  const orders = Array.from({ length: 10 }, (_, n) => `race-${n}`);
  for (const orderId of orders) await hold(database, orderId, [{ sku: 'RACE', quantity: 1 }]);
  const wanted = [{ sku: 'RACE', quantity: 4 }];
  const answers = await Promise.all([
    ...orders.map((orderId) => extend(orderId, 'edt_1', wanted)),
    ...orders.map((orderId) => hold(database, `${orderId}-new`, wanted)),
  ]);
  const held = answers.filter(({ outcome }) => outcome === 'held').length;
  t.is(held, 7, 'thirty units are left, four each');
  t.deepEqual(await unitsOf(database, 'RACE'), { onHand: 40, reserved: 38 });
});

test('an extension without an edit, or without lines, is refused', async (t) => {
  for (const body of [{ lines: [{ sku: 'A', quantity: 1 }] }, { editId: 'edt_1', lines: [] }]) {
    const answer = await inventory.send('PUT', '/actors/Reservation/bad/method/extend', { body });
    t.like(answer.body, { type: '/problems/invalid-request', status: 400 });
  }
});
