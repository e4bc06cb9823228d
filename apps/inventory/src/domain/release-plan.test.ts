import test from 'ava';
import fc from 'fast-check';
import { planRelease, type ReleasePlan, type ReservedUnits } from './release-plan.ts';

const lines = [
  { sku: 'CUP', location: 'east', quantity: 4 },
  { sku: 'CUP', location: 'west', quantity: 2 },
  { sku: 'BOWL', location: 'east', quantity: 1 },
];
const reserved = (
  status: ReservedUnits['status'],
  backordered: ReservedUnits['backordered'] = [],
): ReservedUnits => ({ status, lines, backordered });
const cups = (quantity: number) => [{ sku: 'CUP', quantity }];
const release = (quantity: number) => ({ kind: 'release' as const, lines: cups(quantity) });
const returned = (quantity: number) => ({ kind: 'return' as const, lines: cups(quantity) });

test('a part of a hold is released from where it was allocated last', (t) => {
  t.deepEqual(planRelease(reserved('held'), release(3)), {
    ok: true,
    movement: 'release',
    released: [
      { sku: 'CUP', location: 'west', quantity: 2 },
      { sku: 'CUP', location: 'east', quantity: 1 },
    ],
    cancelledBackorders: [],
    left: [
      { sku: 'CUP', location: 'east', quantity: 3 },
      { sku: 'BOWL', location: 'east', quantity: 1 },
    ],
  });
});

test('a part of a committed reservation is put back into stock', (t) => {
  t.like(planRelease(reserved('committed'), release(2)), { ok: true, movement: 'restock' });
});

test('a release cancels backordered units before it releases held ones', (t) => {
  t.like(planRelease(reserved('held', cups(5)), release(6)), {
    cancelledBackorders: [{ sku: 'CUP', quantity: 5 }],
    released: [{ sku: 'CUP', location: 'west', quantity: 1 }],
  });
});

test('a release of more units than are reserved is refused with their number', (t) => {
  t.deepEqual(planRelease(reserved('held', cups(1)), release(8)), {
    ok: false,
    code: 'exceeds-reservation',
    lines: [{ sku: 'CUP', requested: 8, available: 7 }],
  });
});

test('a release of a product that is not reserved is refused', (t) => {
  const jug = { kind: 'release' as const, lines: [{ sku: 'JUG', quantity: 1 }] };
  t.like(planRelease(reserved('held'), jug), { ok: false, code: 'exceeds-reservation' });
});

test('lines of one product count together in a release', (t) => {
  const twice = { kind: 'release' as const, lines: [...cups(4), ...cups(4)] };
  t.like(planRelease(reserved('held'), twice), { ok: false, code: 'exceeds-reservation' });
});

const refused: [string, ReservedUnits['status'], 'release' | 'return', string][] = [
  ['a release of what was never held is refused', 'absent', 'release', 'reservation-not-found'],
  ['a return of what was never held is refused', 'absent', 'return', 'reservation-not-found'],
  ['a return of a hold is refused', 'held', 'return', 'reservation-not-committed'],
  ['a return after the release is refused', 'released', 'return', 'exceeds-reservation'],
  ['a return after the expiry is refused', 'expired', 'return', 'exceeds-reservation'],
];
for (const [title, status, kind, code] of refused) {
  test(title, (t) => {
    t.like(planRelease(reserved(status), { kind, lines: cups(1) }), { ok: false, code });
  });
}

for (const status of ['released', 'expired'] as const) {
  test(`a release of a reservation that is ${status} moves nothing`, (t) => {
    t.like(planRelease(reserved(status), release(1)), {
      ok: true,
      released: [],
      cancelledBackorders: [],
    });
  });
}

test('a return of a committed order goes into stock and cancels no backorder', (t) => {
  t.like(planRelease(reserved('committed', cups(9)), returned(1)), {
    ok: true,
    movement: 'restock',
    released: [{ sku: 'CUP', location: 'west', quantity: 1 }],
    cancelledBackorders: [],
  });
});

test('a return never restocks more than was committed, whatever is backordered', (t) => {
  t.like(planRelease(reserved('committed', cups(9)), returned(7)), {
    code: 'exceeds-reservation',
    lines: [{ sku: 'CUP', requested: 7, available: 6 }],
  });
});

test('releases one after another never sum to more than was reserved', (t) => {
  const parts = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 8 });
  const total = (units: { quantity: number }[]) =>
    units.reduce((sum, { quantity }) => sum + quantity, 0);
  const property = fc.property(parts, fc.nat({ max: 4 }), (quantities, queued) => {
    let state = reserved('held', queued === 0 ? [] : cups(queued));
    let back = 0;
    for (const quantity of quantities) {
      const step: ReleasePlan = planRelease(state, release(quantity));
      if (!step.ok) {
        t.true(back + quantity > 6 + queued);
        continue;
      }
      back += total(step.released) + total(step.cancelledBackorders);
      const backordered = total([...state.backordered]) - total(step.cancelledBackorders);
      state = {
        status: 'held',
        lines: step.left,
        backordered: backordered ? cups(backordered) : [],
      };
      t.is(total(step.left) + backordered + back, 7 + queued);
    }
  });
  fc.assert(property, { numRuns: 1_000 });
});
