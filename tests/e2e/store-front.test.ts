import { randomBytes, randomUUID } from 'node:crypto';
import { clientCredentials } from '@commerce/client';
import type { Scope } from '@commerce/contracts/identity/access';
import { connectStack } from '@commerce/testing';
import { newCustomer, type Customer } from '@commerce/testing/customers';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// A server of the shop orders for its shoppers: with the rights of one customer per request.
const stack = connectStack();
const shop = openShop(stack);
const admin = await shop.tokens.person('admin');
test.after.always(() => stack.close());

type Headers = Record<string, string>;
let ann: Customer;
let bob: Customer;
let sku: string;
let clientId: string;
let server: Headers;

/** A new service client: its id, and headers with its token. */
async function clientWith(scopes: Scope[]): Promise<{ id: string; headers: Headers }> {
  const id = `shop-${randomBytes(4).toString('hex')}`;
  const body = { id, name: 'A shop', scopes };
  const answer = await shop.api('POST', '/clients', { body, headers: admin });
  const secret = String(answer.body['secret']);
  const token = await clientCredentials(stack.gatewayUrl, { id, secret })();
  return { id, headers: { authorization: `Bearer ${token}` } };
}

test.before(async () => {
  [ann, bob] = [await newCustomer(stack), await newCustomer(stack)];
  sku = await shop.product(100);
  ({ id: clientId, headers: server } = await clientWith(['storefront']));
});

const forCustomer = ({ customerId }: Customer, more: Headers = {}): Headers => ({
  ...server,
  'on-behalf-of': customerId,
  ...more,
});

test('an order of a store-front server is that of the customer, who can use it like any other', async (t) => {
  const placed = await shop.place(orderOf({ [sku]: 2 }), forCustomer(ann));
  t.like(placed, {
    status: 201,
    body: {
      ...{ status: 'confirmed', customerId: ann.customerId, placedBy: clientId },
      ...{ channel: 'storefront', total: { amountMinor: 500 } },
    },
  });
  const path = `/orders/${String(placed.body['id'])}`;
  t.is((await shop.api('GET', path, { headers: ann.headers })).status, 200);
  t.is((await shop.api('GET', path, { headers: forCustomer(ann) })).status, 200);
  t.is((await shop.api('GET', path, { headers: bob.headers })).status, 404);
  const events = await shop.api('GET', `${path}/events`, { headers: ann.headers });
  t.like((events.body['items'] as object[])[0], { data: { placedBy: clientId } });
  const cancelled = await shop.api('POST', `${path}/cancellation`, { headers: forCustomer(ann) });
  t.true(cancelled.status < 300, JSON.stringify(cancelled.body));
});

test('a store-front server reaches only the orders of the customer that it names', async (t) => {
  const id = String((await shop.place(orderOf({ [sku]: 1 }), bob.headers)).body['id']);
  const requests: [method: string, path: string, body?: object][] = [
    ['GET', ''],
    ['GET', '/events'],
    ['GET', '/stream'],
    ['POST', '/cancellation', {}],
    ['POST', '/edits', { remove: ['l1'] }],
    ['POST', '/returns', { reason: 'too small' }],
    ['POST', '/payment/completion'],
  ];
  for (const [method, path, body] of requests) {
    const request = { ...(body && { body }) };
    const url = `/orders/${id}${path}`;
    const as = async (headers: Headers) => shop.api(method, url, { ...request, headers });
    t.is((await as(forCustomer(ann))).status, 404, `${method} ${path} for another customer`);
    const unnamed = await as(server);
    t.true([403, 404].includes(unnamed.status), `${method} ${path} for nobody`);
  }
  t.like(await shop.api('GET', `/orders/${id}`, { headers: bob.headers }), {
    body: { status: 'confirmed', version: 2 },
  });
  const listed = await shop.api('GET', '/orders', { headers: forCustomer(ann) });
  const owners = (listed.body['items'] as { customerId: string }[]).map((one) => one.customerId);
  t.true(owners.every((owner) => owner === ann.customerId));
  t.is((await shop.api('GET', '/orders', { headers: server })).status, 403);
});

