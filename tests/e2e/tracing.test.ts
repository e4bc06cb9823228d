import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { spanAttributes } from '@commerce/platform/span-attributes';
import { connectStack, waitUntil } from '@commerce/testing';
import { orderOf } from '@commerce/testing/shop';
import type { ReceivedSpan } from '@commerce/testing/span-collector';
import { openTraces, orphans, spanAt } from '@commerce/testing/traces';
import test, { type ExecutionContext } from 'ava';
import { openOrderStaff } from './order-staff.ts';

// Apps send their spans every 2 s, sidecars every 5 s.
const WAIT = { timeoutMs: 40_000 };
/** The attributes of OpenTelemetry's semantic conventions that the runtime sets. */
const CONVENTIONS = new Set([
  ...['http.request.method', 'http.response.status_code', 'http.route', 'error.type'],
  ...['db.system.name', 'db.query.summary', 'db.operation.name'],
  ...['messaging.operation.type', 'messaging.destination.name', 'messaging.message.id'],
]);
const APPS = 'dapr-actor-runtime';
const LETTER = /"msg":"(event failed|dead letter handled)"/;

const stack = connectStack();
const traces = openTraces(join(stack.dataDir, 'traces', 'spans.log'));
const { shop, post, until } = openOrderStaff(stack);
const payments = stack.database('payment');
const trigger = `refuse_${Date.now()}`;
const heal = () => payments.query(`DROP FUNCTION IF EXISTS ${trigger} CASCADE`);
test.after.always(async () => {
  await heal();
  await stack.close();
});

async function place(headers: Record<string, string> = {}, body: object = {}): Promise<string> {
  const sku = await shop.product(5);
  const answer = await shop.place({ ...orderOf({ [sku]: 1 }), ...body }, headers);
  if (answer.status !== 201) throw new Error(`the order was answered with ${answer.status}`);
  return String(answer.body['id']);
}

/** Waits until every path of spans has arrived, with the parents of all spans of the order. */
async function expectPaths(
  t: ExecutionContext,
  orderId: string,
  paths: readonly (readonly string[])[],
): Promise<ReceivedSpan[]> {
  const missing = () => paths.filter((path) => spanAt(traces.with(orderId), path) === undefined);
  await waitUntil(
    () => missing().length === 0 && orphans(traces.with(orderId)).length === 0,
    WAIT_FOR(`spans of ${orderId}`),
  ).catch(() => {});
  t.deepEqual(missing(), [], 'paths without spans');
  const spans = traces.with(orderId);
  t.deepEqual(orphans(spans), [], 'spans without their parent');
  return spans;
}

const WAIT_FOR = (what: string) => ({ ...WAIT, what });
const PLACE = ['gateway POST /orders', 'order POST /orders', 'order Order.place'];

test('an order is one trace from the gateway to the last consumer', async (t) => {
  const orderId = await place();
  const spans = await expectPaths(t, orderId, [
    [...PLACE, 'order append', 'order process orders'],
    [...PLACE, 'order append', 'inventory process orders'],
    [...PLACE, 'order append', 'payment process orders'],
    [...PLACE, 'order invoke inventory', 'inventory PUT /reservations/:orderId/hold'],
    [...PLACE, 'order invoke payment', 'payment POST /payments/:orderId/authorization'],
  ]);
  const first = spanAt(spans, ['gateway POST /orders']);
  t.like(first, { kind: 'server', failed: false, attributes: { 'http.route': '/orders' } });
  const sidecars = spans.filter((span) => span.traceId === first?.traceId && span.scope !== APPS);
  t.true(sidecars.length > 0, 'the sidecars continue it');
});

test('a cancelled order is one trace through its workflow', async (t) => {
  const orderId = await place();
  await post(`/orders/${orderId}/cancellation`);
  await until(orderId, 'is cancelled', ({ status }) => status === 'cancelled');
  const cancel = ['gateway POST /orders/:id/cancellation', 'order Order.cancel'];
  const spans = await expectPaths(t, orderId, [
    [...cancel, 'order append', 'inventory process orders'],
    [...cancel, 'order step release-stock', 'inventory Reservation.release'],
    [...cancel, 'order step void-payment', 'payment DELETE /payments/:orderId/authorization'],
    [...cancel, 'order step record-compensated', 'order append', 'payment process orders'],
  ]);
  t.like(spanAt(spans, [...cancel, 'order step void-payment']), {
    attributes: { 'commerce.saga.step': 'void-payment', 'commerce.saga.outcome': 'done' },
  });
});

