import test from 'ava';
import { startInventoryApp } from './inventory-app.ts';
import {
  close,
  eventsOf,
  hold,
  inventoryDatabase,
  ledgerDifferences,
  receive,
} from './inventory-database.ts';

const { database, end } = await inventoryDatabase({ connections: 16 });
const inventory = await startInventoryApp(database);
test.after.always('the ledger adds up to the stock, then everything is removed', async (t) => {
  t.deepEqual(await ledgerDifferences(database), []);
  await inventory.stop();
  await end();
});

const setThreshold = (sku: string, lowAt: number) =>
  inventory.send('PUT', `/stock/${sku}/threshold`, { body: { lowAt } });
const holdUnits = (sku: string, orderId: string, quantity: number) =>
  hold(database, orderId, [{ sku, quantity }]);
const announced = async (sku: string) =>
  (await eventsOf(database, sku)).map(({ type, data }) => [type, data]);

test('StockLow is published once per crossing of the threshold', async (t) => {
  await receive(database, 'LOW', 10);
  const answer = await setThreshold('low', 4);
  t.deepEqual([answer.status, answer.body], [200, { sku: 'LOW', lowAt: 4 }]);
  await holdUnits('LOW', 'low-1', 5);
  t.deepEqual(await announced('LOW'), []);
  await holdUnits('LOW', 'low-2', 1);
  await holdUnits('LOW', 'low-3', 1);
  await close(database, 'low-3', 'commit');
  t.deepEqual(await announced('LOW'), [['StockLow.v1', { sku: 'LOW', available: 4, lowAt: 4 }]]);
  await receive(database, 'LOW', 5, 'east');
  await holdUnits('LOW', 'low-4', 6);
  const low = ['StockLow.v1', { sku: 'LOW', available: 2, lowAt: 4 }];
  t.deepEqual((await announced('LOW'))[1], low);
  const [first, second] = await eventsOf(database, 'LOW');
  t.like(first, { topic: 'stock', id: 'LOW:1', seq: 1 });
  t.like(second, { topic: 'stock', id: 'LOW:2', seq: 2 });
  t.false(Number.isNaN(Date.parse(String(first?.at))));
});

test('StockLow is published once if stock is already low when its threshold is set', async (t) => {
  await receive(database, 'ALREADY', 3);
  await setThreshold('ALREADY', 5);
  await setThreshold('ALREADY', 5);
  t.deepEqual(await announced('ALREADY'), [
    ['StockLow.v1', { sku: 'ALREADY', available: 3, lowAt: 5 }],
  ]);
});

test('StockBackIn is published once when units are available again, but not for new stock', async (t) => {
  await receive(database, 'OUT', 2);
  await holdUnits('OUT', 'out-1', 2);
  t.deepEqual(await announced('OUT'), []);
  await close(database, 'out-1', 'release');
  await receive(database, 'OUT', 5);
  t.deepEqual(await announced('OUT'), [['StockBackIn.v1', { sku: 'OUT', available: 2 }]]);
});

test('backordered units do not count as back in stock', async (t) => {
  await receive(database, 'AWAITED', 1);
  await hold(database, 'awaited-1', [{ sku: 'AWAITED', quantity: 4 }], { policy: 'backorder' });
  const arrive = (quantity: number) =>
    inventory.send('POST', '/stock/AWAITED/receipts', {
      body: { location: 'main', quantity, allowUnknownProduct: true },
    });
  await arrive(3);
  t.deepEqual(await announced('AWAITED'), []);
  await arrive(2);
  t.deepEqual(await announced('AWAITED'), [['StockBackIn.v1', { sku: 'AWAITED', available: 2 }]]);
});

test('concurrent holds at several locations cross a threshold once', async (t) => {
  for (const location of ['a', 'b', 'c']) await receive(database, 'CROSS', 20, location);
  await setThreshold('CROSS', 30);
  await Promise.all(Array.from({ length: 60 }, (_, n) => holdUnits('CROSS', `cross-${n}`, 1)));
  const events = await announced('CROSS');
  t.deepEqual(events, [['StockLow.v1', { sku: 'CROSS', available: 30, lowAt: 30 }]]);
});
