import { leaseExpiredHolds } from '@commerce/inventory/store/reservations';
import { expireHolds } from '@commerce/inventory/use-cases/expire-holds';
import { absentSidecar } from '@commerce/testing/app-under-test';
import test from 'ava';
import { hold, inventoryDatabase, inventoryDeps, receive, unitsOf } from './inventory-database.ts';

const EXPIRED = { ttlSeconds: 0 };
const LEASE_SECONDS = 60;

const { database, end } = await inventoryDatabase({ connections: 8 });
test.after.always('the database is dropped', end);

const lease = (limit: number) =>
  leaseExpiredHolds(database, { limit, leaseSeconds: LEASE_SECONDS });

test.serial('a hold that has not expired is not leased', async (t) => {
  await receive(database, 'FRESH', 5);
  await hold(database, 'fresh', [{ sku: 'FRESH', quantity: 1 }]);
  t.deepEqual(await lease(100), []);
});

test.serial('each expired hold is leased by one replica, the earliest expiry first', async (t) => {
  await receive(database, 'OVER', 100);
  for (let n = 0; n < 20; n++) {
    await hold(database, `over-${n}`, [{ sku: 'OVER', quantity: 1 }], EXPIRED);
  }
  t.deepEqual(await lease(1), ['over-0']);
  const taken = (await Promise.all(Array.from({ length: 8 }, () => lease(10)))).flat();
  t.is(new Set(taken).size, taken.length);
  t.deepEqual([...taken, ...(await lease(100))].length, 19);
  t.deepEqual(await lease(100), []);
});

test.serial('an expired hold stays while the order app does not answer', async (t) => {
  await receive(database, 'SILENT', 10);
  for (let n = 0; n < 5; n++) {
    await hold(database, `silent-${n}`, [{ sku: 'SILENT', quantity: 1 }], EXPIRED);
  }
  const sidecar = absentSidecar();
  await expireHolds({ ...inventoryDeps(database), sidecar });
  await sidecar.close();
  t.deepEqual(await unitsOf(database, 'SILENT'), { onHand: 10, reserved: 5 });
});
