import type { PlaceOrder } from '@commerce/contracts/order/order-api';
import { MAX_AMOUNT_MINOR } from '@commerce/contracts/money';
import { Problem } from 'dapr-actor-runtime/server';
import test from 'ava';
import { charged, chargesOf } from '../domain/charges.ts';
import { refuseUnpayable } from './check-request.ts';

const request: PlaceOrder = {
  lines: [{ sku: 'A', quantity: 1 }],
  payment: { token: 'tok_ok' },
  currency: 'GBP',
};

/** The code of the problem of an order with this total; undefined if it can be paid. */
function refusalOf(
  total: { amountMinor: number; currency: string },
  more: Partial<PlaceOrder> = {},
) {
  try {
    refuseUnpayable(total, { request: { ...request, ...more }, provider: 'simulator' });
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { code: error.code, errors: error.members['errors'] };
  }
}

test('lines of the largest amount with tax are refused, and the problem points at the lines', (t) => {
  const lines = { amountMinor: MAX_AMOUNT_MINOR, currency: 'GBP' };
  const terms = { discountBasisPoints: 0, taxBasisPoints: 2_000, shippingMinor: 0 };
  t.is(refusalOf(lines), undefined);
  t.like(refusalOf(charged(lines, chargesOf(MAX_AMOUNT_MINOR, terms))), {
    code: 'amount-too-large',
    errors: [{ pointer: '/lines' }],
  });
});

for (const [amountMinor, code] of [
  [0, undefined],
  [49, 'amount-below-minimum'],
  [50, undefined],
  [100_000_000, undefined],
  [100_000_001, 'amount-too-large'],
] as const) {
  test(`${amountMinor} of a currency with bounds: ${code ?? 'can be paid'}`, (t) => {
    t.is(refusalOf({ amountMinor, currency: 'CHF' })?.code, code);
  });
}
