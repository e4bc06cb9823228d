import { connectStack, waitUntil } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// A sidecar is killed with events in its hands. They must reach their consumers within 15 s.
const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const EVENTS = 20;
const BOUND_MS = 15_000;
const inventory = stack.database('inventory');

/** Waits until inventory knows the products; returns the time since `since`, ms. */
function untilKnown(skus: string[], since: number): Promise<number> {
  const isKnown = async () => {
    const { rows } = await inventory.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM products WHERE sku = ANY($1)',
      [skus],
    );
    return rows[0]?.count === skus.length && performance.now() - since;
  };
  return waitUntil(isKnown, { timeoutMs: 60_000, what: 'inventory knows the products' });
}

/** Waits until inventory has applied the events; returns the time since `since`, ms. */
function untilConsumed(eventIds: string[], since: number): Promise<number> {
  const isConsumed = async () => {
    const { rows } = await inventory.query<{ count: number }>(
      'SELECT count(DISTINCT event_id)::int AS count FROM inbox WHERE event_id = ANY($1)',
      [eventIds],
    );
    return rows[0]?.count === eventIds.length && performance.now() - since;
  };
  return waitUntil(isConsumed, { timeoutMs: 60_000, what: 'inventory has all events' });
}

test.serial('deliveries in the hands of a sidecar that is killed reach its app', async (t) => {
  t.timeout(180_000);
  // The app does not answer, so its sidecar holds what it has read, until both die.
  const frozen = stack.kill('inventory', 'SIGSTOP');
  const skus: string[] = [];
  for (let n = 0; n < EVENTS; n++) skus.push(await shop.product(0));
  const redis = stack.redis();
  const isHeld = async () => {
    const [count] = (await redis.xpending('products', 'inventory')) as [number];
    return count >= EVENTS;
  };
  await waitUntil(isHeld, { timeoutMs: 30_000, what: 'the sidecar has read the events' });
  const sidecar = stack.kill('inventory-daprd');
  const killed = performance.now();
  stack.kill('inventory');
  const ms = await untilKnown(skus, killed);
  t.log(`${EVENTS} deliveries: ${Math.round(ms)} ms after the kill`);
  t.true(ms < BOUND_MS, `${ms} ms`);
  await Promise.all([stack.untilRestarted(sidecar), stack.untilRestarted(frozen)]);
});

test.serial('events in the outbox of a sidecar that is killed reach their consumers', async (t) => {
  t.timeout(180_000);
  const sku = await shop.product(EVENTS);
  const placed = Array.from({ length: EVENTS }, () => shop.place(orderOf({ [sku]: 1 })));
  const ids = (await Promise.all(placed)).map(({ body }) => String(body['id']));
  // Dapr waits a second with each message, so most of them are not published yet.
  stack.kill('order-daprd');
  const confirmed = ids.map((id) => `${id}:2`);
  const ms = await untilConsumed(confirmed, performance.now());
  t.log(`${EVENTS} messages of the outbox: ${Math.round(ms)} ms after the kill`);
  t.true(ms < BOUND_MS, `${ms} ms`);
});
