import { fewestPackages } from '@commerce/inventory/domain/allocation';
import { giveBackPart } from '@commerce/inventory/store/give-backs';
import { createHolds } from '@commerce/inventory/store/hold-batches';
import { recordOperation } from '@commerce/inventory/store/operations';
import { setThreshold } from '@commerce/inventory/store/stock';
import test from 'ava';
import { fillsOf } from './inventory-app.ts';
import {
  attempt,
  close,
  deadlocksOf,
  eventsOf,
  hold,
  inventoryDatabase,
  ledgerDifferences,
  receive,
  unitsOf,
} from './inventory-database.ts';

const CONNECTIONS = 24;
const CORRELATION = { correlationId: 'hot-rows' };

const { database, end } = await inventoryDatabase({ connections: CONNECTIONS });
test.after.always('the ledger sums to the stock, then the database is dropped', async (t) => {
  t.deepEqual(await ledgerDifferences(database), []);
  await end();
});

const holds = () =>
  createHolds({ database, allocate: fewestPackages, free: fillsOf(database).after });

test.serial('holds that wait together are decided each by itself', async (t) => {
  await receive(database, 'TOGETHER', 50);
  const grouped = holds();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      grouped.hold({
        orderId: `together-${n}`,
        lines: [
          { sku: 'TOGETHER', quantity: 1 },
          ...(n % 4 === 0 ? [{ sku: 'NOWHERE', quantity: 1 }] : []),
        ],
        policy: 'all',
        ttlSeconds: 900,
        ...CORRELATION,
      }),
    ),
  );
  t.is(answers.filter(({ outcome }) => outcome === 'held').length, 50);
  t.true(answers.every(({ outcome }, n) => n % 4 !== 0 || outcome === 'short'));
  t.deepEqual(await unitsOf(database, 'TOGETHER'), { onHand: 50, held: 50 });
});

test.serial('a hold that fails fails no other of its batch', async (t) => {
  await receive(database, 'SOUND', 50);
  const grouped = holds();
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      grouped.hold({
        orderId: `sound-${n}`,
        lines: [{ sku: 'SOUND', quantity: n === 7 ? 0.5 : 1 }],
        policy: 'all',
        ttlSeconds: 900,
        ...CORRELATION,
      }),
    ),
  );
  t.deepEqual(
    answers.flatMap(({ status }, n) => (status === 'rejected' ? [n] : [])),
    [7],
  );
  t.deepEqual(await unitsOf(database, 'SOUND'), { onHand: 50, held: 19 });
});

test.serial('the same hold many times at once in one process is held once', async (t) => {
  await receive(database, 'SAME', 50);
  const grouped = holds();
  const wanted = { lines: [{ sku: 'SAME', quantity: 2 }], policy: 'all', ttlSeconds: 900 } as const;
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => grouped.hold({ orderId: 'same', ...wanted, ...CORRELATION })),
  );
  t.is(new Set(answers.map((one) => JSON.stringify(one))).size, 1);
  t.deepEqual(await unitsOf(database, 'SAME'), { onHand: 50, held: 2 });
});

test.serial('a hold that was decided before others waited takes nothing from them', async (t) => {
  await receive(database, 'DECIDED', 2);
  await hold(database, 'waits', [{ sku: 'DECIDED', quantity: 3 }], { policy: 'backorder' });
  await receive(database, 'DECIDED', 1);
  const place = `SELECT place_holds('{late}', '{900}', '{"[]"}', '{null}', '{DECIDED}',
    '{main}', '{1}', '{late}', '{hot-rows}', '{}', '{}', '{}')`;
  await t.throwsAsync(database.query(place), { message: 'orders wait for these units' });
  t.deepEqual(await unitsOf(database, 'DECIDED'), { onHand: 3, held: 2 });
});

test.serial('what a hold waits for counts before the levels are judged', async (t) => {
  await receive(database, 'JUDGED', 2);
  await setThreshold(database, { sku: 'JUDGED', lowAt: 1 }, { ...CORRELATION, check() {} });
  await receive(database, 'JUDGED', 3);
  // Decided when there were 2 units: it takes these and waits for 4 more.
  const { rows } = await database.query(
    `SELECT place_holds('{judged}', '{900}', $1::jsonb[], '{null}', '{JUDGED}', '{main}', '{2}',
       '{judged}', '{hot-rows}', '{judged}', '{JUDGED}', '{4}') AS fillable`,
    [[JSON.stringify([{ sku: 'JUDGED', location: 'main', quantity: 2 }])]],
  );
  t.deepEqual(rows, [{ fillable: ['JUDGED'] }]);
  const told = (await eventsOf(database, 'JUDGED')).map(({ type, data }) => [type, data]);
  t.deepEqual(told, [['StockLow.v1', { sku: 'JUDGED', available: 0, lowAt: 1 }]]);
});

