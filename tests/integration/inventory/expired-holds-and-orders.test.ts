import { randomBytes } from 'node:crypto';
import { expireHolds } from '@commerce/inventory/use-cases/expire-holds';
import { createSidecar } from 'dapr-actor-runtime/sidecar';
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

// The holds are in a separate database, which the sweep of the running app does not read. The orders,
// and the sidecar through which they are looked up, are those of the platform.
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

/** Places an order of a product with `stocked` units; returns its id once it has the status. */
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

/** Holds units that expire at once, runs one round of the sweep, and returns the movements. */
async function sweep(orderId: string): Promise<Record<string, number>> {
  await receive(database, 'SWEPT', 2);
  await hold(database, orderId, [{ sku: 'SWEPT', quantity: 2 }], EXPIRED);
  await expireHolds({ ...inventoryDeps(database), sidecar });
  return movementsOf(database, orderId);
}

test.serial('an expired hold is committed if its order was confirmed', async (t) => {
  const orderId = await orderThatBecomes('confirmed', { stocked: 5, token: 'tok_ok' });
  t.deepEqual(await sweep(orderId), { reserve: 1, confirm: 1 });
});

test.serial('an expired hold is released if its order was rejected', async (t) => {
  const orderId = await orderThatBecomes('rejected', { stocked: 1, token: 'tok_ok' });
  t.deepEqual(await sweep(orderId), { reserve: 1, expire: 1 });
});

test.serial('an expired hold is released if its order does not exist', async (t) => {
  t.deepEqual(await sweep(`ord_${randomBytes(16).toString('hex')}`), { reserve: 1, expire: 1 });
});

test.serial('an expired hold stays while its order is in progress', async (t) => {
  const orderId = await orderThatBecomes('placed', { stocked: 5, token: 'tok_slow' });
  t.deepEqual(await sweep(orderId), { reserve: 1 });
});
