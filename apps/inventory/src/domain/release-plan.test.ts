import test from 'ava';
import fc from 'fast-check';
import { planRelease } from './release-plan.ts';
import { at, cause, cups, reserved, total } from './reservation-examples.ts';

const release = (state: ReturnType<typeof reserved>, quantity: number) =>
  planRelease(state, cups(quantity), cause);

for (const status of ['held', 'committed'] as const) {
  test(`a part of a ${status} reservation is released from where it was allocated last`, (t) => {
    const plan = release(reserved(status), 3);
    t.like(plan, {
      ok: true,
      after: { status, lines: [at('east', 3)] },
      cancelledBackorders: [],
      moved: [at('west', 2), at('east', 1)],
      movements: [
        { kind: 'release', location: 'west', deltas: { onHand: 0, reserved: -2 } },
        { kind: 'release', location: 'east', deltas: { onHand: 0, reserved: -1 } },
      ],
    });
  });
}

test('a release cancels backordered units before it releases reserved ones', (t) => {
  t.like(release(reserved('held', { backordered: cups(5) }), 6), {
    cancelledBackorders: [{ sku: 'CUP', quantity: 5 }],
    moved: [at('west', 1)],
  });
});

test('a release of more units than have not shipped is refused with their number', (t) => {
  const state = reserved('committed', { backordered: cups(1), shipped: [at('east', 9)] });
  t.deepEqual(release(state, 8), {
    ok: false,
    code: 'exceeds-reservation',
    lines: [{ sku: 'CUP', requested: 8, available: 7 }],
  });
});

test('a release of a product that is not reserved is refused', (t) => {
  const jug = [{ sku: 'JUG', quantity: 1 }];
  t.like(planRelease(reserved('held'), jug, cause), { ok: false, code: 'exceeds-reservation' });
});

test('lines of one product count together in a release', (t) => {
  const twice = [...cups(4), ...cups(4)];
  t.like(planRelease(reserved('held'), twice, cause), { ok: false, code: 'exceeds-reservation' });
});

test('a release of what was never held is refused', (t) => {
  t.like(release(reserved('absent'), 1), { ok: false, code: 'reservation-not-found' });
});

for (const status of ['released', 'expired'] as const) {
  test(`a release of a reservation that is ${status} moves nothing`, (t) => {
    const state = reserved(status);
    t.deepEqual(release(state, 1), {
      ok: true,
      after: state,
      cancelledBackorders: [],
      moved: [],
      movements: [],
    });
  });
}

test('units that left the stock at the commit come back when their lines are cancelled', (t) => {
  const early = reserved('committed', { lines: [at('east', 1)], leftAtCommit: [at('west', 3)] });
  t.like(release(early, 3), {
    after: { lines: [], leftAtCommit: [at('west', 1)] },
    movements: [
      { kind: 'release', location: 'east', deltas: { onHand: 0, reserved: -1 } },
      { kind: 'return', location: 'west', deltas: { onHand: 2, reserved: 0 } },
    ],
  });
});

test('releases one after another never sum to more than was reserved', (t) => {
  const parts = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 8 });
  const property = fc.property(parts, fc.nat({ max: 4 }), (quantities, queued) => {
    let state = reserved('held', { backordered: queued === 0 ? [] : cups(queued) });
    let back = 0;
    for (const quantity of quantities) {
      const step = release(state, quantity);
      if (!step.ok) {
        t.true(back + quantity > 6 + queued);
        continue;
      }
      back += total(step.moved) + total(step.cancelledBackorders);
      const backordered = total(state.backordered) - total(step.cancelledBackorders);
      state = { ...step.after, backordered: backordered ? cups(backordered) : [] };
      t.is(total(state.lines) + backordered + back, 6 + queued);
    }
  });
  fc.assert(property, { numRuns: 1_000 });
});
