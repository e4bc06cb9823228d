import { connectStack } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

const CLIENTS = 32;
const ORDERS = 200;
const UNITS = 100;

async function fromManyClients<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const client = async () => {
    while (next < count) results.push(await work(next++));
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return results;
}

async function untilAllSettled(ids: string[]): Promise<string[]> {
  const orders = await fromManyClients(ids.length, (n) => shop.untilSettled(ids[n] as string));
  return orders.map(({ status }) => status);
}

const countOf = (all: string[], status: string) => all.filter((one) => one === status).length;

test('200 orders for 100 units from 32 clients sell exactly 100 and hold nothing', async (t) => {
  const sku = await shop.product(UNITS);
  const answers = await fromManyClients(ORDERS, () => shop.place(orderOf({ [sku]: 1 })));
  const statuses = await untilAllSettled(answers.map(({ body }) => String(body['id'])));
  t.is(countOf(statuses, 'confirmed'), UNITS);
  t.is(countOf(statuses, 'rejected'), ORDERS - UNITS);
  t.like(await shop.untilNothingHeld(sku), { onHand: UNITS, reserved: UNITS, available: 0 });
});

test('orders of two products in opposite line order neither deadlock nor hold only one of them', async (t) => {
  const [a, b] = await Promise.all([shop.product(UNITS), shop.product(UNITS)]);
  const answers = await fromManyClients(ORDERS, (n) =>
    shop.place(orderOf(n % 2 === 0 ? { [a]: 1, [b]: 1 } : { [b]: 1, [a]: 1 })),
  );
  const statuses = await untilAllSettled(answers.map(({ body }) => String(body['id'])));
  t.is(countOf(statuses, 'confirmed'), UNITS);
  t.like(await shop.untilNothingHeld(a), { available: 0 });
  t.like(await shop.untilNothingHeld(b), { available: 0 });
});
