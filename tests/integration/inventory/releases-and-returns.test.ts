import type { Units } from '@commerce/contracts/inventory/reservation-actor';
import { releaseUnits } from '@commerce/inventory/use-cases/release-units';
import test from 'ava';
import { reservationsUnderTest } from './inventory-app.ts';
import { close, hold, inventoryDeps, movementsOf, receive, unitsOf } from './inventory-database.ts';

const { database, inventory, call } = await reservationsUnderTest();
const deps = inventoryDeps(database);
const pointerOf = (body: Record<string, unknown>) =>
  (body['errors'] as { pointer: string }[] | undefined)?.[0]?.pointer;

/** Creates an order that holds `quantity` of 10 units of its own product; returns the SKU. */
async function held(orderId: string, quantity: number): Promise<string> {
  const sku = orderId.toUpperCase();
  await receive(database, sku, 10);
  await hold(database, orderId, [{ sku, quantity }]);
  return sku;
}

/** Releases a part of a reservation, as the cancellation of lines does. */
const release = (orderId: string, lines: Units[], commandId = 'c1') =>
  releaseUnits(deps, { orderId, commandId, lines, correlationId: 'releases' });

test('a part of a hold is released once, however often it is repeated', async (t) => {
  const sku = await held('part-1', 6);
  const answer = {
    status: 'held',
    released: [{ sku, quantity: 2, location: 'main' }],
    cancelledBackorders: [],
  };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => release('part-1', [{ sku, quantity: 2 }])),
  );
  for (const one of answers) t.deepEqual(one, { ok: true, answer } as typeof one);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, held: 4 });
  t.deepEqual(await call('part-1', 'hold', { lines: [{ sku, quantity: 6 }] }), {
    outcome: 'held',
    allocations: [{ sku, location: 'main', quantity: 6 }],
  });
  t.is(await close(database, 'part-1', 'commit'), 'committed');
  t.deepEqual(await unitsOf(database, sku), { onHand: 6, held: 0 });
});

test('a part of a committed reservation is restocked, then the rest', async (t) => {
  const sku = await held('part-2', 6);
  await close(database, 'part-2', 'commit');
  t.like(await release('part-2', [{ sku, quantity: 2 }]), { answer: { status: 'committed' } });
  t.deepEqual(await unitsOf(database, sku), { onHand: 6, held: 0 });
  await call('part-2', 'release');
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, held: 0 });
  t.deepEqual(await movementsOf(database, 'part-2'), { hold: 1, commit: 1, restock: 2 });
});

test('a command id that was used for another part is refused and moves nothing', async (t) => {
  const sku = await held('part-3', 6);
  await release('part-3', [{ sku, quantity: 2 }]);
  t.deepEqual(await release('part-3', [{ sku, quantity: 3 }]), {
    ok: false,
    code: 'idempotency-key-reused',
  });
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, held: 4 });
});

test('a release of more than the reservation is refused with its line', async (t) => {
  const sku = await held('part-4', 3);
  t.deepEqual(await release('part-4', [{ sku, quantity: 4 }]), {
    ok: false,
    code: 'exceeds-reservation',
    lines: [{ sku, requested: 4, available: 3 }],
  });
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, held: 3 });
});

test('a release cancels backordered units first', async (t) => {
  const sku = await held('part-5', 10);
  await call('part-6', 'hold', { policy: 'backorder', lines: [{ sku, quantity: 5 }] });
  t.deepEqual(await release('part-6', [{ sku, quantity: 3 }]), {
    ok: true,
    answer: { status: 'held', released: [], cancelledBackorders: [{ sku, quantity: 3 }] },
  });
  t.is((await inventory.send('GET', `/stock/${sku}`)).body['waiting'], 2);
});

test('a partial release of a closed reservation moves nothing', async (t) => {
  const sku = await held('part-7', 3);
  await call('part-7', 'release');
  t.deepEqual(await release('part-7', [{ sku, quantity: 1 }]), {
    ok: true,
    answer: { status: 'released', released: [], cancelledBackorders: [] },
  });
});

