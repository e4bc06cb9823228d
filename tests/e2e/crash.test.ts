import { derivedId } from '@commerce/runtime/ids';
import { connectStack } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// The order app is killed (SIGKILL) between each two steps of an order. Nobody repeats the request:
// the order's own events drive it to its end once the app runs again.
const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

async function crashAt(point: string, body: object, key: string): Promise<string> {
  const before = stack.process('order');
  stack.armFailpoint('order', point);
  await shop.place(body, { 'idempotency-key': key });
  await stack.untilRestarted(before);
  if (stack.isArmed('order', point)) throw new Error(`the order app never came to ${point}`);
  return `ord_${derivedId('order', 'guest', key)}`;
}

const pointsOfConfirmation = [
  'after-place',
  'after-hold-stock',
  'before-authorize-payment',
  'after-authorize-payment',
  'before-decide',
  'after-decide',
];
for (const point of pointsOfConfirmation) {
  test.serial(`an order is confirmed once although the app died ${point}`, async (t) => {
    const sku = await shop.product(5);
    const id = await crashAt(point, orderOf({ [sku]: 2 }), `crash-${sku}`);
    const order = await shop.untilSettled(id);
    t.is(order.status, 'confirmed');
    t.is(order.version, 2);
    t.like(await shop.untilNothingHeld(sku), { onHand: 3 });
    t.deepEqual(
      (await shop.authorizations(id)).map(({ status }) => status),
      ['authorized'],
    );
  });
}

const pointsOfCompensation = [
  'after-start-compensation',
  'before-release-stock',
  'after-release-stock',
  'after-void-payment',
  'after-record-compensated',
];
for (const point of pointsOfCompensation) {
  test.serial(
    `a declined order ends with nothing held although the app died ${point}`,
    async (t) => {
      const sku = await shop.product(5);
      const id = await crashAt(point, orderOf({ [sku]: 2 }, 'tok_decline'), `crash-${sku}`);
      const order = await shop.untilSettled(id);
      t.like(order, { status: 'rejected', version: 3 });
      t.like(await shop.untilNothingHeld(sku), { onHand: 5 });
      const live = (await shop.authorizations(id)).filter((one) => one.status === 'authorized');
      t.deepEqual(live, []);
    },
  );
}

test.serial('an order is confirmed once although its sidecar died in the middle', async (t) => {
  const sku = await shop.product(5);
  const key = `sidecar-${sku}`;
  const turn = shop.place(orderOf({ [sku]: 2 }, 'tok_slow'), { 'idempotency-key': key });
  const id = `ord_${derivedId('order', 'guest', key)}`;
  await shop.untilPlaced(id);
  await stack.untilRestarted(stack.kill('order-daprd'));
  await turn;
  t.like(await shop.untilSettled(id), { status: 'confirmed', version: 2 });
  t.like(await shop.untilNothingHeld(sku), { onHand: 3 });
});

test.serial('compensation works again after the sidecar of its worker was restarted', async (t) => {
  await stack.untilRestarted(stack.kill('order-daprd'));
  const sku = await shop.product(5);
  const { body } = await shop.place(orderOf({ [sku]: 2 }, 'tok_decline'));
  t.is((await shop.untilSettled(String(body['id']))).status, 'rejected');
  t.like(await shop.untilNothingHeld(sku), { onHand: 5 });
});
