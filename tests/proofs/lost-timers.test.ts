import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connectStack, waitUntil } from '@commerce/testing';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { openOrderStaff } from '../e2e/order-staff.ts';

// Dapr's scheduler loses its data, and with it what wakes workflows, while 100 sagas run.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
test.after.always(() => stack.close());

const SAGAS = 100;
/** The silence after which a saga is started again (30 s in tests), and the time of 100 sagas. */
const END = { timeoutMs: 150_000, what: 'all orders are cancelled' };
const TEST_TIMEOUT_MS = 400_000;

/** Kills the scheduler and deletes all that it has stored; the launcher starts an empty one. */
function wipeScheduler(): void {
  const directory = join(stack.dataDir, 'scheduler');
  stack.kill('scheduler', 'SIGSTOP');
  for (const name of readdirSync(directory)) {
    rmSync(join(directory, name), { recursive: true });
  }
  stack.kill('scheduler');
}

test('when the scheduler has lost the timers of 100 running sagas, all of them end', async (t) => {
  t.timeout(TEST_TIMEOUT_MS);
  const sku = await shop.product(SAGAS);
  const ids = await Promise.all(
    Array.from({ length: SAGAS }, async () =>
      String((await shop.place(orderOf({ [sku]: 1 }))).body['id']),
    ),
  );
  const countOf = async (state: string) => {
    const { rows } = await stack
      .database('order')
      .query<{ count: number }>(
        'SELECT count(*)::int AS count FROM order_sagas WHERE order_id = ANY($1) AND state = $2',
        [ids, state],
      );
    return rows[0]?.count ?? 0;
  };

  // Payment does not answer, so that no saga can end.
  stack.kill('payment', 'SIGSTOP');
  try {
    for (const id of ids) await shop.api('POST', `/orders/${id}/cancellation`);
    await waitUntil(async () => (await countOf('running')) === SAGAS, {
      timeoutMs: 60_000,
      what: 'all sagas run',
    });
    wipeScheduler();
  } finally {
    stack.kill('payment', 'SIGCONT');
  }
  const wiped = Date.now();
  await waitUntil(async () => (await countOf('ended')) === SAGAS, END);
  t.log(`all sagas ended ${Date.now() - wiped} ms after the loss`);
  t.regex(stack.logOf('order'), /saga without progress, ended/);
  t.like(await shop.untilNothingHeld(sku), { onHand: SAGAS, available: SAGAS });
  for (const id of ids) {
    t.is((await shop.getOrder(id)).status, 'cancelled');
    t.is((await staff.money(id)).authorized, 0);
  }
});
