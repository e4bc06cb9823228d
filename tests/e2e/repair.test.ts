import type { SagaStep } from '@commerce/order/domain/saga-plans';
import { waitUntil, connectStack } from '@commerce/testing';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// A permanently refused step parks its workflow for a person's decision. The tests are serial,
// because an armed failpoint fires for the first caller.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
test.after.always(() => stack.close());

async function parkedCancellation(point: string, step: SagaStep) {
  const subject = await staff.confirmed(2);
  stack.armFailpoint('order', point, 'refuse');
  await staff.post(`/orders/${subject.id}/cancellation`);
  await staff.untilParked(subject.id, step);
  return subject;
}

async function parkedReturn(point: string, step: SagaStep) {
  const subject = await staff.returning(2);
  stack.armFailpoint('order', point, 'refuse');
  await staff.receive(subject.id, subject.returnId);
  await staff.untilParked(subject.id, step);
  return subject;
}

const listed = (id: string, repairs = 0) =>
  waitUntil(
    async () =>
      (await staff.parked()).find((row) => row.orderId === id && row.repairs.length === repairs),
    { timeoutMs: 30_000, what: `${id} is listed as parked after ${repairs} repairs` },
  );

test.serial('a parked return is listed, repaired by a person, and audited', async (t) => {
  const { id, sku, returnId } = await parkedReturn('before-refund-return', 'refund-return');
  const row = await listed(id);
  t.like(row, { saga: 'return-order', step: 'refund-return', reason: 'failpoint', returnId });
  t.deepEqual(row.repairs, []);

  const headers = { 'idempotency-key': `repair-${id}` };
  const first = await staff.repair(id, 'retry', headers);
  t.is(first.status, 202);
  t.is(first.body['parked'], undefined);
  const order = await staff.untilStatus(id, 'returned');
  t.like(await staff.money(id), { captured: 500, refunded: 500 });
  t.like(await shop.stock(sku), { onHand: 5, reserved: 0 });

  const again = await staff.repair(id, 'retry', headers);
  t.is(again.status, 202);
  t.is(again.body['version'], order.version);
  const audit = () =>
    stack.database('order').query('SELECT * FROM repair_audit WHERE order_id = $1', [id]);
  await waitUntil(async () => (await audit()).rowCount === 1, {
    timeoutMs: 30_000,
    what: 'the repair is in the audit',
  });
  t.like((await audit()).rows[0], {
    done_by: await staff.operatorId(),
    action: 'retry',
    step: 'refund-return',
    reason: 'failpoint',
    note: null,
  });
  t.regex((await audit()).rows[0].personal, /^v1\./, 'the note is encrypted');
  const change = stack.database('order').query("UPDATE repair_audit SET done_by = 'nobody'");
  await t.throwsAsync(change, { message: /append-only/ });
  t.false((await staff.parked()).some(({ orderId }) => orderId === id));
});

test.serial('a completed refund cannot be undone, and the return continues', async (t) => {
  const { id, sku } = await parkedReturn('after-refund-return', 'refund-return');
  await staff.repair(id, 'compensate');
  const parked = await staff.until(id, 'refuses the undoing', (order) =>
    Boolean(order.parked?.[0]?.reason.includes('gone through')),
  );
  t.like(parked.parked?.[0], { compensating: false, actions: ['retry', 'skip', 'compensate'] });
  t.like((await listed(id, 1)).repairs[0], {
    by: await staff.operatorId(),
    action: 'compensate',
    note: staff.note,
  });
  await staff.repair(id, 'retry');
  await staff.untilStatus(id, 'returned');
  t.like(await staff.money(id), { captured: 500, refunded: 500 });
  t.like(await shop.stock(sku), { onHand: 5, reserved: 0 });
});

test.serial('a refund that was made by hand is skipped', async (t) => {
  const { id } = await parkedReturn('before-refund-return', 'refund-return');
  await staff.repair(id, 'skip');
  await staff.untilStatus(id, 'returned');
  t.like(await staff.money(id), { captured: 500, refunded: 0 });
});

