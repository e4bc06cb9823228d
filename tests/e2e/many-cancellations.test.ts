import { connectStack, waitUntil } from '@commerce/testing';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// 1,000 concurrent compensations, while the sidecar of their worker is killed.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
test.after.always(() => stack.close());

const ORDERS = 1_000;
/**
 * More than an app has connections to its sidecar, so waiting calls must not block the calls they
 * depend on.
 */
const CLIENTS = 100;
/** How many have ended when the sidecar is killed. */
const ENDED_BEFORE_THE_KILL = 100;

async function fromManyClients(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const client = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

test('1,000 orders that are cancelled at once all end, although the sidecar is killed', async (t) => {
  const sku = await shop.product(ORDERS);
  const ids: string[] = [];
  await fromManyClients(ORDERS, async () => {
    const { body } = await shop.place(orderOf({ [sku]: 1 }));
    ids.push(String(body['id']));
  });
  const orders = stack.database('order');
  const countOf = async (status: string) => {
    const { rows } = await orders.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM order_summaries WHERE order_id = ANY($1) AND status = $2',
      [ids, status],
    );
    return rows[0]?.count ?? 0;
  };
  await waitUntil(async () => (await countOf('confirmed')) === ORDERS, {
    timeoutMs: 60_000,
    what: 'all orders are confirmed',
  });

  const started = Date.now();
  // A request lost by the killed sidecar is retried, as by any client.
  const asked = fromManyClients(ORDERS, async (n) => {
    const path = `/orders/${ids[n]}/cancellation`;
    const ask = async () => [200, 202].includes((await shop.api('POST', path)).status);
    await waitUntil(ask, { timeoutMs: 60_000, what: `the cancellation of ${ids[n]} is accepted` });
  });
  await waitUntil(async () => (await countOf('cancelled')) >= ENDED_BEFORE_THE_KILL, {
    timeoutMs: 60_000,
    what: `${ENDED_BEFORE_THE_KILL} orders are cancelled`,
  });
  const killed = stack.kill('order-daprd');
  const endedAtKill = await countOf('cancelled');
  t.true(endedAtKill < ORDERS, 'the sidecar was killed in the middle');
  await asked;
  await stack.untilRestarted(killed);
  await waitUntil(async () => (await countOf('cancelled')) === ORDERS, {
    timeoutMs: 120_000,
    what: 'all orders are cancelled',
  });
  const seconds = (Date.now() - started) / 1000;
  t.log(`${ORDERS} compensations in ${seconds} s, ${Math.round(ORDERS / seconds)}/s`);
  t.log(`${endedAtKill} had ended when the sidecar died`);

  t.like(await shop.untilNothingHeld(sku), { onHand: ORDERS, available: ORDERS });
  const { rows: open } = await stack.database('payment').query<{ order_id: string }>(
    `SELECT order_id FROM payments WHERE order_id = ANY($1)
       AND (status <> 'voided' OR voided_at_provider IS NULL)`,
    [ids],
  );
  t.deepEqual(open, []);
  let live = 0;
  await fromManyClients(ORDERS, async (n) => {
    live += (await staff.money(ids[n] as string)).authorized;
  });
  t.is(live, 0, 'every authorization is voided in the book of the provider');
});
