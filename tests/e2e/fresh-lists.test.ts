import { connectStack, waitUntil } from '@commerce/testing';
import { newCustomer } from '@commerce/testing/customers';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// The list is a read model, about a second behind. With the token of a write it has what was written.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
const support = await shop.tokens.person('support');
test.after.always(() => stack.close());

type Headers = Record<string, string>;
const TOKEN = 'consistency-token';

async function list(query: string, headers: Headers = support) {
  const {
    status,
    body,
    headers: answered,
  } = await shop.api('GET', `/orders?${query}`, { headers });
  return { status, body, answered, items: (body['items'] ?? []) as Record<string, unknown>[] };
}

const tokenOf = (answer: { headers: globalThis.Headers }) => answer.headers.get(TOKEN) ?? '';

test('who has placed or changed an order finds it in the list at once, by its token', async (t) => {
  const sku = await shop.product(50);
  for (let n = 0; n < 3; n++) {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const placed = await shop.place(orderOf({ [sku]: 1 }), key);
    const id = String(placed.body['id']);
    const again = await shop.place(orderOf({ [sku]: 1 }), key);
    t.is(tokenOf(again), tokenOf(placed), 'a repeat gets the same token');
    const found = await list(`sku=${sku}`, { ...support, [TOKEN]: tokenOf(placed) });
    t.like(found.items[0], { id, version: placed.body['version'] });

    const tag = `fresh-${sku}-${n}`;
    const changed = await shop.api('PATCH', `/orders/${id}`, {
      body: { tags: [tag] },
      headers: support,
    });
    const read = await shop.api('GET', `/orders/${id}`);
    t.is(read.body['updatedAt'], changed.body['updatedAt']);
    const tagged = await list(`tag=${tag}`, { ...support, [TOKEN]: tokenOf(changed) });
    t.like(tagged.items[0], { id, updatedAt: changed.body['updatedAt'] });
  }
});

test('several tokens may be given; a write that the list does not have yet is 425 in bounded time', async (t) => {
  const sku = await shop.product(5);
  const answers = await Promise.all([0, 1].map(() => shop.place(orderOf({ [sku]: 1 }))));
  const tokens = answers.map(tokenOf).join(',');
  const both = await list(`sku=${sku}`, { ...support, [TOKEN]: tokens });
  t.is(both.items.length, 2);

  const future = `${String(answers[0]?.body['id'])}:99`;
  const since = performance.now();
  const early = await list(`sku=${sku}`, { ...support, [TOKEN]: `${tokens},${future}` });
  t.is(early.status, 425);
  t.is(early.body['type'], '/problems/read-model-behind');
  t.is(early.answered.get('retry-after'), '1');
  t.true(performance.now() - since < 10_000);
  t.is((await list(`sku=${sku}`, { ...support, [TOKEN]: 'mine' })).status, 400);
});

test('an order is found by each of its products in any case, also by one that an edit added', async (t) => {
  const ann = (await newCustomer(stack)).headers;
  const [sku, added] = [await shop.product(5), await shop.product(5)];
  const placed = await shop.place(orderOf({ [sku]: 1 }), ann);
  const id = String(placed.body['id']);
  const body = { add: [{ sku: added, quantity: 1 }] };
  const edited = await shop.api('POST', `/orders/${id}/edits`, {
    body,
    headers: { ...support, 'idempotency-key': crypto.randomUUID() },
  });
  t.true([201, 202].includes(edited.status));
  await shop.place(orderOf({ [sku]: 1 }));
  const idsOf = async (query: string, headers: Headers) =>
    (await list(query, headers)).items.map((row) => row['id']);
  await waitUntil(async () => (await idsOf(`sku=${added.toLowerCase()}`, support)).length === 1, {
    timeoutMs: 30_000,
    what: 'the added product is in the list',
  });
  t.deepEqual(await idsOf(`sku=${added}`, ann), [id]);
  t.deepEqual(await idsOf(`sku=${sku.toLowerCase()}`, ann), [id], 'of others nothing');
  await waitUntil(async () => (await idsOf(`sku=${sku}`, support)).length === 2, {
    timeoutMs: 30_000,
    what: 'staff see both orders',
  });
  t.deepEqual(await idsOf(`sku=${sku}&status=rejected`, support), []);
  t.deepEqual(await idsOf('sku=nothing-like-it', support), []);
});
