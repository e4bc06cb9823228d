import test from 'ava';
import { gbp, paymentsUnderTest } from './payment-app.ts';

// The remainder of an authorization is voided once nothing is left to ship, whichever event arrives
// last.

const { app, provider } = await paymentsUnderTest();

const event = (orderId: string, seq: number, type: string, data: object) => ({
  id: `${orderId}:${seq}`,
  type,
  stream: orderId,
  seq,
  data,
});
const shipped = (orderId: string, seq: number, amountMinor: number, total?: number) =>
  event(orderId, seq, 'OrderShipped.v1', {
    shipmentId: `shp_${seq}`,
    captureAmount: gbp(amountMinor),
    final: total !== undefined,
    ...(total === undefined ? {} : { captureTotal: gbp(total) }),
  });
const cancelled = (orderId: string, seq: number, total?: number) =>
  event(orderId, seq, 'OrderLinesCancelled.v1', {
    commandId: `can_${seq}`,
    final: total !== undefined,
    ...(total === undefined ? {} : { captureTotal: gbp(total) }),
  });

async function atProvider(orderId: string) {
  await app.sweep();
  const [entry] = await provider.authorizationsOf(orderId);
  const captured = (entry?.moves ?? [])
    .filter(({ kind, status }) => kind === 'capture' && status === 'done')
    .reduce((sum, { amount }) => sum + amount.amountMinor, 0);
  return { status: entry?.status, captured };
}

test('the last shipment of an order with cancelled lines voids the remainder', async (t) => {
  const orderId = await app.authorized();
  await app.deliver([cancelled(orderId, 3), shipped(orderId, 4, 600, 600)]);
  t.deepEqual(await atProvider(orderId), { status: 'voided', captured: 600 });
  t.like((await app.read(orderId)).body, { status: 'voided', captured: gbp(600) });
});

test('a final cancellation of lines voids the remainder', async (t) => {
  const orderId = await app.authorized();
  await app.deliver([shipped(orderId, 3, 600)]);
  t.deepEqual(await atProvider(orderId), { status: 'authorized', captured: 600 });
  await app.deliver([cancelled(orderId, 4, 600)]);
  t.deepEqual(await atProvider(orderId), { status: 'voided', captured: 600 });
});

test('the void waits for the capture of an earlier shipment whose event is late', async (t) => {
  const orderId = await app.authorized();
  await app.deliver([shipped(orderId, 4, 300, 700)]);
  t.deepEqual(await atProvider(orderId), { status: 'authorized', captured: 300 });
  await app.deliver([shipped(orderId, 3, 400)]);
  t.deepEqual(await atProvider(orderId), { status: 'voided', captured: 700 });
});

test('simultaneous events of shipments lose no capture to the void', async (t) => {
  for (let round = 0; round < 10; round++) {
    const orderId = await app.authorized();
    const events = [
      shipped(orderId, 3, 200),
      shipped(orderId, 4, 300),
      cancelled(orderId, 5),
      shipped(orderId, 6, 100, 600),
    ];
    await Promise.all(events.map((one) => app.deliver([one])));
    t.deepEqual(await atProvider(orderId), { status: 'voided', captured: 600 });
  }
});

test('an order that is captured in full is not voided', async (t) => {
  const orderId = await app.authorized();
  await app.deliver([shipped(orderId, 3, 1000, 1000)]);
  t.deepEqual(await atProvider(orderId), { status: 'authorized', captured: 1000 });
});

test('a refused capture keeps the remainder, which a person can still capture', async (t) => {
  const orderId = await app.authorized();
  await app.deliver([shipped(orderId, 3, 1001), shipped(orderId, 4, 100, 900)]);
  t.deepEqual(await atProvider(orderId), { status: 'authorized', captured: 100 });
});

test('a repeated event and an old event without a total void nothing more', async (t) => {
  const orderId = await app.authorized();
  const last = shipped(orderId, 3, 600, 600);
  await app.deliver([last, last]);
  await app.deliver([last]);
  t.deepEqual(await atProvider(orderId), { status: 'voided', captured: 600 });
  const old = await app.authorized();
  await app.deliver([
    { ...shipped(old, 3, 600), data: { ...shipped(old, 3, 600).data, final: true } },
  ]);
  t.deepEqual(await atProvider(old), { status: 'authorized', captured: 600 });
});

test('a capture can be refunded after the remainder was voided', async (t) => {
  const orderId = await app.authorized();
  await app.deliver([shipped(orderId, 3, 600, 600)]);
  await atProvider(orderId);
  t.is((await app.refund(orderId, 'ret_1', 250)).body['outcome'], 'refunded');
});
