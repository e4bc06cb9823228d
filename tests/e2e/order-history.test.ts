import { followOrder, StreamRefused } from '@commerce/client';
import { uuidv7 } from 'dapr-actor-runtime/ids';
import { connectStack, waitUntil } from '@commerce/testing';
import {
  openServerSentEvents,
  type EventStreamClient,
  type ServerSentEvent,
} from '@commerce/testing/server-sent-events';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const follow = (id: string, headers: Record<string, string> = {}) =>
  openServerSentEvents(`${stack.gatewayUrl}/orders/${id}/stream`, headers);
const read = (path: string) => shop.api('GET', path);

interface Seen {
  seq: number;
  at: string;
  type: string;
}
const eventsOf = async (id: string) => (await shop.events(id)) as unknown as Seen[];

/** An order of several units that may ship in parts, with shipments of one unit each. */
async function splitOrder(units: number): Promise<{ id: string; ship: () => Promise<void> }> {
  const sku = await shop.product(units);
  const { body } = await shop.place({ ...orderOf({ [sku]: units }), policy: 'split' });
  const id = String(body['id']);
  const ship = async () => {
    const lines = [{ sku, quantity: 1 }];
    const path = `/orders/${id}/shipments`;
    const headers = await shop.tokens.importer();
    const { status } = await shop.api('POST', path, { body: { lines }, headers });
    if (status !== 201) throw new Error(`a shipment was answered with ${status}`);
  };
  return { id, ship };
}

async function take(client: EventStreamClient, count: number): Promise<ServerSentEvent[]> {
  const events: ServerSentEvent[] = [];
  while (events.length < count) {
    const event = await client.next();
    if (event === undefined) throw new Error(`the stream ended after ${events.length} events`);
    events.push(event);
  }
  return events;
}

test('an order can be read as of any of its events', async (t) => {
  const { id, ship } = await splitOrder(3);
  const versions = [await shop.getOrder(id)];
  for (let n = 0; n < 3; n++) {
    await ship();
    versions.push(await shop.getOrder(id));
  }
  for (const order of versions) {
    t.deepEqual((await read(`/orders/${id}?at=${order.version}`)).body, { ...order });
  }
  const first = (await read(`/orders/${id}?at=1`)).body;
  t.like(first, { status: 'placed', version: 1 });
});

test('an order can be read as of an instant', async (t) => {
  const { id, ship } = await splitOrder(2);
  await ship();
  const events = await eventsOf(id);
  for (const { at } of events) {
    const version = events.filter((one) => one.at <= at).length;
    t.is((await read(`/orders/${id}?at=${at}`)).body['version'], version);
  }
  t.is((await read(`/orders/${id}?at=2999-01-01T00:00:00Z`)).body['version'], events.length);
  const before = await read(`/orders/${id}?at=2001-01-01T00:00:00Z`);
  t.is(before.status, 404);
  t.is(before.body['type'], '/problems/order-not-found');
  t.regex(String(before.body['detail']), /did not exist yet/);
});

test('an invalid version or instant is refused with a pointer', async (t) => {
  const { id } = await splitOrder(1);
  const wrong = ['0', '-1', '1.5', '99', '1e9', '999999999999', 'soon', '2026-02-30T00:00:00Z', ''];
  for (const at of wrong) {
    const { status, body } = await read(`/orders/${id}?at=${at}`);
    t.is(status, 400, at);
    t.is(body['type'], '/problems/invalid-request');
    t.is((body['errors'] as { pointer: string }[])[0]?.pointer, '/at', at);
  }
  const unknownOrder = `ord_${uuidv7()}`;
  t.is((await read(`/orders/${unknownOrder}?at=1`)).status, 404);
  t.is((await read(`/orders/${unknownOrder}/diff?from=0&to=1`)).status, 404);
});

