import test from 'ava';
import type { Money } from '@commerce/contracts/money';
import type { ChargeTerms } from '@commerce/contracts/order/order-charges';
import { sum } from './amounts.ts';
import { charged, chargesOf } from './charges.ts';
import { startFulfilment } from './fulfilment.ts';
import { emptyTurn, nextStep, type Step, type TurnContext } from './order-process.ts';
import type { Order, Return } from './order-state.ts';
import { evolve, orderDecider } from './order.ts';

const placedAt = '2026-11-22T10:00:00.000Z';
const now = '2026-11-22T10:00:10.000Z';
const patienceMs = 30_000;
const orderDetails = {
  lines: [{ sku: 'A', quantity: 1, unitPriceMinor: 100 }],
  total: { amountMinor: 100, currency: 'GBP' },
  personal: 'encrypted',
  requestHash: 'hash',
  placedAt,
};
const placed: Order = { status: 'placed', orderDetails };
const held = { outcome: 'held' } as const;
const unknown = { outcome: 'unknown', reason: 'no answer' } as const;

const next = (order: Order, turn: Partial<TurnContext> = {}, at = now): Step =>
  nextStep(order, { ...emptyTurn, ...turn }, { now: at, patienceMs });
const muchLater = '2026-11-22T10:00:31.000Z';

test('the first step of a placed order is to hold its stock', (t) => {
  t.deepEqual(next(placed), { do: 'hold-stock' });
});

test('once stock is held, the payment is authorized', (t) => {
  t.deepEqual(next(placed, { stock: held }), {
    do: 'authorize-payment',
    amount: orderDetails.total,
    attempt: 1,
  });
});

test('an authorized order is confirmed', (t) => {
  const payment = { outcome: 'authorized', authorizationId: 'aut_1' } as const;
  t.deepEqual(next(placed, { stock: held, payment, authorizationAttempts: 1 }), {
    do: 'decide',
    command: {
      type: 'ConfirmOrder',
      authorizationId: 'aut_1',
      total: orderDetails.total,
      shortfall: undefined,
      backordered: undefined,
      expectedParcels: undefined,
      now,
    },
  });
});

test('an order whose units are at several locations says in how many parcels it comes', (t) => {
  const payment = { outcome: 'authorized', authorizationId: 'aut_1' } as const;
  const from = (...locations: string[]) =>
    next(placed, {
      stock: {
        outcome: 'held',
        allocations: locations.map((location) => ({ sku: 'MUG-1', location, quantity: 1 })),
      },
      payment,
    });
  t.like(from('east', 'west', 'east'), { command: { expectedParcels: 2 } });
  t.like(from('east', 'east'), { command: { expectedParcels: undefined } });
});

test('an order with nothing to pay is confirmed without a provider', (t) => {
  const total = { amountMinor: 0, currency: 'GBP' };
  const free: Order = { status: 'placed', orderDetails: { ...orderDetails, total } };
  t.like(next(free, { stock: held }), {
    do: 'decide',
    command: { type: 'ConfirmOrder', authorizationId: 'nothing-to-pay', total },
  });
});

// Ten units at 10.00 were ordered with the policy partial, and one was in stock.
const partly = (terms: ChargeTerms): Money => {
  const charges = chargesOf(10_000, terms);
  const order: Order = {
    status: 'placed',
    orderDetails: {
      ...orderDetails,
      lines: [{ sku: 'A', quantity: 10, unitPriceMinor: 1_000 }],
      total: charged({ amountMinor: 10_000, currency: 'GBP' }, charges),
      ...{ policy: 'partial', charges, terms },
    },
  };
  const cut = [{ sku: 'A', requested: 10, available: 1 }];
  const step = next(order, { stock: { outcome: 'held', cut } });
  if (step.do !== 'authorize-payment') throw new Error(`the step is ${step.do}`);
  const payment = { outcome: 'authorized', authorizationId: 'aut_1' } as const;
  const end = next(order, { stock: { outcome: 'held', cut }, payment, authorizationAttempts: 1 });
  if (end.do !== 'decide' || end.command.type !== 'ConfirmOrder') throw new Error(end.do);
  const decision = orderDecider.decide(end.command, order);
  const after = decision.ok ? decision.events.reduce(evolve, order) : order;
  // What the units cost adds up to what was authorized.
  if (after.status !== 'confirmed') throw new Error(after.status);
  const parts = after.fulfilment.lines.map(({ amountMinor }) => amountMinor);
  if (sum(parts) !== step.amount.amountMinor) throw new Error(`${parts} are not the total`);
  return step.amount;
};
const noTerms = { discountBasisPoints: 0, taxBasisPoints: 0, shippingMinor: 0 };

