import test from 'ava';
import { movementsOfOperation, type StockOperation } from './stock-operation.ts';

const moves = (operation: Omit<StockOperation, 'operationId' | 'sku'>) =>
  movementsOfOperation({ operationId: 'op', sku: 'CUP', ...operation } as StockOperation, 'why');
const rows = (operation: Omit<StockOperation, 'operationId' | 'sku'>) =>
  moves(operation).map(({ location, kind, quantity, deltas }) => [
    location,
    kind,
    quantity,
    deltas.onHand,
    deltas.quarantined,
  ]);

test('a receipt puts units on hand', (t) => {
  const request = { location: 'a', quantity: 3 };
  t.deepEqual(rows({ kind: 'receipt', request }), [['a', 'receipt', 3, 3, 0]]);
});

test('an adjustment changes the units on hand, up or down', (t) => {
  const request = { location: 'a', delta: -2, reason: 'damaged' };
  t.deepEqual(rows({ kind: 'adjustment', request }), [['a', 'adjust', 2, -2, 0]]);
});

test('a transfer moves units from one location to another', (t) => {
  const request = { from: 'a', to: 'b', quantity: 5 };
  t.deepEqual(rows({ kind: 'transfer', request }), [
    ['a', 'transfer', 5, -5, 0],
    ['b', 'transfer', 5, 5, 0],
  ]);
});

const inspections: [string, 'sellable' | 'quarantine' | 'scrap', unknown[]][] = [
  ['puts available units in quarantine', 'quarantine', ['a', 'adjust', 2, 0, 2]],
  ['makes units in quarantine available', 'sellable', ['a', 'adjust', 2, 0, -2]],
  ['takes scrap out of quarantine and off the shelf', 'scrap', ['a', 'scrap', 2, -2, -2]],
];
for (const [what, outcome, row] of inspections) {
  test(`an inspection ${what}`, (t) => {
    const request = { location: 'a', quantity: 2, outcome };
    t.deepEqual(rows({ kind: 'inspection', request }), [row]);
  });
}

test('the ledger rows of an operation name it and its cause, and no order', (t) => {
  const [movement] = moves({ kind: 'receipt', request: { location: 'a', quantity: 3 } });
  t.like(movement, { operationId: 'op', correlationId: 'why', orderId: null, eventId: null });
});
