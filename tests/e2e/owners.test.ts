import { randomUUID } from 'node:crypto';
import { connectStack, waitUntil } from '@commerce/testing';
import { newCustomer, type Customer } from '@commerce/testing/customers';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import { openServerSentEvents } from '@commerce/testing/server-sent-events';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// An order belongs to the customer who placed it. For other customers and for guests it does not
// exist; a guest's order is accessible to anyone who knows its id.
const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const REST_TIMEOUT_MS = 30_000;
const unknownOrder = `ord_${'0'.repeat(32)}`;

type Headers = Record<string, string>;
let ann: Customer;
let bob: Customer;
let sku: string;
test.before(async () => {
  ann = await newCustomer(stack);
  bob = await newCustomer(stack);
  sku = await shop.product(100);
});

/** Every route for the owner of an order, with a valid body. */
const ofOwner: [method: string, path: string, body?: object][] = [
  ['GET', ''],
  ['GET', '?at=1'],
  ['GET', '?at=2001-01-01T00:00:00Z'],
  ['GET', '/events'],
  ['GET', '/diff?from=0&to=1'],
  ['GET', '/stream'],
  ['POST', '/cancellation'],
  ['POST', '/cancellation', { lines: [] }],
  ['POST', '/returns', { reason: 'too small' }],
  ['POST', '/returns', {}],
];

async function placed(quantity: number, headers: Headers = {}): Promise<string> {
  const { status, body } = await shop.place(
    { ...orderOf({ [sku]: quantity }), policy: 'split' },
    headers,
  );
  if (status !== 201) throw new Error(`not placed: ${JSON.stringify(body)}`);
  return String(body['id']);
}

/**
 * An order of eight units, four of them shipped: it can be cancelled in part and returned in part.
 */
async function shippedInPart(headers: Headers): Promise<string> {
  const id = await placed(8, headers);
  const shipped = await shop.api('POST', `/orders/${id}/shipments`, {
    body: { lines: [{ sku, quantity: 4 }] },
    headers: await shop.tokens.importer(),
  });
  if (shipped.status !== 201) throw new Error(`not shipped: ${JSON.stringify(shipped.body)}`);
  return id;
}

/** The state of an order once nothing of it is pending. */
function atRest(id: string) {
  return waitUntil(
    async () => {
      const records = await readRecords(stack, { orderIds: [id], skus: [] });
      return violationsAtRest(records).length === 0 && records;
    },
    { timeoutMs: REST_TIMEOUT_MS, what: `${id} is at rest` },
  );
}

/** An answer without its request-specific parts. */
async function answerOf(method: string, path: string, more: { body?: object; headers: Headers }) {
  const { status, headers, body } = await shop.api(method, path, more);
  const { instance, correlationId: _own, ...problem } = body;
  const names = [...headers.keys()].filter((name) => !name.startsWith('ratelimit'));
  return { instance, seen: { status, names, problem } };
}

test.serial(
  'another customer and a guest get the same answers as for an unknown order',
  async (t) => {
    const id = await shippedInPart(ann.headers);
    const key = { 'idempotency-key': randomUUID() };
    const cut = { lines: [{ sku, quantity: 1 }] };
    const cancellation = `/orders/${id}/cancellation`;
    const own = { body: cut, headers: { ...ann.headers, ...key } };
    t.is((await shop.api('POST', cancellation, own)).status, 200);
    const before = await atRest(id);

    const manager = await shop.tokens.person('catalog-manager');
    for (const headers of [bob.headers, {}, manager]) {
      for (const [method, path, body] of [...ofOwner, ['POST', '/cancellation', cut] as const]) {
        const more = { ...(body && { body }), headers: { ...headers, ...key } };
        const { instance, seen } = await answerOf(method, `/orders/${id}${path}`, more);
        const ofUnknown = await answerOf(method, `/orders/${unknownOrder}${path}`, more);
        const what = `${method} ${path}`;
        t.like(seen, { status: 404, problem: { type: '/problems/order-not-found' } }, what);
        t.deepEqual(seen, ofUnknown.seen, what);
        t.not(instance, ofUnknown.instance);
      }
    }
    t.deepEqual(await atRest(id), before, 'nothing has changed');
  },
);

