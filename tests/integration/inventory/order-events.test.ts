import type { StreamEvent } from 'dapr-actor-runtime/streams';
import test from 'ava';
import { startInventoryApp } from './inventory-app.ts';
import {
  hold,
  inventoryDatabase,
  ledgerDifferences,
  movementsOf,
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

const AT = '2026-01-05T09:00:00.000Z';

function orderEvent(orderId: string, seq: number, type: string, data: object = {}): StreamEvent {
  return {
    id: `${orderId}:${seq}`,
    type,
    stream: orderId,
    seq,
    at: AT,
    correlationId: `because-${type}`,
    data,
  };
}

/** Delivers a batch as the sidecar does; returns the status of each event. */
async function deliver(events: StreamEvent[]): Promise<string[]> {
  const entries = events.map((data, n) => ({ entryId: String(n), event: { data } }));
  const answer = await inventory.send('POST', '/events/orders', { body: { entries } });
  const { statuses } = answer.body as { statuses: { status: string }[] };
  return statuses.map(({ status }) => status);
}

const all = (verdict: string, count: number) => Array.from({ length: count }, () => verdict);

test('a batch of confirmations with duplicates takes effect once, also when it is repeated', async (t) => {
  const orders = Array.from({ length: 50 }, (_, n) => `batch-${n}`);
  await receive(database, 'BATCH', 1_000);
  for (const orderId of orders) await hold(database, orderId, [{ sku: 'BATCH', quantity: 3 }]);
  const confirmations = orders.map((orderId) => orderEvent(orderId, 2, 'OrderConfirmed.v1'));
  const batch = [...confirmations, ...confirmations.toReversed()];
  t.deepEqual(await deliver(batch), all('SUCCESS', batch.length));
  t.deepEqual(await Promise.all([deliver(batch), deliver(batch)]), [
    all('SUCCESS', batch.length),
    all('SUCCESS', batch.length),
  ]);
  t.deepEqual(await unitsOf(database, 'BATCH'), { onHand: 1_000, reserved: 150 });
  t.deepEqual(await movementsOf(database, 'batch-7'), { reserve: 1, confirm: 1 });
});

test('the ledger names the event that moved the stock, and its cause', async (t) => {
  await receive(database, 'CAUSE', 5);
  await hold(database, 'cause', [{ sku: 'CAUSE', quantity: 1 }]);
  await deliver([orderEvent('cause', 2, 'OrderConfirmed.v1')]);
  const { rows } = await database.query(
    `SELECT event_id, correlation_id FROM stock_movements
     WHERE order_id = 'cause' AND kind = 'confirm'`,
  );
  t.deepEqual(rows, [{ event_id: 'cause:2', correlation_id: 'because-OrderConfirmed.v1' }]);
});

test('a cancellation releases a hold, and a rejection without a hold leaves a tombstone', async (t) => {
  await receive(database, 'CANCEL', 5);
  await hold(database, 'cancel', [{ sku: 'CANCEL', quantity: 2 }]);
  const events = [
    orderEvent('cancel', 3, 'OrderCancelled.v1'),
    orderEvent('reject', 2, 'OrderRejected.v1'),
  ];
  t.deepEqual(await deliver(events), all('SUCCESS', 2));
  t.deepEqual(await unitsOf(database, 'CANCEL'), { onHand: 5, reserved: 0 });
  const late = await hold(database, 'reject', [{ sku: 'CANCEL', quantity: 1 }]);
  t.deepEqual(late, { outcome: 'closed' });
});

test('a confirmed and then cancelled order is released, in whatever sequence the events arrive', async (t) => {
  await receive(database, 'ORDERLY', 10);
  for (const orderId of ['orderly-1', 'orderly-2']) {
    await hold(database, orderId, [{ sku: 'ORDERLY', quantity: 2 }]);
  }
  const confirmed = orderEvent('orderly-1', 2, 'OrderConfirmed.v1');
  const cancelled = orderEvent('orderly-1', 4, 'OrderCancelled.v1');
  t.deepEqual(await deliver([cancelled, confirmed]), all('SUCCESS', 2));
  await deliver([{ ...cancelled, id: 'orderly-2:4', stream: 'orderly-2' }]);
  await deliver([{ ...confirmed, id: 'orderly-2:2', stream: 'orderly-2' }]);
  t.deepEqual(await unitsOf(database, 'ORDERLY'), { onHand: 10, reserved: 0 });
  t.deepEqual(await movementsOf(database, 'orderly-1'), { reserve: 1, confirm: 1, release: 1 });
  t.deepEqual(await movementsOf(database, 'orderly-2'), { reserve: 1, release: 1 });
});

test('a confirmation without a reservation is dropped, and the rest of its batch is applied', async (t) => {
  await receive(database, 'ALONE', 5);
  await hold(database, 'alone', [{ sku: 'ALONE', quantity: 1 }]);
  const verdicts = await deliver([
    orderEvent('unheard-of', 2, 'OrderConfirmed.v1'),
    orderEvent('alone', 2, 'OrderConfirmed.v1'),
  ]);
  t.deepEqual(verdicts, ['DROP', 'SUCCESS']);
  t.deepEqual(await unitsOf(database, 'ALONE'), { onHand: 5, reserved: 1 });
});

test('events of other types are accepted and change nothing', async (t) => {
  await receive(database, 'OTHER', 5);
  await hold(database, 'other', [{ sku: 'OTHER', quantity: 1 }]);
  const events = [
    orderEvent('other', 1, 'OrderPlaced.v1'),
    orderEvent('other', 2, 'OrderCancelling.v1'),
  ];
  t.deepEqual(await deliver(events), all('SUCCESS', 2));
  t.deepEqual(await unitsOf(database, 'OTHER'), { onHand: 5, reserved: 1 });
});

/** The cancellation of 2 units of a product, on two lines of the order. */
function linesCancelled(orderId: string, seq: number, commandId = 'cancel-1'): StreamEvent {
  const sku = orderId.toUpperCase();
  const lines = [
    { line: 0, sku, quantity: 1 },
    { line: 1, sku, quantity: 1 },
  ];
  return orderEvent(orderId, seq, 'OrderLinesCancelled.v1', { commandId, lines });
}

/** Creates an order that holds 5 of 10 units of its own product; returns the SKU. */
async function holding(orderId: string): Promise<string> {
  const sku = orderId.toUpperCase();
  await receive(database, sku, 10);
  await hold(database, orderId, [{ sku, quantity: 5 }]);
  return sku;
}

test('the units of cancelled lines are available again once, however often their event is delivered', async (t) => {
  const sku = await holding('lines-1');
  const confirmed = orderEvent('lines-1', 2, 'OrderConfirmed.v1');
  const cancelled = linesCancelled('lines-1', 3);
  t.deepEqual(await deliver([confirmed, cancelled, cancelled]), all('SUCCESS', 3));
  t.deepEqual(await Promise.all([deliver([cancelled]), deliver([cancelled])]), [
    ['SUCCESS'],
    ['SUCCESS'],
  ]);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 3 });
  t.deepEqual(await movementsOf(database, 'lines-1'), { reserve: 1, confirm: 1, release: 1 });
  // An event that is published under another id is recognized by the id of its cancellation.
  t.deepEqual(await deliver([{ ...cancelled, id: 'lines-1:9' }]), ['SUCCESS']);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 3 });
});

