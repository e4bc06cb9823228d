import { randomUUID } from 'node:crypto';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import { connectStack, waitUntil } from '@commerce/testing';
import { newCustomer, type Customer } from '@commerce/testing/customers';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { derivedId } from 'dapr-actor-runtime/ids';
import { openOrderStaff } from './order-staff.ts';

// A return in exchange for other products: an order for them is placed once, ships after the return has arrived, and ends
// with a return of which nothing came. Killed between any two steps, it comes to the same end.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
const support = await shop.tokens.person('support');
const WAIT = { timeoutMs: 60_000 };
test.after.always(() => stack.close());

/** A shipped order of two units at 2.50, and another product of which five are in stock. */
async function shipped(customer?: Customer) {
  const { id, sku } = await (customer === undefined ? staff.confirmed(2) : confirmedFor(customer));
  await staff.post(`/orders/${id}/shipments`);
  return { id, sku, other: await shop.product(5) };
}

async function confirmedFor({ headers }: Customer): Promise<{ id: string; sku: string }> {
  const sku = await shop.product(5);
  const { body } = await shop.place(orderOf({ [sku]: 2 }), headers);
  await shop.untilNothingHeld(sku);
  return { id: String(body['id']), sku };
}

interface Wanted {
  quantity?: number;
  returned?: number;
  payment?: { token: string };
  headers?: Record<string, string>;
}

/** Asks to exchange returned units of an order for another product. */
function ask(
  { id, sku, other }: { id: string; sku: string; other: string },
  { quantity = 1, returned = 1, payment, headers = support }: Wanted = {},
) {
  const body = {
    lines: [{ sku, quantity: returned }],
    reason: 'too small for Ada Lovelace',
    exchangeFor: { lines: [{ sku: other, quantity }], ...(payment && { payment }) },
  };
  return shop.api('POST', `/orders/${id}/returns`, {
    ...{ body, headers: { 'idempotency-key': randomUUID(), ...headers } },
  });
}

/** The return of an order and the id of its exchange. */
async function exchangeIn(id: string): Promise<{ returnId: string; exchangeId: string }> {
  const { fulfilment } = await shop.getOrder(id);
  const found = fulfilment?.returns.find(({ exchange }) => exchange !== undefined);
  if (found?.exchange === undefined) throw new Error(`${id} has no exchange`);
  return { returnId: found.returnId, exchangeId: found.exchange.orderId };
}

async function exchanged(wanted: Wanted = {}) {
  const order = await shipped();
  const { status, body } = await ask(order, wanted);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return { ...order, ...(await exchangeIn(order.id)) };
}

const untilStatus = (id: string, status: OrderResource['status']) => staff.untilStatus(id, status);
const ship = (id: string) => staff.post(`/orders/${id}/shipments`);
const available = async (sku: string) => (await shop.stock(sku)).available;

const untilAvailable = (sku: string, units: number) =>
  waitUntil(async () => (await available(sku)) === units, {
    ...WAIT,
    what: `${units} units of ${sku} are available`,
  });

const booksAgree = (orderIds: string[], skus: string[]) =>
  waitUntil(
    async () => violationsAtRest(await readRecords(stack, { orderIds, skus })).length === 0,
    { ...WAIT, what: `all books of ${orderIds.join(' and ')} agree` },
  );

test('the order of an exchange is placed at once and ships when the return has arrived', async (t) => {
  const { id, sku, other, returnId, exchangeId } = await exchanged({ quantity: 2 });
  const replacement = await untilStatus(exchangeId, 'confirmed');
  t.like(replacement, {
    exchangeOf: { orderId: id, returnId },
    lines: [{ sku: other, quantity: 2, unitPriceMinor: 250 }],
    amounts: { authorizedMinor: 500, capturedMinor: 0 },
  });
  t.is(await available(other), 3, 'nobody else gets them');
  const early = await ship(exchangeId);
  t.like(early, { status: 409, body: { type: '/problems/exchange-not-received' } });
  t.like(await staff.money(exchangeId), { captured: 0 }, 'nothing is charged before');

  await staff.receive(id, returnId);
  await untilStatus(id, 'partially-returned');
  t.is((await ship(exchangeId)).status, 201);
  t.like(await staff.money(id), { captured: 500, refunded: 250 });
  t.like(await staff.money(exchangeId), { captured: 500, refunded: 0 });
  const address = async (of: string) => {
    const path = `/orders/${of}/personal-data?purpose=support`;
    const { body } = await shop.api('GET', path, { headers: support });
    return body['shippingAddress'];
  };
  t.deepEqual(await address(exchangeId), await address(id), 'to the same person');
  await booksAgree([id, exchangeId], [sku, other]);
});

