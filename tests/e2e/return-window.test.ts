import { connectStack } from '@commerce/testing';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// The window of returns is days long: the dispatch of an order is put into the past, in its stream.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
test.after.always(() => stack.close());

const PAST = '2026-01-31T12:00:00.000Z';
/** 30 days later, the default of RETURN_WINDOW_DAYS. */
const LAST_DAY = '2026-03-02';

/** An order that shipped in the past. The app restarts, because its actors keep what they have read. */
async function shippedLongAgo(): Promise<{ id: string; sku: string }> {
  const { id, sku } = await staff.confirmed(2);
  await staff.post(`/orders/${id}/shipments`);
  await stack.database('order').query(
    `UPDATE stream_state SET value = convert_to(
       jsonb_set(convert_from(value, 'utf8')::jsonb, '{data,shippedAt}', to_jsonb($2::text))::text, 'utf8')
     WHERE key = $1`,
    [`order||order-${id}-3`, PAST],
  );
  await stack.untilRestarted(stack.kill('order'));
  return { id, sku };
}

test('after the window only support lets a return in, with a reason that the event keeps', async (t) => {
  const { id, sku } = await shippedLongAgo();
  t.is((await shop.getOrder(id)).returnableUntil, LAST_DAY);
  const path = `/orders/${id}/returns`;
  const body = { reason: 'too small for Ada Lovelace' };
  const late = await staff.post(path, body);
  t.like(late, { status: 409, body: { type: '/problems/return-window-closed' } });
  t.regex(String(late.body['detail']), new RegExp(LAST_DAY));

  const override = { ...body, overrideWindow: { reason: 'Ada Lovelace was ill' } };
  for (const headers of [{}, await shop.tokens.person('warehouse'), await shop.tokens.importer()]) {
    t.like(await shop.api('POST', path, { body: override, headers }), {
      status: 403,
      body: { type: '/problems/trusted-field', errors: [{ pointer: '/overrideWindow' }] },
    });
  }
  const { version } = await shop.getOrder(id);
  const support = { ...(await shop.tokens.person('support')), 'idempotency-key': 'let-in' };
  t.is((await staff.post(path, override, support)).status, 201);
  t.is((await staff.post(path, override, support)).status, 201);
  t.is((await shop.getOrder(id)).version, version + 1, 'once');

  const { body: me } = await shop.api('GET', '/me', { headers: support });
  const { body: history } = await shop.api('GET', `/orders/${id}/events`);
  const items = history['items'] as { type: string; data: object }[];
  t.like(items.at(-1), {
    type: 'OrderReturnRequested.v2',
    data: {
      ...body,
      windowOverride: { until: LAST_DAY, by: me['customerId'], ...override.overrideWindow },
    },
  });
  const [{ returnId } = { returnId: '' }] = (await shop.getOrder(id)).fulfilment?.returns ?? [];
  t.is((await staff.receive(id, returnId)).status, 202);
  await staff.untilStatus(id, 'returned');
  t.like(await staff.money(id), { captured: 500, refunded: 500 });
  t.like(await shop.stock(sku), { onHand: 5, reserved: 0 });
});