test('lines whose cancellation arrives before the confirmation are not committed', async (t) => {
  const sku = await holding('lines-2');
  t.deepEqual(await deliver([linesCancelled('lines-2', 3)]), ['SUCCESS']);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 3 });
  await deliver([orderEvent('lines-2', 2, 'OrderConfirmed.v1')]);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 3 });
});

test('a cancellation of lines after the end of the order moves nothing', async (t) => {
  const sku = await holding('lines-3');
  await deliver([orderEvent('lines-3', 4, 'OrderCancelled.v1')]);
  t.deepEqual(await deliver([linesCancelled('lines-3', 3)]), ['SUCCESS']);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 0 });
});

test('the ledger names the event and the id of a cancellation of lines', async (t) => {
  await holding('lines-4');
  await deliver([linesCancelled('lines-4', 3)]);
  const { rows } = await database.query(
    `SELECT event_id, operation_id, correlation_id FROM stock_movements
     WHERE order_id = 'lines-4' AND kind = 'release'`,
  );
  t.deepEqual(rows, [
    {
      event_id: 'lines-4:3',
      operation_id: 'release:cancel-1',
      correlation_id: 'because-OrderLinesCancelled.v1',
    },
  ]);
});

test('a cancellation that does not fit its reservation is dropped, and its batch is applied', async (t) => {
  const sku = await holding('lines-5');
  const tooMany = linesCancelled('lines-5', 4, 'cancel-2');
  const line = { line: 0, sku, quantity: 6 };
  const verdicts = await deliver([
    { ...tooMany, data: { commandId: 'cancel-2', lines: [line] } },
    linesCancelled('lines-5', 3),
    linesCancelled('lines-never-held', 3),
  ]);
  t.deepEqual(verdicts, ['DROP', 'SUCCESS', 'DROP']);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 3 });
});
