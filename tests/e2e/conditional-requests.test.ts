import { connectStack } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });

test('a conditional read returns the order only if its version has changed', async (t) => {
  const sku = await shop.product(5);
  const { body } = await shop.place(orderOf({ [sku]: 2 }));
  const path = `/orders/${String(body['id'])}`;
  const { version } = await shop.untilSettled(String(body['id']));
  const read = await shop.api('GET', path);
  t.is(read.headers.get('etag'), `"${version}"`);
  const headers = { 'if-none-match': `"${version}"` };
  t.like(await shop.api('GET', path, { headers }), { status: 304, body: undefined });
  t.is((await shop.api('GET', `${path}?at=1`, { headers })).headers.get('etag'), '"1"');
});

test('of two cancellations of the same version the second is refused and changes nothing', async (t) => {
  const sku = await shop.product(5);
  const { body } = await shop.place(orderOf({ [sku]: 3 }));
  const id = String(body['id']);
  const { version } = await shop.untilSettled(id);
  const cancelOne = (headers: Record<string, string>) =>
    shop.api('POST', `/orders/${id}/cancellation`, {
      body: { lines: [{ sku, quantity: 1 }] },
      headers,
    });
  const answers = await Promise.all([cancelOne(ifMatch(version)), cancelOne(ifMatch(version))]);
  t.deepEqual(answers.map(({ status }) => status).sort(), [200, 412]);
  const refused = answers.find(({ status }) => status === 412);
  t.is(refused?.body['type'], '/problems/precondition-failed');
  t.like(await shop.getOrder(id), {
    version: version + 1,
    fulfilment: { lines: [{ sku, cancelled: 1 }] },
  });
  t.is((await cancelOne(ifMatch(version + 1))).status, 200);
  t.is((await cancelOne({ 'if-match': String(version) })).status, 400);
});

test('a stale cancellation of a whole order changes nothing, and a late repeat is answered', async (t) => {
  const sku = await shop.product(5);
  const { body } = await shop.place(orderOf({ [sku]: 1 }));
  const id = String(body['id']);
  const { version } = await shop.untilSettled(id);
  const cancel = (headers: Record<string, string>) =>
    shop.api('POST', `/orders/${id}/cancellation`, { headers });
  t.is((await cancel(ifMatch(version - 1))).status, 412);
  t.like(await shop.getOrder(id), { status: 'confirmed', version });
  t.is((await cancel(ifMatch(version))).status, 202);
  t.is((await shop.untilSettled(id)).status, 'cancelled');
  t.is((await cancel(ifMatch(version))).status, 200);
});
