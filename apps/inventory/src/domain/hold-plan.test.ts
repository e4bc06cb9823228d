import type { FulfilmentPolicy } from '@commerce/contracts/inventory/fulfilment-policy';
import type { Units } from '@commerce/contracts/inventory/reservation-actor';
import test from 'ava';
import fc from 'fast-check';
import { fewestPackages, type AvailableStock } from './allocation.ts';
import { planHold, planHolds } from './hold-plan.ts';

const at = (location: string, available: number, sku = 'CUP'): AvailableStock => ({
  sku,
  location,
  available,
  priority: 100,
});
const want = (quantity: number, sku = 'CUP'): Units => ({ sku, quantity });
const plan = (policy: FulfilmentPolicy, lines: Units[], stock: AvailableStock[]) =>
  planHold({ lines, policy }, stock, fewestPackages);

for (const policy of ['all', 'split'] as const) {
  test(`a hold of ${policy} takes every line in full`, (t) => {
    t.deepEqual(plan(policy, [want(5)], [at('a', 3), at('b', 2)]), {
      outcome: 'held',
      allocations: [
        { sku: 'CUP', location: 'a', quantity: 3 },
        { sku: 'CUP', location: 'b', quantity: 2 },
      ],
      shortfall: [],
      backordered: [],
    });
  });

  test(`a hold of ${policy} takes nothing when it is short and names every short line`, (t) => {
    const lines = [want(1), want(2, 'BOWL'), want(3, 'JUG')];
    t.deepEqual(plan(policy, lines, [at('a', 9), at('a', 1, 'BOWL')]), {
      outcome: 'short',
      lines: [
        { sku: 'BOWL', requested: 2, available: 1 },
        { sku: 'JUG', requested: 3, available: 0 },
      ],
    });
  });
}

test('a partial hold takes what is available and answers its shortfall', (t) => {
  t.deepEqual(plan('partial', [want(5), want(2, 'BOWL')], [at('a', 3), at('a', 2, 'BOWL')]), {
    outcome: 'held',
    allocations: [
      { sku: 'CUP', location: 'a', quantity: 3 },
      { sku: 'BOWL', location: 'a', quantity: 2 },
    ],
    shortfall: [{ sku: 'CUP', requested: 5, available: 3 }],
    backordered: [],
  });
});

test('a partial hold is short when no unit is available', (t) => {
  t.deepEqual(plan('partial', [want(5)], [at('a', 0)]), {
    outcome: 'short',
    lines: [{ sku: 'CUP', requested: 5, available: 0 }],
  });
});

test('a backorder takes what is available and backorders the rest', (t) => {
  t.deepEqual(plan('backorder', [want(5), want(2, 'BOWL')], [at('a', 3)]), {
    outcome: 'held',
    allocations: [{ sku: 'CUP', location: 'a', quantity: 3 }],
    shortfall: [],
    backordered: [
      { sku: 'CUP', quantity: 2 },
      { sku: 'BOWL', quantity: 2 },
    ],
  });
});

test('a backorder waits for everything when no unit is available', (t) => {
  t.like(plan('backorder', [want(5)], []), { outcome: 'held', allocations: [] });
});

test('planHolds() decides each hold on what the ones before it leave', (t) => {
  const holds = [4, 4, 2].map((quantity) => ({ lines: [want(quantity)], policy: 'all' as const }));
  const plans = planHolds(holds, { stock: [at('a', 6)], backordered: [] }, fewestPackages);
  t.deepEqual(
    plans.map(({ outcome }) => outcome),
    ['held', 'short', 'held'],
  );
});

test('planHolds() does not offer units that earlier orders have backordered', (t) => {
  const offer = { stock: [at('a', 3), at('b', 4)], backordered: [want(5)] };
  const [first, second] = planHolds(
    [
      { lines: [want(3)], policy: 'all' },
      { lines: [want(2)], policy: 'all' },
    ],
    offer,
    fewestPackages,
  );
  t.deepEqual(first, {
    outcome: 'short',
    lines: [{ sku: 'CUP', requested: 3, available: 2 }],
  });
  t.is(second?.outcome, 'held');
});

test('planHolds() lets no backorder overtake another', (t) => {
  const offer = { stock: [at('a', 2)], backordered: [want(3)] };
  const [late] = planHolds([{ lines: [want(1)], policy: 'backorder' }], offer, fewestPackages);
  t.deepEqual(late, { outcome: 'held', allocations: [], shortfall: [], backordered: [want(1)] });
});

test('planHolds() counts lines of one product together', (t) => {
  const hold = { lines: [want(3), want(3)], policy: 'all' as const };
  const [merged] = planHolds([hold], { stock: [at('a', 5)], backordered: [] }, fewestPackages);
  t.deepEqual(merged, { outcome: 'short', lines: [{ sku: 'CUP', requested: 6, available: 5 }] });
});

const skus = fc.constantFrom('A', 'B', 'C');
const someHolds = fc.array(
  fc.record({
    policy: fc.constantFrom<FulfilmentPolicy>('all', 'partial', 'backorder', 'split'),
    lines: fc.array(fc.record({ sku: skus, quantity: fc.integer({ min: 1, max: 20 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
  { maxLength: 10 },
);
const someStock = fc.uniqueArray(
  fc.record({
    sku: skus,
    location: fc.constantFrom('l1', 'l2'),
    available: fc.integer({ min: 0, max: 40 }),
    priority: fc.integer({ min: 0, max: 2 }),
  }),
  { selector: ({ sku, location }) => `${sku}/${location}` },
);
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

test('planHolds() never gives more than is available less what is backordered', (t) => {
  const backordered = fc.array(
    fc.record({ sku: skus, quantity: fc.integer({ min: 1, max: 30 }) }),
    {
      maxLength: 1,
    },
  );
  const property = fc.property(someHolds, someStock, backordered, (holds, stock, queue) => {
    const plans = planHolds(holds, { stock, backordered: queue }, fewestPackages);
    const allocations = plans.flatMap((one) => (one.outcome === 'held' ? one.allocations : []));
    for (const { sku, location, available } of stock) {
      const taken = allocations.filter((one) => one.sku === sku && one.location === location);
      t.true(sum(taken.map(({ quantity }) => quantity)) <= available);
    }
    for (const { sku, quantity } of queue) {
      const onOffer = sum(stock.filter((row) => row.sku === sku).map((row) => row.available));
      const taken = sum(allocations.filter((one) => one.sku === sku).map((one) => one.quantity));
      t.true(taken <= Math.max(0, onOffer - quantity));
    }
  });
  fc.assert(property, { numRuns: 1_000 });
});

test('planHolds() accounts for every requested unit: held, short or backordered', (t) => {
  const property = fc.property(someHolds, someStock, (holds, stock) => {
    const plans = planHolds(holds, { stock, backordered: [] }, fewestPackages);
    plans.forEach((one, n) => {
      if (one.outcome === 'short') return;
      const requested = sum((holds[n]?.lines ?? []).map(({ quantity }) => quantity));
      const shortfall = one.shortfall.map(({ requested, available }) => requested - available);
      const units = [...one.allocations, ...one.backordered].map(({ quantity }) => quantity);
      t.is(sum([...units, ...shortfall]), requested);
    });
  });
  fc.assert(property, { numRuns: 1_000 });
});
