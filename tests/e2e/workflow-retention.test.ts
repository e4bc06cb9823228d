import { connectStack, waitUntil } from '@commerce/testing';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// Workflows are kept for 20 s in tests after they ended, and then purged from the state store.
const stack = connectStack();
const staff = openOrderStaff(stack);
test.after.always(() => stack.close());

const ORDERS = 5;

/** Rows of actors and workflows whose key has one of the texts. */
async function rowsOf(app: string, texts: string[]): Promise<number> {
  const { rows } = await stack
    .database(app)
    .query<{ count: number }>(
      'SELECT count(*)::int AS count FROM actor_state WHERE key LIKE ANY($1)',
      [texts.map((text) => `%${text}%`)],
    );
  return rows[0]?.count ?? 0;
}

test('an order leaves nothing in the state store of actors and workflows once its sagas have ended', async (t) => {
  const cancelled = await Promise.all(Array.from({ length: ORDERS }, () => staff.confirmed(1)));
  for (const { id } of cancelled) await staff.post(`/orders/${id}/cancellation`);
  const returned = await staff.returning(1);
  await staff.receive(returned.id, returned.returnId);
  const ids = [...cancelled.map(({ id }) => id), returned.returnId, returned.id];
  // The workflows store their histories while they run.
  await waitUntil(async () => (await rowsOf('order', ids)) > 0, {
    timeoutMs: 30_000,
    what: 'the workflows have begun',
  });
  for (const { id } of cancelled) await staff.untilStatus(id, 'cancelled');
  await staff.untilStatus(returned.id, 'returned');
  await waitUntil(async () => (await rowsOf('order', ids)) === 0, {
    timeoutMs: 90_000,
    what: 'their histories are purged',
  });
  t.is(await rowsOf('inventory', ids), 0);
});
