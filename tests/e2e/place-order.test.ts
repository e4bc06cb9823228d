import { randomUUID } from 'node:crypto';
import { connectStack, waitUntil } from '@commerce/testing';
import { newCustomer } from '@commerce/testing/customers';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

test('an order is confirmed, its units leave the stock and its payment is authorized', async (t) => {
  const sku = await shop.product(10);
  const { status, headers, body } = await shop.place(orderOf({ [sku]: 3 }));
  t.is(status, 201);
  t.is(headers.get('location'), `/orders/${String(body['id'])}`);
  t.like(body, {
    status: 'confirmed',
    lines: [{ sku, quantity: 3, unitPriceMinor: 250 }],
    total: { amountMinor: 750, currency: 'GBP' },
    version: 2,
  });
  t.like(await shop.untilNothingHeld(sku), { onHand: 10, reserved: 3, available: 7 });
  t.deepEqual(
    (await shop.authorizations(String(body['id']))).map((one) => one.status),
    ['authorized'],
  );
});

test('a quote says what the order then says, and holds nothing', async (t) => {
  const [one, other] = [await shop.product(10), await shop.product(10)];
  const { lines, currency } = orderOf({ [one.toLowerCase()]: 3, [other]: 1 }) as {
    lines: object[];
    currency: string;
  };
  const asked = { body: { lines, currency } };
  const quote = await shop.api('POST', '/quotes', asked);
  t.is(quote.status, 200, JSON.stringify(quote.body));
  t.like(await shop.stock(one), { reserved: 0, available: 10 });
  const { body } = await shop.place(orderOf({ [one.toLowerCase()]: 3, [other]: 1 }));
  t.deepEqual(quote.body, { lines: body['lines'], total: body['total'] });
  const customer = await newCustomer(stack);
  t.deepEqual(
    (await shop.api('POST', '/quotes', { ...asked, headers: customer.headers })).body,
    quote.body,
  );
});

test('the events of an order are returned in order, with the correlation id of its request', async (t) => {
  const sku = await shop.product(1);
  const placed = await shop.place(orderOf({ [sku]: 1 }), { 'x-correlation-id': `cor-${sku}` });
  const events = await shop.events(String(placed.body['id']));
  t.deepEqual(
    events.map(({ type, seq, correlationId }) => [type, seq, correlationId]),
    [
      ['OrderPlaced.v2', 1, `cor-${sku}`],
      ['OrderConfirmed.v1', 2, `cor-${sku}`],
    ],
  );
  t.notRegex(JSON.stringify(events), /tok_ok|High Street/, 'public events contain no secrets');
});

test('an order without enough stock is rejected with the short lines and holds nothing', async (t) => {
  const plenty = await shop.product(5);
  const scarce = await shop.product(2);
  const { status, body } = await shop.place(orderOf({ [plenty]: 1, [scarce]: 3 }));
  t.is(status, 201);
  t.like(body, {
    status: 'rejected',
    rejection: {
      code: 'out-of-stock',
      lines: [{ sku: scarce, requested: 3, available: 2 }],
    },
  });
  t.like(await shop.stock(plenty), { onHand: 5, reserved: 0 });
  t.like(await shop.stock(scarce), { onHand: 2, reserved: 0 });
  t.deepEqual(await shop.authorizations(String(body['id'])), []);
});

test('a client that prefers strict handling gets a rejected order as a problem, once as the other', async (t) => {
  const sku = await shop.product(2);
  const headers = { 'idempotency-key': randomUUID() };
  const strict = { ...headers, prefer: 'wait=15, handling=strict' };
  const scarce = orderOf({ [sku]: 3 });
  const refused = await shop.place(scarce, strict);
  t.is(refused.status, 422, JSON.stringify(refused.body));
  t.is(refused.headers.get('content-type'), 'application/problem+json');
  t.is(refused.headers.get('preference-applied'), 'handling=strict');
  t.like(refused.body, {
    type: '/problems/order-rejected',
    order: { status: 'rejected', rejection: { code: 'out-of-stock' } },
  });
  const order = refused.body['order'] as { id: string };
  t.is(refused.headers.get('location'), `/orders/${order.id}`);
  const plain = await shop.place(scarce, headers);
  t.like(plain, { status: 201, body: { id: order.id, status: 'rejected' } });
  t.is(plain.headers.get('preference-applied'), null);
  const again = await shop.place(scarce, strict);
  t.is(again.status, 422);
  t.deepEqual(again.body['order'], plain.body);
  t.is(again.headers.get('idempotent-replayed'), 'true');
  const sold = await shop.place(orderOf({ [sku]: 1 }), { prefer: 'handling="strict"' });
  t.like(sold, { status: 201, body: { status: 'confirmed' } });
  const lenient = { prefer: 'handling=lenient' };
  t.is((await shop.place(orderOf({ [sku]: 9 }), lenient)).status, 201);
});

test('a declined payment is compensated: nothing stays held or authorized', async (t) => {
  const sku = await shop.product(4);
  const { body } = await shop.place(orderOf({ [sku]: 2 }, 'tok_decline'));
  const order = await shop.untilSettled(String(body['id']));
  t.like(order, { status: 'rejected', rejection: { code: 'payment-declined' } });
  t.like(await shop.stock(sku), { onHand: 4, reserved: 0, available: 4 });
  const live = (await shop.authorizations(order.id)).filter((one) => one.status === 'authorized');
  t.deepEqual(live, []);
  t.deepEqual(
    (await shop.events(order.id)).map(({ type }) => type),
    ['OrderPlaced.v2', 'OrderCancelling.v1', 'OrderRejected.v1'],
  );
});

