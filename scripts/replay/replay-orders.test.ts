import test from 'ava';
import { isTransient, problemCode, retryDelayMs } from './gateway.ts';
import { invoiceKey, nextMove, type Order } from './replay-orders.ts';

function order(status: Order['status']): Order {
  return {
    id: 'ord_1',
    status,
    lines: [{ sku: '85123A', quantity: 6, unitPriceMinor: 255 }],
    total: { amountMinor: 1530, currency: 'GBP' },
  };
}

test('nextMove() treats a confirmed, rejected or cancelled order as finished', (t) => {
  for (const status of ['confirmed', 'rejected', 'cancelled'] as const) {
    t.deepEqual(nextMove({ status: 201, code: '', body: order(status) }), {
      kind: 'finished',
      order: order(status),
    });
  }
});

test('nextMove() polls an unfinished order', (t) => {
  for (const status of ['placed', 'cancelling'] as const) {
    t.deepEqual(nextMove({ status: 202, code: '', body: order(status) }), {
      kind: 'poll',
      orderId: 'ord_1',
    });
  }
});

test('nextMove() fails with the code of the problem', (t) => {
  const body = { type: '/problems/unknown-sku', status: 422 };
  t.deepEqual(nextMove({ status: 422, code: problemCode(body), body }), {
    kind: 'failed',
    reason: '422 unknown-sku',
  });
  t.deepEqual(nextMove({ status: 0, code: 'ECONNREFUSED', body: undefined }), {
    kind: 'failed',
    reason: 'no answer (ECONNREFUSED)',
  });
  t.deepEqual(nextMove({ status: 201, code: '', body: 'hello' }), {
    kind: 'failed',
    reason: '201 without an order',
  });
});

test('isTransient() holds for transient answers and for no others', (t) => {
  t.true(isTransient({ status: 0, code: 'ECONNRESET' }));
  t.true(isTransient({ status: 409, code: 'request-in-flight' }));
  t.true(isTransient({ status: 503, code: 'unavailable' }));
  t.false(isTransient({ status: 409, code: 'product-differs' }));
  t.false(isTransient({ status: 422, code: 'idempotency-key-reused' }));
  t.false(isTransient({ status: 500, code: 'internal-error' }));
  t.false(isTransient({ status: 201, code: '' }));
});

test('retryDelayMs() grows and stays bounded', (t) => {
  t.is(retryDelayMs(1), 100);
  t.is(retryDelayMs(2), 200);
  t.is(retryDelayMs(50), 2_000);
});

test('invoiceKey() gives every invoice number its own key of ASCII letters', (t) => {
  t.is(invoiceKey('536365'), 'invoice-536365');
  t.regex(invoiceKey('Nº 7'), /^[\x21-\x7e]+$/);
  t.not(invoiceKey('Nº 7'), invoiceKey('No 7'));
});
