import type { StreamEvent } from '@commerce/runtime/streams';
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
test.after.always('the ledger sums to the stock, then everything is taken away', async (t) => {
  t.deepEqual(await ledgerDifferences(database), []);
  await inventory.stop();
  await end();
});

const AT = '2026-01-05T09:00:00.000Z';

function orderEvent(orderId: string, seq: number, type: string): StreamEvent {
  return {
    id: `${orderId}:${seq}`,
    type,
    stream: orderId,
    seq,
    at: AT,
    correlationId: `because-${type}`,
    data: {},
  };
}

/** Delivers a batch as the sidecar does; answers the verdict of each event. */
async function deliver(events: StreamEvent[]): Promise<string[]> {
  const entries = events.map((data, n) => ({ entryId: String(n), event: { data } }));
  const answer = await inventory.send('POST', '/events/orders', { body: { entries } });
  const { statuses } = answer.body as { statuses: { status: string }[] };
  return statuses.map(({ status }) => status);
}

const all = (verdict: string, count: number) => Array.from({ length: count }, () => verdict);

test('a batch of confirmations with duplicates takes effect once, as do its repeats', async (t) => {
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
  t.deepEqual(await unitsOf(database, 'BATCH'), { onHand: 850, held: 0 });
  t.deepEqual(await movementsOf(database, 'batch-7'), { hold: 1, commit: 1 });
});

test('the ledger names the event that moved the stock and what caused it', async (t) => {
  await receive(database, 'CAUSE', 5);
  await hold(database, 'cause', [{ sku: 'CAUSE', quantity: 1 }]);
  await deliver([orderEvent('cause', 2, 'OrderConfirmed.v1')]);
  const { rows } = await database.query(
    `SELECT event_id, correlation_id FROM stock_movements
     WHERE order_id = 'cause' AND kind = 'commit'`,
  );
  t.deepEqual(rows, [{ event_id: 'cause:2', correlation_id: 'because-OrderConfirmed.v1' }]);
});

test('a cancellation gives a hold back and a rejection closes what was never held', async (t) => {
  await receive(database, 'CANCEL', 5);
  await hold(database, 'cancel', [{ sku: 'CANCEL', quantity: 2 }]);
  const events = [
    orderEvent('cancel', 3, 'OrderCancelled.v1'),
    orderEvent('reject', 2, 'OrderRejected.v1'),
  ];
  t.deepEqual(await deliver(events), all('SUCCESS', 2));
  t.deepEqual(await unitsOf(database, 'CANCEL'), { onHand: 5, held: 0 });
  const late = await hold(database, 'reject', [{ sku: 'CANCEL', quantity: 1 }]);
  t.deepEqual(late, { outcome: 'closed' });
});

test('an order that was confirmed and then cancelled ends restocked, in any order', async (t) => {
  await receive(database, 'ORDERLY', 10);
  for (const orderId of ['orderly-1', 'orderly-2']) {
    await hold(database, orderId, [{ sku: 'ORDERLY', quantity: 2 }]);
  }
  const confirmed = orderEvent('orderly-1', 2, 'OrderConfirmed.v1');
  const cancelled = orderEvent('orderly-1', 4, 'OrderCancelled.v1');
  t.deepEqual(await deliver([cancelled, confirmed]), all('SUCCESS', 2));
  await deliver([{ ...cancelled, id: 'orderly-2:4', stream: 'orderly-2' }]);
  await deliver([{ ...confirmed, id: 'orderly-2:2', stream: 'orderly-2' }]);
  t.deepEqual(await unitsOf(database, 'ORDERLY'), { onHand: 10, held: 0 });
  t.deepEqual(await movementsOf(database, 'orderly-1'), { hold: 1, commit: 1, restock: 1 });
  t.deepEqual(await movementsOf(database, 'orderly-2'), { hold: 1, release: 1 });
});

test('a confirmation without a reservation is dropped alone, and its batch goes on', async (t) => {
  await receive(database, 'ALONE', 5);
  await hold(database, 'alone', [{ sku: 'ALONE', quantity: 1 }]);
  const verdicts = await deliver([
    orderEvent('unheard-of', 2, 'OrderConfirmed.v1'),
    orderEvent('alone', 2, 'OrderConfirmed.v1'),
  ]);
  t.deepEqual(verdicts, ['DROP', 'SUCCESS']);
  t.deepEqual(await unitsOf(database, 'ALONE'), { onHand: 4, held: 0 });
});

test('events of other types are taken and change nothing', async (t) => {
  await receive(database, 'OTHER', 5);
  await hold(database, 'other', [{ sku: 'OTHER', quantity: 1 }]);
  const events = [
    orderEvent('other', 1, 'OrderPlaced.v1'),
    orderEvent('other', 2, 'OrderCancelling.v1'),
  ];
  t.deepEqual(await deliver(events), all('SUCCESS', 2));
  t.deepEqual(await unitsOf(database, 'OTHER'), { onHand: 5, held: 1 });
});