test('the diff between two versions has the events and the changes', async (t) => {
  const { id, ship } = await splitOrder(2);
  await ship();
  const { status, body } = await read(`/orders/${id}/diff?from=2&to=3`);
  t.is(status, 200);
  t.like(body, { id, from: 2, to: 3, events: [{ seq: 3, type: 'OrderShipped.v1' }] });
  const changes = body['changes'] as { pointer: string; from?: unknown; to?: unknown }[];
  t.deepEqual(changes.map(({ pointer }) => pointer).sort(), [
    '/amounts/capturedMinor',
    '/amounts/owedMinor',
    '/fulfilment/lines/0/shipped',
    '/fulfilment/shipments/0',
    '/fulfilmentStatus',
    '/paymentStatus',
    '/returnableUntil',
    '/status',
    '/updatedAt',
    '/version',
  ]);
  t.deepEqual(
    changes.find(({ pointer }) => pointer === '/status'),
    { pointer: '/status', from: 'confirmed', to: 'partially-shipped' },
  );

  const whole = (await read(`/orders/${id}/diff?from=0&to=1`)).body;
  t.like(whole, { changes: [{ pointer: '', to: { id, status: 'placed' } }] });
  t.notRegex(JSON.stringify(whole), /tok_ok|High Street/, 'a diff contains no secrets');
  const [first] = await eventsOf(id);
  const same = (await read(`/orders/${id}/diff?from=1&to=${first?.at}`)).body;
  t.like(same, { from: 1, to: 1, events: [], changes: [] });
});

test('a backward or incomplete diff request is refused with a pointer', async (t) => {
  const { id } = await splitOrder(1);
  const wrong = { 'from=2&to=1': '/from', 'from=1': '/to', 'to=1': '/from', 'from=0&to=9': '/to' };
  for (const [query, pointer] of Object.entries(wrong)) {
    const { status, body } = await read(`/orders/${id}/diff?${query}`);
    t.is(status, 400, query);
    t.is((body['errors'] as { pointer: string }[])[0]?.pointer, pointer, query);
  }
});

test('a stream sends past and then new events, without secrets', async (t) => {
  const { id, ship } = await splitOrder(2);
  const client = await follow(id);
  t.is(client.status, 200);
  t.regex(client.headers.get('content-type') ?? '', /^text\/event-stream/);
  t.is(client.headers.get('cache-control'), 'no-cache');
  t.is(client.headers.get('x-accel-buffering'), 'no', 'a proxy does not hold events back');
  await take(client, 2);
  await ship();
  await take(client, 1);
  await ship();
  await take(client, 1);
  client.close();
  const shown = (await read(`/orders/${id}/events`)).body['items'] as Seen[];
  const received = client.text().matchAll(/id: (\d+)\nevent: (.+)\ndata: (.+)\n\n/g);
  t.deepEqual(
    [...received].map(([, seq, type, data]) => [Number(seq), type, JSON.parse(data ?? '')]),
    shown.map((event) => [event.seq, event.type, event]),
  );
  t.regex(client.text(), /^retry: \d+\n\n/);
  t.notRegex(client.text(), /tok_ok|High Street/);
});

test('a client that reconnects with Last-Event-ID gets every event exactly once', async (t) => {
  const SHIPMENTS = 12;
  const { id, ship } = await splitOrder(SHIPMENTS);
  const shipping = (async () => {
    for (let n = 0; n < SHIPMENTS; n++) await ship();
  })();
  const seen: ServerSentEvent[] = [];
  while (seen.length < SHIPMENTS + 2) {
    const last = seen.at(-1);
    const client = await follow(id, last === undefined ? {} : { 'last-event-id': last.id });
    seen.push(...(await take(client, 2)));
    client.close();
  }
  await shipping;
  t.deepEqual(
    seen.map((event) => event.id),
    Array.from({ length: SHIPMENTS + 2 }, (_, n) => String(n + 1)),
  );
});

