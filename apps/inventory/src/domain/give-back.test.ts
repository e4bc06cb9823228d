import test from 'ava';
import fc from 'fast-check';
import { giveBack, type GiveBack, type Reserved } from './give-back.ts';

const lines = [
  { sku: 'CUP', location: 'east', quantity: 4 },
  { sku: 'CUP', location: 'west', quantity: 2 },
  { sku: 'BOWL', location: 'east', quantity: 1 },
];
const reserved = (status: Reserved['status'], waiting: Reserved['waiting'] = []): Reserved => ({
  status,
  lines,
  waiting,
});
const cups = (quantity: number) => [{ sku: 'CUP', quantity }];
const release = (quantity: number) => ({ kind: 'release' as const, lines: cups(quantity) });
const comeBack = (quantity: number) => ({ kind: 'return' as const, lines: cups(quantity) });

test('a part of a hold is released where it was allocated last', (t) => {
  t.deepEqual(giveBack(reserved('held'), release(3)), {
    ok: true,
    movement: 'release',
    given: [
      { sku: 'CUP', location: 'west', quantity: 2 },
      { sku: 'CUP', location: 'east', quantity: 1 },
    ],
    dropped: [],
    left: [
      { sku: 'CUP', location: 'east', quantity: 3 },
      { sku: 'BOWL', location: 'east', quantity: 1 },
    ],
  });
});

test('a part of a committed reservation is put back into stock', (t) => {
  t.like(giveBack(reserved('committed'), release(2)), { ok: true, movement: 'restock' });
});

test('a release drops units that are waited for before it gives any back', (t) => {
  t.like(giveBack(reserved('held', cups(5)), release(6)), {
    dropped: [{ sku: 'CUP', quantity: 5 }],
    given: [{ sku: 'CUP', location: 'west', quantity: 1 }],
  });
});

test('a release of more than is reserved is refused and says how many there are', (t) => {
  t.deepEqual(giveBack(reserved('held', cups(1)), release(8)), {
    ok: false,
    code: 'exceeds-reservation',
    lines: [{ sku: 'CUP', requested: 8, available: 7 }],
  });
});

test('a release of a product that is not reserved is refused', (t) => {
  const jug = { kind: 'release' as const, lines: [{ sku: 'JUG', quantity: 1 }] };
  t.like(giveBack(reserved('held'), jug), { ok: false, code: 'exceeds-reservation' });
});

test('lines of one product count together when they are given back', (t) => {
  const twice = { kind: 'release' as const, lines: [...cups(4), ...cups(4)] };
  t.like(giveBack(reserved('held'), twice), { ok: false, code: 'exceeds-reservation' });
});

const refused: [string, Reserved['status'], 'release' | 'return', string][] = [
  ['a part of what was never held is refused', 'absent', 'release', 'reservation-not-found'],
  ['a return of what was never held is refused', 'absent', 'return', 'reservation-not-found'],
  ['a return of a hold is refused', 'held', 'return', 'reservation-not-committed'],
  ['a return after the release is refused', 'released', 'return', 'exceeds-reservation'],
  ['a return after the expiry is refused', 'expired', 'return', 'exceeds-reservation'],
];
for (const [title, status, kind, code] of refused) {
  test(title, (t) => {
    t.like(giveBack(reserved(status), { kind, lines: cups(1) }), { ok: false, code });
  });
}

for (const status of ['released', 'expired'] as const) {
  test(`a part of a reservation that is ${status} moves nothing`, (t) => {
    t.like(giveBack(reserved(status), release(1)), { ok: true, given: [], dropped: [] });
  });
}

test('a return of a committed order goes into stock and drops nothing that is waited for', (t) => {
  t.like(giveBack(reserved('committed', cups(9)), comeBack(1)), {
    ok: true,
    movement: 'restock',
    given: [{ sku: 'CUP', location: 'west', quantity: 1 }],
    dropped: [],
  });
});

test('a return never brings back more than was committed, whatever is waited for', (t) => {
  t.like(giveBack(reserved('committed', cups(9)), comeBack(7)), {
    code: 'exceeds-reservation',
    lines: [{ sku: 'CUP', requested: 7, available: 6 }],
  });
});

test('parts that are given back one after another never sum to more than there was', (t) => {
  const parts = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 8 });
  const total = (units: { quantity: number }[]) =>
    units.reduce((sum, { quantity }) => sum + quantity, 0);
  const property = fc.property(parts, fc.nat({ max: 4 }), (quantities, waits) => {
    let state = reserved('held', waits === 0 ? [] : cups(waits));
    let back = 0;
    for (const quantity of quantities) {
      const step: GiveBack = giveBack(state, release(quantity));
      if (!step.ok) {
        t.true(back + quantity > 6 + waits);
        continue;
      }
      back += total(step.given) + total(step.dropped);
      const stillWaits = total([...state.waiting]) - total(step.dropped);
      state = { status: 'held', lines: step.left, waiting: stillWaits ? cups(stillWaits) : [] };
      t.is(total(step.left) + stillWaits + back, 7 + waits);
    }
  });
  fc.assert(property, { numRuns: 1_000 });
});
