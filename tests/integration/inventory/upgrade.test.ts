import * as creation from '@commerce/inventory/migrations/20261129T1900-create-inventory';
import * as dispatch from '@commerce/inventory/migrations/20261130T0200-dispatch-and-locations';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import { openDatabase } from 'dapr-actor-runtime/postgres';
import test from 'ava';
import knexModule from 'knex';
import { startInventoryApp } from './inventory-app.ts';
import { close, hold, ledgerDifferences, ship, unitsOf } from './inventory-database.ts';

// A database that was filled when units left the stock at the confirmation and any name was a location.
const scratch = await scratchDatabase('inventory', { empty: true });
const knex = knexModule({ client: 'pg', connection: scratch.url, pool: { min: 0, max: 1 } });
await creation.up(knex);
const database = openDatabase(scratch.url, { max: 4 });

type Line = { sku: string; location: string; quantity: number };

async function moved(kind: string, lines: Line[], onHand: number, held: number, order?: string) {
  const each = <T>(value: (line: Line) => T) => lines.map(value);
  await database.query('SELECT move_stock($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    each(({ sku }) => sku),
    each(({ location }) => location),
    each(() => kind),
    each(({ quantity }) => onHand * quantity),
    each(({ quantity }) => held * quantity),
    each(() => order ?? null),
    each(() => null),
    each(() => null),
    each(() => 'before'),
  ]);
}

async function heldBefore(orderId: string, lines: Line[]) {
  await database.query(
    `INSERT INTO reservations (order_id, status, lines, expires_at)
     VALUES ($1, 'held', $2, now() + interval '15 minutes')`,
    [orderId, JSON.stringify(lines)],
  );
  if (lines.length > 0) await moved('hold', lines, 0, 1, orderId);
}

async function committedBefore(orderId: string, lines: Line[]) {
  await heldBefore(orderId, lines);
  if (lines.length > 0) await moved('commit', lines, -1, -1, orderId);
  await database.query(`UPDATE reservations SET status = 'committed' WHERE order_id = $1`, [
    orderId,
  ]);
}

const cups = (quantity: number, location = 'main'): Line => ({ sku: 'CUP', location, quantity });
const units = (quantity: number, sku = 'CUP') => [{ sku, quantity }];

await moved('receipt', [cups(50), cups(5, 'London'), cups(5, 'london')], 1, 0);
await moved('receipt', [{ sku: 'BOWL', location: 'LEEDS', quantity: 3 }], 1, 0);
for (const name of ['shipped', 'cancelled', 'lines', 'returned']) {
  await committedBefore(`${name}-before`, [cups(4)]);
}
await heldBefore('held-before', [cups(3)]);
await committedBefore('queued-before', [{ sku: 'BOWL', location: 'LEEDS', quantity: 3 }]);
await knex.raw(
  `INSERT INTO backorders (order_id, sku, quantity) VALUES ('queued-before', 'BOWL', 4)`,
);

await dispatch.up(knex);
await knex.destroy();
const inventory = await startInventoryApp(database);
test.after.always('the ledger adds up to the stock, then everything is removed', async (t) => {
  t.deepEqual(await ledgerDifferences(database), []);
  await inventory.stop();
  await database.end();
  await scratch.drop();
});

const call = async (orderId: string, method: string, input: object = {}) =>
  (await inventory.send('PUT', `/actors/Reservation/${orderId}/method/${method}`, { body: input }))
    .body;
/** What a step changes in the units on hand and reserved. */
async function changeOf(step: () => Promise<unknown>, sku = 'CUP') {
  const before = await unitsOf(database, sku);
  await step();
  const after = await unitsOf(database, sku);
  return {
    onHand: (after?.onHand ?? 0) - (before?.onHand ?? 0),
    reserved: (after?.reserved ?? 0) - (before?.reserved ?? 0),
  };
}

test.serial('what had left the stock stays off the shelf, what was held stays held', async (t) => {
  t.deepEqual(await unitsOf(database, 'CUP'), { onHand: 60 - 16, reserved: 3 });
  t.deepEqual(await call('shipped-before', 'hold', { lines: units(4) }), {
    outcome: 'held',
    allocations: [cups(4)],
  });
});

