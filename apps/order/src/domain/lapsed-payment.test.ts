import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted } from 'dapr-actor-runtime/streams';
import test from 'ava';
import { given, it, gbp, firstShipment, later, now } from './fulfilment-examples.ts';
import { lapsedAmount } from './lapsed-payment.ts';
import { standingOf } from './order-standing.ts';
import { absent, type ConfirmedOrder } from './order-state.ts';
import { decide, evolve, type OrderCommand } from './order.ts';

const held = (given('split').reduce(evolve, absent) as ConfirmedOrder).authorizationId;
const ended: OrderEvent = {
  type: 'OrderPaymentChanged.v1',
  data: { changeId: 'pay:1', kind: 'authorization-ended', changedAt: now, status: 'confirmed' },
};
const refused: OrderEvent = {
  type: 'OrderCaptureRefused.v1',
  data: {
    ...{ shipmentId: 'shp_1', amount: gbp(400), code: 'payment-not-authorized' },
    ...{ reason: 'authorization-expired', refusedAt: now, status: 'confirmed' },
  },
};
const tried = (n: number, personal?: string): OrderEvent => ({
  type: 'OrderPaymentAttempted.v1',
  data: {
    ...{ status: 'confirmed', attempt: n, commandId: `cmd_${n}`, attemptedAt: later },
    ...(personal !== undefined && { personal }),
  },
});
const pay = (n: number, personal?: string): OrderCommand => ({
  type: 'TryPayment',
  ...{ commandId: `cmd_${n}`, personal, now: later },
});
const again: OrderCommand = {
  type: 'RecordReauthorized',
  ...{ authorizationId: 'aut_9', amount: gbp(400), now: later },
};
const reauthorized = (more: object = {}): OrderEvent => ({
  type: 'OrderReauthorized.v1',
  data: {
    ...{ status: 'confirmed', authorizationId: 'aut_9', amount: gbp(400), reauthorizedAt: later },
    ...more,
  },
});
const state = (...events: OrderEvent[]) =>
  given('split', ...events).reduce(evolve, absent) as ConfirmedOrder;
const codeOf = (command: OrderCommand, order: ConfirmedOrder) => {
  const decision = decide(command, order);
  return decision.ok ? 'accepted' : decision.code;
};

test(
  'an order whose authorization has ended is paid again, with another card',
  it(given('split', ended), pay(2, 'card 2'), accepted(tried(2, 'card 2'))),
);
test(
  'or with its own, and also when only a refused capture has told',
  it(given('split', refused), pay(2), accepted(tried(2))),
);
test('a repeat tries nothing more', it(given('split', ended, tried(2)), pay(2), accepted()));

test('nobody pays again while the money is held, or after a part was captured', (t) => {
  t.is(codeOf(pay(2), state()), 'payment-not-waiting');
  t.is(codeOf(pay(3), state(ended, tried(2), reauthorized())), 'payment-not-waiting');
  const partly = state(firstShipment, ended);
  t.not(lapsedAmount(partly), undefined);
  t.is(codeOf(pay(2), partly), 'payment-not-waiting');
});

test(
  'the new authorization is recorded once',
  it(given('split', ended, tried(2), reauthorized()), again, accepted()),
);
test(
  'it settles a capture that was refused because the money was not held',
  it(given('split', refused), again, accepted(reauthorized({ settlesRefusal: true }))),
);

test('the order is as it was, with the card that was tried last', (t) => {
  const order = state(
    ...[refused, ended, tried(2, 'card 2'), tried(3)],
    reauthorized({ settlesRefusal: true }),
  );
  t.like(order, { authorizationId: 'aut_9', paymentToken: 'card 2' });
  t.is(order.fulfilment.refusedCapture, undefined);
  t.is(lapsedAmount(order), undefined);
  t.is(standingOf(order).paymentStatus, 'authorized');
  t.is(order.fulfilment.paymentChanges?.length, 1, 'what happened stays on the order');
});

test('the end of an authorization counts only while it is the one that is held', (t) => {
  const end = (changeId: string, authorizationId: string): OrderCommand => ({
    type: 'RecordPaymentChange',
    ...{ changeId, change: { kind: 'authorization-ended' }, authorizationId, now },
  });
  const order = state(refused, tried(2), reauthorized());
  t.deepEqual(decide(end('pay:1', held), order), accepted(), 'late: another one took its place');
  const decision = decide(end('pay:2', 'aut_9'), order);
  const after = decision.ok ? decision.events.reduce(evolve, order) : order;
  t.like(lapsedAmount(after as ConfirmedOrder), { amountMinor: 400 });
});
