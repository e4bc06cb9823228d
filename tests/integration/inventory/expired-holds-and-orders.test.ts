import { randomBytes } from 'node:crypto';
import { expireHolds } from '@commerce/inventory/use-cases/expire-holds';
import { createSidecar } from '@commerce/runtime/sidecar';
import { connectStack, waitUntil } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';
import {
  hold,
  inventoryDatabase,
  inventoryDeps,
  movementsOf,
  receive,
} from './inventory-database.ts';

const EXPIRED = { ttlSeconds: 0 };
const ORDER_TIMEOUT_MS = 30_000;

// The holds are in a database of their own, where no running app's sweep sees them. The orders and
// the sidecar that asks for them are the platform's.
const stack = connectStack();
const { database, end } = await inventoryDatabase({ connections: 4 });
const sidecar = createSidecar({
  port: stack.app('inventory').daprHttpPort,
  apiToken: stack.daprApiToken,
});
const shop = openShop(stack);
test.after.always('everything is removed', async () => {
  await sidecar.close();
  await end();
  await stack.close();
});

/** Places a real order over `stocked` units; answers its id once it has the status. */
async function orderThatBecomes(
  status: string,
  { stocked, token }: { stocked: number; token: string },
): Promise<string> {
  const sku = await shop.product(stocked);
  const placed = await shop.place(orderOf({ [sku]: 2 }, token), { prefer: 'respond-async' });
  const id = String(placed.body['id']);
  await waitUntil(async () => (await shop.getOrder(id)).status === status, {
    timeoutMs: ORDER_TIMEOUT_MS,
    what: `order ${id} is ${status}`,
  });
  return id;
}

/** Lets a hold of the order expire, runs one round, and answers its movements. */
async function sweep(orderId: string): Promise<Record<string, number>> {
  await receive(database, 'SWEPT', 2);
  await hold(database, orderId, [{ sku: 'SWEPT', quantity: 2 }], EXPIRED);
  await expireHolds({ ...inventoryDeps(database), sidecar });
  return movementsOf(database, orderId);
}

test.serial('an expired hold is committed when its order was confirmed', async (t) => {
  const orderId = await orderThatBecomes('confirmed', { stocked: 5, token: 'tok_ok' });
  t.deepEqual(await sweep(orderId), { hold: 1, commit: 1 });
});

test.serial('an expired hold is given back when its order was rejected', async (t) => {
  const orderId = await orderThatBecomes('rejected', { stocked: 1, token: 'tok_ok' });
  t.deepEqual(await sweep(orderId), { hold: 1, expire: 1 });
});

test.serial('an expired hold is given back when there is no such order', async (t) => {
  t.deepEqual(await sweep(`ord_${randomBytes(16).toString('hex')}`), { hold: 1, expire: 1 });
});

test.serial('an expired hold is left to an order that is still in progress', async (t) => {
  const orderId = await orderThatBecomes('placed', { stocked: 5, token: 'tok_slow' });
  t.deepEqual(await sweep(orderId), { hold: 1 });
});
