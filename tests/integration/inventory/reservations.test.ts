import test from 'ava';
import {
  close,
  deadlocksOf,
  hold,
  inventoryDatabase,
  ledgerDifferences,
  movementsOf,
  receive,
  settle,
  ship,
  unitsOf,
} from './inventory-database.ts';

const CONNECTIONS = 32;

const { database, end } = await inventoryDatabase({ connections: CONNECTIONS });
test.after.always('the ledger adds up to the stock, then the database is dropped', async (t) => {
  t.deepEqual(await ledgerDifferences(database), []);
  await end();
});

test('a hold reduces the available units, not the units on hand', async (t) => {
  await receive(database, 'HOLD-1', 10);
  t.deepEqual(await hold(database, 'hold-1', [{ sku: 'HOLD-1', quantity: 4 }]), {
    outcome: 'held',
    allocations: [{ sku: 'HOLD-1', location: 'main', quantity: 4 }],
  });
  t.deepEqual(await unitsOf(database, 'HOLD-1'), { onHand: 10, reserved: 4 });
});

test('a hold of several lines is short as a whole and names the short lines', async (t) => {
  await receive(database, 'SHORT-1', 10);
  await receive(database, 'SHORT-2', 1);
  const lines = [
    { sku: 'SHORT-1', quantity: 4 },
    { sku: 'SHORT-2', quantity: 2 },
    { sku: 'SHORT-3', quantity: 1 },
  ];
  t.deepEqual(await hold(database, 'short', lines), {
    outcome: 'short',
    lines: [
      { sku: 'SHORT-2', requested: 2, available: 1 },
      { sku: 'SHORT-3', requested: 1, available: 0 },
    ],
  });
  t.deepEqual(await unitsOf(database, 'SHORT-1'), { onHand: 10, reserved: 0 });
  t.deepEqual(await movementsOf(database, 'short'), {});
});

test('a hold that was short succeeds once there is enough', async (t) => {
  const lines = [{ sku: 'LATER', quantity: 3 }];
  t.is((await hold(database, 'later', lines)).outcome, 'short');
  await receive(database, 'LATER', 3);
  t.is((await hold(database, 'later', lines)).outcome, 'held');
});

test('a hold merges lines of one product before it compares them with the stock', async (t) => {
  await receive(database, 'MERGED', 5);
  const lines = [
    { sku: 'MERGED', quantity: 3 },
    { sku: 'MERGED', quantity: 3 },
  ];
  t.deepEqual(await hold(database, 'merged', lines), {
    outcome: 'short',
    lines: [{ sku: 'MERGED', requested: 6, available: 5 }],
  });
});

test('a hold takes units from several locations, and its dispatch from the same ones', async (t) => {
  await receive(database, 'SPLIT', 5, 'east');
  await receive(database, 'SPLIT', 3, 'west');
  t.is((await hold(database, 'split', [{ sku: 'SPLIT', quantity: 7 }])).outcome, 'held');
  t.is(await close(database, 'split', 'commit'), 'committed');
  await ship(database, 'split', [{ sku: 'SPLIT', quantity: 7 }]);
  const { rows } = await database.query(
    `SELECT location, on_hand, reserved FROM stock WHERE sku = 'SPLIT' ORDER BY location`,
  );
  t.deepEqual(rows, [
    { location: 'east', on_hand: 0, reserved: 0 },
    { location: 'west', on_hand: 1, reserved: 0 },
  ]);
});

test('a repeated hold answers held and holds once', async (t) => {
  await receive(database, 'REPEAT', 10);
  const lines = [{ sku: 'REPEAT', quantity: 4 }];
  const answers = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => hold(database, 'repeat', lines)),
  );
  t.deepEqual(new Set(answers.map(({ outcome }) => outcome)), new Set(['held']));
  t.deepEqual(await unitsOf(database, 'REPEAT'), { onHand: 10, reserved: 4 });
  t.deepEqual(await movementsOf(database, 'repeat'), { reserve: 1 });
});

test('a repeated commit confirms the units once, and they stay on the shelf', async (t) => {
  await receive(database, 'COMMIT', 10);
  await hold(database, 'commit', [{ sku: 'COMMIT', quantity: 4 }]);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => close(database, 'commit', 'commit')),
  );
  t.deepEqual(new Set(answers), new Set(['committed']));
  t.deepEqual(await unitsOf(database, 'COMMIT'), { onHand: 10, reserved: 4 });
  t.deepEqual(await movementsOf(database, 'commit'), { reserve: 1, confirm: 1 });
  t.is((await hold(database, 'commit', [{ sku: 'COMMIT', quantity: 4 }])).outcome, 'held');
  t.deepEqual(await unitsOf(database, 'COMMIT'), { onHand: 10, reserved: 4 });
  t.deepEqual(await movementsOf(database, 'commit'), { reserve: 1, confirm: 1 });
});

test('a repeated release releases the units once', async (t) => {
  await receive(database, 'RELEASE', 10);
  await hold(database, 'release', [{ sku: 'RELEASE', quantity: 4 }]);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => close(database, 'release', 'release')),
  );
  t.deepEqual(new Set(answers), new Set(['released']));
  t.deepEqual(await unitsOf(database, 'RELEASE'), { onHand: 10, reserved: 0 });
});

