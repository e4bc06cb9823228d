import test from 'ava';
import { reservationsUnderTest } from './inventory-app.ts';
import { movementsOf, receive, unitsOf } from './inventory-database.ts';

const { database, inventory, call } = await reservationsUnderTest();
const pointerOf = (body: Record<string, unknown>) =>
  (body['errors'] as { pointer: string }[] | undefined)?.[0]?.pointer;

/** An order that holds `quantity` of 10 units of a product of its own name. */
async function held(orderId: string, quantity: number): Promise<string> {
  const sku = orderId.toUpperCase();
  await receive(database, sku, 10);
  await call(orderId, 'hold', { lines: [{ sku, quantity }] });
  return sku;
}

test('a part of a hold is given back once, however often it is asked for', async (t) => {
  const sku = await held('part-1', 6);
  const part = { commandId: 'c1', lines: [{ sku, quantity: 2 }] };
  const answer = {
    status: 'held',
    released: [{ sku, quantity: 2, location: 'main' }],
    dropped: [],
  };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => call('part-1', 'release', part)),
  );
  for (const one of answers) t.deepEqual(one, answer);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, held: 4 });
  t.deepEqual(await call('part-1', 'hold', { lines: [{ sku, quantity: 6 }] }), {
    outcome: 'held',
    allocations: [{ sku, location: 'main', quantity: 6 }],
  });
  t.deepEqual(await call('part-1', 'commit'), { status: 'committed' });
  t.deepEqual(await unitsOf(database, sku), { onHand: 6, held: 0 });
});

test('a part of a committed reservation is restocked, then the rest', async (t) => {
  const sku = await held('part-2', 6);
  await call('part-2', 'commit');
  const part = { commandId: 'c1', lines: [{ sku: sku.toLowerCase(), quantity: 2 }] };
  t.is((await call('part-2', 'release', part)).status, 'committed');
  t.deepEqual(await unitsOf(database, sku), { onHand: 6, held: 0 });
  await call('part-2', 'release');
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, held: 0 });
  t.deepEqual(await movementsOf(database, 'part-2'), { hold: 1, commit: 1, restock: 2 });
});

test('a command id that comes with another part is refused and moves nothing', async (t) => {
  const sku = await held('part-3', 6);
  await call('part-3', 'release', { commandId: 'c1', lines: [{ sku, quantity: 2 }] });
  const other = { commandId: 'c1', lines: [{ sku, quantity: 3 }] };
  t.like(await call('part-3', 'release', other), { type: '/problems/idempotency-key-reused' });
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, held: 4 });
});

test('a part that is larger than the reservation is refused with its line', async (t) => {
  const sku = await held('part-4', 3);
  const part = { commandId: 'c1', lines: [{ sku, quantity: 4 }] };
  t.like(await call('part-4', 'release', part), {
    type: '/problems/exceeds-reservation',
    status: 409,
    lines: [{ sku, requested: 4, available: 3 }],
  });
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, held: 3 });
});

test('a part drops what is waited for first', async (t) => {
  const sku = await held('part-5', 10);
  await call('part-6', 'hold', { policy: 'backorder', lines: [{ sku, quantity: 5 }] });
  const part = { commandId: 'c1', lines: [{ sku, quantity: 3 }] };
  t.deepEqual(await call('part-6', 'release', part), {
    status: 'held',
    released: [],
    dropped: [{ sku, quantity: 3 }],
  });
  t.is((await inventory.send('GET', `/stock/${sku}`)).body['waiting'], 2);
});

test('a part of a reservation that has ended moves nothing', async (t) => {
  const sku = await held('part-7', 3);
  await call('part-7', 'release');
  const part = { commandId: 'c1', lines: [{ sku, quantity: 1 }] };
  t.deepEqual(await call('part-7', 'release', part), {
    status: 'released',
    released: [],
    dropped: [],
  });
});

test('a part without a command id is refused, as is one of what was never held', async (t) => {
  const lines = [{ sku: 'ANY', quantity: 1 }];
  const nameless = await call('part-8', 'release', { lines });
  t.like(nameless, { type: '/problems/invalid-request' });
  t.is(pointerOf(nameless), '/commandId');
  t.like(await call('part-8', 'release', { lines, commandId: 'c1' }), {
    type: '/problems/reservation-not-found',
  });
});

test('units of a committed order come back once for each return', async (t) => {
  const sku = await held('return-1', 6);
  await call('return-1', 'commit');
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

test('returns come back to the location that they name, also one that is new', async (t) => {
  const sku = await held('return-2', 6);
  await call('return-2', 'commit');
  const back = { returnId: 'ret-1', lines: [{ sku, quantity: 2 }], location: 'returns' };
  await call('return-2', 'restock', back);
  t.like((await inventory.send('GET', `/stock/${sku}`)).body, {
    locations: [
      { location: 'main', onHand: 4 },
      { location: 'returns', onHand: 2 },
    ],
  });
});

test('never more comes back than was committed, whatever the returns are called', async (t) => {
  const sku = await held('return-3', 3);
  await call('return-3', 'commit');
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      call('return-3', 'restock', { returnId: `ret-${n}`, lines: [{ sku, quantity: 1 }] }),
    ),
  );
  t.is(answers.filter(({ status }) => status === 'committed').length, 3);
  t.is(answers.filter(({ type }) => type === '/problems/exceeds-reservation').length, 2);
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, held: 0 });
});

test('a return of what is only held, or was never held, is refused', async (t) => {
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
    'a part of no units',
    'release',
    { commandId: 'c', lines: [{ ...line, quantity: 0 }] },
    '/lines/0/quantity',
  ],
  [
    'a part of half a unit',
    'release',
    { commandId: 'c', lines: [{ ...line, quantity: 0.5 }] },
    '/lines/0/quantity',
  ],
  ['a part with an unknown field', 'release', { commandId: 'c', lines: [line], all: 1 }, '/all'],
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
