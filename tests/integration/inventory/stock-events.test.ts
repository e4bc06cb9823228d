import { randomBytes } from 'node:crypto';
import { ReservationActor } from '@commerce/contracts/inventory/reservation-actor';
import { actorReferences } from 'dapr-actor-runtime/actors';
import { createSidecar } from 'dapr-actor-runtime/sidecar';
import { connectStack, waitUntil } from '@commerce/testing';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';

const ACTOR_TIMEOUT_MS = 10_000;
const DELIVERY_TIMEOUT_MS = 30_000;

const stack = connectStack();
const sidecar = createSidecar({
  port: stack.app('order').daprHttpPort,
  apiToken: stack.daprApiToken,
});
test.after.always('the connections are closed', async () => {
  await sidecar.close();
  await stack.close();
});

test('the event of a fill is published: it leaves the outbox of the running app', async (t) => {
  const { api, tokens } = openShop(stack);
  const sku = `FILL-${randomBytes(6).toString('hex').toUpperCase()}`;
  const orderId = `ord_${randomBytes(16).toString('hex')}`;
  const reservations = actorReferences(sidecar, ReservationActor, { timeoutMs: ACTOR_TIMEOUT_MS });
  const lines = [{ sku, quantity: 2 }];
  t.deepEqual(await reservations(orderId).hold({ lines, policy: 'backorder' }), {
    outcome: 'held',
    allocations: [],
    waiting: lines,
  });
  const receipt = { location: 'main', quantity: 5, allowUnknownProduct: true };
  const headers = await tokens.loadTester();
  const received = await api('POST', `/stock/${sku}/receipts`, { body: receipt, headers });
  t.is(received.status, 201);
  const database = stack.database('inventory');
  const { rows } = await database.query('SELECT fills FROM reservations WHERE order_id = $1', [
    orderId,
  ]);
  t.deepEqual(rows, [{ fills: 1 }]);
  await waitUntil(
    async () => {
      const waiting = `SELECT FROM outbox WHERE event->>'stream' = $1`;
      return (await database.query(waiting, [orderId])).rowCount === 0;
    },
    { timeoutMs: DELIVERY_TIMEOUT_MS, what: 'the outbox has no event of the fill' },
  );
  t.deepEqual(await reservations(orderId).release({}), { status: 'released' });
});
