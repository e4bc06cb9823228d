import { connectStack, waitUntil } from '@commerce/testing';
import { newCustomer } from '@commerce/testing/customers';
import { CUSTOMER, openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const LIST_TIMEOUT_MS = 30_000;

interface Exported {
  account: { customerId: string };
  orders: { order: { id: string; status: string }; personalData: object }[];
}

test('an export has the orders of the person with their personal data, and no others', async (t) => {
  const [ann, bob] = [await newCustomer(stack), await newCustomer(stack)];
  const sku = await shop.product(10);
  const place = async (headers: Record<string, string>) =>
    String((await shop.place(orderOf({ [sku]: 1 }), headers)).body['id']);
  const ids = [await place(ann.headers), await place(ann.headers)];
  await place(bob.headers);
  let exported: Exported | undefined;
  await waitUntil(
    async () => {
      const { body } = await shop.api('GET', '/me/export', { headers: ann.headers });
      exported = body as unknown as Exported;
      return exported.orders.length === ids.length;
    },
    { timeoutMs: LIST_TIMEOUT_MS, what: 'the list has both orders' },
  );
  t.is(exported?.account.customerId, ann.customerId);
  t.deepEqual(
    exported?.orders.map(({ order }) => order.id),
    ids.toReversed(),
  );
  for (const { personalData } of exported?.orders ?? []) {
    t.like(personalData, { shippingAddress: CUSTOMER.shippingAddress });
  }
  const wrong = await shop.api('GET', '/me/export?ordersCursor=x', { headers: ann.headers });
  t.like(wrong, { status: 400, body: { errors: [{ pointer: '/ordersCursor' }] } });
});
