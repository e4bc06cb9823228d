import { randomUUID } from 'node:crypto';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import { connectStack, waitUntil } from '@commerce/testing';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// Money that goes back without a return. What counts is the provider's own book. The tests with
// failpoints are serial, because an armed failpoint fires for the first caller.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
test.after.always(() => stack.close());

const refundsOf = ({ body }: { body: Record<string, unknown> }) =>
  (body as unknown as OrderResource).refunds ?? [];

async function eventOf(id: string, type: string): Promise<Record<string, unknown> | undefined> {
  const { body } = await shop.api('GET', `/orders/${id}/events`);
  return (body['items'] as { type: string; data: Record<string, unknown> }[]).find(
    (one) => one.type === type,
  )?.data;
}

test.serial('a small refund is made at once, and only once per key', async (t) => {
  const id = await staff.captured(2);
  const headers = { 'idempotency-key': randomUUID() };
  const first = await staff.refund(id, 100, headers);
  t.is(first.status, 202);
  const again = await staff.refund(id, 100, headers);
  t.is(again.status, 202);

  const order = await staff.untilRefund(id, 'refunded');
  t.is(order.refunds?.length, 1);
  t.like(order, {
    status: 'shipped',
    paymentStatus: 'partially-refunded',
    amounts: { capturedMinor: 500, refundedMinor: 100 },
  });
  t.like(await staff.money(id), { captured: 500, refunded: 100 });
  t.like(await eventOf(id, 'OrderRefundRequested.v1'), {
    kind: 'goodwill',
    reason: 'too small for Ada Lovelace',
  });
});

test.serial('a large refund waits for a second person, who may be finance only', async (t) => {
  const refund = await staff.refundToApprove();
  const { id } = refund;
  t.like(await shop.getOrder(id), { refunds: [{ status: 'requested' }] });

  const support = await shop.tokens.person('support');
  t.is((await staff.decide(refund, 'approve', support)).body['type'], '/problems/forbidden');
  t.is((await staff.money(id)).refunded, 0);

  t.is((await staff.decide(refund, 'approve')).status, 202);
  await staff.untilRefund(id, 'refunded');
  t.like(await staff.money(id), { captured: 6000, refunded: 5001 });
  t.like(await eventOf(id, 'OrderRefundApproved.v1'), { note: staff.note });

  t.is((await staff.decide(refund, 'approve')).status, 202, 'the same decision again');
  const late = await staff.decide(refund, 'decline');
  t.is(late.body['type'], '/problems/refund-already-decided');
});

test.serial('whoever requested a refund cannot approve it', async (t) => {
  const id = await staff.captured(24);
  const finance = await shop.tokens.person('finance');
  const [one] = refundsOf(await staff.refund(id, 5001, finance));
  const refund = { id, refundId: one?.refundId ?? '' };
  const own = await staff.decide(refund, 'approve', finance);
  t.is(own.status, 403);
  t.is(own.body['type'], '/problems/needs-second-person');

  t.is((await staff.decide(refund, 'decline', finance)).status, 202, 'but may withdraw it');
  t.like(await shop.getOrder(id), { refunds: [{ status: 'declined' }] });
  t.is((await staff.refund(id, 100)).status, 202, 'the promise is free again');
  await staff.untilRefund(id, 'refunded');
  t.is((await staff.money(id)).refunded, 100);
});

test.serial('more than is left is refused in words, whoever promised it', async (t) => {
  const id = await staff.captured(2);
  t.like((await staff.refund(id, 501)).body, {
    type: '/problems/refund-exceeds-captured',
    status: 409,
    detail: '5.01 GBP is more than can be refunded: 5.00 GBP.',
  });
  await staff.refund(id, 400);
  await staff.untilRefund(id, 'refunded');
  t.regex(String((await staff.refund(id, 101)).body['detail']), /: 1\.00 GBP\.$/);

  // The return of everything gives back what is left, and no more.
  await staff.receive(id, await staff.announce(id));
  await staff.untilStatus(id, 'returned');
  t.like(await shop.getOrder(id), { paymentStatus: 'refunded', amounts: { refundedMinor: 500 } });
  t.like(await staff.money(id), { captured: 500, refunded: 500 });
});

test.serial('refunds at the same time never add up to more than was captured', async (t) => {
  const id = await staff.captured(2);
  const answers = await Promise.all(Array.from({ length: 6 }, () => staff.refund(id, 200)));
  t.is(answers.filter(({ status }) => status === 202).length, 2);
  await staff.until(id, 'has made both refunds', ({ amounts }) => amounts?.refundedMinor === 400);
  t.like(await staff.money(id), { captured: 500, refunded: 400 });
});

test.serial('a refund that cannot be made parks, is listed, and is repaired', async (t) => {
  const id = await staff.captured(2);
  stack.armFailpoint('order', 'before-refund-payment', 'refuse');
  const [refund] = refundsOf(await staff.refund(id, 100));
  const { parked } = await staff.untilParked(id, 'refund-payment');
  t.like(parked?.[0], { saga: 'refund-order', refundId: refund?.refundId });
  const row = await waitUntil(
    async () => (await staff.parked()).find(({ orderId }) => orderId === id),
    { timeoutMs: 30_000, what: 'the refund is listed as parked' },
  );
  t.like(row, { saga: 'refund-order', refundId: refund?.refundId, step: 'refund-payment' });
  await staff.repair(id, 'retry');
  await staff.untilRefund(id, 'refunded');
  t.like(await staff.money(id), { captured: 500, refunded: 100 });
});

test.serial('a refund that is refused changes nothing', async (t) => {
  const { id } = await staff.confirmed(1);
  const support = await shop.tokens.person('support');
  const path = `/orders/${id}/refunds`;
  const body = { amount: { amountMinor: 1, currency: 'GBP' }, kind: 'fee', reason: 'a test' };
  const key = { 'idempotency-key': randomUUID() };
  const sent = { ...support, ...key };
  const unknown = { id, refundId: `rfd_${'0'.repeat(32)}` };
  const refusals = [
    [await shop.api('POST', path, { body }), 401, 'invalid-token'],
    [await staff.post(path, body), 403, 'forbidden'],
    [await staff.post(path, body, support), 400, 'idempotency-key-required'],
    [await staff.post(path, body, sent), 409, 'refund-exceeds-captured'],
    [await staff.post(path, { ...body, kind: 'gift' }, sent), 400, 'invalid-request'],
    [await staff.post(path, { ...body, reason: '' }, sent), 400, 'invalid-request'],
    [await staff.refund(`ord_${'0'.repeat(32)}`, 1), 404, 'order-not-found'],
    [await staff.decide(unknown, 'approve'), 404, 'refund-not-found'],
  ] as const;
  for (const [answer, status, code] of refusals) {
    t.is(answer.body['type'], `/problems/${code}`);
    t.is(answer.status, status);
  }
  t.is((await shop.getOrder(id)).version, 2);
});
