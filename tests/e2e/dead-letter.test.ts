import { jsonClient } from '@commerce/testing/json-client';
import { connectStack, waitUntil } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// The payment database refuses the capture of one order until the delivery has no retries left.
const stack = connectStack();
const shop = openShop(stack);
const payments = stack.database('payment');
const payment = jsonClient(stack.app('payment').url);
const headers = { 'dapr-api-token': stack.appApiToken };
/** What the order app reads a payment with. */
const ofOrder = { headers: { ...headers, 'dapr-caller-app-id': 'order' } };
const WAIT = { timeoutMs: 90_000 };
const trigger = `refuse_${Date.now()}`;
const heal = () => payments.query(`DROP FUNCTION IF EXISTS ${trigger} CASCADE`);
test.after.always(async () => {
  await heal();
  await stack.close();
});

interface Letter {
  eventId: string;
  state: string;
  tries: number;
  reason?: string;
}

async function letterOf(orderId: string): Promise<Letter | undefined> {
  const { body } = await payment('GET', '/dead-letters', { headers });
  return (body['items'] as Letter[]).find(({ eventId }) => eventId.startsWith(orderId));
}

test('a capture whose event became a dead letter is made once the cause is gone', async (t) => {
  const sku = await shop.product(2);
  const id = String((await shop.place(orderOf({ [sku]: 2 }))).body['id']);
  t.is((await shop.untilSettled(id)).status, 'confirmed');
  await payments.query(
    `CREATE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'no room for this capture'; END $$;
     CREATE TRIGGER ${trigger} BEFORE INSERT ON payment_operations
     FOR EACH ROW WHEN (NEW.order_id = '${id}') EXECUTE FUNCTION ${trigger}()`,
  );
  const shipped = await shop.api('POST', `/orders/${id}/shipments`, {
    body: {},
    headers: await shop.tokens.importer(),
  });
  t.is(shipped.status, 201);
  const letter = await waitUntil(
    async () => {
      const found = await letterOf(id);
      return found?.reason !== undefined && found;
    },
    { ...WAIT, what: 'the event is a dead letter, and the sweep has tried it' },
  );
  t.like(letter, { state: 'waiting', reason: 'no room for this capture' });
  t.true(letter.tries >= 1);
  t.like((await payment('GET', `/payments/${id}`, ofOrder)).body, {
    captured: { amountMinor: 0 },
  });

  await heal();
  const replay = `/dead-letters/${letter.eventId}/replay`;
  t.is((await payment('POST', replay, { headers })).status, 202);
  await waitUntil(
    async () => {
      const { body } = await payment('GET', `/payments/${id}`, ofOrder);
      return (body['captured'] as { amountMinor: number }).amountMinor === 500;
    },
    { ...WAIT, what: 'the shipment is captured' },
  );
  await waitUntil(async () => (await letterOf(id)) === undefined, {
    ...WAIT,
    what: 'the dead letter is deleted',
  });
});
