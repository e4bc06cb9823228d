import { takeUnfinished } from '@commerce/order/store/order-summaries';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import { openDatabase } from 'dapr-actor-runtime/postgres';
import test from 'ava';

const scratch = await scratchDatabase('order');
const database = openDatabase(scratch.url, { max: 1 });
test.after.always('the database is removed', async () => {
  await database.end();
  await scratch.drop();
});

test('orders that stand still are taken once, those that wait for their customer less often', async (t) => {
  await database.query(
    `INSERT INTO order_summaries (order_id, status, version, changed_at, placed_at, standing)
     SELECT id, 'placed', 1, now() - age::interval, now(), jsonb_build_object('paymentStatus', payment)
     FROM (VALUES ('ord_new', '1 second', 'pending'), ('ord_stalled', '20 seconds', 'pending'),
                  ('ord_waiting', '20 seconds', 'requires-action'),
                  ('ord_forgotten', '40 seconds', 'requires-action')) AS orders (id, age, payment)`,
  );
  const take = () => takeUnfinished(database, { olderThanMs: 10_000, limit: 10 });
  t.deepEqual((await take()).toSorted(), ['ord_forgotten', 'ord_stalled']);
  t.deepEqual(await take(), []);
});
