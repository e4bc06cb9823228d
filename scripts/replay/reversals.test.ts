import test from 'ava';
import { judgeInvoice, type InvoiceLine } from './invoice-rules.ts';
import { planReversals, type ReversalPlan } from './reversals.ts';

type Product = [sku: string, quantity: number, unitPrice?: string];

/** Plans the reversals of a file; each invoice has a number, a customer and lines. */
function plan(...invoices: [invoiceNo: string, customerId: string, ...lines: Product[]][]) {
  return planReversals(
    invoices.map(([invoiceNo, customerId, ...products]) => {
      const lines = products.map(([stockCode, quantity, unitPrice = '2.55']): InvoiceLine => ({
        invoiceNo,
        stockCode,
        description: '',
        quantity: String(quantity),
        unitPrice,
        customerId,
        country: '',
      }));
      return judgeInvoice({ invoiceNo, lines });
    }),
  );
}

/** The plan in short text form: units and amounts by order. */
function taken({ reversals }: ReversalPlan): string[] {
  return reversals.map(({ cancellationNo, invoiceNo, kind, lines }) => {
    const units = lines.map(
      ({ sku, quantity, amountMinor }) => `${quantity} ${sku} ${amountMinor}`,
    );
    return `${cancellationNo} ${kind} of ${invoiceNo}: ${units.join(', ')}`;
  });
}

test('planReversals() cancels lines of the newest order, which has not shipped', (t) => {
  const matched = plan(['1', 'ann', ['85123A', 6], ['71053', 4]], ['C2', 'ann', ['85123a', -2]]);
  t.deepEqual(taken(matched), ['C2 cancellation of 1: 2 85123A 510']);
  t.is(matched.matchedLines, 1);
  t.deepEqual(matched.unmatched, {});
});

test('planReversals() returns lines of an older order, which has shipped', (t) => {
  const matched = plan(
    ['1', 'ann', ['85123A', 6]],
    ['2', 'ann', ['71053', 4]],
    ['C3', 'ann', ['85123A', -2]],
  );
  t.deepEqual(taken(matched), ['C3 return of 1: 2 85123A 510']);
});

test('planReversals() starts with the newest order and continues with older ones', (t) => {
  const matched = plan(
    ['1', 'ann', ['85123A', 6, '1.00']],
    ['2', 'ann', ['85123A', 3, '2.00']],
    ['C3', 'ann', ['85123A', -5]],
  );
  t.deepEqual(taken(matched), [
    'C3 cancellation of 2: 3 85123A 600',
    'C3 return of 1: 2 85123A 200',
  ]);
  t.is(matched.matchedLines, 1);
});

test('planReversals() starts with the last line of an order, at its own price', (t) => {
  const matched = plan(
    ['1', 'ann', ['85123A', 6, '1.00'], ['85123A', 2, '2.00'], ['85123A', 1, '1.00']],
    ['C2', 'ann', ['85123A', -3, '9.99']],
  );
  // Lines of one price are merged at the position of the first.
  t.deepEqual(taken(matched), ['C2 cancellation of 1: 2 85123A 400, 1 85123A 100']);
});

test('planReversals() never reverses a unit twice', (t) => {
  const matched = plan(
    ['1', 'ann', ['85123A', 6]],
    ['C2', 'ann', ['85123A', -4]],
    ['C3', 'ann', ['85123A', -4], ['85123A', -1]],
  );
  t.deepEqual(taken(matched), [
    'C2 cancellation of 1: 4 85123A 1020',
    'C3 cancellation of 1: 2 85123A 510',
  ]);
  t.is(matched.matchedLines, 2);
  t.deepEqual(matched.unmatched, { 'more-than-was-bought': { lines: 2, units: 3 } });
});

test('planReversals() ignores later orders and those of other customers', (t) => {
  const matched = plan(
    ['1', 'bob', ['85123A', 6]],
    ['C2', 'ann', ['85123A', -2]],
    ['3', 'ann', ['85123A', 6]],
  );
  t.deepEqual(taken(matched), []);
  t.deepEqual(matched.unmatched, { 'no-earlier-order': { lines: 1, units: 2 } });
});

test('planReversals() reverses nothing for a guest', (t) => {
  const matched = plan(['1', '', ['85123A', 6]], ['C2', '', ['85123A', -2]]);
  t.deepEqual(matched, {
    reversals: [],
    matchedLines: 0,
    unmatched: { 'no-customer': { lines: 1, units: 2 } },
  });
});

test('planReversals() counts unmatched lines by reason, the most frequent first', (t) => {
  const { unmatched } = plan(
    ['1', 'ann', ['85123A', 6]],
    ['C2', 'ann', ['71053', -2], ['22745', -3], ['85123A', -7]],
    ['C3', 'ann', ['D', -1]],
  );
  t.deepEqual(Object.entries(unmatched), [
    ['not-in-an-earlier-order', { lines: 2, units: 5 }],
    ['more-than-was-bought', { lines: 1, units: 1 }],
    ['not-a-product', { lines: 1, units: 1 }],
  ]);
});

test('planReversals() cancels lines of an order before it returns units of it', (t) => {
  const matched = plan(
    ['1', 'ann', ['85123A', 6]],
    ['C2', 'ann', ['85123A', -1]],
    ['3', 'ann', ['71053', 1]],
    ['C4', 'ann', ['85123A', -1]],
  );
  t.deepEqual(taken(matched), [
    'C2 cancellation of 1: 1 85123A 255',
    'C4 return of 1: 1 85123A 255',
  ]);
});