test('what is left after a shortfall pays the tax on itself', (t) => {
  t.is(partly({ ...noTerms, taxBasisPoints: 2_000 }).amountMinor, 1_200);
});
test('what is left after a shortfall gets the discount on itself', (t) => {
  t.is(partly({ ...noTerms, discountBasisPoints: 1_000 }).amountMinor, 900);
});
test('what is left after a shortfall may no longer ship free', (t) => {
  const terms = { ...noTerms, shippingMinor: 499, freeShippingFromMinor: 5_000 };
  t.is(partly(terms).amountMinor, 1_499);
});
test('a fee for shipping is paid whole for what is left', (t) => {
  t.is(partly({ ...noTerms, shippingMinor: 499 }).amountMinor, 1_499);
});

test('short stock rejects the order without an authorization', (t) => {
  const lines = [{ sku: 'A', requested: 1, available: 0 }];
  t.deepEqual(next(placed, { stock: { outcome: 'short', lines } }), {
    do: 'decide',
    command: { type: 'RejectOrder', shortages: lines, now },
  });
});

test('a declined payment abandons the order, because stock is held', (t) => {
  const payment = { outcome: 'declined', reason: 'no funds' } as const;
  t.deepEqual(next(placed, { stock: held, payment, authorizationAttempts: 1 }), {
    do: 'decide',
    command: { type: 'AbandonOrder', reason: 'payment-declined', now },
  });
});

test('an authorization whose answer was lost is tried once more in the same turn', (t) => {
  t.deepEqual(next(placed, { stock: held, payment: unknown, authorizationAttempts: 1 }), {
    do: 'authorize-payment',
    amount: orderDetails.total,
    attempt: 1,
  });
});

test('an order whose provider stays silent remains placed until patience runs out', (t) => {
  t.deepEqual(next(placed, { stock: held, payment: unknown, authorizationAttempts: 2 }), {
    do: 'rest',
  });
});

test('an order whose provider stays silent for too long is abandoned', (t) => {
  t.deepEqual(
    next(placed, { stock: held, payment: unknown, authorizationAttempts: 2 }, muchLater),
    {
      do: 'decide',
      command: { type: 'AbandonOrder', reason: 'payment-unavailable', now: muchLater },
    },
  );
});

test('an order whose stock cannot be reached remains placed until patience runs out', (t) => {
  t.deepEqual(next(placed, { stock: { outcome: 'unreachable' } }), { do: 'rest' });
});

test('an order whose stock cannot be reached for too long is abandoned', (t) => {
  t.deepEqual(next(placed, { stock: { outcome: 'unreachable' } }, muchLater), {
    do: 'decide',
    command: { type: 'AbandonOrder', reason: 'stock-unavailable', now: muchLater },
  });
});

test('an order whose reservation is closed is abandoned', (t) => {
  t.deepEqual(next(placed, { stock: { outcome: 'closed' } }), {
    do: 'decide',
    command: { type: 'AbandonOrder', reason: 'stock-unavailable', now },
  });
});

for (const outcome of ['voided', 'erased'] as const) {
  test(`an order whose payment is ${outcome} is abandoned at once`, (t) => {
    t.deepEqual(next(placed, { stock: held, payment: { outcome }, authorizationAttempts: 1 }), {
      do: 'decide',
      command: { type: 'AbandonOrder', reason: 'payment-unavailable', now },
    });
  });
}

test('the compensation of an order is started once per turn', (t) => {
  const order: Order = { status: 'cancelling', orderDetails, reason: 'requested' };
  t.deepEqual(next(order), { do: 'start-compensation' });
  t.deepEqual(next(order, { compensationStarted: true }), { do: 'rest' });
});

const confirmed: Order = {
  status: 'confirmed',
  orderDetails,
  authorizationId: 'aut_1',
  fulfilment: startFulfilment(orderDetails, {}),
};

test('an order with a shortfall is charged and confirmed without it', (t) => {
  const two = { ...orderDetails, lines: [{ sku: 'A', quantity: 4, unitPriceMinor: 25 }] };
  const order: Order = { status: 'placed', orderDetails: two };
  const stock = { ...held, cut: [{ sku: 'A', requested: 4, available: 1 }] };
  const amount = { amountMinor: 25, currency: 'GBP' };
  t.deepEqual(next(order, { stock }), { do: 'authorize-payment', attempt: 1, amount });
  const payment = { outcome: 'authorized', authorizationId: 'aut_1' } as const;
  t.deepEqual(next(order, { stock, payment, authorizationAttempts: 1 }), {
    do: 'decide',
    command: {
      type: 'ConfirmOrder',
      authorizationId: 'aut_1',
      total: amount,
      shortfall: [{ sku: 'A', quantity: 3 }],
      backordered: undefined,
      expectedParcels: undefined,
      now,
    },
  });
});

