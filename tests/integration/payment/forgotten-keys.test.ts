import test from 'ava';
import { gbp, paymentsUnderTest } from './payment-app.ts';

const { app, provider } = await paymentsUnderTest();

async function movesOf(orderId: string) {
  const [entry] = await provider.authorizationsOf(orderId);
  return (entry?.moves ?? []).map(({ kind, amount }) => [kind, amount.amountMinor]);
}

test.serial(
  'a capture whose answer was lost is not repeated after the provider has forgotten its key',
  async (t) => {
    const orderId = await app.authorized('tok_timeout_after_capture');
    t.is((await app.capture(orderId, 's1', 400)).body['outcome'], 'unknown');
    await provider.byHand({ do: 'forget-keys' });
    await app.sweep();
    t.is((await app.capture(orderId, 's1', 400)).body['outcome'], 'captured');
    t.deepEqual(await movesOf(orderId), [['capture', 400]]);
    t.like((await app.read(orderId)).body, { captured: gbp(400) });
  },
);

test.serial(
  'an operation of a process that ended is looked up before it is asked again',
  async (t) => {
    for (const kind of ['capture', 'refund'] as const) {
      const orderId = await app.authorized();
      await app.capture(orderId, 's1', 600);
      const body = { reference: orderId, operationId: 'x1', attempt: 1, amount: gbp(200) };
      await provider[kind](body, `${orderId}:${kind}:x1:1`);
      await app.database.query(
        `INSERT INTO payment_operations (order_id, operation_id, kind, amount_minor, currency, status,
         attempt, updated_at)
       VALUES ($1, 'x1', $2, 200, 'GBP', 'open', 1, now() - interval '25 hours')`,
        [orderId, kind],
      );
      await provider.byHand({ do: 'forget-keys' });
      await app.sweep();
      t.deepEqual(await movesOf(orderId), [
        ['capture', 600],
        [kind, 200],
      ]);
      t.like((await app.read(orderId)).body, {
        operations: [{ kind: 'capture' }, { status: 'done' }],
      });
    }
  },
);

test.serial(
  'a refund that the provider made twice is found, and can be taken into the books',
  async (t) => {
    const orderId = await app.authorized();
    await app.capture(orderId, 's1', 600);
    await app.refund(orderId, 'r1', 200);
    await provider.byHand({ do: 'forget-keys' });
    const again = { reference: orderId, operationId: 'r1', attempt: 1, amount: gbp(200) };
    await provider.refund(again, `${orderId}:refund:r1:1`);

    const [found] = (await app.reconcile()).needsPerson;
    t.like(found, { orderId, operationId: 'r1', reason: 'performed-twice' });
    const path = `/payment-findings/${found?.findingId}/resolution`;
    const booked = await app.finance('POST', path, { decision: 'book', note: 'Paid twice.' });
    t.like(booked, { status: 200, body: { state: 'booked', note: 'Paid twice.' } });
    t.is((await app.finance('POST', path, { decision: 'book', note: 'again' })).status, 200);
    t.like((await app.read(orderId)).body, { refunded: gbp(400), refundable: gbp(200) });
    t.deepEqual(await app.forPerson(orderId), []);
  },
);
