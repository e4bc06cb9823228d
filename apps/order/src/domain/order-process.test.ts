import test from 'ava';
import { startFulfilment, type Return } from './fulfilment.ts';
import type { Order } from './order.ts';
import { nextStep, noFindings, type Findings, type Step } from './order-process.ts';

const placedAt = '2026-11-22T10:00:00.000Z';
const now = '2026-11-22T10:00:10.000Z';
const patienceMs = 30_000;
const placing = {
  lines: [{ sku: 'A', quantity: 1, unitPriceMinor: 100 }],
  total: { amountMinor: 100, currency: 'GBP' },
  personal: 'sealed',
  requestHash: 'hash',
  placedAt,
};
const placed: Order = { status: 'placed', placing };
const held = { outcome: 'held' } as const;
const unknown = { outcome: 'unknown', reason: 'no answer' } as const;

const next = (order: Order, findings: Partial<Findings> = {}, at = now): Step =>
  nextStep(order, { ...noFindings, ...findings }, { now: at, patienceMs });
const muchLater = '2026-11-22T10:00:31.000Z';

test('a placed order first gets its stock held', (t) => {
  t.deepEqual(next(placed), { do: 'hold-stock' });
});

test('stock that is held is followed by the authorization', (t) => {
  t.deepEqual(next(placed, { stock: held }), { do: 'authorize-payment', amount: placing.total });
});

test('an authorized order is confirmed', (t) => {
  const payment = { outcome: 'authorized', authorizationId: 'aut_1' } as const;
  t.deepEqual(next(placed, { stock: held, payment, asks: 1 }), {
    do: 'decide',
    command: {
      type: 'ConfirmOrder',
      authorizationId: 'aut_1',
      total: placing.total,
      cut: undefined,
      waiting: undefined,
      now,
    },
  });
});

test('short stock rejects the order without asking for money', (t) => {
  const lines = [{ sku: 'A', requested: 1, available: 0 }];
  t.deepEqual(next(placed, { stock: { outcome: 'short', lines } }), {
    do: 'decide',
    command: { type: 'RejectOrder', shortages: lines, now },
  });
});

test('a declined payment abandons the order, because stock is held', (t) => {
  const payment = { outcome: 'declined', reason: 'no funds' } as const;
  t.deepEqual(next(placed, { stock: held, payment, asks: 1 }), {
    do: 'decide',
    command: { type: 'AbandonOrder', reason: 'payment-declined', now },
  });
});

test('an authorization whose answer was lost is asked for once more in the same turn', (t) => {
  t.deepEqual(next(placed, { stock: held, payment: unknown, asks: 1 }), {
    do: 'authorize-payment',
    amount: placing.total,
  });
});

test('a provider that stays silent leaves the order placed while there is patience', (t) => {
  t.deepEqual(next(placed, { stock: held, payment: unknown, asks: 2 }), { do: 'rest' });
});

test('a provider that stays silent for too long makes the order be abandoned', (t) => {
  t.deepEqual(next(placed, { stock: held, payment: unknown, asks: 2 }, muchLater), {
    do: 'decide',
    command: { type: 'AbandonOrder', reason: 'payment-unavailable', now: muchLater },
  });
});

test('stock that cannot be reached leaves the order placed while there is patience', (t) => {
  t.deepEqual(next(placed, { stock: { outcome: 'unreachable' } }), { do: 'rest' });
});

test('stock that cannot be reached for too long makes the order be abandoned', (t) => {
  t.deepEqual(next(placed, { stock: { outcome: 'unreachable' } }, muchLater), {
    do: 'decide',
    command: { type: 'AbandonOrder', reason: 'stock-unavailable', now: muchLater },
  });
});

test('a reservation that was closed before makes the order be abandoned', (t) => {
  t.deepEqual(next(placed, { stock: { outcome: 'closed' } }), {
    do: 'decide',
    command: { type: 'AbandonOrder', reason: 'stock-unavailable', now },
  });
});

for (const outcome of ['voided', 'erased'] as const) {
  test(`a payment that is ${outcome} makes the order be abandoned at once`, (t) => {
    t.deepEqual(next(placed, { stock: held, payment: { outcome }, asks: 1 }), {
      do: 'decide',
      command: { type: 'AbandonOrder', reason: 'payment-unavailable', now },
    });
  });
}

test('an order that is being undone gets its compensation started once a turn', (t) => {
  const order: Order = { status: 'cancelling', placing, reason: 'requested' };
  t.deepEqual(next(order), { do: 'start-compensation' });
  t.deepEqual(next(order, { compensationStarted: true }), { do: 'rest' });
});

const confirmed: Order = {
  status: 'confirmed',
  placing,
  authorizationId: 'aut_1',
  fulfilment: startFulfilment(placing, {}),
};

test('an order with cut lines is charged and confirmed without them', (t) => {
  const two = { ...placing, lines: [{ sku: 'A', quantity: 4, unitPriceMinor: 25 }] };
  const order: Order = { status: 'placed', placing: two };
  const stock = { ...held, cut: [{ sku: 'A', requested: 4, available: 1 }] };
  const amount = { amountMinor: 25, currency: 'GBP' };
  t.deepEqual(next(order, { stock }), { do: 'authorize-payment', amount });
  const payment = { outcome: 'authorized', authorizationId: 'aut_1' } as const;
  t.deepEqual(next(order, { stock, payment, asks: 1 }), {
    do: 'decide',
    command: {
      type: 'ConfirmOrder',
      authorizationId: 'aut_1',
      total: amount,
      cut: [{ sku: 'A', quantity: 3 }],
      waiting: undefined,
      now,
    },
  });
});

test('a return whose units have arrived gets its workflow started once a turn', (t) => {
  const one: Return = { returnId: 'ret_1', lines: [], refundMinor: 0, status: 'received' };
  const order: Order = {
    ...confirmed,
    fulfilment: { ...startFulfilment(placing, {}), returns: [one] },
  };
  t.deepEqual(next(order), { do: 'start-return', returnId: 'ret_1' });
  t.deepEqual(next(order, { returnsStarted: ['ret_1'] }), { do: 'rest' });
});

const ends: Order[] = [
  { status: 'absent' },
  confirmed,
  { status: 'rejected', placing, reason: 'out-of-stock' },
  { status: 'cancelled', placing, reason: 'requested' },
];
for (const order of ends) {
  test(`nothing is due for an order that is ${order.status}`, (t) => {
    t.deepEqual(next(order, {}, muchLater), { do: 'rest' });
  });
}
