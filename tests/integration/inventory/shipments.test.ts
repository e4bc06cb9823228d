import type { StreamEvent } from 'dapr-actor-runtime/streams';
import test from 'ava';
import { reservationsUnderTest } from './inventory-app.ts';
import { declare, hold, movementsOf, receive, unitsOf } from './inventory-database.ts';

const { database, inventory, call } = await reservationsUnderTest();

/** Delivers a batch as the sidecar does; returns the status of each event. */
async function deliver(...events: StreamEvent[]): Promise<string[]> {
  const entries = events.map((data, n) => ({ entryId: String(n), event: { data } }));
  const answer = await inventory.send('POST', '/events/orders', { body: { entries } });
  const { statuses } = answer.body as { statuses: { status: string }[] };
  return statuses.map(({ status }) => status);
}

function eventOf(orderId: string, seq: number, type: string, data: object = {}): StreamEvent {
  const frame = { at: '2026-01-05T09:00:00.000Z', correlationId: `because-${type}` };
  return { ...frame, id: `${orderId}:${seq}`, type, stream: orderId, seq, data };
}

const confirmed = (orderId: string) => eventOf(orderId, 2, 'OrderConfirmed.v1');

/** A shipment of units of the order's own product, on one line. */
function shipped(orderId: string, seq: number, quantity: number, more: object = {}): StreamEvent {
  const lines = [{ line: 0, sku: orderId.toUpperCase(), quantity }];
  return eventOf(orderId, seq, 'OrderShipped.v1', { shipmentId: `shp_${seq}`, lines, ...more });
}

function cancelled(orderId: string, seq: number, quantity: number): StreamEvent {
  const lines = [{ line: 0, sku: orderId.toUpperCase(), quantity }];
  return eventOf(orderId, seq, 'OrderLinesCancelled.v1', { commandId: `c-${seq}`, lines });
}

/** Creates an order that holds 5 of 10 units of its own product; returns the SKU. */
async function holding(orderId: string): Promise<string> {
  const sku = orderId.toUpperCase();
  await receive(database, sku, 10);
  await hold(database, orderId, [{ sku, quantity: 5 }]);
  return sku;
}

async function reservationOf(orderId: string) {
  const { rows } = await database.query(
    'SELECT status, lines, shipped, left_at_commit FROM reservations WHERE order_id = $1',
    [orderId],
  );
  return rows[0];
}

test('units leave the shelf when they are dispatched, not when the order is confirmed', async (t) => {
  const sku = await holding('gone-1');
  await deliver(confirmed('gone-1'));
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 5 });
  await deliver(shipped('gone-1', 3, 2));
  t.deepEqual(await unitsOf(database, sku), { onHand: 8, reserved: 3 });
  await deliver(shipped('gone-1', 4, 3));
  t.deepEqual(await unitsOf(database, sku), { onHand: 5, reserved: 0 });
  t.deepEqual(await movementsOf(database, 'gone-1'), { reserve: 1, confirm: 1, ship: 2 });
});

test('a shipment takes effect once, however often and under whatever event id it arrives', async (t) => {
  const sku = await holding('once-1');
  const dispatch = shipped('once-1', 3, 2);
  t.deepEqual(await deliver(confirmed('once-1'), dispatch, dispatch), [
    'SUCCESS',
    'SUCCESS',
    'SUCCESS',
  ]);
  await Promise.all([
    deliver(dispatch),
    deliver(dispatch),
    deliver({ ...dispatch, id: 'once-1:9' }),
  ]);
  t.deepEqual(await unitsOf(database, sku), { onHand: 8, reserved: 3 });
});

const sequences: [string, number[]][] = [
  ['in order', [0, 1, 2, 3]],
  ['shipments before the confirmation', [3, 1, 0, 2]],
  ['the cancellation before the shipments', [0, 2, 3, 1]],
  ['all in reverse', [3, 2, 1, 0]],
];
for (const [n, [title, sequence]] of sequences.entries()) {
  test(`the events of an order end in the same stock: ${title}`, async (t) => {
    const orderId = `order-${n}`;
    const sku = await holding(orderId);
    const events = [
      confirmed(orderId),
      shipped(orderId, 3, 2),
      cancelled(orderId, 4, 1),
      shipped(orderId, 5, 2),
    ];
    for (const index of sequence) {
      t.deepEqual(await deliver(events[index] as StreamEvent), ['SUCCESS']);
    }
    t.deepEqual(await unitsOf(database, sku), { onHand: 6, reserved: 0 });
    t.deepEqual(await reservationOf(orderId), {
      status: 'committed',
      lines: [],
      shipped: [{ sku, location: 'main', quantity: 4 }],
      left_at_commit: null,
    });
    t.like(await movementsOf(database, orderId), { reserve: 1, confirm: 1, ship: 2, release: 1 });
  });
}