const SKUS = ['HOT-1', 'HOT-2', 'HOT-3'];
const PLACES = ['east', 'north', 'west'];
const ROUNDS = 60;

/** Everything that touches stock, at once, over the same rows in every order. */
function everythingOf(round: number): Promise<unknown>[] {
  const there = SKUS.map((sku) => ({ sku, quantity: 1 + (round % 3) }));
  const back = there.toReversed();
  const sku = SKUS[round % SKUS.length] as string;
  const [from, to] = [PLACES[round % 3], PLACES[(round + 1) % 3]] as [string, string];
  const before = (kind: string) => `${kind}-${round - 1}`;
  const giveBack = (command: Parameters<typeof giveBackPart>[1]) =>
    attempt(database, (trx) => giveBackPart(trx, command));
  const lines = [{ sku, quantity: 1 }];
  const part = (orderId: string) =>
    giveBack({ kind: 'release', orderId, commandId: 'part', lines, ...CORRELATION });
  const comeBack = (orderId: string) =>
    giveBack({
      kind: 'return',
      orderId,
      commandId: 'return',
      lines,
      location: `return-${round % 4}`,
      ...CORRELATION,
    });
  const operate = (operation: Parameters<typeof recordOperation>[1]) =>
    recordOperation(database, operation, CORRELATION.correlationId);
  return [
    hold(database, `all-${round}`, there),
    hold(database, `part-${round}`, back, { policy: 'partial' }),
    hold(database, `back-${round}`, there, { policy: 'backorder' }),
    hold(database, `kcab-${round}`, back, { policy: 'backorder' }),
    close(database, before('all'), 'release'),
    close(database, before('back'), 'commit'),
    close(database, before('kcab'), round % 2 === 0 ? 'expire' : 'commit'),
    close(database, before('part'), 'commit'),
    part(before('back')),
    part(before('part')),
    comeBack(`back-${round - 2}`),
    receive(database, sku, 4, from),
    operate({
      operationId: `adjust-${round}`,
      sku,
      kind: 'adjustment',
      request: { location: to, delta: round % 2 === 0 ? 2 : -2, reason: 'recount' },
    }),
    operate({
      operationId: `move-${round}`,
      sku,
      kind: 'transfer',
      request: { from, to, quantity: 1 },
    }),
    setThreshold(database, { sku, lowAt: round % 7 }, { ...CORRELATION, check() {} }),
    fillsOf(database).sweep(),
    fillsOf(database).sweep(),
  ];
}

test.serial('no mix of everything that moves stock ever deadlocks or loses a unit', async (t) => {
  for (const sku of SKUS) for (const place of PLACES) await receive(database, sku, 10, place);
  for (let round = 0; round < ROUNDS; round++) {
    const ends = await Promise.allSettled(everythingOf(round));
    t.deepEqual(
      ends.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])),
      [],
    );
  }
  t.is(await deadlocksOf(database), 0);
  t.deepEqual(await ledgerDifferences(database), []);

  // What is held is what the reservations say, and what waits belongs to an order that may wait.
  const { rows: wrong } = await database.query(
    `SELECT sku, location, held, reserved FROM stock FULL JOIN (
       SELECT line->>'sku' AS sku, line->>'location' AS location,
              sum((line->>'quantity')::bigint) AS reserved
       FROM reservations, jsonb_array_elements(lines) AS line
       WHERE status = 'held' GROUP BY 1, 2
     ) AS reservations USING (sku, location)
     WHERE coalesce(held, 0) <> coalesce(reserved, 0)`,
  );
  t.deepEqual(wrong, []);
  const { rows: stray } = await database.query(
    `SELECT order_id FROM backorders JOIN reservations USING (order_id)
     WHERE status NOT IN ('held', 'committed')`,
  );
  t.deepEqual(stray, []);
  await fillsOf(database).sweep();
  const { rows: idle } = await database.query(
    `SELECT sku FROM backorders JOIN stock USING (sku) WHERE on_hand > held`,
  );
  t.deepEqual(idle, []);
});