test('a Last-Event-ID of another order is refused', async (t) => {
  const { id } = await splitOrder(1);
  for (const wrong of ['soon', '-1', '1.5', '99', '01', '9999999']) {
    const client = await follow(id, { 'last-event-id': wrong });
    t.is(client.status, 400, wrong);
    client.close();
  }
  t.is((await follow(`ord_${uuidv7()}`)).status, 404);
});

test('a stream begins after the event in the query, unless the header names a later one', async (t) => {
  const { id } = await splitOrder(1);
  const url = `${stack.gatewayUrl}/orders/${id}/stream?after=1`;
  const client = await openServerSentEvents(url);
  t.is((await take(client, 1))[0]?.id, '2');
  client.close();
  const reconnected = await openServerSentEvents(url, { 'last-event-id': '0' });
  t.is((await take(reconnected, 1))[0]?.id, '1');
  reconnected.close();
  t.is((await read(`/orders/${id}/stream?after=x`)).status, 400);
});

test.serial('many clients follow one order, and disconnected ones free their slots', async (t) => {
  const { id, ship } = await splitOrder(1);
  const open: EventStreamClient[] = [];
  /** Opens as many streams as the caller gets: their number, and the status of the next one. */
  const openAll = async (caller: Record<string, string>) => {
    const before = open.length;
    for (;;) {
      const client = await follow(id, { ...caller, 'last-event-id': '2' });
      if (client.status !== 200) {
        t.truthy(client.headers.get('retry-after'));
        return [open.length - before, client.status];
      }
      open.push(client);
    }
  };
  t.deepEqual(await openAll({}), [20, 429], 'the guests of one address');
  t.deepEqual(await openAll(await shop.tokens.loadTester()), [100, 429], 'a service client');
  t.deepEqual(
    await openAll(await shop.tokens.importer()),
    [40, 503],
    'all but the reserve is taken',
  );
  t.deepEqual(await openAll(await shop.tokens.person('support')), [20, 429], 'of the reserve');
  t.is((await shop.getOrder(id)).version, 2, 'other calls still work');
  await ship();
  const received = await Promise.all(open.map((client) => take(client, 1)));
  t.true(received.every(([event]) => event?.id === '3'));
  for (const client of open) client.close();
  // Slots at the gateway and in the order app: both notice a disconnected client.
  await waitUntil(
    async () => {
      const client = await follow(id, await shop.tokens.importer());
      client.close();
      return client.status === 200;
    },
    { timeoutMs: 10_000, what: 'a slot is free again' },
  );
});

test.serial(
  'a stream ends at once when the order app stops, and can be resumed afterwards',
  async (t) => {
    const { id, ship } = await splitOrder(1);
    const client = await follow(id);
    await take(client, 2);
    const stopped = stack.kill('order', 'SIGTERM');
    t.is(await client.next().catch(() => undefined), undefined);
    await stack.untilRestarted(stopped);
    const again = await follow(id, { 'last-event-id': '2' });
    await ship();
    t.is((await take(again, 1))[0]?.data['type'], 'OrderShipped.v1');
    again.close();
  },
);

test.serial('the client follows an order over a restart, and sees each event once', async (t) => {
  const { id, ship } = await splitOrder(2);
  const stop = new AbortController();
  const seen: number[] = [];
  const following = (async () => {
    for await (const { seq } of followOrder(stack.gatewayUrl, id, { signal: stop.signal })) {
      seen.push(seq);
    }
  })();
  const untilSeen = (count: number) =>
    waitUntil(() => seen.length >= count, { timeoutMs: 30_000, what: `${count} events are seen` });
  await untilSeen(2);
  const stopped = stack.kill('order', 'SIGTERM');
  await stack.untilRestarted(stopped);
  await ship();
  await untilSeen(3);
  await ship();
  await untilSeen(4);
  stop.abort();
  await following;
  t.deepEqual(seen, [1, 2, 3, 4]);
  const unknown = followOrder(stack.gatewayUrl, `ord_${uuidv7()}`);
  t.like(await t.throwsAsync(unknown.next(), { instanceOf: StreamRefused }), { status: 404 });
});