test('what was exchanged can be returned like anything else', async (t) => {
  const { id, sku, other, returnId, exchangeId } = await exchanged();
  await staff.receive(id, returnId);
  await untilStatus(id, 'partially-returned');
  await ship(exchangeId);
  await staff.receive(exchangeId, await staff.announce(exchangeId));
  await untilStatus(exchangeId, 'returned');
  t.like(await staff.money(exchangeId), { captured: 250, refunded: 250 });
  t.is(await available(other), 5);
  await booksAgree([id, exchangeId], [sku, other]);
});

test('a repeat places no second order, also without the stored answer', async (t) => {
  const order = await shipped();
  const headers = { ...support, 'idempotency-key': randomUUID() };
  const first = await ask(order, { headers });
  const { exchangeId } = await exchangeIn(order.id);
  await untilStatus(exchangeId, 'confirmed');
  const keys = await stack.redis().keys('*request-return*');
  if (keys.length > 0) await stack.redis().del(keys);
  const again = await ask(order, { headers });
  t.deepEqual([first.status, again.status], [201, 201]);
  t.is((again.body['fulfilment'] as { returns: object[] }).returns.length, 1);
  t.is((await exchangeIn(order.id)).exchangeId, exchangeId);
  t.is(await available(order.other), 4);
  await booksAgree([order.id, exchangeId], [order.sku, order.other]);
});

test('an exchange of what is not in stock, or that is declined, leaves the return as it is', async (t) => {
  const short = await exchanged({ quantity: 6 });
  t.like(await untilStatus(short.exchangeId, 'rejected'), { rejection: { code: 'out-of-stock' } });
  const declined = await exchanged({ payment: { token: 'tok_decline' } });
  await untilStatus(declined.exchangeId, 'rejected');
  t.like(await shop.getOrder(declined.exchangeId), { rejection: { code: 'payment-declined' } });
  for (const { id, sku, other, returnId, exchangeId } of [short, declined]) {
    await untilAvailable(other, 5);
    await staff.receive(id, returnId);
    await untilStatus(id, 'partially-returned');
    t.like(await staff.money(id), { captured: 500, refunded: 250 });
    await booksAgree([id, exchangeId], [sku, other]);
  }
});

for (const [how, headers] of [
  ['withdrawal', undefined],
  ['decline', support],
  ['closure', support],
] as const) {
  test(`the exchange of a return ends with its ${how}`, async (t) => {
    const { id, sku, other, returnId, exchangeId } = await exchanged();
    await untilStatus(exchangeId, 'confirmed');
    const body = how === 'decline' ? { reason: 'worn by Ada Lovelace' } : {};
    const path = `/orders/${id}/returns/${returnId}/${how}`;
    t.is((await staff.post(path, body, headers)).status, 200);
    await untilStatus(exchangeId, 'cancelled');
    await untilAvailable(other, 5);
    t.like(await staff.money(exchangeId), { authorized: 0, captured: 0 });
    await booksAgree([id, exchangeId], [sku, other]);
  });
}

test('an exchange goes on when a part of its return has arrived and the rest does not come', async (t) => {
  const { id, sku, other, returnId, exchangeId } = await exchanged({ returned: 2, quantity: 2 });
  const path = `/orders/${id}/returns/${returnId}`;
  await staff.post(`${path}/receipt`, { lines: [{ sku, quantity: 1 }] });
  await untilStatus(id, 'partially-returned');
  await staff.post(`${path}/closure`, {}, support);
  t.is((await ship(exchangeId)).status, 201);
  await booksAgree([id, exchangeId], [sku, other]);
});

test('customers exchange units of their own orders, and nobody else does', async (t) => {
  const [ann, bob] = [await newCustomer(stack), await newCustomer(stack)];
  const order = await shipped(ann);
  t.is((await ask(order, { headers: bob.headers })).status, 404);
  const { status, body } = await ask(order, { headers: ann.headers });
  t.is(status, 201);
  const { returns } = body['fulfilment'] as { returns: { exchange: { orderId: string } }[] };
  const exchangeId = returns[0]?.exchange.orderId ?? '';
  const read = (headers: Record<string, string>) =>
    shop.api('GET', `/orders/${exchangeId}`, { headers });
  t.like(await read(ann.headers), { status: 200, body: { customerId: ann.customerId } });
  t.is((await read(bob.headers)).status, 404);
  await waitUntil(async () => (await read(ann.headers)).body['status'] === 'confirmed', {
    ...WAIT,
    what: 'the exchange is confirmed with the card of the order',
  });
});