test('a shipment from a location takes the units there, also those allocated elsewhere', async (t) => {
  const sku = 'PLACE-1';
  await receive(database, sku, 4, 'east');
  await receive(database, sku, 3, 'west');
  await hold(database, 'place-1', [{ sku, quantity: 3 }]);
  await deliver(confirmed('place-1'));
  t.deepEqual(await deliver(shipped('place-1', 3, 3, { location: 'WEST' })), ['SUCCESS']);
  t.like((await inventory.send('GET', `/stock/${sku}`)).body, {
    locations: [
      { location: 'east', onHand: 4, reserved: 0 },
      { location: 'west', onHand: 0, reserved: 0 },
    ],
  });
  t.deepEqual(await movementsOf(database, 'place-1'), {
    reserve: 2,
    confirm: 1,
    release: 1,
    ship: 1,
  });
});

test('a shipment from a location that does not have the units goes to the dead letters', async (t) => {
  const sku = await holding('place-2');
  await deliver(confirmed('place-2'));
  for (const [n, location] of ['nowhere', 'east'].entries()) {
    t.deepEqual(await deliver(shipped('place-2', 3 + n, 1, { location })), ['DROP']);
  }
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 5 });
});

test('a shipment that does not fit its order goes to the dead letters, and its batch is applied', async (t) => {
  const sku = await holding('fit-1');
  await holding('fit-2');
  await deliver(eventOf('fit-2', 3, 'OrderCancelled.v1'));
  const verdicts = await deliver(
    confirmed('fit-1'),
    shipped('fit-1', 3, 6),
    shipped('fit-2', 4, 1),
    shipped('unheard-of', 3, 1),
    shipped('fit-1', 4, 5),
  );
  t.deepEqual(verdicts, ['SUCCESS', 'DROP', 'DROP', 'DROP', 'SUCCESS']);
  t.deepEqual(await unitsOf(database, sku), { onHand: 5, reserved: 0 });
});

test('a release after a shipment gives back what has not shipped', async (t) => {
  const sku = await holding('rest-1');
  await deliver(confirmed('rest-1'), shipped('rest-1', 3, 2));
  await call('rest-1', 'release');
  t.deepEqual(await unitsOf(database, sku), { onHand: 8, reserved: 0 });
});

test('a repeated hold gets its first answer, also after the units have shipped', async (t) => {
  const sku = await holding('again-1');
  await deliver(confirmed('again-1'), shipped('again-1', 3, 5));
  t.deepEqual(await call('again-1', 'hold', { lines: [{ sku, quantity: 5 }] }), {
    outcome: 'held',
    allocations: [{ sku, location: 'main', quantity: 5 }],
  });
});

test('the reservation of an order says what is where', async (t) => {
  const sku = await holding('read-1');
  await deliver(confirmed('read-1'), shipped('read-1', 3, 2));
  const orderId = `ord_${'a'.repeat(32)}`;
  await hold(database, orderId, [{ sku, quantity: 7 }], { policy: 'backorder' });
  const { status, body } = await inventory.send('GET', `/reservations/${orderId}`);
  t.deepEqual(
    [status, body],
    [
      200,
      {
        orderId,
        status: 'held',
        reserved: [{ sku, location: 'main', quantity: 5 }],
        shipped: [],
        backordered: [{ sku, quantity: 2 }],
      },
    ],
  );
  const unknown = await inventory.send('GET', `/reservations/ord_${'b'.repeat(32)}`);
  t.like(unknown, { status: 404, body: { type: '/problems/reservation-not-found' } });
});

test('units that are to leave a location are allocated there, once per shipment', async (t) => {
  const sku = await holding('from-1');
  await declare(database, 'west');
  await receive(database, sku, 2, 'west');
  const asked = { shipmentId: 'shp_3', lines: [{ sku, quantity: 2 }], location: 'west' };
  const allocations = [
    { sku, location: 'main', quantity: 3 },
    { sku, location: 'west', quantity: 2 },
  ];
  t.deepEqual(await call('from-1', 'allocateAt', asked), { allocations });
  t.deepEqual(await call('from-1', 'allocateAt', asked), { allocations });
  t.like(await call('from-1', 'allocateAt', { ...asked, location: 'main' }), {
    type: '/problems/idempotency-key-reused',
  });
  await deliver(confirmed('from-1'), shipped('from-1', 3, 2, { location: 'west' }));
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 3 });
  t.like(await reservationOf('from-1'), {
    lines: [{ sku, location: 'main', quantity: 3 }],
    shipped: [{ sku, location: 'west', quantity: 2 }],
  });
});

test('a location without the units changes nothing', async (t) => {
  const sku = await holding('from-2');
  await declare(database, 'west');
  const asked = { shipmentId: 'shp_3', lines: [{ sku, quantity: 2 }], location: 'west' };
  t.like(await call('from-2', 'allocateAt', asked), { type: '/problems/insufficient-stock' });
  const nowhere = await call('from-2', 'allocateAt', { ...asked, location: 'nowhere' });
  t.like(nowhere, { type: '/problems/location-not-found' });
  t.deepEqual(await unitsOf(database, sku), { onHand: 10, reserved: 5 });
  t.deepEqual(await movementsOf(database, 'from-2'), { reserve: 1 });
});