test.serial('the dispatch of an order from before changes no count', async (t) => {
  const dispatched = () => ship(database, 'shipped-before', units(4));
  t.deepEqual(await changeOf(dispatched), { onHand: 0, reserved: 0 });
  t.deepEqual(await changeOf(dispatched), { onHand: 0, reserved: 0 });
  // Whatever was dispatched before is not known: a dispatch never counts as too much.
  const more = () => ship(database, 'shipped-before', units(2), { shipmentId: 'shp_2' });
  t.deepEqual(await changeOf(more), { onHand: 0, reserved: 0 });
});

test.serial('an order from before that is cancelled comes back to the shelf', async (t) => {
  const release = () => call('cancelled-before', 'release');
  t.deepEqual(await changeOf(release), { onHand: 4, reserved: 0 });
  t.deepEqual(await changeOf(release), { onHand: 0, reserved: 0 });
});

test.serial('cancelled lines and returned units of an order from before come back', async (t) => {
  const lines = [{ line: 0, sku: 'CUP', quantity: 1 }];
  const event = {
    ...{ id: 'lines-before:4', type: 'OrderLinesCancelled.v1', stream: 'lines-before', seq: 4 },
    ...{ at: '2026-01-05T09:00:00.000Z', correlationId: 'after' },
    data: { commandId: 'c1', lines },
  };
  const body = { entries: [{ entryId: '0', event: { data: event } }] };
  const cancelled = () => inventory.send('POST', '/events/orders', { body });
  t.deepEqual(await changeOf(cancelled), { onHand: 1, reserved: 0 });
  const back = { returnId: 'ret-1', lines: units(2) };
  const returned = () => call('returned-before', 'restock', back);
  t.deepEqual(await changeOf(returned), { onHand: 2, reserved: 0 });
});

test.serial('a hold from before leaves the shelf when it is dispatched', async (t) => {
  const confirmed = () => close(database, 'held-before', 'commit');
  t.deepEqual(await changeOf(confirmed), { onHand: 0, reserved: 0 });
  const dispatched = () => ship(database, 'held-before', units(3));
  t.deepEqual(await changeOf(dispatched), { onHand: -3, reserved: -3 });
});

test.serial('a backorder from before gets its units, which then leave at dispatch', async (t) => {
  const body = { location: 'leeds', quantity: 6, allowUnknownProduct: true };
  const arrive = () => inventory.send('POST', '/stock/BOWL/receipts', { body });
  t.deepEqual(await changeOf(arrive, 'BOWL'), { onHand: 6, reserved: 4 });
  const all = () => ship(database, 'queued-before', units(7, 'BOWL'));
  t.deepEqual(await changeOf(all, 'BOWL'), { onHand: -4, reserved: -4 });
});

test.serial('locations from before are declared as they were spelled', async (t) => {
  const { body } = await inventory.send('GET', '/locations');
  const items = body['items'] as { location: string; name: string; priority: number }[];
  t.deepEqual(items.map(({ location }) => location).toSorted(), [
    'LEEDS',
    'London',
    'london',
    'main',
  ]);
  t.true(items.every(({ location, name, priority }) => name === location && priority === 100));
  const receive = async (location: string) => {
    const request = { location, quantity: 1, allowUnknownProduct: true };
    return (await inventory.send('POST', '/stock/CUP/receipts', { body: request })).body[
      'location'
    ];
  };
  t.is(await receive('London'), 'London');
  t.is(await receive('LONDON'), 'london');
  t.is(await receive('Leeds'), 'LEEDS');
  // Two that differ in letter case only are two places, until their units are moved together.
  const together = { from: 'London', to: 'LONDON', quantity: 6 };
  const transfer = await inventory.send('POST', '/stock/CUP/transfers', { body: together });
  t.like(transfer, { status: 201, body: { from: 'London', to: 'london' } });
});

test.serial('new orders work as if nothing had been before', async (t) => {
  const take = () => hold(database, 'new', units(2));
  t.deepEqual(await changeOf(take), { onHand: 0, reserved: 2 });
  await close(database, 'new', 'commit');
  t.is(await ship(database, 'new', units(3)), 'exceeds-reservation');
  t.deepEqual(await changeOf(() => ship(database, 'new', units(2))), { onHand: -2, reserved: -2 });
});