test.serial('units that cannot be taken out of the stock again stay in the stock', async (t) => {
  const { id, sku } = await parkedReturn('before-refund-return', 'refund-return');
  stack.armFailpoint('order', 'before-withdraw-restock', 'refuse');
  await staff.repair(id, 'compensate');
  const { parked } = await staff.untilParked(id, 'restock-return');
  t.like(parked?.[0], { compensating: true, actions: ['retry', 'skip'] });
  t.is((await staff.repair(id, 'compensate')).body['type'], '/problems/repair-not-possible');
  await staff.repair(id, 'skip');
  await staff.untilReturn(id, 'declined');
  t.like(await shop.stock(sku), { onHand: 5, reserved: 0 });
  t.like(await staff.money(id), { captured: 500, refunded: 0 });
});

for (const [point, step] of [
  ['before-release-stock', 'release-stock'],
  ['after-release-stock', 'release-stock'],
  ['before-void-payment', 'void-payment'],
  ['after-void-payment', 'void-payment'],
] as const) {
  for (const action of ['retry', 'skip'] as const) {
    test.serial(`a cancellation parked ${point} ends with nothing held by ${action}`, async (t) => {
      const { id, sku } = await parkedCancellation(point, step);
      t.is((await staff.repair(id, 'compensate')).body['type'], '/problems/repair-not-possible');
      await staff.repair(id, action);
      await staff.untilStatus(id, 'cancelled');
      // Skipped steps are done by event: inventory and payment consume the end of an order.
      await shop.untilReserved(sku, 0);
      await waitUntil(async () => (await staff.money(id)).authorized === 0, {
        timeoutMs: 30_000,
        what: 'the authorization is voided',
      });
      t.like(await shop.stock(sku), { onHand: 5, available: 5 });
    });
  }
}

test.serial('a return whose workflow was lost is found and completed', async (t) => {
  const { id, sku, returnId } = await staff.returning(2);
  stack.armFailpoint('order', 'before-restock-return', 'fail');
  await staff.receive(id, returnId);
  await waitUntil(() => !stack.isArmed('order', 'before-restock-return'), {
    timeoutMs: 30_000,
    what: 'the workflow has started',
  });
  const workflow = `${stack.app('order').daprHttpUrl}/v1.0/workflows/dapr/return-${returnId}`;
  const headers = { 'dapr-api-token': stack.daprApiToken };
  const ended = await fetch(`${workflow}/terminate`, { method: 'POST', headers });
  t.is(ended.status, 202);
  await staff.untilStatus(id, 'returned');
  t.like(await shop.stock(sku), { onHand: 5, reserved: 0 });
  t.like(await staff.money(id), { captured: 500, refunded: 500 });
});

test.serial('an invalid repair changes nothing', async (t) => {
  const { id } = await staff.confirmed(1);
  const body = { action: 'retry' };
  const path = `/orders/${id}/repair`;
  const operator = await shop.tokens.person('operator');
  const support = await shop.tokens.person('support');
  const refusals = [
    [await shop.api('POST', path, { body }), 401, 'invalid-token'],
    [await shop.api('GET', '/orders/parked'), 401, 'invalid-token'],
    [await staff.post(path, body), 403, 'forbidden'],
    [await staff.post(path, body, support), 403, 'forbidden'],
    [await shop.api('GET', '/orders/parked', { headers: support }), 403, 'forbidden'],
    [await staff.repair(id, 'retry'), 409, 'order-not-parked'],
    [await staff.post(path, { ...body, by: 'kim' }, operator), 400, 'invalid-request'],
    [await staff.post(path, { action: 'pray' }, operator), 400, 'invalid-request'],
    [await staff.repair(`ord_${'0'.repeat(32)}`, 'retry'), 404, 'order-not-found'],
  ] as const;
  for (const [answer, status, code] of refusals) {
    t.is(answer.status, status);
    t.is(answer.body['type'], `/problems/${code}`);
  }
  t.is((await shop.getOrder(id)).version, 2);
});