test('an order waits for a slow provider', async (t) => {
  const sku = await shop.product(1);
  const { body } = await shop.place(orderOf({ [sku]: 1 }, 'tok_slow'));
  t.is((await shop.untilSettled(String(body['id']))).status, 'confirmed');
});

test('an authorization whose answer was lost is found again, not repeated', async (t) => {
  const sku = await shop.product(1);
  const { body } = await shop.place(orderOf({ [sku]: 1 }, 'tok_lost_reply'));
  const order = await shop.untilSettled(String(body['id']));
  t.is(order.status, 'confirmed');
  t.is((await shop.authorizations(order.id)).length, 1);
});

test('with a failing provider the order stays placed, then is rejected with nothing held', async (t) => {
  const sku = await shop.product(1);
  const { status, body } = await shop.place(orderOf({ [sku]: 1 }, 'tok_error'));
  t.is(status, 202);
  t.is(body['status'], 'placed');
  const order = await shop.untilSettled(String(body['id']));
  t.like(order, { status: 'rejected', rejection: { code: 'payment-unavailable' } });
  t.like(await shop.stock(sku), { onHand: 1, reserved: 0 });
});

test('a client that prefers an asynchronous answer gets 202 and later finds the order confirmed', async (t) => {
  const sku = await shop.product(1);
  const { status, headers, body } = await shop.place(orderOf({ [sku]: 1 }), {
    prefer: 'respond-async',
  });
  t.is(status, 202);
  t.is(headers.get('location'), `/orders/${String(body['id'])}`);
  t.is((await shop.untilSettled(String(body['id']))).status, 'confirmed');
});

test('a client with a short wait gets 202, and the order continues', async (t) => {
  const sku = await shop.product(1);
  const { status, body } = await shop.place(orderOf({ [sku]: 1 }, 'tok_slow'), {
    prefer: 'wait=1',
  });
  t.is(status, 202);
  t.is((await shop.untilSettled(String(body['id']))).status, 'confirmed');
});

test('a repeated request gets the first answer and places no second order', async (t) => {
  const sku = await shop.product(5);
  const headers = { 'idempotency-key': randomUUID() };
  const first = await shop.place(orderOf({ [sku]: 2 }), headers);
  const second = await shop.place(orderOf({ [sku]: 2 }), headers);
  t.is(second.status, first.status);
  t.deepEqual(second.body, first.body);
  t.is(second.headers.get('idempotent-replayed'), 'true');
  t.like(await shop.untilNothingHeld(sku), { available: 3 });
});

test('a repeated request finds the same order even if Redis has lost its key', async (t) => {
  const sku = await shop.product(5);
  const key = randomUUID();
  const headers = { 'idempotency-key': key };
  const first = await shop.place(orderOf({ [sku]: 2 }), headers);
  t.is(await stack.redis().del(`idempotency:place-order:guest:${key}`), 1);
  const second = await shop.place(orderOf({ [sku]: 2 }), headers);
  t.deepEqual(second.body, first.body);
  await stack.redis().del(`idempotency:place-order:guest:${key}`);
  const other = await shop.place(orderOf({ [sku]: 1 }), headers);
  t.is(other.status, 422);
  t.is(other.body['type'], '/problems/idempotency-key-reused');
  t.like(await shop.untilNothingHeld(sku), { available: 3 });
});

test('of many equal concurrent requests one places the order and the others get 409 or the same answer', async (t) => {
  const sku = await shop.product(10);
  const headers = { 'idempotency-key': randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => shop.place(orderOf({ [sku]: 1 }), headers)),
  );
  const made = answers.filter(({ status }) => status === 201);
  t.true(made.length >= 1);
  t.is(new Set(made.map(({ body }) => body['id'])).size, 1);
  const others = answers.filter(({ status }) => status !== 201);
  t.true(others.every(({ status }) => status === 409));
  t.like(await shop.untilNothingHeld(sku), { available: 9 });
});

test('the same key with another body is refused and changes nothing', async (t) => {
  const sku = await shop.product(5);
  const headers = { 'idempotency-key': randomUUID() };
  await shop.place(orderOf({ [sku]: 1 }), headers);
  const { status, body } = await shop.place(orderOf({ [sku]: 4 }), headers);
  t.is(status, 422);
  t.is(body['type'], '/problems/idempotency-key-reused');
  t.like(await shop.untilNothingHeld(sku), { available: 4 });
});

test('the list of orders filters by status and continues from a cursor', async (t) => {
  const sku = await shop.product(3);
  const ids: string[] = [];
  const headers = await shop.tokens.loadTester();
  for (let n = 0; n < 3; n++) {
    ids.push(String((await shop.place(orderOf({ [sku]: 1 }))).body['id']));
  }
  await waitUntil(
    async () => {
      const { body } = await shop.api('GET', '/orders?status=confirmed&limit=3', { headers });
      const listed = (body['items'] as { id: string }[]).map(({ id }) => id);
      return ids.every((id) => listed.includes(id));
    },
    { timeoutMs: 20_000, what: 'the list shows the three orders' },
  );
  const seen: string[] = [];
  let cursor = '';
  for (let page = 0; page < 3; page++) {
    const path = `/orders?status=confirmed&limit=1${cursor}`;
    const { body } = await shop.api('GET', path, { headers });
    seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
    cursor = `&cursor=${String(body['nextCursor'])}`;
  }
  t.deepEqual(seen, ids.toReversed());
});
