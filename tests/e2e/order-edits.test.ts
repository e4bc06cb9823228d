import { randomUUID } from 'node:crypto';
import { connectStack, waitUntil } from '@commerce/testing';
import { newCustomer } from '@commerce/testing/customers';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
const support = await shop.tokens.person('support');
const warehouse = await shop.tokens.person('warehouse');
test.after.always(() => stack.close());

type Headers = Record<string, string>;
const edit = (id: string, body: object, headers: Headers = support) =>
  shop.api('POST', `/orders/${id}/edits`, { body, headers });
const preview = (id: string, body: object, headers: Headers = support) =>
  shop.api('POST', `/orders/${id}/edits?dryRun=true`, { body, headers });

const ship = (id: string, body: object = {}) =>
  shop.api('POST', `/orders/${id}/shipments`, { body, headers: warehouse });
const addressFor = async (id: string) =>
  shop.api('GET', `/orders/${id}/personal-data?purpose=shipping`, { headers: warehouse });
const eventTypes = async (id: string): Promise<string[]> => {
  const { body } = await shop.api('GET', `/orders/${id}/events`, { headers: support });
  return (body['items'] as { type: string }[]).map(({ type }) => type);
};

const newAddress = {
  name: 'Ann Other',
  lines: ['2 Low Street'],
  city: 'Leeds',
  postalCode: 'LS1 1AA',
  country: 'GB',
};

async function placed(quantity: number, more: object = {}, headers: Headers = {}) {
  const [one, other] = [await shop.product(10), await shop.product(10)];
  const { status, body } = await shop.place(
    { ...orderOf({ [one]: quantity, [other]: 1 }), policy: 'split', ...more },
    headers,
  );
  if (status !== 201) throw new Error(JSON.stringify(body));
  await shop.untilNothingHeld(one);
  return { id: String(body['id']), skus: [one, other] as const };
}

test('what a preview answers is what is booked, and stock and money follow', async (t) => {
  const { id, skus } = await placed(4);
  const { version } = await shop.getOrder(id);
  const body = { change: [{ lineId: 'l1', quantity: 1 }], remove: ['l2'] };
  const key = { ...support, 'idempotency-key': randomUUID() };
  const previewed = await preview(id, body, key);
  t.is(previewed.status, 200);
  t.like(previewed.body, { changed: ['lines'], totalMinor: 250, differenceMinor: -1_000 });
  t.is((await shop.getOrder(id)).version, version, 'a preview changes nothing');

  const edited = await edit(id, body, { ...key, 'if-match': `"${version}"` });
  t.is(edited.status, 201);
  t.like(edited.body, { total: { amountMinor: 250 }, amounts: { owedMinor: 250 } });
  const { body: history } = await shop.api('GET', `/orders/${id}/events`, { headers: support });
  const [last] = (history['items'] as { type: string; data: Record<string, unknown> }[]).slice(-1);
  t.is(last?.type, 'OrderEdited.v1');
  const { editId: _id, editedAt: _at, ...said } = last?.data ?? {};
  t.deepEqual(said, previewed.body);

  t.is((await edit(id, body, key)).status, 201, 'a repeat is answered');
  t.is((await shop.getOrder(id)).version, version + 2);
  const stale = await edit(
    id,
    { change: [{ lineId: 'l1', quantity: 1 }], contact: { email: 'ann@shop.example' } },
    { ...support, 'if-match': `"${version}"` },
  );
  t.is(stale.status, 412);

  await waitUntil(
    async () => {
      const left = await Promise.all(skus.map((sku) => shop.stock(sku)));
      return left[0]?.available === 9 && left[1]?.available === 10;
    },
    { timeoutMs: 30_000, what: `the units that ${id} gave up are back` },
  );
  t.like((await ship(id)).body, { status: 'shipped', amounts: { capturedMinor: 250 } });
  await waitUntil(
    async () => {
      const records = await readRecords(stack, { orderIds: [id], skus: [...skus] });
      return violationsAtRest(records).length === 0;
    },
    { timeoutMs: 60_000, what: `all books of ${id} agree` },
  );
});

