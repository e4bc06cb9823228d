import test from 'ava';
import { startInventoryApp } from './inventory-app.ts';
import { inventoryDatabase } from './inventory-database.ts';

const { database, end } = await inventoryDatabase({ connections: 8 });
const inventory = await startInventoryApp(database);
test.after.always('everything is stopped and deleted', async () => {
  await inventory.stop();
  await end();
});

const AT_ONCE = 8;

async function received(sku: string): Promise<string> {
  const body = { location: 'main', quantity: 3, allowUnknownProduct: true };
  await inventory.send('POST', `/stock/${sku}/receipts`, { body });
  return `/stock/${sku}/threshold`;
}

const set = (path: string, lowAt: number, headers: Record<string, string> = {}) =>
  inventory.send('PUT', path, { body: { lowAt }, headers });

test('a conditional read returns the stock only if it has changed', async (t) => {
  await received('SEEN');
  const first = await inventory.send('GET', '/stock/SEEN');
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
  const same = await inventory.send('GET', '/stock/SEEN', { headers });
  t.like(same, { status: 304, body: undefined });
  await received('SEEN');
  const other = await inventory.send('GET', '/stock/SEEN', { headers });
  t.like(other, { status: 200, body: { onHand: 6 } });
  t.not(other.headers.get('etag'), first.headers.get('etag'));
});

test('a threshold can be read once it is set', async (t) => {
  const path = await received('READ');
  t.is((await inventory.send('GET', path)).status, 404);
  t.is((await set(path, 4)).headers.get('etag'), '"4"');
  const read = await inventory.send('GET', path);
  t.deepEqual(read.body, { sku: 'READ', lowAt: 4 });
  const headers = { 'if-none-match': read.headers.get('etag') ?? '' };
  t.is((await inventory.send('GET', path, { headers })).status, 304);
});

test('a threshold is set only if its version still matches', async (t) => {
  const path = await received('GUARDED');
  await set(path, 4);
  const refused = await set(path, 9, { 'if-match': '"3"' });
  t.like(refused, { status: 412, body: { type: '/problems/precondition-failed' } });
  t.is((await inventory.send('GET', path)).body['lowAt'], 4);
  t.is((await set(path, 5, { 'if-match': '"4"' })).status, 200);
  t.is((await set(path, 6)).status, 200);
  t.is((await set(path, 7, { 'if-match': '7' })).status, 400);
  t.is((await inventory.send('GET', path)).body['lowAt'], 6);
});

test('a change that expects a threshold is refused if none was ever set', async (t) => {
  const path = await received('NEW');
  t.is((await set(path, 2, { 'if-match': '*' })).status, 412);
  t.is((await inventory.send('GET', path)).status, 404);
});

test('of many concurrent changes of the same threshold one wins', async (t) => {
  const path = await received('RACED');
  await set(path, 100);
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, lowAt) => set(path, lowAt, { 'if-match': '"100"' })),
  );
  const won = answers.filter(({ status }) => status === 200);
  t.is(won.length, 1);
  t.is(answers.filter(({ status }) => status === 412).length, AT_ONCE - 1);
  t.is((await inventory.send('GET', path)).body['lowAt'], won[0]?.body['lowAt']);
});