test('a return that is withdrawn while its exchange is being placed leaves no order behind', async (t) => {
  const order = await shipped();
  for (let round = 0; round < 10; round++) {
    const key = randomUUID();
    const returnId = `ret_${derivedId('ret', order.id, key)}`;
    const withdraw = () => staff.post(`/orders/${order.id}/returns/${returnId}/withdrawal`);
    await Promise.all([
      ask(order, { headers: { ...support, 'idempotency-key': key } }),
      waitUntil(async () => (await withdraw()).status === 200, { ...WAIT, what: 'withdrawn' }),
    ]);
  }
  const { fulfilment } = await shop.getOrder(order.id);
  const exchanges = (fulfilment?.returns ?? []).map(({ exchange }) => exchange?.orderId ?? '');
  t.is(exchanges.length, 10);
  for (const id of exchanges) {
    await waitUntil(
      async () => {
        const { status, body } = await shop.api('GET', `/orders/${id}`);
        // Rejected: those before it still held all units.
        return status === 404 || ['cancelled', 'rejected'].includes(String(body['status']));
      },
      { ...WAIT, what: `${id} has ended or was never placed` },
    );
  }
  await untilAvailable(order.other, 5);
  await booksAgree([order.id, ...exchanges], [order.sku, order.other]);
});

test('what cannot be exchanged is refused, and nothing is announced', async (t) => {
  const order = await shipped();
  const { version } = await shop.getOrder(order.id);
  const refused = async (
    type: string,
    pointer: string | undefined,
    answer: ReturnType<typeof ask>,
  ) => {
    const { body } = await answer;
    t.is(body['type'], `/problems/${type}`);
    if (pointer !== undefined) t.like(body, { errors: [{ pointer }] });
  };
  await refused('trusted-field', '/exchangeFor', ask(order, { headers: { authorization: '' } }));
  const unknown = { ...order, other: 'NO-SUCH' };
  await refused('unknown-sku', '/exchangeFor/lines/0/sku', ask(unknown));
  await refused('return-exceeds-shipped', '/lines/0/quantity', ask(order, { returned: 3 }));
  t.is((await shop.getOrder(order.id)).version, version);
  t.is(await available(order.other), 5);
  const confirmed = await staff.confirmed(1);
  await refused('return-exceeds-shipped', undefined, ask({ ...confirmed, other: order.other }));
});

/** Waits until the gateway calls the order app again: several crashes open its circuit breaker. */
const untilCalled = () =>
  waitUntil(async () => (await shop.api('GET', `/orders/ord_${'0'.repeat(32)}`)).status === 404, {
    ...WAIT,
    what: 'the gateway calls the order app',
  });

/** Does something during which the order app is killed at a failpoint; it runs again afterwards. */
async function killedAt(point: string, act: () => Promise<unknown>): Promise<void> {
  await untilCalled();
  const before = stack.process('order');
  stack.armFailpoint('order', point);
  await act();
  await waitUntil(async () => !stack.isArmed('order', point), { ...WAIT, what: `reach ${point}` });
  await stack.untilRestarted(before);
  await untilCalled();
}

for (const point of [
  'before-place-exchange',
  'after-place',
  'after-hold-stock',
  'after-place-exchange',
]) {
  test.serial(`an exchange is placed once although the app was killed ${point}`, async (t) => {
    const order = await shipped();
    await killedAt(point, () => ask(order, { quantity: 2 }));
    const { returnId, exchangeId } = await exchangeIn(order.id);
    await staff.until(exchangeId, 'is confirmed', ({ status }) => status === 'confirmed');
    t.like(await staff.money(exchangeId), { authorized: 1, captured: 0 });
    await staff.receive(order.id, returnId);
    await untilStatus(order.id, 'partially-returned');
    t.is((await ship(exchangeId)).status, 201);
    t.like(await staff.money(order.id), { captured: 500, refunded: 250 });
    t.like(await staff.money(exchangeId), { captured: 500, refunded: 0 });
    await booksAgree([order.id, exchangeId], [order.sku, order.other]);
  });
}

test.serial('an exchange is cancelled although the app was killed before it was', async (t) => {
  const { id, sku, other, returnId, exchangeId } = await exchanged();
  await untilStatus(exchangeId, 'confirmed');
  await killedAt('before-cancel-exchange', () =>
    staff.post(`/orders/${id}/returns/${returnId}/withdrawal`),
  );
  await untilStatus(exchangeId, 'cancelled');
  await untilAvailable(other, 5);
  t.like(await staff.money(exchangeId), { authorized: 0, captured: 0 });
  await booksAgree([id, exchangeId], [sku, other]);
});
