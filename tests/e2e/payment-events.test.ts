import { randomUUID } from 'node:crypto';
import { connectStack } from '@commerce/testing';
import { jsonClient } from '@commerce/testing/json-client';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// Events of the topic `payments` reach the order app twice, out of order, or malformed.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
const order = jsonClient(stack.app('order').url);
test.after.always(() => stack.close());

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const totals = { authorized: gbp(500), captured: gbp(500), refunded: gbp(0), disputed: gbp(0) };

interface PaymentEvent {
  id: string;
  type: string;
  stream: string;
  seq: number;
  data: unknown;
}

/** An event of a payment, with a number that payment does not reach. */
const eventOf = (stream: string, type: string, data: object, seq = 900): PaymentEvent => ({
  ...{ stream, type, seq, id: `${stream}:payment-${seq}` },
  data: { ...data, totals },
});
const disputed = (id: string, state: string, seq: number) =>
  eventOf(id, 'PaymentDisputed.v1', { disputeId: `dis_${id}`, amount: gbp(500), state }, seq);

/** Delivers events in one batch, as the sidecar does; answers a verdict for each. */
async function deliver(events: object[]): Promise<string[]> {
  const entries = events.map((event) => ({
    entryId: randomUUID(),
    event: { data: { at: new Date().toISOString(), correlationId: randomUUID(), ...event } },
  }));
  const { body } = await order('POST', '/events/payments', {
    body: { entries },
    headers: { 'dapr-api-token': stack.appApiToken },
  });
  return (body['statuses'] as { status: string }[]).map(({ status }) => status);
}

const shipped = async () => {
  const { id } = await staff.confirmed(2);
  await staff.post(`/orders/${id}/shipments`);
  return id;
};

test('an event that comes twice, in one batch and later, is recorded once', async (t) => {
  const id = await shipped();
  const event = disputed(id, 'opened', 901);
  t.deepEqual(await deliver([event, event]), ['SUCCESS', 'SUCCESS']);
  const { version } = await shop.getOrder(id);
  t.deepEqual(await deliver([event]), ['SUCCESS']);
  const after = await shop.getOrder(id);
  t.is(after.version, version);
  t.is(after.paymentChanges?.length, 1);
  t.is(after.amounts.disputedMinor, 500);
});

test('the decision of a dispute that comes before its opening counts', async (t) => {
  const id = await shipped();
  t.deepEqual(await deliver([disputed(id, 'won', 902)]), ['SUCCESS']);
  t.deepEqual(await deliver([disputed(id, 'opened', 901)]), ['SUCCESS']);
  const after = await shop.getOrder(id);
  t.like(after, { paymentStatus: 'captured', disputes: [{ state: 'won' }] });
  t.is(after.amounts.disputedMinor, undefined);
});

test('the late end of an authorization that another one has replaced changes nothing', async (t) => {
  const { id } = await staff.confirmed(2);
  const ended = (authorizationId: string, seq: number) =>
    eventOf(
      id,
      'AuthorizationExpired.v1',
      { reason: 'authorization-expired', authorizationId },
      seq,
    );
  t.deepEqual(await deliver([ended('auth_of_another', 903)]), ['SUCCESS']);
  t.like(await shop.getOrder(id), { paymentStatus: 'authorized' });
});

test('an event that no retry can make readable is set aside, and those with it are recorded', async (t) => {
  const id = await shipped();
  const malformed = { ...disputed(id, 'opened', 904), data: { disputeId: 7 } };
  const unknown = disputed(`ord_${'0'.repeat(32)}`, 'opened', 905);
  t.deepEqual(await deliver([malformed, unknown, disputed(id, 'opened', 906)]), [
    'DROP',
    'DROP',
    'SUCCESS',
  ]);
  const { paymentChanges = [] } = await shop.getOrder(id);
  t.deepEqual(
    paymentChanges.map(({ kind, amount }) => ({ kind, amount })),
    [{ kind: 'dispute-opened', amount: gbp(500) }],
  );
});
