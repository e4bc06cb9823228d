import test from 'ava';
import { at, cause, cups, reserved } from './reservation-examples.ts';
import { planReturn } from './return-plan.ts';

const shipped = reserved('committed', {
  lines: [at('east', 1)],
  shipped: [at('east', 3), at('west', 2)],
});

test('returned units go back to where they left from, the last ones first', (t) => {
  const plan = planReturn(shipped, cups(3), cause);
  t.like(plan, {
    ok: true,
    after: { lines: [at('east', 1)], shipped: [at('east', 2)] },
    moved: [at('west', 2), at('east', 1)],
    movements: [
      { kind: 'return', location: 'west', deltas: { onHand: 2, reserved: 0, quarantined: 0 } },
      { kind: 'return', location: 'east', deltas: { onHand: 1, reserved: 0, quarantined: 0 } },
    ],
  });
});

test('each line of a return has a disposition and a location of its own', (t) => {
  const lines = [
    { sku: 'CUP', quantity: 1, disposition: 'sellable' as const },
    { sku: 'CUP', quantity: 1, disposition: 'quarantine' as const, location: 'returns' },
    { sku: 'CUP', quantity: 1, disposition: 'scrap' as const },
  ];
  t.like(planReturn(shipped, lines, cause), {
    moved: [
      at('west', 1),
      { ...at('returns', 1), disposition: 'quarantine' },
      { ...at('east', 1), disposition: 'scrap' },
    ],
    movements: [
      { kind: 'return', deltas: { onHand: 1, quarantined: 0 } },
      { kind: 'return', location: 'returns', deltas: { onHand: 1, quarantined: 1 } },
      { kind: 'scrap', quantity: 1, deltas: { onHand: 0, quarantined: 0 } },
    ],
  });
});

test('a return of units whose dispatch is not known yet is refused for now', (t) => {
  t.deepEqual(planReturn(shipped, cups(6), cause), {
    ok: false,
    code: 'units-not-shipped',
    lines: [{ sku: 'CUP', requested: 6, available: 5 }],
  });
});

test('a return never has more units than the order, whatever is backordered', (t) => {
  const queued = { ...shipped, backordered: cups(9) };
  t.like(planReturn(queued, cups(7), cause), {
    code: 'exceeds-reservation',
    lines: [{ sku: 'CUP', requested: 7, available: 5 }],
  });
});

test('units that left the stock at the commit can be returned', (t) => {
  const early = reserved('committed', { lines: [], leftAtCommit: [at('east', 4)] });
  t.like(planReturn(early, cups(1), cause), {
    after: { leftAtCommit: [at('east', 3)] },
    movements: [{ kind: 'return', location: 'east', deltas: { onHand: 1 } }],
  });
});

const refused: [string, Parameters<typeof reserved>[0], string][] = [
  ['a return of what was never held is refused', 'absent', 'reservation-not-found'],
  ['a return of a hold is refused', 'held', 'reservation-not-committed'],
  ['a return after the release is refused', 'released', 'exceeds-reservation'],
  ['a return after the expiry is refused', 'expired', 'exceeds-reservation'],
];
for (const [title, status, code] of refused) {
  test(title, (t) => {
    t.like(planReturn(reserved(status), cups(1), cause), { ok: false, code });
  });
}
