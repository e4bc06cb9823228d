import { connectStack, waitUntil } from '@commerce/testing';
import { violationsAtRest } from '@commerce/testing/invariants';
import { jsonClient } from '@commerce/testing/json-client';
import { readRecords } from '@commerce/testing/records';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
const provider = jsonClient(stack.paymentProviderUrl);
const warehouse = await shop.tokens.person('warehouse');
const operator = await shop.tokens.person('operator');
test.after.always(() => stack.close());

const leftAnyway = (id: string, more: object = {}) =>
  shop.api('POST', `/orders/${id}/shipments`, {
    body: { shippedAnyway: true, location: 'main', ...more },
    headers: warehouse,
  });
const decide = (id: string, body: object) =>
  shop.api('POST', `/orders/${id}/repair`, { body, headers: operator });

async function untilBooksAgree(id: string, sku: string): Promise<void> {
  await waitUntil(
    async () => {
      const records = await readRecords(stack, { orderIds: [id], skus: [sku] });
      return violationsAtRest(records).length === 0;
    },
    { timeoutMs: 60_000, what: `all books of ${id} agree` },
  );
}

async function cancelled(quantity: number) {
  const { id, sku } = await staff.confirmed(quantity);
  await staff.post(`/orders/${id}/cancellation`);
  await staff.untilStatus(id, 'cancelled');
  return { id, sku };
}

const parkedOf = async (orderId: string) =>
  (await staff.parked()).filter((row) => row.orderId === orderId);

test('a parcel of a cancelled order is recorded, and its goods come back', async (t) => {
  const { id, sku } = await cancelled(2);
  const recorded = await leftAnyway(id);
  t.is(recorded.status, 201);
  t.like(recorded.body, {
    status: 'cancelled',
    amounts: { capturedMinor: 0 },
    shippedAnyway: [{ location: 'main', lines: [{ sku, quantity: 2 }] }],
    parked: [{ saga: 'shipped-anyway', step: 'settle-units', actions: ['restock', 'write-off'] }],
  });
  t.is((await leftAnyway(id)).status, 409, 'no unit leaves twice');
  t.like(await shop.untilOnHand(sku, 3), { reserved: 0, available: 3 });
  await untilBooksAgree(id, sku);
  const rows = await waitUntil(
    async () => {
      const found = await parkedOf(id);
      return found.length > 0 && found;
    },
    { timeoutMs: 30_000, what: `${id} is in the list` },
  );
  t.like(rows, [{ saga: 'shipped-anyway', step: 'settle-units', repairs: [] }]);

  t.is((await decide(id, { action: 'retry' })).status, 409);
  const shipmentId = rows[0]?.shipmentId;
  const settled = await decide(id, { action: 'restock', shipmentId, note: staff.note });
  t.is(settled.status, 202);
  t.like(settled.body, { shippedAnyway: [{ settled: { outcome: 'restocked' } }] });
  t.like(await shop.untilOnHand(sku, 5), { reserved: 0, available: 5 });
  await untilBooksAgree(id, sku);
  await waitUntil(async () => (await parkedOf(id)).length === 0, {
    timeoutMs: 30_000,
    what: `${id} is out of the list`,
  });
  t.like(await staff.money(id), { captured: 0 });
});

test('units of a continuing order that were cancelled and left are written off', async (t) => {
  const { id, sku } = await staff.confirmed(3);
  const one = { lines: [{ sku, quantity: 1 }] };
  t.is((await staff.post(`/orders/${id}/cancellation`, one)).status, 200);
  t.like(await leftAnyway(id, { location: undefined }), {
    status: 400,
    body: { errors: [{ pointer: '/location' }] },
  });
  t.is((await leftAnyway(id, { lines: [{ sku, quantity: 2 }] })).status, 409);
  t.is((await leftAnyway(id, one)).status, 201);
  t.like((await decide(id, { action: 'write-off', note: staff.note })).body, {
    status: 'confirmed',
    shippedAnyway: [{ settled: { outcome: 'written-off' } }],
  });
  t.is((await staff.post(`/orders/${id}/shipments`)).status, 201);
  await shop.untilOnHand(sku, 2);
  await untilBooksAgree(id, sku);
  t.like(await staff.money(id), { captured: 500 });
});

test('a refused capture is in the list until it is given up or has shipped', async (t) => {
  const { id, sku } = await staff.confirmed(2);
  const expired = { reference: id, do: 'expire' };
  t.true((await provider('POST', '/dashboard', { body: expired })).status < 300);
  t.is((await staff.post(`/orders/${id}/shipments`)).status, 409);
  const row = await waitUntil(async () => (await parkedOf(id))[0], {
    timeoutMs: 30_000,
    what: `${id} is in the list`,
  });
  t.like(row, { saga: 'ship-order', step: 'capture-payment' });
  t.like(await decide(id, { action: 'retry', note: staff.note }), {
    status: 409,
    body: { type: '/problems/capture-refused' },
  });
  t.like(await shop.getOrder(id), {
    status: 'confirmed',
    refusedCapture: { lines: [{ sku, quantity: 2 }] },
    parked: [{ saga: 'ship-order', actions: ['retry', 'skip'] }],
  });
  const skipped = await decide(id, { action: 'skip', note: staff.note });
  t.is(skipped.status, 202);
  t.is(skipped.body['refusedCapture'], undefined);
  await waitUntil(async () => (await parkedOf(id)).length === 0, {
    timeoutMs: 30_000,
    what: `${id} is out of the list`,
  });
  t.like((await shop.events(id)).slice(-2), [
    { type: 'OrderRepairStarted.v1' },
    { type: 'OrderCaptureGivenUp.v1' },
  ]);
  await untilBooksAgree(id, sku);
});

test('an order whose capture was refused ships once it is paid again, and nobody has to decide', async (t) => {
  const { id, sku } = await staff.confirmed(2);
  t.true(
    (await provider('POST', '/dashboard', { body: { reference: id, do: 'expire' } })).status < 300,
  );
  t.is((await staff.post(`/orders/${id}/shipments`)).status, 409);
  await waitUntil(async () => (await parkedOf(id))[0], {
    timeoutMs: 30_000,
    what: `${id} is in the list`,
  });
  const paid = await shop.api('POST', `/orders/${id}/payment`, {
    body: { payment: { token: 'tok_ok' } },
  });
  t.like(paid, { status: 200, body: { paymentStatus: 'authorized' } });
  t.like(await decide(id, { action: 'retry', note: staff.note }), {
    status: 409,
    body: { type: '/problems/order-not-parked' },
  });
  const shipped = await staff.post(`/orders/${id}/shipments`);
  t.like(shipped, { status: 201, body: { status: 'shipped', amounts: { capturedMinor: 500 } } });
  t.like(await staff.money(id), { captured: 500 });
  await untilBooksAgree(id, sku);
});