test('the workflow of a return whose units have arrived is started once per turn', (t) => {
  const one: Return = { returnId: 'ret_1', lines: [], refundMinor: 0, status: 'received' };
  const order: Order = {
    ...confirmed,
    fulfilment: { ...startFulfilment(orderDetails, {}), returns: [one] },
  };
  t.deepEqual(next(order), { do: 'start-return', returnId: 'ret_1' });
  t.deepEqual(next(order, { returnsStarted: ['ret_1'] }), { do: 'rest' });
});

const ends: Order[] = [
  { status: 'absent' },
  confirmed,
  { status: 'rejected', orderDetails, reason: 'out-of-stock' },
  { status: 'cancelled', orderDetails, reason: 'requested' },
];
for (const order of ends) {
  test(`no step is due for an order that is ${order.status}`, (t) => {
    t.deepEqual(next(order, {}, muchLater), { do: 'rest' });
  });
}

const needsAction = {
  outcome: 'requires-action',
  attemptId: 'aut_1',
  expiresAt: '2026-11-22T10:15:00.000Z',
  personal: 'encrypted',
} as const;
const { outcome: _, ...waits } = needsAction;
const waiting = evolve(placed, {
  type: 'OrderPaymentActionRequired.v1',
  data: { attempt: 1, ...waits, requiredAt: now },
});
const atTheEnd = needsAction.expiresAt;
const longAfter = '2026-11-22T10:15:31.000Z';
const abandoned = (reason: string) => ({
  do: 'decide' as const,
  command: { type: 'AbandonOrder' as const, reason },
});

test('an order whose bank wants the customer to act waits, and records once what to do', (t) => {
  const turn = { stock: held, payment: needsAction, authorizationAttempts: 1 };
  const step = next(placed, turn);
  t.like(step, { do: 'decide', command: { type: 'RequirePaymentAction', attempt: 1, ...waits } });
  t.deepEqual(next(waiting, turn), { do: 'rest' });
});

test('an order that waits for its customer is left alone until its time is over', (t) => {
  t.deepEqual(next(waiting, {}, muchLater), { do: 'rest' });
  t.deepEqual(next(waiting, {}, atTheEnd), { do: 'complete-payment', attempt: 1 });
});

test('payment is asked when the customer may have acted; if so, the order goes on', (t) => {
  const turn = { customerMayHaveActed: true };
  t.deepEqual(next(waiting, turn), { do: 'complete-payment', attempt: 1 });
  t.deepEqual(next(waiting, { ...turn, payment: needsAction }), { do: 'rest' });
  t.deepEqual(next(waiting, { ...turn, payment: unknown }), { do: 'rest' });
  const payment = { outcome: 'authorized', authorizationId: 'aut_1' } as const;
  t.deepEqual(next(waiting, { ...turn, payment }), { do: 'hold-stock' });
  const confirms = { do: 'decide', command: { type: 'ConfirmOrder' } } as const;
  t.like(next(waiting, { ...turn, payment, stock: held }), confirms);
});

test('an order whose customer did not act ends, also if payment cannot tell', (t) => {
  const payment = { outcome: 'declined', reason: 'action-expired' } as const;
  t.like(next(waiting, { payment }, atTheEnd), abandoned('payment-declined'));
  t.deepEqual(next(waiting, { payment: needsAction }, atTheEnd), { do: 'rest' });
  t.like(next(waiting, { payment: needsAction }, longAfter), abandoned('payment-declined'));
  t.like(next(waiting, { payment: unknown }, longAfter), abandoned('payment-unavailable'));
});

test('another card is the next attempt, with its own patience', (t) => {
  const second = evolve(waiting, {
    type: 'OrderPaymentAttempted.v1',
    data: { attempt: 2, commandId: 'pay_1', personal: 'encrypted', attemptedAt: atTheEnd },
  });
  t.deepEqual(next(second, {}, atTheEnd), { do: 'hold-stock' });
  t.like(next(second, { stock: held }, atTheEnd), { do: 'authorize-payment', attempt: 2 });
  const turn = { stock: held, payment: unknown, authorizationAttempts: 2 };
  t.deepEqual(next(second, turn, atTheEnd), { do: 'rest' });
  t.like(next(second, turn, longAfter), abandoned('payment-unavailable'));
});