test('a partial release without a reservation is refused', async (t) => {
  t.deepEqual(await release('part-8', [{ sku: 'ANY', quantity: 1 }]), {
    ok: false,
    code: 'reservation-not-found',
  });
});

test('units of a committed order are restocked once per return', async (t) => {
  const sku = await held('return-1', 6);
  await close(database, 'return-1', 'commit');
  const back = { returnId: 'ret-1', lines: [{ sku, quantity: 2 }] };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => call('return-1', 'restock', back)),
  );
  for (const one of answers) {
    t.deepEqual(one, {
      status: 'committed',
      restocked: [{ sku, quantity: 2, location: 'main' }],
    });
  }
  t.deepEqual(await unitsOf(database, sku), { onHand: 6, held: 0 });
});

test('returned units go to the named location, even if it is new', async (t) => {
  const sku = await held('return-2', 6);
  await close(database, 'return-2', 'commit');
  const back = { returnId: 'ret-1', lines: [{ sku, quantity: 2 }], location: 'returns' };
  await call('return-2', 'restock', back);
  t.like((await inventory.send('GET', `/stock/${sku}`)).body, {
    locations: [
      { location: 'main', onHand: 4 },
      { location: 'returns', onHand: 2 },
    ],
  });
});

test('never more units are restocked than were committed, over all returns', async (t) => {
  const sku = await held('return-3', 3);
  await close(database, 'return-3', 'commit');
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      call('return-3', 'restock', { returnId: `ret-${n}`, lines: [{ sku, quantity: 1 }] }),
    ),
  );
  t.is(answers.filter(({ status }) => status === 'committed').length, 3);
  t.is(answers.filter(({ type }) => type === '/problems/exceeds-reservation').length, 2);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, held: 0 });
});

test('a return of units that are only held, or were never held, is refused', async (t) => {
  const sku = await held('return-4', 3);
  const back = { returnId: 'ret-1', lines: [{ sku, quantity: 1 }] };
  t.like(await call('return-4', 'restock', back), {
    type: '/problems/reservation-not-committed',
    status: 409,
  });
  t.like(await call('return-5', 'restock', back), { type: '/problems/reservation-not-found' });
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, held: 3 });
});

const line = { sku: 'ANY', quantity: 1 };
const malformed: [string, string, object, string][] = [
  ['a return without an id', 'restock', { lines: [line] }, '/returnId'],
  ['a return without lines', 'restock', { returnId: 'r', lines: [] }, '/lines'],
  [
    'a return to a malformed location',
    'restock',
    { returnId: 'r', lines: [line], location: 'a b' },
    '/location',
  ],
  [
    'a return of no units',
    'restock',
    { returnId: 'r', lines: [{ ...line, quantity: 0 }] },
    '/lines/0/quantity',
  ],
  [
    'a return of half a unit',
    'restock',
    { returnId: 'r', lines: [{ ...line, quantity: 0.5 }] },
    '/lines/0/quantity',
  ],
  ['a return with an unknown field', 'restock', { returnId: 'r', lines: [line], all: 1 }, '/all'],
  ['a hold of a malformed SKU', 'hold', { lines: [{ ...line, sku: 'a b' }] }, '/lines/0/sku'],
  [
    'a hold of a negative quantity',
    'hold',
    { lines: [{ ...line, quantity: -1 }] },
    '/lines/0/quantity',
  ],
  [
    'a hold of a huge quantity',
    'hold',
    { lines: [{ ...line, quantity: 1e12 }] },
    '/lines/0/quantity',
  ],
];
for (const [what, method, input, pointer] of malformed) {
  test(`${what} is refused with a pointer to it`, async (t) => {
    const answer = await call('malformed', method, input);
    t.like(answer, { type: '/problems/invalid-request', status: 400 });
    t.is(pointerOf(answer), pointer);
  });
}
