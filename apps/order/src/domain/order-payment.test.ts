import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { MAX_PAYMENT_ATTEMPTS } from '@commerce/contracts/payment/payment-api';
import { accepted } from 'dapr-actor-runtime/streams';
import test from 'ava';
import { confirmed, it, later, now, placed } from './fulfilment-examples.ts';
import { absent } from './order-state.ts';
import { decide, evolve, type OrderCommand } from './order.ts';

const expiresAt = '2026-11-22T10:15:00.000Z';
const waitsFor = (attempt: number): OrderEvent => ({
  type: 'OrderPaymentActionRequired.v1',
  data: {
    ...{ attempt, attemptId: `att_${attempt}`, personal: 'encrypted' },
    expiresAt,
    requiredAt: now,
  },
});
const tried = (attempt: number): OrderEvent => ({
  type: 'OrderPaymentAttempted.v1',
  data: { attempt, commandId: `cmd_${attempt}`, personal: 'another', attemptedAt: later },
});
const require1: OrderCommand = {
  type: 'RequirePaymentAction',
  ...{ attempt: 1, attemptId: 'att_1', personal: 'encrypted', expiresAt, now },
};
const tryCard = (attempt: number): OrderCommand => ({
  type: 'TryPayment',
  ...{ commandId: `cmd_${attempt}`, personal: 'another', now: later },
});
const refusal = (events: OrderEvent[], command: OrderCommand) => {
  const decision = decide(command, events.reduce(evolve, absent));
  return decision.ok ? 'accepted' : decision.code;
};

test('a placed order waits for its customer', it([placed()], require1, accepted(waitsFor(1))));
test('that it waits is recorded once', it([placed(), waitsFor(1)], require1, accepted()));
test('an order that moved on does not wait', it([placed(), confirmed()], require1, accepted()));
test(
  'while it waits, another card is tried',
  it([placed(), waitsFor(1)], tryCard(2), accepted(tried(2))),
);
test('a repeat tries no other card', it([placed(), waitsFor(1), tried(2)], tryCard(2), accepted()));
test(
  'a repeat tries no other card when the second one waits too',
  it([placed(), waitsFor(1), tried(2), waitsFor(2)], tryCard(2), accepted()),
);

test('another card is refused unless the order waits', (t) => {
  t.is(refusal([], tryCard(2)), 'order-not-found');
  t.is(refusal([placed()], tryCard(2)), 'payment-not-waiting');
  t.is(refusal([placed(), waitsFor(1), tried(2)], tryCard(3)), 'payment-not-waiting');
  t.is(refusal([placed(), waitsFor(1), confirmed()], tryCard(2)), 'payment-not-waiting');
});

test('an order tries a limited number of cards', (t) => {
  const events = [placed(), waitsFor(1)];
  for (let attempt = 2; attempt <= MAX_PAYMENT_ATTEMPTS; attempt++) {
    t.is(refusal(events, tryCard(attempt)), 'accepted');
    events.push(tried(attempt), waitsFor(attempt));
  }
  t.is(refusal(events, tryCard(MAX_PAYMENT_ATTEMPTS + 1)), 'payment-attempts-exhausted');
});