test('shipping captures in the same trace; what the relay publishes is linked to it', async (t) => {
  const orderId = await place();
  t.is((await post(`/orders/${orderId}/shipments`)).status, 201);
  const ship = ['gateway POST /orders/:id/shipments', 'order Order.ship'];
  const capture = [...ship, 'order invoke payment', 'payment POST /payments/:orderId/captures'];
  const spans = await expectPaths(t, orderId, [
    capture,
    [...ship, 'order append', 'inventory process orders'],
  ]);
  const { traceId } = spanAt(spans, capture) as ReceivedSpan;
  const relay = await waitUntil(
    () => traces.all().find((span) => span.name === 'relay payments' && isLinked(span, traceId)),
    WAIT_FOR('the relay of the event of the capture'),
  );
  t.like(relay, { service: 'payment', parentId: '' });
  t.not(relay.traceId, traceId);
});

test('a received return is one trace through its workflow', async (t) => {
  const orderId = await place();
  await post(`/orders/${orderId}/shipments`);
  await until(orderId, 'is shipped', ({ status }) => status === 'shipped');
  const asked = await post(`/orders/${orderId}/returns`, { reason: 'too small for Ada Lovelace' });
  const [back] = (asked.body['fulfilment'] as { returns: { returnId: string }[] }).returns;
  const returnId = String(back?.returnId);
  t.is((await post(`/orders/${orderId}/returns/${returnId}/receipt`)).status, 202);
  await until(orderId, 'is returned', ({ status }) => status === 'returned');
  const receive = ['gateway POST /orders/:id/returns/:returnId/receipt'];
  const spans = await expectPaths(t, orderId, [
    [...receive, 'order step restock-return', 'inventory COMMIT'],
    [...receive, 'order step refund-return', 'payment COMMIT'],
    [...receive, 'order step record-returned', 'order append'],
  ]);
  t.like(spanAt(spans, receive), { attributes: { 'commerce.return.id': returnId } });
});

test('a replayed dead letter is a new trace, linked to that of its event; its log lines have both', async (t) => {
  const orderId = await place();
  await payments.query(
    `CREATE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'no room for this event'; END $$;
     CREATE TRIGGER ${trigger} BEFORE INSERT ON inbox
     FOR EACH ROW WHEN (NEW.event_id = '${orderId}:3') EXECUTE FUNCTION ${trigger}()`,
  );
  await post(`/orders/${orderId}/shipments`);
  const ship = ['gateway POST /orders/:id/shipments', 'order append', 'payment process orders'];
  const failed = await waitUntil(
    () => spanAt(traces.with(orderId).filter(isFailedIfHandling), ship),
    WAIT_FOR('the failed event'),
  );
  t.like(failed, { failed: true, attributes: { 'error.type': 'P0001' } });
  const lines = () => linesOf('payment', orderId).filter((line) => LETTER.test(line));
  await waitUntil(
    async () => {
      const { rowCount } = await payments.query('SELECT FROM dead_letter WHERE event_id = $1', [
        `${orderId}:3`,
      ]);
      return rowCount === 1;
    },
    { timeoutMs: 90_000, what: 'the event is a dead letter' },
  );
  await heal();
  const { appApiToken } = stack;
  const answer = await fetch(`${stack.app('payment').url}/dead-letters/${orderId}:3/replay`, {
    method: 'POST',
    headers: { 'dapr-api-token': appApiToken },
  });
  t.is(answer.status, 202);
  const replay = ['payment redeliver', 'payment process orders', 'payment payment'];
  const replayed = await waitUntil(
    () =>
      traces
        .with(`${orderId}:3`)
        .find((span) => span.name === 'redeliver' && isLinked(span, failed.traceId)),
    WAIT_FOR('the redelivery'),
  );
  await waitUntil(
    () => spanAt(traces.with(orderId), replay),
    WAIT_FOR('the handling of the replayed letter'),
  );
  t.not(replayed.traceId, failed.traceId);
  await waitUntil(() => lines().some((line) => line.includes('handled')), WAIT_FOR('its log line'));
  const correlated = new Set<unknown>();
  for (const line of lines()) {
    const { traceId, spanId, correlationId } = JSON.parse(line) as Record<string, unknown>;
    t.regex(String(traceId), /^[0-9a-f]{32}$/, line);
    t.regex(String(spanId), /^[0-9a-f]{16}$/, line);
    correlated.add(correlationId);
  }
  t.is(correlated.size, 1, 'the correlation id joins what are several traces');
});