test('a release after the commit gives the units back once', async (t) => {
  await receive(database, 'RESTOCK', 10);
  await hold(database, 'restock', [{ sku: 'RESTOCK', quantity: 4 }]);
  await close(database, 'restock', 'commit');
  t.is(await close(database, 'restock', 'release'), 'released');
  t.is(await close(database, 'restock', 'release'), 'released');
  t.is(await close(database, 'restock', 'commit'), 'released');
  t.deepEqual(await unitsOf(database, 'RESTOCK'), { onHand: 10, reserved: 0 });
  t.deepEqual(await movementsOf(database, 'restock'), { reserve: 1, confirm: 1, release: 1 });
});

test('an expiry releases a hold, but not a committed reservation', async (t) => {
  await receive(database, 'EXPIRE', 10);
  for (const orderId of ['expire-1', 'expire-2']) {
    await hold(database, orderId, [{ sku: 'EXPIRE', quantity: 2 }]);
  }
  t.is(await close(database, 'expire-1', 'expire'), 'expired');
  t.is(await close(database, 'expire-2', 'commit'), 'committed');
  t.is(await close(database, 'expire-2', 'expire'), 'committed');
  t.deepEqual(await unitsOf(database, 'EXPIRE'), { onHand: 10, reserved: 2 });
});

test('a release before its hold closes the reservation for good', async (t) => {
  await receive(database, 'TOMB', 10);
  t.is(await close(database, 'tomb', 'release'), 'released');
  t.deepEqual(await hold(database, 'tomb', [{ sku: 'TOMB', quantity: 1 }]), { outcome: 'closed' });
  t.deepEqual(await unitsOf(database, 'TOMB'), { onHand: 10, reserved: 0 });
});

test('a commit without a hold is refused and closes nothing', async (t) => {
  await receive(database, 'NEVER', 10);
  t.is(await close(database, 'never', 'commit'), 'reservation-not-found');
  t.is((await hold(database, 'never', [{ sku: 'NEVER', quantity: 1 }])).outcome, 'held');
});

test('200 holds over 100 units from 32 connections hold exactly 100', async (t) => {
  await receive(database, 'SCARCE', 100);
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      hold(database, `scarce-${n}`, [{ sku: 'SCARCE', quantity: 1 }]),
    ),
  );
  t.is(answers.filter(({ outcome }) => outcome === 'held').length, 100);
  t.is(answers.filter(({ outcome }) => outcome === 'short').length, 100);
  t.deepEqual(await unitsOf(database, 'SCARCE'), { onHand: 100, reserved: 100 });
});

test('a concurrent hold and release of one order end with nothing held', async (t) => {
  await receive(database, 'RACE', 1_000);
  for (let round = 0; round < 50; round++) {
    const orderId = `race-${round}`;
    const [held, released] = await Promise.all([
      hold(database, orderId, [{ sku: 'RACE', quantity: 5 }]),
      close(database, orderId, 'release'),
    ]);
    t.is(released, 'released');
    t.true(held.outcome === 'held' || held.outcome === 'closed');
  }
  t.deepEqual(await unitsOf(database, 'RACE'), { onHand: 1_000, reserved: 0 });
});

test('an order of 700 lines is held, committed and released as a whole', async (t) => {
  const lines = Array.from({ length: 700 }, (_, n) => ({ sku: `WIDE-${n}`, quantity: 2 }));
  await Promise.all(lines.map(({ sku }) => receive(database, sku, 5)));
  t.is((await hold(database, 'wide', lines)).outcome, 'held');
  t.is(await close(database, 'wide', 'commit'), 'committed');
  t.is(await close(database, 'wide', 'release'), 'released');
  t.deepEqual(await movementsOf(database, 'wide'), { reserve: 700, confirm: 700, release: 700 });
});

test('the ledger refuses changes and deletions', async (t) => {
  await t.throwsAsync(database.query('UPDATE stock_movements SET reserved_delta = 0'), {
    message: /append-only/,
  });
  await t.throwsAsync(database.query('DELETE FROM stock_movements'), { message: /append-only/ });
});

test('holds of the same products in opposite line order never deadlock', async (t) => {
  const skus = Array.from({ length: 6 }, (_, n) => `CROSS-${n}`);
  for (const sku of skus) {
    await receive(database, sku, 100_000, 'east');
    await receive(database, sku, 100_000, 'west');
  }
  const there = skus.map((sku) => ({ sku, quantity: 1 }));
  const back = there.toReversed();
  const rounds = 200;
  for (let round = 0; round < rounds; round++) {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((side) => `cross-${side}-${round}`) as [
      string,
      string,
      string,
      string,
    ];
    const last = round - 1;
    const answers = await Promise.all([
      hold(database, a, there),
      hold(database, b, back),
      hold(database, c, there),
      hold(database, d, back),
      // At the same time the holds of the previous round end, in batches of opposite order too.
      settle(database, [`cross-b-${last}`, `cross-a-${last}`], 'release'),
      settle(database, [`cross-a-${last}`, `cross-b-${last}`], 'release'),
      close(database, `cross-c-${last}`, round === 0 ? 'release' : 'commit'),
      close(database, `cross-d-${last}`, 'release'),
    ]);
    for (const answer of answers.slice(0, 4)) t.like(answer, { outcome: 'held' });
  }
  for (const sku of skus) {
    t.deepEqual(await unitsOf(database, sku), { onHand: 200_000, reserved: 4 + (rounds - 1) });
  }
  t.is(await deadlocksOf(database), 0);
});
