import { writeHolds, createHoldBatcher } from '@commerce/inventory/use-cases/hold-stock';
import { allocateOverdueBackorders } from '@commerce/inventory/use-cases/allocate-backorders';
import { recordStockOperation } from '@commerce/inventory/use-cases/record-stock-operation';
import { releaseUnits } from '@commerce/inventory/use-cases/release-units';
import { restockReturn } from '@commerce/inventory/use-cases/restock-return';
import { setStockThreshold } from '@commerce/inventory/use-cases/set-stock-threshold';
import { Problem } from 'dapr-actor-runtime/server';
import test from 'ava';
import {
  close,
  deadlocksOf,
  declare,
  eventsOf,
  hold,
  inventoryDatabase,
  inventoryDeps,
  ledgerDifferences,
  receive,
  ship,
  unitsOf,
} from './inventory-database.ts';

const CONNECTIONS = 24;
const CORRELATION = { correlationId: 'hot-rows' };

const { database, end } = await inventoryDatabase({ connections: CONNECTIONS });
test.after.always('the ledger adds up to the stock, then the database is dropped', async (t) => {
  t.deepEqual(await ledgerDifferences(database), []);
  await end();
});

const deps = inventoryDeps(database);

test.serial('each hold of a batch is decided separately', async (t) => {
  await receive(database, 'TOGETHER', 50);
  const holdStock = createHoldBatcher(deps);
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      holdStock({
        orderId: `together-${n}`,
        lines: [
          { sku: 'TOGETHER', quantity: 1 },
          ...(n % 4 === 0 ? [{ sku: 'NOWHERE', quantity: 1 }] : []),
        ],
        policy: 'all',
        ...CORRELATION,
      }),
    ),
  );
  t.is(answers.filter(({ outcome }) => outcome === 'held').length, 50);
  t.true(answers.every(({ outcome }, n) => n % 4 !== 0 || outcome === 'short'));
  t.deepEqual(await unitsOf(database, 'TOGETHER'), { onHand: 50, reserved: 50 });
});

test.serial('a hold that fails does not affect the others of its batch', async (t) => {
  await receive(database, 'SOUND', 50);
  const holdStock = createHoldBatcher(deps);
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      holdStock({
        orderId: `sound-${n}`,
        lines: [{ sku: 'SOUND', quantity: n === 7 ? 0.5 : 1 }],
        policy: 'all',
        ...CORRELATION,
      }),
    ),
  );
  t.deepEqual(
    answers.flatMap(({ status }, n) => (status === 'rejected' ? [n] : [])),
    [7],
  );
  t.deepEqual(await unitsOf(database, 'SOUND'), { onHand: 50, reserved: 19 });
});

test.serial('concurrent repeats of a hold in one process hold once', async (t) => {
  await receive(database, 'SAME', 50);
  const holdStock = createHoldBatcher(deps);
  const wanted = { lines: [{ sku: 'SAME', quantity: 2 }], policy: 'all' } as const;
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => holdStock({ orderId: 'same', ...wanted, ...CORRELATION })),
  );
  t.is(new Set(answers.map((one) => JSON.stringify(one))).size, 1);
  t.deepEqual(await unitsOf(database, 'SAME'), { onHand: 50, reserved: 2 });
});

test.serial(
  'a hold that was decided before units were backordered does not take these units',
  async (t) => {
    await receive(database, 'DECIDED', 2);
    await hold(database, 'waits', [{ sku: 'DECIDED', quantity: 3 }], { policy: 'backorder' });
    await receive(database, 'DECIDED', 1);
    const late = {
      orderId: 'late',
      allocations: [{ sku: 'DECIDED', location: 'main', quantity: 1 }],
      backordered: [],
      answer: null,
      ...CORRELATION,
    };
    await t.throwsAsync(writeHolds(deps, [late]), {
      message: 'orders have backordered these units',
      code: 'STALE',
    });
    t.deepEqual(await unitsOf(database, 'DECIDED'), { onHand: 3, reserved: 2 });
  },
);

