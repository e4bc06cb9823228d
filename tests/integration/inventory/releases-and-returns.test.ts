import type { Units } from '@commerce/contracts/inventory/reservation-actor';
import { releaseUnits } from '@commerce/inventory/use-cases/release-units';
import test from 'ava';
import { reservationsUnderTest } from './inventory-app.ts';
import {
  close,
  declare,
  hold,
  inventoryDeps,
  movementsOf,
  receive,
  ship,
  unitsOf,
} from './inventory-database.ts';

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

/** Creates an order that dispatched `quantity` of 10 units of its own product; returns the SKU. */
async function dispatched(orderId: string, quantity: number): Promise<string> {
  const sku = await held(orderId, quantity);
  await close(database, orderId, 'commit');
  await ship(database, orderId, [{ sku, quantity }]);
  return sku;
}

/** Releases a part of a reservation, as the cancellation of lines does. */
const release = (orderId: string, lines: Units[], commandId = 'c1') =>
  releaseUnits(deps, { orderId, commandId, lines, correlationId: 'releases' });

test('a part of a hold is released once, however often it is repeated', async (t) => {
  const sku = await held('part-1', 6);
  const answer = {
    status: 'held',
    moved: [{ sku, quantity: 2, location: 'main' }],
    cancelledBackorders: [],
  };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => release('part-1', [{ sku, quantity: 2 }])),
  );
  for (const one of answers) t.deepEqual(one, { ok: true, answer } as typeof one);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 4 });
  t.deepEqual(await call('part-1', 'hold', { lines: [{ sku, quantity: 6 }] }), {
    outcome: 'held',
    allocations: [{ sku, location: 'main', quantity: 6 }],
  });
  t.is(await close(database, 'part-1', 'commit'), 'committed');
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 4 });
});

test('a part of a committed reservation is released, then the rest', async (t) => {
  const sku = await held('part-2', 6);
  await close(database, 'part-2', 'commit');
  t.like(await release('part-2', [{ sku, quantity: 2 }]), { answer: { status: 'committed' } });
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 4 });
  await call('part-2', 'release');
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 0 });
  t.deepEqual(await movementsOf(database, 'part-2'), { reserve: 1, confirm: 1, release: 2 });
});

test('a command id that was used for another part is refused and moves nothing', async (t) => {
  const sku = await held('part-3', 6);
  await release('part-3', [{ sku, quantity: 2 }]);
  t.deepEqual(await release('part-3', [{ sku, quantity: 3 }]), {
    ok: false,
    code: 'idempotency-key-reused',
  });
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 4 });
});

test('a release of more than the reservation is refused with its line', async (t) => {
  const sku = await held('part-4', 3);
  t.deepEqual(await release('part-4', [{ sku, quantity: 4 }]), {
    ok: false,
    code: 'exceeds-reservation',
    lines: [{ sku, requested: 4, available: 3 }],
  });
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 3 });
});

test('a release cancels backordered units first', async (t) => {
  const sku = await held('part-5', 10);
  await call('part-6', 'hold', { policy: 'backorder', lines: [{ sku, quantity: 5 }] });
  t.deepEqual(await release('part-6', [{ sku, quantity: 3 }]), {
    ok: true,
    answer: { status: 'held', moved: [], cancelledBackorders: [{ sku, quantity: 3 }] },
  });
  t.is((await inventory.send('GET', `/stock/${sku}`)).body['waiting'], 2);
});

test('a partial release of a closed reservation moves nothing', async (t) => {
  const sku = await held('part-7', 3);
  await call('part-7', 'release');
  t.deepEqual(await release('part-7', [{ sku, quantity: 1 }]), {
    ok: true,
    answer: { status: 'released', moved: [], cancelledBackorders: [] },
  });
});

test('a partial release without a reservation is refused', async (t) => {
  t.deepEqual(await release('part-8', [{ sku: 'ANY', quantity: 1 }]), {
    ok: false,
    code: 'reservation-not-found',
  });
});

test('dispatched units are restocked once per return', async (t) => {
  const sku = await dispatched('return-1', 6);
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
  t.deepEqual(await unitsOf(database, sku), { onHand: 6, reserved: 0 });
});