test('a store-front server sets no prices, names nobody else, and has none of the rights of staff', async (t) => {
  const [line] = (orderOf({ [sku]: 1 }) as { lines: object[] }).lines;
  const priced = { ...orderOf({}), lines: [{ ...line, unitPriceMinor: 1 }] };
  const named = { ...orderOf({ [sku]: 1 }), customerId: bob.customerId };
  for (const [body, headers] of [
    [priced, forCustomer(ann)],
    [priced, server],
    [named, forCustomer(ann)],
    [named, server],
  ] as const) {
    t.like(await shop.place(body, headers), {
      status: 403,
      body: { type: '/problems/trusted-field' },
    });
  }
  const placed = await shop.place(orderOf({ [sku]: 1 }), forCustomer(ann));
  const path = `/orders/${String(placed.body['id'])}`;
  const asStaff: [method: string, path: string, body?: object][] = [
    ['POST', `${path}/shipments`, {}],
    ['GET', `${path}/personal-data?purpose=support`],
    ['GET', '/orders/parked'],
    ['GET', `/stock/${sku}/why`],
  ];
  for (const [method, url, body] of asStaff) {
    const answer = await shop.api(method, url, {
      ...(body && { body }),
      headers: forCustomer(ann),
    });
    t.like(answer, { status: 403, body: { type: '/problems/forbidden' } }, url);
  }
});

test('without a customer a store-front server orders for a guest, with keys of its own', async (t) => {
  const key = { 'idempotency-key': randomUUID() };
  const order = orderOf({ [sku]: 1 });
  const guest = await shop.place(order, { ...server, ...key });
  t.like(guest, { status: 201, body: { placedBy: clientId } });
  t.is(guest.body['customerId'], undefined);
  t.is((await shop.api('GET', `/orders/${String(guest.body['id'])}`)).status, 200);
  const ids = [
    guest,
    await shop.place(order, key),
    await shop.place(order, forCustomer(ann, key)),
    await shop.place(order, { ...ann.headers, ...key }),
    await shop.place(order, forCustomer(bob, key)),
  ].map(({ body }) => body['id']);
  t.is(new Set(ids).size, ids.length, 'five orders');
  const again = await shop.place(order, forCustomer(bob, key));
  t.is(again.body['id'], ids.at(-1), 'a repeat is the same order');
});

test('who may not act for customers is told so, and so is who names no customer', async (t) => {
  const order = orderOf({ [sku]: 1 });
  const header = { 'on-behalf-of': ann.customerId };
  for (const headers of [{}, bob.headers, admin, await shop.tokens.loadTester()]) {
    const refused = await shop.place(order, { ...headers, ...header });
    t.like(refused, { status: 403, body: { type: '/problems/forbidden' } });
  }
  for (const customer of ['ann', `${ann.customerId}0`, 'cus_*', '17850']) {
    const refused = await shop.place(order, { ...server, 'on-behalf-of': customer });
    t.like(refused, { status: 400, body: { type: '/problems/invalid-request' } }, customer);
  }
  const nobody = await shop.place(order, { ...server, 'on-behalf-of': `cus_${'0'.repeat(32)}` });
  t.like(nobody, { status: 404, body: { type: '/problems/customer-not-found' } });
});

test('a client that may use all orders acts for a customer only when it says so', async (t) => {
  const { id, headers } = await clientWith(['storefront', 'orders']);
  const own = await shop.place(orderOf({ [sku]: 1 }), headers);
  t.like(own, { status: 201, body: { channel: 'api' } });
  t.is(own.body['placedBy'], undefined);
  const path = `/orders/${String(own.body['id'])}`;
  const acting = { ...headers, 'on-behalf-of': ann.customerId };
  const anns = await shop.place(orderOf({ [sku]: 1 }), acting);
  t.like(anns, { status: 201, body: { customerId: ann.customerId, placedBy: id } });
  const bobs = await shop.place(orderOf({ [sku]: 1 }), bob.headers);
  const other = `/orders/${String(bobs.body['id'])}`;
  t.is((await shop.api('GET', other, { headers })).status, 200);
  t.is((await shop.api('GET', other, { headers: acting })).status, 404);
  t.is((await shop.api('GET', path, { headers: acting })).status, 200, 'a guest order');
});
