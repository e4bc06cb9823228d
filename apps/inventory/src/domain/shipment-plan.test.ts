import test from 'ava';
import fc from 'fast-check';
import { planRelease } from './release-plan.ts';
import { at, cause, cups, reserved, total } from './reservation-examples.ts';
import type { ReservedUnits } from './reservation.ts';
import { planAllocationAt, planShipment } from './shipment-plan.ts';

const ship = (state: ReservedUnits, quantity: number, location?: string) =>
  planShipment(state, { lines: cups(quantity), location }, cause);

test('a dispatch takes units from where they were allocated first', (t) => {
  t.like(ship(reserved('committed'), 5), {
    ok: true,
    after: { lines: [at('west', 1)], shipped: [at('east', 4), at('west', 1)] },
    movements: [
      { kind: 'ship', location: 'east', deltas: { onHand: -4, reserved: -4 } },
      { kind: 'ship', location: 'west', deltas: { onHand: -1, reserved: -1 } },
    ],
  });
});

test('a dispatch from a location takes the units that are allocated there', (t) => {
  t.like(ship(reserved('committed'), 2, 'west'), {
    after: { lines: [at('east', 4)], shipped: [at('west', 2)] },
    movements: [{ kind: 'ship', location: 'west', quantity: 2 }],
  });
});

test('units that leave another location than theirs are allocated there first', (t) => {
  const plan = ship(reserved('committed'), 3, 'west');
  t.true(plan.ok);
  t.like(plan, {
    after: { lines: [at('east', 3)], shipped: [at('west', 3)] },
    movements: [
      { kind: 'release', location: 'east', quantity: 1 },
      { kind: 'reserve', location: 'west', quantity: 1 },
      { kind: 'ship', location: 'west', quantity: 3 },
    ],
  });
});

test('a dispatch confirms an order whose confirmation is late', (t) => {
  const plan = ship(reserved('held'), 4);
  t.like(plan, { ok: true, after: { status: 'committed' } });
  t.deepEqual(plan.ok && plan.movements.map(({ kind }) => kind), ['confirm', 'confirm', 'ship']);
});

test('a dispatch of more units than are reserved is refused with their number', (t) => {
  t.deepEqual(ship(reserved('committed'), 7), {
    ok: false,
    code: 'exceeds-reservation',
    lines: [{ sku: 'CUP', requested: 7, available: 6 }],
  });
});

const refused: [Parameters<typeof reserved>[0], string][] = [
  ['absent', 'reservation-not-found'],
  ['released', 'reservation-closed'],
  ['expired', 'reservation-closed'],
];
for (const [status, code] of refused) {
  test(`a dispatch for a reservation that is ${status} is refused`, (t) => {
    t.like(ship(reserved(status), 1), { ok: false, code });
  });
}

test('units that left the stock at the commit change no count when they are dispatched', (t) => {
  const early = reserved('committed', { lines: [], leftAtCommit: [at('east', 3)] });
  const plan = ship(early, 2);
  t.like(plan, { after: { shipped: [at('east', 2)], leftAtCommit: [at('east', 1)] } });
  t.deepEqual(plan.ok && plan.movements, []);
});

test('of such an order, units that arrived since are dispatched first', (t) => {
  const filled = reserved('committed', { lines: [at('west', 4)], leftAtCommit: [at('east', 3)] });
  t.like(ship(filled, 4), {
    after: { lines: [], leftAtCommit: [at('east', 3)] },
    movements: [{ kind: 'ship', location: 'west', quantity: 4 }],
  });
  // The three may have been dispatched before: nothing says how many of the next seven were.
  t.like(ship(filled, 7), { ok: true, after: { lines: [], leftAtCommit: [] } });
});

type Step = { do: 'ship' | 'cancel'; quantity: number };

function run(steps: readonly Step[]): ReservedUnits {
  let state = reserved('committed', { lines: [at('east', 4), at('west', 3), at('north', 3)] });
  for (const step of steps) {
    const plan =
      step.do === 'ship'
        ? ship(state, step.quantity)
        : planRelease(state, cups(step.quantity), cause);
    if (!plan.ok) throw new Error(plan.code);
    state = plan.after;
  }
  return state;
}

test('dispatches and cancellations of an order end alike in whatever sequence they arrive', (t) => {
  const steps = fc
    .array(
      fc.record({
        do: fc.constantFrom<Step['do']>('ship', 'cancel'),
        quantity: fc.integer({ min: 1, max: 4 }),
      }),
      { maxLength: 6 },
    )
    .filter((all) => total(all) <= 10);
  const property = fc.property(
    steps.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      ),
    ),
    ([one, other]) => {
      t.deepEqual(run(one), run(other));
    },
  );
  fc.assert(property, { numRuns: 1_000 });
});

const allocate = (state: ReservedUnits, quantity: number, location: string) =>
  planAllocationAt(state, { lines: cups(quantity), location }, cause);

test('units that are to leave a location are allocated there, those of another one anew', (t) => {
  t.like(allocate(reserved('committed'), 3, 'west'), {
    ok: true,
    after: { lines: [at('east', 3), at('west', 3)], shipped: [] },
    movements: [
      { kind: 'release', location: 'east', quantity: 1 },
      { kind: 'reserve', location: 'west', quantity: 1 },
    ],
  });
  t.like(allocate(reserved('held'), 2, 'north'), {
    after: { status: 'held', lines: [at('east', 2), at('west', 2), at('north', 2)] },
  });
});

test('units that are allocated at their location stay as they are', (t) => {
  const state = reserved('committed');
  const plan = allocate(state, 2, 'west');
  t.true(plan.ok && plan.after === state);
  t.deepEqual(plan.ok && plan.movements, []);
});

test('units are allocated at a location only if the order has them', (t) => {
  t.like(allocate(reserved('absent'), 1, 'west'), { ok: false, code: 'reservation-not-found' });
  t.like(allocate(reserved('committed'), 7, 'west'), {
    code: 'exceeds-reservation',
    lines: [{ sku: 'CUP', requested: 7, available: 6 }],
  });
});

test('a dispatch from where its units were allocated moves nothing else', (t) => {
  const plan = allocate(reserved('committed'), 3, 'west');
  t.true(plan.ok);
  const shipment = plan.ok && ship(plan.after as ReservedUnits, 3, 'west');
  t.like(shipment, { ok: true, movements: [{ kind: 'ship', location: 'west', quantity: 3 }] });
});
