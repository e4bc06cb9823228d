import { connectStack } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const cancel = (id: unknown) => shop.api('POST', `/orders/${String(id)}/cancellation`);

test('a cancelled order releases its units and its authorization', async (t) => {
  const sku = await shop.product(5);
  const { body } = await shop.place(orderOf({ [sku]: 2 }));
  const answer = await cancel(body['id']);
  t.is(answer.status, 202);
  t.is(answer.body['status'], 'cancelling');
  const order = await shop.untilSettled(String(body['id']));
  t.is(order.status, 'cancelled');
  t.like(await shop.untilNothingHeld(sku), { onHand: 5, available: 5 });
  const live = (await shop.authorizations(order.id)).filter((one) => one.status === 'authorized');
  t.deepEqual(live, []);
});

test('a second cancellation changes nothing', async (t) => {
  const sku = await shop.product(5);
  const { body } = await shop.place(orderOf({ [sku]: 2 }));
  await Promise.all([cancel(body['id']), cancel(body['id'])]);
  const { version } = await shop.untilSettled(String(body['id']));
  const again = await cancel(body['id']);
  t.is(again.status, 200);
  t.like(again.body, { status: 'cancelled', version });
  t.like(await shop.untilNothingHeld(sku), { available: 5 });
});

test('an order that is waiting for the provider can be cancelled, and no authorization remains', async (t) => {
  const sku = await shop.product(1);
  const placed = await shop.place(orderOf({ [sku]: 1 }, 'tok_slow'), { prefer: 'wait=1' });
  t.is(placed.status, 202);
  t.true([200, 202].includes((await cancel(placed.body['id'])).status));
  const order = await shop.untilSettled(String(placed.body['id']));
  t.is(order.status, 'cancelled');
  t.like(await shop.untilNothingHeld(sku), { available: 1 });
  const live = (await shop.authorizations(order.id)).filter((one) => one.status === 'authorized');
  t.deepEqual(live, []);
});

test('a cancellation without a body and a content type is accepted', async (t) => {
  const sku = await shop.product(1);
  const { body } = await shop.place(orderOf({ [sku]: 1 }));
  const url = `${stack.gatewayUrl}/orders/${String(body['id'])}/cancellation`;
  const answer = await fetch(url, { method: 'POST' });
  t.is(answer.status, 202);
  t.is((await shop.untilSettled(String(body['id']))).status, 'cancelled');
});

test('a rejected order cannot be cancelled', async (t) => {
  const sku = await shop.product(0);
  const { body } = await shop.place(orderOf({ [sku]: 1 }));
  t.is(body['status'], 'rejected');
  const answer = await cancel(body['id']);
  t.is(answer.status, 409);
  t.is(answer.body['type'], '/problems/order-not-cancellable');
});

test('an unknown order cannot be cancelled', async (t) => {
  const answer = await cancel(`ord_${'0'.repeat(32)}`);
  t.is(answer.status, 404);
});
