import type { OrderEvent } from '@commerce/contracts/order/order-events';
import test from 'ava';
import { reversalsIn, wasConfirmed } from './order-history.ts';

const at = '2026-01-05T09:00:00.000Z';
const total = { amountMinor: 2_549, currency: 'GBP' };
const placed: OrderEvent = {
  type: 'OrderPlaced.v2',
  data: {
    lines: [
      { sku: '85123A', quantity: 6, unitPriceMinor: 255 },
      { sku: '71053', quantity: 1, unitPriceMinor: 509 },
      { sku: '85123A', quantity: 1, unitPriceMinor: 510 },
    ],
    total,
    personal: 'sealed',
    requestHash: '',
    placedAt: at,
  },
};
const confirmed: OrderEvent = {
  type: 'OrderConfirmed.v1',
  data: { authorizationId: 'a', total, confirmedAt: at },
};
const linesCancelled: OrderEvent = {
  type: 'OrderLinesCancelled.v1',
  data: {
    status: 'confirmed',
    commandId: 'c',
    lines: [
      { line: 0, sku: '85123A', quantity: 1 },
      { line: 2, sku: '85123A', quantity: 1 },
    ],
    final: false,
    cancelledAt: at,
  },
};
const cancelling: OrderEvent = {
  type: 'OrderCancelling.v1',
  data: { reason: 'requested', startedAt: at },
};
const cancelled: OrderEvent = {
  type: 'OrderCancelled.v1',
  data: { reason: 'requested', cancelledAt: at },
};

function announced(returnId: string, quantity: number): OrderEvent {
  return {
    type: 'OrderReturnRequested.v2',
    data: {
      status: 'shipped',
      returnId,
      lines: [{ line: 0, sku: '85123A', quantity }],
      personal: 'sealed',
      refundAmount: { amountMinor: quantity * 255, currency: 'GBP' },
      requestedAt: at,
    },
  };
}

function returned(returnId: string): OrderEvent {
  return { type: 'OrderReturned.v1', data: { status: 'returned', returnId, returnedAt: at } };
}

test('reversalsIn() returns cancelled lines at their own prices', (t) => {
  t.deepEqual(reversalsIn([placed, confirmed, linesCancelled]), [
    { kind: 'cancellation', units: new Map([['85123A', 2]]), amountMinor: 765, done: true },
  ]);
});

test('reversalsIn() returns the remaining units of an order that was cancelled as a whole', (t) => {
  const rest = {
    kind: 'cancellation' as const,
    units: new Map([
      ['85123A', 5],
      ['71053', 1],
    ]),
    amountMinor: 5 * 255 + 509,
    done: false,
  };
  const events = [placed, confirmed, linesCancelled, cancelling];
  t.deepEqual(reversalsIn(events)[1], rest);
  t.deepEqual(reversalsIn([...events, cancelled])[1], { ...rest, done: true });
});

test('reversalsIn() returns requested returns, and which of them are done', (t) => {
  const events = [placed, confirmed, announced('r', 1), announced('s', 2), returned('s')];
  t.deepEqual(reversalsIn(events), [
    { kind: 'return', units: new Map([['85123A', 1]]), amountMinor: 255, done: false },
    { kind: 'return', units: new Map([['85123A', 2]]), amountMinor: 510, done: true },
  ]);
});

test('reversalsIn() returns nothing for an order that was never confirmed', (t) => {
  t.deepEqual(reversalsIn([placed, cancelling, cancelled]), []);
  t.false(wasConfirmed([placed, cancelling, cancelled]));
  t.true(wasConfirmed([placed, confirmed, cancelling, cancelled]));
});
