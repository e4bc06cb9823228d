import { jsonClient } from '@commerce/testing/json-client';
import { connectStack, waitUntil } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// The payment database refuses the events of one order until the delivery has no retries left.
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

test('the event of a shipment that became a dead letter is handled once the cause is gone', async (t) => {
  const sku = await shop.product(2);
  const id = String((await shop.place(orderOf({ [sku]: 2 }))).body['id']);
  t.is((await shop.untilSettled(id)).status, 'confirmed');
  await payments.query(
    `CREATE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'no room for this event'; END $$;
     CREATE TRIGGER ${trigger} BEFORE INSERT ON inbox
     FOR EACH ROW WHEN (NEW.event_id = '${id}:3') EXECUTE FUNCTION ${trigger}()`,
  );
  const shipped = await shop.api('POST', `/orders/${id}/shipments`, {
    body: {},
    headers: await shop.tokens.importer(),
  });
  t.is(shipped.status, 201, 'the capture came first, so the goods may leave');
  const letter = await waitUntil(
    async () => {
      const found = await letterOf(id);
      return found?.reason !== undefined && found;
    },
    { ...WAIT, what: 'the event is a dead letter, and the sweep has tried it' },
  );
  t.like(letter, { state: 'waiting', reason: 'no room for this event' });
  t.true(letter.tries >= 1);

  await heal();
  const replay = `/dead-letters/${letter.eventId}/replay`;
  t.is((await payment('POST', replay, { headers })).status, 202);
  await waitUntil(async () => (await letterOf(id)) === undefined, {
    ...WAIT,
    what: 'the dead letter is deleted',
  });
  t.like((await payment('GET', `/payments/${id}`, ofOrder)).body, {
    captured: { amountMinor: 500 },
  });
});

test('goods do not leave while their capture cannot be recorded, and leave once it can', async (t) => {
  const sku = await shop.product(2);
  const id = String((await shop.place(orderOf({ [sku]: 2 }))).body['id']);
  t.is((await shop.untilSettled(id)).status, 'confirmed');
  await payments.query(
    `CREATE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'no room for this capture'; END $$;
     CREATE TRIGGER ${trigger} BEFORE INSERT ON payment_operations
     FOR EACH ROW WHEN (NEW.order_id = '${id}') EXECUTE FUNCTION ${trigger}()`,
  );
  const importer = await shop.tokens.importer();
  const ship = () =>
    shop.api('POST', `/orders/${id}/shipments`, {
      body: {},
      headers: { ...importer, 'idempotency-key': 'parcel-1' },
    });
  t.is((await ship()).status, 503);
  t.is((await shop.getOrder(id)).status, 'confirmed');
  await heal();
  const shipped = await ship();
  t.is(shipped.status, 201, JSON.stringify(shipped.body));
  t.like(shipped.body, { status: 'shipped', amounts: { capturedMinor: 500 } });
});
