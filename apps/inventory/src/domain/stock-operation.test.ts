import test from 'ava';
import { movementsOfOperation, type StockOperation } from './stock-operation.ts';

const moves = (operation: Omit<StockOperation, 'operationId' | 'sku'>) =>
  movementsOfOperation({ operationId: 'op', sku: 'CUP', ...operation } as StockOperation, 'why');
const deltas = (operation: Omit<StockOperation, 'operationId' | 'sku'>) =>
  moves(operation).map(({ location, onHandDelta, heldDelta }) => [
    location,
    onHandDelta,
    heldDelta,
  ]);

test('a receipt puts units on hand', (t) => {
  t.deepEqual(deltas({ kind: 'receipt', request: { location: 'a', quantity: 3 } }), [['a', 3, 0]]);
});

test('an adjustment changes the units on hand, up or down', (t) => {
  const request = { location: 'a', delta: -2, reason: 'damaged' };
  t.deepEqual(deltas({ kind: 'adjustment', request }), [['a', -2, 0]]);
});

test('a transfer moves units from one location to another', (t) => {
  const request = { from: 'a', to: 'b', quantity: 5 };
  t.deepEqual(deltas({ kind: 'transfer', request }), [
    ['a', -5, 0],
    ['b', 5, 0],
  ]);
});

test('the ledger rows of an operation name it and its cause, and no order', (t) => {
  const [movement] = moves({ kind: 'receipt', request: { location: 'a', quantity: 3 } });
  t.like(movement, { operationId: 'op', correlationId: 'why', orderId: null, eventId: null });
});
