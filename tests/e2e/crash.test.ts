import { randomBytes } from 'node:crypto';
import { connectStack, waitUntil } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// Kills the order app (SIGKILL) between any two steps of an order. The request is not repeated: the
// order's own events drive it to its end once the app runs again.
const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

/** The one order of a product: its client did not learn its id. */
function orderOfProduct(sku: string): Promise<string> {
  const find = async () => {
    const { rows } = await stack.database('order').query<{ id: string }>(
      `SELECT event->>'stream' AS id
       FROM (SELECT convert_from(value, 'utf8')::jsonb AS event FROM stream_state
             WHERE key LIKE 'order||order-%-1') AS first
       WHERE event->'data'->'lines'->0->>'sku' = $1`,
      [sku],
    );
    return rows[0]?.id;
  };
  return waitUntil(find, { timeoutMs: 30_000, what: `${sku} is ordered` });
}

/**
 * Waits until the gateway calls the order app again: several crashes within seconds open its circuit
 * breaker, and then an order would never reach the app.
 */
function untilOrderAppIsCalled(): Promise<unknown> {
  const unknown = `/orders/ord_${'0'.repeat(32)}`;
  const isCalled = async () => (await shop.api('GET', unknown)).status === 404;
  return waitUntil(isCalled, { timeoutMs: 30_000, what: 'the gateway calls the order app' });
}

async function crashAt(point: string, sku: string, token = 'tok_ok'): Promise<string> {
  await untilOrderAppIsCalled();
  const before = stack.process('order');
  stack.armFailpoint('order', point);
  await shop.place(orderOf({ [sku]: 2 }, token));
  await stack.untilRestarted(before);
  if (stack.isArmed('order', point)) throw new Error(`the order app never reached ${point}`);
  return orderOfProduct(sku);
}

const pointsOfConfirmation = [
  'after-place',
  'after-hold-stock',
  'before-authorize-payment',
  'after-authorize-payment',
  'before-decide',
  'after-decide',
];
for (const point of pointsOfConfirmation) {
  test.serial(`an order is confirmed once although the app was killed ${point}`, async (t) => {
    const sku = await shop.product(5);
    const id = await crashAt(point, sku);
    const order = await shop.untilSettled(id);
    t.is(order.status, 'confirmed');
    t.is(order.version, 2);
    t.like(await shop.untilNothingHeld(sku), { available: 3 });
    t.deepEqual(
      (await shop.authorizations(id)).map(({ status }) => status),
      ['authorized'],
    );
  });
}

const pointsOfCompensation = [
  'after-start-compensation',
  'before-release-stock',
  'after-release-stock',
  'after-void-payment',
  'after-record-compensated',
];
for (const point of pointsOfCompensation) {
  test.serial(
    `a declined order ends with nothing held although the app died ${point}`,
    async (t) => {
      const sku = await shop.product(5);
      const id = await crashAt(point, sku, 'tok_decline');
      const order = await shop.untilSettled(id);
      t.like(order, { status: 'rejected', version: 3 });
      t.like(await shop.untilNothingHeld(sku), { available: 5 });
      const live = (await shop.authorizations(id)).filter((one) => one.status === 'authorized');
      t.deepEqual(live, []);
    },
  );
}

test.serial('an order is confirmed once although its sidecar was killed', async (t) => {
  const sku = await shop.product(5);
  await untilOrderAppIsCalled();
  const turn = shop.place(orderOf({ [sku]: 2 }, 'tok_slow'));
  const id = await orderOfProduct(sku);
  await stack.untilRestarted(stack.kill('order-daprd'));
  await turn;
  t.like(await shop.untilSettled(id), { status: 'confirmed', version: 2 });
  t.like(await shop.untilNothingHeld(sku), { available: 3 });
});

test.serial('compensation works after a restart of the sidecar of its worker', async (t) => {
  await stack.untilRestarted(stack.kill('order-daprd'));
  const sku = await shop.product(5);
  const { body } = await placedAsSoonAsPossible(orderOf({ [sku]: 2 }, 'tok_decline'));
  t.is((await shop.untilSettled(String(body['id']))).status, 'rejected');
  t.like(await shop.untilNothingHeld(sku), { available: 5 });
});

/**
 * Places an order like a client while a sidecar restarts: retries with the same key after a 503.
 */
function placedAsSoonAsPossible(body: object) {
  const headers = { 'idempotency-key': randomBytes(12).toString('hex') };
  return waitUntil(
    async () => {
      const answer = await shop.place(body, headers);
      return answer.status !== 503 && answer;
    },
    { timeoutMs: 30_000, what: 'the order is placed' },
  );
}
