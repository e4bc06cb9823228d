import test from 'ava';
import { reservationsUnderTest } from './inventory-app.ts';
import { close, movementsOf, receive, ship, unitsOf } from './inventory-database.ts';

// The undo of a restock: the returned units leave the stock for the order again.
const { database, call } = await reservationsUnderTest();

/** Creates an order that took 3 of 10 units of its own product and returned 2 of them. */
async function restocked(orderId: string): Promise<{ sku: string; back: object }> {
  const sku = orderId.toUpperCase();
  await receive(database, sku, 10);
  await call(orderId, 'hold', { lines: [{ sku, quantity: 3 }] });
  await close(database, orderId, 'commit');
  await ship(database, orderId, [{ sku, quantity: 3 }]);
  const back = { returnId: 'ret-1', lines: [{ sku, quantity: 2 }] };
  await call(orderId, 'restock', back);
  return { sku, back };
}

test('a repeated withdrawal of a restock withdraws the units once', async (t) => {
  const { sku } = await restocked('withdraw-1');
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => call('withdraw-1', 'withdrawRestock', { returnId: 'ret-1' })),
  );
  for (const one of answers) {
    t.deepEqual(one, { withdrawn: [{ sku, quantity: 2, location: 'main' }] });
  }
  t.deepEqual(await unitsOf(database, sku), { onHand: 7, reserved: 0 });
  t.deepEqual(await movementsOf(database, 'withdraw-1'), {
    reserve: 1,
    confirm: 1,
    ship: 1,
    return: 1,
    withdraw: 1,
  });
});

test('a restock after its withdrawal is refused, even if it is the first one', async (t) => {
  const { sku, back } = await restocked('withdraw-2');
  await call('withdraw-2', 'withdrawRestock', { returnId: 'ret-1' });
  t.like(await call('withdraw-2', 'restock', back), {
    type: '/problems/return-withdrawn',
    status: 409,
  });
  t.deepEqual(await call('withdraw-2', 'withdrawRestock', { returnId: 'ret-2' }), {
    withdrawn: [],
  });
  const late = { ...back, returnId: 'ret-2' };
  t.like(await call('withdraw-2', 'restock', late), { type: '/problems/return-withdrawn' });
  t.deepEqual(await unitsOf(database, sku), { onHand: 7, reserved: 0 });
});

test('withdrawn units belong to the order again and can be returned again', async (t) => {
  const { sku, back } = await restocked('withdraw-3');
  await call('withdraw-3', 'withdrawRestock', { returnId: 'ret-1' });
  const again = { ...back, returnId: 'ret-2', lines: [{ sku, quantity: 3 }] };
  t.like(await call('withdraw-3', 'restock', again), { status: 'committed' });
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 0 });
});

test('a withdrawal takes units out of quarantine, and has nothing of scrap to take', async (t) => {
  const sku = 'WITHDRAW-5';
  await receive(database, sku, 10);
  await call('withdraw-5', 'hold', { lines: [{ sku, quantity: 3 }] });
  await close(database, 'withdraw-5', 'commit');
  await ship(database, 'withdraw-5', [{ sku, quantity: 3 }]);
  const lines = [
    { sku, quantity: 2, disposition: 'quarantine' },
    { sku, quantity: 1, disposition: 'scrap' },
  ];
  await call('withdraw-5', 'restock', { returnId: 'ret-1', lines });
  t.deepEqual(await unitsOf(database, sku), { onHand: 9, reserved: 0 });
  await call('withdraw-5', 'withdrawRestock', { returnId: 'ret-1' });
  t.deepEqual(await unitsOf(database, sku), { onHand: 7, reserved: 0 });
  const again = { returnId: 'ret-2', lines: [{ sku, quantity: 3 }] };
  t.like(await call('withdraw-5', 'restock', again), { status: 'committed' });
});

test('units that another order holds are not withdrawn', async (t) => {
  const { sku } = await restocked('withdraw-4');
  await call('other-4', 'hold', { lines: [{ sku, quantity: 9 }] });
  t.like(await call('withdraw-4', 'withdrawRestock', { returnId: 'ret-1' }), {
    type: '/problems/insufficient-stock',
    status: 409,
  });
  t.deepEqual(await unitsOf(database, sku), { onHand: 9, reserved: 9 });
  await call('other-4', 'release');
  t.like(await call('withdraw-4', 'withdrawRestock', { returnId: 'ret-1' }), {
    withdrawn: [{ sku, quantity: 2 }],
  });
  t.deepEqual(await unitsOf(database, sku), { onHand: 7, reserved: 0 });
});