test('the warehouse reads the address and the contact of after the edit', async (t) => {
  const { id } = await placed(1);
  const contact = { email: 'ann@shop.example', phone: '+442071234567' };
  t.like((await preview(id, { contact })).body, { changed: ['contact'], differenceMinor: 0 });
  const both = await Promise.all([
    edit(id, { shippingAddress: newAddress }),
    edit(id, { contact }),
  ]);
  t.deepEqual(
    both.map(({ status }) => status),
    [201, 201],
  );
  t.like((await addressFor(id)).body, {
    shippingAddress: newAddress,
    contact: { phone: contact.phone },
  });
  t.deepEqual((await eventTypes(id)).slice(-4), [
    ...['OrderPersonalDataReplaced.v1', 'OrderEdited.v1'],
    ...['OrderPersonalDataReplaced.v1', 'OrderEdited.v1'],
  ]);
  t.is((await ship(id)).status, 201);
  t.like(await edit(id, { shippingAddress: newAddress }), {
    status: 409,
    body: { type: '/problems/order-already-shipped' },
  });
});

test('an erasure ends the old and the new address of a guest', async (t) => {
  const { id } = await placed(1);
  t.is((await edit(id, { shippingAddress: newAddress })).status, 201);
  const erased = await shop.api('POST', `/orders/${id}/erasure`, { headers: support });
  t.is(erased.status, 204);
  t.is((await addressFor(id)).status, 410);
  t.like(await edit(id, { shippingAddress: newAddress }), {
    status: 410,
    body: { type: '/problems/personal-data-erased' },
  });
});

test('customers edit their own orders only, and nobody that of a guest by its id', async (t) => {
  const [ann, bob] = [await newCustomer(stack), await newCustomer(stack)];
  const own = await placed(2, {}, ann.headers);
  const guest = await placed(2);
  const fewer = { change: [{ lineId: 'l1', quantity: 1 }] };
  t.is((await edit(own.id, fewer, bob.headers)).status, 404);
  t.is((await edit(own.id, fewer, {})).status, 401);
  t.is((await edit(own.id, fewer, ann.headers)).status, 201);
  t.is((await edit(own.id, { shippingAddress: newAddress }, ann.headers)).status, 201);
  t.is((await edit(guest.id, fewer, bob.headers)).status, 404);
  t.is((await edit(guest.id, fewer, {})).status, 401);
});

const refusals: [title: string, body: object, status: number, type: string][] = [
  ['an unknown product', { add: [{ sku: 'NO-SUCH-1', quantity: 1 }] }, 422, 'unknown-sku'],
  ['no units', { add: [{ sku: 'NO-SUCH-1', quantity: 0 }] }, 400, 'invalid-request'],
  ['nothing left', { remove: ['l1', 'l2'] }, 409, 'edit-leaves-nothing'],
  ['an unknown line', { remove: ['l3'] }, 404, 'line-not-found'],
  ['a line twice', { remove: ['l1', 'l1'] }, 422, 'line-repeated'],
  ['half an address', { shippingAddress: { ...newAddress, city: ' ' } }, 422, 'incomplete-order'],
  ['an empty edit', {}, 400, 'invalid-request'],
  ['a member of another command', { lines: [] }, 400, 'invalid-request'],
];
test('an edit that cannot be is refused, as a preview too, and changes nothing', async (t) => {
  const { id } = await placed(2);
  const { version } = await shop.getOrder(id);
  for (const [title, body, status, type] of refusals) {
    for (const send of [edit, preview]) {
      t.like(await send(id, body), { status, body: { type: `/problems/${type}` } }, title);
    }
  }
  const unknown = await shop.api('POST', `/orders/${id}/edits?dryRun=yes`, {
    body: { remove: ['l2'] },
    headers: support,
  });
  t.is(unknown.status, 400);
  t.is((await shop.getOrder(id)).version, version);
});
