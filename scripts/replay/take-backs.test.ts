import test from 'ava';
import { judgeInvoice, type InvoiceLine } from './invoice-rules.ts';
import { planTakeBacks, type TakeBackPlan } from './take-backs.ts';

type Product = [sku: string, quantity: number, unitPrice?: string];

/** Plans a file of invoices, each with its number, its customer and its lines. */
function plan(...invoices: [invoiceNo: string, customerId: string, ...lines: Product[]][]) {
  return planTakeBacks(
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

/** Who gives back how much for how much, in short. */
function taken({ takeBacks }: TakeBackPlan): string[] {
  return takeBacks.map(({ cancellationNo, invoiceNo, kind, lines }) => {
    const units = lines.map(
      ({ sku, quantity, amountMinor }) => `${quantity} ${sku} ${amountMinor}`,
    );
    return `${cancellationNo} ${kind} of ${invoiceNo}: ${units.join(', ')}`;
  });
}

test('planTakeBacks() cancels lines of the newest order, which has not shipped yet', (t) => {
  const matched = plan(['1', 'ann', ['85123A', 6], ['71053', 4]], ['C2', 'ann', ['85123a', -2]]);
  t.deepEqual(taken(matched), ['C2 cancellation of 1: 2 85123A 510']);
  t.is(matched.matchedLines, 1);
  t.deepEqual(matched.unmatched, {});
});

test('planTakeBacks() returns lines of an older order, which has shipped by then', (t) => {
  const matched = plan(
    ['1', 'ann', ['85123A', 6]],
    ['2', 'ann', ['71053', 4]],
    ['C3', 'ann', ['85123A', -2]],
  );
  t.deepEqual(taken(matched), ['C3 return of 1: 2 85123A 510']);
});

test('planTakeBacks() takes from the newest order first and goes on with older ones', (t) => {
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

test('planTakeBacks() takes from the last line of an order first, at its own price', (t) => {
  const matched = plan(
    ['1', 'ann', ['85123A', 6, '1.00'], ['85123A', 2, '2.00'], ['85123A', 1, '1.00']],
    ['C2', 'ann', ['85123A', -3, '9.99']],
  );
  // Lines of one price are one line, and it stands where the first of them stood.
  t.deepEqual(taken(matched), ['C2 cancellation of 1: 3 85123A 500']);
});

test('planTakeBacks() never takes the same unit twice', (t) => {
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

test('planTakeBacks() takes nothing from later orders or those of others', (t) => {
  const matched = plan(
    ['1', 'bob', ['85123A', 6]],
    ['C2', 'ann', ['85123A', -2]],
    ['3', 'ann', ['85123A', 6]],
  );
  t.deepEqual(taken(matched), []);
  t.deepEqual(matched.unmatched, { 'no-earlier-order': { lines: 1, units: 2 } });
});

test('planTakeBacks() takes nothing from a guest', (t) => {
  const matched = plan(['1', '', ['85123A', 6]], ['C2', '', ['85123A', -2]]);
  t.deepEqual(matched, {
    takeBacks: [],
    matchedLines: 0,
    unmatched: { 'no-customer': { lines: 1, units: 2 } },
  });
});

test('planTakeBacks() counts what it cannot match by reason, the most frequent first', (t) => {
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

test('planTakeBacks() cancels an order before it returns from it', (t) => {
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