test('a client decides nothing: its trace is linked, its flags and its baggage are not passed on', async (t) => {
  const trace = randomBytes(16).toString('hex');
  const span = randomBytes(8).toString('hex');
  const [sampled, unsampled] = [`00-${trace}-${span}-01`, `00-${trace}-${span}-00`];
  const orders = [
    await place({ traceparent: sampled, baggage: `note=${'x'.repeat(8_000)}` }),
    await place({ traceparent: unsampled }),
    await place({ traceparent: 'ff-not a trace' }),
  ];
  for (const [n, orderId] of orders.entries()) {
    const spans = await expectPaths(t, orderId, [[...PLACE, 'order append']]);
    t.false(
      spans.some(({ traceId }) => traceId === trace),
      'a new trace',
    );
    const first = spanAt(spans, ['gateway POST /orders']) as ReceivedSpan;
    t.deepEqual(first.links, n < 2 ? [`${trace}-${span}`] : []);
  }
  const flood = await shop.api('GET', `/orders/${orders[0]}`, {
    headers: { baggage: `note=${'x'.repeat(65_536)}` },
  });
  t.is(flood.status, 431, 'headers of 64 KB are refused before anything reads them');
  t.is((await shop.getOrder(String(orders[0]))).status, 'confirmed');
});

test('spans say nothing of a person and no secret, and set only declared attributes', async (t) => {
  const card = '4111111111111111';
  const key = randomBytes(24).toString('hex');
  const orderId = await place(
    { 'idempotency-key': key },
    { shippingAddress: { ...ADDRESS, name: 'Planted Person', lines: ['7 Planted Lane'] } },
  );
  await shop.api('GET', `/orders/${card}`, { headers: { 'x-correlation-id': card } });
  await shop.api('GET', `/orders/${orderId}`, { headers: { authorization: `Bearer ${key}` } });
  await shop.api('GET', '/products?q=planted.person@shop.example');
  await expectPaths(t, orderId, [[...PLACE, 'order append', 'inventory process orders']]);
  const ofApps = traces.all().filter(({ scope }) => scope === APPS);
  const text = JSON.stringify(ofApps.map(({ name, attributes }) => ({ name, attributes })));
  for (const planted of ['lanted', card, key, 'tok_ok', 'shop.example', 'Bearer']) {
    t.false(text.includes(planted), planted);
  }
  const names = new Set(ofApps.flatMap(({ attributes }) => Object.keys(attributes)));
  const unknown = [...names].filter((one) => !CONVENTIONS.has(one) && !(one in spanAttributes));
  t.deepEqual(
    unknown,
    [],
    'an own attribute belongs into packages/platform/src/span-attributes.ts',
  );
});

const ADDRESS = { city: 'London', postalCode: 'SW1A 1AA', country: 'GB' };

// A batch that fails is tried again one by one.
function isFailedIfHandling({ name, failed }: ReceivedSpan): boolean {
  return failed || name !== 'process orders';
}

function isLinked({ links }: ReceivedSpan, traceId: string): boolean {
  return links.some((link) => link.startsWith(traceId));
}

function linesOf(app: string, text: string): string[] {
  return stack
    .logOf(app)
    .split('\n')
    .filter((line) => line.includes(text));
}
