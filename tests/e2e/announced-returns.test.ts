import { connectStack } from '@commerce/testing';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// A return that ends before its units arrive: nothing is restocked or refunded.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
test.after.always(() => stack.close());

test('a withdrawn return is over, and its units can be returned again', async (t) => {
  const { id, sku, returnId } = await staff.returning(2);
  const path = `/orders/${id}/returns/${returnId}`;
  t.is((await staff.post(`${path}/withdrawal`)).status, 200);
  const { version } = await shop.getOrder(id);
  t.is((await staff.post(`${path}/withdrawal`)).body['version'], version, 'only once');
  t.is((await staff.receive(id, returnId)).body['type'], '/problems/return-not-open');

  await staff.receive(id, await staff.announce(id));
  const { fulfilment } = await staff.untilStatus(id, 'returned');
  t.deepEqual(
    fulfilment?.returns.map(({ status }) => status),
    ['withdrawn', 'returned'],
  );
  t.like(await shop.stock(sku), { onHand: 5, reserved: 0 });
  t.like(await staff.money(id), { captured: 500, refunded: 500 });
});

test('staff decline a return with a reason, and customers cannot', async (t) => {
  const { id, returnId } = await staff.returning(1);
  const path = `/orders/${id}/returns/${returnId}`;
  const body = { reason: 'used for a year by Ada Lovelace' };
  t.is((await shop.api('POST', `${path}/decline`, { body })).status, 401);
  const support = await shop.tokens.person('support');
  t.is((await staff.post(`${path}/decline`, {}, support)).status, 400, 'without a reason');
  t.is((await staff.post(`${path}/decline`, body, support)).status, 200);
  t.like(await shop.getOrder(id), { status: 'shipped', returnStatus: 'none' });
  const late = await staff.post(`${path}/withdrawal`);
  t.is(late.body['type'], '/problems/return-not-open');
  const events = await shop.api('GET', `/orders/${id}/events`);
  const items = events.body['items'] as { type: string; data: object }[];
  t.like(items.at(-1), { type: 'OrderReturnDeclined.v1', data: body });
  t.like(await staff.money(id), { captured: 250, refunded: 0 });
});
