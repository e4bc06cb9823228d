import test from 'ava';
import { startInventoryApp } from './inventory-app.ts';
import {
  close,
  inventoryDatabase,
  ledgerDifferences,
  receive,
  unitsOf,
} from './inventory-database.ts';

const { database, end } = await inventoryDatabase({ connections: 8 });
const inventory = await startInventoryApp(database);
test.after.always('the ledger adds up to the stock, then everything is removed', async (t) => {
  t.deepEqual(await ledgerDifferences(database), []);
  await inventory.stop();
  await end();
});

const call = (orderId: string, method: string, input: object = {}) =>
  inventory.send('PUT', `/actors/Reservation/${orderId}/method/${method}`, { body: input });

test('the actor holds and releases, also after a commit, and answers the new status', async (t) => {
  await receive(database, 'ACTOR', 10);
  const held = await call('ord_1', 'hold', { lines: [{ sku: 'actor', quantity: 4 }] });
  const allocations = [{ sku: 'ACTOR', location: 'main', quantity: 4 }];
  t.deepEqual(held.body, { outcome: 'held', allocations });
  t.deepEqual(await unitsOf(database, 'ACTOR'), { onHand: 10, reserved: 4 });
  await close(database, 'ord_1', 'commit');
  t.deepEqual(await unitsOf(database, 'ACTOR'), { onHand: 10, reserved: 4 });
  t.deepEqual((await call('ord_1', 'release')).body, { status: 'released' });
  t.deepEqual(await unitsOf(database, 'ACTOR'), { onHand: 10, reserved: 0 });
  const late = await call('ord_1', 'hold', { lines: [{ sku: 'ACTOR', quantity: 1 }] });
  t.deepEqual(late.body, { outcome: 'closed' });
});

test('the actor merges lines of one product, whatever their letter case', async (t) => {
  await receive(database, 'CASE', 10);
  const lines = [
    { sku: 'case', quantity: 6 },
    { sku: 'CASE', quantity: 5 },
  ];
  t.deepEqual((await call('ord_4', 'hold', { lines })).body, {
    outcome: 'short',
    lines: [{ sku: 'CASE', requested: 11, available: 10 }],
  });
});

test('a refusal of the actor reaches the caller as a problem', async (t) => {
  const back = { returnId: 'ret-1', lines: [{ sku: 'NEVER', quantity: 1 }] };
  const answer = await call('ord_5', 'restock', back);
  t.is(answer.headers.get('x-daprerrorresponseheader'), 'true');
  t.like(answer.body, { type: '/problems/reservation-not-found', status: 404 });
});

test('a hold without lines is refused', async (t) => {
  const answer = await call('ord_6', 'hold', { lines: [] });
  t.like(answer.body, { type: '/problems/invalid-request', status: 400 });
});

test('an actor cannot be called without the sidecar token', async (t) => {
  await receive(database, 'TOKEN', 1);
  const path = '/actors/Reservation/ord_7/method/hold';
  const body = { lines: [{ sku: 'TOKEN', quantity: 1 }] };
  const headers = { 'dapr-api-token': 'a-guess' };
  t.is((await inventory.send('PUT', path, { body, headers })).status, 404);
  t.deepEqual(await unitsOf(database, 'TOKEN'), { onHand: 1, reserved: 0 });
});
