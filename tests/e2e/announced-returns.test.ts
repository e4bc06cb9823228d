import { connectStack } from '@commerce/testing';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// Returns that end before their units arrive, which restocks and refunds nothing, or arrive in parts.
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
  t.like(items.slice(-2), [
    { type: 'OrderReturnDeclineExplained.v1', data: body },
    { type: 'OrderReturnDeclined.v1' },
  ]);
  t.like(await staff.money(id), { captured: 250, refunded: 0 });
});

test('a return arrives in parts: each is restocked and refunded by itself, once', async (t) => {
  const { id, sku, returnId } = await staff.returning(3);
  const path = `/orders/${id}/returns/${returnId}`;
  const damaged = { sku, quantity: 1, condition: 'damaged', disposition: 'scrap' };
  const first = { lines: [damaged], restockingFeeMinor: 50 };
  const key = { 'idempotency-key': 'parcel-1' };
  t.is((await staff.post(`${path}/receipt`, first, key)).status, 202);
  await staff.untilStatus(id, 'partially-returned');
  const { version } = await shop.getOrder(id);
  const again = await staff.post(`${path}/receipt`, first, key);
  t.is(again.status, 202);
  t.is((await shop.getOrder(id)).version, version, 'only once');
  t.like(await staff.money(id), { captured: 750, refunded: 200 });

  const tooMany = await staff.post(`${path}/receipt`, { lines: [{ sku, quantity: 3 }] });
  t.is(tooMany.body['type'], '/problems/return-exceeds-announced');
  t.regex(String(tooMany.body['detail']), /request a return of the others/);
  t.is((await staff.receive(id, returnId)).status, 202);
  const { fulfilment } = await staff.untilStatus(id, 'returned');
  t.deepEqual(
    fulfilment?.returns.map(({ status, partOf, refundMinor, withheldMinor }) => ({
      ...{ status, partOf, refundMinor, withheldMinor },
    })),
    [
      { status: 'returned', partOf: undefined, refundMinor: 500, withheldMinor: undefined },
      { status: 'returned', partOf: returnId, refundMinor: 200, withheldMinor: 50 },
    ],
  );
  t.like(await staff.money(id), { captured: 750, refunded: 700 });
  t.like(await shop.stock(sku), { onHand: 4, reserved: 0 });
  const late = await staff.post(`${path}/receipt`, { lines: [{ sku, quantity: 1 }] });
  t.is(late.body['type'], '/problems/return-not-open', 'nothing is announced any more');
});

test('what does not come of a return is closed by staff, and can be returned again', async (t) => {
  const { id, sku, returnId } = await staff.returning(2);
  const path = `/orders/${id}/returns/${returnId}`;
  await staff.post(`${path}/receipt`, { lines: [{ sku, quantity: 1 }] });
  await staff.untilStatus(id, 'partially-returned');
  t.is((await shop.api('POST', `${path}/closure`)).status, 401);
  const support = await shop.tokens.person('support');
  const close = () => shop.api('POST', `${path}/closure`, { headers: support });
  const closed = await close();
  t.is(closed.status, 200);
  t.is((await close()).body['version'], closed.body['version'], 'only once');
  t.like(await shop.getOrder(id), { returnStatus: 'partially-returned' });
  t.is((await staff.receive(id, returnId)).body['type'], '/problems/return-not-open');

  await staff.receive(id, await staff.announce(id));
  await staff.untilStatus(id, 'returned');
  t.like(await staff.money(id), { captured: 500, refunded: 500 });
});
