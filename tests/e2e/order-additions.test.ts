import { randomUUID } from 'node:crypto';
import { connectStack, waitUntil } from '@commerce/testing';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// An edit that adds units holds them, authorizes the new total and is booked: as a whole or not at all.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
const support = await shop.tokens.person('support');
const warehouse = await shop.tokens.person('warehouse');
test.after.always(() => stack.close());

type Headers = Record<string, string>;
const edit = (id: string, body: object, headers: Headers = support) =>
  shop.api('POST', `/orders/${id}/edits`, { body, headers });
const preview = (id: string, body: object) =>
  shop.api('POST', `/orders/${id}/edits?dryRun=true`, { body, headers: support });
const ship = (id: string, body: object = {}) =>
  shop.api('POST', `/orders/${id}/shipments`, { body, headers: warehouse });
const newKey = () => ({ ...support, 'idempotency-key': randomUUID() });
const held = async (id: string) =>
  ((await shop.authorizations(id)) as { status: string; amount: { amountMinor: number } }[]).map(
    ({ status, amount }) => [status, amount.amountMinor],
  );

async function placed(
  quantity: number,
  { token = 'tok_ok', ...more }: Record<string, string> = {},
) {
  const [one, other] = [await shop.product(10), await shop.product(10)];
  const { status, body } = await shop.place({
    ...orderOf({ [one]: quantity }, token),
    policy: 'split',
    ...more,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  await shop.untilNothingHeld(one);
  return { id: String(body['id']), one, other };
}

async function lastEvent(id: string): Promise<{ type: string; data: Record<string, unknown> }> {
  const { body } = await shop.api('GET', `/orders/${id}/events`, { headers: support });
  const last = (body['items'] as { type: string; data: Record<string, unknown> }[]).at(-1);
  if (last === undefined) throw new Error('no events');
  return last;
}

const booksAgree = (id: string, skus: string[]) =>
  waitUntil(
    async () => violationsAtRest(await readRecords(stack, { orderIds: [id], skus })).length === 0,
    { timeoutMs: 60_000, what: `all books of ${id} agree` },
  );
const untilAvailable = (sku: string, available: number) =>
  waitUntil(async () => (await shop.stock(sku)).available === available, {
    timeoutMs: 30_000,
    what: `${available} units of ${sku} are available`,
  });

test('more units and another variant are held, authorized, booked as previewed, and shipped', async (t) => {
  const { id, one, other } = await placed(2);
  const body = { change: [{ lineId: 'l1', quantity: 3 }], add: [{ sku: other, quantity: 2 }] };
  const previewed = await preview(id, body);
  t.like(previewed, {
    status: 200,
    body: { totalMinor: 1_250, differenceMinor: 750, authorizedMinor: 1_250 },
  });
  t.deepEqual(await held(id), [['authorized', 500]], 'a preview asks nobody');
  const key = newKey();
  const edited = await edit(id, body, key);
  t.is(edited.status, 201);
  t.like(edited.body, {
    total: { amountMinor: 1_250 },
    amounts: { authorizedMinor: 1_250, owedMinor: 1_250 },
    lines: [
      { lineId: 'l1', sku: one, quantity: 3 },
      { lineId: 'l2', sku: other, quantity: 2, name: 'A thing' },
    ],
  });
  const { type, data } = await lastEvent(id);
  t.is(type, 'OrderEdited.v1');
  const { editId: _id, editedAt: _at, authorizationId, ...said } = data;
  t.deepEqual(said, previewed.body);
  t.is(typeof authorizationId, 'string');
  t.deepEqual(await held(id), [
    ['voided', 500],
    ['authorized', 1_250],
  ]);
  t.is((await edit(id, body, key)).status, 201, 'a repeat is answered');
  t.like(await shop.stock(one), { available: 7 });
  t.like(await shop.stock(other), { available: 8 });
  t.like((await ship(id, { lines: [{ lineId: 'l2', quantity: 1 }] })).body, {
    amounts: { capturedMinor: 250 },
  });
  t.like(await edit(id, { change: [{ lineId: 'l1', quantity: 4 }] }), {
    status: 409,
    body: { type: '/problems/edit-adds-units' },
  });
  t.like((await ship(id)).body, { status: 'shipped', amounts: { capturedMinor: 1_250 } });
  await booksAgree(id, [one, other]);
});

test('a line changes to another variant in one edit, and less is authorized already', async (t) => {
  const { id, one, other } = await placed(2);
  const swap = { remove: ['l1'], add: [{ sku: other, quantity: 1 }] };
  const edited = await edit(id, swap);
  t.is(edited.status, 201);
  t.like(edited.body, { status: 'confirmed', total: { amountMinor: 250 } });
  t.deepEqual(await held(id), [['authorized', 500]], 'no new authorization is needed');
  await untilAvailable(one, 10);
  t.like(await shop.stock(other), { available: 9 });
  const back = await edit(id, { change: [{ lineId: 'l1', quantity: 1 }] });
  t.like(back.body, { total: { amountMinor: 500 } });
  t.deepEqual(await held(id), [['authorized', 500]]);
  t.like((await ship(id)).body, { status: 'shipped', amounts: { capturedMinor: 500 } });
  await booksAgree(id, [one, other]);
});

test('a declined difference changes nothing and gives the units back', async (t) => {
  const { id, one, other } = await placed(2, { token: 'tok_limit' });
  const body = { add: [{ sku: other, quantity: 4 }] };
  const key = newKey();
  for (let n = 0; n < 2; n++) {
    const declined = await edit(id, body, key);
    t.like(declined, { status: 409, body: { type: '/problems/payment-declined' } });
    t.regex(String(declined.body['detail']), /insufficient-funds/);
  }
  const order = await shop.getOrder(id);
  t.like(order, { total: { amountMinor: 500 }, status: 'confirmed' });
  t.is(order.lines.length, 1);
  t.is(order.pendingEdit, undefined);
  await untilAvailable(other, 10);
  t.deepEqual(
    (await held(id)).filter(([status]) => status === 'authorized'),
    [['authorized', 500]],
  );
  t.is((await edit(id, { change: [{ lineId: 'l1', quantity: 3 }] })).status, 201, 'less is fine');
  t.is((await ship(id)).status, 201);
  await booksAgree(id, [one, other]);
});

test('units that are out of stock are refused, and nothing is authorized', async (t) => {
  const { id, one } = await placed(2);
  const refused = await edit(id, { change: [{ lineId: 'l1', quantity: 11 }] });
  t.like(refused, { status: 409, body: { type: '/problems/out-of-stock' } });
  t.deepEqual(await held(id), [['authorized', 500]]);
  t.like(await shop.stock(one), { available: 8 });
  await booksAgree(id, [one]);
});

test('with the policy backorder the added units wait for stock', async (t) => {
  const { id, one } = await placed(2, { policy: 'backorder' });
  const edited = await edit(id, { change: [{ lineId: 'l1', quantity: 11 }] });
  t.like(edited.body, { fulfilment: { lines: [{ quantity: 11, waiting: 1 }] } });
  t.like(await shop.stock(one), { available: 0 });
  const receipt = { location: 'main', quantity: 1 };
  await shop.api('POST', `/stock/${one}/receipts`, { body: receipt, headers: newStaffKey() });
  await staff.until(id, 'is filled', ({ fulfilment }) => fulfilment?.lines[0]?.waiting === 0);
  t.like((await ship(id)).body, { status: 'shipped', amounts: { capturedMinor: 2_750 } });
  await booksAgree(id, [one]);
});
const newStaffKey = () => ({ ...warehouse, 'idempotency-key': randomUUID() });

test('a product that the order has is not added as a new line', async (t) => {
  const { id, one } = await placed(2);
  for (const send of [edit, preview]) {
    t.like(await send(id, { add: [{ sku: one, quantity: 1 }] }), {
      status: 422,
      body: { type: '/problems/duplicate-line' },
    });
  }
});

test('two edits and a shipment at the same time: nothing is sold twice or lost', async (t) => {
  for (let round = 0; round < 5; round++) {
    const { id, one } = await placed(2);
    const answers = await Promise.all([
      edit(id, { change: [{ lineId: 'l1', quantity: 4 }] }),
      edit(id, { change: [{ lineId: 'l1', quantity: 1 }] }),
      ship(id),
    ]);
    for (const { status, body } of answers)
      t.true([201, 409].includes(status), JSON.stringify(body));
    await staff.until(id, 'waits for nothing', ({ pendingEdit }) => pendingEdit === undefined);
    if ((await shop.getOrder(id)).status === 'confirmed') t.is((await ship(id)).status, 201);
    await booksAgree(id, [one]);
  }
});

const points = [
  'before-hold-added-units',
  'after-hold-added-units',
  'before-authorize-edit',
  'after-authorize-edit',
  'before-decide',
  'after-decide',
];
for (const point of points) {
  for (const [token, units] of [
    ['tok_ok', 6],
    ['tok_limit', 2],
  ] as const) {
    const title = `an edit ends as a whole although the order app was killed ${point} (${token})`;
    test.serial(title, async (t) => {
      const { id, one, other } = await placed(2, { token });
      const before = stack.process('order');
      stack.armFailpoint('order', point);
      const sent = edit(id, { add: [{ sku: other, quantity: 4 }] }).catch(() => undefined);
      await stack.untilRestarted(before);
      await sent;
      t.false(stack.isArmed('order', point), `the order app never reached ${point}`);
      // Without a repeat: the order's own event, or the sweep, drives the edit to its end.
      await waitUntil(
        async () => {
          const types = (await shop.events(id)).map(({ type }) => type);
          return types.includes('OrderEdited.v1') || types.includes('OrderEditDeclined.v1');
        },
        { timeoutMs: 60_000, what: `the edit of ${id} has ended` },
      );
      const order = await shop.getOrder(id);
      t.is(order.total.amountMinor, units * 250);
      await untilAvailable(other, 10 - (units - 2));
      t.deepEqual(
        (await held(id)).filter(([status]) => status === 'authorized'),
        [['authorized', units * 250]],
      );
      t.is((await ship(id)).status, 201);
      await booksAgree(id, [one, other]);
    });
  }
}

test('an order that is cancelled while its edit waits gives everything back', async (t) => {
  const { id, one, other } = await placed(2, { token: 'tok_slow' });
  const sent = edit(id, { add: [{ sku: other, quantity: 4 }] });
  const { body } = await shop.api('POST', `/orders/${id}/cancellation`, { headers: support });
  t.true(['cancelling', 'cancelled'].includes(String(body['status'])));
  await sent;
  await staff.untilStatus(id, 'cancelled');
  await untilAvailable(one, 10);
  await untilAvailable(other, 10);
  await waitUntil(async () => (await held(id)).every(([status]) => status !== 'authorized'), {
    timeoutMs: 30_000,
    what: `nothing is held for ${id}`,
  });
});
