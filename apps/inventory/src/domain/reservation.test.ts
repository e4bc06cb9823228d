import test from 'ava';
import { effects, type ReservationChange } from './movement.ts';
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
    'a commit of a hold confirms its units',
    'held',
    'commit',
    { ok: true, status: 'committed', change: 'confirm' },
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
    { ok: true, status: 'released', change: 'release' },
  ],
  [
    'a release after the commit gives the units back too',
    'committed',
    'release',
    { ok: true, status: 'released', change: 'release' },
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
    { ok: true, status: 'expired', change: 'expire' },
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

const roundTrips: [string, ReservationChange[]][] = [
  ['a hold and its release leave the stock as it was', ['reserve', 'release']],
  ['a hold and its expiry leave the stock as it was', ['reserve', 'expire']],
  ['a confirmed hold and its release leave the stock as it was', ['reserve', 'confirm', 'release']],
  [
    'units that ship and come back leave the stock as it was',
    ['reserve', 'confirm', 'ship', 'return'],
  ],
  [
    'a return into quarantine and its withdrawal leave the stock as it was',
    ['return-to-quarantine', 'withdraw-from-quarantine'],
  ],
  ['a return and its withdrawal leave the stock as it was', ['return', 'withdraw']],
];

function sumOf(changes: ReservationChange[]) {
  const sum = { onHand: 0, reserved: 0, quarantined: 0 };
  for (const change of changes) {
    sum.onHand += effects[change].onHand;
    sum.reserved += effects[change].reserved;
    sum.quarantined += effects[change].quarantined;
  }
  return sum;
}

for (const [title, changes] of roundTrips) {
  test(title, (t) => {
    t.deepEqual(sumOf(changes), { onHand: 0, reserved: 0, quarantined: 0 });
  });
}

test('a confirmed unit stays on the shelf until it ships', (t) => {
  t.deepEqual(sumOf(['reserve', 'confirm']), { onHand: 0, reserved: 1, quarantined: 0 });
  t.deepEqual(sumOf(['reserve', 'confirm', 'ship']), { onHand: -1, reserved: 0, quarantined: 0 });
});

test('a unit in quarantine is on the shelf and not available; a scrapped one is neither', (t) => {
  t.deepEqual(sumOf(['return-to-quarantine']), { onHand: 1, reserved: 0, quarantined: 1 });
  t.deepEqual(sumOf(['return-as-scrap']), { onHand: 0, reserved: 0, quarantined: 0 });
});
