import test from 'ava';
import { movementsOf } from './movement.ts';
import type { ClosingCommand, Reservation } from './reservation.ts';
import { planSettlement, tombstonesOf, type Settlement } from './settlement.ts';

const lines = [
  { sku: 'BOWL', location: 'main', quantity: 2 },
  { sku: 'CUP', location: 'main', quantity: 3 },
];
const reserved = (orderId: string, status: Reservation['status']): Reservation => ({
  orderId,
  status,
  lines,
  shipped: [],
  leftAtCommit: null,
});
const settle = (orderId: string, command: ClosingCommand): Settlement => ({
  orderId,
  command,
  correlationId: 'why',
  eventId: `${orderId}:${command}`,
});

test('planSettlement() confirms every line of a hold that is committed', (t) => {
  const { closed, movements } = planSettlement([reserved('o1', 'held')], [settle('o1', 'commit')]);
  t.deepEqual(closed, [{ orderId: 'o1', status: 'committed' }]);
  t.deepEqual(
    movements.map(({ sku, kind, quantity }) => [sku, kind, quantity]),
    [
      ['BOWL', 'confirm', 2],
      ['CUP', 'confirm', 3],
    ],
  );
});

test('planSettlement() names the order, the event and the cause of each movement', (t) => {
  const plan = planSettlement([reserved('o1', 'held')], [settle('o1', 'release')]);
  const [movement] = plan.movements;
  t.is(movement?.orderId, 'o1');
  t.is(movement?.eventId, 'o1:release');
  t.is(movement?.correlationId, 'why');
});

test('planSettlement() decides each command on the result of the one before it', (t) => {
  const plan = planSettlement(
    [reserved('o1', 'held')],
    [settle('o1', 'commit'), settle('o1', 'release')],
  );
  t.deepEqual(plan.closed, [{ orderId: 'o1', status: 'released' }]);
  t.deepEqual(
    plan.movements.map(({ kind }) => kind),
    ['confirm', 'confirm', 'release', 'release'],
  );
  t.deepEqual(plan.answers.get('o1'), { ok: true, status: 'released', change: 'release' });
});

test('planSettlement() moves nothing for a command that is in a batch twice', (t) => {
  const plan = planSettlement(
    [reserved('o1', 'held')],
    [settle('o1', 'commit'), settle('o1', 'commit')],
  );
  t.is(plan.movements.length, lines.length);
  t.deepEqual(plan.answers.get('o1'), { ok: true, status: 'committed' });
});

test('planSettlement() changes nothing for a command that comes too late', (t) => {
  const plan = planSettlement([reserved('o1', 'released')], [settle('o1', 'commit')]);
  t.deepEqual([plan.closed, plan.movements], [[], []]);
  t.deepEqual(plan.answers.get('o1'), { ok: true, status: 'released' });
});

test('planSettlement() refuses a commit of an absent reservation and settles the others', (t) => {
  const plan = planSettlement(
    [reserved('o2', 'held')],
    [settle('o1', 'commit'), settle('o2', 'commit')],
  );
  t.deepEqual(plan.answers.get('o1'), { ok: false, code: 'reservation-not-found' });
  t.deepEqual(plan.closed, [{ orderId: 'o2', status: 'committed' }]);
});

test('planSettlement() puts back what left the stock at the commit of an order that is given up', (t) => {
  const early = { ...reserved('o1', 'committed'), lines: [], leftAtCommit: lines };
  const { movements } = planSettlement([early], [settle('o1', 'release')]);
  t.deepEqual(
    movements.map(({ sku, kind, deltas }) => [sku, kind, deltas.onHand]),
    [
      ['BOWL', 'return', 2],
      ['CUP', 'return', 3],
    ],
  );
});

test('planSettlement() leaves dispatched units with the customer', (t) => {
  const gone = { ...reserved('o1', 'committed'), lines: [], shipped: lines };
  t.deepEqual(planSettlement([gone], [settle('o1', 'release')]).movements, []);
});

test('tombstonesOf() closes what a release or expiry may find absent, once per order', (t) => {
  const settlements = [settle('o1', 'release'), settle('o2', 'expire'), settle('o1', 'expire')];
  t.deepEqual(tombstonesOf(settlements), [
    { orderId: 'o1', status: 'released' },
    { orderId: 'o2', status: 'expired' },
  ]);
});

test('tombstonesOf() makes none for a commit', (t) => {
  t.deepEqual(tombstonesOf([settle('o1', 'commit')]), []);
});

test('movementsOf() writes no event when none caused it', (t) => {
  const [movement] = movementsOf('reserve', lines, { orderId: 'o1', correlationId: 'why' });
  t.is(movement?.eventId, null);
  t.is(movement?.deltas.reserved, 2);
});
