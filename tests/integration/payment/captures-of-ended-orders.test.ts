import test from 'ava';
import { gbp, paymentsUnderTest } from './payment-app.ts';

// Money first: a capture is asked for before the goods leave. If nobody repeats the request after a lost answer
// and the order is cancelled instead, the goods never leave, so the money goes back.

const { app, provider } = await paymentsUnderTest();

const ended = (orderId: string) => [
  { id: `${orderId}:3`, type: 'OrderCancelled.v1', stream: orderId, seq: 3 },
];

async function money(orderId: string) {
  const [entry] = await provider.authorizationsOf(orderId);
  const moves = (entry?.moves ?? []).filter(({ status }) => status === 'done');
  return {
    status: entry?.status,
    moves: moves.map(({ kind, operationId, amount }) => [kind, operationId, amount.amountMinor]),
  };
}

const UNDONE = {
  status: 'voided',
  moves: [
    ['capture', 'shp_1', 400],
    ['refund', 'shp_1-undo', 400],
  ],
};

test.serial('what was captured for an order that is cancelled goes back, once', async (t) => {
  const orderId = await app.authorized();
  await app.capture(orderId, 'shp_1', 400);
  t.like((await app.void(orderId)).body, { outcome: 'voided' });
  for (let n = 0; n < 2; n++) {
    await app.deliver(ended(orderId));
    await app.sweep();
  }
  t.deepEqual(await money(orderId), UNDONE);
  const { body } = await app.read(orderId);
  t.like(body, { captured: gbp(400), refunded: gbp(400) });
  t.deepEqual(await app.forPerson(orderId), []);
  // The order app gives back a capture whose shipment lost, under the same id.
  t.like((await app.refund(orderId, 'shp_1-undo', 400)).body, { outcome: 'refunded' });
  t.deepEqual(await money(orderId), UNDONE);
});

test.serial('a capture that is performed after the end of its order goes back too', async (t) => {
  const orderId = await app.authorized();
  await provider.stop('SIGKILL');
  t.like((await app.capture(orderId, 'shp_1', 400)).body, { outcome: 'unknown' });
  await app.void(orderId);
  await app.deliver(ended(orderId));
  await app.sweep();
  await provider.start();
  await app.sweep();
  await app.sweep();
  t.deepEqual(await money(orderId), UNDONE);
});

test.serial('never more goes back than is left of what was captured', async (t) => {
  const orderId = await app.authorized();
  await app.capture(orderId, 'shp_1', 400);
  await provider.byHand({ do: 'capture', reference: orderId, amount: gbp(100) });
  await provider.byHand({ do: 'refund', reference: orderId, amount: gbp(300) });
  await app.reconcile();
  await app.void(orderId);
  await app.deliver(ended(orderId));
  await app.sweep();
  const { moves } = await money(orderId);
  t.deepEqual(moves.at(-1), ['refund', 'shp_1-undo', 200]);
});

test.serial('an order that continues keeps what it captured', async (t) => {
  const orderId = await app.authorized();
  await app.capture(orderId, 'shp_1', 400);
  await app.void(orderId);
  await app.sweep();
  t.deepEqual((await money(orderId)).moves, [['capture', 'shp_1', 400]]);
});