test.serial(
  'the backorders of a hold count when stock levels are compared with their thresholds',
  async (t) => {
    await receive(database, 'JUDGED', 2);
    await setStockThreshold(deps, { sku: 'JUDGED', lowAt: 1 });
    await receive(database, 'JUDGED', 3);
    // Decided when there were 2 units: it takes these and backorders 4 more.
    const lowStock = {
      orderId: 'judged',
      allocations: [{ sku: 'JUDGED', location: 'main', quantity: 2 }],
      backordered: [{ sku: 'JUDGED', quantity: 4 }],
      answer: null,
      ...CORRELATION,
    };
    t.like(await writeHolds(deps, [lowStock]), { skusToAllocate: ['JUDGED'] });
    const events = await eventsOf(database, 'JUDGED');
    t.deepEqual(
      events.map(({ type, data, correlationId }) => [type, data, correlationId]),
      [['StockLow.v1', { sku: 'JUDGED', available: 0, lowAt: 1 }, CORRELATION.correlationId]],
    );
  },
);

const SKUS = ['HOT-1', 'HOT-2', 'HOT-3'];
const PLACES = ['east', 'north', 'west'];
const ROUNDS = 60;

/** A refusal by a rule, which can happen in the mix; any other error fails the test. */
function expectedRefusal(error: unknown): void {
  if (!(error instanceof Problem)) throw error;
}

/** Every operation on stock, concurrently, on the same rows in different orders. */
function operationsOf(round: number): Promise<unknown>[] {
  const there = SKUS.map((sku) => ({ sku, quantity: 1 + (round % 3) }));
  const back = there.toReversed();
  const sku = SKUS[round % SKUS.length] as string;
  const [from, to] = [PLACES[round % 3], PLACES[(round + 1) % 3]] as [string, string];
  const before = (kind: string) => `${kind}-${round - 1}`;
  const lines = [{ sku, quantity: 1 }];
  const part = (orderId: string) =>
    releaseUnits(deps, { orderId, commandId: 'part', lines, ...CORRELATION });
  const dispatch = (orderId: string) =>
    ship(database, orderId, lines, { location: round % 3 === 0 ? from : undefined });
  const restock = (orderId: string) =>
    restockReturn(deps, {
      orderId,
      returnId: 'return',
      lines,
      location: `return-${round % 4}`,
      ...CORRELATION,
    }).catch(expectedRefusal);
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
    dispatch(before('back')),
    dispatch(`part-${round - 2}`),
    restock(`back-${round - 2}`),
    receive(database, sku, 4, from),
    recordStockOperation(deps, {
      sku,
      kind: 'adjustment',
      request: { location: to, delta: round % 2 === 0 ? 2 : -2, reason: 'recount' },
    }).catch(expectedRefusal),
    recordStockOperation(deps, {
      sku,
      kind: 'transfer',
      request: { from, to, quantity: 1 },
    }).catch(expectedRefusal),
    setStockThreshold(deps, { sku, lowAt: round % 7 }),
    allocateOverdueBackorders(deps),
    allocateOverdueBackorders(deps),
  ];
}

test.serial('no mix of stock operations deadlocks or loses a unit', async (t) => {
  for (const sku of SKUS) for (const place of PLACES) await receive(database, sku, 10, place);
  await declare(database, 'return-0', 'return-1', 'return-2', 'return-3');
  for (let round = 0; round < ROUNDS; round++) {
    const ends = await Promise.allSettled(operationsOf(round));
    t.deepEqual(
      ends.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])),
      [],
    );
  }
  t.is(await deadlocksOf(database), 0);
  t.deepEqual(await ledgerDifferences(database), []);

  // The reserved units are those of the reservations, and each backorder belongs to an open order.
  const { rows: wrong } = await database.query(
    `SELECT sku, location, reserved, units FROM stock FULL JOIN (
       SELECT line->>'sku' AS sku, line->>'location' AS location,
              sum((line->>'quantity')::bigint) AS units
       FROM reservations, jsonb_array_elements(lines) AS line
       WHERE status IN ('held', 'committed') GROUP BY 1, 2
     ) AS reservations USING (sku, location)
     WHERE coalesce(reserved, 0) <> coalesce(units, 0)`,
  );
  t.deepEqual(wrong, []);
  const { rows: stray } = await database.query(
    `SELECT order_id FROM backorders JOIN reservations USING (order_id)
     WHERE status NOT IN ('held', 'committed')`,
  );
  t.deepEqual(stray, []);
  await allocateOverdueBackorders(deps);
  const { rows: idle } = await database.query(
    `SELECT sku FROM backorders JOIN stock USING (sku) WHERE on_hand > reserved + quarantined`,
  );
  t.deepEqual(idle, []);
});
