import * as first from '@commerce/payment/migrations/20261129T1900-create-payment';
import * as second from '@commerce/payment/migrations/20261130T0200-attempts-movements-and-events';
import * as third from '@commerce/payment/migrations/20261130T1010-authorizations-of-edits';
import * as fourth from '@commerce/payment/migrations/20261130T1140-payments-authorized-again';
import { readPayment } from '@commerce/payment/use-cases/read-payment';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import { openDatabase } from 'dapr-actor-runtime/postgres';
import test from 'ava';
import knexModule from 'knex';

/** What the app stored before it knew of attempts, foreign movements and disputes. */
const OLD_ROWS = `
  INSERT INTO payments
    (order_id, status, amount_minor, currency, authorization_id, captured_minor, refunded_minor)
  VALUES ('ord_old', 'authorized', 1000, 'GBP', 'auth_1', 600, 200);
  INSERT INTO payment_operations
    (order_id, operation_id, kind, amount_minor, currency, status, attempt, provider_id, reason)
  VALUES ('ord_old', 's1', 'capture', 600, 'GBP', 'done', 1, 'cap_1', NULL),
         ('ord_old', 'r1', 'refund', 200, 'GBP', 'done', 2, 'ref_1', NULL),
         ('ord_old', 'r2', 'refund', 300, 'GBP', 'refused', 1, NULL, 'no');
`;

/** The migrations after the first one. */
const later = [second, third, fourth];

test('payments that were stored before are read after the migration, and it can be undone', async (t) => {
  // No app has this name, so the database is empty.
  const scratch = await scratchDatabase('empty');
  const knex = knexModule({ client: 'pg', connection: scratch.url });
  const database = openDatabase(scratch.url, { max: 2 });
  t.teardown(async () => {
    await knex.destroy();
    await database.end();
    await scratch.drop();
  });
  await first.up(knex);
  await knex.raw(OLD_ROWS);
  for (const { up } of later) await up(knex);
  t.like(await readPayment({ database }, 'ord_old'), {
    status: 'authorized',
    refundable: { amountMinor: 400, currency: 'GBP' },
    attempts: [{ attempt: 1, status: 'authorized', source: 'card', authorizationId: 'auth_1' }],
    operations: [
      { operationId: 's1', status: 'done' },
      { operationId: 'r1', status: 'done', attempt: 2 },
      { operationId: 'r2', status: 'refused' },
    ],
  });
  for (const { down } of later.toReversed()) await down(knex);
  for (const { up } of later) await up(knex);
  const failed = `UPDATE payment_operations SET status = 'failed', reason = 'x'`;
  await t.notThrowsAsync(database.query(`${failed} WHERE operation_id = 'r1'`));
  const capture = database.query(`${failed} WHERE operation_id = 's1'`);
  await t.throwsAsync(capture, { message: /check constraint/ }, 'only a refund fails later');
});
