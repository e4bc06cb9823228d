import { connectStack } from '@commerce/testing';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

for (const path of [
  '/actors/Order/x/method/place',
  '/dapr/config',
  '/events/orders',
  '/payments/x/refunds',
]) {
  test(`the gateway does not forward to ${path}`, async (t) => {
    const answer = await shop.api('GET', path);
    t.is(answer.status, 404);
    t.is(answer.body['type'], '/problems/not-found');
  });
}

test('an unsupported method is refused with the allowed methods', async (t) => {
  const answer = await shop.api('DELETE', '/orders');
  t.is(answer.status, 405);
  t.regex(String(answer.headers.get('allow')), /POST/);
});

test('an event that was not delivered by the sidecar is refused', async (t) => {
  const forged = { entries: [{ entryId: '1', event: { data: {} } }] };
  const direct = await fetch(`${stack.app('order').url}/events/orders`, {
    method: 'POST',
    body: JSON.stringify(forged),
  });
  t.is(direct.status, 404);
  const invoked = await fetch(
    `${stack.app('gateway').daprHttpUrl}/v1.0/invoke/order/method/events/orders`,
    {
      method: 'POST',
      headers: { 'dapr-api-token': stack.daprApiToken, 'content-type': 'application/json' },
      body: JSON.stringify(forged),
    },
  );
  t.is(invoked.status, 403);
});
