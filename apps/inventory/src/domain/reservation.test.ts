import test from 'ava';
import { unitEffect, type ReservationMovement } from './movement.ts';
import {
  decideClosing,
  decideHold,
  type Closing,
  type ClosingCommand,
  type ReservationStatus,
} from './reservation.ts';

const holds: [string, ReservationStatus, ReturnType<typeof decideHold>][] = [
  ['a hold of an absent reservation allocates stock', 'absent', 'allocate'],
  ['a repeated hold answers held and allocates nothing', 'held', 'held'],
  ['a hold repeated after the commit answers held', 'committed', 'held'],
  ['a hold after the release finds the reservation closed', 'released', 'closed'],
  ['a hold after the expiry finds the reservation closed', 'expired', 'closed'],
];

for (const [title, given, then] of holds) {
  test(title, (t) => {
    t.is(decideHold(given), then);
  });
}

type Case = [title: string, given: ReservationStatus, when: ClosingCommand, then: Closing];
const closings: Case[] = [
  [
    'a commit of what was never held is refused',
    'absent',
    'commit',
    { ok: false, code: 'reservation-not-found' },
  ],
  [
    'a commit of a hold takes its units out of stock',
    'held',
    'commit',
    { ok: true, status: 'committed', movement: 'commit' },
  ],
  ['a repeated commit moves nothing', 'committed', 'commit', { ok: true, status: 'committed' }],
  [
    'a commit after the release changes nothing',
    'released',
    'commit',
    { ok: true, status: 'released' },
  ],
  [
    'a commit after the expiry changes nothing',
    'expired',
    'commit',
    { ok: true, status: 'expired' },
  ],
  [
    'a release of what was never held closes it for ever',
    'absent',
    'release',
    { ok: true, status: 'released' },
  ],
  [
    'a release of a hold gives its units back',
    'held',
    'release',
    { ok: true, status: 'released', movement: 'release' },
  ],
  [
    'a release after the commit puts the units back into stock',
    'committed',
    'release',
    { ok: true, status: 'released', movement: 'restock' },
  ],
  ['a repeated release moves nothing', 'released', 'release', { ok: true, status: 'released' }],
  [
    'a release after the expiry changes nothing',
    'expired',
    'release',
    { ok: true, status: 'expired' },
  ],
  [
    'an expiry of what was never held closes it for ever',
    'absent',
    'expire',
    { ok: true, status: 'expired' },
  ],
  [
    'an expiry of a hold gives its units back',
    'held',
    'expire',
    { ok: true, status: 'expired', movement: 'expire' },
  ],
  [
    'an expiry after the commit changes nothing',
    'committed',
    'expire',
    { ok: true, status: 'committed' },
  ],
  [
    'an expiry after the release changes nothing',
    'released',
    'expire',
    { ok: true, status: 'released' },
  ],
  ['a repeated expiry moves nothing', 'expired', 'expire', { ok: true, status: 'expired' }],
];

for (const [title, given, when, then] of closings) {
  test(title, (t) => {
    t.deepEqual(decideClosing(given, when), then);
  });
}

const roundTrips: [string, ReservationMovement[]][] = [
  ['a hold and its release leave the stock as it was', ['hold', 'release']],
  ['a hold and its expiry leave the stock as it was', ['hold', 'expire']],
  ['a hold, its commit and its restock leave the stock as it was', ['hold', 'commit', 'restock']],
];

for (const [title, kinds] of roundTrips) {
  test(title, (t) => {
    let [onHand, held] = [0, 0];
    for (const kind of kinds) {
      onHand += unitEffect[kind].onHand;
      held += unitEffect[kind].held;
    }
    t.deepEqual({ onHand, held }, { onHand: 0, held: 0 });
  });
}

test('a hold and its commit take one unit of each out of stock and leave none held', (t) => {
  t.is(unitEffect.hold.onHand + unitEffect.commit.onHand, -1);
  t.is(unitEffect.hold.held + unitEffect.commit.held, 0);
});
