import test from 'ava';
import fc from 'fast-check';
import { fewestPackages, type AvailableStock } from './allocation.ts';
import { movementsOfFill, planFills, type Backorder } from './backorder-fill.ts';

const at = (location: string, available: number, sku = 'CUP'): AvailableStock => ({
  sku,
  location,
  available,
  priority: 100,
});
const backorder = (position: number, quantity: number, sku = 'CUP'): Backorder => ({
  position,
  orderId: `o${position}`,
  sku,
  quantity,
});
const all = new Set(['o1', 'o2', 'o3']);
const fill = (queue: Backorder[], stock: AvailableStock[], reservations = all) =>
  planFills(queue, { reservations, stock }, fewestPackages);
const units = (fills: ReturnType<typeof planFills>) =>
  fills.map(({ orderId, allocations, left }) => [
    orderId,
    allocations.reduce((sum, { quantity }) => sum + quantity, 0),
    left,
  ]);

test('planFills() serves the oldest first, whatever the order of the rows', (t) => {
  t.deepEqual(units(fill([backorder(2, 3), backorder(1, 4)], [at('a', 5)])), [
    ['o1', 4, 0],
    ['o2', 1, 2],
  ]);
});

test('planFills() gives a part to the first rather than all to the second', (t) => {
  t.deepEqual(units(fill([backorder(1, 9), backorder(2, 1)], [at('a', 2)])), [['o1', 2, 7]]);
});

test('planFills() serves each product on its own', (t) => {
  const queue = [backorder(1, 2), backorder(2, 2, 'BOWL')];
  t.deepEqual(units(fill(queue, [at('a', 0), at('a', 2, 'BOWL')])), [['o2', 2, 0]]);
});

test('planFills() takes units from several locations', (t) => {
  const [only] = fill([backorder(1, 5)], [at('a', 3), at('b', 2)]);
  t.is(only?.allocations.length, 2);
});

test('planFills() blocks those behind an order that it may not touch', (t) => {
  t.deepEqual(fill([backorder(1, 1), backorder(2, 1)], [at('a', 5)], new Set(['o2'])), []);
});

test('planFills() has nothing to do without available units', (t) => {
  t.deepEqual(fill([backorder(1, 1)], []), []);
});

const allocations = [{ sku: 'CUP', location: 'a', quantity: 2 }];
const cause = { orderId: 'o1', correlationId: 'why' };

const rows = (status: 'held' | 'committed') =>
  movementsOfFill(status, allocations, cause).map(({ kind, quantity, deltas }) => [
    kind,
    quantity,
    deltas,
  ]);
const reserve = ['reserve', 2, { onHand: 0, reserved: 2, quarantined: 0 }];

test('filled units are reserved for an order that is held', (t) => {
  t.deepEqual(rows('held'), [reserve]);
});

test('filled units of a committed order are confirmed with it, and stay on the shelf', (t) => {
  t.deepEqual(rows('committed'), [
    reserve,
    ['confirm', 2, { onHand: 0, reserved: 0, quarantined: 0 }],
  ]);
});

test('planFills() gives no more than is available and leaves no backordered unit', (t) => {
  const someQueue = fc
    .array(fc.integer({ min: 1, max: 20 }), { maxLength: 8 })
    .map((quantities) => quantities.map((quantity, n) => backorder(n, quantity)));
  const property = fc.property(
    someQueue,
    fc.nat({ max: 60 }),
    fc.nat({ max: 60 }),
    (queue, a, b) => {
      const everyone = new Set(queue.map(({ orderId }) => orderId));
      const fills = fill(queue, [at('a', a), at('b', b)], everyone);
      const given = units(fills).reduce((sum, [, quantity]) => sum + Number(quantity), 0);
      const wanted = queue.reduce((sum, { quantity }) => sum + quantity, 0);
      t.is(given, Math.min(wanted, a + b));
      t.true(fills.slice(0, -1).every(({ left }) => left === 0));
    },
  );
  fc.assert(property, { numRuns: 1_000 });
});
