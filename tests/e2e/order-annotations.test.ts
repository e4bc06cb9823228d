import { connectStack, waitUntil } from '@commerce/testing';
import { newCustomer } from '@commerce/testing/customers';
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
const annotate = (id: string, body: object, headers: Headers = support) =>
  shop.api('PATCH', `/orders/${id}`, { body, headers });

async function notesOf(id: string, headers: Headers = support): Promise<unknown> {
  const path = `/orders/${id}/personal-data?purpose=support`;
  return (await shop.api('GET', path, { headers })).body['notes'];
}

async function placed(more: object = {}, headers: Headers = {}): Promise<string> {
  const sku = await shop.product(5);
  const { status, body } = await shop.place({ ...orderOf({ [sku]: 2 }), ...more }, headers);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return String(body['id']);
}

test('staff change notes, tags and metadata, and the history says what changed', async (t) => {
  const id = await placed({ notes: { customer: 'Ring twice' } });
  const { version } = await shop.getOrder(id);
  const body = { notes: { internal: 'Call first' }, tags: ['gift'], metadata: { erp: '4711' } };
  const changed = await annotate(id, body, { ...support, 'if-match': `"${version}"` });
  t.is(changed.status, 200);
  t.is(changed.headers.get('etag'), `"${version + 1}"`);
  t.like(changed.body, { tags: ['gift'], metadata: { erp: '4711' }, version: version + 1 });
  t.deepEqual(await notesOf(id), { customer: 'Ring twice', internal: 'Call first' });
  const [last] = (await shop.events(id)).slice(-1) as unknown as { type: string; data: object }[];
  t.is(last?.type, 'OrderAnnotated.v1');
  t.like(last?.data, { changed: ['internalNote', 'tags', 'metadata'], tags: ['gift'] });
  t.false('personal' in (last?.data ?? {}));

  t.like((await annotate(id, body)).body, { version: version + 1 }, 'a repeat changes nothing');
  const stale = await annotate(id, { tags: [] }, { ...support, 'if-match': `"${version}"` });
  t.is(stale.status, 412);
  t.is((await annotate(id, { notes: { customer: null } })).status, 200);
  t.deepEqual(await notesOf(id), { internal: 'Call first' });
});

test('the list finds orders by a tag, of the placement and of a later change', async (t) => {
  const tag = `tag ${Date.now()}`;
  const id = await placed({ tags: [tag, 'b2b'] }, await shop.tokens.importer());
  const other = await placed();
  const found = async (wanted: string) => {
    const path = `/orders?tag=${encodeURIComponent(wanted)}`;
    const { body } = await shop.api('GET', path, { headers: support });
    return (body['items'] as { id: string; tags: string[] }[]).map((one) => one.id).toSorted();
  };
  const until = (wanted: string, ids: string[]) =>
    waitUntil(async () => (await found(wanted)).join() === ids.toSorted().join(), {
      timeoutMs: 30_000,
      what: `the orders with ${wanted} are ${ids.join(' and ')}`,
    });
  await until(tag, [id]);
  t.is((await annotate(other, { tags: [tag] })).status, 200);
  await until(tag, [id, other]);
  t.is((await annotate(id, { tags: ['b2b'] })).status, 200);
  await until(tag, [other]);
});

test('customers change the note of their own order until it ships, and nothing else', async (t) => {
  const [ann, bob] = [await newCustomer(stack), await newCustomer(stack)];
  const [own, guest] = [await placed({}, ann.headers), await placed()];
  const note = { notes: { customer: 'Leave it with the neighbour' } };
  t.is((await annotate(own, note, ann.headers)).status, 200);
  t.deepEqual(await notesOf(own, ann.headers), note.notes);
  t.is((await annotate(own, note, bob.headers)).status, 404);
  t.is((await annotate(guest, note, ann.headers)).status, 404);
  t.is((await annotate(guest, note, {})).status, 401);
  t.is((await annotate(own, note, warehouse)).status, 404);
  for (const body of [{ tags: ['vip'] }, { metadata: { a: 'b' } }, { notes: { internal: 'x' } }]) {
    t.like(await annotate(own, { ...note, ...body }, ann.headers), {
      status: 403,
      body: { type: '/problems/trusted-field' },
    });
  }
  const shipment = await shop.api('POST', `/orders/${own}/shipments`, {
    body: {},
    headers: warehouse,
  });
  t.is(shipment.status, 201);
  t.like(await annotate(own, { notes: { customer: 'Too late' } }, ann.headers), {
    status: 409,
    body: { type: '/problems/customer-note-closed' },
  });
  t.is((await annotate(own, { notes: { customer: 'It came' } })).status, 200, 'staff may');
});

test('notes that are written at the same time are all kept', async (t) => {
  const id = await placed();
  const both = await Promise.all([
    annotate(id, { notes: { internal: 'one' } }),
    annotate(id, { notes: { customer: 'two' } }),
    annotate(id, { metadata: { three: '3' } }),
    annotate(id, { metadata: { four: '4' } }),
  ]);
  t.deepEqual(
    both.map(({ status }) => status),
    [200, 200, 200, 200],
  );
  t.deepEqual(await notesOf(id), { internal: 'one', customer: 'two' });
  t.deepEqual((await shop.getOrder(id)).metadata, { three: '3', four: '4' });
});

test('after the erasure of a guest order, notes are gone and none are taken; tags are', async (t) => {
  const id = await placed({ notes: { customer: 'Ring twice' } });
  t.is((await annotate(id, { notes: { internal: 'Call first' } })).status, 200);
  const erased = await shop.api('POST', `/orders/${id}/erasure`, { headers: support });
  t.is(erased.status, 204);
  t.like(await annotate(id, { notes: { internal: 'again' } }), {
    status: 410,
    body: { type: '/problems/personal-data-erased' },
  });
  t.is((await annotate(id, { tags: ['erased'] })).status, 200);
});