test.serial('the owner and support can use all operations on an order', async (t) => {
  const id = await shippedInPart(ann.headers);
  const support = await shop.tokens.person('support');
  const lines = [{ sku, quantity: 1 }];
  for (const headers of [ann.headers, support]) {
    const get = async (path: string) =>
      (await shop.api('GET', `/orders/${id}${path}`, { headers })).status;
    t.deepEqual(
      [await get(''), await get('?at=1'), await get('/events'), await get('/diff?from=0&to=1')],
      [200, 200, 200, 200],
    );
    const stream = await openServerSentEvents(`${stack.gatewayUrl}/orders/${id}/stream`, headers);
    t.is((await stream.next())?.id, '1');
    stream.close();
    const post = (path: string, body: object) =>
      shop.api('POST', `/orders/${id}/${path}`, { body, headers });
    t.is((await post('cancellation', { lines })).status, 200);
    t.is((await post('returns', { lines, reason: 'too small' })).status, 201);
  }
  const { body } = await shop.api('GET', `/orders/${id}`, { headers: ann.headers });
  t.like(body, { customerId: ann.customerId, fulfilment: { lines: [{ cancelled: 2 }] } });
});

test.serial(
  'a customer finds only their own orders, whatever the query; a guest finds none',
  async (t) => {
    const mine = await placed(1, ann.headers);
    const other = await placed(1, bob.headers);
    const support = await shop.tokens.person('support');
    const list = async (query: string, headers: Headers) => {
      const { status, body } = await shop.api('GET', `/orders${query}`, { headers });
      t.is(status, 200, query);
      return body as { items: { id: string; customerId?: string }[]; nextCursor?: string };
    };
    const idsOf = async (query: string, headers: Headers) =>
      (await list(query, headers)).items.map(({ id }) => id);
    await waitUntil(
      async () => {
        const all = await idsOf('?limit=100', support);
        return all.includes(mine) && all.includes(other);
      },
      { timeoutMs: REST_TIMEOUT_MS, what: 'both are listed' },
    );

    t.true((await idsOf('', ann.headers)).includes(mine));
    t.deepEqual(await idsOf('', bob.headers), [other]);
    for (const query of [
      '?limit=100',
      `?customer=${bob.customerId}`,
      `?customer=${ann.customerId}`,
    ]) {
      const { items } = await list(query, ann.headers);
      t.true(
        items.every(({ customerId }) => customerId === ann.customerId),
        query,
      );
    }
    t.deepEqual(await idsOf(`?customer=${bob.customerId}`, ann.headers), []);
    t.deepEqual(await idsOf(`?customer=${bob.customerId}`, support), [other]);
    const { nextCursor } = await list('?limit=1', support);
    const after = await list(`?limit=100&cursor=${nextCursor}`, bob.headers);
    t.true(after.items.every(({ customerId }) => customerId === bob.customerId));
    t.like(await shop.api('GET', '/orders'), {
      status: 401,
      body: { type: '/problems/invalid-token' },
    });
  },
);

test.serial('the same key gives one order per customer, and another one for a guest', async (t) => {
  const key = { 'idempotency-key': randomUUID() };
  const place = (headers: Headers) => shop.place(orderOf({ [sku]: 1 }), { ...headers, ...key });
  const callers = [ann.headers, bob.headers, {}];
  const first = await Promise.all(callers.map(place));
  t.deepEqual(
    first.map(({ status }) => status),
    [201, 201, 201],
  );
  t.is(new Set(first.map(({ body }) => body['id'])).size, 3);
  t.deepEqual(
    first.map(({ body }) => body['customerId']),
    [ann.customerId, bob.customerId, undefined],
  );
  const again = await Promise.all(callers.map(place));
  for (const [index, { body, headers }] of again.entries()) {
    t.is(body['id'], first[index]?.body['id']);
    t.is(headers.get('idempotent-replayed'), 'true');
  }
});

test.serial(
  'an order of a guest is accessible to anyone who knows its id, also with a token',
  async (t) => {
    const id = await placed(2);
    for (const headers of [{}, ann.headers, bob.headers]) {
      const { status, body } = await shop.api('GET', `/orders/${id}`, { headers });
      t.is(status, 200);
      t.is(body['customerId'], undefined);
    }
    t.like(await shop.api('GET', `/orders/${id}`, { headers: { authorization: 'Bearer a.b.c' } }), {
      status: 401,
      body: { type: '/problems/invalid-token' },
    });
    const lines = [{ sku, quantity: 1 }];
    const cancelled = await shop.api('POST', `/orders/${id}/cancellation`, {
      body: { lines },
      headers: ann.headers,
    });
    t.is(cancelled.status, 200);
    const after = await shop.api('GET', `/orders/${id}`);
    t.is(after.body['customerId'], undefined, 'its user does not become its owner');
  },
);
