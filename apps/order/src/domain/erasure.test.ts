import type { OrderEvent } from '@commerce/contracts/order/order-events';
import test from 'ava';
import { decideErasure } from './erasure.ts';
import { confirmed, now, placed } from './fulfilment-examples.ts';
import { absent } from './order-state.ts';
import { evolve } from './order.ts';

const cancelling: OrderEvent = {
  type: 'OrderCancelling.v1',
  data: { reason: 'payment-declined', startedAt: now },
};
const rejected: OrderEvent = {
  type: 'OrderRejected.v1',
  data: { reason: 'payment-declined', rejectedAt: now },
};
const cancelled: OrderEvent = {
  type: 'OrderCancelled.v1',
  data: { reason: 'requested', cancelledAt: now },
};

function placedFor(customerId: string): OrderEvent {
  const event = placed();
  return { ...event, data: { ...event.data, customerId } } as OrderEvent;
}

/** The answer for an order with these events: a code, or the encrypted text, which is 'encrypted'. */
function answerTo(events: OrderEvent[], sharedText?: string) {
  const decision = decideErasure(events.reduce(evolve, absent), (text) => text === sharedText);
  return decision.ok ? decision.encrypted : decision.code;
}

test('an order without an account is erased once its payment is decided', (t) => {
  t.is(answerTo([placed()]), 'payment-not-decided');
  for (const later of [[confirmed()], [cancelling], [cancelling, rejected], [cancelled]]) {
    t.is(answerTo([placed(), ...later]), 'encrypted');
    t.is(answerTo([placedFor('17850'), ...later]), 'encrypted', 'an import named the customer');
  }
});

test('an order of an account is erased only with the account', (t) => {
  t.is(answerTo([placedFor('cus_1')]), 'erased-with-account');
  t.is(answerTo([placedFor('cus_1'), confirmed()]), 'erased-with-account');
});

test('an order without its own key is not erased', (t) => {
  t.is(answerTo([placed(), confirmed()], 'encrypted'), 'order-not-erasable');
  const { data } = placed() as Extract<OrderEvent, { type: 'OrderPlaced.v2' }>;
  const { personal: _, ...rest } = data;
  const inClear: OrderEvent = {
    type: 'OrderPlaced.v1',
    data: { ...rest, shippingAddress: { line1: '1 High Street' }, paymentToken: 'tok_ok' },
  };
  t.is(answerTo([inClear, confirmed()]), 'order-not-erasable');
});

test('an order that does not exist is not erased', (t) => {
  t.is(answerTo([]), 'order-not-found');
});
