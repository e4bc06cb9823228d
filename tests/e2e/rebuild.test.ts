import type { RebuildReport } from '@commerce/order/use-cases/rebuild-read-models';
import { connectStack, waitUntil } from '@commerce/testing';
import { jsonClient } from '@commerce/testing/json-client';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
const database = stack.database('order');
test.after.always(() => stack.close());

const app = jsonClient(stack.app('order').url);
const ask = (body: object, token = stack.appApiToken) =>
  app('POST', '/read-models/rebuild', { body, headers: { 'dapr-api-token': token } });
const rebuild = async (check: boolean) => (await ask({ check })).body as unknown as RebuildReport;

/** Places orders from four clients until the work is done; some of them are cancelled. */
async function underLoad<T>(
  sku: string,
  work: () => Promise<T>,
): Promise<{ result: T; ids: string[] }> {
  let working = true;
  const ids: string[] = [];
  const client = async () => {
    while (working) {
      const { body } = await shop.place(orderOf({ [sku]: 1 }));
      const id = String(body['id']);
      if (ids.push(id) % 5 === 0) await shop.api('POST', `/orders/${id}/cancellation`);
    }
  };
  const clients = Array.from({ length: 4 }, client);
  try {
    return { result: await work(), ids };
  } finally {
    working = false;
    await Promise.all(clients);
  }
}

test.serial('wrong, missing and extra rows are corrected under load', async (t) => {
  const sku = await shop.product(5_000);
  const { id: wrong } = await staff.confirmed(2);
  const { id: missing } = await staff.confirmed(1);
  const { id: returning, returnId } = await staff.returning(1);
  stack.armFailpoint('order', 'before-refund-return', 'refuse');
  await staff.receive(returning, returnId);
  await staff.untilParked(returning, 'refund-return');
  await staff.repair(returning, 'retry');
  await staff.untilStatus(returning, 'returned');
  await waitUntil(async () => (await rebuild(true)).late === 0, {
    timeoutMs: 60_000,
    what: 'every event has arrived',
  });
  t.deepEqual((await rebuild(true)).differences, []);

  const driven = 'UPDATE order_summaries SET driven_at = now() WHERE order_id = $1';
  await database.query(driven, [wrong]);
  const tampered =
    "UPDATE order_summaries SET status = 'shipped', total_minor = 1 WHERE order_id = $1";
  await database.query(tampered, [wrong]);
  await database.query('DELETE FROM order_summaries WHERE order_id = $1', [missing]);
  await database.query(`UPDATE order_sagas SET state = 'ended', step = 'x' WHERE order_id = $1`, [
    returning,
  ]);
  await database.query(
    `INSERT INTO order_sagas (order_id, saga, version, state, changed_at)
     VALUES ('ord_invented', 'cancel-order', 3, 'ended', now())`,
  );
  const trx = await database.connect();
  await trx.query("BEGIN; SET LOCAL commerce.rebuild = 'on'");
  await trx.query("UPDATE repair_audit SET done_by = 'nobody' WHERE order_id = $1", [returning]);
  await trx.query('COMMIT');
  trx.release();

  const expected = [
    { table: 'order_summaries', key: wrong, kind: 'wrong', columns: ['status', 'total_minor'] },
    { table: 'order_summaries', key: missing, kind: 'missing' },
    { table: 'order_sagas', key: 'ord_invented cancel-order', kind: 'surplus' },
    {
      table: 'order_sagas',
      key: `${returning} return-order ${returnId}`,
      kind: 'wrong',
      columns: ['step'],
    },
    { table: 'repair_audit', kind: 'wrong', columns: ['done_by'] },
  ];
  const { result, ids } = await underLoad(sku, async () => {
    const checked = await rebuild(true);
    const repaired = await rebuild(false);
    return { checked, repaired };
  });
  for (const report of [result.checked, result.repaired]) {
    t.is(report.differences.length, expected.length);
    for (const difference of expected) {
      t.true(
        report.differences.some(
          (one) =>
            one.table === difference.table &&
            one.kind === difference.kind &&
            (difference.key === undefined || one.key === difference.key),
        ),
        `${difference.kind} ${difference.table} ${difference.key}`,
      );
    }
    t.deepEqual(report.differences.find(({ key }) => key === wrong)?.columns, [
      'status',
      'total_minor',
    ]);
  }
  t.log(`${ids.length} orders were placed meanwhile; rebuilt in ${result.repaired.tookMs} ms`);

  // Nothing that arrived in the meantime was lost: once all events have arrived, no row differs.
  await waitUntil(async () => (await rebuild(true)).late === 0, {
    timeoutMs: 60_000,
    what: 'every event has arrived',
  });
  t.deepEqual((await rebuild(true)).differences, []);
  const { rows } = await database.query(
    'SELECT status, driven_at IS NULL AS undriven FROM order_summaries WHERE order_id = $1',
    [wrong],
  );
  t.deepEqual(rows, [{ status: 'confirmed', undriven: false }]);
});

test.serial('a rebuild needs the app token, and only one runs at a time', async (t) => {
  t.is((await ask({}, 'a-guess')).status, 404);
  t.is((await ask({ now: true })).status, 400);
  const answers = await Promise.all([ask({}), ask({}), ask({})]);
  t.true(answers.some(({ status }) => status === 200));
  for (const { status, body } of answers) {
    if (status !== 200) t.is(body['type'], '/problems/rebuild-running');
  }
});