test('returned units go to the named location, which must be declared', async (t) => {
  const sku = await dispatched('return-2', 6);
  const back = { returnId: 'ret-1', lines: [{ sku, quantity: 2 }], location: 'RETURNS' };
  t.like(await call('return-2', 'restock', back), { type: '/problems/location-not-found' });
  await declare(database, 'returns');
  await call('return-2', 'restock', back);
  t.like((await inventory.send('GET', `/stock/${sku}`)).body, {
    locations: [
      { location: 'main', onHand: 4 },
      { location: 'returns', onHand: 2 },
    ],
  });
});

test('never more units are restocked than were dispatched, over all returns', async (t) => {
  const sku = await dispatched('return-3', 3);
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      call('return-3', 'restock', { returnId: `ret-${n}`, lines: [{ sku, quantity: 1 }] }),
    ),
  );
  t.is(answers.filter(({ status }) => status === 'committed').length, 3);
  t.is(answers.filter(({ type }) => type === '/problems/exceeds-reservation').length, 2);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 0 });
});

test('a return that overtakes its shipment is refused until the shipment is known', async (t) => {
  const sku = await held('return-6', 3);
  await close(database, 'return-6', 'commit');
  const back = { returnId: 'ret-1', lines: [{ sku, quantity: 2 }] };
  t.like(await call('return-6', 'restock', back), {
    type: '/problems/units-not-shipped',
    status: 409,
    lines: [{ sku, requested: 2, available: 0 }],
  });
  await ship(database, 'return-6', [{ sku, quantity: 3 }]);
  t.like(await call('return-6', 'restock', back), { status: 'committed' });
  t.deepEqual(await unitsOf(database, sku), { onHand: 9, reserved: 0 });
});

test('returned units are sellable, in quarantine or scrapped', async (t) => {
  const sku = await dispatched('return-7', 6);
  await declare(database, 'repair');
  const lines = [
    { sku: sku.toLowerCase(), quantity: 1 },
    { sku, quantity: 2, disposition: 'quarantine', location: 'repair' },
    { sku, quantity: 3, disposition: 'scrap' },
  ];
  const answer = await call('return-7', 'restock', { returnId: 'ret-1', lines });
  t.deepEqual(answer['restocked'], [
    { sku, quantity: 1, location: 'main' },
    { sku, quantity: 2, location: 'repair', disposition: 'quarantine' },
    { sku, quantity: 3, location: 'main', disposition: 'scrap' },
  ]);
  t.like((await inventory.send('GET', `/stock/${sku}`)).body, {
    onHand: 7,
    reserved: 0,
    quarantined: 2,
    available: 5,
  });
  t.like(await call('other-7', 'hold', { lines: [{ sku, quantity: 6 }] }), { outcome: 'short' });
  t.deepEqual(await call('return-7', 'restock', { returnId: 'ret-1', lines }), answer);

  const inspect = (quantity: number, outcome: string) =>
    inventory.send('POST', `/stock/${sku}/inspections`, {
      body: { location: 'repair', quantity, outcome },
    });
  t.is((await inspect(1, 'sellable')).status, 201);
  t.is((await inspect(1, 'scrap')).status, 201);
  t.like((await inspect(1, 'scrap')).body, { type: '/problems/insufficient-stock' });
  t.like((await inventory.send('GET', `/stock/${sku}`)).body, {
    onHand: 6,
    quarantined: 0,
    available: 6,
  });
  t.is((await inspect(1, 'quarantine')).status, 201);
  t.like((await inventory.send('GET', `/stock/${sku}`)).body, { onHand: 6, available: 5 });
});

test('a return of units that are only held, or were never held, is refused', async (t) => {
  const sku = await held('return-4', 3);
  const back = { returnId: 'ret-1', lines: [{ sku, quantity: 1 }] };
  t.like(await call('return-4', 'restock', back), {
    type: '/problems/reservation-not-committed',
    status: 409,
  });
  t.like(await call('return-5', 'restock', back), { type: '/problems/reservation-not-found' });
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 3 });
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
  ['a hold of a malformed SKU', 'hold', { lines: [{ ...line, sku: ' a' }] }, '/lines/0/sku'],
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
