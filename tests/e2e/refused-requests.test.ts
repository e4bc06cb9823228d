import { connectStack } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const valid = orderOf({ A: 1 }) as Record<string, unknown>;
const cases: [title: string, body: unknown, status: number, type: string, pointer?: string][] = [
  ['a zero quantity', orderOf({ A: 0 }), 400, 'invalid-request', '/lines/0/quantity'],
  ['a negative quantity', orderOf({ A: -1 }), 400, 'invalid-request', '/lines/0/quantity'],
  ['a fractional quantity', orderOf({ A: 1.5 }), 400, 'invalid-request', '/lines/0/quantity'],
  ['a huge quantity', orderOf({ A: 1e21 }), 400, 'invalid-request', '/lines/0/quantity'],
  ['no lines', { ...valid, lines: [] }, 400, 'invalid-request', '/lines'],
  [
    'no address',
    { ...valid, shippingAddress: undefined },
    400,
    'invalid-request',
    '/shippingAddress',
  ],
  ['an unknown field', { ...valid, status: 'confirmed' }, 400, 'invalid-request', '/status'],
  ['a malformed product code', orderOf({ 'a b': 1 }), 400, 'invalid-request', '/lines/0/sku'],
  ['an unknown product', orderOf({ 'NO-SUCH': 1 }), 422, 'unknown-sku', '/lines/0/sku'],
  [
    'a client price',
    withLine({ unitPriceMinor: 1 }),
    403,
    'trusted-field',
    '/lines/0/unitPriceMinor',
  ],
  ['a client customer', { ...valid, customerId: '17850' }, 403, 'trusted-field', '/customerId'],
  ['an array', [], 400, 'invalid-request'],
  [
    'too many lines',
    { ...valid, lines: Array.from({ length: 10_001 }, () => ({ sku: 'A', quantity: 1 })) },
    400,
    'invalid-request',
    '/lines',
  ],
];

function withLine(more: object): object {
  return { ...valid, lines: [{ sku: 'A', quantity: 1, ...more }] };
}

for (const [title, body, status, type, pointer] of cases) {
  test(`an order with ${title} is refused with ${status} ${type}`, async (t) => {
    const answer = await shop.api('POST', '/orders', { body });
    t.is(answer.status, status);
    t.is(answer.body['type'], `/problems/${type}`);
    t.is(answer.headers.get('content-type'), 'application/problem+json');
    const pointers = (answer.body['errors'] as { pointer: string }[]).map((one) => one.pointer);
    if (pointer !== undefined) t.true(pointers.includes(pointer), pointers.join(' '));
  });
}

test('an order in another currency than its products is refused', async (t) => {
  const sku = await shop.product(1);
  const answer = await shop.place({ ...orderOf({ [sku]: 1 }), currency: 'EUR' });
  t.is(answer.status, 422);
  t.is(answer.body['type'], '/problems/currency-mismatch');
});

test('an order with one product on two lines is refused', async (t) => {
  const sku = await shop.product(2);
  const lines = [sku, sku.toLowerCase()].map((one) => ({ sku: one, quantity: 1 }));
  const answer = await shop.place({ ...orderOf({}), lines });
  t.is(answer.status, 422);
  t.is(answer.body['type'], '/problems/duplicate-line');
});

test('malformed JSON is refused', async (t) => {
  const answer = await fetch(`${stack.gatewayUrl}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"lines":',
  });
  t.is(answer.status, 400);
  t.is(((await answer.json()) as { type: string }).type, '/problems/malformed-json');
});

test('a body over the limit is refused', async (t) => {
  const answer = await shop.place({ ...valid, note: 'x'.repeat(1024 * 1024) });
  t.is(answer.status, 413);
  t.is(answer.body['type'], '/problems/body-too-large');
});

for (const path of ['/orders/ord_0', '/orders/ord_%27%3B--', `/orders/ord_${'0'.repeat(32)}`]) {
  test(`GET ${path} finds no order`, async (t) => {
    const answer = await shop.api('GET', path);
    t.is(answer.status, 404);
    t.is(answer.body['type'], '/problems/order-not-found');
  });
}

test('a cursor that the list did not make is refused', async (t) => {
  const answer = await shop.api('GET', '/orders?cursor=e30');
  t.is(answer.status, 400);
  t.is(answer.body['type'], '/problems/invalid-request');
});

for (const path of [
  '/actors/Order/x/method/place',
  '/dapr/config',
  '/events/orders',
  '/payments/x',
]) {
  test(`the gateway does not lead to ${path}`, async (t) => {
    const answer = await shop.api('GET', path);
    t.is(answer.status, 404);
    t.is(answer.body['type'], '/problems/not-found');
  });
}

test('a method that a path does not take is refused with the methods that it takes', async (t) => {
  const answer = await shop.api('DELETE', '/orders');
  t.is(answer.status, 405);
  t.regex(String(answer.headers.get('allow')), /POST/);
});

test('an event that was not delivered by the sidecar is refused', async (t) => {
  const forged = { entries: [{ entryId: '1', event: { data: {} } }] };
  const direct = await fetch(`${stack.app('order').url}/events/orders`, {
    method: 'POST',
    body: JSON.stringify(forged),
  });
  t.is(direct.status, 404);
  const invoked = await fetch(
    `${stack.app('gateway').daprHttpUrl}/v1.0/invoke/order/method/events/orders`,
    {
      method: 'POST',
      headers: { 'dapr-api-token': stack.daprApiToken, 'content-type': 'application/json' },
      body: JSON.stringify(forged),
    },
  );
  t.is(invoked.status, 404);
});
